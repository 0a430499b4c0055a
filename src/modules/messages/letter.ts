import { A4, mm, PdfDocument, type Element, type Style } from '#platform/pdf/document.ts'
import { qrModules } from '#platform/pdf/qr.ts'
import { sepaQrText } from '#formats/sepa-qr.ts'
import type { ReminderFacts } from './facts.ts'
import { drawStatement, drawSums, INK, LINE, PAPER, QUIET, statementRows, type Sheet } from './letter-table.ts'
import type { Statement } from './statement.ts'
import type { Block } from './template.ts'
import type { Labels } from './templates/shape.ts'
import { amountText, ibanText, longDate, oneLine } from './typography.ts'
import { fallbackReference, paymentLines, put, type Frame } from './words.ts'

type Parts = {
  readonly facts: ReminderFacts
  readonly labels: Labels
  readonly statement: Statement
  readonly frame: Frame
  readonly blocks: readonly Block[]
  readonly subject: string
}

const BODY: Style = { weight: 'regular', size: 10.5, leading: 14.5, color: INK }
const STRONG: Style = { ...BODY, weight: 'semibold' }
const SUBJECT: Style = { weight: 'semibold', size: 12.5, leading: 17, color: INK }
const SENDER: Style = { weight: 'regular', size: 9, leading: 12, color: QUIET }
const SENDER_NAME: Style = { weight: 'semibold', size: 12, leading: 16, color: INK }
const ADDRESS: Style = { weight: 'regular', size: 11, leading: 14, color: INK }
const SMALL: Style = { weight: 'regular', size: 7.5, leading: 10, color: QUIET }

const LEFT = mm(22)
const WIDTH = A4.width - LEFT - mm(20)
const TOP = mm(24)
const BOTTOM = mm(272)

// The address stands where every window shows it: a 100 × 35 or 45 mm window 20 mm from the right and the bottom of a
// 220 × 110 mm envelope (La Poste, bpost) shows 100–190 mm × 55–79 mm of an A4 sheet folded in three, wherever the sheet
// slides; the left window of Belgian and DIN 680 envelopes shows 20–105 mm at the same height.
const WINDOW_MIDDLE = mm(65.5)
const WINDOW_LEFT = { right: mm(111), left: mm(24) } as const
const ADDRESS_WIDTH = mm(78)
/** Customers whose banks read the European QR code; French banking applications do not. */
const QR_COUNTRIES = new Set(['AT', 'BE', 'DE', 'NL'])

/**
 * The letter as a PDF/UA document: one page when everything fits, else the letter on its page and the statement on the
 * following ones. Deterministic: the document is dated noon of the day of the facts.
 */
export function letterPdf(parts: Parts): Uint8Array {
  const whole = draw(parts, null)
  if (whole.pdf.pages === 1 || statementRows(parts.statement) < 8) return whole.pdf.finish()
  const annexed = draw(parts, 2)
  // The letter names the page of its statement; when the letter itself takes more than one page, it is written again.
  return (annexed.annexPage === 2 ? annexed : draw(parts, annexed.annexPage)).pdf.finish()
}

function draw(parts: Parts, annexPage: number | null): { pdf: PdfDocument; annexPage: number } {
  const { facts, labels } = parts
  const pdf = new PdfDocument({
    title: parts.subject,
    language: facts.customer.language,
    author: oneLine(facts.creditor.name),
    at: `${facts.today}T12:00:00Z`,
  })
  const sheet: Sheet = { pdf, left: LEFT, width: WIDTH, top: TOP, bottom: BOTTOM, y: TOP }
  drawHead(sheet, parts)
  drawBody(sheet, parts, annexPage)
  const started = pdf.pages + 1
  if (annexPage !== null) {
    pdf.newPage()
    sheet.y = TOP
    const title = put(labels.statement, { date: longDate(facts.today, facts.customer.language) })
    pdf.tagged('H2', undefined, () => pdf.line(title, SUBJECT, LEFT, sheet.y))
    sheet.y += SUBJECT.leading
    const whose = [oneLine(facts.customer.name), ...accountLine(parts)].join(' · ')
    pdf.tagged('P', undefined, () => pdf.line(whose, { ...BODY, color: QUIET }, LEFT, sheet.y))
    sheet.y += BODY.leading + 8
    drawStatement(sheet, labels, parts.statement)
  }
  drawMargins(pdf, parts)
  return { pdf, annexPage: started }
}

function accountLine({ facts, labels }: Parts): string[] {
  return facts.customer.ref === null ? [] : [put(labels.account, { ref: oneLine(facts.customer.ref) })]
}

function drawHead(sheet: Sheet, parts: Parts): void {
  const { pdf } = sheet
  const { facts, labels } = parts
  const { creditor, customer } = facts
  const windowLeft = WINDOW_LEFT[facts.window]
  const senderLeft = facts.window === 'right' ? LEFT : mm(120)
  let y = mm(15)
  if (creditor.logo) {
    const logo = creditor.logo
    const box = { x: senderLeft, y, width: mm(48), height: mm(16) }
    pdf.figure(oneLine(creditor.name), box, () => pdf.image(logo, box.x, box.y, box))
    y += box.height + 8
  }
  pdf.tagged('P', undefined, () => pdf.line(oneLine(creditor.name), SENDER_NAME, senderLeft, y))
  y += SENDER_NAME.leading
  const lines = [
    ...creditor.addressLines.map(oneLine),
    ...(creditor.phone === null ? [] : [put(labels.identity.phone, { id: oneLine(creditor.phone) })]),
    ...(creditor.email === null ? [] : [put(labels.identity.email, { id: oneLine(creditor.email) })]),
  ]
  y = stack(pdf, lines, SENDER, senderLeft, y)
  const address = [customer.name, ...customer.addressLines]
    .map(oneLine)
    .filter(line => line !== '')
    .flatMap(line => pdf.lines(line, ADDRESS, ADDRESS_WIDTH))
  stack(pdf, address, ADDRESS, windowLeft, WINDOW_MIDDLE - (address.length * ADDRESS.leading) / 2)
  const besides = facts.window === 'right' ? LEFT : WINDOW_LEFT.left
  const references = [...accountLine(parts), ...(facts.delivery === 'registered-letter' ? [labels.registered] : [])]
  const referenceTop = mm(91) - (references.length - 1) * BODY.leading
  references.forEach((line, at) => {
    const style = at === 0 && facts.customer.ref !== null ? { ...BODY, color: QUIET } : STRONG
    pdf.tagged('P', undefined, () => pdf.line(line, style, besides, referenceTop + at * BODY.leading))
  })
  const date = put(labels.dateLine, {
    city: oneLine(creditor.city),
    date: longDate(facts.today, customer.language),
  })
  const dateLeft = facts.window === 'right' ? windowLeft : senderLeft
  pdf.tagged('P', undefined, () => pdf.line(date, BODY, dateLeft, mm(91)))
  sheet.y = mm(104)
  const element = pdf.open('H1')
  for (const line of pdf.lines(parts.subject, SUBJECT, WIDTH)) {
    pdf.into(element, () => pdf.line(line, SUBJECT, LEFT, sheet.y))
    sheet.y += SUBJECT.leading
  }
  element.end()
  sheet.y += 9
}

function stack(pdf: PdfDocument, lines: readonly string[], style: Style, x: number, top: number): number {
  const element = pdf.open('P')
  lines.forEach((line, at) => pdf.into(element, () => pdf.line(line, style, x, top + at * style.leading)))
  element.end()
  return top + lines.length * style.leading
}

function drawBody(sheet: Sheet, parts: Parts, annexPage: number | null): void {
  const { labels, statement, frame } = parts
  paragraph(sheet, frame.greeting)
  for (const block of parts.blocks) {
    if (block.kind === 'paragraph') paragraph(sheet, block.text)
    else if (block.kind === 'payment') drawPayment(sheet, parts)
    else if (annexPage === null) {
      sheet.y += 3
      drawStatement(sheet, labels, statement)
      sheet.y += 11
    } else {
      sheet.y += 3
      drawSums(sheet, statement, sheet.pdf.open('Table'))
      sheet.y += 9
      paragraph(sheet, put(labels.annex, { count: statementRows(statement), page: annexPage }))
    }
  }
  paragraph(sheet, frame.question === null ? frame.ignore : `${frame.ignore} ${frame.question}`)
  drawClosing(sheet, frame)
}

function paragraph(sheet: Sheet, text: string): void {
  const { pdf } = sheet
  let lines = pdf.lines(text, BODY, WIDTH)
  const element = pdf.open('P')
  while (lines.length > 0) {
    const room = Math.floor((sheet.bottom - sheet.y) / BODY.leading)
    // Never one line alone at the foot of a page, nor one alone at the head of the next.
    const here = room >= lines.length ? lines.length : Math.min(room, lines.length - 2)
    if (here < 2 && here < lines.length) {
      pdf.newPage()
      sheet.y = sheet.top
      continue
    }
    const top = sheet.y
    const part = lines.slice(0, here)
    pdf.into(element, () => part.forEach((line, at) => pdf.line(line, BODY, LEFT, top + at * BODY.leading)))
    sheet.y += here * BODY.leading
    lines = lines.slice(here)
  }
  element.end()
  sheet.y += 7
}

function keepTogether(sheet: Sheet, height: number): void {
  if (sheet.y + height <= sheet.bottom) return
  sheet.pdf.newPage()
  sheet.y = sheet.top
}

const PAD = 11
const QR_SIDE = mm(27)

function drawPayment(sheet: Sheet, parts: Parts): void {
  const { pdf } = sheet
  const { labels } = parts
  const lines = paymentLines(parts.facts, parts.statement, labels)
  if (lines.length === 0) return
  const code = qrOf(parts)
  const rowHeight = 15
  const textHeight = 16 + lines.length * rowHeight
  const height = Math.max(textHeight, code ? QR_SIDE + 12 : 0) + 2 * PAD - 3
  sheet.y += 3
  keepTogether(sheet, height + 10)
  const top = sheet.y
  pdf.artifact('Layout', () => pdf.panel(LEFT, top, WIDTH, height, PAPER))
  const x = LEFT + PAD
  const section = pdf.open('Sect')
  const title: Style = { weight: 'semibold', size: 9, leading: 13, color: QUIET }
  pdf.tagged('P', section, () => pdf.line(labels.payment.title, title, x, top + PAD - 2))
  const indent = Math.max(...lines.map(line => pdf.width(line.label, BODY))) + 16
  lines.forEach((line, at) => {
    const y = top + PAD + 14 + at * rowHeight
    pdf.tagged('P', section, () => {
      pdf.line(`${line.label} `, { ...BODY, color: QUIET, leading: rowHeight }, x, y)
      pdf.line(line.value, { ...STRONG, leading: rowHeight }, x + indent, y)
    })
  })
  section.end()
  if (code) drawQr(pdf, parts, code, LEFT + WIDTH - PAD - QR_SIDE, top + PAD)
  sheet.y = top + height + 12
}

function drawQr(
  pdf: PdfDocument,
  { facts, labels, statement }: Parts,
  code: readonly (readonly boolean[])[],
  x: number,
  y: number,
): void {
  const alt = put(labels.payment.qr, {
    amount: amountText(statement.payable, facts.currency, facts.customer.language),
    name: oneLine(facts.creditor.name),
    iban: ibanText(facts.creditor.iban ?? ''),
  })
  // Four modules of white around the code, as ISO/IEC 18004 asks.
  const quiet = (QR_SIDE / (code.length + 8)) * 4
  pdf.artifact('Layout', () => pdf.panel(x, y, QR_SIDE, QR_SIDE, '#ffffff'))
  pdf.figure(alt, { x, y, width: QR_SIDE, height: QR_SIDE }, () =>
    pdf.modules(code, x + quiet, y + quiet, QR_SIDE - 2 * quiet),
  )
  const caption: Style = { weight: 'regular', size: 7, leading: 9, color: QUIET }
  const left = x + QR_SIDE - pdf.width(labels.payment.scan, caption)
  pdf.tagged('P', undefined, () => pdf.line(labels.payment.scan, caption, left, y + QR_SIDE + 2))
}

function qrOf({ facts, statement }: Parts): readonly (readonly boolean[])[] | null {
  const { creditor, paymentReference } = facts
  if (creditor.iban === null || !QR_COUNTRIES.has(facts.customer.country)) return null
  const structured = paymentReference !== null && /^RF\d{2}[A-Z0-9 ]+$/i.test(paymentReference.trim())
  const text = sepaQrText({
    beneficiary: creditor.name,
    iban: creditor.iban,
    bic: creditor.bic,
    amount: { amount: statement.payable, currency: facts.currency },
    creditorReference: structured ? paymentReference : null,
    text: paymentReference ?? fallbackReference(facts, statement),
  })
  return text === null ? null : qrModules(text)
}

function drawClosing(sheet: Sheet, frame: Frame): void {
  const { pdf } = sheet
  const closing = pdf.lines(frame.closing, BODY, WIDTH)
  const room = mm(13)
  const enclosed = frame.attached === null ? 0 : 22
  keepTogether(sheet, closing.length * BODY.leading + room + frame.signature.length * BODY.leading + enclosed)
  sheet.y = stack(pdf, closing, BODY, LEFT, sheet.y) + room
  const element: Element = pdf.open('P')
  const x = WINDOW_LEFT.right
  frame.signature.forEach((line, at) => {
    pdf.into(element, () => pdf.line(line, at === 0 ? STRONG : BODY, x, sheet.y + at * BODY.leading))
  })
  element.end()
  sheet.y += frame.signature.length * BODY.leading
  if (frame.attached !== null) {
    const text = frame.attached
    sheet.y += 8
    pdf.tagged('P', undefined, () => pdf.line(text, { ...BODY, size: 9, color: QUIET }, LEFT, sheet.y))
    sheet.y += 14
  }
}

function drawMargins(pdf: PdfDocument, { labels, frame }: Parts): void {
  pdf.onEachPage((page, pages) => {
    pdf.artifact('Pagination', () => {
      const identity = pdf.lines(frame.identity, SMALL, WIDTH - mm(24))
      const top = mm(287) - identity.length * SMALL.leading
      pdf.rule(LEFT, top - 5, WIDTH, 0.4, LINE)
      identity.forEach((line, at) => pdf.line(line, SMALL, LEFT, top + at * SMALL.leading))
      pdf.line(put(labels.page, { page, pages }), SMALL, LEFT, top, { align: 'right', width: WIDTH })
      // Where the sheet folds in three; short and pale, for the person who folds and nobody else.
      if (page === 1) for (const fold of [mm(99), mm(198)]) pdf.rule(mm(5), fold, mm(4), 0.4, '#b9c0bf')
    })
  })
}
