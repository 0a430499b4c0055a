import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { MessageId } from '#kernel/id.ts'
import { loadStandingWaivers, type KeptWaiver } from '#modules/charges/index.ts'
import type { Composition } from './compose.ts'
import { emailHtml, emailText } from './email.ts'
import type { Language, ReminderFacts } from './facts.ts'
import { loadLetterHead, loadReminderFacts } from './facts-store.ts'
import { letterPdf } from './letter.ts'
import { statementOf } from './statement.ts'
import { amountText, longDate, oneLine, put, typeset } from './typography.ts'
import { frameOf, labelsOf } from './words.ts'

type Words = {
  readonly subject: string
  readonly opening: string
  readonly kinds: Readonly<Record<KeptWaiver['kind'], string>>
  readonly claimed: string
  readonly columns: readonly [what: string, amount: string]
  readonly total: string
  readonly ends: string
  readonly attached: string
}

const WORDS: Readonly<Record<Language, Words>> = {
  fr: {
    subject: 'Remise accordée sur la facture {number}',
    opening: 'Nous vous confirmons avoir renoncé, le {date}, aux sommes suivantes :',
    kinds: { interest: 'Pénalités de retard', fee: 'Indemnité forfaitaire pour frais de recouvrement' },
    claimed: '{kind}, note de débit {number}',
    columns: ['Nature', 'Montant remis'],
    total: 'Total de la remise',
    ends: `Ces sommes ne vous seront plus demandées. Cette remise ne porte que sur elles : le prix de la facture et toute
autre somme restent dus.`,
    attached: 'La lettre est jointe à ce message.',
  },
  nl: {
    subject: 'Kwijtschelding op factuur {number}',
    opening: 'Wij bevestigen dat wij op {date} afzien van de volgende bedragen:',
    kinds: { interest: 'Nalatigheidsinterest', fee: 'Forfaitaire vergoeding voor invorderingskosten' },
    claimed: '{kind}, debetnota {number}',
    columns: ['Aard', 'Kwijtgescholden bedrag'],
    total: 'Totaal van de kwijtschelding',
    ends: `Deze bedragen worden u niet meer gevraagd. De kwijtschelding geldt alleen hiervoor: de prijs van de factuur en
elk ander bedrag blijven verschuldigd.`,
    attached: 'De brief is bij dit bericht gevoegd.',
  },
  en: {
    subject: 'Waiver on invoice {number}',
    opening: 'We confirm that on {date} we gave up the following sums:',
    kinds: { interest: 'Late interest', fee: 'Fixed sum for recovery costs' },
    claimed: '{kind}, debit note {number}',
    columns: ['Kind', 'Amount given up'],
    total: 'Total given up',
    ends: `You will not be asked for these sums again. The waiver covers nothing else: the price of the invoice and any
other sum remain due.`,
    attached: 'The letter is attached to this message.',
  },
  de: {
    subject: 'Erlass zur Rechnung {number}',
    opening: 'Wir bestätigen, dass wir am {date} auf folgende Beträge verzichtet haben:',
    kinds: { interest: 'Verzugszinsen', fee: 'Pauschale für Beitreibungskosten' },
    claimed: '{kind}, Belastungsanzeige {number}',
    columns: ['Art', 'Erlassener Betrag'],
    total: 'Erlassene Summe',
    ends: `Diese Beträge werden nicht mehr verlangt. Der Erlass betrifft nur sie: der Preis der Rechnung und jeder andere
Betrag bleiben geschuldet.`,
    attached: 'Der Brief ist dieser Nachricht beigefügt.',
  },
}

/** What tells of a waiver, ready to leave: the letter is always there, an e-mail joins it. */
export type WaiverTold = Composition & { readonly letter: Uint8Array; readonly fileName: string }

/** Writes what tells of the waivers of one gesture, in the customer's language. Pure; at least one is needed. */
export function composeWaiver(facts: ReminderFacts, waivers: readonly KeptWaiver[]): WaiverTold {
  const [first] = waivers
  if (!first) throw new Error('a letter needs a waiver')
  const { language } = facts.customer
  const words = WORDS[language]
  const say = (text: string): string => typeset(text.replace(/\s*\n\s*/g, ' '), language)
  const amount = (value: bigint): string => amountText(value, first.currency, language)
  const amounts = {
    kind: 'amounts' as const,
    columns: [say(words.columns[0]), say(words.columns[1])] as const,
    rows: waivers.map(({ kind, claimNumber, amount: waived }) => {
      const what = words.kinds[kind]
      const claimed = claimNumber === null ? what : put(words.claimed, { kind: what, number: oneLine(claimNumber) })
      return [say(claimed), amount(waived)] as const
    }),
    total: [say(words.total), amount(waivers.reduce((sum, waiver) => sum + waiver.amount, 0n))] as const,
  }
  const opening = put(say(words.opening), { date: longDate(first.waivedOn, language) })
  const labels = labelsOf(language)
  const parts = {
    facts,
    labels,
    statement: statementOf(facts, labels, 'courtesy'),
    blocks: [{ kind: 'paragraph' as const, text: opening }, amounts],
    subject: put(say(words.subject), { number: oneLine(first.invoice.number) }),
  }
  const ends = say(words.ends)
  const mail = {
    ...parts,
    frame: { ...frameOf(facts, labels, 'courtesy'), attached: null, ignore: say(words.attached) },
    blocks: [...parts.blocks, { kind: 'paragraph' as const, text: ends }],
  }
  return {
    subject: parts.subject,
    text: emailText(mail),
    html: emailHtml(mail),
    letter: letterOf(parts, ends),
    fileName: `remise-${first.invoice.number}`,
  }
}

// The letter that an e-mail joins is the one the post would carry.
function letterOf(parts: Omit<Parameters<typeof letterPdf>[0], 'frame'>, ends: string): Uint8Array {
  const facts = { ...parts.facts, delivery: 'letter' as const }
  const frame = { ...frameOf(facts, parts.labels, 'firm'), attached: null, ignore: ends }
  return letterPdf({ ...parts, facts, frame })
}

/** What the message about a waiver says as it would leave now; null when nothing of the waiver stands any more. */
export async function loadWaiverTold(tx: Tx, id: MessageId, waiver: string, on: Day): Promise<WaiverTold | null> {
  const loaded = await loadReminderFacts(tx, id, on)
  const waivers = await loadStandingWaivers(tx, waiver)
  if (!loaded || waivers.length === 0) return null
  return composeWaiver({ ...loaded.facts, items: [], attachedInvoices: 0, charges: null }, waivers)
}

/** The letter about a waiver, to be printed by hand, dated the day it was given up; at least one waiver is needed. */
export async function waiverLetter(tx: Tx, waivers: readonly KeptWaiver[]): Promise<Uint8Array> {
  const [first] = waivers
  const head = first && (await loadLetterHead(tx, first.customer, first.currency))
  if (!first || !head) throw new Error('a letter needs a waiver and its customer')
  const facts: ReminderFacts = {
    ...head,
    today: first.waivedOn,
    items: [],
    previousReminders: [],
    payBy: null,
    charges: null,
    contractCompensation: null,
    attachedInvoices: 0,
    window: 'right',
  }
  return composeWaiver(facts, waivers).letter
}
