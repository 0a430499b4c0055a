import type { Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, Id, InvoiceId, SegmentId } from '#kernel/id.ts'
import type { Role } from '#kernel/contract.ts'
import type { BelowFloor, Claim } from '#law/charges.ts'

export type ClaimId = Id<'charge-claim'>
export type WaiverId = Id<'charge-waiver'>

/** What may be claimed beside the price: late interest, and the lump sum for recovery costs. */
export type ChargeKind = 'interest' | 'fee'
export const CHARGE_KINDS = ['interest', 'fee'] as const

/** What reminders of a segment do with charges. */
export type Choice = 'show' | 'claim' | 'silent'

/** A claim as its own paper, or as lines of a reminder. Both make one open item. */
export type ClaimForm = 'debit-note' | 'reminder'

export const WAIVER_REASONS = [
  'commercial-gesture',
  'claimed-in-error',
  'dispute-settled',
  'small-amount',
  'insolvency',
  'other',
] as const
export type WaiverReason = (typeof WAIVER_REASONS)[number]

/** What reduced an invoice, or gave it back (negative or reversing). Minor units. */
export type Move = {
  readonly id: string
  readonly kind: 'receipt' | 'credit-note' | 'list' | 'write-off'
  readonly on: Day
  readonly amount: bigint
  readonly reverses: string | null
}

/** One invoice as the computing sees it. `amount` is what was to be paid when it was issued, minor units. */
export type LateInvoice = {
  readonly invoice: InvoiceId
  readonly number: string
  readonly creditor: CreditorId
  readonly customer: CustomerId
  readonly segment: SegmentId | null
  readonly issueOn: Day
  readonly dueOn: Day
  readonly currency: string
  readonly amount: bigint
  readonly open: bigint
  readonly creditorCountry: string
  readonly customerCountry: string
  readonly customerKind: 'company' | 'public' | 'private' | 'unknown'
  readonly moves: readonly Move[]
  /** What the terms that govern it say of charges; null when none were resolved. */
  readonly terms: TermsRead | null
}

/** What a person chooses where the law leaves a choice. Absent: the reading the law names first. */
export type Choices = Partial<
  Pick<Claim, 'convention' | 'yearBase' | 'imputation' | 'formalNoticeOn' | 'insolvencyOn' | 'contractOn' | 'reminder'>
> & {
  readonly belowFloor?: BelowFloor | undefined
  /** The rate of the terms, or the law's own although the terms set one. */
  readonly rate?: 'terms' | 'legal' | undefined
  readonly smallCreditor?: boolean | undefined
}

/** What the ledger says of one invoice and kind, minor units. */
export type LedgerLine = {
  readonly kind: ChargeKind
  readonly currency: string
  readonly claimed: bigint
  readonly waived: bigint
  /** Waived before anything was claimed. */
  readonly waivedBefore: bigint
  readonly collected: bigint
}

/** The most a role may waive at once, minor units; null is without limit. */
export type Limits = Readonly<Partial<Record<Role, bigint | null>>>

/** What terms of sale say of charges, read from the snapshot of an invoice. */
export type TermsRead = {
  /** Rate of the contract in parts per million; null is the law's. */
  readonly contractPpm: number | null
  readonly consumerCompensation: boolean
  readonly accepted: boolean
}
