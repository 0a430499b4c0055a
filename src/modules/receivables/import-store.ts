import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { CreditorId, ImportId, InvoiceId, TenantId } from '#kernel/id.ts'
import type { KnownInvoice } from './model.ts'

/**
 * Makes imports into the same creditors wait for each other until the transaction ends, in an order that cannot
 * deadlock; long statements of a large import are allowed their time.
 */
export async function lockCreditors(tx: Tx, creditors: readonly CreditorId[]): Promise<void> {
  await sql`set local statement_timeout = '20min'`.execute(tx)
  await sql`set local idle_in_transaction_session_timeout = '5min'`.execute(tx)
  await sql`
    select pg_advisory_xact_lock(hashtextextended('import ' || id, 0))
    from (select unnest(${creditors}::text[]) id order by 1) c`.execute(tx)
}

/** The invoices of some creditors with these numbers, as the books have them. */
export async function loadKnownInvoices(
  tx: Tx,
  wanted: readonly { readonly creditor: CreditorId; readonly number: string }[],
): Promise<KnownInvoice[]> {
  const { rows } = await sql<Row>`
    select i.invoice_id id, i.creditor_id creditor, i.customer_id customer, i.number, i.kind, i.type_code "typeCode",
      i.issue_on "issueOn", i.due_on "dueOn", i.due_origin "dueOrigin", i.currency, i.net, i.tax, i.gross, i.amount,
      i.open, i.payment_reference "paymentReference", i.order_reference "orderReference", i.preceding,
      encode(i.document_sha256, 'hex') sha256,
      (select f.media_type from file f where (f.tenant_id, f.sha256) = (i.tenant_id, i.document_sha256)) "mediaType",
      case when i.open = i.amount then i.amount else i.amount - coalesce((
        select sum(a.amount) from allocation a
        where (a.tenant_id, a.invoice_id) = (i.tenant_id, i.invoice_id) and a.kind = 'list'), 0)::bigint end "listOpen"
    from unnest(${wanted.map(each => each.creditor)}::uuid[], ${wanted.map(each => each.number)}::text[]) w(creditor, number)
    join invoice i on i.creditor_id = w.creditor and i.number = w.number`.execute(tx)
  return rows.map(({ sha256, mediaType, ...invoice }) => ({
    ...invoice,
    document: sha256 === null ? null : { sha256, pdf: mediaType === 'application/pdf' },
  }))
}

type Row = Omit<KnownInvoice, 'document'> & { readonly sha256: string | null; readonly mediaType: string | null }

/** Writes new invoices, whole: what reduced them comes as allocations. */
export async function recordInvoices(
  tx: Tx,
  tenant: TenantId,
  importId: ImportId,
  invoices: readonly KnownInvoice[],
): Promise<void> {
  if (invoices.length === 0) return
  const column = <T>(read: (invoice: KnownInvoice) => T): T[] => invoices.map(read)
  await sql`
    insert into invoice (tenant_id, invoice_id, creditor_id, customer_id, number, kind, type_code, issue_on, due_on,
      due_origin, currency, net, tax, gross, amount, open, payment_reference, order_reference, preceding,
      document_sha256, import_id)
    select ${tenant}, id, creditor, customer, number, kind, type_code, issue_on, due_on, due_origin, currency, net, tax,
      gross, amount, amount, payment_reference, order_reference,
      case when preceding = '' then '{}' else string_to_array(preceding, E'\n') end, decode(sha256, 'hex'), ${importId}
    from unnest(
      ${column(i => i.id)}::uuid[], ${column(i => i.creditor)}::uuid[], ${column(i => i.customer)}::uuid[],
      ${column(i => i.number)}::text[], ${column(i => i.kind)}::text[], ${column(i => i.typeCode)}::text[],
      ${column(i => i.issueOn)}::date[], ${column(i => i.dueOn)}::date[], ${column(i => i.dueOrigin)}::text[],
      ${column(i => i.currency)}::text[], ${column(i => i.net)}::bigint[], ${column(i => i.tax)}::bigint[],
      ${column(i => i.gross)}::bigint[], ${column(i => i.amount)}::bigint[],
      ${column(i => i.paymentReference)}::text[], ${column(i => i.orderReference)}::text[],
      ${column(i => i.preceding.join('\n'))}::text[], ${column(i => i.document?.sha256 ?? null)}::text[])
      as i(id, creditor, customer, number, kind, type_code, issue_on, due_on, due_origin, currency, net, tax, gross,
        amount, payment_reference, order_reference, preceding, sha256)`.execute(tx)
}

/** Writes what may change of issued invoices: due date, references, document. */
export async function recordChanges(tx: Tx, invoices: readonly KnownInvoice[]): Promise<void> {
  if (invoices.length === 0) return
  const rows = invoices.map(
    ({ id, dueOn, dueOrigin, net, tax, paymentReference, orderReference, preceding, document }) => {
      const amounts = { net: net === null ? null : String(net), tax: tax === null ? null : String(tax) }
      return {
        id,
        dueOn,
        dueOrigin,
        ...amounts,
        paymentReference,
        orderReference,
        preceding,
        sha256: document?.sha256 ?? null,
      }
    },
  )
  await sql`
    update invoice i set due_on = c."dueOn", due_origin = c."dueOrigin", net = c.net, tax = c.tax,
      payment_reference = c."paymentReference", order_reference = c."orderReference", preceding = c.preceding,
      document_sha256 = decode(c.sha256, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(id uuid, "dueOn" date, "dueOrigin" text, net bigint,
      tax bigint, "paymentReference" text, "orderReference" text, preceding text[], sha256 text)
    where i.invoice_id = c.id`.execute(tx)
}

/** An allocation that a list brings. */
export type ListAllocation = {
  readonly id: string
  readonly invoice: InvoiceId
  readonly amount: bigint
  readonly on: Day
}

/** Writes what a list says was settled, or taken back. */
export async function recordAllocations(
  tx: Tx,
  tenant: TenantId,
  importId: ImportId,
  allocations: readonly ListAllocation[],
  note: string | null = null,
): Promise<void> {
  if (allocations.length === 0) return
  await sql`
    insert into allocation (tenant_id, allocation_id, invoice_id, kind, source_id, amount, on_day, note)
    select ${tenant}, id, invoice, 'list', ${importId}, amount, on_day, ${note}
    from unnest(${allocations.map(each => each.id)}::uuid[], ${allocations.map(each => each.invoice)}::uuid[],
      ${allocations.map(each => each.amount)}::bigint[], ${allocations.map(each => each.on)}::date[])
      as a(id, invoice, amount, on_day)`.execute(tx)
}

/** Everything of some creditors that is open and whose number was not met. */
export async function loadAbsent(
  tx: Tx,
  seen: readonly { readonly creditor: CreditorId; readonly numbers: readonly string[] }[],
): Promise<Pick<KnownInvoice, 'id' | 'customer' | 'number' | 'currency' | 'open'>[]> {
  const absent = []
  for (const { creditor, numbers } of seen) {
    const { rows } = await sql<Pick<KnownInvoice, 'id' | 'customer' | 'number' | 'currency' | 'open'>>`
      select i.invoice_id id, i.customer_id customer, i.number, i.currency, i.open from invoice i
      where i.creditor_id = ${creditor} and i.open <> 0
        and not exists (select from unnest(${numbers}::text[]) s(number) where s.number = i.number)
      order by i.customer_id, i.number`.execute(tx)
    absent.push(...rows)
  }
  return absent
}

/** What is open, by creditor and currency, minor units. */
export async function loadOutstanding(
  tx: Tx,
  creditors: readonly CreditorId[],
): Promise<{ creditor: CreditorId; currency: string; open: bigint }[]> {
  const { rows } = await sql<{ creditor: CreditorId; currency: string; open: bigint }>`
    select creditor_id creditor, currency, sum(open)::bigint open from open_item
    where creditor_id = any(${creditors}::uuid[]) group by 1, 2 order by 2`.execute(tx)
  return rows
}
