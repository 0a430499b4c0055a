import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { pageBy } from '#platform/db/page.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId, TenantId, UserId } from '#kernel/id.ts'
import { ok, type Result } from '#kernel/result.ts'
import { plainName } from '#kernel/text.ts'
import type { Clauses } from '#modules/terms/index.ts'
import type { QualityFacts, QualityFinding } from './quality-decide.ts'

/** An invoice with what its quality and its terms are judged on; the document is read by the caller. */
export type JudgedRow = Omit<QualityFacts, 'document' | 'term' | 'sector' | 'customerKind'> & {
  readonly invoice: InvoiceId
  readonly customerKind: 'company' | 'public' | 'private' | 'unknown'
  readonly clauses: Clauses | null
  readonly sha256: string | null
}

/** The facts of these invoices. */
export async function loadJudged(tx: Tx, invoices: readonly InvoiceId[]): Promise<JudgedRow[]> {
  const { rows } = await sql<JudgedRow>`
    select i.invoice_id invoice, i.kind, i.issue_on "issueOn", i.due_on "dueOn", k.country "creditorCountry",
      c.kind "customerKind", c.name "customerName", i.order_reference "orderReference",
      cardinality(i.preceding) preceding, coalesce(w.order_number, false) "wantsOrder", w.addressee,
      d.delivered_on "deliveredOn", d.posted_on "postedOn", d.received_on "receivedOn", t.clauses,
      encode(i.document_sha256, 'hex') sha256
    from invoice i
    join customer_card c using (tenant_id, customer_id)
    join creditor_card k on (k.tenant_id, k.creditor_id) = (i.tenant_id, i.creditor_id)
    left join invoice_demand w on (w.tenant_id, w.customer_id) = (i.tenant_id, i.customer_id)
    left join invoice_dates d on (d.tenant_id, d.invoice_id) = (i.tenant_id, i.invoice_id)
    left join invoice_terms t on (t.tenant_id, t.invoice_id) = (i.tenant_id, i.invoice_id)
    where i.invoice_id = any(${invoices}::uuid[]) and i.type_code <> '383'`.execute(tx)
  return rows
}

/** Invoices that nobody has judged yet, oldest id first, after one; credit notes too. */
export async function findUnjudged(tx: Tx, after: InvoiceId | null, limit: number): Promise<InvoiceId[]> {
  const { rows } = await sql<{ id: InvoiceId }>`
    select i.invoice_id id from invoice i
    where (${after}::uuid is null or i.invoice_id > ${after}::uuid) and i.type_code <> '383'
      and not exists (select from invoice_check k
        where (k.tenant_id, k.invoice_id) = (i.tenant_id, i.invoice_id))
    order by i.invoice_id limit ${limit}`.execute(tx)
  return rows.map(row => row.id)
}

/** Findings of one invoice. */
export type Judgement = { readonly invoice: InvoiceId; readonly findings: readonly QualityFinding[] }

/**
 * Writes what was found: new points are open, points found no more are mended, points somebody accepted stay accepted,
 * and points that come back after being mended are open again.
 */
export async function recordFindings(
  tx: Tx,
  tenant: TenantId,
  judged: readonly Judgement[],
  today: Day,
): Promise<void> {
  const found = judged.flatMap(({ invoice, findings }) => findings.map(each => ({ ...each, invoice })))
  const invoices = judged.map(each => each.invoice)
  await sql`
    update invoice_finding f set state = 'mended', ended_on = ${today}
    where f.invoice_id = any(${invoices}::uuid[]) and f.state = 'open' and not exists (
      select from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as n(invoice uuid, code text)
      where n.invoice = f.invoice_id and n.code = f.code)`.execute(tx)
  await sql`
    insert into invoice_finding (tenant_id, invoice_id, code, severity, article, facts, state, found_on)
    select ${tenant}, n.invoice, n.code, n.severity, n.article, n.facts, 'open', ${today}
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb)
      as n(invoice uuid, code text, severity text, article text, facts jsonb)
    on conflict (tenant_id, invoice_id, code) do update set severity = excluded.severity, article = excluded.article,
      facts = excluded.facts,
      state = case invoice_finding.state when 'mended' then 'open' else invoice_finding.state end,
      ended_on = case invoice_finding.state when 'accepted' then invoice_finding.ended_on end`.execute(tx)
  await sql`
    insert into invoice_check (tenant_id, invoice_id, checked_on)
    select ${tenant}, id, ${today} from unnest(${invoices}::uuid[]) id
    on conflict (tenant_id, invoice_id) do update set checked_on = excluded.checked_on`.execute(tx)
}

/** A finding as lists show it. */
export type FindingRow = {
  readonly invoice: { readonly id: InvoiceId; readonly number: string }
  readonly customer: { readonly id: CustomerId; readonly name: string; readonly ref: string }
  readonly issueOn: Day
  readonly code: string
  readonly severity: 'breach' | 'doubt' | 'advice'
  readonly article: string | null
  readonly facts: Readonly<Record<string, string | number>>
  readonly holds: boolean
  readonly state: 'open' | 'mended' | 'accepted'
  readonly note: string | null
  readonly foundOn: Day
  readonly endedOn: Day | null
}

/** What the list of findings may be narrowed to. */
export type FindingFilter = {
  readonly q?: string | undefined
  readonly invoice?: string | undefined
  readonly customer?: string | undefined
  readonly code?: string | undefined
  readonly state?: string | undefined
  readonly severity?: string | undefined
  readonly holds?: boolean | undefined
}

const ID = sql`md5(f.invoice_id::text || f.code)::uuid`

const SORTS = {
  found: { by: sql`f.found_on`, as: 'date' },
  issue: { by: sql`i.issue_on`, as: 'date' },
  number: { by: sql`i.number`, as: 'text' },
  customer: { by: sql`c.name_plain`, as: 'text' },
  code: { by: sql`f.code`, as: 'text' },
} as const

const is = (column: string, value: string | boolean | undefined) =>
  value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`

const JOINED = sql`from invoice_finding f join invoice i using (tenant_id, invoice_id)
  join customer_card c on (c.tenant_id, c.customer_id) = (i.tenant_id, i.customer_id)`

// All but the cause, which the chart by cause leaves open.
function narrowed(filter: FindingFilter) {
  const like = filter.q === undefined ? undefined : `%${plainName(filter.q)}%`
  return sql`${is('f.invoice_id', filter.invoice)} and ${is('i.customer_id', filter.customer)}
    and ${is('f.state', filter.state)} and ${is('f.severity', filter.severity)} and ${is('f.holds', filter.holds)}
    and ${like === undefined ? sql`true` : sql`(c.name_plain like ${like} or i.number ilike ${`%${filter.q}%`})`}`
}

const caused = ({ code }: FindingFilter) => is('f.code', code)

type Cause = { readonly code: string; readonly severity: FindingRow['severity']; readonly count: number }

/** One page of findings, how many there are, and how many by cause whatever cause is chosen. */
export async function findFindings(
  tx: Tx,
  filter: FindingFilter,
  query: { readonly sort: string; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<{ rows: (FindingRow & { id: string; sort_key: string })[]; count: number; byCause: Cause[] }>> {
  // An invoice may have several findings: the page is cut between findings, not between invoices.
  const page = pageBy(SORTS, ID, query)
  if (!page.ok) return page
  const from = sql`${JOINED} where ${narrowed(filter)}`
  const { rows } = await sql<FindingRow & { id: string; sort_key: string }>`
    select ${ID} id, jsonb_build_object('id', i.invoice_id, 'number', i.number) invoice,
      jsonb_build_object('id', c.customer_id, 'name', c.name, 'ref', c.ref) customer, i.issue_on "issueOn",
      f.code, f.severity, f.article, f.facts, f.holds, f.state, f.note, f.found_on "foundOn", f.ended_on "endedOn",
      ${page.value.select}
    ${from} and ${caused(filter)} and ${page.value.where} ${page.value.order}`.execute(tx)
  const causes = await sql<Cause>`
    select f.code, f.severity, count(*)::int count ${from} group by f.code, f.severity
    order by count(*) desc, f.code`.execute(tx)
  const counted = causes.rows.filter(({ code }) => filter.code === undefined || code === filter.code)
  return ok({ rows, count: counted.reduce((sum, { count }) => sum + count, 0), byCause: causes.rows })
}

/** How many invoices waited so long, in days, between two of their days: lower bound of the step, and its count. */
export type Delays = {
  readonly known: number
  readonly median: number | null
  readonly steps: readonly { readonly from: number; readonly count: number }[]
}

const STEPS = [0, 2, 4, 8, 16, 31]

/** From delivery to invoice and from invoice to posting, for invoices issued since a day. */
export async function loadDelays(tx: Tx, since: Day): Promise<{ toInvoice: Delays; toPost: Delays }> {
  const { rows } = await sql<{ what: 'invoice' | 'post'; step: number; count: number; median: number }>`
    with waited as (
      select 'invoice' what, i.issue_on - d.delivered_on days
      from invoice_dates d join invoice i using (tenant_id, invoice_id)
      where d.delivered_on is not null and i.issue_on >= ${since}
      union all
      select 'post', d.posted_on - i.issue_on
      from invoice_dates d join invoice i using (tenant_id, invoice_id)
      where d.posted_on is not null and i.issue_on >= ${since}),
    stepped as (
      select what, (select max(s) from unnest(${STEPS}::int[]) s where s <= greatest(days, 0)) step, days from waited)
    select what, step, count(*)::int count,
      (select percentile_disc(0.5) within group (order by w.days) from waited w where w.what = stepped.what)::int median
    from stepped group by what, step order by what, step`.execute(tx)
  const of = (what: 'invoice' | 'post'): Delays => {
    const found = rows.filter(row => row.what === what)
    return {
      known: found.reduce((sum, row) => sum + row.count, 0),
      median: found[0]?.median ?? null,
      steps: STEPS.map(from => ({ from, count: found.find(row => row.step === from)?.count ?? 0 })),
    }
  }
  return { toInvoice: of('invoice'), toPost: of('post') }
}

/** What a person decides of a finding. */
export type Settlement = {
  readonly state: FindingRow['state']
  readonly holds: boolean
  readonly note: string | null
  readonly by: UserId | null
  readonly today: Day
}

/** Ends, reopens or holds by a finding; false when there is no such finding. */
export async function recordSettlement(
  tx: Tx,
  key: { readonly invoice: InvoiceId; readonly code: string },
  change: Settlement,
): Promise<boolean> {
  const { rows } = await sql`
    update invoice_finding set state = ${change.state}, holds = ${change.holds}, note = ${change.note},
      ended_on = ${change.state === 'open' ? null : change.today}::date, ended_by = ${change.by}
    where invoice_id = ${key.invoice} and code = ${key.code} returning 1`.execute(tx)
  return rows.length === 1
}

/** A finding as a command on many sees it. */
export type LockedFinding = Pick<FindingRow, 'code' | 'state' | 'holds'> & {
  readonly invoice: InvoiceId
  readonly customer: CustomerId
}

/** Findings by their ids, or all that a filter leaves, at most `limit`, locked until the transaction ends. */
export async function lockFindings(
  tx: Tx,
  wanted: { readonly ids: readonly string[] } | { readonly filter: FindingFilter },
  limit: number,
): Promise<LockedFinding[]> {
  const which =
    'ids' in wanted
      ? sql`${ID} = any(${wanted.ids}::uuid[])`
      : sql`${narrowed(wanted.filter)} and ${caused(wanted.filter)}`
  const { rows } = await sql<LockedFinding>`
    select f.invoice_id invoice, i.customer_id customer, f.code, f.state, f.holds
    ${JOINED} where ${which} order by f.invoice_id, f.code limit ${limit} for update of f`.execute(tx)
  return rows
}

/** Ends, reopens or holds by many findings at once; a note that is not given leaves the one there is. */
export async function recordSettlements(
  tx: Tx,
  keys: readonly { readonly invoice: InvoiceId; readonly code: string }[],
  change: Settlement,
): Promise<void> {
  if (keys.length === 0) return
  const given = JSON.stringify(keys.map(({ invoice, code }) => ({ invoice, code })))
  await sql`
    update invoice_finding f set state = ${change.state}, holds = ${change.holds}, note = coalesce(${change.note}, f.note),
      ended_on = ${change.state === 'open' ? null : change.today}::date, ended_by = ${change.by}
    from jsonb_to_recordset(${given}::jsonb) as k(invoice uuid, code text)
    where f.invoice_id = k.invoice and f.code = k.code`.execute(tx)
}

/** What a customer asks for on an invoice; null when there is no such customer. */
export type Demand = { readonly orderNumber: boolean; readonly addressee: string | null }

export async function findDemand(tx: Tx, customer: CustomerId): Promise<Demand | null> {
  const { rows } = await sql<Demand>`
    select coalesce(d.order_number, false) "orderNumber", d.addressee
    from customer_card c left join invoice_demand d using (tenant_id, customer_id)
    where c.customer_id = ${customer}`.execute(tx)
  return rows[0] ?? null
}

/** Writes what a customer asks for. */
export async function recordDemand(tx: Tx, tenant: TenantId, customer: CustomerId, demand: Demand): Promise<void> {
  await sql`
    insert into invoice_demand (tenant_id, customer_id, order_number, addressee)
    values (${tenant}, ${customer}, ${demand.orderNumber}, ${demand.addressee})
    on conflict (tenant_id, customer_id) do update set order_number = excluded.order_number,
      addressee = excluded.addressee`.execute(tx)
}
