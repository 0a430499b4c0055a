import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { pageBy } from '#platform/db/page.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, ImportId, InvoiceId } from '#kernel/id.ts'
import { ok, type Result } from '#kernel/result.ts'
import { plainName } from '#kernel/text.ts'
import type { DueOrigin, InvoiceKind } from './model.ts'

/** One line of the list of invoices; amounts in minor units. */
export type InvoiceRow = {
  readonly id: InvoiceId
  readonly sort_key: string
  readonly number: string
  readonly kind: InvoiceKind
  readonly typeCode: string
  readonly customer: { readonly id: CustomerId; readonly name: string; readonly ref: string }
  readonly creditor: { readonly id: CreditorId; readonly code: string }
  readonly issueOn: Day
  readonly dueOn: Day
  readonly currency: string
  readonly amount: bigint
  readonly open: bigint
  readonly hasDocument: boolean
}

export type Bucket = 'not-due' | '1-30' | '31-60' | '61-90' | '90+'

/** What the list may be narrowed to. */
export type InvoiceFilter = {
  readonly q?: string | undefined
  readonly state?: readonly string[] | undefined
  readonly kind?: InvoiceKind | undefined
  readonly creditor?: string | undefined
  readonly customer?: string | undefined
  readonly segment?: string | undefined
  readonly collector?: string | undefined
  readonly dueFrom?: Day | undefined
  readonly dueTo?: Day | undefined
  readonly issueFrom?: Day | undefined
  readonly issueTo?: Day | undefined
  readonly bucket?: Bucket | undefined
  readonly asOf?: Day | undefined
}

/**
 * The invoices as they stood at the end of a day. Today that is what the table says; for a past day what is open is
 * replayed from the allocations that counted by then, and invoices issued later are not there yet.
 */
function linesAt(asOf: Day, today: Day): RawBuilder<unknown> {
  if (asOf >= today) return sql`select l.*, l.open open_then from invoice_line l`
  return sql`
    select l.*, l.amount - coalesce((
      select sum(a.amount) from allocation a
      where (a.tenant_id, a.invoice_id) = (l.tenant_id, l.invoice_id) and a.on_day <= ${asOf}), 0)::bigint open_then
    from invoice_line l where l.issue_on <= ${asOf}`
}

const SORTS = {
  number: { by: sql`i.number`, as: 'text' },
  issue: { by: sql`i.issue_on`, as: 'date' },
  due: { by: sql`i.due_on`, as: 'date' },
  late: { by: sql`-(i.due_on - '2000-01-01'::date)`, as: 'int' },
  amount: { by: sql`i.amount`, as: 'bigint' },
  open: { by: sql`i.open_then`, as: 'bigint' },
  customer: { by: sql`i.customer_name_plain`, as: 'text' },
} as const

function stateIs(state: string, asOf: Day): RawBuilder<unknown> {
  if (state === 'settled') return sql`i.open_then = 0`
  if (state === 'overdue') return sql`(i.open_then <> 0 and i.due_on < ${asOf}::date)`
  return state === 'not-due' ? sql`(i.open_then <> 0 and i.due_on >= ${asOf}::date)` : sql`false`
}

const BUCKETS: Readonly<Record<Bucket, readonly [oldest: number | null, latest: number | null]>> = {
  'not-due': [0, null],
  '1-30': [-30, -1],
  '31-60': [-60, -31],
  '61-90': [-90, -61],
  '90+': [null, -91],
}

function inBucket(bucket: Bucket, asOf: Day): RawBuilder<unknown> {
  const [first, last] = BUCKETS[bucket]
  return sql`i.open_then <> 0
    and ${first === null ? sql`true` : sql`i.due_on >= ${addDays(asOf, first)}`}
    and ${last === null ? sql`true` : sql`i.due_on <= ${addDays(asOf, last)}`}`
}

type Sql = RawBuilder<unknown>

const is = (column: Sql, value: string | undefined): Sql =>
  value === undefined ? sql`true` : sql`${column} = ${value}`
const since = (column: Sql, on: Day | undefined): Sql => (on === undefined ? sql`true` : sql`${column} >= ${on}`)
const until = (column: Sql, on: Day | undefined): Sql => (on === undefined ? sql`true` : sql`${column} <= ${on}`)

function narrowed(filter: InvoiceFilter, asOf: Day): RawBuilder<unknown> {
  const { q, state, bucket } = filter
  const words = q === undefined ? '' : plainName(q)
  return sql`
    ${is(sql`i.kind`, filter.kind)} and ${is(sql`i.creditor_id`, filter.creditor)}
    and ${is(sql`i.customer_id`, filter.customer)} and ${is(sql`i.segment_id`, filter.segment)}
    and ${is(sql`i.collector_id`, filter.collector)}
    and ${since(sql`i.due_on`, filter.dueFrom)} and ${until(sql`i.due_on`, filter.dueTo)}
    and ${since(sql`i.issue_on`, filter.issueFrom)} and ${until(sql`i.issue_on`, filter.issueTo)}
    and ${
      state === undefined
        ? sql`true`
        : sql`(false ${sql.join(
            state.map(each => sql`or ${stateIs(each, asOf)}`),
            sql` `,
          )})`
    }
    and ${bucket === undefined ? sql`true` : inBucket(bucket, asOf)}
    and ${
      q === undefined
        ? sql`true`
        : sql`(i.number ilike ${`%${literal(q)}%`}
      or ${words === '' ? sql`false` : sql`i.customer_name_plain like ${`%${words}%`}`} or i.customer_ref ilike ${`%${literal(q)}%`}
      or i.order_reference ilike ${`%${literal(q)}%`} or i.payment_reference ilike ${`%${literal(q)}%`})`
    }`
}

// A person who types a percent sign or an underscore means it.
function literal(text: string): string {
  return text.trim().replace(/[\\%_]/g, '\\$&')
}

const COLUMNS = sql`
  i.invoice_id id, i.number, i.kind, i.type_code "typeCode", i.issue_on "issueOn", i.due_on "dueOn", i.currency, i.amount,
  i.open_then open, i.document_sha256 is not null "hasDocument",
  jsonb_build_object('id', i.customer_id, 'name', i.customer_name, 'ref', i.customer_ref) customer,
  jsonb_build_object('id', i.creditor_id, 'code', i.creditor_code) creditor`

/** Sums of a list in one currency. */
export type InvoiceTotals = { readonly currency: string; readonly amount: bigint; readonly open: bigint }

/**
 * One page of invoices, how many there are and what they add up to by currency. Refused: `not-a-sort`, `not-a-cursor`.
 */
export async function findInvoices(
  tx: Tx,
  filter: InvoiceFilter,
  today: Day,
  query: { readonly sort: string; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<{ rows: InvoiceRow[]; count: number; totals: InvoiceTotals[] }>> {
  const page = pageBy(SORTS, sql`i.invoice_id`, query)
  if (!page.ok) return page
  const asOf = filter.asOf ?? today
  const from = sql`from (${linesAt(asOf, today)}) i where ${narrowed(filter, asOf)}`
  const { rows } = await sql<InvoiceRow>`
    select ${COLUMNS}, ${page.value.select} ${from} and ${page.value.where} ${page.value.order}`.execute(tx)
  const summed = await sql<InvoiceTotals & { count: number }>`
    select i.currency, count(*)::int count, sum(i.amount)::bigint amount, sum(i.open_then)::bigint open ${from}
    group by i.currency order by count(*) desc`.execute(tx)
  const totals = summed.rows.map(({ currency, amount, open }) => ({ currency, amount, open }))
  return ok({ rows, count: summed.rows.reduce((sum, row) => sum + row.count, 0), totals })
}

/** One invoice with what only its own page shows. */
export type InvoiceDetail = InvoiceRow & {
  readonly net: bigint | null
  readonly tax: bigint | null
  readonly gross: bigint
  readonly dueOrigin: DueOrigin
  readonly paymentReference: string | null
  readonly orderReference: string | null
  readonly preceding: string[]
  readonly importId: ImportId | null
  readonly sha256: string | null
  readonly document: { readonly name: string; readonly mediaType: string; readonly size: number } | null
}

/** One invoice, or null. */
export async function findInvoice(tx: Tx, id: InvoiceId): Promise<InvoiceDetail | null> {
  const { rows } = await sql<InvoiceDetail>`
    select ${COLUMNS}, '' sort_key, i.net, i.tax, i.gross, i.due_origin "dueOrigin", i.preceding,
      i.payment_reference "paymentReference", i.order_reference "orderReference", i.import_id "importId",
      encode(i.document_sha256, 'hex') sha256,
      (select jsonb_build_object('name', f.name, 'mediaType', f.media_type, 'size', f.size) from file f
        where (f.tenant_id, f.sha256) = (i.tenant_id, i.document_sha256)) document
    from (select l.*, l.open open_then from invoice_line l where l.invoice_id = ${id}) i`.execute(tx)
  return rows[0] ?? null
}

/** What reduced, or reopened, an invoice. */
export type AllocationRow = {
  readonly id: string
  readonly kind: 'receipt' | 'credit-note' | 'list' | 'write-off'
  readonly amount: bigint
  readonly on: Day
  readonly openAfter: bigint
  readonly reversed: boolean
  readonly note: string | null
  readonly line: string | null
}

/** The allocations of an invoice in the order of their days, with what was open after each. */
export async function findAllocations(tx: Tx, id: InvoiceId): Promise<AllocationRow[]> {
  const { rows } = await sql<AllocationRow>`
    select a.allocation_id id, a.kind, a.amount, a.on_day "on", a.note,
      case when a.kind = 'receipt' then a.source_id end line,
      (i.amount - sum(a.amount) over (order by a.on_day, a.recorded_at, a.allocation_id))::bigint "openAfter",
      exists (select from allocation r where (r.tenant_id, r.reverses) = (a.tenant_id, a.allocation_id)) reversed
    from allocation a join invoice i using (tenant_id, invoice_id)
    where a.invoice_id = ${id} order by a.on_day, a.recorded_at, a.allocation_id`.execute(tx)
  return rows
}
