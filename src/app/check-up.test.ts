import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedClock } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { smtpTransport } from '#platform/mail/smtp.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { checkUp, type Finding } from './check-up.ts'

let db: Database
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.close())

function stateOf(findings: readonly Finding[], what: string): string | undefined {
  return findings.find(finding => finding.what === what)?.state
}

test('a house at work, and the same ten days later without a file', async () => {
  const house = await furnishedTenant(db, 'Doctor')
  const actor = actorOn(house.tenant, '2026-11-21')
  expect(stateOf(await checkUp(testApp(db), actor), 'figures')).toBe('look')
  const customer = await addCustomer(db, house, { name: 'Menuiserie Lambert' })
  await addInvoice(db, house, customer, { number: 'F1', issueOn: '2026-01-20', dueOn: '2026-02-20', cents: 1n })
  const findings = await checkUp(testApp(db), actor)
  expect(findings.map(({ what, state }) => `${what} ${state}`)).toEqual([
    'database good',
    'journal good',
    'jobs good',
    'mail look',
    'figures good',
    'rates good',
  ])
  const later = fixedClock(new Date(Date.now() + 10 * 86_400_000).toISOString())
  expect(stateOf(await checkUp(testApp(db, { clock: later }), actor), 'figures')).toBe('look')
})

test('a mail server that answers, and one that does not', async () => {
  const house = await furnishedTenant(db, 'Mail')
  const server = createServer(socket => socket.end())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const mail = smtpTransport({ host: '127.0.0.1', port, tls: 'none' })
  const plain = testApp(db)
  const app = testApp(db, { mail, config: { ...plain.config, smtpUrl: `smtp://127.0.0.1:${port}` } })
  const actor = actorOn(house.tenant, '2026-11-21')
  expect(stateOf(await checkUp(app, actor), 'mail')).toBe('good')
  await new Promise(resolve => server.close(resolve))
  expect(stateOf(await checkUp(app, actor), 'mail')).toBe('bad')
})
