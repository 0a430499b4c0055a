import type { Creditor } from '#modules/parties/index.ts'
import { mm, PdfDocument } from '#platform/pdf/document.ts'
import { printedAmount, printedDay, printedIban, printedLine, type PrintLanguage } from '#platform/pdf/figures.ts'
import * as sheets from '#platform/pdf/sheet.ts'
import { money } from '#kernel/money.ts'
import type { DepositItem, DepositRow } from './cheque-read-store.ts'

type Words = {
  /** The beginning of the file's name. */
  readonly file: string
  readonly cheque: string
  readonly bill: string
  readonly on: string
  readonly account: string
  readonly count: { readonly cheque: string; readonly bill: string }
  readonly columns: readonly [rank: string, drawer: string, bank: string, number: string, dueOn: string, amount: string]
  readonly total: string
  readonly sign: string
  readonly received: string
  readonly page: (page: number, pages: number) => string
}

/** What a slip says, in the language of the creditor. */
export const SLIP_WORDS: Readonly<Record<PrintLanguage, Words>> = {
  fr: {
    file: 'remise',
    cheque: 'Bordereau de remise de chèques n°',
    bill: 'Bordereau de remise d’effets n°',
    on: 'du',
    account: 'Compte à créditer',
    count: { cheque: 'Nombre de chèques', bill: 'Nombre d’effets' },
    columns: ['N°', 'Tireur', 'Banque', 'Numéro', 'Échéance', 'Montant'],
    total: 'Total de la remise',
    sign: 'Date et signature du remettant',
    received: 'Reçu par la banque, sauf bonne fin',
    page: (page, pages) => `page ${page}/${pages}`,
  },
  nl: {
    file: 'afgifte',
    cheque: 'Borderel van afgifte van cheques nr.',
    bill: 'Borderel van afgifte van wissels nr.',
    on: 'van',
    account: 'Te crediteren rekening',
    count: { cheque: 'Aantal cheques', bill: 'Aantal wissels' },
    columns: ['Nr.', 'Trekker', 'Bank', 'Nummer', 'Vervaldag', 'Bedrag'],
    total: 'Totaal van de afgifte',
    sign: 'Datum en handtekening',
    received: 'Ontvangen door de bank, onder voorbehoud',
    page: (page, pages) => `pagina ${page}/${pages}`,
  },
  en: {
    file: 'deposit',
    cheque: 'Cheque deposit slip no.',
    bill: 'Bill remittance slip no.',
    on: 'of',
    account: 'Account to be credited',
    count: { cheque: 'Number of cheques', bill: 'Number of bills' },
    columns: ['No.', 'Drawer', 'Bank', 'Number', 'Maturity', 'Amount'],
    total: 'Total',
    sign: 'Date and signature',
    received: 'Received by the bank, under reserve',
    page: (page, pages) => `page ${page}/${pages}`,
  },
  de: {
    file: 'einreichung',
    cheque: 'Scheckeinreichung Nr.',
    bill: 'Wechseleinreichung Nr.',
    on: 'vom',
    account: 'Gutzuschreibendes Konto',
    count: { cheque: 'Anzahl Schecks', bill: 'Anzahl Wechsel' },
    columns: ['Nr.', 'Aussteller', 'Bank', 'Nummer', 'Fälligkeit', 'Betrag'],
    total: 'Summe der Einreichung',
    sign: 'Datum und Unterschrift',
    received: 'Von der Bank entgegengenommen, Eingang vorbehalten',
    page: (page, pages) => `Seite ${page}/${pages}`,
  },
}

/**
 * The slip that goes to the bank with the paper: whose account, which cheques in which order, how many and how much,
 * and a place to sign. Tagged (PDF/UA), font embedded; the same slip gives the same bytes.
 */
export function depositSlip(
  slip: DepositRow & { readonly items: readonly DepositItem[] },
  owner: Creditor | null,
  language: PrintLanguage,
): Uint8Array {
  const words = SLIP_WORDS[language]
  const title = `${words[slip.kind]}\u00a0${slip.number}`
  const pdf = new PdfDocument({
    title,
    language,
    author: printedLine(owner?.name ?? ''),
    at: `${slip.on}T12:00:00Z`,
  })
  const sheet = sheets.openSheet(pdf)
  const amount = (value: bigint): string => printedAmount(money(value, slip.currency), language)
  for (const [at, line] of identityOf(owner).entries()) {
    sheets.paragraph(sheet, line, at === 0 ? sheets.HEADING : sheets.FAINT)
  }
  sheet.y += mm(10)
  sheets.paragraph(sheet, title, sheets.TITLE, 'H1')
  sheets.paragraph(sheet, `${words.on} ${printedDay(slip.on, language)}`, sheets.FAINT)
  sheet.y += mm(4)
  fact(sheet, words.account, accountText(slip.account))
  fact(sheet, words.count[slip.kind], String(slip.items.length))
  fact(sheet, words.total, amount(slip.total))
  sheet.y += mm(6)
  drawItems(sheet, slip, words, language)
  drawSigns(sheet, words)
  const foot = identityOf(owner).join(' · ')
  sheets.foot(sheet, foot === '' ? accountText(slip.account) : foot, words.page)
  return pdf.finish()
}

function identityOf(owner: Creditor | null): string[] {
  if (!owner) return []
  const town = [owner.postcode, owner.city].filter(Boolean).join(' ')
  return [owner.name, owner.street, owner.street2, town]
    .filter((line): line is string => line !== null && line !== '')
    .map(printedLine)
}

function accountText(account: string): string {
  return /^[A-Z]{2}\d{2}/.test(account) ? printedIban(account) : account
}

function fact(sheet: sheets.Sheet, label: string, value: string): void {
  const { pdf, left } = sheet
  sheets.keep(sheet, sheets.BODY.leading)
  const top = sheet.y
  const element = pdf.open('P')
  pdf.into(element, () => pdf.line(`${label} `, sheets.FAINT, left, top))
  pdf.into(element, () => pdf.line(value, sheets.STRONG, left + mm(50), top))
  element.end()
  sheet.y += sheets.BODY.leading + 1
}

function drawItems(
  sheet: sheets.Sheet,
  slip: DepositRow & { readonly items: readonly DepositItem[] },
  words: Words,
  language: PrintLanguage,
): void {
  const [rank, drawer, bank, number, dueOn, amount] = words.columns
  const bill = slip.kind === 'bill'
  const columns: sheets.TableColumn[] = [
    { title: rank, width: mm(11), align: 'left' },
    { title: drawer, width: null, align: 'left' },
    { title: bank, width: mm(36), align: 'left' },
    { title: number, width: mm(28), align: 'left' },
    ...(bill ? [{ title: dueOn, width: mm(24), align: 'left' as const }] : []),
    { title: amount, width: mm(32), align: 'right' },
  ]
  const rows = slip.items.map(item => [
    String(item.position),
    printedLine(item.drawer),
    printedLine(item.bank ?? ''),
    printedLine(item.number ?? ''),
    ...(bill ? [item.dueOn === null ? '' : printedDay(item.dueOn, language)] : []),
    printedAmount(money(item.amount, slip.currency), language),
  ])
  const total = printedAmount(money(slip.total, slip.currency), language)
  sheets.table(sheet, columns, rows, [{ label: words.total, amount: total, strong: true }])
}

function drawSigns(sheet: sheets.Sheet, words: Words): void {
  const { pdf, left, width } = sheet
  sheets.keep(sheet, mm(36))
  sheet.y += mm(8)
  const half = (width - mm(8)) / 2
  const top = sheet.y
  for (const [at, text] of [words.sign, words.received].entries()) {
    const x = left + at * (half + mm(8))
    pdf.tagged('P', undefined, () => pdf.line(text, sheets.SMALL, x, top))
    pdf.artifact('Layout', () => pdf.rule(x, top + mm(26), half, 0.4, sheets.LINE))
  }
  sheet.y += mm(28)
}
