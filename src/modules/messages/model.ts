import type { Day } from '#kernel/day.ts'
import type { ContactId, CreditorId, CustomerId, InvoiceId, MessageId, ScenarioId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import type { Language } from './facts.ts'

/** sent and cancelled are final; failed and doubtful wait for a person. The database refuses every other move. */
export type MessageState = 'to-approve' | 'queued' | 'sending' | 'sent' | 'failed' | 'doubtful' | 'cancelled'

/** What another module asks to be sent. Amounts are signed minor units. */
export type MessageRequest = {
  readonly id: MessageId
  readonly creditor: CreditorId
  readonly customer: CustomerId
  readonly contact: ContactId | null
  readonly channel: 'email' | 'letter'
  readonly registered: boolean
  readonly approval: boolean
  readonly scenario: ScenarioId | null
  readonly step: string | null
  /** The invoice that made the step due. */
  readonly cycle: InvoiceId | null
  readonly template: string
  readonly language: Language
  /** An e-mail address, or the lines of a postal address. */
  readonly recipient: string
  readonly total: bigint
  readonly currency: Currency
  readonly decidedOn: Day
  readonly items: readonly { readonly invoice: InvoiceId; readonly open: bigint; readonly dueOn: Day }[]
  /** The waiver it tells of: no other message ever tells of it. */
  readonly waiver?: string
}

/** A message as the postman reads it before it leaves. */
export type Outgoing = {
  readonly id: MessageId
  readonly state: MessageState
  readonly customer: CustomerId
  readonly channel: 'email' | 'letter'
  readonly registered: boolean
  readonly template: string
  readonly recipient: string
  readonly subject: string | null
  readonly currency: Currency
  readonly decidedOn: Day
  readonly mailId: string | null
  readonly waiver: string | null
  readonly contentSha256: string | null
  readonly from: { readonly name: string; readonly address: string | null }
  readonly pausedUntil: Day | null
}

/** The template of the message that thanks for a payment: no reminder, so it has no table and asks for nothing. */
export const THANK_YOU = 'thank-you'

/** The template of the message that tells of a waiver of charges; it asks for nothing either. */
export const WAIVER_TOLD = 'waiver'

/** Messages that are no reminders: a later one never says « despite our e-mail of … » of them. */
export const NO_REMINDERS: readonly string[] = [THANK_YOU, WAIVER_TOLD]

/** One invoice that a message thanks for; `amount` is what was paid, `open` what is owed again, in minor units. */
export type PaidItem = { readonly number: string; readonly amount: bigint; readonly open: bigint }
