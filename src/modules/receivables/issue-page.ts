import { mm, PdfDocument } from '#platform/pdf/document.ts'
import {
  printedAmount,
  printedDay,
  printedDecimal,
  printedIban,
  printedLine,
  type PrintLanguage,
} from '#platform/pdf/figures.ts'
import { qrModules } from '#platform/pdf/qr.ts'
import * as sheets from '#platform/pdf/sheet.ts'
import { daysBetween } from '#kernel/day.ts'
import { money } from '#kernel/money.ts'
import { totalsOf, type OutgoingInvoice, type OutgoingParty } from '#formats/invoices/outgoing.ts'
import { sepaQrText } from '#formats/sepa-qr.ts'
import { filled, ISSUE_WORDS, type IssueWords } from './issue-words.ts'

/** What the page says of late payment; null on a debit note, which bears no interest. */
export type Mentions = { readonly late: string; readonly fee: string; readonly discount: string } | null

type Print = {
  readonly invoice: OutgoingInvoice
  readonly mentions: Mentions
  readonly language: PrintLanguage
  readonly words: IssueWords
  readonly amount: (value: bigint) => string
}

/**
 * The page of an invoice or debit note: who, what, how much, and the payment block on page one with due date, days,
 * late rate, 40 €, IBAN and SEPA QR code. Tagged, fonts embedded: `writeFacturX` makes it PDF/A-3b.
 */
export function invoicePage(invoice: OutgoingInvoice, mentions: Mentions, language: PrintLanguage): Uint8Array {
  const words = ISSUE_WORDS[language]
  const title = filled(invoice.typeCode === '383' ? words.debitNote : words.invoice, { number: invoice.number })
  const pdf = new PdfDocument({
    title,
    language,
    author: printedLine(invoice.seller.name ?? ''),
    at: `${invoice.issueOn}T12:00:00Z`,
  })
  const sheet = sheets.openSheet(pdf)
  const amount = (value: bigint): string => printedAmount(money(value, invoice.currency), language)
  const print: Print = { invoice, mentions, language, words, amount }
  drawParties(sheet, print)
  sheets.paragraph(sheet, title, sheets.TITLE, 'H1')
  sheets.paragraph(sheet, filled(words.of, { date: printedDay(invoice.issueOn, language) }), sheets.FAINT)
  for (const line of factLines(print)) sheets.paragraph(sheet, line, sheets.FAINT)
  sheet.y += 10
  drawPayment(sheet, print)
  sheet.y += 14
  drawLines(sheet, print)
  for (const note of invoice.notes) {
    sheet.y += 4
    sheets.paragraph(sheet, note.text, { ...sheets.FAINT, size: 9, leading: 12.5 })
  }
  sheets.foot(sheet, identityOf(invoice.seller, words), (page, pages) => filled(words.page, { page, pages }))
  return pdf.finish()
}

function factLines({ invoice, words, language }: Print): string[] {
  const { orderReference, deliveredOn } = invoice
  return [
    ...(orderReference === null ? [] : [`${words.order} ${printedLine(orderReference)}`]),
    ...(deliveredOn === null ? [] : [`${words.delivery} ${printedDay(deliveredOn, language)}`]),
  ]
}

function addressOf(party: OutgoingParty): string[] {
  const { address } = party
  const town = [address?.postalCode, address?.city].filter(part => part).join(' ')
  return [...(address?.lines ?? []), town].filter(line => line !== '').map(printedLine)
}

function identityOf(seller: OutgoingParty, words: IssueWords): string {
  const number = seller.siren ? `SIREN ${seller.siren}` : (seller.enterpriseNumber ?? null)
  const vat = seller.vat ? filled(words.vatNumber, { id: seller.vat }) : null
  return [seller.name, seller.legal, ...addressOf(seller), number, vat, seller.email, seller.phone]
    .filter(part => part !== null && part !== '')
    .join(' · ')
}

function drawParties(sheet: sheets.Sheet, { invoice, words }: Print): void {
  const top = sheet.y
  const right = { x: sheet.left + mm(95), width: sheet.width - mm(95) }
  const { seller, buyer } = invoice
  sheets.paragraph(sheet, printedLine(seller.name ?? ''), sheets.HEADING)
  for (const line of addressOf(seller)) sheets.paragraph(sheet, line, sheets.FAINT)
  const below = sheet.y
  sheet.y = top + mm(14)
  sheets.paragraph(sheet, words.to, sheets.SMALL, 'P', right)
  sheets.paragraph(sheet, printedLine(buyer.name ?? ''), sheets.STRONG, 'P', right)
  for (const line of addressOf(buyer)) sheets.paragraph(sheet, line, sheets.BODY, 'P', right)
  const number = buyer.siren ? `SIREN ${buyer.siren}` : buyer.enterpriseNumber
  if (number) sheets.paragraph(sheet, number, sheets.FAINT, 'P', right)
  sheet.y = Math.max(below, sheet.y) + mm(10)
}

const QR_SIDE = mm(27)
const PAD = 11

function paymentRows({ invoice, mentions, words, language, amount }: Print): [string, string][] {
  const { dueOn, iban, paymentReference, issueOn } = invoice
  const days = dueOn === null ? null : daysBetween(issueOn, dueOn)
  const day = { fr: 'jours', nl: 'dagen', en: 'days', de: 'Tage' }[language]
  const rows: [string, string | null][] = [
    [words.total, amount(totalsOf(invoice).payable)],
    [words.dueOn, dueOn === null ? null : printedDay(dueOn, language)],
    [words.days, days === null || mentions === null ? null : `${days}\u00a0${day}`],
    [words.lateRate, mentions?.late ?? null],
    [words.fee, mentions?.fee ?? null],
    [words.discount, mentions?.discount ?? null],
    [words.iban, iban === null ? null : printedIban(iban)],
    [words.reference, paymentReference],
  ]
  return rows.flatMap(([label, value]) => (value === null ? [] : [[label, value] as [string, string]]))
}

function drawPayment(sheet: sheets.Sheet, print: Print): void {
  const { pdf, left, width } = sheet
  const code = qrOf(print)
  const indent = mm(44)
  const room = width - 2 * PAD - indent - (code ? QR_SIDE + 10 : 0)
  const rows = paymentRows(print).map(([label, value]) => ({ label, lines: pdf.lines(value, sheets.STRONG, room) }))
  const text = rows.reduce((sum, row) => sum + row.lines.length * sheets.BODY.leading, 0) + 17
  const height = Math.max(text, code ? QR_SIDE + 14 : 0) + 2 * PAD - 4
  sheets.keep(sheet, height)
  const top = sheet.y
  pdf.artifact('Layout', () => pdf.panel(left, top, width, height, sheets.PAPER))
  const section = pdf.open('Sect')
  pdf.tagged('H2', section, () => pdf.line(print.words.payment, sheets.HEADING, left + PAD, top + PAD - 3))
  let y = top + PAD + 14
  for (const { label, lines } of rows) {
    const element = pdf.open('P', section)
    pdf.into(element, () => pdf.line(`${label} `, sheets.FAINT, left + PAD, y))
    for (const line of lines) {
      pdf.into(element, () => pdf.line(line, sheets.STRONG, left + PAD + indent, y))
      y += sheets.BODY.leading
    }
    element.end()
  }
  section.end()
  if (code) drawQr(sheet, print, code, top + PAD)
  sheet.y = top + height
}

function drawQr(sheet: sheets.Sheet, print: Print, code: readonly (readonly boolean[])[], y: number): void {
  const { pdf } = sheet
  const x = sheet.left + sheet.width - PAD - QR_SIDE
  // Four modules of white around the code, as ISO/IEC 18004 asks.
  const quiet = (QR_SIDE / (code.length + 8)) * 4
  const alt = paymentRows(print)
    .map(([label, value]) => `${label} ${value}`)
    .join(', ')
  pdf.artifact('Layout', () => pdf.panel(x, y, QR_SIDE, QR_SIDE, '#ffffff'))
  pdf.figure(alt, { x, y, width: QR_SIDE, height: QR_SIDE }, () =>
    pdf.modules(code, x + quiet, y + quiet, QR_SIDE - 2 * quiet),
  )
  const caption = { ...sheets.SMALL, size: 7, leading: 9 }
  pdf.tagged('P', undefined, () =>
    pdf.line(print.words.scan, caption, x, y + QR_SIDE + 2, { align: 'center', width: QR_SIDE }),
  )
}

function qrOf({ invoice }: Print): readonly (readonly boolean[])[] | null {
  const { iban, bic, seller, paymentReference, number, currency } = invoice
  if (iban === null || !seller.name) return null
  const structured = paymentReference !== null && /^RF\d{2}[A-Z0-9 ]+$/i.test(paymentReference)
  const text = sepaQrText({
    beneficiary: seller.name,
    iban,
    bic,
    amount: money(totalsOf(invoice).payable, currency),
    creditorReference: structured ? paymentReference : null,
    text: paymentReference ?? number,
  })
  return text === null ? null : qrModules(text)
}

function drawLines(sheet: sheets.Sheet, { invoice, words, language, amount }: Print): void {
  const [name, quantity, price, vat, net] = words.columns
  const columns: sheets.TableColumn[] = [
    { title: name, width: null, align: 'left' },
    { title: quantity, width: mm(22), align: 'right' },
    { title: price, width: mm(32), align: 'right' },
    { title: vat, width: mm(18), align: 'right' },
    { title: net, width: mm(34), align: 'right' },
  ]
  const percentText = (rate: string): string => printedDecimal(rate.replace(/\.0+$/, ''), language)
  const rows = invoice.lines.map(line => [
    printedLine(line.name),
    printedDecimal(line.quantity, language),
    printedDecimal(line.price, language),
    line.vatCategory === 'O' ? '' : `${percentText(line.vatRate)}\u00a0%`,
    amount(line.net),
  ])
  const totals = totalsOf(invoice)
  const taxed = totals.vat.filter(row => row.category !== 'O')
  sheets.table(sheet, columns, rows, [
    ...(taxed.length === 0 ? [] : [{ label: words.net, amount: amount(totals.net), strong: false }]),
    ...taxed.map(row => ({
      label: filled(words.vat, { rate: percentText(row.rate) }),
      amount: amount(row.tax),
      strong: false,
    })),
    { label: words.total, amount: amount(totals.payable), strong: true },
  ])
  sheet.y += 6
}
