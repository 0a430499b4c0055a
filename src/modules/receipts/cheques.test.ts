import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import { ok, unwrap } from '#kernel/result.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { testApp } from '#test/app.ts'
import { pdfText } from '#test/pdf-text.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { checkLedger } from '#test/receipts-ledger.ts'
import { stream } from '../../../scripts/samples/random.ts'
import { freshDatabase } from '#test/support.ts'
import { clearDeposit, depositCheques, listDepositAccounts, listDeposits, printDeposit } from './cheque-deposits.ts'
import { findChequeLines, listCheques, readCheque, readChequeBoard, readChequeCopy } from './cheque-read.ts'
import { announceCheque, attachCopy, changeCheque, move, undoCheque, type Said } from './cheques.ts'
import type { ChequeKind } from './cheque-decide.ts'
import { importAndMatch } from './import-run.ts'
import { applyCertain, propose } from './matching.ts'
import { confirm, undo } from './run.ts'
import type { ChequeId, DepositId, LineId } from './model.ts'
import { statementFile } from './statement-testing.ts'

const IBAN = 'FR7699999000010001020304024'
const PNG = Uint8Array.from(
  Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108020000009077533de', 'hex').subarray(0, 33),
)

let db: Database
let app: App
beforeAll(async () => {
  db = await freshDatabase()
  app = testApp(db)
})
afterAll(() => db.close())

type House = Awaited<ReturnType<typeof house>>

async function house(name: string) {
  const made = await furnishedTenant(db, name)
  return { ...made, actor: actorOn(made.tenant, '2026-03-10') }
}

const DATES = { issueOn: '2026-01-20', dueOn: '2026-02-20' }

/** A customer who owes one invoice, and a cheque received for it. */
async function drawn(made: House, name: string, cents: bigint, owed = cents) {
  const customer = await addCustomer(db, made, { name })
  const number = `FA-${name.replaceAll(' ', '')}`
  const invoice = await addInvoice(db, made, customer, { number, ...DATES, cents: owed })
  const cheque = await received(made, customer, cents)
  return { customer, invoice, cheque }
}

async function announced(made: House, customer: CustomerId, cents: bigint, kind: ChequeKind = 'cheque') {
  const amount = { amount: cents, currency: 'EUR' }
  const said = { customer, kind, amount, number: null, bank: null, dueOn: null }
  return unwrap(await announceCheque(app, made.actor, said))
}

async function received(made: House, customer: CustomerId, cents: bigint): Promise<ChequeId> {
  const id = await announced(made, customer, cents)
  unwrap(await move(app, made.actor, id, 'received', { number: `05${cents}`, bank: 'CIC', signed: true }))
  return id
}

/** A bank line of so many cents, placed nowhere. */
async function line(actor: Actor, cents: bigint, text: string): Promise<LineId> {
  const movement = { on: '2026-03-12', cents, remittance: text, name: null, iban: null, endToEnd: null, returned: null }
  unwrap(await importAndMatch(app, actor, { name: 'r.xml', bytes: statementFile([movement]) }, 'nothing'))
  const { rows } = await db.inTenant(actor.tenant, tx =>
    sql<{ id: LineId }>`select line_id id from bank_line where remittance = ${text}`.execute(tx),
  )
  return rows[0]?.id as LineId
}

async function open(actor: Actor, invoice: InvoiceId): Promise<bigint> {
  const { rows } = await db.inTenant(actor.tenant, tx =>
    sql<{ open: bigint }>`select open from invoice where invoice_id = ${invoice}`.execute(tx),
  )
  return rows[0]?.open ?? -1n
}

async function stateOf(actor: Actor, id: ChequeId): Promise<string> {
  return unwrap(await readCheque(app, actor, id)).state
}

const code = async (asked: Promise<{ ok: boolean; refusal?: { code: string } }>) => (await asked).refusal?.code
const moved = (made: House, id: ChequeId, to: Parameters<typeof move>[3], says: Said = {}) =>
  move(app, made.actor, id, to, says)
const undone = (made: House, id: ChequeId) => undoCheque(app, made.actor, id)

describe('a slip', () => {
  test('lists what was handed in, in order, for good; its PDF says count, total, account and drawers', async () => {
    const made = await house('Slip')
    const first = await drawn(made, 'Scierie Faure', 120_050n)
    const second = await drawn(made, 'Garage Robin', 70_000n)
    const accounts = await listDepositAccounts(app, made.actor)
    expect(accounts).toEqual([{ number: IBAN, currency: 'EUR', label: null, creditor: 'FR' }])
    const slip = unwrap(await depositCheques(app, made.actor, [first.cheque, second.cheque], IBAN))
    expect(slip).toMatchObject({ number: '2026-0001', count: 2, total: { amount: '1900.50' }, kind: 'cheque' })
    const pdf = unwrap(await printDeposit(app, made.actor, slip.id, 'pdf'))
    const text = pdfText(pdf.bytes)
      .join('\n')
      .replaceAll(/[\u00A0\u202F]/g, ' ')
    for (const said of [
      'Bordereau de remise de chèques n° 2026-0001',
      'du 10/03/2026',
      'FR76 9999 9000 0100 0102 0304 024',
      'Ateliers Vaubrise',
      'Garage Robin',
      'Scierie Faure',
      '05120050',
      '1 200,50 €',
      '1 900,50 €',
      'page 1/1',
    ]) {
      expect(text).toContain(said)
    }
    expect(text.indexOf('Garage Robin')).toBeLessThan(text.indexOf('Scierie Faure'))
    expect(pdf).toMatchObject({ name: 'remise-2026-0001.pdf', mediaType: 'application/pdf' })
    const again = unwrap(await printDeposit(app, made.actor, slip.id, 'pdf'))
    expect(Buffer.compare(pdf.bytes, again.bytes)).toBe(0)
    const csv = new TextDecoder().decode(unwrap(await printDeposit(app, made.actor, slip.id, 'csv')).bytes)
    expect(csv.split('\r\n')[1]).toBe(`2026-0001;10/03/2026;${IBAN};1;Garage Robin;CIC;0570000;700,00;EUR`)

    // Taken off again before it left: the slip lists the other one only.
    unwrap(await undone(made, first.cheque))
    expect(await stateOf(made.actor, first.cheque)).toBe('received')
    expect(await listDeposits(app, made.actor)).toMatchObject([{ count: 1, total: { amount: '700.00' } }])
    unwrap(await undone(made, second.cheque))
    expect(await listDeposits(app, made.actor)).toEqual([])
    const next = unwrap(await depositCheques(app, made.actor, [first.cheque], IBAN))
    expect(next.number).toBe('2026-0002')
  })

  test('holds one currency, one kind, one creditor, and only cheques that can go', async () => {
    const made = await house('Mixed')
    const { customer, cheque } = await drawn(made, 'Lambert', 10_000n)
    const bill = await announced(made, customer, 20_000n, 'lcr')
    unwrap(await moved(made, bill, 'received'))
    expect(await code(depositCheques(app, made.actor, [cheque, bill], IBAN))).toBe('kind-differs')
    expect(await code(depositCheques(app, made.actor, [cheque], 'FR7630006000011234567890189'))).toBe('account-unknown')
    const dollars = { amount: { amount: 5n, currency: 'USD' }, number: '1', bank: null, dueOn: null }
    const other = unwrap(await announceCheque(app, made.actor, { customer, kind: 'cheque', ...dollars }))
    unwrap(await moved(made, other, 'received'))
    expect(await code(depositCheques(app, made.actor, [cheque, other], IBAN))).toBe('currency-differs')
    const waiting = await announced(made, customer, 30_000n)
    expect(await code(depositCheques(app, made.actor, [waiting], IBAN))).toBe('move-not-allowed')
    const second = { code: 'BE', name: 'Seconde', country: 'BE', iban: 'BE68539007547034' }
    await db.inTenant(made.tenant, tx =>
      sql`with c as (insert into creditor (tenant_id, creditor_id, code, name, country, language)
          values (${made.tenant}, gen_random_uuid(), ${second.code}, ${second.name}, ${second.country}, 'fr')
          returning tenant_id, creditor_id)
        insert into creditor_account (tenant_id, creditor_id, iban) select tenant_id, creditor_id, ${second.iban} from c`.execute(
        tx,
      ),
    )
    expect(await code(depositCheques(app, made.actor, [cheque], second.iban))).toBe('other-creditor')
    const slip = unwrap(await depositCheques(app, made.actor, [bill], IBAN))
    expect(slip.kind).toBe('bill')
    const pdf = pdfText(unwrap(await printDeposit(app, made.actor, slip.id, 'pdf')).bytes).join('\n')
    expect(pdf).toContain('Bordereau de remise d’effets')
    expect(await code(printDeposit(app, made.actor, cheque as string as DepositId, 'pdf'))).toBe('not-found')
  })
})

describe('money', () => {
  test('one line credits a slip: each cheque pays its own customer; one comes back and only its invoice is open again', async () => {
    const made = await house('Credited')
    const faure = await drawn(made, 'Scierie Faure', 120_000n, 100_000n)
    const robin = await drawn(made, 'Garage Robin', 70_000n, 90_000n)
    const slip = unwrap(await depositCheques(app, made.actor, [faure.cheque, robin.cheque], IBAN))
    const credit = await line(made.actor, 190_000n, 'REMISE CHQ 2026-0001')
    const found = unwrap(await findChequeLines(app, made.actor, faure.cheque, 'in'))
    expect(found.items).toMatchObject([{ id: credit, fits: 'slip' }])
    const cleared = unwrap(await clearDeposit(app, made.actor, slip.id, credit))
    expect(cleared).toMatchObject({ cleared: 2, bounced: 0 })
    expect([await open(made.actor, faure.invoice), await open(made.actor, robin.invoice)]).toEqual([0n, 20_000n])
    expect(await checkLedger(db, made.tenant)).toEqual([])
    expect(await code(clearDeposit(app, made.actor, slip.id, credit))).toBe('move-not-allowed')

    const back = await line(made.actor, -120_000n, 'CHQ IMPAYE 05120000')
    expect(unwrap(await findChequeLines(app, made.actor, faure.cheque, 'back')).items).toMatchObject([{ id: back }])
    expect(await code(moved(made, robin.cheque, 'bounced', { reason: 'AM04', returned: back }))).toBe('amount-differs')
    const says = { reason: 'sans provision', cost: 3_000n, returned: back }
    unwrap(await moved(made, faure.cheque, 'bounced', says))
    expect([await open(made.actor, faure.invoice), await open(made.actor, robin.invoice)]).toEqual([100_000n, 20_000n])
    expect(unwrap(await readCheque(app, made.actor, faure.cheque))).toMatchObject({
      bounceReason: 'sans provision',
      bounceCost: { amount: '30.00' },
      article: 'CMF L131-73',
      flags: ['round-amount', 'bounced'],
      undoable: 'cheque-bounced',
    })
    expect(await checkLedger(db, made.tenant)).toEqual([])

    // Both moves of money are taken back, one after the other.
    unwrap(await undone(made, faure.cheque))
    expect([await stateOf(made.actor, faure.cheque), await open(made.actor, faure.invoice)]).toEqual(['cleared', 0n])
    unwrap(await undone(made, faure.cheque))
    expect([await stateOf(made.actor, faure.cheque), await open(made.actor, faure.invoice)]).toEqual([
      'deposited',
      100_000n,
    ])
    expect(await open(made.actor, robin.invoice)).toBe(20_000n)
    expect(await checkLedger(db, made.tenant)).toEqual([])
  })

  test('a bounce told by letter opens the invoices at once, its line still to come; taken back, they are paid again', async () => {
    const made = await house('Told')
    const { cheque, invoice } = await drawn(made, 'Lambert', 55_500n)
    unwrap(await depositCheques(app, made.actor, [cheque], IBAN))
    unwrap(await moved(made, cheque, 'cleared', { line: await line(made.actor, 55_500n, 'REMISE') }))
    expect(await open(made.actor, invoice)).toBe(0n)
    unwrap(await moved(made, cheque, 'bounced', { reason: 'sans provision' }))
    expect(await open(made.actor, invoice)).toBe(55_500n)
    unwrap(await undone(made, cheque))
    expect([await stateOf(made.actor, cheque), await open(made.actor, invoice)]).toEqual(['cleared', 0n])
    unwrap(await undone(made, cheque))
    expect([await stateOf(made.actor, cheque), await open(made.actor, invoice)]).toEqual(['deposited', 55_500n])
    expect(await checkLedger(db, made.tenant)).toEqual([])
  })

  test('a line must be a credit, in its currency, and large enough for every cheque it pays', async () => {
    const made = await house('Refused')
    const { customer, cheque } = await drawn(made, 'Lambert', 40_000n)
    const second = await received(made, customer, 50_000n)
    const slip = unwrap(await depositCheques(app, made.actor, [cheque, second], IBAN))
    const small = await line(made.actor, 60_000n, 'PETIT')
    const out = await line(made.actor, -40_000n, 'SORTI')
    const nowhere = cheque as string as LineId
    expect(await code(moved(made, cheque, 'cleared', { line: out }))).toBe('not-a-receipt')
    expect(await code(moved(made, cheque, 'cleared', { line: nowhere }))).toBe('not-found')
    expect(await code(clearDeposit(app, made.actor, slip.id, small))).toBe('line-too-small')
    expect(await stateOf(made.actor, cheque)).toBe('deposited')
    unwrap(await moved(made, cheque, 'cleared', { line: small }))
    expect(await code(moved(made, second, 'cleared', { line: small }))).toBe('line-too-small')
    unwrap(await moved(made, second, 'cleared'))
    expect(await code(moved(made, second, 'bounced', { reason: 'x', returned: out }))).toBe('nothing-to-return')
    unwrap(await moved(made, second, 'bounced', { reason: 'x' }))
    expect(await code(moved(made, cheque, 'bounced', { reason: 'x', returned: small }))).toBe('not-a-return')
    unwrap(await moved(made, cheque, 'bounced', { reason: 'x', returned: out }))
    expect(await checkLedger(db, made.tenant)).toEqual([])
  })

  test('a bounced cheque is presented again, and remembered', async () => {
    const made = await house('Again')
    const { customer, cheque } = await drawn(made, 'Lambert', 40_000n)
    unwrap(await depositCheques(app, made.actor, [cheque], IBAN))
    unwrap(await moved(made, cheque, 'bounced', { reason: 'sans provision' }))
    unwrap(await depositCheques(app, made.actor, [cheque], IBAN))
    expect(unwrap(await readCheque(app, made.actor, cheque)).flags).toContain('bounced-before')
    const next = await announced(made, customer, 12_345n)
    expect(unwrap(await readCheque(app, made.actor, next)).flags).toEqual(['bounced-before'])
    expect(await listDeposits(app, made.actor)).toMatchObject([
      { number: '2026-0002', count: 1 },
      { number: '2026-0001', count: 1 },
    ])
  })
})

test('whatever is done with cheques and taken back, the ledger holds and every balance returns', async () => {
  const made = await house('Random')
  const random = stream(20260302, 'cheques')
  const customer = await addCustomer(db, made, { name: 'Hasard' })
  const invoices = [
    await addInvoice(db, made, customer, { number: 'H1', ...DATES, cents: 60_000n }),
    await addInvoice(db, made, customer, { number: 'H2', ...DATES, cents: 75_000n }),
  ]
  const cents = [20_000n, 50_000n, 80_000n]
  const cheques: ChequeId[] = []
  const lines: LineId[] = []
  for (const each of cents) {
    cheques.push(await received(made, customer, each))
    lines.push(await line(made.actor, each, `REMISE CHQ ${each}`), await line(made.actor, -each, `DEBIT ${each}`))
  }
  lines.push(await line(made.actor, 150_000n, 'REMISE'))
  const balances = () => Promise.all(invoices.map(invoice => open(made.actor, invoice)))
  const [before, said] = [await balances(), new Set<string>()]
  for (let n = 0; n < 240; n += 1) {
    const id = random.pick(cheques)
    const some = random.chance(80) ? random.pick(lines) : undefined
    const [what, act] = random.pick([
      ['deposit', () => depositCheques(app, made.actor, [id], IBAN)],
      ['clear', () => moved(made, id, 'cleared', { line: some })],
      ['bounce', () => moved(made, id, 'bounced', { reason: 'AM04', returned: some })],
      ['confirm', async () => (await propose(app, made.actor)) && confirm(app, made.actor, random.pick(lines))],
      ['apply', async () => ok(await applyCertain(app, made.actor))],
      ['undo', () => undo(app, made.actor, random.pick(lines))],
      // Not back to the first word: a cancelled cheque moves no more.
      ['back', async () => ((await stateOf(made.actor, id)) === 'received' ? ok(undefined) : undone(made, id))],
    ] as const)
    const done = await act()
    said.add(done.ok ? what : done.refusal.code)
    if (n % 20 === 0) expect(await checkLedger(db, made.tenant)).toEqual([])
  }
  const met = ['clear', 'bounce', 'confirm', 'undo', 'move-not-allowed', 'not-a-receipt', 'nothing-proposed']
  expect([...said]).toEqual(expect.arrayContaining(met))
  // One cheque's money may stand where another's was: taken back in turns until nothing moves any more.
  for (let went = true; went;) {
    went = false
    for (const id of cheques) {
      const { state, undoable } = unwrap(await readCheque(app, made.actor, id))
      if (state === 'received' || undoable === null) continue
      went = (await undone(made, id)).ok || went
    }
  }
  expect(await balances()).toEqual(before)
  expect(await checkLedger(db, made.tenant)).toEqual([])
})

describe('what is known', () => {
  test('a second announcement wants a number or a copy; a copy is what its bytes say', async () => {
    const made = await house('Announced')
    const customer = await addCustomer(db, made, { name: 'Scierie Faure' })
    const id = await announced(made, customer, 120_000n)
    const said = { customer, kind: 'cheque', number: null, bank: null, dueOn: null } as const
    const amount = { amount: 120_000n, currency: 'EUR' }
    expect(await code(announceCheque(app, made.actor, { ...said, amount }))).toBe('proof-needed')
    expect(await code(announceCheque(app, made.actor, { ...said, amount: { amount: 0n, currency: 'EUR' } }))).toBe(
      'amount-not-positive',
    )
    const page = { name: 'cheque.png', bytes: new TextEncoder().encode('<script>') }
    expect(await code(attachCopy(app, made.actor, id, page))).toBe('not-a-copy')
    expect(await code(readChequeCopy(app, made.actor, id))).toBe('no-copy')
    unwrap(await attachCopy(app, made.actor, id, { name: 'cheque.html', bytes: PNG }))
    expect(unwrap(await readChequeCopy(app, made.actor, id))).toMatchObject({ mediaType: 'image/png' })
    expect(unwrap(await announceCheque(app, made.actor, { ...said, amount }))).toBe(id)
    expect(unwrap(await readCheque(app, made.actor, id))).toMatchObject({ announcements: 2, copyType: 'image/png' })
    // Never came: the next word is an excuse too, until it has a number.
    unwrap(await moved(made, id, 'lost', { reason: 'jamais venu' }))
    expect(await code(announceCheque(app, made.actor, { ...said, amount }))).toBe('proof-needed')
    const numbered = unwrap(await announceCheque(app, made.actor, { ...said, amount, number: '77' }))
    expect(numbered).not.toBe(id)
  })

  test('everything done is in the history and can be taken back down to the first word', async () => {
    const made = await house('Undone')
    const customer = await addCustomer(db, made, { name: 'Lambert' })
    const id = await announced(made, customer, 120_000n)
    unwrap(await changeCheque(app, made.actor, id, { amount: 125_000n, bank: 'BNP' }))
    unwrap(await moved(made, id, 'received', { number: '5', signed: false }))
    expect(await code(depositCheques(app, made.actor, [id], IBAN))).toBe('not-signed')
    unwrap(await moved(made, id, 'lost', { reason: 'égaré' }))
    expect(await code(changeCheque(app, made.actor, id, { bank: 'x' }))).toBe('cheque-ended')
    const seen: string[] = []
    for (let n = 0; n < 4; n += 1) {
      unwrap(await undone(made, id))
      const { state, amount, number, note } = unwrap(await readCheque(app, made.actor, id))
      seen.push(`${state} ${amount.amount} ${number ?? '–'} ${note ?? '–'}`)
    }
    expect(seen).toEqual([
      'received 1250.00 5 –',
      'announced 1250.00 – –',
      'announced 1200.00 – –',
      'cancelled 1200.00 – –',
    ])
    expect(await code(undone(made, id))).toBe('nothing-to-undo')
    const { history } = unwrap(await readCheque(app, made.actor, id))
    expect(history.map(entry => entry.kind)).toEqual([
      ...Array.from({ length: 4 }, () => 'cheque-undone'),
      'cheque-lost',
      'cheque-received',
      'cheque-changed',
      'cheque-announced',
    ])
  })

  test('the board has a column for each state, the late first; the list is searched, filtered and totalled', async () => {
    const made = await house('Board')
    const lambert = await drawn(made, 'Menuiserie Lambert', 10_050n)
    const faure = await addCustomer(db, made, { name: 'Scierie Faure' })
    const old = await announced({ ...made, actor: actorOn(made.tenant, '2026-03-01') }, faure, 20_000n)
    const bill = await announced(made, lambert.customer, 30_000n, 'promissory-note')
    const board = unwrap(await readChequeBoard(app, made.actor, {}))
    expect(board.columns.map(column => `${column.state} ${column.count} ${column.late}`)).toEqual([
      'announced 2 1',
      'received 1 0',
      'deposited 0 0',
      'cleared 0 0',
      'bounced 0 0',
      'lost 0 0',
    ])
    expect(board.columns[0]?.items.map(item => item.id)).toEqual([old, bill])
    expect(board.columns[0]?.totals).toEqual([{ amount: '500.00', currency: 'EUR' }])
    const ids = async (filter: object) => {
      const found = unwrap(await listCheques(app, made.actor, { ...filter, sort: 'amount', limit: 10 }))
      return [found.items.map(item => item.id), found.count]
    }
    expect(await ids({})).toEqual([[lambert.cheque, old, bill], 3])
    expect(await ids({ q: 'scierie' })).toEqual([[old], 1])
    expect(await ids({ q: '0510050' })).toEqual([[lambert.cheque], 1])
    expect(await ids({ q: '100,50' })).toEqual([[lambert.cheque], 1])
    expect(await ids({ kind: ['promissory-note'] })).toEqual([[bill], 1])
    expect(await ids({ late: 'yes' })).toEqual([[old], 1])
    expect(await ids({ customer: faure, state: ['announced'] })).toEqual([[old], 1])
    expect(await ids({ creditor: faure })).toEqual([[], 0])
  })
})
