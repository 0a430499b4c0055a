import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { pageBy } from '#platform/db/page.ts'
import type { Day } from '#kernel/day.ts'
import type { CreditorId } from '#kernel/id.ts'
import { ok, type Result } from '#kernel/result.ts'
import { plainName } from '#kernel/text.ts'
import type { Cheque, ChequeState } from './cheque-decide.ts'
import { CHEQUE } from './cheque-store.ts'
import type { ChequeId, DepositId, LineId } from './model.ts'

/** A cheque as lists show it; `bounces` counts the other bounced ones of its customer. */
export type ChequeRow = Cheque & {
  readonly sort_key: string
  readonly customerName: string
  readonly customerRef: string
  readonly creditor: CreditorId
  readonly creditorCode: string
  readonly depositNumber: string | null
  readonly depositedOn: Day | null
  readonly since: Day
  readonly late: boolean
  readonly bounces: number
}

export type ChequeFilter = {
  readonly q?: string | undefined
  readonly kind?: readonly string[] | undefined
  readonly state?: readonly string[] | undefined
  readonly customer?: string | undefined
  readonly creditor?: string | undefined
  readonly late?: 'yes' | undefined
  readonly id?: ChequeId | undefined
  /** Leaves out what ended before. */
  readonly endedFrom?: Day | undefined
}

/** How many cheques of one state and currency, their sum in minor units, and how many should have moved on. */
export type ChequeTotal = {
  readonly state: ChequeState
  readonly currency: string
  readonly count: number
  readonly total: bigint
  readonly late: number
}

const SINCE = sql`case c.state when 'announced' then c.announced_on when 'received' then c.received_on
  when 'deposited' then d.on_day else c.ended_on end`
const SORTS = {
  due: { by: sql`coalesce(c.due_on, 'infinity'::date)`, as: 'date' },
  since: { by: sql`coalesce(${SINCE}, 'infinity'::date)`, as: 'date' },
  amount: { by: sql`c.amount`, as: 'bigint' },
  customer: { by: sql`k.name_plain`, as: 'text' },
} as const

// A bill has to be at the bank a week before its maturity, and is unpaid when the money has not come days after it.
function lateOn(today: Day) {
  return sql`coalesce(case
    when c.state = 'announced' then case c.kind when 'cheque' then c.due_on else c.announced_on + 8 end <= ${today}
    when c.state = 'received' then case c.kind when 'cheque' then c.due_on else c.due_on - 7 end <= ${today}
    when c.state = 'deposited' then case c.kind when 'cheque' then c.due_on else c.due_on + 5 end <= ${today}
    else false end, false)`
}

function chequesFrom(filter: ChequeFilter, today: Day) {
  const { kind, state, customer, creditor, late, id, endedFrom } = filter
  const q = filter.q?.trim()
  const digits = q?.replace(/[\s\u00A0\u202F]/g, '') ?? ''
  return sql`
    from cheque c
    join customer_card k using (tenant_id, customer_id)
    left join cheque_deposit d using (tenant_id, deposit_id)
    where ${kind === undefined ? sql`true` : sql`c.kind = any(${kind}::text[])`}
      and ${state === undefined ? sql`true` : sql`c.state = any(${state}::text[])`}
      and ${customer === undefined ? sql`true` : sql`c.customer_id = ${customer}`}
      and ${creditor === undefined ? sql`true` : sql`k.creditor_id = ${creditor}`}
      and ${id === undefined ? sql`true` : sql`c.cheque_id = ${id}`}
      and ${late === undefined ? sql`true` : lateOn(today)}
      and ${endedFrom === undefined ? sql`true` : sql`(c.ended_on is null or c.ended_on >= ${endedFrom})`}
      and ${
        q
          ? sql`(k.name_plain like ${`%${plainName(q)}%`} or k.ref ilike ${`${q}%`} or c.number ilike ${`%${q}%`}
              or c.bank ilike ${`%${q}%`} or d.number ilike ${`%${q}%`} or c.amount::text = ${digits.replace(/[.,€]/g, '')})`
          : sql`true`
      }`
}

/** One page of cheques, with totals by state and currency. Refused: `not-a-sort`, `not-a-cursor`. */
export async function findCheques(
  tx: Tx,
  filter: ChequeFilter,
  query: { readonly sort: string; readonly cursor?: string | undefined; readonly limit: number },
  today: Day,
): Promise<Result<{ rows: ChequeRow[]; totals: ChequeTotal[] }>> {
  const page = pageBy(SORTS, sql`c.cheque_id`, query)
  if (!page.ok) return page
  const from = chequesFrom(filter, today)
  const { rows } = await sql<ChequeRow>`
    select ${CHEQUE}, ${columns(today)}, ${page.value.select} ${from} and ${page.value.where} ${page.value.order}`.execute(
    tx,
  )
  return ok({ rows, totals: await sumCheques(tx, filter, today) })
}

function columns(today: Day) {
  return sql`k.name "customerName", k.ref "customerRef", k.creditor_id creditor, k.creditor_code "creditorCode",
    d.number "depositNumber", d.on_day "depositedOn", coalesce(${SINCE}, c.created_at::date) since, ${lateOn(today)} late,
    (select count(*)::int from cheque b where b.customer_id = c.customer_id and b.cheque_id <> c.cheque_id
      and b.bounce_reason is not null) bounces`
}

async function sumCheques(tx: Tx, filter: ChequeFilter, today: Day): Promise<ChequeTotal[]> {
  const { rows } = await sql<ChequeTotal>`
    select c.state, c.currency, count(*)::int count, sum(c.amount)::bigint total,
      count(*) filter (where ${lateOn(today)})::int late
    ${chequesFrom(filter, today)} group by 1, 2 order by 1, 4 desc`.execute(tx)
  return rows
}

/** The first cheques of each state, the next to look at first, the latest ended first; and the totals of all. */
export async function loadBoard(
  tx: Tx,
  filter: ChequeFilter,
  today: Day,
  shown: number,
): Promise<{ rows: ChequeRow[]; totals: ChequeTotal[] }> {
  const { rows } = await sql<ChequeRow & { rank: number }>`
    select * from (
      select ${CHEQUE}, ${columns(today)}, '' sort_key, row_number() over (partition by c.state
        order by ${lateOn(today)} desc, c.ended_on desc nulls last, c.due_on nulls last, c.amount desc, c.cheque_id) rank
      ${chequesFrom(filter, today)}) ranked
    where rank <= ${shown} order by rank`.execute(tx)
  return { rows, totals: await sumCheques(tx, filter, today) }
}

/** A bank line that may have paid a cheque, or taken it back; amounts are minor units. */
export type ChequeLine = {
  readonly id: LineId
  readonly bookedOn: Day
  readonly amount: bigint
  readonly currency: string
  readonly free: bigint
  readonly text: string | null
  readonly account: string
  readonly fits: 'cheque' | 'slip' | 'part'
}

/**
 * Lines that may have credited a cheque since it was handed in: of its amount, of its whole slip's, or larger with
 * money to place; or, going back, lines of its amount that left since it was credited.
 */
export async function findChequeLines(tx: Tx, id: ChequeId, way: 'in' | 'back'): Promise<ChequeLine[]> {
  const wanted =
    way === 'in'
      ? sql`l.amount > 0 and l.booked_on >= coalesce(d.on_day, c.received_on, c.announced_on) - 1
          and l.booked_on <= coalesce(d.on_day, c.received_on, c.announced_on) + 90
          and (l.amount in (c.amount, coalesce(d.total, c.amount)) or l.amount - l.placed >= c.amount)`
      : sql`l.amount = -c.amount and l.placed = 0 and l.booked_on >= coalesce(p.booked_on, d.on_day, c.announced_on)`
  const { rows } = await sql<ChequeLine>`
    select l.line_id id, l.booked_on "bookedOn", l.amount, l.currency, l.amount - l.placed free,
      coalesce(l.remittance, l.name) text, a.number account,
      case when abs(l.amount) = c.amount then 'cheque' when l.amount = d.total then 'slip' else 'part' end fits
    from cheque c
    left join cheque_deposit d using (tenant_id, deposit_id)
    left join bank_line p on (p.tenant_id, p.line_id) = (c.tenant_id, c.line_id)
    join bank_line l on l.tenant_id = c.tenant_id and l.currency = c.currency
    join bank_account a on (a.tenant_id, a.account_id) = (l.tenant_id, l.account_id)
    where c.cheque_id = ${id} and (d.account_id is null or l.account_id = d.account_id) and ${wanted}
    order by (coalesce(l.remittance, l.name) ~* 'ch[eè]?q|remise|effet|lcr|impay|rejet') desc,
      (l.amount - l.placed <> 0) desc, abs(abs(l.amount) - c.amount), l.booked_on limit 12`.execute(tx)
  return rows
}

/** A slip as lists show it; `count` and `total` are of what was not withdrawn. */
export type DepositRow = {
  readonly id: DepositId
  readonly number: string
  readonly kind: 'cheque' | 'bill'
  readonly on: Day
  readonly account: string
  readonly creditor: CreditorId | null
  readonly total: bigint
  readonly currency: string
  readonly count: number
  readonly cleared: number
  readonly bounced: number
}

/** Slips that list something, the latest first; or one of them. */
export async function findDeposits(tx: Tx, id: DepositId | null): Promise<DepositRow[]> {
  const { rows } = await sql<DepositRow>`
    select d.deposit_id id, d.number, d.kind, d.on_day "on", a.number account, a.creditor_id creditor, d.total, d.currency,
      count(*)::int count, count(*) filter (where c.deposit_id = d.deposit_id and c.state = 'cleared')::int cleared,
      count(*) filter (where c.bounce_reason is not null)::int bounced
    from cheque_deposit d
    join bank_account a using (tenant_id, account_id)
    join cheque_deposit_item i using (tenant_id, deposit_id)
    join cheque c using (tenant_id, cheque_id)
    where not i.withdrawn and (${id}::uuid is null or d.deposit_id = ${id}::uuid)
    group by d.tenant_id, d.deposit_id, d.number, d.kind, d.on_day, a.number, a.creditor_id, d.total, d.currency
    order by d.on_day desc, d.deposit_id desc limit 500`.execute(tx)
  return rows
}

/** What a slip lists. */
export type DepositItem = {
  readonly position: number
  readonly drawer: string
  readonly number: string | null
  readonly bank: string | null
  readonly amount: bigint
  readonly dueOn: Day | null
}

/** The lines of a slip, as they were when it was handed in. */
export async function loadDepositItems(tx: Tx, id: DepositId): Promise<DepositItem[]> {
  const { rows } = await sql<DepositItem>`
    select row_number() over (order by position)::int "position", drawer, number, bank, amount, due_on "dueOn"
    from cheque_deposit_item where deposit_id = ${id} and not withdrawn order by 1`.execute(tx)
  return rows
}

/** The accounts met in statements, or made by a slip. */
export async function findKnownAccounts(
  tx: Tx,
): Promise<{ number: string; currency: string; label: string | null; creditor: CreditorId | null }[]> {
  const { rows } = await sql<{
    number: string
    currency: string
    label: string | null
    creditor: CreditorId | null
  }>`select number, currency, label, creditor_id creditor from bank_account order by number, currency`.execute(tx)
  return rows
}

/** The names of people by id. */
export async function loadNames(tx: Tx, users: readonly string[]): Promise<Map<string, string>> {
  if (users.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select user_id id, name from person where user_id = any(${[...new Set(users)]}::uuid[])`.execute(tx)
  return new Map(rows.map(row => [row.id, row.name]))
}
