import type { Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, GroupId, Id, InvoiceId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'

export type LineId = Id<'bank-line'>
export type BankAccountId = Id<'bank-account'>
export type StatementId = Id<'statement'>
export type OperationId = Id<'operation'>
export type ChequeId = Id<'cheque'>
export type DepositId = Id<'deposit'>

/** One open item as matching sees it. Amounts are signed minor units; a credit note is negative. */
export type OpenInvoice = {
  readonly invoice: InvoiceId
  readonly customer: CustomerId
  readonly number: string
  readonly issueOn: Day
  readonly dueOn: Day
  readonly currency: Currency
  readonly open: bigint
  /** The reference the invoice asks to be paid with: structured communication, RF, e-invoice payment reference. */
  readonly paymentReference: string | null
}

/** Who may pay: a customer with what a bank line can be recognised by. */
export type Payer = {
  readonly customer: CustomerId
  readonly creditor: CreditorId
  readonly name: string
  readonly group: GroupId | null
  readonly ref: string
  /** SIREN, VAT number, enterprise number. */
  readonly identifiers: readonly string[]
}

/** What earlier confirmations taught: this account or this name pays for that customer. */
export type KnownPayer = { readonly kind: 'iban' | 'alias'; readonly value: string; readonly customer: CustomerId }

/** An amount somebody promised: an instalment of a plan. */
export type ExpectedAmount = { readonly customer: CustomerId; readonly currency: Currency; readonly amount: bigint }

/** One credit to be explained; `amount` is positive minor units. */
export type Credit = {
  readonly line: LineId
  /** Whose bank account it came to; null when the account is nobody's yet. */
  readonly creditor: CreditorId | null
  readonly bookedOn: Day
  readonly amount: bigint
  readonly currency: Currency
  readonly name: string | null
  readonly iban: string | null
  readonly remittance: string | null
  readonly structuredReference: string | null
  readonly endToEndId: string | null
}

export type Verdict = 'certain' | 'likely' | 'to-sort'

/** Passes, from the most to the least faithful. */
export const PASSES = [
  'reference',
  'number',
  'short-number',
  'payer-amount',
  'payer-difference',
  'amount-only',
  'payer-only',
] as const
export type Pass = (typeof PASSES)[number]

/** What in the line supports the proposal. */
export const FOR = [
  'payment-reference',
  'invoice-number',
  'short-number',
  'number-with-typo',
  'known-iban',
  'known-alias',
  'exact-name',
  'name-in-text',
  'similar-name',
  'customer-reference',
  'same-group',
  'exact-amount',
  'exact-sum',
  'all-open',
  'all-due',
  'credit-deducted',
  'less-discount',
  'less-bank-fee',
  'small-difference',
  'with-recovery-fee',
  'instalment',
  'deposit-word',
  'only-amount',
  'oldest-first',
] as const
/** What speaks against it. */
export const AGAINST = [
  'before-issue',
  'number-of-other-customer',
  'claimed-twice',
  'foreign-number',
  'unknown-number',
  'payer-unknown',
  'payer-differs',
  'payer-ambiguous',
  'bank-changed',
  'twins',
  'several-sums',
  'search-cut',
  'amount-below',
  'amount-above',
  'currency-differs',
  'other-creditor',
] as const

/** One reason, with what the screen needs to say it; amounts in `facts` are minor units as text. */
export type Evidence = {
  readonly code: (typeof FOR)[number] | (typeof AGAINST)[number]
  readonly supports: boolean
  readonly facts: Readonly<Record<string, string | number>>
}

/** Why an invoice gets this part of the money. */
export type PartRule =
  | 'indicated'
  | 'amount'
  | 'due-oldest'
  | 'not-due'
  | 'proportional'
  | 'discount'
  | 'bank-fee'
  | 'small'

/** What one invoice gets: money, or a write-off of what will not come. Signed like the invoice. */
export type Part = {
  readonly invoice: InvoiceId
  readonly kind: 'receipt' | 'write-off'
  readonly amount: bigint
  readonly rule: PartRule
}

/**
 * What a credit probably pays, and why. `parts` of kind receipt plus `onAccount` make the amount of the line, unless
 * nothing is proposed (to sort, no customer).
 */
export type Proposal = {
  readonly line: LineId
  readonly verdict: Verdict
  readonly pass: Pass | null
  readonly customer: CustomerId | null
  readonly parts: readonly Part[]
  readonly onAccount: bigint
  readonly evidence: readonly Evidence[]
}

/** What the creditor lets the machine do by itself; amounts are minor units of the line's currency. */
export type MatchingRules = {
  /** A shortfall up to this is written off. */
  readonly smallDifference: bigint
  /** A shortfall up to this can be a bank's fee: proposed, never applied alone. */
  readonly bankFee: bigint
  /** Agreed cash discounts: parts per million of the invoice, when paid within so many days of its issue. */
  readonly discounts: readonly { readonly ratePpm: bigint; readonly days: number }[]
  /** The flat recovery fee that a late payer may add per invoice (law/recovery-fee.ts). */
  readonly recoveryFee: bigint
}

/** One euro, 25 euros of bank fee, no agreed discount, 40 euros of recovery fee (C. com. D441-5). */
export const DEFAULT_RULES: MatchingRules = {
  smallDifference: 100n,
  bankFee: 2500n,
  discounts: [],
  recoveryFee: 4000n,
}
