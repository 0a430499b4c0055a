import type { OutgoingInvoice, OutgoingTotals, VatRow } from '#formats/invoices/outgoing.ts'
import { totalsOf } from '#formats/invoices/outgoing.ts'
import { A4, mm, PdfDocument, type Element, type Style } from '#platform/pdf/document.ts'
import { qrModules } from '#platform/pdf/qr.ts'
import type { SampleCreditor } from './creditors.ts'
import { formatted, labelsOf, type Labels } from './labels.ts'
import { decimal } from './totals.ts'

const INK = '#1f2933'
const SOFT = '#5a6673'
const ACCENT: Record<'FR' | 'BE', string> = { FR: '#1d4e6b', BE: '#8a4b12' }

const style = (size: number, weight: Style['weight'] = 'regular', color = INK): Style => ({
  weight,
  size,
  leading: size * 1.36,
  color,
})
const TEXT = style(9)
const STRONG = style(9, 'semibold')
const LABEL = style(8, 'regular', SOFT)
const SMALL = style(7.6, 'regular', SOFT)

const LEFT = mm(20)
const RIGHT = A4.width - mm(18)
const WIDTH = RIGHT - LEFT
// A window envelope shows the right half of the page between 45 and 80 mm.
const WINDOW = mm(112)

type Sheet = {
  readonly pdf: PdfDocument
  readonly invoice: OutgoingInvoice
  readonly totals: OutgoingTotals
  readonly creditor: SampleCreditor
  readonly labels: Labels
  readonly language: 'fr' | 'nl'
  readonly accent: string
}

/** Draws an invoice or a credit note on one A4 page: French window address, payment block, legal mentions. */
export function drawInvoice(creditor: SampleCreditor, invoice: OutgoingInvoice, language: 'fr' | 'nl'): Uint8Array {
  const labels = labelsOf(language)
  const pdf = new PdfDocument({
    title: `${invoice.typeCode === '381' ? labels.creditNote : labels.invoice} ${invoice.number}`,
    language: creditor.country === 'BE' ? `${language}-BE` : 'fr-FR',
    author: creditor.name,
    at: `${invoice.issueOn}T08:00:00Z`,
    archive: true,
  })
  const sheet: Sheet = {
    pdf,
    invoice,
    totals: totalsOf(invoice),
    creditor,
    labels,
    language,
    accent: ACCENT[creditor.country],
  }
  drawSeller(sheet)
  drawTitle(sheet)
  drawRecipient(sheet)
  drawReferences(sheet)
  const below = drawLines(sheet, mm(97))
  drawTotals(sheet, below + mm(7))
  drawPayment(sheet, below + mm(7))
  drawFoot(sheet)
  return pdf.finish()
}

function drawSeller({ pdf, creditor, labels, accent }: Sheet): void {
  pdf.artifact('Layout', () => pdf.panel(LEFT, mm(15.6), mm(1.4), mm(10.4), accent))
  pdf.tagged('P', undefined, () => {
    pdf.line(creditor.name, style(15, 'semibold', accent), LEFT + mm(4), mm(14.6))
    pdf.line(labels.trade[creditor.country], LABEL, LEFT + mm(4), mm(22))
  })
  const lines = [creditor.street, `${creditor.postcode} ${creditor.city}`, creditor.phone, creditor.email]
  pdf.tagged('P', undefined, () => {
    lines.forEach((line, index) => pdf.line(line, style(8.2, 'regular', SOFT), LEFT + mm(4), mm(28.6) + index * 11.4))
  })
}

function drawTitle({ pdf, invoice, labels, accent }: Sheet): void {
  const credit = invoice.typeCode === '381'
  pdf.tagged('H1', undefined, () => {
    pdf.line(credit ? labels.creditNote : labels.invoice, style(21, 'semibold', accent), WINDOW, mm(13.4))
    pdf.line(`${labels.number} ${invoice.number}`, style(10.5, 'semibold'), WINDOW, mm(24))
  })
}

function drawRecipient({ pdf, invoice, creditor, labels }: Sheet): void {
  const { buyer } = invoice
  const { address } = buyer
  const abroad = address?.country !== creditor.country ? labels.country[address?.country ?? ''] : undefined
  const lines = [
    ...(address?.lines ?? []),
    `${address?.postalCode} ${address?.city}`,
    abroad?.toLocaleUpperCase('fr') ?? '',
  ]
  pdf.tagged('P', undefined, () => {
    const name = pdf.lines(buyer.name ?? '', style(10.5, 'semibold'), RIGHT - WINDOW)
    name.forEach((line, index) => pdf.line(line, style(10.5, 'semibold'), WINDOW, mm(48) + index * 14))
    const top = mm(48) + name.length * 14 + 1
    lines.forEach((line, index) => pdf.line(line, style(10), WINDOW, top + index * 13.6))
  })
}

function drawReferences({ pdf, invoice, labels }: Sheet): void {
  const { buyer } = invoice
  const preceding = invoice.preceding[0]
  const rows: (readonly [string, string | null])[] = [
    [invoice.typeCode === '381' ? labels.date : labels.issuedOn, formatted.day(invoice.issueOn)],
    [labels.deliveredOn, invoice.dueOn && invoice.deliveredOn && formatted.day(invoice.deliveredOn)],
    [labels.dueOn, invoice.dueOn && formatted.day(invoice.dueOn)],
    [
      labels.corrects,
      preceding
        ? `${preceding.number} ${labels.of} ${preceding.issueOn ? formatted.day(preceding.issueOn) : ''}`
        : null,
    ],
    [labels.order, invoice.orderReference],
    [labels.customer, buyer.code],
    ['SIREN', buyer.siren && formatted.groups(buyer.siren)],
    [labels.vatNumber, buyer.vat],
  ]
  const shown = rows.filter((row): row is readonly [string, string] => row[1] !== null)
  shown.forEach(([label, value], index) => {
    pdf.tagged('P', undefined, () => {
      pdf.line(label, LABEL, LEFT, mm(52) + index * 13.2)
      const strong = label === labels.dueOn ? STRONG : TEXT
      pdf.line(value, strong, LEFT + mm(33), mm(52) + index * 13.2 - 0.4)
    })
  })
}

type Column = { readonly title: string; readonly x: number; readonly width: number; readonly right: boolean }

function columnsOf(labels: Labels): readonly Column[] {
  const widths = [mm(21), mm(73), mm(14), mm(15), mm(23), mm(0)]
  widths[5] = WIDTH - widths.reduce((total, width) => total + width, 0)
  let x = LEFT
  return labels.columns.map((title, index) => {
    const width = widths[index] ?? 0
    const column = { title, x, width, right: index >= 2 }
    x += width
    return column
  })
}

function drawLines({ pdf, invoice, labels, language, accent }: Sheet, top: number): number {
  const columns = columnsOf(labels)
  const table = pdf.open('Table')
  const cells = (tag: 'TH' | 'TD', texts: readonly string[], y: number, look: Style): void => {
    const row = pdf.open('TR', table)
    columns.forEach((column, index) => drawCell({ pdf, row, tag, column }, texts[index] ?? '', y, look))
    row.end()
  }
  cells('TH', labels.columns, top, style(8, 'semibold', accent))
  pdf.artifact('Layout', () => pdf.rule(LEFT, top + 14.5, WIDTH, 0.9, accent))
  let y = top + 18
  for (const line of invoice.lines) {
    const name = pdf.lines(line.name, TEXT, (columns[1]?.width ?? 0) - mm(2))
    const amounts = [
      line.code ?? '',
      name[0] ?? '',
      `${line.quantity} ${labels.units[line.unit] ?? ''}`.trim(),
      `${formatted.rate(line.vatRate)} %`,
      formatted.amount(line.price, language),
      formatted.amount(decimal(line.net), language),
    ]
    cells('TD', amounts, y, TEXT)
    y += 18
    pdf.artifact('Layout', () => pdf.rule(LEFT, y - 3.4, WIDTH, 0.35, '#d5dbe1'))
  }
  table.end()
  return y
}

type Place = { pdf: PdfDocument; row: Element; tag: 'TH' | 'TD'; column: Column }

function drawCell({ pdf, row, tag, column }: Place, text: string, y: number, look: Style): void {
  const cell = pdf.open(tag, row, tag === 'TH' ? { scope: 'Column' } : {})
  pdf.into(cell, () => {
    pdf.line(text, look, column.x, y, column.right ? { align: 'right', width: column.width } : {})
  })
  cell.end()
}

function drawTotals({ pdf, invoice, totals, labels, language, accent }: Sheet, top: number): void {
  const x = mm(122)
  const width = RIGHT - x
  const euros = (cents: bigint): string => `${formatted.amount(decimal(cents), language)}\u00A0€`
  const rows = [
    [labels.net, euros(totals.net)],
    ...totals.vat.map(row => [vatLabel(row, labels, language), euros(row.tax)]),
  ]
  rows.forEach(([label = '', amount = ''], index) => {
    pdf.tagged('P', undefined, () => {
      pdf.line(label, LABEL, x + mm(3), top + index * 14.5)
      pdf.line(amount, TEXT, x, top + index * 14.5 - 0.6, { align: 'right', width: width - mm(3) })
    })
  })
  const y = top + rows.length * 14.5 + 3
  pdf.artifact('Layout', () => pdf.panel(x, y, width, mm(10.5), accent))
  pdf.tagged('P', undefined, () => {
    const label = invoice.typeCode === '381' ? labels.toDeduct : labels.toPay
    pdf.line(label, style(10, 'semibold', '#ffffff'), x + mm(3), y + mm(5.25) - 6.8)
    pdf.line(euros(totals.payable), style(12, 'semibold', '#ffffff'), x, y + mm(5.25) - 8.2, {
      align: 'right',
      width: width - mm(3),
    })
  })
}

function vatLabel(row: VatRow, labels: Labels, language: 'fr' | 'nl'): string {
  const base = formatted.amount(decimal(row.base), language)
  if (row.category === 'K') return labels.intraCommunity
  return labels.vat.replace('{rate}', formatted.rate(row.rate)).replace('{base}', base)
}

function drawPayment({ pdf, invoice, totals, creditor, labels }: Sheet, top: number): void {
  if (invoice.typeCode === '381') {
    pdf.tagged('P', undefined, () => pdf.line(invoice.terms ?? '', TEXT, LEFT, top))
    return
  }
  const code = qrModules(
    [
      'BCD',
      '002',
      '1',
      'SCT',
      creditor.bic,
      creditor.name,
      creditor.iban,
      `EUR${decimal(totals.payable)}`,
      '',
      '',
      invoice.paymentReference,
    ].join('\n'),
  )
  const side = mm(25)
  if (code) {
    pdf.figure(labels.qr, { x: LEFT, y: top, width: side, height: side }, () => pdf.modules(code, LEFT, top, side))
  }
  const x = LEFT + side + mm(5)
  const rows = [
    ['', invoice.terms ?? ''],
    ['IBAN', formatted.fours(creditor.iban)],
    ['BIC', creditor.bic],
    [labels.reference, invoice.paymentReference ?? ''],
  ]
  rows.forEach(([label = '', value = ''], index) => {
    const y = top + index * 14.2 + 2
    pdf.tagged('P', undefined, () => {
      pdf.line(label, LABEL, x, y)
      pdf.line(value, index === 0 ? STRONG : TEXT, index === 0 ? x : x + mm(15), y - 0.4)
    })
  })
}

function drawFoot({ pdf, invoice, creditor, labels, totals }: Sheet): void {
  const vatText = totals.vat.some(row => row.category === 'K') ? [labels.intraCommunityText] : []
  const notes = [...vatText, ...invoice.notes.map(note => note.text)].join(' ')
  const lines = pdf.lines(notes, SMALL, WIDTH)
  const top = A4.height - mm(24) - lines.length * SMALL.leading
  pdf.tagged('Note', undefined, () => {
    lines.forEach((line, index) => pdf.line(line, SMALL, LEFT, top + index * SMALL.leading))
  })
  pdf.artifact('Layout', () => pdf.rule(LEFT, A4.height - mm(21.5), WIDTH, 0.5, '#c3ccd4'))
  const numbers = [
    creditor.siret
      ? `SIRET ${formatted.groups(creditor.siret)}`
      : `${labels.enterprise} ${formatted.enterprise(creditor.enterpriseNumber ?? '')}`,
    `${labels.vatNumber} ${creditor.vat}`,
  ]
  pdf.tagged('P', undefined, () => {
    pdf.line(`${creditor.name} · ${creditor.legal}`, SMALL, LEFT, A4.height - mm(19.5), {
      align: 'center',
      width: WIDTH,
    })
    pdf.line(numbers.join(' · '), SMALL, LEFT, A4.height - mm(15.6), { align: 'center', width: WIDTH })
  })
}
