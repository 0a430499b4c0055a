import type { Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, InvoiceId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'

/** What a step does. `check-platform` asks a person to read the invoice's status on the public platform. */
export type Action = 'email' | 'letter' | 'call' | 'check-platform' | 'legal'

/**
 * One step of a scenario. Its day counts from the due date or from the issue of each invoice; its place in the scenario
 * is its rank, and an invoice only ever climbs.
 */
export type Step = {
  readonly code: string
  readonly from: 'due' | 'issue'
  readonly day: number
  readonly action: Action
  /** Which text of `messages` is sent; for a call, which script is shown. */
  readonly template: string
  readonly registered?: boolean
  /** Taken only from this total in minor units; below it `otherwise` says what happens instead. */
  readonly minTotal?: number
  readonly otherwise?: { readonly action: 'email' | 'letter'; readonly template: string }
  /** Needs an earlier step on the same invoice, at least so many days ago: nobody starts with a formal notice. */
  readonly afterDays?: number
  /** A person approves the message before it leaves. */
  readonly approval?: boolean
}

/** The procedure of one segment: what is done, when, and the limits that keep it courteous. */
export type Scenario = {
  readonly code: string
  readonly name: string
  /** Below this overdue total, in minor units, nobody is disturbed. */
  readonly minTotal: number
  /** Fewest days between two messages to the same customer. */
  readonly minGapDays: number
  /** Nothing leaves on a week-end or a holiday of the customer's country. */
  readonly businessDays: boolean
  /** Whoever pays after a reminder is thanked by e-mail, once an invoice. */
  readonly thankYou?: boolean
  readonly steps: readonly Step[]
}

/** An invoice that was reminded and has just been paid; `amount` is minor units. */
export type Settled = {
  readonly invoice: InvoiceId
  readonly dueOn: Day
  readonly currency: Currency
  readonly amount: bigint
  /** Rank of the last step done for it. */
  readonly rank: number
}

/** One open item as the decision sees it. Amounts are signed minor units; a credit note is negative. */
export type Item = {
  readonly invoice: InvoiceId
  readonly number: string
  readonly kind: 'invoice' | 'credit-note'
  readonly issueOn: Day
  readonly dueOn: Day
  readonly currency: Currency
  readonly open: bigint
  /** Rank of the last step done for it, -1 when none, and the day it was done. */
  readonly rank: number
  readonly stepOn: Day | null
  /** Why it must not be chased (dispute, promise, plan…), or null. */
  readonly blocked: string | null
}

/** `onAccount` is kept for the customer; `likely` is probably the customer's, and waits for a person to confirm it. */
export type Received = { readonly currency: Currency; readonly onAccount: bigint; readonly likely: bigint }

/**
 * A cheque or a bill on its way. Announced, the customer is left in peace through the day it should be here; in hand,
 * it covers its amount as long as it is reasonable to wait for the bank. Minor units.
 */
export type Expected = {
  readonly state: 'announced' | 'in-hand'
  readonly currency: Currency
  readonly amount: bigint
  readonly until: Day
  /** Somebody has to call about it already: one call speaks of everything. */
  readonly asked: boolean
}

/** Everything a decision about one customer may look at. */
export type Facts = {
  readonly customer: CustomerId
  readonly creditor: CreditorId
  readonly kind: 'company' | 'public' | 'private' | 'unknown'
  readonly country: string
  readonly postcode: string | null
  readonly language: 'fr' | 'nl' | 'en' | 'de'
  readonly pausedUntil: Day | null
  /** Day of the last message sent or decided. */
  readonly lastContactOn: Day | null
  readonly reachable: { readonly email: boolean; readonly post: boolean }
  /**
   * How far the creditor's bank statements tell of payments; null when none was ever taken in, or when the house never
   * waits for them.
   */
  readonly statements: { readonly knownTo: Day; readonly freshUntil: Day; readonly account: string } | null
  /** Money received that settles nothing yet, by currency, in minor units. */
  readonly received: readonly Received[]
  readonly expected: readonly Expected[]
  readonly items: readonly Item[]
}

export type Outcome = 'message' | 'call' | 'wait' | 'hold'

/** Why: a stable code that the screen translates, with what it needs to say it. */
export type Reason = { readonly code: ReasonCode; readonly facts: Readonly<Record<string, string | number>> }

export type ReasonCode =
  | 'step-due'
  | 'nothing-open'
  | 'nothing-due-yet'
  | 'next-step-later'
  | 'scenario-finished'
  | 'minimum-gap'
  | 'below-minimum'
  | 'not-a-business-day'
  | 'paused'
  | 'credit-covers'
  | 'all-blocked'
  | 'receipt-to-confirm'
  | 'cheque-announced'
  | 'cheque-to-ask'
  | 'cheque-in-hand'
  | 'statements-stale'
  | 'no-address'
  | 'no-scenario'

/** What will be done for one customer today, or why nothing is. */
export type Decision = {
  readonly customer: CustomerId
  readonly outcome: Outcome
  readonly reason: Reason
  /** The first later day on which looking again can change the answer; null when only an event can. */
  readonly nextOn: Day | null
  readonly act: Act | null
}

/** The one thing to do, with everything it lists. */
export type Act = {
  readonly step: Step
  readonly rank: number
  /** The action after fallbacks: e-mail without an address becomes a letter. */
  readonly action: Action
  readonly template: string
  readonly approval: boolean
  /** The invoice that made the step due: with customer, scenario and step it is unique for ever. */
  readonly cycle: InvoiceId
  readonly cycleDueOn: Day
  readonly currency: Currency
  /** Sum of what is listed, credits deducted, minor units. */
  readonly total: bigint
  readonly daysLate: number
  readonly listed: readonly Item[]
  /** The steps the listed invoices climb to. */
  readonly climbs: readonly { readonly invoice: InvoiceId; readonly step: string; readonly rank: number }[]
}
