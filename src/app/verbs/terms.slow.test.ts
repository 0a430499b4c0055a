import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { unwrap } from '#kernel/result.ts'
import { addTerms, NO_TERMS, publishTerms } from '#modules/terms/index.ts'
import type { Database } from '#platform/db/database.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'

const CLI = new URL('../cli.ts', import.meta.url).pathname
const execute = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'quittance-terms-'))

let db: Database
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.close())

/** What a call prints, and how it ended. */
async function call(...args: string[]): Promise<{ code: number; out: string }> {
  const { host, user, database } = db.owner
  const url = `postgresql:///${database}?host=${encodeURIComponent(host ?? '')}&user=${String(user)}`
  const env = { ...process.env, DATABASE_URL: url, QUITTANCE_DATA: folder, LOG_LEVEL: 'error' }
  const ended = await execute(process.execPath, [CLI, 'terms', ...args], { env }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => error,
  )
  return { code: ended.code, out: ended.stdout }
}

test('list says what the law breaks, governing says why, resolve looks again', { timeout: 180_000 }, async () => {
  const house = await furnishedTenant(db, 'Command line')
  const actor = actorOn(house.tenant, '2026-03-02')
  const app = testApp(db)
  const customer = await addCustomer(db, house, { name: 'Scierie Faure' })
  const dates = { issueOn: '2026-02-20', dueOn: '2026-05-06' }
  await addInvoice(db, house, customer, { number: 'FA-1', ...dates, cents: 10_000n })
  expect(await call('list')).toEqual({ code: 0, out: 'no terms are registered\n' })
  expect((await call('governing', 'FA-1')).out).toContain('no version: the law alone')

  const clauses = {
    ...NO_TERMS,
    audience: 'professionals' as const,
    lateRate: { kind: 'contract' as const, ppm: 50_000 },
  }
  const payment = { method: 'net' as const, days: 75, from: 'issue' as const }
  const draft = { creditor: house.creditor, language: 'fr' as const, label: 'CGV 2026', reviewMonths: 12 }
  const version = unwrap(
    await addTerms(app, actor, { ...draft, from: day('2026-01-01'), clauses: { ...clauses, payment } }),
  )
  const breaches = version.findings.map(found => found.code)
  unwrap(await publishTerms(app, actor, version.id, breaches))
  const listed = await call('list', '--on', '2026-03-02')
  expect(listed.code).toBe(1)
  expect(listed.out).toContain('FR fr in-force 2026-01-01            CGV 2026')
  expect(listed.out).toMatch(/✗ Starting on .* 60 days from issue.*\(C\. com\. L441-10 I\)/)
  expect(listed.out).toMatch(/✗ The rate of 5\.00 % is below three times the legal rate in 2026-S1 \(7\.86 %\)/)
  const asked = JSON.parse((await call('list', '--json')).out) as unknown
  expect(asked).toMatchObject([{ label: 'CGV 2026', state: 'in-force', acceptances: 0 }])

  const looked = await call('resolve', '--json')
  expect(looked).toEqual({ code: 0, out: '{"resolved":1,"changed":1}\n' })
  expect(await call('resolve', '--json')).toEqual({ code: 0, out: '{"resolved":1,"changed":0}\n' })
  const governed = JSON.parse((await call('governing', 'fa-1', '--json')).out) as unknown
  expect(governed).toMatchObject({
    version: { label: 'CGV 2026' },
    acceptance: null,
    clauses: { payment: { days: 75 } },
    because: [{ code: 'order-day-unknown' }, { code: 'in-force' }, { code: 'not-accepted' }],
  })
  expect((await call('governing', 'FA-2')).code).toBe(1)
  expect((await call('governing')).code).toBe(2)
  expect((await call('nonsense')).code).toBe(2)
})
