import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { importAndMatch } from './import-run.ts'
import { checkLedger, randomOperations } from '#test/receipts-ledger.ts'
import type { LineId } from './model.ts'
import { propose } from './matching.ts'
import { confirm, recordReturn, setAside, split, undo } from './run.ts'
import { statementFile, type Movement } from './statement-testing.ts'

let db: Database
let app: App
beforeAll(async () => {
  db = await freshDatabase()
  app = testApp(db)
})
afterAll(() => db.close())

async function house(name: string) {
  const made = await furnishedTenant(db, name)
  return { ...made, actor: actorOn(made.tenant, '2026-03-10') }
}

async function load(actor: Actor, movements: readonly Movement[], apply: 'certain' | 'nothing' = 'nothing') {
  const done = await importAndMatch(app, actor, { name: 'releve.xml', bytes: statementFile(movements) }, apply)
  if (!done.ok) throw new Error(done.refusal.message)
  return { ...done.value.report, id: done.value.id }
}

async function lineOf(actor: Actor, text: string): Promise<LineId> {
  const { rows } = await db.inTenant(actor.tenant, tx =>
    sql<{ line_id: LineId }>`select line_id from bank_line where remittance like ${`%${text}%`}`.execute(tx),
  )
  const [row] = rows
  if (!row) throw new Error(`no line says ${text}`)
  return row.line_id
}

async function openOf(actor: Actor, invoice: InvoiceId): Promise<bigint> {
  const { rows } = await db.inTenant(actor.tenant, tx =>
    sql<{ open: bigint }>`select open from invoice where invoice_id = ${invoice}`.execute(tx),
  )
  return rows[0]?.open ?? -1n
}

const code = async (asked: Promise<{ ok: boolean; refusal?: { code: string } }>) => (await asked).refusal?.code

const DATES = { issueOn: '2026-01-20', dueOn: '2026-02-20' }
const movement = (cents: bigint, remittance: string, more: Partial<Movement> = {}): Movement => {
  return { on: '2026-03-05', cents, remittance, name: null, iban: null, endToEnd: null, returned: null, ...more }
}

test('files overlap, come again and in any order, and the ledger is the same', async () => {
  const movements = [
    movement(10_000n, 'A', { on: '2026-03-02' }),
    movement(10_000n, 'A', { on: '2026-03-02' }),
    movement(20_000n, 'B', { on: '2026-03-03' }),
    movement(30_000n, 'C', { on: '2026-03-04' }),
  ]
  const files = [movements, movements.slice(0, 3), movements.slice(2), movements.slice(0, 1)]
  const seen: string[] = []
  for (const order of [
    [0, 1, 2, 3, 0],
    [3, 2, 1, 0],
    [2, 1, 3, 3, 0],
  ]) {
    const { actor } = await house(`Order ${order.join('')}`)
    for (const n of order) await load(actor, files[n] ?? [])
    const { rows } = await db.inTenant(actor.tenant, tx =>
      sql<{ booked_on: string; amount: bigint }>`
        select booked_on, amount from bank_line order by booked_on, amount`.execute(tx),
    )
    expect(rows).toHaveLength(4)
    seen.push(rows.map(row => `${row.booked_on} ${row.amount}`).join())
  }
  expect(new Set(seen).size).toBe(1)
})

test('what is certain is applied at once, journaled for the customer, and undone without a trace in the balances', async () => {
  const made = await house('Certain')
  const customer = await addCustomer(db, made, { name: 'Menuiserie Lambert' })
  const invoice = await addInvoice(db, made, customer, { number: 'FA-2026-00017', ...DATES, cents: 123_456n })
  const file = [movement(123_456n, 'VIR FA-2026-00017', { name: 'MENUISERIE LAMBERT' })]
  const done = await load(made.actor, file, 'certain')
  expect(done).toMatchObject({ applied: 1, verdicts: { certain: 1, likely: 0, toSort: 0 } })
  expect(await openOf(made.actor, invoice)).toBe(0n)
  const { rows } = await db.inTenant(made.tenant, tx =>
    sql<{ n: number }>`select count(*)::int n from journal
      where kind = 'allocation-recorded' and customer_id = ${customer}`.execute(tx),
  )
  expect(rows[0]?.n).toBe(1)
  const line = await lineOf(made.actor, 'FA-2026-00017')
  expect((await undo(app, made.actor, line)).ok).toBe(true)
  expect(await openOf(made.actor, invoice)).toBe(123_456n)
  expect(await load(made.actor, file, 'nothing')).toMatchObject({ fresh: 0 })
  expect(await checkLedger(db, made.tenant)).toEqual([])
})

test('a confirmation teaches the account and the name; undoing it forgets them', async () => {
  const made = await house('Learns')
  const customer = await addCustomer(db, made, { name: 'Verrerie du Marais' })
  await addInvoice(db, made, customer, { number: 'FA-2026-00030', ...DATES, cents: 50_000n })
  await addInvoice(db, made, customer, { number: 'FA-2026-00031', ...DATES, cents: 61_010n })
  const payer = { name: 'HOLDING XYLIA', iban: 'FR7630006000011234567890189' }
  await load(made.actor, [movement(50_000n, 'premier', payer), movement(61_010n, 'second', payer)])
  const [first, second] = [await lineOf(made.actor, 'premier'), await lineOf(made.actor, 'second')]
  const { rows } = await db.inTenant(made.tenant, tx =>
    sql<{ invoice_id: InvoiceId }>`select invoice_id from invoice where number = 'FA-2026-00030'`.execute(tx),
  )
  const chosen = { invoice: rows[0]?.invoice_id as InvoiceId, amount: 50_000n, writeOff: 0n }
  expect((await split(app, made.actor, first, [chosen], null)).ok).toBe(true)
  expect(await propose(app, made.actor, [second])).toEqual({ certain: 1, likely: 0, toSort: 0 })
  await undo(app, made.actor, first)
  expect((await propose(app, made.actor, [second])).certain).toBe(0)
})

test('a return reopens the invoice, once; undone, it is settled again', async () => {
  const made = await house('Returns')
  const customer = await addCustomer(db, made, { name: 'Garage Robin' })
  const invoice = await addInvoice(db, made, customer, { number: 'FA-2026-00044', ...DATES, cents: 70_000n })
  await load(made.actor, [movement(70_000n, 'SDD FA-2026-00044', { endToEnd: 'E2E-44' })], 'certain')
  expect(await openOf(made.actor, invoice)).toBe(0n)
  const back = movement(-70_000n, 'REJET SDD', { on: '2026-03-09', endToEnd: 'E2E-44', returned: 'AM04' })
  expect(await load(made.actor, [back], 'certain')).toMatchObject({ returned: 1 })
  expect(await openOf(made.actor, invoice)).toBe(70_000n)
  const [receipt, rejected] = [await lineOf(made.actor, 'FA-2026-00044'), await lineOf(made.actor, 'REJET')]
  expect(await undo(app, made.actor, receipt)).toMatchObject({ refusal: { code: 'returned-since' } })
  expect(await recordReturn(app, made.actor, rejected, receipt)).toMatchObject({ refusal: { code: 'already-placed' } })
  const incidents = await db.inTenant(made.tenant, tx =>
    sql<{ customer_id: CustomerId; amount: bigint }>`select customer_id, amount from payment_incident`.execute(tx),
  )
  expect(incidents.rows).toEqual([{ customer_id: customer, amount: 70_000n }])
  expect((await undo(app, made.actor, rejected)).ok).toBe(true)
  expect(await openOf(made.actor, invoice)).toBe(0n)
  expect((await recordReturn(app, made.actor, rejected, receipt)).ok).toBe(true)
  expect(await openOf(made.actor, invoice)).toBe(70_000n)
  expect(await checkLedger(db, made.tenant)).toEqual([])
})

test('each command says no with its reason', async () => {
  const made = await house('Says no')
  const customer = await addCustomer(db, made, { name: 'Scierie Faure' })
  const invoice = await addInvoice(db, made, customer, { number: 'FA-2026-00050', ...DATES, cents: 10_000n })
  await load(made.actor, [movement(4_000n, 'inconnu')])
  const line = await lineOf(made.actor, 'inconnu')
  const choose = (amount: bigint, writeOff = 0n) => split(app, made.actor, line, [{ invoice, amount, writeOff }], null)
  expect(await code(undo(app, made.actor, line))).toBe('nothing-to-undo')
  expect(await code(confirm(app, made.actor, line))).toBe('nothing-proposed')
  expect(await code(choose(5_000n))).toBe('more-than-received')
  expect(await code(choose(4_000n, 6_001n))).toBe('exceeds-open')
  expect(await code(choose(-1n))).toBe('exceeds-open')
  expect((await setAside(app, made.actor, line, 'bank interest')).ok).toBe(true)
  expect(await code(choose(4_000n))).toBe('more-than-received')
  expect((await undo(app, made.actor, line)).ok).toBe(true)
  expect((await choose(4_000n, 6_000n)).ok).toBe(true)
  expect(await openOf(made.actor, invoice)).toBe(0n)
})

test('random operations keep both sides, and undone one by one they leave nothing', async () => {
  const made = await house('Random')
  expect(await randomOperations(app, db, made, made.actor, { seed: 1, count: 250 })).toEqual([])
})

test('the database itself refuses what the commands would never ask', async () => {
  const made = await house('Refuses')
  await load(made.actor, [movement(4_000n, 'seul')])
  const line = await lineOf(made.actor, 'seul')
  const direct = (statement: string): Promise<unknown> => db.inTenant(made.tenant, tx => sql.raw(statement).execute(tx))
  await expect(direct(`update bank_line set placed = 1 where line_id = '${line}'`)).rejects.toThrow(/only by its parts/)
  await expect(direct(`update bank_line set amount = 1 where line_id = '${line}'`)).rejects.toThrow(
    /as the bank gave it/,
  )
  await expect(direct(`delete from receipt_part`)).rejects.toThrow(/permission denied/)
})
