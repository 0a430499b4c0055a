import { PDFDocument as Loaded, PDFName, PDFRawStream } from '@cantoo/pdf-lib'
import PdfKit from 'pdfkit'
import { describe, expect, it } from 'vitest'
import { day } from '#kernel/day.ts'
import { unwrap } from '#kernel/result.ts'
import { totalsOf, type OutgoingInvoice, type OutgoingLine, type OutgoingParty } from './outgoing.ts'
import { writeCii } from './write-cii.ts'
import { writeFacturX } from './write-facturx.ts'
import { writeUbl } from './write-ubl.ts'

const party = (name: string, over: Partial<OutgoingParty>): OutgoingParty => ({
  name,
  siren: null,
  siret: null,
  vat: null,
  endpoint: null,
  enterpriseNumber: null,
  code: null,
  address: { lines: ['1 rue Basse'], postalCode: '59000', city: 'Lille', region: null, country: 'FR' },
  email: null,
  phone: null,
  legal: null,
  contact: null,
  ...over,
})

const line = (over: Partial<OutgoingLine>): OutgoingLine => ({
  number: '1',
  code: null,
  name: 'Chaise <pliante> & table',
  quantity: '3',
  unit: 'C62',
  price: '10.50',
  net: 3150n,
  vatCategory: 'S',
  vatRate: '20.00',
  ...over,
})

const invoice = (over: Partial<OutgoingInvoice> = {}): OutgoingInvoice => ({
  number: 'F-1',
  typeCode: '380',
  billingMode: 'B1',
  issueOn: day('2026-03-01'),
  dueOn: day('2026-03-31'),
  currency: 'EUR',
  notes: [{ subject: 'AAB', text: 'Pas d’escompte.' }],
  buyerReference: null,
  orderReference: 'BC1',
  preceding: [],
  seller: party('Vendeur', { vat: 'FR40303265045', siren: '303265045', endpoint: '0225:303265045' }),
  buyer: party('Client', { siren: '732829320', endpoint: '0225:732829320' }),
  deliveredOn: day('2026-03-01'),
  deliveredTo: 'FR',
  paymentMeans: '30',
  iban: 'FR7630006000011234567890189',
  bic: null,
  paymentReference: 'F-1',
  terms: null,
  exemption: null,
  prepaid: 0n,
  lines: [line({})],
  ...over,
})

describe('totals', () => {
  it('rounds VAT once per rate, half up, and adds rounded figures', () => {
    const three = ['1', '2', '3'].map(number => line({ number, quantity: '1', price: '0.13', net: 13n }))
    const other = line({ number: '4', quantity: '1', price: '1.00', net: 100n, vatRate: '5.50' })
    const totals = totalsOf(invoice({ lines: [...three, other], prepaid: 40n }))
    // 0.39 × 20 % = 0.078 → 0.08 (line by line it would be 3 × 0.03 = 0.09); 1.00 × 5.5 % = 0.055 → 0.06.
    expect(totals).toMatchObject({ net: 139n, tax: 14n, gross: 153n, payable: 113n })
    expect(totals.vat.map(row => [row.base, row.tax])).toEqual([
      [39n, 8n],
      [100n, 6n],
    ])
  })
})

describe('refusals, by the rule they break', () => {
  const atHome = invoice().buyer
  it.each<[string, Partial<OutgoingInvoice>]>([
    ['BR-02', { number: ' ' }],
    ['BR-16', { lines: [] }],
    ['BR-07', { buyer: party('', {}) }],
    ['BR-11', { buyer: party('Client', { address: null }) }],
    ['BR-26', { lines: [line({ net: 3151n })] }],
    ['BR-S-05', { lines: [line({ vatRate: '0.00' })] }],
    ['BR-S-02', { seller: party('Vendeur', {}) }],
    ['BR-E-10', { lines: [line({ vatCategory: 'E', vatRate: '0.00' })] }],
    ['BR-IC-02', { buyer: atHome, lines: [line({ vatCategory: 'K', vatRate: '0.00' })] }],
    [
      'BR-IC-12',
      {
        buyer: party('Klant', { vat: 'BE0999999823' }),
        deliveredTo: null,
        lines: [line({ vatCategory: 'K', vatRate: '0.00' })],
      },
    ],
    ['BR-O-11', { lines: [line({}), line({ number: '2', vatCategory: 'O', vatRate: '0.00' })] }],
    ['BR-CO-25', { dueOn: null }],
    ['BR-61', { iban: null }],
  ])('%s', (rule, over) => {
    const written = writeCii(invoice(over))
    expect(written.ok ? null : written.refusal.data?.['rule']).toBe(rule)
  })

  it.each<[string, Partial<OutgoingInvoice>]>([
    ['PEPPOL-EN16931-R002', { notes: [...invoice().notes, { subject: null, text: 'Deux' }] }],
    ['PEPPOL-EN16931-R003', { orderReference: null }],
    ['PEPPOL-EN16931-R010', { buyer: party('Client', {}) }],
  ])('%s in Peppol only', (rule, over) => {
    const written = writeUbl(invoice(over))
    expect(written.ok ? null : written.refusal.data?.['rule']).toBe(rule)
    expect(writeUbl(invoice(over), 'EN 16931').ok).toBe(true)
  })
})

describe('what is written', () => {
  it('escapes text, and MINIMUM has neither line nor due date', () => {
    const full = unwrap(writeCii(invoice()))
    expect(full).toContain('<ram:Name>Chaise &lt;pliante&gt; &amp; table</ram:Name>')
    expect(full).toContain('<udt:DateTimeString format="102">20260331</udt:DateTimeString>')
    const minimum = unwrap(writeCii(invoice(), 'MINIMUM'))
    expect(minimum).toContain('<ram:DuePayableAmount>37.80</ram:DuePayableAmount>')
    expect(minimum).not.toMatch(/DueDateDateTime|LineItem|IncludedNote/)
  })

  it('gives a credit note its own UBL root and keeps its due date', () => {
    const preceding = [{ number: 'F-0', issueOn: day('2026-02-01') }]
    const note = unwrap(writeUbl(invoice({ typeCode: '381', preceding })))
    expect(note).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<CreditNote /)
    expect(note).toContain('<cbc:PaymentDueDate>2026-03-31</cbc:PaymentDueDate>')
    expect(note).toContain('<cbc:CreditedQuantity unitCode="C62">3</cbc:CreditedQuantity>')
    expect(note).not.toContain('<cbc:DueDate>')
  })
})

describe('Factur-X', () => {
  const options = {
    profile: 'EN 16931',
    title: 'Facture F-1',
    author: 'Vendeur & Fils',
    language: 'fr-FR',
    madeAt: new Date('2026-03-01T08:00:00Z'),
  } as const

  it('refuses a page whose font is not embedded, and bytes that are no PDF', async () => {
    const page = new PdfKit({ font: 'Helvetica' })
    page.text('Facture')
    page.end()
    const whole = Buffer.concat(await Array.fromAsync(page as AsyncIterable<Uint8Array>))
    const written = await writeFacturX(whole, '<x/>', options)
    expect(written.ok ? null : written.refusal.code).toBe('font-not-embedded')
    for (const bytes of [new TextEncoder().encode('no'), whole.subarray(0, 700)]) {
      const none = await writeFacturX(bytes, '<x/>', options)
      expect(none.ok ? null : none.refusal.code).toBe('not-a-pdf')
    }
  })

  it('attaches the XML, announces it in /AF and XMP, and gives the same bytes for the same input', async () => {
    const page = await Loaded.create({ updateMetadata: false })
    page.addPage([595, 842])
    const blank = await page.save()
    const xml = unwrap(writeCii(invoice()))
    const one = unwrap(await writeFacturX(blank, xml, options))
    const file = await Loaded.load(one, { updateMetadata: false })
    expect(file.getAttachments().map(each => [each.name, new TextDecoder().decode(each.data)])).toEqual([
      ['factur-x.xml', xml],
    ])
    expect(file.catalog.has(PDFName.of('AF'))).toBe(true)
    expect(file.catalog.has(PDFName.of('OutputIntents'))).toBe(true)
    expect(one).toEqual(unwrap(await writeFacturX(blank, xml, options)))
    const metadata = file.catalog.lookup(PDFName.of('Metadata'))
    const xmp = new TextDecoder().decode(metadata instanceof PDFRawStream ? metadata.contents : new Uint8Array())
    expect(xmp).toContain('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>')
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part>')
    expect(xmp).toContain('Vendeur &amp; Fils')
  })
})
