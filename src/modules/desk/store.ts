import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { pageBy } from '#platform/db/page.ts'
import type { Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId } from '#kernel/id.ts'
import { ok, type Result } from '#kernel/result.ts'
import { plainName } from '#kernel/text.ts'

/** One customer of the list with balance and next step; amounts are minor units of `currency`. */
export type CustomerRow = {
  readonly id: CustomerId
  readonly sort_key: string
  readonly ref: string
  readonly name: string
  readonly kind: 'company' | 'public' | 'private' | 'unknown'
  readonly country: string
  readonly city: string | null
  readonly creditor: { readonly id: CreditorId; readonly code: string }
  readonly segment: { readonly id: string; readonly name: string } | null
  readonly group: { readonly id: string; readonly name: string } | null
  readonly collector: { readonly id: string; readonly name: string } | null
  readonly currency: string
  readonly outstanding: bigint
  readonly overdue: bigint
  readonly openItems: number
  readonly oldest: Day | null
  readonly followUp: {
    readonly outcome: string
    readonly reason: string
    readonly step: string | null
    readonly nextOn: Day | null
  } | null
}

export type CustomerFilter = {
  readonly q?: string | undefined
  readonly creditor?: string | undefined
  readonly segment?: string | undefined
  readonly group?: string | undefined
  readonly collector?: string | undefined
  readonly kind?: readonly string[] | undefined
  readonly country?: string | undefined
  readonly state?: 'open' | 'overdue' | 'paused' | 'held' | undefined
}

const SORTS = {
  name: { by: sql`c.name_plain`, as: 'text' },
  outstanding: { by: sql`coalesce(b.outstanding, 0)`, as: 'bigint' },
  overdue: { by: sql`coalesce(b.overdue, 0)`, as: 'bigint' },
  late: { by: sql`coalesce(b.oldest, 'infinity'::date)`, as: 'date' },
  next: { by: sql`coalesce(f.next_on, 'infinity'::date)`, as: 'date' },
} as const

const STATES = {
  open: sql`b.outstanding <> 0`,
  overdue: sql`b.overdue > 0`,
  paused: sql`c.paused_until is not null`,
  held: sql`f.outcome = 'hold'`,
}

function customersFrom(filter: CustomerFilter, today: Day) {
  const on = (column: string, value: string | undefined) =>
    value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`
  const q = filter.q?.trim()
  return sql`
    from customer_card c
    left join (
      select customer_id, min(currency) currency, sum(open)::bigint outstanding, count(*)::int items,
        coalesce(sum(open) filter (where due_on < ${today}), 0)::bigint overdue,
        min(due_on) filter (where due_on < ${today} and open > 0) oldest
      from open_item group by customer_id) b using (customer_id)
    left join follow_up_line f on (f.tenant_id, f.customer_id) = (c.tenant_id, c.customer_id)
    where ${on('c.creditor_id', filter.creditor)} and ${on('c.segment_id', filter.segment)}
      and ${on('c.group_id', filter.group)} and ${on('c.collector_id', filter.collector)}
      and ${on('c.country', filter.country)}
      and ${filter.kind === undefined ? sql`true` : sql`c.kind = any(${filter.kind}::text[])`}
      and ${filter.state === undefined ? sql`true` : STATES[filter.state]}
      and ${q ? sql`(c.name_plain like ${`%${plainName(q)}%`} or c.ref ilike ${`${q}%`} or c.siren = ${q})` : sql`true`}`
}

/** One page of customers and what they owe together, by currency. Refused: `not-a-sort`, `not-a-cursor`. */
export async function findCustomers(
  tx: Tx,
  filter: CustomerFilter,
  query: { readonly sort: string; readonly cursor?: string | undefined; readonly limit: number },
  today: Day,
): Promise<Result<{ rows: CustomerRow[]; totals: CustomerTotal[] }>> {
  const page = pageBy(SORTS, sql`c.customer_id`, query)
  if (!page.ok) return page
  const from = customersFrom(filter, today)
  const { rows } = await sql<CustomerRow>`
    select c.customer_id id, c.ref, c.name, c.kind, c.country, c.city,
      jsonb_build_object('id', c.creditor_id, 'code', c.creditor_code) creditor,
      case when c.segment_id is null then null else jsonb_build_object('id', c.segment_id, 'name', c.segment_name) end segment,
      case when c.group_id is null then null else jsonb_build_object('id', c.group_id, 'name', c.group_name) end "group",
      (select jsonb_build_object('id', p.user_id, 'name', p.name) from person p
        where (p.tenant_id, p.user_id) = (c.tenant_id, c.collector_id)) collector,
      coalesce(b.currency, 'EUR') currency, coalesce(b.outstanding, 0) outstanding, coalesce(b.overdue, 0) overdue,
      coalesce(b.items, 0) "openItems", b.oldest,
      case when f.customer_id is null then null else jsonb_build_object('outcome', f.outcome, 'reason', f.reason,
        'step', f.step, 'nextOn', f.next_on) end "followUp", ${page.value.select}
    ${from} and ${page.value.where} ${page.value.order}`.execute(tx)
  const summed = await sql<CustomerTotal>`
    select coalesce(b.currency, 'EUR') currency, count(*)::int count, coalesce(sum(b.outstanding), 0)::bigint outstanding,
      coalesce(sum(b.overdue), 0)::bigint overdue
    ${from} group by 1 order by 3 desc`.execute(tx)
  return ok({ rows, totals: summed.rows })
}

/** What customers of one currency owe together. */
export type CustomerTotal = {
  readonly currency: string
  readonly count: number
  readonly outstanding: bigint
  readonly overdue: bigint
}

/** One open item of a customer; amounts are minor units. */
export type OpenRow = {
  readonly id: string
  readonly number: string
  readonly kind: 'invoice' | 'credit-note'
  readonly issueOn: Day
  readonly dueOn: Day
  readonly currency: string
  readonly amount: bigint
  readonly open: bigint
  readonly step: string | null
  readonly hasDocument: boolean
}

/** The open items of one customer, oldest due first. Null when there is no such customer. */
export async function findOpenItems(tx: Tx, customer: CustomerId): Promise<OpenRow[] | null> {
  const known = await sql`select from customer_card where customer_id = ${customer}`.execute(tx)
  if (known.rows.length === 0) return null
  const { rows } = await sql<OpenRow>`
    select o.invoice_id id, o.number, o.kind, o.issue_on "issueOn", o.due_on "dueOn", o.currency, o.amount, o.open, s.step,
      o.document_sha256 is not null "hasDocument"
    from open_item o left join invoice_step_line s using (tenant_id, invoice_id)
    where o.customer_id = ${customer} order by o.due_on, o.number`.execute(tx)
  return rows
}

/** The figures above the worklist. */
export type TodayRow = {
  readonly tasks: number
  readonly toApprove: number
  readonly sentToday: number
  readonly waitingToLeave: number
  readonly held: number
  readonly failed: number
  readonly doubtful: number
  readonly lastRunOn: Day | null
  readonly nextOn: Day | null
  readonly creditors: number
  readonly customers: number
  readonly invoices: number
}

/** Counts of the day; `collector` narrows tasks to their customers. */
export async function loadToday(tx: Tx, today: Day, collector: string | undefined): Promise<TodayRow> {
  const mine = collector === undefined ? sql`true` : sql`c.collector_id = ${collector}`
  const { rows } = await sql<TodayRow>`
    with states as (
      select state, count(*)::int n from message_line m join customer_card c using (tenant_id, customer_id)
      where state in ('to-approve', 'queued', 'sending', 'failed', 'doubtful') and ${mine} group by state)
    select
      (select count(*)::int from task_line t join customer_card c using (tenant_id, customer_id)
        where t.state = 'open' and t.due_on <= ${today} and coalesce(c.paused_until < ${today}, true) and ${mine}) tasks,
      coalesce((select n from states where state = 'to-approve'), 0) "toApprove",
      (select count(*)::int from message_line m join customer_card c using (tenant_id, customer_id)
        where m.state = 'sent' and ${mine} and ${today} =
          (m.sent_at at time zone (select time_zone from tenant t where t.tenant_id = m.tenant_id))::date) "sentToday",
      coalesce((select sum(n)::int from states where state in ('queued', 'sending')), 0) "waitingToLeave",
      (select count(*)::int from follow_up_line f join customer_card c using (tenant_id, customer_id)
        where f.outcome = 'hold' and ${mine}) held,
      coalesce((select n from states where state = 'failed'), 0) failed,
      coalesce((select n from states where state = 'doubtful'), 0) doubtful,
      (select max(decided_on) from follow_up_line) "lastRunOn",
      (select min(next_on) from follow_up_line) "nextOn",
      (select count(*)::int from creditor_card) creditors,
      (select count(*)::int from (select from customer_card limit 1) one) customers,
      (select count(*)::int from (select from invoice_line limit 1) one) invoices`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('the counts of the day came back empty')
  return row
}

/** Held customers by reason, and the money of open tasks and messages to approve, by currency. */
export async function loadStake(
  tx: Tx,
  today: Day,
): Promise<{ held: { code: string; count: number }[]; stake: { currency: string; amount: bigint }[] }> {
  const held = await sql<{ code: string; count: number }>`
    select reason code, count(*)::int count from follow_up_line where outcome = 'hold' group by 1 order by 2 desc`.execute(
    tx,
  )
  const stake = await sql<{ currency: string; amount: bigint }>`
    select currency, sum(total)::bigint amount from (
      select t.currency, t.total from task_line t join customer_card c using (tenant_id, customer_id)
      where t.state = 'open' and t.due_on <= ${today} and coalesce(c.paused_until < ${today}, true)
      union all select currency, total from message_line where state = 'to-approve') asked
    group by 1 order by 2 desc`.execute(tx)
  return { held: held.rows, stake: stake.rows }
}

/** What the search found; `amount` is minor units. */
export type FoundRow = {
  readonly what: 'customer' | 'invoice' | 'contact'
  readonly id: string
  readonly customerId: CustomerId
  readonly title: string
  readonly subtitle: string
  readonly amount: bigint | null
  readonly currency: string
}

/**
 * Finds customers by name, account, SIREN or VAT, contacts by mail or phone, invoices by number or amount; best first.
 */
export async function searchAll(tx: Tx, text: string, cents: bigint | null): Promise<FoundRow[]> {
  const name = plainName(text)
  const digits = text.replace(/\D/g, '')
  const { rows } = await sql<FoundRow>`
    (select 'customer' what, c.customer_id id, c.customer_id "customerId", c.name title,
        concat_ws(' · ', c.creditor_code, c.ref, c.city) subtitle, b.open amount, coalesce(b.currency, 'EUR') currency
      from customer_card c
      left join lateral (select sum(open)::bigint open, min(currency) currency from open_item o
        where (o.tenant_id, o.customer_id) = (c.tenant_id, c.customer_id)) b on true
      where (${name} <> '' and c.name_plain like ${`%${name}%`}) or c.ref ilike ${`${text}%`}
        or (length(${digits}) >= 9 and (c.siren = left(${digits}, 9) or c.vat_number like ${`%${digits}`}
          or c.enterprise_number = ${digits}))
      order by (c.name_plain like ${`${name}%`}) desc, b.open desc nulls last limit 8)
    union all
    (select 'invoice', i.invoice_id, i.customer_id, i.number, i.customer_name, i.open, i.currency
      from invoice_line i
      where i.number ilike ${`%${text}%`} or i.amount = ${cents}::bigint or (i.open <> 0 and i.open = ${cents}::bigint)
      order by (i.open <> 0) desc, i.due_on desc limit 8)
    union all
    (select 'contact', b.contact_id, b.customer_id, b.name, concat_ws(' · ', b.address, c.name), null, 'EUR'
      from contact_best b join customer_card c using (tenant_id, customer_id)
      where b.address ilike ${`%${text}%`} or (${name} <> '' and b.name ilike ${`%${text}%`})
        or (length(${digits}) >= 6 and regexp_replace(b.address, '\\D', '', 'g') like ${`%${digits.replace(/^0/, '')}`})
      limit 4)`.execute(tx)
  return rows
}

/** The names of people by id. */
export async function loadNames(tx: Tx, users: readonly string[]): Promise<Map<string, string>> {
  if (users.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select user_id id, name from person where user_id = any(${[...new Set(users)]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
