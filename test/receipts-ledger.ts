import { sql } from 'kysely'
import type { CustomerId, InvoiceId, TenantId } from '#kernel/id.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { addCustomer, addInvoice } from './portfolio.ts'
import { stream, type Random } from '../scripts/samples/random.ts'
import { importAndMatch } from '#modules/receipts/import-run.ts'
import type { LineId } from '#modules/receipts/model.ts'
import { applyCertain, propose } from '#modules/receipts/matching.ts'
import { confirm, recordReturn, setAside, split, undo } from '#modules/receipts/run.ts'
import { statementFile, type Movement } from '#modules/receipts/statement-testing.ts'

/** Everything that must always hold of the ledger; answers what does not, in words. */
export async function checkLedger(db: Database, tenant: TenantId): Promise<string[]> {
  const { rows } = await db.inTenant(tenant, tx =>
    sql<{ wrong: string }>`
      select 'open of ' || number wrong from invoice i
      where open <> amount - coalesce((select sum(a.amount) from allocation a where a.invoice_id = i.invoice_id), 0)
      union all
      select 'placed of ' || line_id from bank_line l
      where placed <> coalesce((select sum(amount) from receipt_part p
        where p.line_id = l.line_id and kind <> 'write-off'), 0)
      union all
      select 'on account of ' || line_id from bank_line l
      where on_account <> coalesce((select sum(amount) from receipt_part p
        where p.line_id = l.line_id and kind = 'on-account'), 0)
      union all
      select 'allocation ' || allocation_id from allocation a
      where source_id is not null and not exists (select from receipt_part p
        where p.allocation_id = a.allocation_id and p.amount = a.amount and p.line_id = a.source_id)
      union all
      select 'credit of ' || customer_id from customer_credit where amount < 0
      union all
      select 'receipts and invoices differ' where
        (select coalesce(sum(amount), 0) from receipt_part where kind in ('invoice', 'write-off'))
          <> (select coalesce(sum(amount - open), 0) from invoice)`.execute(tx),
  )
  return rows.map(row => row.wrong)
}

type House = { readonly tenant: TenantId; readonly creditor: Parameters<typeof addCustomer>[1]['creditor'] }

type Furnished = {
  readonly customers: CustomerId[]
  readonly invoices: { id: InvoiceId; cents: bigint }[]
  readonly movements: Movement[]
}

async function furnish(db: Database, house: House, random: Random): Promise<Furnished> {
  const customers: CustomerId[] = []
  const invoices: { id: InvoiceId; cents: bigint }[] = []
  const movements: Movement[] = []
  for (let n = 0; n < 6; n += 1) {
    const customer = await addCustomer(db, house, { name: `Client Numéro ${n}` })
    customers.push(customer)
    for (let i = 0; i < 6; i += 1) {
      const cents = BigInt(random.between(1, 60) * 500) * (i === 5 ? -1n : 1n)
      const number = `FA-2026-1${n}${i}00`
      const dates = { issueOn: '2026-01-10', dueOn: `2026-02-1${i}` }
      invoices.push({ id: await addInvoice(db, house, customer, { number, ...dates, cents }), cents })
      const said = { on: `2026-03-0${i + 1}`, name: `CLIENT NUMERO ${n}`, iban: null, endToEnd: null, returned: null }
      const received = random.chance(50) ? (cents < 0n ? -cents : cents) : BigInt(random.between(1, 60) * 500)
      movements.push({ ...said, cents: received, remittance: random.chance(60) ? number : `sans ${n}${i}` })
      if (i === 4)
        movements.push({ ...said, on: '2026-03-20', cents: -received, remittance: `retour ${n}`, returned: 'MD06' })
    }
  }
  return { customers, invoices, movements }
}

/**
 * Makes invoices and receipts, does `count` random things with them, checks the ledger as it goes, then undoes
 * everything and checks that nothing is left. Answers what was wrong.
 */
export async function randomOperations(
  app: App,
  db: Database,
  house: House,
  actor: Actor,
  { seed, count }: { readonly seed: number; readonly count: number },
): Promise<string[]> {
  const random = stream(seed, 'operations')
  const { customers, invoices, movements } = await furnish(db, house, random)
  await importAndMatch(app, actor, { name: 'x.xml', bytes: statementFile(movements) }, 'nothing')
  const { rows } = await db.inTenant(actor.tenant, tx =>
    sql<{
      id: LineId
      amount: bigint
    }>`select line_id id, amount from bank_line order by booked_on, amount, line_id`.execute(tx),
  )
  const wrong: string[] = []
  const line = (): LineId => random.pick(rows).id
  const amount = (): bigint => BigInt(random.between(-20, 80) * 250)
  const choices: (() => Promise<unknown>)[] = [
    () => propose(app, actor, [line()]),
    () => applyCertain(app, actor, [line(), line()]),
    () => confirm(app, actor, line()),
    () => split(app, actor, line(), [chosen(), chosen()], { customer: random.pick(customers), amount: null }),
    () => split(app, actor, line(), [chosen()], null),
    () =>
      split(app, actor, line(), [], { customer: random.pick(customers), amount: random.chance(50) ? null : amount() }),
    () => setAside(app, actor, line(), null),
    () => undo(app, actor, line()),
    () => undo(app, actor, line()),
    () => recordReturn(app, actor, line(), line()),
    () => returnOne(),
  ]
  function chosen() {
    const { id, cents } = random.pick(invoices)
    const whole = random.chance(50)
    return { invoice: id, amount: whole ? cents : amount(), writeOff: random.chance(15) ? 250n : 0n }
  }
  function returnOne(): Promise<unknown> {
    const back = random.pick(rows.filter(row => row.amount < 0n))
    const of = rows.find(row => row.amount === -back.amount)
    return of ? recordReturn(app, actor, back.id, of.id) : Promise.resolve()
  }
  for (let n = 0; n < count; n += 1) {
    await random.pick(choices)()
    if (n % 50 === 49) wrong.push(...(await checkLedger(db, actor.tenant)).map(each => `after ${n}: ${each}`))
    if (wrong.length > 0) return wrong
  }
  return [
    ...wrong,
    ...(await undoEverything(
      app,
      db,
      actor,
      rows.map(row => row.id),
    )),
  ]
}

async function undoEverything(app: App, db: Database, actor: Actor, lines: readonly LineId[]): Promise<string[]> {
  const wrong: string[] = []
  // A return waits until nothing settles its invoices any more, a receipt until its return is undone: round after
  // round.
  for (let undone = 1; undone > 0;) {
    undone = 0
    for (const id of lines) while ((await undo(app, actor, id)).ok) undone += 1
  }
  for (const id of lines) {
    const stuck = await undo(app, actor, id)
    if (!stuck.ok && stuck.refusal.code !== 'nothing-to-undo')
      wrong.push(`${stuck.refusal.code}: ${stuck.refusal.message}`)
  }
  wrong.push(...(await checkLedger(db, actor.tenant)))
  const left = await db.inTenant(actor.tenant, tx =>
    sql<{ wrong: string }>`select 'still placed' wrong from bank_line where placed <> 0 or on_account <> 0
      union all select 'still settled: ' || number from invoice where open <> amount
      union all select 'still known: ' || value from known_payer`.execute(tx),
  )
  return [...wrong, ...left.rows.map(row => row.wrong)]
}
