import { isBusiness, regimeOf, type Language, type ReminderFacts } from './facts.ts'
import type { Statement } from './statement.ts'
import type { Values } from './template.ts'
import { de } from './templates/de.ts'
import { en } from './templates/en.ts'
import { fr } from './templates/fr.ts'
import { nl } from './templates/nl.ts'
import type { Labels, Texts, Tone } from './templates/shape.ts'
import {
  amountText,
  ibanText,
  isSingular,
  longDate,
  oneLine,
  put,
  structuredCommunication,
  typeset,
} from './typography.ts'
import { addDays } from '#kernel/day.ts'

/** The texts of every language, as written. */
export const TEXTS: Readonly<Record<Language, Texts>> = { fr, nl, en, de }

const typesetLabels = new Map<Language, Labels>()

/** The labels of a language with a printer's spaces and apostrophes. */
export function labelsOf(language: Language): Labels {
  const held = typesetLabels.get(language)
  if (held) return held
  const labels = typesetAll(TEXTS[language].labels, language)
  typesetLabels.set(language, labels)
  return labels
}

function typesetAll<T>(value: T, language: Language): T {
  if (typeof value === 'string') return typeset(value.replace(/\s*\n\s*/g, ' '), language) as T
  if (Array.isArray(value)) return value.map((item: unknown) => typesetAll(item, language)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typesetAll<unknown>(item, language)])) as T
}

/** Days a formal notice leaves to answer when the caller set none: the eight days of the default procedures. */
export const NOTICE_DAYS = 8

/** The values a template may print, for these facts. */
export function valuesOf(facts: ReminderFacts, statement: Statement, labels: Labels, tone: Tone): Values {
  const { language } = facts.customer
  const money = (amount: bigint): string => amountText(amount, facts.currency, language)
  const claimed = isBusiness(facts) && facts.charges?.claimed === true ? facts.charges : null
  const charges = (claimed?.interest ?? 0n) + (claimed?.fees ?? 0n)
  const compensation = regimeOf(facts) === 'be-private' ? facts.contractCompensation : null
  const oldest = statement.overdue[0]
  const next = statement.upcoming[0]
  const law = isBusiness(facts) || tone === 'formal' ? labels.law[regimeOf(facts)] : ''
  return {
    text: {
      'charges.total': money(charges),
      compensation: compensation === null ? '' : money(compensation),
      'contact.name': oneLine(facts.contact?.name ?? ''),
      'creditor.name': oneLine(facts.creditor.name),
      'customer.name': oneLine(facts.customer.name),
      law,
      'oldest.days': String(oldest?.daysLate ?? 0),
      'oldest.dueOn': longDate(oldest?.dueOn ?? facts.today, language),
      'overdue.count': String(statement.overdue.length),
      'overdue.total': money(statement.overdueTotal),
      payBy: longDate(facts.payBy ?? addDays(facts.today, NOTICE_DAYS), language),
      'payable.total': money(statement.payable),
      reminders: remindersText(facts, labels),
      today: longDate(facts.today, language),
      'upcoming.count': String(statement.upcoming.length),
      'upcoming.dueOn': longDate(next?.dueOn ?? facts.today, language),
      'upcoming.total': money(statement.upcomingTotal),
    },
    holds: {
      business: isBusiness(facts),
      charges: charges > 0n,
      compensation: compensation !== null,
      contact: facts.contact !== null,
      credits: facts.items.some(item => item.kind === 'credit-note'),
      email: facts.delivery === 'email',
      overdue: statement.overdue.length > 0,
      registered: facts.delivery === 'registered-letter',
      reminders: facts.previousReminders.length > 0,
      upcoming: statement.upcoming.length > 0,
    },
    counts: {
      'overdue.count': statement.overdue.length,
      'upcoming.count': statement.upcoming.length,
      'oldest.days': oldest?.daysLate ?? 0,
    },
  }
}

function remindersText(facts: ReminderFacts, labels: Labels): string {
  const named = facts.previousReminders
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
    .map(past =>
      put(labels.reminder, {
        channel: labels.channels[past.channel],
        date: longDate(past.on, facts.customer.language),
      }),
    )
  const last = named.pop()
  if (last === undefined) return ''
  return named.length === 0 ? last : `${named.join(', ')} ${labels.and} ${last}`
}

/** What stands around the body: greeting, standing sentences, closing, signature. */
export type Frame = {
  readonly greeting: string
  readonly attached: string | null
  readonly ignore: string
  readonly question: string | null
  readonly closing: string
  readonly signature: readonly string[]
  readonly identity: string
}

/** The frame of a message, warmer before and just after the due date, formal later and in letters. */
export function frameOf(facts: ReminderFacts, labels: Labels, tone: Tone): Frame {
  const { creditor, delivery } = facts
  const soft = delivery === 'email' && tone !== 'formal'
  const named = facts.contact
    ? put(labels.greeting.named, { name: oneLine(facts.contact.name) })
    : labels.greeting.plain
  const ways = [
    ...(creditor.phone === null
      ? []
      : [put(labels.by.phone, { phone: oneLine(creditor.phone).replaceAll(' ', '\u00a0') })]),
    ...(creditor.email === null ? [] : [put(labels.by.email, { email: oneLine(creditor.email) })]),
  ]
  const count = facts.attachedInvoices
  const listed = facts.items.filter(item => item.kind === 'invoice').length
  const attached = count < listed ? labels.attachedSome : labels.attached
  const form = (delivery === 'email' ? attached : labels.enclosed)[isSingular(count, facts.customer.language) ? 0 : 1]
  return {
    greeting: soft ? named : labels.greeting.formal,
    attached: count === 0 ? null : put(form, { count }),
    ignore: labels.ignore,
    question: ways.length === 0 ? null : put(labels.question, { ways: ways.join(` ${labels.by.or} `) }),
    closing: soft ? labels.closing.soft : labels.closing.formal,
    signature: [
      ...(creditor.signatory ? [oneLine(creditor.signatory.name)] : []),
      ...(creditor.signatory?.title ? [oneLine(creditor.signatory.title)] : []),
      // A letter has the name of the firm at its head; an e-mail ends with it.
      ...(creditor.signatory && delivery !== 'email' ? [] : [oneLine(creditor.name)]),
    ],
    identity: identityLine(facts, labels),
  }
}

// The mentions every business paper must carry: name, form, capital, register, numbers, seat (C. com. R123-237 and
// 238).
function identityLine(facts: ReminderFacts, labels: Labels): string {
  const { creditor } = facts
  const legal = creditor.legalLine === null ? [] : [typeset(oneLine(creditor.legalLine), facts.customer.language)]
  const siren =
    creditor.siren !== null &&
    !oneLine(creditor.legalLine ?? '')
      .replace(/\s/g, '')
      .includes(creditor.siren)
  return [
    oneLine(creditor.name),
    ...legal,
    creditor.addressLines.map(oneLine).join(', '),
    ...(siren ? [put(labels.identity.siren, { id: creditor.siren ?? '' })] : []),
    ...(creditor.enterpriseNumber === null ? [] : [put(labels.identity.enterprise, { id: creditor.enterpriseNumber })]),
    ...(creditor.vat === null ? [] : [put(labels.identity.vat, { id: creditor.vat })]),
  ]
    .filter(part => part !== '')
    .join(' · ')
}

/** The lines of the payment block: label and value; empty when the creditor has no account or nothing is to be paid. */
export function paymentLines(
  facts: ReminderFacts,
  statement: Statement,
  labels: Labels,
): { label: string; value: string }[] {
  const { creditor, paymentReference } = facts
  if (creditor.iban === null || statement.payable <= 0n) return []
  const structured = paymentReference === null ? null : structuredCommunication(paymentReference)
  const reference =
    structured ?? (paymentReference === null ? fallbackReference(facts, statement) : oneLine(paymentReference))
  return [
    { label: labels.payment.amount, value: amountText(statement.payable, facts.currency, facts.customer.language) },
    { label: labels.payment.beneficiary, value: oneLine(creditor.name) },
    { label: labels.payment.iban, value: ibanText(creditor.iban) },
    ...(creditor.bic === null ? [] : [{ label: labels.payment.bic, value: oneLine(creditor.bic) }]),
    { label: structured === null ? labels.payment.reference : labels.payment.structured, value: reference },
  ]
}

/** What the payer should quote when nobody gave a reference: the invoice when there is one, else the account. */
export function fallbackReference(facts: ReminderFacts, statement: Statement): string {
  const listed = statement.overdue.length > 0 ? statement.overdue : statement.upcoming
  const only = listed.length === 1 ? listed[0] : undefined
  return oneLine(only?.number ?? facts.customer.ref ?? facts.customer.name)
}
