import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { InvoiceId, TenantId } from '#kernel/id.ts'

/** Writes what invoices were for, in their own words; what was written before yields. */
export async function recordLabels(tx: Tx, tenant: TenantId, labels: ReadonlyMap<InvoiceId, string>): Promise<void> {
  if (labels.size === 0) return
  await sql`
    insert into invoice_label (tenant_id, invoice_id, label)
    select ${tenant}, invoice, label
    from unnest(${[...labels.keys()]}::uuid[], ${[...labels.values()]}::text[]) as l(invoice, label)
    on conflict (tenant_id, invoice_id) do update set label = excluded.label`.execute(tx)
}
