import { afterAll, beforeAll, expect, test } from 'vitest'
import { telling } from '#app/house.ts'
import type { CustomerId, InvoiceId, MessageId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import { deliver } from '#modules/messages/index.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { verifyJournal } from '#platform/journal.ts'
import { testApp } from '#test/app.ts'
import { pdfText } from '#test/pdf-text.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { claimCharges, listClaims } from './claims.ts'
import type { WaiverId } from './model.ts'
import { printWaiver, reverseWaiver } from './reverse.ts'
import { exportCharges, listCharges, readChargeQuestion, readInvoiceCharges, sumCharges } from './run.ts'
import { readTotals, waiveCharges } from './waive.ts'

let db: Database
let app: App
let actor: Actor
let house: Awaited<ReturnType<typeof furnishedTenant>>
let customer: CustomerId
let number = 0
beforeAll(async () => {
  db = await freshDatabase()
  app = testApp(db)
  house = await furnishedTenant(db, 'Reverse')
  actor = actorOn(house.tenant, '2026-06-19')
  customer = await addCustomer(db, house, { name: 'Menuiserie Lambert', language: 'nl' })
})
afterAll(() => db.close())

function lateInvoice(): Promise<InvoiceId> {
  number += 1
  const given = { number: `R${number}`, issueOn: '2026-04-20', dueOn: '2026-05-20', cents: 1_000_000n }
  return addInvoice(db, house, customer, given)
}

const gesture = { reason: 'commercial-gesture' as const, note: null, inWriting: false }
const read = async (invoice: InvoiceId) => unwrap(await readInvoiceCharges(app, actor, invoice, {}, actor.today)).lines

test('a waiver of what was claimed is taken back: the ledger and the open item say so', async () => {
  const invoice = await lateInvoice()
  const claim = { invoices: [invoice], form: 'debit-note' as const, kinds: ['interest' as const], choices: {} }
  const id = unwrap(await claimCharges(app, actor, claim))
  const [waiver] = unwrap(
    await waiveCharges(app, actor, invoice, { ...gesture, kind: 'interest', amount: '49.86' }, telling),
  )
  expect((await listClaims(app, actor, { id }))[0]).toMatchObject({ open: { amount: '50.00' } })

  const back = unwrap(
    await reverseWaiver(app, actor, waiver?.id as WaiverId, { note: 'erreur', despiteWriting: false }, telling),
  )
  expect(back).toMatchObject({ reversed: true, amount: { amount: '49.86' } })
  expect((await listClaims(app, actor, { id }))[0]).toMatchObject({ open: { amount: '99.86' } })
  expect((await read(invoice))[0]).toMatchObject({ claimed: { amount: '99.86' }, waived: { amount: '0.00' } })
  const { waivedByReason } = await readTotals(app, actor, {})
  expect(waivedByReason).toMatchObject([{ amount: { amount: '0.00' } }])

  const again = await reverseWaiver(
    app,
    actor,
    waiver?.id as WaiverId,
    { note: 'erreur', despiteWriting: false },
    telling,
  )
  expect(again).toMatchObject({ refusal: { code: 'already-reversed' } })
  expect(await printWaiver(app, actor, waiver?.id as WaiverId, telling)).toMatchObject({
    refusal: { code: 'already-reversed' },
  })
  expect(await db.inTenant(house.tenant, tx => verifyJournal(tx, house.tenant))).toMatchObject({ ok: true })
})

test('a waiver told in writing is taken back only with the customer’s agreement', async () => {
  const invoice = await lateInvoice()
  const [waiver] = unwrap(
    await waiveCharges(app, actor, invoice, { ...gesture, kind: 'fee', inWriting: true }, telling),
  )
  const id = waiver?.id as WaiverId
  await deliver(app, actor, waiver?.message?.id as MessageId, actor.today)
  const refused = await reverseWaiver(app, actor, id, { note: 'erreur', despiteWriting: false }, telling)
  expect(refused).toMatchObject({ refusal: { code: 'waived-in-writing' } })
  expect(await reverseWaiver(app, actor, id, { note: ' ', despiteWriting: true }, telling)).toMatchObject({
    refusal: { code: 'note-needed' },
  })
  expect(unwrap(await reverseWaiver(app, actor, id, { note: 'accord', despiteWriting: true }, telling)).reversed).toBe(
    true,
  )
  expect((await read(invoice))[1]).toMatchObject({ waived: { amount: '0.00' }, toClaim: { amount: '40.00' } })
  const nobody = '01900000-0000-7000-8000-000000000000' as WaiverId
  expect(await reverseWaiver(app, actor, nobody, { note: 'x', despiteWriting: false }, telling)).toMatchObject({
    refusal: { code: 'not-found' },
  })
})

test('the letter of a waiver covers the whole gesture, in the customer’s language', async () => {
  const invoice = await lateInvoice()
  const claim = { invoices: [invoice], form: 'debit-note' as const, kinds: ['interest' as const], choices: {} }
  unwrap(await claimCharges(app, actorOn(house.tenant, '2026-06-09'), claim))
  // Ten days later: 66.58 claimed and 33.28 not yet, both given up at once.
  const waived = unwrap(await waiveCharges(app, actor, invoice, { ...gesture, kind: 'interest' }, telling))
  expect(waived.map(each => each.amount.amount).toSorted()).toEqual(['33.28', '66.58'])
  const { bytes, name } = unwrap(await printWaiver(app, actor, waived[0]?.id as WaiverId, telling))
  const text = pdfText(bytes).join('\n').replaceAll('\u00a0', ' ')
  expect(name).toBe(`remise-R${number}-2026-06-19.pdf`)
  expect(text).toContain(`Kwijtschelding op factuur R${number}`)
  expect(text).toContain('debetnota DFR-2026-0000')
  expect(text).toContain('€ 99,86')
})

test('the list is narrowed by state, added up and taken away', async () => {
  const list = async (state: 'open' | 'claimed' | 'waived' | 'remaining' | 'collected' | 'paid-late') =>
    unwrap(await listCharges(app, actor, { state, limit: 100 })).count
  expect(await list('open')).toBe(3)
  expect(await list('claimed')).toBe(2)
  expect(await list('waived')).toBe(1)
  expect(await list('remaining')).toBe(1)
  expect(await list('collected')).toBe(0)
  expect(await list('paid-late')).toBe(0)
  const { sums, counted, refused } = unwrap(await sumCharges(app, actor, {}))
  expect([counted, refused]).toEqual([3, []])
  expect(sums).toMatchObject([
    { kind: 'interest', computed: { amount: '299.58' }, claimed: { amount: '166.44' }, toClaim: { amount: '99.86' } },
    { kind: 'fee', computed: { amount: '120.00' }, toClaim: { amount: '120.00' } },
  ])
  const file = unwrap(await exportCharges(app, actor, { state: 'claimed' }, 'csv'))
  const lines = new TextDecoder().decode(file.bytes).trim().split('\r\n')
  expect(lines).toHaveLength(5)
  expect(lines[1]).toContain(';R1;20/05/2026;10000,00;Pénalités de retard;EUR;99,86;99,86;0,00;0,00;99,86;0,00;')
})

test('what cannot be computed is counted with its reason, not hidden', async () => {
  const later = actorOn(house.tenant, '2027-02-01')
  const { sums, refused } = unwrap(await sumCharges(app, later, {}))
  expect(refused).toMatchObject([{ code: 'unknown-rate', count: 3 }])
  expect(sums[0]).toMatchObject({ computed: { amount: '0.00' }, claimed: { amount: '166.44' } })
})

test('an invoice as a question of the calculator', async () => {
  const invoice = await lateInvoice()
  expect(unwrap(await readChargeQuestion(app, actor, invoice))).toMatchObject({
    invoiceNumber: `R${number}`,
    question: { principal: '10000.00', due: '2026-05-20', asOf: '2026-06-19', customer: 'business', payments: [] },
  })
})
