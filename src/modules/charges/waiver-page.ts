import { PdfDocument } from '#platform/pdf/document.ts'
import { printedAmount, printedDay, printedLine, type PrintLanguage } from '#platform/pdf/figures.ts'
import * as sheets from '#platform/pdf/sheet.ts'
import { money } from '#kernel/money.ts'
import type { KeptWaiver } from './waiver-store.ts'
import { filled } from './words.ts'

type WaiverWords = {
  readonly title: string
  readonly date: string
  readonly opening: string
  readonly kinds: Readonly<Record<'interest' | 'fee', string>>
  readonly claimed: string
  readonly total: string
  readonly columns: readonly [what: string, amount: string]
  readonly ends: string
  readonly closing: string
  readonly page: string
}

const WORDS: Readonly<Record<PrintLanguage, WaiverWords>> = {
  fr: {
    title: 'Remise accordée sur la facture {number}',
    date: 'Le {date}',
    opening: 'Madame, Monsieur, nous vous confirmons avoir renoncé, à la date ci-dessus, aux sommes suivantes\u00a0:',
    kinds: { interest: 'Pénalités de retard', fee: 'Indemnité forfaitaire pour frais de recouvrement' },
    claimed: '{kind}, note de débit {number}',
    total: 'Total de la remise',
    columns: ['Nature', 'Montant remis'],
    ends:
      'Ces sommes ne vous seront plus demandées. Cette remise ne porte que sur elles\u00a0: le prix de la facture et ' +
      'toute autre somme restent dus.',
    closing: 'Nous vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées.',
    page: 'Page {page} sur {pages}',
  },
  nl: {
    title: 'Kwijtschelding op factuur {number}',
    date: '{date}',
    opening: 'Geachte mevrouw, geachte heer, wij bevestigen dat wij op bovenstaande datum afzien van deze bedragen:',
    kinds: { interest: 'Nalatigheidsinterest', fee: 'Forfaitaire vergoeding voor invorderingskosten' },
    claimed: '{kind}, debetnota {number}',
    total: 'Totaal van de kwijtschelding',
    columns: ['Aard', 'Kwijtgescholden bedrag'],
    ends:
      'Deze bedragen worden u niet meer gevraagd. De kwijtschelding geldt alleen hiervoor: de prijs van de factuur en ' +
      'elk ander bedrag blijven verschuldigd.',
    closing: 'Met de meeste hoogachting,',
    page: 'Blad {page} van {pages}',
  },
  en: {
    title: 'Waiver on invoice {number}',
    date: '{date}',
    opening: 'Dear Sir or Madam, we confirm that on the date above we have given up the following sums:',
    kinds: { interest: 'Late interest', fee: 'Fixed sum for recovery costs' },
    claimed: '{kind}, debit note {number}',
    total: 'Total given up',
    columns: ['Kind', 'Amount given up'],
    ends:
      'You will not be asked for these sums again. The waiver covers nothing else: the price of the invoice and any ' +
      'other sum remain due.',
    closing: 'Yours faithfully,',
    page: 'Page {page} of {pages}',
  },
  de: {
    title: 'Erlass zur Rechnung {number}',
    date: '{date}',
    opening:
      'Sehr geehrte Damen und Herren, wir bestätigen, dass wir zum obigen Datum auf folgende Beträge verzichten:',
    kinds: { interest: 'Verzugszinsen', fee: 'Pauschale für Beitreibungskosten' },
    claimed: '{kind}, Belastungsanzeige {number}',
    total: 'Erlassene Summe',
    columns: ['Art', 'Erlassener Betrag'],
    ends:
      'Diese Beträge werden nicht mehr verlangt. Der Erlass betrifft nur sie: der Preis der Rechnung und jeder andere ' +
      'Betrag bleiben geschuldet.',
    closing: 'Mit freundlichen Grüßen',
    page: 'Seite {page} von {pages}',
  },
}

/** The letter of a waiver as a tagged PDF; the same waivers give the same bytes. At least one waiver is needed. */
export function waiverPdf(
  waivers: readonly KeptWaiver[],
  { creditorName, name, ref, language }: { creditorName: string; name: string; ref: string; language: PrintLanguage },
): Uint8Array {
  const words = WORDS[language]
  const [first] = waivers
  if (!first) throw new Error('a letter needs a waiver')
  const title = filled(words.title, { number: printedLine(first.invoice.number) })
  const pdf = new PdfDocument({ title, language, author: creditorName, at: `${first.waivedOn}T12:00:00Z` })
  const sheet = sheets.openSheet(pdf)
  sheets.paragraph(sheet, printedLine(creditorName), sheets.STRONG)
  sheet.y += 18
  const right = { x: sheet.left + sheet.width * 0.55, width: sheet.width * 0.45 }
  sheets.paragraph(sheet, printedLine(name), sheets.BODY, 'P', right)
  sheets.paragraph(sheet, printedLine(ref), sheets.FAINT, 'P', right)
  sheet.y += 14
  sheets.paragraph(sheet, filled(words.date, { date: printedDay(first.waivedOn, language) }), sheets.FAINT, 'P', right)
  sheet.y += 22
  sheets.paragraph(sheet, title, sheets.TITLE, 'H1')
  sheet.y += 10
  sheets.paragraph(sheet, words.opening)
  sheet.y += 8
  const amount = (value: bigint): string => printedAmount(money(value, first.currency), language)
  const rows = waivers.map(waiver => {
    const kind = words.kinds[waiver.kind]
    const what = waiver.claimNumber === null ? kind : filled(words.claimed, { kind, number: waiver.claimNumber })
    return [what, amount(waiver.amount)]
  })
  const total = waivers.reduce((sum, waiver) => sum + waiver.amount, 0n)
  const [what, waived] = words.columns
  sheets.table(
    sheet,
    [
      { title: what, width: null, align: 'left' },
      { title: waived, width: sheet.width * 0.3, align: 'right' },
    ],
    rows,
    [{ label: words.total, amount: amount(total), strong: true }],
  )
  sheet.y += 12
  sheets.paragraph(sheet, words.ends)
  sheet.y += 12
  sheets.paragraph(sheet, words.closing)
  sheet.y += 24
  sheets.paragraph(sheet, printedLine(creditorName), sheets.STRONG)
  sheets.foot(sheet, printedLine(creditorName), (page, pages) => filled(words.page, { page, pages }))
  return pdf.finish()
}
