import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import type { MessageId, TenantId } from '#kernel/id.ts'
import { deliver } from '#modules/messages/index.ts'
import { settleFinding } from '#modules/receivables/index.ts'
import type { Database } from '#platform/db/database.ts'
import { verifyJournal } from '#platform/journal.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant, pay } from '#test/portfolio.ts'
import { testApp } from '#test/app.ts'
import { freshDatabase } from '#test/support.ts'
import { reportPlan, runDay } from './run.ts'

let db: Database
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(async () => {
  await db.close()
})

/** What was asked to be sent, in order. */
async function asked(
  tenant: TenantId,
): Promise<{ id: MessageId; step: string; cycle: string; state: string; total: bigint }[]> {
  const { rows } = await db.inTenant(tenant, tx =>
    sql<{ id: MessageId; step: string; cycle: string; state: string; total: bigint }>`
      select message_id id, step, cycle, state, total from message order by created_at, message_id`.execute(tx),
  )
  return rows
}

async function waitingJobs(tenant: TenantId): Promise<number> {
  const { rows } = await db.inTenant(tenant, tx =>
    sql<{ n: number }>`select count(*)::int n from pgboss.job
      where name = 'send-messages' and data ->> 'tenant' = ${tenant} and state = 'created'`.execute(tx),
  )
  return rows[0]?.n ?? 0
}

test('a run decides message, job, step and journal together; run again, it does nothing more', async () => {
  const house = await furnishedTenant(db, 'Once')
  const customer = await addCustomer(db, house, { name: 'Menuiserie Lambert' })
  const cycle = await addInvoice(db, house, customer, {
    number: 'F1',
    issueOn: '2026-01-20',
    dueOn: '2026-02-20',
    cents: 120_000n,
  })
  const app = testApp(db)
  const actor = actorOn(house.tenant, '2026-03-02')
  const planned = await reportPlan(app, actor, day('2026-03-02'))
  expect(planned).toMatchObject({ dryRun: true, looked: 1, emails: 1, calls: 0 })
  expect(await asked(house.tenant)).toEqual([])

  const first = await runDay(app, actor, day('2026-03-02'))
  expect(first).toMatchObject({ looked: 1, emails: 1, held: 0 })
  expect(await asked(house.tenant)).toMatchObject([{ step: 'd+8', cycle, state: 'queued', total: 120_000n }])
  expect(await waitingJobs(house.tenant)).toBe(1)

  const second = await runDay(app, actor, day('2026-03-02'))
  expect(second).toMatchObject({ looked: 0, messages: 0 })
  expect(await asked(house.tenant)).toHaveLength(1)
  expect(await waitingJobs(house.tenant)).toBe(1)
  expect(await db.inTenant(house.tenant, tx => verifyJournal(tx, house.tenant))).toMatchObject({ ok: true })
})

test('three missed days are caught up with one message a customer', async () => {
  const house = await furnishedTenant(db, 'Missed')
  const app = testApp(db)
  const customers = await Promise.all(['Un', 'Deux', 'Trois'].map(name => addCustomer(db, house, { name })))
  for (const [index, customer] of customers.entries()) {
    const of = (suffix: string) => `${index}${suffix}`
    await addInvoice(db, house, customer, {
      number: of('A'),
      issueOn: '2026-01-20',
      dueOn: '2026-02-27',
      cents: 50_000n,
    })
    await addInvoice(db, house, customer, {
      number: of('B'),
      issueOn: '2026-01-20',
      dueOn: '2026-02-24',
      cents: 30_000n,
    })
  }
  await runDay(app, actorOn(house.tenant, '2026-02-27'), day('2026-02-27'))
  const before = (await asked(house.tenant)).length
  // Nobody ran the program on 2, 3 and 4 March.
  await runDay(app, actorOn(house.tenant, '2026-03-05'), day('2026-03-05'))
  await runDay(app, actorOn(house.tenant, '2026-03-05'), day('2026-03-05'))
  const caughtUp = (await asked(house.tenant)).slice(before)
  expect(caughtUp).toHaveLength(3)
  expect(caughtUp.every(message => message.total === 80_000n && message.step === 'd+8')).toBe(true)
})

test('two runs at once decide each customer once', async () => {
  const house = await furnishedTenant(db, 'Twice')
  const app = testApp(db)
  for (let n = 0; n < 30; n += 1) {
    const customer = await addCustomer(db, house, { name: `Client ${n}` })
    await addInvoice(db, house, customer, {
      number: `F${n}`,
      issueOn: '2026-01-20',
      dueOn: '2026-02-20',
      cents: 9_900n,
    })
  }
  const actor = actorOn(house.tenant, '2026-03-02')
  const reports = await Promise.all([1, 2, 3].map(() => runDay(app, actor, day('2026-03-02'))))
  expect(reports.reduce((sum, report) => sum + report.emails, 0)).toBe(30)
  expect(await asked(house.tenant)).toHaveLength(30)
})

test('what is paid before the message leaves is not chased; what left is kept byte for byte', async () => {
  const house = await furnishedTenant(db, 'Paid')
  const app = testApp(db)
  const paid = await addCustomer(db, house, { name: 'Payeur' })
  const late = await addCustomer(db, house, { name: 'Retard' })
  const invoice = await addInvoice(db, house, paid, {
    number: 'P1',
    issueOn: '2026-01-20',
    dueOn: '2026-02-20',
    cents: 700n * 100n,
  })
  await addInvoice(db, house, late, { number: 'R1', issueOn: '2026-01-20', dueOn: '2026-02-20', cents: 800n * 100n })
  const actor = actorOn(house.tenant, '2026-03-02')
  await runDay(app, actor, day('2026-03-02'))
  await pay(db, house.tenant, invoice, 70_000n, day('2026-03-02'))
  const messages = await asked(house.tenant)
  for (const { id } of messages) await deliver(app, actor, id, day('2026-03-02'))
  for (const { id } of messages) await deliver(app, actor, id, day('2026-03-02'))
  const after = await asked(house.tenant)
  expect(after.map(message => [message.total, message.state])).toEqual(
    expect.arrayContaining([
      [70_000n, 'cancelled'],
      [80_000n, 'sent'],
    ]),
  )
  const sent = after.find(message => message.state === 'sent')
  const files = readdirSync(join(app.config.dataDir, 'mail')).filter(name => name.includes(sent?.id ?? '-'))
  expect(files).toHaveLength(1)
  const { rows } = await db.inTenant(house.tenant, tx =>
    sql<{ content: Buffer }>`select f.content from message m join file f on f.sha256 = m.content_sha256
      where m.message_id = ${sent?.id}`.execute(tx),
  )
  expect(rows[0]?.content.equals(readFileSync(join(app.config.dataDir, 'mail', files[0] ?? '')))).toBe(true)
})

test('without an e-mail address a letter leaves, as a PDF', async () => {
  const house = await furnishedTenant(db, 'Letter')
  const app = testApp(db)
  const customer = await addCustomer(db, house, { name: 'Sans Courriel', email: null })
  await addInvoice(db, house, customer, { number: 'L1', issueOn: '2026-01-20', dueOn: '2026-02-20', cents: 65_000n })
  const actor = actorOn(house.tenant, '2026-03-02')
  const report = await runDay(app, actor, day('2026-03-02'))
  expect(report).toMatchObject({ emails: 0, letters: 1 })
  const [message] = await asked(house.tenant)
  await deliver(app, actor, message?.id as MessageId, day('2026-03-02'))
  const [file] = readdirSync(join(app.config.dataDir, 'letters')).filter(name => name.includes(message?.id ?? '-'))
  expect(
    readFileSync(join(app.config.dataDir, 'letters', file ?? ''))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
})

test('a finding that holds an invoice keeps it out, and lets it go when it is accepted', async () => {
  const house = await furnishedTenant(db, 'Held')
  const app = testApp(db)
  const { tenant } = house
  const customer = await addCustomer(db, house, { name: 'Bon de Commande' })
  const given = { number: 'B1', issueOn: '2026-01-20', dueOn: '2026-02-20', cents: 65_000n }
  const invoice = await addInvoice(db, house, customer, given)
  await db.inTenant(tenant, tx =>
    sql`insert into invoice_finding (tenant_id, invoice_id, code, severity, facts, holds, state, found_on)
      values (${tenant}, ${invoice}, 'order-number-missing', 'breach', '{}', true, 'open', '2026-02-21')`.execute(tx),
  )
  const actor = actorOn(tenant, '2026-03-02')
  expect(await runDay(app, actor, day('2026-03-02'))).toMatchObject({ emails: 0, held: 1 })
  const accepted = { code: 'order-number-missing', state: 'accepted' as const, holds: false, note: 'Accord du client' }
  expect(await settleFinding(app, actor, invoice, accepted)).toMatchObject({ ok: true })
  expect(await runDay(app, actor, day('2026-03-02'))).toMatchObject({ emails: 1 })
})
