import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId, ScenarioId, TaskId, TenantId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'

/** Something a person has to do. Amounts are minor units. */
export type TaskRequest = {
  readonly id: TaskId
  readonly customer: CustomerId
  readonly kind: 'call' | 'check-platform' | 'legal' | 'find-out-kind' | 'find-address'
  readonly dueOn: Day
  readonly scenario: ScenarioId | null
  readonly step: string | null
  readonly cycle: InvoiceId | null
  readonly total: bigint
  readonly currency: Currency
  readonly daysLate: number
  readonly facts: Readonly<Record<string, unknown>>
}

/** Days after which an errand that was ended without its fact being found is asked again. */
const ERRAND_AGAIN_DAYS = 30

/**
 * Writes tasks; one that exists already for the same step and cycle is left as it is, and so is an errand (`find-…`)
 * that is open, or was asked in the last 30 days.
 */
export async function recordTasks(tx: Tx, tenant: TenantId, tasks: readonly TaskRequest[]): Promise<void> {
  if (tasks.length === 0) return
  const rows = tasks.map(task => ({ ...task, total: String(task.total) }))
  await sql`
    insert into task (tenant_id, task_id, customer_id, kind, state, due_on, scenario_id, step, cycle, total, currency,
      days_late, facts)
    select ${tenant}, t.id, t.customer, t.kind, 'open', t."dueOn", t.scenario, t.step, t.cycle, t.total, t.currency,
      t."daysLate", t.facts
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(id uuid, customer uuid, kind text, "dueOn" date,
      scenario uuid, step text, cycle uuid, total bigint, currency text, "daysLate" int, facts jsonb)
    where t.kind not like 'find-%' or not exists (
      select from task e where e.customer_id = t.customer and e.kind = t.kind
        and (e.state = 'open' or e.due_on > t."dueOn" - ${ERRAND_AGAIN_DAYS}::int))
    on conflict do nothing`.execute(tx)
}

/** Ends the open errands of these customers about what is known by now. */
export async function withdrawErrands(
  tx: Tx,
  known: readonly { readonly customer: CustomerId; readonly kind: TaskRequest['kind'] }[],
  at: string,
): Promise<void> {
  await sql`
    update task t set state = 'skipped', outcome = 'known', done_by = null, done_at = ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) as k(customer uuid, kind text)
    where t.customer_id = k.customer and t.kind = k.kind and t.state = 'open'`.execute(tx)
}

/** A task as a command sees it, locked until the transaction ends. */
export type LockedTask = Omit<TaskRequest, 'cycle'> & { readonly state: 'open' | 'done' | 'skipped' }

/** One task, locked, or null. */
export async function lockTask(tx: Tx, id: TaskId): Promise<LockedTask | null> {
  const { rows } = await sql<LockedTask>`
    select task_id id, customer_id customer, kind, state, due_on "dueOn", scenario_id scenario, step, total, currency,
      days_late "daysLate", facts
    from task where task_id = ${id} for update`.execute(tx)
  return rows[0] ?? null
}

/** Ends a task, or takes its end back (`open`, everything null). */
export async function recordEnd(
  tx: Tx,
  id: TaskId,
  end: {
    readonly state: 'open' | 'done' | 'skipped'
    readonly outcome: string | null
    readonly note: string | null
    readonly by: string | null
    readonly at: string | null
  },
): Promise<void> {
  await sql`
    update task set state = ${end.state}, outcome = ${end.outcome}, note = ${end.note}, done_by = ${end.by}::uuid,
      done_at = ${end.at}::timestamptz
    where task_id = ${id}`.execute(tx)
}

/** Skips the open task that the end of another one asked for (`facts.after`): that end was taken back. */
export async function withdrawNext(
  tx: Tx,
  after: TaskId,
  end: { readonly by: string | null; readonly at: string },
): Promise<void> {
  await sql`
    update task set state = 'skipped', note = 'taken back', done_by = ${end.by}::uuid, done_at = ${end.at}::timestamptz
    where facts ->> 'after' = ${after} and state = 'open'
      and customer_id = (select customer_id from task where task_id = ${after})`.execute(tx)
}
