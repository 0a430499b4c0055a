import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import { plainName } from '#kernel/text.ts'

/** By what the aged balance is grouped. */
export type AgedBy = 'customer' | 'group' | 'segment' | 'collector' | 'creditor'

/** What the aged balance is narrowed to. */
export type AgedFilter = {
  readonly creditor?: string | undefined
  readonly segment?: string | undefined
  readonly collector?: string | undefined
  readonly group?: string | undefined
  readonly currency?: string | undefined
  readonly q?: string | undefined
}

/** Open money by days after the due date, minor units of one currency; credit notes count as negative. */
export type Ages = {
  readonly currency: string
  readonly total: bigint
  readonly not_due: bigint
  readonly d1_30: bigint
  readonly d31_60: bigint
  readonly d61_90: bigint
  readonly d90: bigint
}

/** One line of the aged balance. */
export type AgedRow = Ages & {
  readonly id: string | null
  readonly name: string
  readonly ref: string | null
  readonly items: number
}

/**
 * The open items at the end of `asOf`. Today they are what the trigger keeps in `open`, read from one covering index;
 * for a past day they are replayed from the amounts and the allocations that counted by then.
 */
function openAt(asOf: Day, today: Day): RawBuilder<unknown> {
  if (asOf >= today) return sql`select tenant_id, customer_id, creditor_id, currency, due_on, open from open_item`
  return sql`
    select i.tenant_id, i.customer_id, i.creditor_id, i.currency, i.due_on, i.amount - coalesce(a.paid, 0) open
    from invoice_line i
    left join (
      select tenant_id, invoice_id, sum(amount)::bigint paid
        from allocation_line where on_day <= ${asOf} group by 1, 2) a
      on (a.tenant_id, a.invoice_id) = (i.tenant_id, i.invoice_id)
    where i.issue_on <= ${asOf} and i.amount <> coalesce(a.paid, 0)`
}

function sum(when: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce(sum(open) filter (where ${when}), 0)::bigint`
}

function agesOf(asOf: Day): RawBuilder<unknown> {
  return sql`
    currency, sum(open)::bigint total, count(*)::int items,
    ${sum(sql`due_on >= ${asOf}::date`)} not_due,
    ${sum(sql`due_on between ${asOf}::date - 30 and ${asOf}::date - 1`)} d1_30,
    ${sum(sql`due_on between ${asOf}::date - 60 and ${asOf}::date - 31`)} d31_60,
    ${sum(sql`due_on between ${asOf}::date - 90 and ${asOf}::date - 61`)} d61_90,
    ${sum(sql`due_on < ${asOf}::date - 90`)} d90`
}

function on(column: string, value: string | undefined): RawBuilder<unknown> {
  return value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`
}

function narrowed(filter: AgedFilter): RawBuilder<unknown> {
  return sql`
    ${on('c.creditor_id', filter.creditor)} and ${on('c.segment_id', filter.segment)}
    and ${on('c.collector_id', filter.collector)} and ${on('c.group_id', filter.group)}
    and ${filter.q === undefined ? sql`true` : sql`c.name_plain like ${`%${plainName(filter.q)}%`}`}`
}

const GROUPS: Readonly<
  Record<AgedBy, { id: RawBuilder<unknown>; name: RawBuilder<unknown>; ref: RawBuilder<unknown> }>
> = {
  customer: { id: sql`c.customer_id`, name: sql`c.name`, ref: sql`c.ref` },
  group: { id: sql`c.group_id`, name: sql`coalesce(c.group_name, '')`, ref: sql`null::text` },
  segment: { id: sql`c.segment_id`, name: sql`coalesce(c.segment_name, '')`, ref: sql`null::text` },
  collector: { id: sql`c.collector_id`, name: sql`coalesce(p.name, '')`, ref: sql`null::text` },
  creditor: { id: sql`c.creditor_id`, name: sql`c.creditor_code`, ref: sql`c.creditor_code` },
}

// Lines of customers are added up already; those of anything else are sums of them.
const ADDED = sql`b.total, b.items, b.not_due, b.d1_30, b.d31_60, b.d61_90, b.d90`
const SUMS = sql`
  sum(b.total)::bigint total, sum(b.items)::int items, sum(b.not_due)::bigint not_due, sum(b.d1_30)::bigint d1_30,
  sum(b.d31_60)::bigint d31_60, sum(b.d61_90)::bigint d61_90, sum(b.d90)::bigint d90`

const SORTS: Readonly<Record<string, RawBuilder<unknown>>> = {
  total: sql`total`,
  overdue: sql`total - not_due`,
  name: sql`name`,
  notDue: sql`not_due`,
  days1to30: sql`d1_30`,
  days31to60: sql`d31_60`,
  days61to90: sql`d61_90`,
  over90: sql`d90`,
}

/** The names the aged balance can be sorted by. */
export const AGED_SORTS: readonly string[] = Object.keys(SORTS)

/**
 * The aged balance, line by line in the order of `sort`. The items are first added up per customer, which reads only
 * the index of open items, then named: joining before adding would touch every item's customer.
 */
export async function loadAged(
  tx: Tx,
  asked: {
    readonly asOf: Day
    readonly today: Day
    readonly by: AgedBy
    readonly sort: string
    readonly filter: AgedFilter
  },
): Promise<AgedRow[]> {
  const { asOf, today, by, filter } = asked
  const descending = asked.sort.startsWith('-')
  const sort = SORTS[descending ? asked.sort.slice(1) : asked.sort] ?? sql`total`
  const group = GROUPS[by]
  const { rows } = await sql<AgedRow>`
    with per_customer as (
      select tenant_id, customer_id, ${agesOf(asOf)} from (${openAt(asOf, today)}) o
      where ${filter.currency === undefined ? sql`true` : sql`currency = ${filter.currency}`}
      group by tenant_id, customer_id, currency),
    line as (
      select ${group.id} id, ${group.name} name, ${group.ref} ref, b.currency, ${by === 'customer' ? ADDED : SUMS}
      from per_customer b
      join customer_card c using (tenant_id, customer_id)
      ${by === 'collector' ? sql`left join person p on (p.tenant_id, p.user_id) = (c.tenant_id, c.collector_id)` : sql``}
      where ${narrowed(filter)}
      ${by === 'customer' ? sql`` : sql`group by 1, 2, 3, 4`})
    select * from line order by ${sort} ${descending ? sql`desc` : sql`asc`}, name, ref, currency`.execute(tx)
  return rows
}

/** The aged balance narrowed to `filter`, in one line per currency, the currency with most of the money first. */
export async function loadAgedTotals(tx: Tx, asOf: Day, today: Day, filter: AgedFilter): Promise<Ages[]> {
  const { creditor, currency, segment, collector, group, q } = filter
  const byCustomer = [segment, collector, group, q].some(one => one !== undefined)
  const { rows } = await sql<Ages>`
    select ${agesOf(asOf)} from (${openAt(asOf, today)}) o
    where ${creditor === undefined ? sql`true` : sql`creditor_id = ${creditor}`}
      and ${currency === undefined ? sql`true` : sql`currency = ${currency}`}
      and ${
        byCustomer
          ? sql`(tenant_id, customer_id) in (
        select c.tenant_id, c.customer_id from customer_card c where ${narrowed(filter)})`
          : sql`true`
      }
    group by currency order by 2 desc`.execute(tx)
  return rows
}
