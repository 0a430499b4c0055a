import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId, TenantId } from '#kernel/id.ts'
import { plainName } from '#kernel/text.ts'
import type { GoverningQuestion } from '#modules/terms/index.ts'

/** What the terms of these invoices depend on. */
export async function loadGoverningQuestions(tx: Tx, invoices: readonly InvoiceId[]): Promise<GoverningQuestion[]> {
  const { rows } = await sql<GoverningQuestion>`
    select i.invoice_id invoice, i.creditor_id creditor, i.customer_id customer, c.segment_id segment, c.language,
      k.language "creditorLanguage", i.issue_on "issuedOn", d.ordered_on "orderedOn",
      i.order_reference "orderReference"
    from invoice i
    join customer_card c using (tenant_id, customer_id)
    join creditor_card k on (k.tenant_id, k.creditor_id) = (i.tenant_id, i.creditor_id)
    left join invoice_dates d on (d.tenant_id, d.invoice_id) = (i.tenant_id, i.invoice_id)
    where i.invoice_id = any(${invoices}::uuid[])`.execute(tx)
  return rows
}

/**
 * Unpaid invoices whose terms rest on no proof, or were never looked for, after an id: what was proven stays as it was
 * until a person asks.
 */
export async function findUnproven(
  tx: Tx,
  wanted: { readonly customer: CustomerId | null; readonly after: InvoiceId | null; readonly limit: number },
): Promise<InvoiceId[]> {
  const { customer, after, limit } = wanted
  const { rows } = await sql<{ id: InvoiceId }>`
    select i.invoice_id id from invoice i
    left join invoice_terms t using (tenant_id, invoice_id)
    where i.open > 0 and i.type_code <> '383' and t.acceptance_id is null
      and (${after}::uuid is null or i.invoice_id > ${after}::uuid)
      and (${customer}::uuid is null or i.customer_id = ${customer}::uuid)
    order by i.invoice_id limit ${limit}`.execute(tx)
  return rows.map(row => row.id)
}

/** The invoices that carry a number, of one creditor or of all. */
export async function findByNumber(
  tx: Tx,
  wanted: { readonly number: string; readonly creditor?: string | undefined },
): Promise<InvoiceId[]> {
  const { rows } = await sql<{ id: InvoiceId }>`
    select invoice_id id from invoice where lower(number) = lower(${wanted.number})
      and ${wanted.creditor === undefined ? sql`true` : sql`creditor_id = ${wanted.creditor}`}
    order by issue_on desc`.execute(tx)
  return rows.map(row => row.id)
}

/** How many unpaid invoices have no terms because nobody looked for them. */
export async function countUnresolved(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int count from invoice i
    where i.open > 0 and i.type_code <> '383' and not exists (
      select from invoice_terms t where (t.tenant_id, t.invoice_id) = (i.tenant_id, i.invoice_id))`.execute(tx)
  return rows[0]?.count ?? 0
}

/** The days no document carries. */
export type InvoiceDates = {
  readonly orderedOn: Day | null
  readonly deliveredOn: Day | null
  readonly postedOn: Day | null
  readonly receivedOn: Day | null
}

/** Writes the days of an invoice. */
export async function recordDates(tx: Tx, tenant: TenantId, invoice: InvoiceId, dates: InvoiceDates): Promise<void> {
  await sql`
    insert into invoice_dates (tenant_id, invoice_id, ordered_on, delivered_on, posted_on, received_on)
    values (${tenant}, ${invoice}, ${dates.orderedOn}, ${dates.deliveredOn}, ${dates.postedOn}, ${dates.receivedOn})
    on conflict (tenant_id, invoice_id) do update set ordered_on = excluded.ordered_on,
      delivered_on = excluded.delivered_on, posted_on = excluded.posted_on,
      received_on = excluded.received_on`.execute(tx)
}

/** The days of an invoice and whose it is, or null when there is no such invoice. */
export async function findDates(
  tx: Tx,
  invoice: InvoiceId,
): Promise<(InvoiceDates & { readonly customer: CustomerId }) | null> {
  const { rows } = await sql<InvoiceDates & { customer: CustomerId }>`
    select i.customer_id customer, d.ordered_on "orderedOn", d.delivered_on "deliveredOn", d.posted_on "postedOn",
      d.received_on "receivedOn"
    from invoice i left join invoice_dates d using (tenant_id, invoice_id)
    where i.invoice_id = ${invoice}`.execute(tx)
  return rows[0] ?? null
}

export type RetentionState = 'covered' | 'accepted-late' | 'not-accepted' | 'delivery-unknown'

/** An unpaid invoice whose terms keep the title of the goods. */
export type RetentionRow = {
  readonly invoice: { readonly id: InvoiceId; readonly number: string }
  readonly customer: { readonly id: CustomerId; readonly name: string; readonly ref: string }
  readonly creditor: string
  readonly issueOn: Day
  readonly dueOn: Day
  readonly currency: string
  readonly amount: bigint
  readonly open: bigint
  readonly terms: string | null
  readonly acceptedOn: Day | null
  readonly deliveredOn: Day | null
  readonly state: RetentionState
}

/** What the retention-of-title ledger may be narrowed to. */
export type RetentionFilter = {
  readonly invoice?: string | undefined
  readonly customer?: string | undefined
  readonly creditor?: string | undefined
  readonly state?: RetentionState | undefined
  readonly q?: string | undefined
}

/** The retention-of-title ledger, by customer and due date. */
export async function findRetention(tx: Tx, filter: RetentionFilter): Promise<RetentionRow[]> {
  const on = (column: string, value: string | undefined) =>
    value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`
  const q = filter.q?.trim()
  const { rows } = await sql<RetentionRow>`
    select jsonb_build_object('id', r.invoice_id, 'number', r.number) invoice,
      jsonb_build_object('id', c.customer_id, 'name', c.name, 'ref', c.ref) customer, c.creditor_code creditor,
      r.issue_on "issueOn", r.due_on "dueOn", r.currency, r.amount, r.open, r.version_label terms,
      r.accepted_on "acceptedOn", r.delivered_on "deliveredOn", r.state
    from retention_line r join customer_card c using (tenant_id, customer_id)
    where ${on('r.invoice_id', filter.invoice)} and ${on('r.customer_id', filter.customer)}
      and ${on('r.creditor_id', filter.creditor)} and ${on('r.state', filter.state)}
      and ${q ? sql`(c.name_plain like ${`%${plainName(q)}%`} or r.number ilike ${`%${q}%`} or c.ref ilike ${`${q}%`})` : sql`true`}
    order by c.name_plain, r.due_on, r.number limit 5000`.execute(tx)
  return rows
}
