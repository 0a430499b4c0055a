import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InvoiceId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { checkLedger } from '#test/receipts-ledger.ts'
import { freshDatabase } from '#test/support.ts'
import { clearDeposit, depositCheques } from './cheque-deposits.ts'
import { listCheques, readCheque } from './cheque-read.ts'
import { announceCheque, attachCopy, move, undoCheque } from './cheques.ts'
import { importAndMatch } from './import-run.ts'
import { jobs } from './jobs.ts'
import { applyCertain, propose } from './matching.ts'
import type { ChequeId, DepositId } from './model.ts'
import { listReceipts } from './read.ts'
import { saveReceiptRules } from './rules.ts'
import { confirm, split, undo } from './run.ts'
import { statementFile, type Movement } from './statement-testing.ts'

const IBAN = 'FR7699999000010001020304024'
const DATES = { issueOn: '2026-01-20', dueOn: '2026-02-20' }

let db: Database
let app: App
beforeAll(async () => {
  db = await freshDatabase()
  app = testApp(db)
})
afterAll(() => db.close())

type House = {
  readonly actor: Actor
  readonly invoices: InvoiceId[]
  readonly cheques: ChequeId[]
  readonly slip: DepositId
}

/** Customers who owe one invoice each and whose cheques for them are on one slip of 10 March. */
async function handedIn(name: string, ...cents: readonly bigint[]): Promise<House> {
  const made = await furnishedTenant(db, name)
  const actor = actorOn(made.tenant, '2026-03-10')
  const [invoices, cheques]: [InvoiceId[], ChequeId[]] = [[], []]
  for (const [n, amount] of cents.entries()) {
    const customer = await addCustomer(db, made, { name: `Tireur ${n}` })
    invoices.push(await addInvoice(db, made, customer, { number: `FA-2026-0100${n}`, ...DATES, cents: amount }))
    const said = { customer, kind: 'cheque', amount: { amount, currency: 'EUR' }, bank: null, dueOn: null } as const
    const id = unwrap(await announceCheque(app, actor, { ...said, number: `051234${n}` }))
    unwrap(await move(app, actor, id, 'received', { signed: true }))
    cheques.push(id)
  }
  const { id: slip } = unwrap(await depositCheques(app, actor, cheques, IBAN))
  return { actor, invoices, cheques, slip }
}

async function load(actor: Actor, remittance: string, cents: bigint, apply: 'certain' | 'nothing' = 'nothing') {
  const bare = { name: null, iban: null, endToEnd: null, returned: null }
  const movement: Movement = { on: '2026-03-12', cents, remittance, ...bare }
  return unwrap(await importAndMatch(app, actor, { name: 'r.xml', bytes: statementFile([movement]) }, apply)).report
}

/** The line of the books that says so. */
async function shown(actor: Actor, text: string) {
  const { items } = unwrap(await listReceipts(app, actor, { q: text, state: 'all', limit: 5 }))
  const [line] = items
  if (!line) throw new Error(`no line says ${text}`)
  return line
}

const states = async ({ actor, cheques }: House): Promise<string[]> =>
  Promise.all(cheques.map(async id => unwrap(await readCheque(app, actor, id)).state))
const open = async ({ actor, invoices }: House): Promise<bigint[]> => {
  const { rows } = await db.inTenant(actor.tenant, tx =>
    sql<{ open: bigint }>`select open from invoice where invoice_id = any(${invoices}::uuid[]) order by number`.execute(
      tx,
    ),
  )
  return rows.map(row => row.open)
}
const sound = async ({ actor }: House): Promise<void> => expect(await checkLedger(db, actor.tenant)).toEqual([])
const queued = async ({ actor }: House): Promise<number> => {
  const { rows } = await db.shared(tx =>
    sql`select from pgboss.job where name = 'match-again' and state = 'created' and data ->> 'tenant' = ${actor.tenant}`.execute(
      tx,
    ),
  )
  return rows.length
}
const code = async (asked: Promise<{ ok: boolean; refusal?: { code: string } }>) => (await asked).refusal?.code

describe('the bank credits a slip', () => {
  test('its number and amount are certain: the import clears it, one undo brings everything back', async () => {
    const house = await handedIn('Certain', 120_000n, 70_000n)
    const report = await load(house.actor, 'REMISE CHQ 2026-0001', 190_000n, 'certain')
    expect(report).toMatchObject({ applied: 1, verdicts: { certain: 1, likely: 0, toSort: 0 } })
    expect([await states(house), await open(house)]).toEqual([
      ['cleared', 'cleared'],
      [0n, 0n],
    ])
    const line = await shown(house.actor, 'REMISE CHQ')
    expect(line).toMatchObject({ state: 'placed', pass: 'slip', slip: { number: '2026-0001', single: false } })
    expect(line.slip?.cheques.map(({ customer, amount }) => `${customer.name} ${amount.amount}`)).toEqual([
      'Tireur 0 1200.00',
      'Tireur 1 700.00',
    ])
    const { done } = unwrap(await listReceipts(app, house.actor, { limit: 1 }))
    expect(done).toMatchObject({ count: 1, today: 0 })
    await sound(house)

    unwrap(await undo(app, house.actor, line.id))
    expect([await states(house), await open(house)]).toEqual([
      ['deposited', 'deposited'],
      [120_000n, 70_000n],
    ])
    await sound(house)
    // What was proposed still stands, and can be accepted again; taken back cheque by cheque it leaves nothing either.
    unwrap(await confirm(app, house.actor, line.id))
    expect(await states(house)).toEqual(['cleared', 'cleared'])
    for (const id of house.cheques) unwrap(await undoCheque(app, house.actor, id))
    expect([await states(house), await open(house)]).toEqual([
      ['deposited', 'deposited'],
      [120_000n, 70_000n],
    ])
    expect(await code(undo(app, house.actor, line.id))).toBe('nothing-to-undo')
    await sound(house)
  })

  test('only where the creditor lets the machine: else it waits, asked for by hand it goes', async () => {
    const house = await handedIn('Asked', 50_000n)
    const { rows } = await db.inTenant(house.actor.tenant, tx =>
      sql<{ id: string }>`select creditor_id id from creditor`.execute(tx),
    )
    const rule = { smallDifference: '1.00', bankFee: '25.00', applyCertain: false }
    unwrap(await saveReceiptRules(app, house.actor, rows[0]?.id as never, rule))
    expect(await load(house.actor, 'REMISE CHQ 2026-0001', 50_000n, 'certain')).toMatchObject({ applied: 0 })
    expect(await states(house)).toEqual(['deposited'])
    expect(await applyCertain(app, house.actor)).toEqual({ applied: 1, stale: 0 })
    expect(await states(house)).toEqual(['cleared'])
  })

  test('a word and the amount are likely: a person accepts, without teaching anything', async () => {
    const house = await handedIn('Likely', 120_000n, 70_000n)
    expect(await load(house.actor, 'REMISE DE CHEQUES', 190_000n, 'certain')).toMatchObject({ applied: 0 })
    const line = await shown(house.actor, 'REMISE DE')
    expect(line).toMatchObject({ verdict: 'likely', slip: { total: { amount: '1900.00' } } })
    unwrap(await confirm(app, house.actor, line.id))
    expect([await states(house), await open(house)]).toEqual([
      ['cleared', 'cleared'],
      [0n, 0n],
    ])
    expect(await code(confirm(app, house.actor, line.id))).toBe('already-placed')
    await sound(house)
  })

  test('one cheque by its number, the other left at the bank', async () => {
    const house = await handedIn('Single', 120_000n, 70_000n)
    await load(house.actor, 'CHEQUE 0512341', 70_000n, 'certain')
    expect(await states(house)).toEqual(['deposited', 'cleared'])
    expect(await shown(house.actor, 'CHEQUE')).toMatchObject({
      slip: { single: true, cheques: [{ number: '0512341' }] },
    })
    // What is left of the slip is what the next line is compared with.
    await load(house.actor, 'REMISE 2026-0001', 120_000n, 'certain')
    expect(await states(house)).toEqual(['cleared', 'cleared'])
    await sound(house)
  })

  test('another amount goes to a person, with the slip; once the bounced cheque is noted, it is recognised', async () => {
    const house = await handedIn('Differs', 120_000n, 70_000n, 5_000n)
    await load(house.actor, 'REMISE CHQ 2026-0001', 190_000n, 'certain')
    const line = await shown(house.actor, 'REMISE CHQ')
    expect(line).toMatchObject({ verdict: 'to-sort', slip: { total: { amount: '1950.00' } } })
    expect(line.evidence).toContainEqual({
      code: 'slip-below',
      supports: false,
      facts: { slip: '2026-0001', short: '5000' },
    })
    expect(await code(confirm(app, house.actor, line.id))).toBe('nothing-proposed')
    const [, , small] = house.cheques
    unwrap(await move(app, house.actor, small as ChequeId, 'bounced', { reason: 'sans provision' }))
    expect(await shown(house.actor, 'REMISE CHQ')).toMatchObject({ verdict: null, slip: null })
    expect(await queued(house)).toBe(1)
    await jobs['match-again'](app, house.actor, {}, new AbortController().signal)
    expect(await shown(house.actor, 'REMISE CHQ')).toMatchObject({ verdict: 'certain' })
    expect(await applyCertain(app, house.actor)).toEqual({ applied: 1, stale: 0 })
    expect(await states(house)).toEqual(['cleared', 'cleared', 'bounced'])
    await sound(house)
  })

  test('what changed meanwhile is no longer proposed: by hand it is dropped, in the last moment refused', async () => {
    const house = await handedIn('Stale', 120_000n, 70_000n)
    await load(house.actor, 'REMISE CHQ', 190_000n)
    const line = await shown(house.actor, 'REMISE CHQ')
    unwrap(await clearDeposit(app, house.actor, house.slip, undefined))
    expect(await shown(house.actor, 'REMISE CHQ')).toMatchObject({ verdict: null, slip: null })
    expect(await code(confirm(app, house.actor, line.id))).toBe('nothing-proposed')
    for (const id of house.cheques) unwrap(await undoCheque(app, house.actor, id))
    expect(await propose(app, house.actor)).toEqual({ certain: 0, likely: 1, toSort: 0 })

    // A slip that shrank behind the proposal's back: neither the person nor the machine clears it.
    const shrink = (verdict: string) =>
      db.inTenant(house.actor.tenant, async tx => {
        await sql`update receipt_proposal set verdict = ${verdict}`.execute(tx)
        await sql`update cheque set state = 'lost' where cheque_id = ${house.cheques[1]}`.execute(tx)
      })
    const grow = () =>
      db.inTenant(house.actor.tenant, tx =>
        sql`update cheque set state = 'deposited' where cheque_id = ${house.cheques[1]}`.execute(tx),
      )
    await shrink('likely')
    expect(await code(confirm(app, house.actor, line.id))).toBe('proposal-stale')
    expect(await shown(house.actor, 'REMISE CHQ')).toMatchObject({ verdict: null })
    await grow()
    await propose(app, house.actor)
    await shrink('certain')
    expect(await applyCertain(app, house.actor)).toEqual({ applied: 0, stale: 1 })
    expect(await states(house)).toEqual(['deposited', 'lost'])
    await sound(house)
  })

  test('a slip handed in after its line was imported is recognised by the next look', async () => {
    const house = await handedIn('Later', 120_000n)
    unwrap(await undoCheque(app, house.actor, house.cheques[0] as ChequeId))
    await load(house.actor, 'REMISE CHQ', 120_000n)
    const before = await shown(house.actor, 'REMISE CHQ')
    expect(before.slip).toBe(null)
    unwrap(await depositCheques(app, house.actor, house.cheques, IBAN))
    expect(await queued(house)).toBe(1)
    await jobs['match-again'](app, house.actor, {}, new AbortController().signal)
    expect(await shown(house.actor, 'REMISE CHQ')).toMatchObject({ verdict: 'likely', slip: { number: '2026-0002' } })
  })

  test('a line asked alone leaves a slip to the line that it is proposed to', async () => {
    const house = await handedIn('Alone', 120_000n)
    await load(house.actor, 'REMISE CHQ', 120_000n)
    await load(house.actor, 'REMISE CHEQUES', 120_000n)
    const [first, second] = [await shown(house.actor, 'REMISE CHQ'), await shown(house.actor, 'REMISE CHEQUES')]
    expect([first.slip?.number, second.slip]).toEqual(['2026-0001', null])
    await propose(app, house.actor, [second.id])
    expect((await shown(house.actor, 'REMISE CHEQUES')).slip).toBe(null)
    await propose(app, house.actor, [first.id])
    expect((await shown(house.actor, 'REMISE CHQ')).slip?.number).toBe('2026-0001')
  })

  test('a slip credited in two sittings is undone as it was done; a copy given since stays', async () => {
    const house = await handedIn('Sittings', 120_000n, 70_000n)
    await load(house.actor, 'VERSEMENT', 190_000n)
    const { id } = await shown(house.actor, 'VERSEMENT')
    const [first, second] = house.cheques as [ChequeId, ChequeId]
    unwrap(await move(app, house.actor, first, 'cleared', { line: id }))
    unwrap(await move(app, house.actor, second, 'cleared', { line: id }))
    const bytes = Uint8Array.from(
      Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de', 'hex'),
    )
    unwrap(await attachCopy(app, house.actor, second, { name: 'cheque.png', bytes }))
    unwrap(await undo(app, house.actor, id))
    expect([await states(house), await open(house)]).toEqual([
      ['cleared', 'deposited'],
      [0n, 70_000n],
    ])
    expect(unwrap(await readCheque(app, house.actor, second)).copyType).toBe('image/png')
    // What a person did with the money of the first one is undone before its clearing is.
    const [invoice] = house.invoices as [InvoiceId]
    unwrap(
      await split(
        app,
        house.actor,
        id,
        [{ invoice: house.invoices[1] as InvoiceId, amount: 70_000n, writeOff: 0n }],
        null,
      ),
    )
    unwrap(await undo(app, house.actor, id))
    expect(await states(house)).toEqual(['cleared', 'deposited'])
    unwrap(await undo(app, house.actor, id))
    expect([await states(house), invoice !== undefined && (await open(house))]).toEqual([
      ['deposited', 'deposited'],
      [120_000n, 70_000n],
    ])
    const { items } = unwrap(await listCheques(app, house.actor, { limit: 5 }))
    expect(items.every(cheque => cheque.line === null)).toBe(true)
    await sound(house)
  })
})
