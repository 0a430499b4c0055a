import type { Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, Id, InvoiceId, SegmentId, UserId } from '#kernel/id.ts'
import type { Certainty } from '#law/certainty.ts'
import type { TermRule } from '#law/due-date.ts'
import type { TermSector } from '#law/payment-terms.ts'

export type VersionId = Id<'terms-version'>
export type VariantId = Id<'terms-variant'>
export type AcceptanceId = Id<'terms-acceptance'>
export type ReviewId = Id<'terms-review'>

export type Language = 'fr' | 'nl' | 'en' | 'de'

/** What terms of sale say, as far as money is concerned. null: the document says nothing of it. */
export type Clauses = {
  /** To whom they speak. */
  readonly audience: 'professionals' | 'consumers' | 'both'
  readonly payment: TermRule | null
  readonly sector: TermSector
  /** The yearly rate of late interest in parts per million, or the law's own; null when no rate is written. */
  readonly lateRate: { readonly kind: 'legal' } | { readonly kind: 'contract'; readonly ppm: number } | null
  /** The 40 € mention, and from whom it is claimed. */
  readonly recoveryFee: 'professionals' | 'everybody' | null
  /** Discount for early payment; `none` says that there is none, which is a mention too. */
  readonly discount: { readonly kind: 'none' } | { readonly kind: 'rate'; readonly ppm: number } | null
  readonly retentionOfTitle: boolean
  /** Court that is agreed on, as written. */
  readonly jurisdiction: string | null
  /** One unpaid due date makes all the others due. */
  readonly acceleration: boolean
  /** Belgium: compensation owed by a consumer after the free reminder (CDE art. XIX.4). */
  readonly consumerCompensation: boolean
}

/** Clauses that differ from the version's. */
export type Deviations = Partial<Clauses>

/** What governs where nobody registered terms: the law alone. */
export const NO_TERMS: Clauses = {
  audience: 'both',
  payment: null,
  sector: 'general',
  lateRate: null,
  recoveryFee: null,
  discount: null,
  retentionOfTitle: false,
  jurisdiction: null,
  acceleration: false,
  consumerCompensation: false,
}

export type VersionState = 'draft' | 'in-force' | 'replaced'

/** One version of the terms of a creditor in one language. `to` is null while nothing follows it. */
export type Version = {
  readonly id: VersionId
  readonly creditor: { readonly id: CreditorId; readonly code: string; readonly country: string }
  readonly language: Language
  readonly label: string
  readonly state: VersionState
  readonly from: Day
  readonly to: Day | null
  readonly document: { readonly sha256: string; readonly name: string } | null
  readonly clauses: Clauses
  readonly reviewMonths: number
  readonly author: UserId | null
  readonly createdAt: string
  readonly publishedAt: string | null
  readonly publishedBy: UserId | null
  /** Breaches of law that were read when it was published, or by a review since. */
  readonly accepted: readonly string[]
}

/** Other conditions for one customer or one segment, for a time. */
export type Variant = {
  readonly id: VariantId
  readonly creditor: CreditorId
  readonly customer: { readonly id: CustomerId; readonly name: string } | null
  readonly segment: { readonly id: SegmentId; readonly name: string } | null
  readonly from: Day
  readonly to: Day
  readonly deviations: Deviations
  readonly reason: string
  /** By name; null for a program. */
  readonly author: string | null
  readonly createdAt: string
}

export const ACCEPTANCE_MEANS = ['signed-order', 'click', 'signature', 'document', 'email'] as const

/** Proof that a customer accepted a version: for one order, or for everything from that day on. */
export type Acceptance = {
  readonly id: AcceptanceId
  readonly version: { readonly id: VersionId; readonly label: string }
  readonly customer: { readonly id: CustomerId; readonly name: string }
  readonly orderReference: string | null
  readonly means: (typeof ACCEPTANCE_MEANS)[number]
  readonly on: Day
  readonly by: string
  readonly document: { readonly sha256: string; readonly name: string } | null
  readonly note: string | null
  /** The person who wrote it down, by name; null for a program. */
  readonly recordedBy: string | null
  readonly recordedAt: string
}

export const REVIEW_CAUSES = ['yearly', 'dispute', 'law-change', 'request'] as const

/** A day on which the terms are read again. `outcome` null: still to be done. */
export type Review = {
  readonly id: ReviewId
  readonly version: { readonly id: VersionId; readonly label: string; readonly creditor: string }
  readonly dueOn: Day
  readonly cause: (typeof REVIEW_CAUSES)[number]
  readonly reason: string | null
  readonly outcome: 'confirmed' | 'changed' | null
  readonly note: string | null
  readonly doneAt: string | null
  /** By name; null when it is still to be done, or a program ended it. */
  readonly doneBy: string | null
}

/** One point of a compliance check. A breach breaks the law, a doubt needs a person, an advice makes terms stronger. */
export type Finding = {
  readonly code: string
  readonly severity: 'breach' | 'doubt' | 'advice'
  readonly clause: keyof Clauses
  readonly message: string
  readonly article: string
  readonly certainty: Certainty
  readonly facts: Readonly<Record<string, unknown>>
}

/** What the law allows for some clauses; rates are yearly percentages such as `12.15`. */
export type TermsLaw = {
  readonly cap: {
    readonly limits: readonly (TermRule & { readonly needsContract: boolean })[]
    readonly article: string
    readonly certainty: Certainty
    readonly lawful: boolean
  }
  /** The rate where none is agreed; null when that of the semester is not known yet. */
  readonly legal: { readonly series: string; readonly semester: string; readonly rate: string | null }
  /** Three times the legal rate, by semester; null when it is not known. Empty where there is no floor to keep. */
  readonly floor: readonly {
    readonly semester: string
    readonly floor: string | null
    readonly kept: boolean | null
  }[]
}

/** What decides which terms govern one invoice. Amounts play no part. */
export type GoverningQuestion = {
  readonly invoice: InvoiceId
  readonly creditor: CreditorId
  readonly customer: CustomerId
  readonly segment: SegmentId | null
  readonly language: Language
  readonly creditorLanguage: Language
  readonly issuedOn: Day
  /** Day of the order; null when nobody knows it. */
  readonly orderedOn: Day | null
  readonly orderReference: string | null
}

/** One reason: a stable code and what it needs to be said. */
export type Because = { readonly code: BecauseCode; readonly facts: Readonly<Record<string, string>> }

export type BecauseCode =
  | 'order-day'
  | 'order-day-unknown'
  | 'accepted-for-order'
  | 'accepted'
  | 'in-force'
  | 'newer-not-accepted'
  | 'not-accepted'
  | 'no-version'
  | 'customer-variant'
  | 'segment-variant'

/** The terms of one invoice, every step explained. */
export type Governing = {
  readonly invoice: InvoiceId
  readonly version: VersionId | null
  readonly variant: VariantId | null
  readonly acceptance: AcceptanceId | null
  readonly clauses: Clauses
  readonly referenceOn: Day
  readonly because: readonly Because[]
}
