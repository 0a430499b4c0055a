import { A4, mm, PdfDocument, type Element, type Style } from '#platform/pdf/document.ts'
import { qrModules } from '#platform/pdf/qr.ts'
import { sepaQrText } from '#formats/sepa-qr.ts'
import type { ReminderFacts } from './facts.ts'
import {
  drawAmounts,
  drawStatement,
  drawSums,
  INK,
  LINE,
  PAPER,
  QUIET,
  statementRows,
  type Sheet,
} from './letter-table.ts'
import type { Statement } from './statement.ts'
import type { Block } from './template.ts'
import type { Labels } from './templates/shape.ts'
import { amountText, ibanText, longDate, oneLine, put } from './typography.ts'
import { fallbackReference, paymentLines, type Frame } from './words.ts'

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
const BOTTOM = mm(276)

// The address stands where every window shows it: a 100 × 35 or 45 mm window 20 mm from the right and the bottom of a
// 220 × 110 mm envelope (La Poste, bpost) shows 100–190 mm × 55–79 mm of an A4 sheet folded in three, wherever the
// sheet slides; the left window of Belgian and DIN 680 envelopes shows 20–105 mm at the same height.
const WINDOW_MIDDLE = mm(65.5)
const WINDOW_LEFT = { right: mm(111), left: LEFT } as const
/** Where the sender stands with a left window, and the date and the signature in both cases. */
const RIGHT_COLUMN = { right: mm(111), left: mm(122) } as const
const ADDRESS_WIDTH = mm(78)
/** Customers whose banks read the European QR code; French banking applications do not. */
const QR_COUNTRIES = new Set(['AT', 'BE', 'DE', 'NL'])

type Manner = { readonly tight: boolean; readonly annexPage: number | null }
type Drawn = { readonly pdf: PdfDocument; readonly letterPages: number }

/**
 * The letter as a PDF/UA document: one page when everything fits, if need be with closer lines; else, when the
 * statement is long, the letter on its page and the statement on the following ones. Deterministic: dated noon of the
 * day of the facts.
 */
export function letterPdf(parts: Parts): Uint8Array {
  const whole = draw(parts, { tight: false, annexPage: null })
  if (whole.letterPages === 1) return whole.pdf.finish()
  const tight = draw(parts, { tight: true, annexPage: null })
  if (tight.letterPages === 1) return tight.pdf.finish()
  if (statementRows(parts.statement) < 8) return whole.pdf.finish()
  const annexed = draw(parts, { tight: false, annexPage: 2 })
  if (annexed.letterPages === 1) return annexed.pdf.finish()
  const tightAnnexed = draw(parts, { tight: true, annexPage: 2 })
  if (tightAnnexed.letterPages === 1) return tightAnnexed.pdf.finish()
  // The letter names the page where its statement starts, which is known only now that the letter is drawn.
  return draw(parts, { tight: false, annexPage: annexed.letterPages + 1 }).pdf.finish()
}

function draw(parts: Parts, { tight, annexPage }: Manner): Drawn {
  const { facts } = parts
  const pdf = new PdfDocument({
    title: parts.subject,
    language: facts.customer.language,
    author: oneLine(facts.creditor.name),
    at: `${facts.today}T12:00:00Z`,
  })
  const sheet: Sheet = { pdf, left: LEFT, width: WIDTH, top: TOP, bottom: BOTTOM, tight, y: TOP }
  drawHead(sheet, parts)
  drawBody(sheet, parts, annexPage)
  const letterPages = pdf.pages
  if (annexPage !== null) drawAnnex({ ...sheet, tight: false }, parts)
  drawMargins(pdf, parts)
  return { pdf, letterPages }
}

function drawAnnex(sheet: Sheet, parts: Parts): void {
  const { pdf } = sheet
  const { facts, labels } = parts
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

function accountLine({ facts, labels }: Parts): string[] {
  return facts.customer.ref === null ? [] : [put(labels.account, { ref: oneLine(facts.customer.ref) })]
}

function drawHead(sheet: Sheet, parts: Parts): void {
  const { pdf } = sheet
  const { facts, labels } = parts
  const { creditor, customer } = facts
  const windowLeft = WINDOW_LEFT[facts.window]
  const senderLeft = facts.window === 'right' ? LEFT : RIGHT_COLUMN.left
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
  const references = [...accountLine(parts), ...(facts.delivery === 'registered-letter' ? [labels.registered] : [])]
  const referenceTop = mm(91) - (references.length - 1) * BODY.leading
  references.forEach((line, at) => {
    const style = at === 0 && facts.customer.ref !== null ? { ...BODY, color: QUIET } : STRONG
    pdf.tagged('P', undefined, () => pdf.line(line, style, LEFT, referenceTop + at * BODY.leading))
  })
  const date = put(labels.dateLine, {
    city: oneLine(creditor.city),
    date: longDate(facts.today, customer.language),
  })
  pdf.tagged('P', undefined, () => pdf.line(date, BODY, RIGHT_COLUMN[facts.window], mm(91)))
  sheet.y = sheet.tight ? mm(101) : mm(103)
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
  const gap = sheet.tight ? 0.6 : 1
  paragraph(sheet, frame.greeting)
  for (const block of parts.blocks) {
    if (block.kind === 'paragraph') paragraph(sheet, block.text)
    else if (block.kind === 'payment') drawPayment(sheet, parts)
    else if (block.kind === 'amounts') drawAmounts(sheet, block)
    else if (annexPage === null) {
      sheet.y += 3
      drawStatement(sheet, labels, statement)
      sheet.y += 11 * gap
    } else {
      sheet.y += 3
      drawSums(sheet, statement, sheet.pdf.open('Table'))
      sheet.y += 9 * gap
      paragraph(sheet, put(labels.annex, { count: statementRows(statement), page: annexPage }))
    }
    if (block.kind === 'table') for (const note of statement.notes) paragraph(sheet, note)
  }
  paragraph(sheet, frame.question === null ? frame.ignore : `${frame.ignore} ${frame.question}`)
  drawClosing(sheet, frame, RIGHT_COLUMN[parts.facts.window])
}

function bodyOf(sheet: Sheet): Style {
  return sheet.tight ? { ...BODY, size: 10, leading: 13.2 } : BODY
}

function paragraph(sheet: Sheet, text: string): void {
  const { pdf } = sheet
  const style = bodyOf(sheet)
  let lines = pdf.lines(text, style, WIDTH)
  const element = pdf.open('P')
  while (lines.length > 0) {
    const room = Math.floor((sheet.bottom - sheet.y) / style.leading)
    // Never one line alone at the foot of a page, nor one alone at the head of the next.
    const here = room >= lines.length ? lines.length : Math.min(room, lines.length - 2)
    if (here < 2 && here < lines.length) {
      pdf.newPage()
      sheet.y = sheet.top
      continue
    }
    const top = sheet.y
    const part = lines.slice(0, here)
    pdf.into(element, () => part.forEach((line, at) => pdf.line(line, style, LEFT, top + at * style.leading)))
    sheet.y += here * style.leading
    lines = lines.slice(here)
  }
  element.end()
  sheet.y += sheet.tight ? 4.5 : 7
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
  const rowHeight = sheet.tight ? 13.5 : 15
  // Beside a code the lines stand in one column; without one, the account moves to a second.
  const account = lines.filter(line => line.label === labels.payment.iban || line.label === labels.payment.bic)
  const columns = code ? [lines] : [lines.filter(line => !account.includes(line)), account]
  const textHeight = 16 + Math.max(...columns.map(column => column.length)) * rowHeight
  const height = Math.max(textHeight, code ? QR_SIDE + 12 : 0) + 2 * PAD - 3
  sheet.y += 3
  keepTogether(sheet, height + 10)
  const top = sheet.y
  pdf.artifact('Layout', () => pdf.panel(LEFT, top, WIDTH, height, PAPER))
  const section = pdf.open('Sect')
  const title: Style = { weight: 'semibold', size: 9, leading: 13, color: QUIET }
  pdf.tagged('P', section, () => pdf.line(labels.payment.title, title, LEFT + PAD, top + PAD - 2))
  columns.forEach((column, columnAt) => {
    const x = columnAt === 0 ? LEFT + PAD : RIGHT_COLUMN.right
    const indent = Math.max(...column.map(line => pdf.width(line.label, BODY))) + 14
    column.forEach((line, at) => {
      const y = top + PAD + 14 + at * rowHeight
      pdf.tagged('P', section, () => {
        pdf.line(`${line.label} `, { ...BODY, color: QUIET, leading: rowHeight }, x, y)
        pdf.line(line.value, { ...STRONG, leading: rowHeight }, x + indent, y)
      })
    })
  })
  section.end()
  if (code) drawQr(pdf, parts, code, LEFT + WIDTH - PAD - QR_SIDE, top + PAD)
  sheet.y = top + height + (sheet.tight ? 8 : 12)
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

function drawClosing(sheet: Sheet, frame: Frame, signLeft: number): void {
  const { pdf } = sheet
  const closing = pdf.lines(frame.closing, BODY, WIDTH)
  const room = sheet.tight ? mm(10) : mm(13)
  keepTogether(sheet, closing.length * BODY.leading + room + frame.signature.length * BODY.leading)
  sheet.y = stack(pdf, closing, BODY, LEFT, sheet.y) + room
  const element: Element = pdf.open('P')
  frame.signature.forEach((line, at) => {
    pdf.into(element, () => pdf.line(line, at === 0 ? STRONG : BODY, signLeft, sheet.y + at * BODY.leading))
  })
  element.end()
  if (frame.attached !== null) {
    const text = frame.attached
    pdf.tagged('P', undefined, () => pdf.line(text, { ...BODY, size: 9, color: QUIET }, LEFT, sheet.y))
  }
  sheet.y += frame.signature.length * BODY.leading
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
