import { printedDay, type PrintLanguage } from '#platform/pdf/figures.ts'
import type { Day } from '#kernel/day.ts'

/** The words of the printed statement. `{…}` is filled in; spaces before signs are those of the language's printers. */
export type StatementWords = {
  readonly title: string
  readonly asOf: string
  readonly creditor: string
  readonly customer: string
  readonly invoice: string
  readonly principal: string
  readonly due: string
  readonly columns: readonly [from: string, to: string, days: string, base: string, rate: string, interest: string]
  readonly events: string
  readonly eventColumns: readonly [on: string, kind: string, amount: string, interest: string, principal: string]
  readonly kinds: Readonly<Record<'payment' | 'credit-note' | 'settlement', string>>
  readonly interest: string
  readonly fee: string
  readonly paid: string
  readonly principalLeft: string
  readonly total: string
  readonly daily: string
  readonly method: string
  readonly law: string
  readonly and: string
  readonly none: string
  readonly page: string
}

export const WORDS: Readonly<Record<PrintLanguage, StatementWords>> = {
  fr: {
    title: 'Décompte des pénalités de retard',
    asOf: 'Arrêté au {date}',
    creditor: 'Créancier',
    customer: 'Client',
    invoice: 'Facture',
    principal: 'Montant dû à l’échéance, TTC',
    due: 'Date d’échéance',
    columns: ['Du', 'Au', 'Jours', 'Base', 'Taux annuel', 'Intérêts'],
    events: 'Paiements et avoirs pris en compte',
    eventColumns: ['Date', 'Nature', 'Montant', 'Sur les intérêts', 'Sur le principal'],
    kinds: { payment: 'Paiement', 'credit-note': 'Avoir', settlement: 'Solde du principal' },
    interest: 'Intérêts de retard sur {days} jours',
    fee: 'Indemnité forfaitaire pour frais de recouvrement',
    paid: 'Déjà imputé sur les intérêts et l’indemnité',
    principalLeft: 'Principal restant dû',
    total: 'Total restant dû',
    daily: 'Par jour de retard supplémentaire\u00a0: {amount}.',
    method:
      'Méthode\u00a0: les intérêts courent du lendemain de l’échéance au jour du paiement inclus, au taux de chaque ' +
      'période, sur une année de 365\u00a0jours\u00a0; chaque ligne est arrondie au centime le plus proche.',
    law: 'Textes\u00a0: {articles}.',
    and: ' et ',
    none: 'Aucun intérêt ne court à cette date.',
    page: 'Page {page} sur {pages}',
  },
  nl: {
    title: 'Afrekening van de nalatigheidsinterest',
    asOf: 'Afgesloten op {date}',
    creditor: 'Schuldeiser',
    customer: 'Klant',
    invoice: 'Factuur',
    principal: 'Verschuldigd bedrag op de vervaldag, incl. btw',
    due: 'Vervaldag',
    columns: ['Van', 'Tot', 'Dagen', 'Grondslag', 'Jaarrente', 'Interest'],
    events: 'Verrekende betalingen en creditnota’s',
    eventColumns: ['Datum', 'Aard', 'Bedrag', 'Op de interest', 'Op de hoofdsom'],
    kinds: { payment: 'Betaling', 'credit-note': 'Creditnota', settlement: 'Voldoening van de hoofdsom' },
    interest: 'Nalatigheidsinterest over {days} dagen',
    fee: 'Forfaitaire vergoeding voor invorderingskosten',
    paid: 'Al aangerekend op interest en vergoeding',
    principalLeft: 'Openstaande hoofdsom',
    total: 'Totaal verschuldigd',
    daily: 'Per bijkomende dag vertraging: {amount}.',
    method:
      'Methode: de interest loopt vanaf de dag na de vervaldag tot en met de dag van betaling, tegen de rente van elke ' +
      'periode, op een jaar van 365 dagen; elke regel wordt op de cent afgerond.',
    law: 'Teksten: {articles}.',
    and: ' en ',
    none: 'Op die datum loopt geen interest.',
    page: 'Blad {page} van {pages}',
  },
  en: {
    title: 'Statement of late-payment interest',
    asOf: 'As at {date}',
    creditor: 'Creditor',
    customer: 'Customer',
    invoice: 'Invoice',
    principal: 'Amount owed when due, taxes included',
    due: 'Due date',
    columns: ['From', 'To', 'Days', 'Base', 'Yearly rate', 'Interest'],
    events: 'Payments and credit notes counted',
    eventColumns: ['Date', 'Kind', 'Amount', 'To interest', 'To principal'],
    kinds: { payment: 'Payment', 'credit-note': 'Credit note', settlement: 'Principal settled' },
    interest: 'Late interest over {days} days',
    fee: 'Fixed sum for recovery costs',
    paid: 'Already counted towards interest and fee',
    principalLeft: 'Principal still owed',
    total: 'Total still owed',
    daily: 'For each further day: {amount}.',
    method:
      'Method: interest runs from the day after the due date to the day of payment included, at the rate of each ' +
      'period, on a year of 365 days; each line is rounded to the nearest cent.',
    law: 'Law: {articles}.',
    and: ' and ',
    none: 'No interest runs on that date.',
    page: 'Page {page} of {pages}',
  },
  de: {
    title: 'Verzugszinsabrechnung',
    asOf: 'Stand {date}',
    creditor: 'Gläubiger',
    customer: 'Kunde',
    invoice: 'Rechnung',
    principal: 'Bei Fälligkeit geschuldeter Betrag, inkl. MwSt.',
    due: 'Fälligkeit',
    columns: ['Von', 'Bis', 'Tage', 'Grundlage', 'Jahreszins', 'Zinsen'],
    events: 'Berücksichtigte Zahlungen und Gutschriften',
    eventColumns: ['Datum', 'Art', 'Betrag', 'Auf die Zinsen', 'Auf die Hauptsumme'],
    kinds: { payment: 'Zahlung', 'credit-note': 'Gutschrift', settlement: 'Hauptsumme beglichen' },
    interest: 'Verzugszinsen für {days} Tage',
    fee: 'Pauschale für Beitreibungskosten',
    paid: 'Bereits auf Zinsen und Pauschale angerechnet',
    principalLeft: 'Offene Hauptsumme',
    total: 'Offener Gesamtbetrag',
    daily: 'Je weiteren Verzugstag: {amount}.',
    method:
      'Methode: Die Zinsen laufen vom Tag nach der Fälligkeit bis zum Tag der Zahlung einschließlich, zum Satz der ' +
      'jeweiligen Zeit, auf ein Jahr von 365 Tagen; jede Zeile wird auf den Cent gerundet.',
    law: 'Rechtsgrundlagen: {articles}.',
    and: ' und ',
    none: 'An diesem Tag laufen keine Zinsen.',
    page: 'Seite {page} von {pages}',
  },
}

/** Puts values into their places. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

const LINES: Readonly<Record<PrintLanguage, Readonly<Record<'interest' | 'fee', string>>>> = {
  fr: {
    interest: 'Pénalités de retard, facture {number}, arrêtées au {date}',
    fee: 'Indemnité forfaitaire pour frais de recouvrement, facture {number}',
  },
  nl: {
    interest: 'Nalatigheidsinterest, factuur {number}, afgesloten op {date}',
    fee: 'Forfaitaire vergoeding voor invorderingskosten, factuur {number}',
  },
  en: {
    interest: 'Late interest, invoice {number}, as at {date}',
    fee: 'Fixed sum for recovery costs, invoice {number}',
  },
  de: {
    interest: 'Verzugszinsen, Rechnung {number}, Stand {date}',
    fee: 'Pauschale für Beitreibungskosten, Rechnung {number}',
  },
}

/** Names the lines of a claim in the customer's language. */
export function claimWords(language: PrintLanguage) {
  return (kind: 'interest' | 'fee', number: string, on: Day): string =>
    filled(LINES[language][kind], { number, date: printedDay(on, language) })
}
