import type { Day } from '#kernel/day.ts'
import type { Currency } from '#kernel/money.ts'
import { chooseRegime, type RegimeCode } from '#law/regime.ts'

/** The languages a debtor can be written to in. */
export type Language = 'fr' | 'nl' | 'en' | 'de'

/**
 * The firm that is owed: what its letters must say about it. `legalLine` carries form, capital and register (R123-238).
 */
export type CreditorFacts = {
  readonly name: string
  readonly legalLine: string | null
  readonly addressLines: readonly string[]
  /** Town of the date line: « Lille, le … ». */
  readonly city: string
  readonly country: string
  readonly siren: string | null
  readonly enterpriseNumber: string | null
  readonly vat: string | null
  readonly iban: string | null
  readonly bic: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly signatory: { readonly name: string; readonly title: string | null } | null
  /** PNG or JPEG. */
  readonly logo: Uint8Array | null
}

/** Who owes. `unknown` is written to as a private person wherever law is at stake. */
export type CustomerFacts = {
  readonly name: string
  readonly ref: string | null
  readonly addressLines: readonly string[]
  readonly country: string
  readonly language: Language
  readonly kind: 'company' | 'public' | 'private' | 'unknown'
}

/**
 * One open item. Amounts are signed minor units: a credit note is negative. `daysLate` is 0 or less when not yet due.
 * `label` says what was sold; Belgian law wants it in the first reminder to a consumer (CDE art. XIX.2).
 */
export type ReminderItem = {
  readonly number: string
  readonly kind: 'invoice' | 'credit-note'
  readonly issueOn: Day
  readonly dueOn: Day
  readonly total: bigint
  readonly open: bigint
  readonly daysLate: number
  readonly label: string | null
}

/** Everything a reminder may say, in one currency. Nothing else is looked up: the same facts give the same bytes. */
export type ReminderFacts = {
  readonly creditor: CreditorFacts
  readonly customer: CustomerFacts
  readonly contact: { readonly name: string } | null
  readonly today: Day
  readonly currency: Currency
  readonly items: readonly ReminderItem[]
  /** Reference the payer should quote: ISO 11649, Belgian structured communication, or free text. */
  readonly paymentReference: string | null
  readonly previousReminders: readonly { readonly on: Day; readonly channel: ReminderChannel }[]
  /** Last day to answer a formal notice; null lets the text count eight days from today. */
  readonly payBy: Day | null
  /** Late interest and recovery fee; printed to companies and public bodies only, whatever is given. */
  readonly charges: ChargeFacts | null
  /** Compensation the contract of a Belgian consumer foresees after the free reminder; null when it foresees none. */
  readonly contractCompensation: bigint | null
  readonly delivery: Delivery
  /** How many invoice files the caller joins. */
  readonly attachedInvoices: number
  /** Where the envelope's window is: right (France, most of Belgium) or left. */
  readonly window: 'right' | 'left'
}

/** Late interest and recovery fees of the invoices listed, minor units, on the day of the text. */
export type ChargeFacts = {
  readonly interest: bigint
  readonly fees: bigint
  /** Part of what is to be paid; else they are shown beside it. */
  readonly claimed: boolean
  /** Number of the debit note that claims them. */
  readonly note: string | null
  /** The yearly rates that were used, parts per million, in the order of the periods. */
  readonly rates: readonly number[]
}

/** How the message travels: an e-mail has no letter, the two others do. */
export type Delivery = 'email' | 'letter' | 'registered-letter'

/** How an earlier reminder was made. */
export type ReminderChannel = Delivery | 'call'

/** The law that governs lateness for these facts, and to whom it speaks. */
export type Regime = 'fr-business' | 'fr-public' | 'be-business' | 'fr-private' | 'be-private' | 'none'

// The words we hold, by the law that computes the charges: a letter must not cite another law than its figures follow.
const SPOKEN: Partial<Readonly<Record<RegimeCode, Regime>>> = {
  'fr-business': 'fr-business',
  'fr-public': 'fr-public',
  'fr-consumer': 'fr-private',
  'be-business': 'be-business',
  // The Belgian law of 2002 speaks of enterprises and public bodies alike.
  'be-public': 'be-business',
  'be-consumer': 'be-private',
}
const KINDS = { company: 'business', public: 'public', private: 'consumer', unknown: 'unknown' } as const

/** The law that governs lateness for a letter, as `chooseRegime` of the law finds it; `none` where we have no words. */
export function regimeOf({ creditor, customer }: ReminderFacts): Regime {
  const parties = { creditorCountry: creditor.country, customerCountry: customer.country }
  return SPOKEN[chooseRegime({ ...parties, customer: KINDS[customer.kind] }).code] ?? 'none'
}

/** Whether charges may be claimed at all: never from a private person or an unknown kind (CPCE L111-8, CDE XIX). */
export function isBusiness(facts: ReminderFacts): boolean {
  return facts.customer.kind === 'company' || facts.customer.kind === 'public'
}
