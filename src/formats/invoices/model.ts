import type { InvoiceNote, PostalAddress } from '../outcome.ts'

/**
 * The semantic model of EN 16931-1 as the rules need it: every syntax is read into it, every rule is checked on it.
 * Amounts and rates stay the text of the file (a rule may be about that text), groups that are absent are `null`,
 * groups that stand empty are not. BT and BG numbers are those of the standard.
 */
export type Invoice = {
  readonly syntax: 'cii' | 'ubl-invoice' | 'ubl-credit-note' | 'zugferd1'
  /** BT-24, BT-23. */
  readonly profile: string | null
  readonly process: string | null
  /** BT-1, BT-3. */
  readonly number: string | null
  readonly typeCode: string | null
  /** BT-2, BT-9, BT-7, BT-8. */
  readonly issueDate: DateText | null
  readonly dueDates: readonly DateText[]
  readonly taxPointDate: DateText | null
  readonly taxPointCode: string | null
  /** BT-5, BT-6. */
  readonly currency: string | null
  readonly taxCurrency: string | null
  /** BT-20; BT-83; BT-13. */
  readonly terms: string | null
  readonly paymentReference: string | null
  readonly orderReference: string | null
  /** BT-12. */
  readonly contract: string | null
  readonly notes: readonly InvoiceNote[]
  /** BG-3. */
  readonly preceding: readonly { readonly number: string | null; readonly date: DateText | null }[]
  /** BG-4, BG-7, BG-10, BG-11. */
  readonly seller: Party | null
  readonly buyer: Party | null
  readonly payee: Party | null
  readonly taxRepresentative: Party | null
  /** BT-72, BG-15, BG-14. */
  readonly deliveryDate: DateText | null
  readonly deliveryAddress: PostalAddress | null
  readonly period: Period | null
  /** BG-16. */
  readonly means: readonly PaymentMeans[]
  /** BG-20 and BG-21. */
  readonly allowances: readonly Allowance[]
  readonly totals: Totals | null
  /** BG-23. */
  readonly breakdown: readonly TaxSubtotal[]
  /** BG-24: the supporting documents' references, `null` where one has none. */
  readonly attachments: readonly (string | null)[]
  /** BG-25. */
  readonly lines: readonly Line[]
}

/** A date as written, and as ISO where it is one; `format` is the CII code (102) or `iso`. */
export type DateText = { readonly text: string; readonly iso: string | null; readonly format: string }

/** An identifier with the scheme it belongs to (ICD or EAS code). */
export type Identifier = { readonly scheme: string | null; readonly value: string }

export type Party = {
  readonly name: string | null
  readonly tradingName: string | null
  /** BT-29, BT-46: identifiers given by someone, with or without scheme. */
  readonly identifiers: readonly Identifier[]
  /** BT-30, BT-47. */
  readonly legalId: Identifier | null
  /** BT-31, BT-48, BT-63. */
  readonly vat: string | null
  /** BT-32. */
  readonly taxRegistration: string | null
  /** BT-34, BT-49. */
  readonly endpoint: Identifier | null
  readonly address: PostalAddress | null
  readonly email: string | null
  readonly phone: string | null
}

export type Period = { readonly start: DateText | null; readonly end: DateText | null }

/** `accounts` are the credit transfer accounts (BG-17), `null` where one stands without identifier; `card` is BT-87. */
export type PaymentMeans = {
  readonly code: string | null
  readonly accounts: readonly (string | null)[]
  readonly card: string | null
}

export type Allowance = {
  readonly charge: boolean
  readonly amount: string | null
  readonly base: string | null
  readonly percent: string | null
  readonly category: string | null
  readonly rate: string | null
  readonly reason: string | null
  readonly reasonCode: string | null
}

export type Totals = {
  /** BT-106 … BT-115. */
  readonly lines: string | null
  readonly allowances: string | null
  readonly charges: string | null
  readonly net: string | null
  readonly taxes: readonly { readonly amount: string; readonly currency: string | null }[]
  readonly gross: string | null
  readonly prepaid: string | null
  readonly rounding: string | null
  readonly payable: string | null
}

export type TaxSubtotal = {
  readonly taxable: string | null
  readonly amount: string | null
  readonly category: string | null
  readonly rate: string | null
  /** BT-120, or its code where no words stand; BT-121. */
  readonly exemption: string | null
  readonly exemptionCode: string | null
}

export type Line = {
  readonly number: string | null
  readonly name: string | null
  readonly quantity: string | null
  readonly unit: string | null
  readonly net: string | null
  readonly price: string | null
  readonly priceBase: string | null
  readonly grossPrice: string | null
  readonly category: string | null
  readonly rate: string | null
  readonly period: Period | null
  readonly allowances: readonly Allowance[]
  readonly attributes: readonly { readonly name: string | null; readonly value: string | null }[]
  /** BT-157 with its scheme, BT-158 with its list. */
  readonly standardId: Identifier | null
  readonly classifications: readonly Identifier[]
  /** BT-159. */
  readonly origin: string | null
  /** The line names a preceding invoice with its date (EXT-FR-FE-136). */
  readonly refersBack: boolean
  /** EXTENDED: a line that groups or only informs; it counts for no total. */
  readonly informative: boolean
}

/** The VAT total in the invoice currency (BT-110): the only one that says so, else the only one, else none. */
export function taxTotal(totals: Totals, currency: string | null): string | null {
  const own = totals.taxes.filter(tax => tax.currency === currency)
  const candidates = own.length > 0 ? own : totals.taxes
  return candidates.length === 1 ? (candidates[0]?.amount ?? null) : null
}
