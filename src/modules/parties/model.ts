import type { ContactId, CreditorId, CustomerId, GroupId, SegmentId, UserId } from '#kernel/id.ts'
import type { Day } from '#kernel/day.ts'

export type Language = 'fr' | 'nl' | 'en' | 'de'

/** An unknown kind is treated as a private person wherever law is at stake. */
export type CustomerKind = 'company' | 'public' | 'private' | 'unknown'

/** Where letters go. */
export type Postal = {
  readonly street: string | null
  readonly street2: string | null
  readonly postcode: string | null
  readonly city: string | null
}

export type Account = { readonly iban: string; readonly bic: string | null; readonly label: string | null }

/** One of our legal entities: the one who is owed. */
export type Creditor = Postal & {
  readonly id: CreditorId
  readonly code: string
  readonly name: string
  readonly legalForm: string | null
  readonly country: string
  readonly language: Language
  readonly timeZone: string
  readonly currency: string
  readonly siren: string | null
  readonly vatNumber: string | null
  readonly enterpriseNumber: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly signatory: string | null
  /** Days applied when a document gives no due date; null means the import asks. */
  readonly paymentDays: number | null
  readonly accounts: readonly Account[]
}

export type ContactRole = 'accounts-payable' | 'decision-maker' | 'sales' | 'legal'

export type Contact = {
  readonly id: ContactId
  readonly name: string
  readonly role: ContactRole
  readonly email: string | null
  readonly phone: string | null
  readonly language: Language | null
  /** A message came back from the address; it is not used until someone corrects it. */
  readonly bounced: boolean
}

/** What identifies a customer and decides how they are treated. A customer is an account with one creditor. */
export type CustomerFacts = Postal & {
  readonly name: string
  readonly kind: CustomerKind
  readonly size: 'large' | 'small' | null
  readonly country: string
  readonly language: Language
  readonly siren: string | null
  readonly siret: string | null
  readonly vatNumber: string | null
  readonly enterpriseNumber: string | null
}

export type Customer = CustomerFacts & {
  readonly id: CustomerId
  readonly ref: string
  readonly creditor: { readonly id: CreditorId; readonly code: string; readonly name: string }
  readonly group: { readonly id: GroupId; readonly name: string } | null
  readonly segment: { readonly id: SegmentId; readonly code: string; readonly name: string } | null
  readonly segmentFixed: boolean
  readonly collector: { readonly id: UserId; readonly name: string } | null
  readonly pausedUntil: Day | null
  readonly pauseReason: string | null
  readonly note: string | null
  readonly contacts: readonly Contact[]
}

/** Which customers a segment holds: every list that is given must contain the customer's value. */
export type SegmentRule = {
  readonly kinds?: readonly CustomerKind[] | undefined
  readonly sizes?: readonly ('large' | 'small')[] | undefined
  readonly countries?: readonly string[] | undefined
}

export type Segment = {
  readonly id: SegmentId
  readonly code: string
  readonly name: string
  readonly position: number
  readonly rule: SegmentRule
}
