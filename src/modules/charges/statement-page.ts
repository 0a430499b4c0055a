import { mm, PdfDocument } from '#platform/pdf/document.ts'
import { printedAmount, printedDay, printedDecimal, printedLine, type PrintLanguage } from '#platform/pdf/figures.ts'
import * as sheets from '#platform/pdf/sheet.ts'
import type { Day } from '#kernel/day.ts'
import { money, type Money } from '#kernel/money.ts'
import type { ChargeStatement, Claim } from '#law/charges.ts'
import { percent } from '#law/rates/rates.ts'
import { filled, WORDS, type StatementWords } from './words.ts'

/** What the page says beside the figures; null is left out. */
export type PageFacts = {
  readonly language: PrintLanguage
  readonly creditorName: string | null
  readonly customerName: string | null
  readonly invoiceNumber: string | null
  readonly today: Day
}

/**
 * The statement as a tagged PDF: the debt, every period with its base and rate, what was paid, the totals, the method
 * and the articles. The same statement gives the same bytes.
 */
export function statementPdf(claim: Claim, stated: ChargeStatement, facts: PageFacts): Uint8Array {
  const words = WORDS[facts.language]
  const pdf = new PdfDocument({
    title: [words.title, facts.invoiceNumber].filter(part => part !== null).join(' – '),
    language: facts.language,
    author: facts.creditorName ?? 'Quittance',
    at: `${facts.today}T12:00:00Z`,
  })
  const sheet = sheets.openSheet(pdf)
  const print = { amount: (value: Money) => printedAmount(value, facts.language), words, facts }
  sheets.paragraph(sheet, words.title, sheets.TITLE, 'H1')
  sheets.paragraph(sheet, filled(words.asOf, { date: printedDay(claim.asOf, facts.language) }), sheets.FAINT)
  sheet.y += 12
  drawDebt(sheet, claim, print)
  sheet.y += 14
  drawPeriods(sheet, stated, print)
  drawEvents(sheet, stated, print)
  drawNotes(sheet, claim, stated, print)
  const identity = [facts.creditorName, facts.customerName, facts.invoiceNumber].filter(part => part !== null)
  sheets.foot(sheet, identity.map(printedLine).join(' · '), (page, pages) => filled(words.page, { page, pages }))
  return pdf.finish()
}

type Print = {
  readonly amount: (value: Money) => string
  readonly words: StatementWords
  readonly facts: PageFacts
}

function drawDebt(sheet: sheets.Sheet, claim: Claim, { amount, words, facts }: Print): void {
  const rows: [string, string | null][] = [
    [words.creditor, facts.creditorName],
    [words.customer, facts.customerName],
    [words.invoice, facts.invoiceNumber],
    [words.principal, amount(claim.debt.principal)],
    [words.due, printedDay(claim.debt.dueOn, facts.language)],
  ]
  const { pdf } = sheet
  const indent = mm(62)
  for (const [label, value] of rows) {
    if (value === null) continue
    const top = sheet.y
    const element = pdf.open('P')
    pdf.into(element, () => pdf.line(`${label} `, sheets.FAINT, sheet.left, top))
    for (const line of pdf.lines(printedLine(value), sheets.STRONG, sheet.width - indent)) {
      pdf.into(element, () => pdf.line(line, sheets.STRONG, sheet.left + indent, sheet.y))
      sheet.y += sheets.BODY.leading
    }
    element.end()
  }
}

function drawPeriods(sheet: sheets.Sheet, stated: ChargeStatement, { amount, words, facts }: Print): void {
  const { language } = facts
  if (stated.segments.length === 0) {
    sheets.paragraph(sheet, words.none)
    sheet.y += 6
  }
  const [from, to, days, base, rate, interest] = words.columns
  const columns: sheets.TableColumn[] = [
    { title: from, width: mm(25), align: 'left' },
    { title: to, width: mm(25), align: 'left' },
    { title: days, width: mm(16), align: 'right' },
    { title: base, width: null, align: 'right' },
    { title: rate, width: mm(28), align: 'right' },
    { title: interest, width: mm(34), align: 'right' },
  ]
  const rows = stated.segments.map(segment => [
    printedDay(segment.from, language),
    printedDay(segment.to, language),
    String(segment.days),
    amount(segment.base),
    `${printedDecimal(percent(segment.ppm), language)}\u00a0%`,
    amount(segment.interest),
  ])
  sheets.table(sheet, columns, rows, sumsOf(stated, amount, words))
  sheet.y += 8
}

function sumsOf(stated: ChargeStatement, amount: Print['amount'], words: StatementWords): sheets.TableSum[] {
  const { currency } = stated.total
  const inCurrency = stated.fee.currency === currency
  const paid =
    stated.interest.amount - stated.interestLeft.amount + (inCurrency ? stated.fee.amount - stated.feeLeft.amount : 0n)
  const sum = (label: string, value: Money, strong = false): sheets.TableSum => {
    return { label, amount: amount(value), strong }
  }
  return [
    sum(filled(words.interest, { days: stated.days }), stated.interest),
    ...(stated.fee.amount > 0n ? [sum(words.fee, stated.fee)] : []),
    ...(paid > 0n ? [sum(words.paid, money(-paid, currency))] : []),
    sum(words.principalLeft, stated.principalLeft),
    sum(words.total, stated.total, true),
  ]
}

function drawEvents(sheet: sheets.Sheet, stated: ChargeStatement, { amount, words, facts }: Print): void {
  if (stated.imputed.length === 0) return
  sheets.keep(sheet, 70)
  sheets.paragraph(sheet, words.events, sheets.HEADING, 'H2')
  sheet.y += 4
  const [on, kind, sum, interest, principal] = words.eventColumns
  const columns: sheets.TableColumn[] = [
    { title: on, width: mm(25), align: 'left' },
    { title: kind, width: null, align: 'left' },
    { title: sum, width: mm(34), align: 'right' },
    { title: interest, width: mm(34), align: 'right' },
    { title: principal, width: mm(34), align: 'right' },
  ]
  const rows = stated.imputed.map(part => [
    printedDay(part.on, facts.language),
    words.kinds[part.kind],
    amount(part.amount),
    amount(part.toInterest),
    amount(part.toPrincipal),
  ])
  sheets.table(sheet, columns, rows, [])
  sheet.y += 8
}

function drawNotes(sheet: sheets.Sheet, claim: Claim, stated: ChargeStatement, { amount, words }: Print): void {
  if (stated.daily.amount > 0n && stated.principalLeft.amount > 0n) {
    sheets.paragraph(sheet, filled(words.daily, { amount: amount(stated.daily) }))
    sheet.y += 6
  }
  // The sentence describes the usual method only; another choice is not described by a wrong one.
  const usual = (claim.convention ?? 'B') === 'B' && (claim.yearBase ?? '365') === '365'
  if (usual && stated.segments.length > 0) sheets.paragraph(sheet, words.method, sheets.FAINT)
  const articles = stated.sources.map(source => source.article.replace(' and ', words.and))
  if (articles.length > 0) {
    sheets.paragraph(sheet, filled(words.law, { articles: articles.join(', ') }), sheets.FAINT)
  }
}
