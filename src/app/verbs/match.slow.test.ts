import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { statementFile } from '#modules/receipts/statement-testing.ts'
import type { Database } from '#platform/db/database.ts'
import { addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'

const CLI = new URL('../cli.ts', import.meta.url).pathname
const execute = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'quittance-match-'))

let db: Database
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.close())

/** The lines of JSON that a call prints, and how it ended. */
async function call(...args: string[]): Promise<{ code: number; lines: unknown[] }> {
  const { host, user, database } = db.owner
  const url = `postgresql:///${database}?host=${encodeURIComponent(host ?? '')}&user=${String(user)}`
  const env = { ...process.env, DATABASE_URL: url, QUITTANCE_DATA: folder }
  const ended = await execute(process.execPath, [CLI, ...args], { env }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => error,
  )
  const lines = ended.stdout.split('\n').filter(line => line !== '')
  return { code: ended.code, lines: lines.map((line): unknown => JSON.parse(line)) }
}

test(
  'import takes a statement by itself; match says why, and settles what is certain when told',
  { timeout: 180_000 },
  async () => {
    const house = await furnishedTenant(db, 'Command line')
    const customer = await addCustomer(db, house, { name: 'Scierie Faure' })
    const dates = { issueOn: '2026-01-20', dueOn: '2026-02-20' }
    await addInvoice(db, house, customer, { number: 'FA-2026-00001', ...dates, cents: 10_000n })
    await addInvoice(db, house, customer, { number: 'FA-2026-00002', ...dates, cents: 20_000n })
    const line = { on: '2026-03-05', iban: null, endToEnd: null, returned: null }
    const [first, second] = [join(folder, 'un.xml'), join(folder, 'deux.xml')]
    writeFileSync(
      first,
      statementFile([{ ...line, cents: 10_000n, remittance: 'FA-2026-00001', name: 'SCIERIE FAURE' }]),
    )
    writeFileSync(second, statementFile([{ ...line, cents: 20_000n, remittance: 'FA-2026-00002', name: 'X' }]))
    writeFileSync(
      join(folder, 'coupe.xml'),
      statementFile([{ ...line, cents: 1n, remittance: 'A', name: 'X' }]).slice(0, -9),
    )

    expect(await call('import', first, '--dry-run', '--json')).toMatchObject({
      code: 0,
      lines: [{ kind: 'statement', state: 'planned', lines: 1 }],
    })
    expect(await call('import', first, '--json')).toMatchObject({
      code: 0,
      lines: [{ kind: 'statement', state: 'done', fresh: 1, applied: 1 }],
    })
    const matched = await call('match', second, '--json')
    expect(matched).toMatchObject({
      code: 0,
      lines: [
        { file: second, fresh: 1, verdicts: { certain: 1 } },
        { applied: 0 },
        { verdict: 'certain', pass: 'number', parts: [{ amount: { amount: '200.00' } }] },
      ],
    })
    expect(await call('match', '--apply', 'certain', '--json')).toMatchObject({
      code: 0,
      lines: [{ verdicts: { certain: 1 }, applied: 1, stale: 0, returned: 0 }],
    })
    const refused = await call('match', join(folder, 'coupe.xml'), join(folder, 'none.xml'), '--json')
    expect(refused).toMatchObject({
      code: 1,
      lines: [{ error: { code: 'file-refused' } }, { error: { code: 'file-unreadable' } }, { applied: 0 }],
    })
  },
)
