import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { pageBy } from '#platform/db/page.ts'
import type { Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, ScenarioId, TaskId } from '#kernel/id.ts'
import { ok, type Result } from '#kernel/result.ts'
import { plainName } from '#kernel/text.ts'

type Query = { readonly sort: string; readonly cursor?: string | undefined; readonly limit: number }
type Party = { readonly id: CustomerId; readonly name: string; readonly ref: string }

/** One line of the list of follow-ups; `overdue` is minor units. */
export type FollowUpRow = {
  readonly id: CustomerId
  readonly sort_key: string
  readonly customer: Party
  readonly creditor: { readonly id: CreditorId; readonly code: string }
  readonly outcome: 'new' | 'message' | 'call' | 'wait' | 'hold'
  readonly reason: string
  readonly facts: Readonly<Record<string, string | number>>
  readonly scenario: { readonly id: ScenarioId; readonly name: string } | null
  readonly step: string | null
  readonly decidedOn: Day | null
  readonly nextOn: Day | null
  readonly overdue: bigint
  readonly currency: string
}

export type FollowUpFilter = {
  readonly q?: string | undefined
  readonly outcome?: readonly string[] | undefined
  readonly reason?: string | undefined
  readonly collector?: string | undefined
  readonly customer?: CustomerId | undefined
}

const FOLLOW_UP_SORTS = {
  next: { by: sql`coalesce(f.next_on, 'infinity'::date)`, as: 'date' },
  overdue: { by: sql`coalesce(o.overdue, 0)`, as: 'bigint' },
  customer: { by: sql`c.name_plain`, as: 'text' },
} as const

function followUpsFrom(filter: FollowUpFilter, today: Day) {
  return sql`
    from follow_up f
    join customer_card c using (tenant_id, customer_id)
    left join scenario s on (s.tenant_id, s.scenario_id) = (f.tenant_id, f.scenario_id)
    left join (
      select customer_id, sum(open)::bigint overdue, min(currency) currency from open_item
      where due_on < ${today} group by customer_id) o on o.customer_id = f.customer_id
    where ${filter.outcome === undefined ? sql`true` : sql`f.outcome = any(${filter.outcome}::text[])`}
      and ${filter.reason === undefined ? sql`true` : sql`f.reason = ${filter.reason}`}
      and ${filter.collector === undefined ? sql`true` : sql`c.collector_id = ${filter.collector}`}
      and ${filter.customer === undefined ? sql`true` : sql`f.customer_id = ${filter.customer}`}
      and ${filter.q === undefined ? sql`true` : sql`c.name_plain like ${`%${plainName(filter.q)}%`}`}`
}

/** One page of follow-ups, how many there are, and how many by reason. Refused: `not-a-sort`, `not-a-cursor`. */
export async function findFollowUps(
  tx: Tx,
  filter: FollowUpFilter,
  query: Query,
  today: Day,
): Promise<Result<{ rows: FollowUpRow[]; byReason: { outcome: string; code: string; count: number }[] }>> {
  const page = pageBy(FOLLOW_UP_SORTS, sql`f.customer_id`, query)
  if (!page.ok) return page
  const from = followUpsFrom(filter, today)
  const { rows } = await sql<FollowUpRow>`
    select f.customer_id id, f.outcome, f.reason, f.facts, f.step, f.decided_on "decidedOn", f.next_on "nextOn",
      coalesce(o.overdue, 0) overdue, coalesce(o.currency, 'EUR') currency,
      jsonb_build_object('id', c.customer_id, 'name', c.name, 'ref', c.ref) customer,
      jsonb_build_object('id', c.creditor_id, 'code', c.creditor_code) creditor,
      case when s.scenario_id is null then null else jsonb_build_object('id', s.scenario_id, 'name', s.name) end scenario,
      ${page.value.select}
    ${from} and ${page.value.where} ${page.value.order}`.execute(tx)
  const counted = await sql<{ outcome: string; code: string; count: number }>`
    select f.outcome, f.reason code, count(*)::int count ${from} group by 1, 2 order by 3 desc, 2`.execute(tx)
  return ok({ rows, byReason: counted.rows })
}

/** One task as a list shows it; amounts are minor units, as text inside `facts`. */
export type TaskRow = {
  readonly id: TaskId
  readonly sort_key: string
  readonly kind: 'call' | 'check-platform' | 'legal' | 'find-out-kind' | 'find-address'
  readonly state: 'open' | 'done' | 'skipped'
  readonly customer: Party
  readonly creditor: { readonly id: CreditorId; readonly code: string }
  readonly dueOn: Day
  readonly step: string | null
  readonly total: bigint
  readonly currency: string
  readonly daysLate: number
  readonly facts: {
    readonly script?: string
    readonly invoices?: readonly {
      readonly id: string
      readonly number: string
      readonly dueOn: Day
      readonly open: string
    }[]
  }
  readonly phone: string | null
  readonly contact: string | null
  readonly outcome: string | null
  readonly note: string | null
  readonly doneAt: string | null
}

export type TaskFilter = {
  readonly q?: string | undefined
  readonly state?: 'open' | 'done' | 'skipped' | undefined
  readonly kind?: readonly string[] | undefined
  readonly collector?: string | undefined
  readonly customer?: string | undefined
  /** To be done by that day; who is paused then is left in peace. */
  readonly dueBy?: Day | undefined
  readonly id?: TaskId | undefined
}

const TASK_SORTS = {
  total: { by: sql`t.total`, as: 'bigint' },
  due: { by: sql`t.due_on`, as: 'date' },
  late: { by: sql`t.days_late`, as: 'int' },
  customer: { by: sql`c.name_plain`, as: 'text' },
} as const

function tasksFrom(filter: TaskFilter) {
  return sql`
    from task t
    join customer_card c using (tenant_id, customer_id)
    left join contact_best b on (b.tenant_id, b.customer_id, b.way) = (t.tenant_id, t.customer_id, 'phone')
    where ${filter.state === undefined ? sql`true` : sql`t.state = ${filter.state}`}
      and ${filter.id === undefined ? sql`true` : sql`t.task_id = ${filter.id}`}
      and ${filter.kind === undefined ? sql`true` : sql`t.kind = any(${filter.kind}::text[])`}
      and ${filter.collector === undefined ? sql`true` : sql`c.collector_id = ${filter.collector}`}
      and ${filter.customer === undefined ? sql`true` : sql`t.customer_id = ${filter.customer}`}
      and ${filter.dueBy === undefined ? sql`true` : sql`t.due_on <= ${filter.dueBy} and coalesce(c.paused_until < ${filter.dueBy}, true)`}
      and ${filter.q === undefined ? sql`true` : sql`c.name_plain like ${`%${plainName(filter.q)}%`}`}`
}

/** One page of tasks, how many there are and what they add up to by currency. Refused: `not-a-sort`, `not-a-cursor`. */
export async function findTasks(
  tx: Tx,
  filter: TaskFilter,
  query: Query,
): Promise<Result<{ rows: TaskRow[]; totals: { currency: string; total: bigint; count: number }[] }>> {
  const page = pageBy(TASK_SORTS, sql`t.task_id`, query)
  if (!page.ok) return page
  const from = tasksFrom(filter)
  const { rows } = await sql<TaskRow>`
    select t.task_id id, t.kind, t.state, t.due_on "dueOn", t.step, t.total, t.currency, t.days_late "daysLate", t.facts,
      t.outcome, t.note, t.done_at "doneAt", b.address phone, b.name contact,
      jsonb_build_object('id', c.customer_id, 'name', c.name, 'ref', c.ref) customer,
      jsonb_build_object('id', c.creditor_id, 'code', c.creditor_code) creditor, ${page.value.select}
    ${from} and ${page.value.where} ${page.value.order}`.execute(tx)
  const summed = await sql<{ currency: string; total: bigint; count: number }>`
    select t.currency, sum(t.total)::bigint total, count(*)::int count ${from} group by 1 order by 2 desc`.execute(tx)
  return ok({ rows, totals: summed.rows })
}
