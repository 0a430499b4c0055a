import type { Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, GroupId, Id, InvoiceId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'

export type LineId = Id<'bank-line'>
export type BankAccountId = Id<'bank-account'>
export type StatementId = Id<'statement'>
export type OperationId = Id<'operation'>
export type ChequeId = Id<'cheque'>
export type DepositId = Id<'deposit'>
export type StatementImportId = Id<'statement-import'>

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
  /** It claims charges (late interest, recovery fee) on other invoices: UNTDID 1001 code 383. */
  readonly debitNote?: boolean
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
  /** The account it came to, where a slip for that account may be recognised. */
  readonly account?: BankAccountId
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

/** What a proposal stands on: a pass, a list that had the money before the bank's file came, or a slip at the bank. */
export const GROUNDS = ['already-settled', 'slip', ...PASSES] as const
export type Ground = (typeof GROUNDS)[number]

/** What in the line supports the proposal. */
export const FOR = [
  'already-settled',
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
  'with-charges',
  'with-recovery-fee',
  'instalment',
  'deposit-word',
  'only-amount',
  'oldest-first',
  'slip-number',
  'slip-amount',
  'slip-word',
  'cheque-number',
  'cheque-amount',
  'after-deposit',
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
  'before-deposit',
  'slip-below',
  'slip-above',
  'other-purpose',
  'discount-not-agreed',
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
  | 'settled'

/**
 * What one invoice gets: money, or a write-off of what will not come; or nothing, because a list had the payment before
 * the bank's file came (settled). Signed like the invoice.
 */
export type Part = {
  readonly invoice: InvoiceId
  readonly kind: 'receipt' | 'write-off' | 'settled'
  readonly amount: bigint
  readonly rule: PartRule
}

/** The slip that a line credits: all that waits on it, or only the cheque or bill named. */
export type Credited = { readonly deposit: DepositId; readonly cheque: ChequeId | null }

/**
 * What a credit probably pays, and why. `parts` of kind receipt plus `onAccount` make the amount of the line, unless
 * nothing is proposed (to sort, no customer) or a slip is: its cheques pay what their drawers owe once it is accepted.
 */
export type Proposal = {
  readonly line: LineId
  readonly verdict: Verdict
  readonly pass: Ground | null
  readonly customer: CustomerId | null
  readonly parts: readonly Part[]
  readonly onAccount: bigint
  readonly evidence: readonly Evidence[]
  /** To sort, it names a slip whose amount differs. */
  readonly credited?: Credited
}

/** An agreed cash discount, in parts per million of the invoice. */
export type Discount = {
  readonly ratePpm: bigint
  /** Paid within so many days of its issue; null: before its due date. */
  readonly days: number | null
  /** Who may take it; null: every customer of the creditor. */
  readonly customer?: CustomerId | null
  /** The issue days of the invoices it is for. */
  readonly from?: Day | null
  readonly to?: Day | null
}

/** What the creditor lets the machine do by itself; amounts are minor units of the line's currency. */
export type MatchingRules = {
  /** A shortfall up to this is written off. */
  readonly smallDifference: bigint
  /** A shortfall up to this can be a bank's fee: proposed, never applied alone. */
  readonly bankFee: bigint
  /** What the terms of sale agree for paying early. */
  readonly discounts: readonly Discount[]
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

/** How many lines got each verdict. */
export type Verdicts = { readonly certain: number; readonly likely: number; readonly toSort: number }

export const IMPORT_STAGES = ['reading', 'matching', 'settling', 'returns', 'finished'] as const
export const IMPORT_STATES = ['running', 'done', 'stopped', 'refused'] as const

/** What taking in and matching a bank file did so far. */
export type ImportReport = {
  readonly format: string
  readonly statements: readonly {
    readonly account: BankAccountId
    readonly number: string
    readonly lines: number
    readonly fresh: number
    readonly balanced: boolean | null
  }[]
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly where: string | null }[]
  /** Lines that were not known before. */
  readonly fresh: number
  readonly verdicts: Verdicts
  readonly applied: number
  readonly returned: number
  /** Why nothing was taken in, when the file was read after its upload was answered. */
  readonly refusal: { readonly code: string; readonly message: string } | null
}

/** A bank file being taken in; `done` of `expected` is the progress of its stage, 0 of 0 where nobody can tell. */
export type StatementImport = {
  readonly id: StatementImportId
  readonly fileName: string
  readonly fileSha256: string
  readonly account: string | null
  readonly apply: 'certain' | 'nothing'
  readonly state: (typeof IMPORT_STATES)[number]
  readonly stage: (typeof IMPORT_STAGES)[number]
  readonly done: number
  readonly expected: number
  readonly report: ImportReport
  readonly startedAt: string
  readonly finishedAt: string | null
}

export const EMPTY_REPORT: ImportReport = {
  format: '',
  statements: [],
  warnings: [],
  fresh: 0,
  verdicts: { certain: 0, likely: 0, toSort: 0 },
  applied: 0,
  returned: 0,
  refusal: null,
}
