import type { Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, ImportId, InvoiceId } from '#kernel/id.ts'

export type InvoiceKind = 'invoice' | 'credit-note'
export type DueOrigin = 'document' | 'list' | 'terms'

/**
 * An invoice or credit note as a file gives it. Amounts are minor units with the sign they are booked with: a credit
 * note is negative. `amount` is what was to be paid when it was issued, null when a list says only what is still open.
 */
export type InvoiceGiven = {
  readonly from: 'list' | 'document'
  readonly number: string
  readonly kind: InvoiceKind
  readonly typeCode: string
  readonly issueOn: Day | null
  readonly dueOn: Day | null
  readonly currency: string
  readonly net: bigint | null
  readonly tax: bigint | null
  readonly gross: bigint | null
  readonly amount: bigint | null
  /** Still open according to the file; null when it does not say. */
  readonly open: bigint | null
  readonly settledOn: Day | null
  readonly paymentReference: string | null
  readonly orderReference: string | null
  readonly preceding: readonly string[]
  /** What was sold, in the words of the file. */
  readonly label: string | null
  readonly document: { readonly sha256: string; readonly pdf: boolean } | null
}

/** An invoice as the books have it. */
export type KnownInvoice = {
  readonly id: InvoiceId
  readonly creditor: CreditorId
  readonly customer: CustomerId
  readonly number: string
  readonly kind: InvoiceKind
  readonly typeCode: string
  readonly issueOn: Day
  readonly dueOn: Day
  readonly dueOrigin: DueOrigin
  readonly currency: string
  readonly net: bigint | null
  readonly tax: bigint | null
  readonly gross: bigint
  readonly amount: bigint
  readonly open: bigint
  /** What would be open if only lists had reduced it: where the accounting stood at the last list. */
  readonly listOpen: bigint
  readonly paymentReference: string | null
  readonly orderReference: string | null
  readonly preceding: readonly string[]
  readonly document: { readonly sha256: string; readonly pdf: boolean } | null
}

/** What a file makes of one invoice. */
export type InvoicePlan = {
  readonly outcome: 'created' | 'changed' | 'cleared' | 'ignored'
  readonly after: KnownInvoice
  readonly write: 'insert' | 'update' | 'nothing'
  /** Minor units, positive reduces an invoice that is owed to us. */
  readonly allocation: { readonly amount: bigint; readonly on: Day } | null
}

export type ImportContent = 'customers' | 'invoices' | 'documents'
export type ImportMode = 'delta' | 'stock'
export type ImportState = 'running' | 'planned' | 'to-confirm' | 'applied' | 'refused' | 'stopped'

export type ImportCounts = {
  readonly rows: number
  readonly created: number
  readonly changed: number
  readonly cleared: number
  readonly ignored: number
  readonly errors: number
}

/** What is open in one currency before and after, minor units as decimal text of an integer: the shape JSON keeps. */
export type ImportTotal = { readonly currency: string; readonly before: string; readonly after: string }

export type Alarm = { readonly code: AlarmCode; readonly message: string }
export type AlarmCode = 'clears-much' | 'accounts-changed' | 'addresses-changed' | 'stock-with-errors'

export type ImportColumn = {
  readonly header: string
  readonly field: string | null
  readonly confidence: number
  readonly sample: readonly string[]
}

/** What an import has to say, kept with it. */
export type ImportReport = {
  readonly counts: ImportCounts
  /** Rows the file holds; `counts.rows` of them are done. */
  readonly expected: number
  readonly totals: readonly ImportTotal[]
  readonly alarms: readonly Alarm[]
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly where: string | null }[]
  readonly columns: readonly ImportColumn[]
  readonly refusal: { readonly code: string; readonly message: string } | null
}

/** One import. */
export type ImportRun = {
  readonly id: ImportId
  readonly fileName: string
  readonly fileSha256: string
  readonly content: ImportContent
  readonly mode: ImportMode
  readonly state: ImportState
  readonly dryRun: boolean
  readonly creditor: { readonly id: CreditorId; readonly code: string } | null
  readonly shape: string | null
  readonly mapping: Readonly<Record<string, string | null>> | null
  readonly startedAt: string
  readonly finishedAt: string | null
  readonly report: ImportReport
}

/** A row that could not be taken: where it stands, why, and what it held. */
export type RowError = {
  readonly row: number
  readonly field: string | null
  readonly code: string
  readonly message: string
  readonly cells: readonly string[]
}
