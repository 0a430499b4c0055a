import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readAny } from '#formats/read.ts'
import { day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { loadFile } from '#platform/files.ts'
import { testApp } from '#test/app.ts'
import { pdfText } from '#test/pdf-text.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { NO_TERMS } from '#modules/terms/index.ts'
import { issueDebitNote } from './issue-note.ts'
import { issueInvoice } from './issue.ts'
import { invoicePage } from './issue-page.ts'
import { paymentMentions } from './issue-words.ts'
import { checkQuality, listFindings, saveDates, saveDemand, settleFinding } from './quality.ts'
import { listRetention, readInvoiceTerms } from './terms.ts'

let db: Database
let app: App
let actor: Actor
let house: Awaited<ReturnType<typeof furnishedTenant>>
let customer: CustomerId
beforeAll(async () => {
  db = await freshDatabase()
  app = testApp(db)
  house = await furnishedTenant(db, 'Issue')
  actor = actorOn(house.tenant, '2026-11-21')
  customer = await addCustomer(db, house, { name: 'Menuiserie Lambert' })
  await db.inTenant(house.tenant, tx =>
    sql`
      update creditor set vat_number = 'FR54999999980', payment_days = 30, legal_form = 'SARL'`.execute(tx),
  )
})
afterAll(() => db.close())

async function documentOf(invoice: InvoiceId) {
  return db.inTenant(house.tenant, async tx => {
    const { rows } = await sql<{ sha256: string }>`
      select encode(document_sha256, 'hex') sha256 from invoice where invoice_id = ${invoice}`.execute(tx)
    return unwrap(await loadFile(tx, house.tenant, rows[0]?.sha256 ?? ''))
  })
}

const LINES = [
  { name: 'Porte sur mesure', quantity: '2', price: '450.00', unit: 'C62', vatCategory: 'S' as const, vatRate: '20' },
  { name: 'Pose', quantity: '3.5', price: '55.30', unit: 'HUR', vatCategory: 'S' as const, vatRate: '10' },
]

describe('issuing', () => {
  test('a simple invoice is Factur-X EN 16931, read back without a fault, with its payment block on page one', async () => {
    const issued = unwrap(await issueInvoice(app, actor, { customer, lines: LINES, orderReference: 'BC-42' }))
    // 900.00 + 193.55 excl. VAT, 180.00 + 19.36 of VAT.
    expect(issued).toMatchObject({ number: 'FFR-2026-00001', dueOn: '2026-12-21', total: 129_291n })
    const file = await documentOf(issued.id)
    const read = await readAny(file.bytes, file.name)
    expect(read).toMatchObject({ kind: 'invoice', format: 'factur-x', error: null })
    expect(read.warnings).toEqual([])
    expect(read.documents[0]).toMatchObject({
      number: 'FFR-2026-00001',
      typeCode: '380',
      gross: '1292.91',
      dueDate: '2026-12-21',
      iban: 'FR7699999000010001020304024',
      orderReference: 'BC-42',
    })
  })
  test('numbers have no hole, and a taken one is refused', async () => {
    const second = unwrap(await issueInvoice(app, actor, { customer, lines: LINES }))
    expect(second.number).toBe('FFR-2026-00002')
    expect(await issueInvoice(app, actor, { customer, lines: LINES, number: 'FFR-2026-00001' })).toMatchObject({
      refusal: { code: 'number-taken' },
    })
    const refused = await issueInvoice(app, actor, { customer, lines: [{ ...LINES[0], vatRate: '0' } as never] })
    expect(refused).toMatchObject({ refusal: { code: 'invoice-rule' } })
    expect(unwrap(await issueInvoice(app, actor, { customer, lines: LINES })).number).toBe('FFR-2026-00003')
  })
  test('a debit note is outside VAT and passes the same rules', async () => {
    const note = unwrap(
      await db.inTenant(house.tenant, tx =>
        issueDebitNote(tx, actor, {
          customer,
          dueOn: day('2026-12-21'),
          currency: 'EUR',
          lines: [{ name: 'Pénalités de retard, facture F1', price: '247.97' }],
          preceding: [{ number: 'F1', issueOn: day('2026-01-20') }],
        }),
      ),
    )
    const file = await documentOf(note.id)
    const read = await readAny(file.bytes, file.name)
    expect(read).toMatchObject({
      kind: 'invoice',
      warnings: [],
      documents: [{ typeCode: '383', gross: '247.97', tax: '0.00' }],
    })
  })
})

test('the page says everything of the payment in French spaces', () => {
  const party = {
    name: 'Ateliers Vaubrise',
    siren: '999999980',
    siret: null,
    vat: 'FR54999999980',
    endpoint: null,
    enterpriseNumber: null,
    code: null,
    address: { lines: ['41 rue des Deux-Portes'], postalCode: '59000', city: 'Lille', region: null, country: 'FR' },
    email: null,
    phone: null,
    legal: 'SARL au capital de 10 000 €',
    contact: null,
  }
  const page = invoicePage(
    {
      number: 'F-1',
      typeCode: '380',
      billingMode: null,
      issueOn: day('2026-11-21'),
      dueOn: day('2026-12-21'),
      currency: 'EUR',
      notes: [],
      buyerReference: null,
      orderReference: 'BC-42',
      preceding: [],
      seller: party,
      buyer: { ...party, name: 'Menuiserie Lambert', vat: null },
      deliveredOn: null,
      deliveredTo: null,
      paymentMeans: '58',
      iban: 'FR7699999000010001020304024',
      bic: null,
      paymentReference: 'F-1',
      terms: null,
      exemption: null,
      prepaid: 0n,
      lines: LINES.map((line, at) => ({ ...line, number: String(at), code: null, net: at === 0 ? 90_000n : 19_355n })),
    },
    paymentMentions({ ...NO_TERMS, lateRate: { kind: 'contract', ppm: 150_000 } }, 'fr'),
    'fr',
  )
  const text = pdfText(page).join('\n')
  const said = ['1\u202f292,91\u00a0€', '21/12/2026', '30\u00a0jours', '15\u00a0% par an', '40\u00a0€', 'néant']
  for (const words of [...said, 'FR76\u00a09999', 'SIREN 999999980', 'TVA FR54999999980', 'BC-42']) {
    // The font has one glyph for both plain and no-break spaces, and readers copy it as plain.
    expect(text).toContain(words.replaceAll('\u00a0', ' '))
  }
})

describe('quality', () => {
  test('what our own invoice says passes; a list without document is judged on its dates', async () => {
    const good = unwrap(await issueInvoice(app, actor, { customer, lines: LINES }))
    expect(unwrap(await listFindings(app, actor, { invoice: good.id, limit: 9 })).items).toEqual([])
    const long = { number: 'L75', issueOn: '2026-01-10', dueOn: '2026-03-26', cents: 100_00n }
    const invoice = await addInvoice(db, house, customer, long)
    expect(await checkQuality(app, actor)).toEqual({ checked: 1, withFindings: 1 })
    const found = unwrap(await listFindings(app, actor, { invoice, limit: 9 }))
    expect(found.items).toMatchObject([
      { code: 'term-too-long', severity: 'breach', article: 'C. com. L441-10 I', facts: { days: 75 }, holds: false },
    ])
    expect(found.byCause).toEqual([{ code: 'term-too-long', severity: 'breach', count: 1 }])
    expect(await checkQuality(app, actor)).toEqual({ checked: 0, withFindings: 0 })
  })
  test('a finding holds the invoice until it is accepted with a reason, and mends itself', async () => {
    const given = { number: 'H1', issueOn: '2026-02-01', dueOn: '2026-03-03', cents: 100_00n }
    const invoice = await addInvoice(db, house, customer, given)
    unwrap(await saveDemand(app, actor, customer, { orderNumber: true, addressee: null }))
    await checkQuality(app, actor, [invoice])
    const code = 'order-number-missing'
    const held = async () => {
      const { rows } = await db.inTenant(house.tenant, tx => sql`select from invoice_hold`.execute(tx))
      return rows.length
    }
    unwrap(await settleFinding(app, actor, invoice, { code, state: 'open', holds: true, note: null }))
    expect(await held()).toBe(1)
    const accepted = { code, state: 'accepted' as const, holds: true, note: '' }
    expect(await settleFinding(app, actor, invoice, accepted)).toMatchObject({ refusal: { code: 'note-needed' } })
    unwrap(await settleFinding(app, actor, invoice, { ...accepted, note: 'Client d’accord' }))
    expect(await held()).toBe(0)
    unwrap(await settleFinding(app, actor, invoice, { code, state: 'open', holds: true, note: null }))
    unwrap(await saveDemand(app, actor, customer, { orderNumber: false, addressee: null }))
    await checkQuality(app, actor, [invoice])
    expect(await held()).toBe(0)
    expect(unwrap(await listFindings(app, actor, { invoice, limit: 9 })).items).toMatchObject([
      { code, state: 'mended' },
    ])
    expect(await settleFinding(app, actor, invoice, { ...accepted, code: 'none', note: 'x' })).toMatchObject({
      refusal: { code: 'not-found' },
    })
  })
  test('the days of delivery and order are said, and the terms judged again', async () => {
    const given = { number: 'D1', issueOn: '2026-02-20', dueOn: '2026-03-22', cents: 100_00n }
    const invoice = await addInvoice(db, house, customer, given)
    const read = unwrap(await readInvoiceTerms(app, actor, invoice))
    expect(read.because.map(each => each.code)).toEqual(['order-day-unknown', 'no-version'])
    const days = {
      orderedOn: day('2026-01-05'),
      deliveredOn: day('2026-02-01'),
      postedOn: day('2026-02-28'),
      receivedOn: null,
    }
    expect(unwrap(await saveDates(app, actor, invoice, days))).toMatchObject({ referenceOn: '2026-01-05', dates: days })
    const { items } = unwrap(await listFindings(app, actor, { invoice, sort: 'code', limit: 9 }))
    expect(items.map(item => [item.code, item.facts['days']])).toEqual([
      ['invoiced-late', 19],
      ['posted-late', 8],
    ])
    expect(unwrap(await listRetention(app, actor, {}))).toMatchObject({ items: [], totals: [] })
  })
})
