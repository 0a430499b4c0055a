import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, Id, InvoiceId, TenantId } from '#kernel/id.ts'

/** An invoice whose money a command is about to move. Amounts are signed minor units. */
export type LockedInvoice = {
  readonly id: InvoiceId
  readonly customer: CustomerId
  readonly creditor: CreditorId
  readonly number: string
  readonly currency: string
  readonly amount: bigint
  readonly open: bigint
}

/**
 * Locks invoices in the order of their ids until the transaction ends, so that two commands never wait for each other.
 */
export async function lockInvoices(tx: Tx, ids: readonly InvoiceId[]): Promise<Map<InvoiceId, LockedInvoice>> {
  const { rows } = await sql<LockedInvoice>`
    select invoice_id id, customer_id customer, creditor_id creditor, number, currency, amount, open from invoice
    where invoice_id = any(${ids}::uuid[]) order by invoice_id for update`.execute(tx)
  return new Map(rows.map(row => [row.id, row]))
}

/** Money that settles an invoice, or what is given up of it; opposite in sign when it takes another one back. */
export type NewAllocation = {
  readonly id: Id<'allocation'>
  readonly invoice: InvoiceId
  readonly kind: 'receipt' | 'write-off'
  /** What brought it: the bank line. */
  readonly source: string
  readonly amount: bigint
  readonly on: Day
  readonly reverses: Id<'allocation'> | null
}

/** Writes allocations; the database moves what is open, and refuses (23514) what would exceed the invoice. */
export async function allocateReceipts(tx: Tx, tenant: TenantId, allocations: readonly NewAllocation[]): Promise<void> {
  if (allocations.length === 0) return
  await sql`
    insert into allocation (tenant_id, allocation_id, invoice_id, kind, source_id, amount, on_day, reverses)
    select ${tenant}, a.* from unnest(
      ${allocations.map(each => each.id)}::uuid[], ${allocations.map(each => each.invoice)}::uuid[],
      ${allocations.map(each => each.kind)}::text[], ${allocations.map(each => each.source)}::uuid[],
      ${allocations.map(each => each.amount)}::bigint[], ${allocations.map(each => each.on)}::date[],
      ${allocations.map(each => each.reverses)}::uuid[]) as a`.execute(tx)
}
