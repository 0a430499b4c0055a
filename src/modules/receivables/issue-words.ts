import { percent } from '#law/rates/rates.ts'
import type { Clauses } from '#modules/terms/index.ts'
import { printedDecimal, type PrintLanguage } from '#platform/pdf/figures.ts'

/** The words of an invoice that we issue; the mentions are those of C. com. L441-9 I. */
export type IssueWords = {
  readonly invoice: string
  readonly debitNote: string
  readonly of: string
  readonly to: string
  readonly order: string
  readonly delivery: string
  readonly columns: readonly [name: string, quantity: string, price: string, vat: string, net: string]
  readonly net: string
  readonly vat: string
  readonly total: string
  readonly payment: string
  readonly dueOn: string
  readonly days: string
  readonly lateRate: string
  readonly fee: string
  readonly discount: string
  readonly iban: string
  readonly reference: string
  readonly scan: string
  readonly legalRate: string
  readonly contractRate: string
  readonly feeNote: string
  readonly noDiscount: string
  readonly someDiscount: string
  readonly outside: string
  readonly noInterest: string
  readonly noFurtherFee: string
  readonly vatNumber: string
  readonly page: string
}

export const ISSUE_WORDS: Readonly<Record<PrintLanguage, IssueWords>> = {
  fr: {
    invoice: 'Facture {number}',
    debitNote: 'Note de débit {number}',
    of: 'Émise le {date}',
    to: 'Client',
    order: 'Votre commande',
    delivery: 'Livraison ou prestation',
    columns: ['Désignation', 'Quantité', 'Prix unitaire HT', 'TVA', 'Montant HT'],
    net: 'Total HT',
    vat: 'TVA {rate}\u00a0%',
    total: 'Total à payer',
    payment: 'Règlement',
    dueOn: 'À payer au plus tard le',
    days: 'Délai de paiement',
    lateRate: 'Pénalités de retard',
    fee: 'Frais de recouvrement',
    discount: 'Escompte',
    iban: 'IBAN',
    reference: 'Référence à rappeler',
    scan: 'Virement par QR code',
    legalRate: 'taux directeur de la BCE majoré de 10\u00a0points',
    contractRate: '{rate}\u00a0% par an',
    feeNote: 'Indemnité forfaitaire de 40\u00a0€ pour frais de recouvrement en cas de retard',
    noDiscount: 'Escompte pour paiement anticipé\u00a0: néant',
    someDiscount: 'Escompte pour paiement anticipé\u00a0: {rate}\u00a0%',
    outside: 'Hors du champ d’application de la TVA',
    noInterest: 'Cette note ne porte pas intérêt',
    noFurtherFee: 'Aucune autre indemnité forfaitaire n’est demandée pour cette note',
    vatNumber: 'TVA {id}',
    page: 'Page {page} sur {pages}',
  },
  nl: {
    invoice: 'Factuur {number}',
    debitNote: 'Debetnota {number}',
    of: 'Uitgereikt op {date}',
    to: 'Klant',
    order: 'Uw bestelling',
    delivery: 'Levering of dienst',
    columns: ['Omschrijving', 'Aantal', 'Eenheidsprijs excl.', 'Btw', 'Bedrag excl.'],
    net: 'Totaal excl. btw',
    vat: 'Btw {rate}\u00a0%',
    total: 'Te betalen',
    payment: 'Betaling',
    dueOn: 'Te betalen uiterlijk op',
    days: 'Betalingstermijn',
    lateRate: 'Nalatigheidsinterest',
    fee: 'Invorderingskosten',
    discount: 'Korting voor contante betaling',
    iban: 'IBAN',
    reference: 'Mededeling',
    scan: 'Overschrijven met QR-code',
    legalRate: 'wettelijke rente bij betalingsachterstand',
    contractRate: '{rate}\u00a0% per jaar',
    feeNote: 'Forfaitaire vergoeding van 40\u00a0€ voor invorderingskosten bij laattijdige betaling',
    noDiscount: 'Korting voor contante betaling: geen',
    someDiscount: 'Korting voor contante betaling: {rate}\u00a0%',
    outside: 'Buiten het toepassingsgebied van de btw',
    noInterest: 'Deze nota brengt geen interest op',
    noFurtherFee: 'Voor deze nota wordt geen andere forfaitaire vergoeding gevraagd',
    vatNumber: 'Btw {id}',
    page: 'Blad {page} van {pages}',
  },
  en: {
    invoice: 'Invoice {number}',
    debitNote: 'Debit note {number}',
    of: 'Issued on {date}',
    to: 'Customer',
    order: 'Your order',
    delivery: 'Delivery or service',
    columns: ['Description', 'Quantity', 'Unit price excl.', 'VAT', 'Amount excl.'],
    net: 'Total excl. VAT',
    vat: 'VAT {rate}%',
    total: 'To pay',
    payment: 'Payment',
    dueOn: 'To be paid by',
    days: 'Payment term',
    lateRate: 'Late interest',
    fee: 'Recovery costs',
    discount: 'Early payment',
    iban: 'IBAN',
    reference: 'Reference to quote',
    scan: 'Pay by QR code',
    legalRate: 'statutory rate of late-payment interest',
    contractRate: '{rate}% a year',
    feeNote: 'Fixed sum of 40\u00a0€ for recovery costs in case of late payment',
    noDiscount: 'Discount for early payment: none',
    someDiscount: 'Discount for early payment: {rate}%',
    outside: 'Outside the scope of VAT',
    noInterest: 'This note bears no interest',
    noFurtherFee: 'No further fixed sum is claimed for this note',
    vatNumber: 'VAT {id}',
    page: 'Page {page} of {pages}',
  },
  de: {
    invoice: 'Rechnung {number}',
    debitNote: 'Belastungsanzeige {number}',
    of: 'Ausgestellt am {date}',
    to: 'Kunde',
    order: 'Ihre Bestellung',
    delivery: 'Lieferung oder Leistung',
    columns: ['Bezeichnung', 'Menge', 'Einzelpreis netto', 'MwSt.', 'Betrag netto'],
    net: 'Summe netto',
    vat: 'MwSt. {rate}\u00a0%',
    total: 'Zu zahlen',
    payment: 'Zahlung',
    dueOn: 'Zahlbar bis',
    days: 'Zahlungsfrist',
    lateRate: 'Verzugszinsen',
    fee: 'Beitreibungskosten',
    discount: 'Skonto',
    iban: 'IBAN',
    reference: 'Verwendungszweck',
    scan: 'Überweisen mit QR-Code',
    legalRate: 'gesetzlicher Verzugszins',
    contractRate: '{rate}\u00a0% im Jahr',
    feeNote: 'Pauschale von 40\u00a0€ für Beitreibungskosten bei Verzug',
    noDiscount: 'Skonto: keines',
    someDiscount: 'Skonto: {rate}\u00a0%',
    outside: 'Nicht steuerbar',
    noInterest: 'Diese Anzeige wird nicht verzinst',
    noFurtherFee: 'Für diese Anzeige wird keine weitere Pauschale verlangt',
    vatNumber: 'USt-IdNr. {id}',
    page: 'Seite {page} von {pages}',
  },
}

/** Puts values into their places. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** The three mentions of payment that French law wants, from the terms that govern the invoice. */
export function paymentMentions(clauses: Clauses, language: PrintLanguage) {
  const words = ISSUE_WORDS[language]
  const rate = (ppm: number): string => printedDecimal(percent(ppm).replace(/\.?0+$/, ''), language)
  const { lateRate, discount } = clauses
  return {
    late: lateRate?.kind === 'contract' ? filled(words.contractRate, { rate: rate(lateRate.ppm) }) : words.legalRate,
    fee: words.feeNote,
    discount: discount?.kind === 'rate' ? filled(words.someDiscount, { rate: rate(discount.ppm) }) : words.noDiscount,
  }
}
