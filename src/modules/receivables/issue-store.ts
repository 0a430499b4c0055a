import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, InvoiceId, TenantId } from '#kernel/id.ts'

/** Takes the next number of a series, gap-free: the row stays locked until the document that takes it commits. */
export async function takeNumber(
  tx: Tx,
  tenant: TenantId,
  creditor: CreditorId,
  series: string,
  year: number,
): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into paper_number (tenant_id, creditor_id, series, year, last)
    values (${tenant}, ${creditor}, ${series}, ${year}, 1)
    on conflict (tenant_id, creditor_id, series, year) do update set last = paper_number.last + 1
    returning last`.execute(tx)
  return rows[0]?.last ?? 1
}

/** Gives back the number just taken: its document was refused, and the series must have no hole. */
export async function returnNumber(tx: Tx, creditor: CreditorId, series: string, year: number): Promise<void> {
  await sql`
    update paper_number set last = last - 1
    where creditor_id = ${creditor} and series = ${series} and year = ${year}`.execute(tx)
}

/** The customer as an invoice names him. */
export type Addressee = {
  readonly customer: CustomerId
  readonly creditor: CreditorId
  readonly name: string
  readonly ref: string
  readonly kind: 'company' | 'public' | 'private' | 'unknown'
  readonly country: string
  readonly language: 'fr' | 'nl' | 'en' | 'de'
  readonly siren: string | null
  readonly siret: string | null
  readonly vat: string | null
  readonly enterpriseNumber: string | null
  readonly lines: readonly string[]
  readonly postcode: string | null
  readonly city: string | null
  readonly addressee: string | null
  readonly wantsOrder: boolean
  readonly email: string | null
}

/** Who an invoice is written to, or null. */
export async function findAddressee(tx: Tx, customer: CustomerId): Promise<Addressee | null> {
  const { rows } = await sql<Addressee>`
    select c.customer_id customer, c.creditor_id creditor, c.name, c.ref, c.kind, c.country, c.language, c.siren,
      c.siret, c.vat_number vat, c.enterprise_number "enterpriseNumber",
      array_remove(array[c.street, c.street2], null) lines,
      c.postcode, c.city, d.addressee, coalesce(d.order_number, false) "wantsOrder", b.address email
    from customer_card c
    left join invoice_demand d using (tenant_id, customer_id)
    left join contact_best b on (b.tenant_id, b.customer_id, b.way) = (c.tenant_id, c.customer_id, 'email')
    where c.customer_id = ${customer}`.execute(tx)
  return rows[0] ?? null
}

/** A document we issued, minor units. */
export type IssuedRow = {
  readonly id: InvoiceId
  readonly creditor: CreditorId
  readonly customer: CustomerId
  readonly number: string
  readonly typeCode: string
  readonly issueOn: Day
  readonly dueOn: Day
  readonly currency: string
  readonly net: bigint
  readonly tax: bigint
  readonly gross: bigint
  readonly paymentReference: string | null
  readonly orderReference: string | null
  readonly preceding: readonly string[]
  readonly sha256: string
}

/** Writes an issued document into the books; false when its number is taken. */
export async function recordIssued(tx: Tx, tenant: TenantId, row: IssuedRow): Promise<boolean> {
  const { rows } = await sql`
    insert into invoice (tenant_id, invoice_id, creditor_id, customer_id, number, kind, type_code, issue_on, due_on,
      due_origin, currency, net, tax, gross, amount, open, payment_reference, order_reference, preceding,
      document_sha256)
    values (${tenant}, ${row.id}, ${row.creditor}, ${row.customer}, ${row.number}, 'invoice', ${row.typeCode},
      ${row.issueOn}, ${row.dueOn}, 'document', ${row.currency}, ${row.net}, ${row.tax}, ${row.gross}, ${row.gross},
      ${row.gross}, ${row.paymentReference}, ${row.orderReference}, ${row.preceding}::text[],
      decode(${row.sha256}, 'hex'))
    on conflict (tenant_id, creditor_id, number) do nothing returning 1`.execute(tx)
  return rows.length === 1
}

/** Writes off part of an item, with the reason as its note. */
export async function recordWriteOff(
  tx: Tx,
  tenant: TenantId,
  row: {
    readonly id: string
    readonly invoice: InvoiceId
    readonly amount: bigint
    readonly on: Day
    readonly note: string
    readonly source: string
  },
): Promise<void> {
  await sql`
    insert into allocation (tenant_id, allocation_id, invoice_id, kind, source_id, amount, on_day, note)
    values (${tenant}, ${row.id}, ${row.invoice}, 'write-off', ${row.source}, ${row.amount}, ${row.on},
      ${row.note})`.execute(tx)
}

/** Takes back what a source wrote off; nothing happens when it wrote off nothing, or was taken back already. */
export async function reverseWriteOff(
  tx: Tx,
  tenant: TenantId,
  row: {
    readonly id: string
    readonly invoice: InvoiceId
    readonly source: string
    readonly on: Day
    readonly note: string
  },
): Promise<void> {
  await sql`
    insert into allocation (tenant_id, allocation_id, invoice_id, kind, source_id, amount, on_day, reverses, note)
    select ${tenant}, ${row.id}, a.invoice_id, a.kind, a.source_id, -a.amount, ${row.on}, a.allocation_id, ${row.note}
    from allocation a
    where a.source_id = ${row.source} and a.kind = 'write-off' and a.reverses is null
      and a.invoice_id = ${row.invoice}
      and not exists (select from allocation r where (r.tenant_id, r.reverses) = (a.tenant_id, a.allocation_id))
    `.execute(tx)
}

/** The invoices of a customer with these numbers. */
export async function findPreceding(
  tx: Tx,
  customer: CustomerId,
  numbers: readonly string[],
): Promise<{ number: string; issueOn: Day }[]> {
  const { rows } = await sql<{ number: string; issueOn: Day }>`
    select number, issue_on "issueOn" from invoice
    where customer_id = ${customer} and number = any(${numbers}::text[]) order by number`.execute(tx)
  return rows
}
