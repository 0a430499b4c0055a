import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { keyOf } from '#platform/db/page.ts'
import { pageFrom } from '#platform/http/cursor.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import { daysBetween, type Day } from '#kernel/day.ts'
import type { TaskId } from '#kernel/id.ts'
import { money, moneyToJson } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { findTasks, type TaskFilter, type TaskRow } from './read-store.ts'
import { lockTask, recordEnd, recordTasks, withdrawNext } from './tasks-store.ts'

/** A task as lists and answers show it; while it is open its lateness grows with the days. */
export function taskLine(row: TaskRow, today: Day) {
  const { sort_key: _, currency, facts, total, ...line } = row
  const late = (facts.invoices ?? [])
    .filter(({ open }) => BigInt(open) > 0n)
    .map(({ dueOn }) => daysBetween(dueOn, today))
  return {
    ...line,
    daysLate: row.state === 'open' ? Math.max(0, ...late) : row.daysLate,
    total: moneyToJson(money(total, currency)),
    script: facts.script ?? null,
    invoices: (facts.invoices ?? []).map(({ number, dueOn, open }) => {
      return { number, dueOn, open: moneyToJson(money(BigInt(open), currency)) }
    }),
  }
}

export type TaskLine = ReturnType<typeof taskLine>

type Query = { readonly sort?: string | undefined; readonly cursor?: string | undefined; readonly limit: number }

/** One page of tasks, the dearest first. Refused: `not-a-sort`, `not-a-cursor`. */
export function listTasks(app: App, actor: Actor, { sort, cursor, limit, ...filter }: TaskFilter & Query) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await findTasks(tx, filter, { sort: sort ?? '-total', cursor, limit })
    if (!found.ok) return found
    const { rows, totals } = found.value
    return ok({
      ...pageFrom(rows, limit, keyOf, row => taskLine(row, actor.today)),
      count: totals.reduce((sum, line) => sum + line.count, 0),
      totals: totals.map(line => moneyToJson(money(line.total, line.currency))),
    })
  })
}

/** How a person ended a task. */
export type End = {
  readonly state: 'done' | 'skipped'
  readonly outcome?: string | undefined
  readonly note?: string | undefined
  /** The same task comes back on this day. */
  readonly again?: Day | undefined
}

/**
 * Notes what a call or a check gave, or that it was skipped and why; with `again`, the same task comes back that day.
 * Refused: `not-found`, `already-ended`, `skip-needs-reason`, `again-in-the-past`.
 */
export function endTask(app: App, actor: Actor, id: TaskId, end: End): Promise<Result<TaskLine>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const task = await lockTask(tx, id)
    if (!task) return notFound(id)
    if (task.state !== 'open')
      return refuse('already-ended', 'somebody has ended this task already; read it again', { id })
    if (end.state === 'skipped' && !end.note?.trim()) {
      return refuse('skip-needs-reason', 'say in a few words why this is skipped', { field: 'note' })
    }
    if (end.again !== undefined && end.again <= actor.today) {
      return refuse('again-in-the-past', `${end.again} is not after today: choose a later day`, { field: 'again' })
    }
    const { state } = end
    const ended = {
      state,
      outcome: end.outcome ?? null,
      note: end.note ?? null,
      by: actor.user,
      at: app.clock.instant(),
    }
    await recordEnd(tx, id, ended)
    if (end.again !== undefined) {
      const facts = { ...task.facts, after: id }
      const next = { ...task, id: newId<'task'>(), dueOn: end.again, scenario: null, cycle: null, facts }
      await recordTasks(tx, actor.tenant, [next])
    }
    const facts = {
      task: id,
      kind: task.kind,
      state,
      outcome: ended.outcome,
      note: ended.note,
      again: end.again ?? null,
    }
    await record(tx, actor.tenant, actor, [{ customer: task.customer, kind: 'task-ended', data: facts }])
    return readTask(tx, id, actor.today)
  })
}

/** Takes back the end of a task, and the later task that this end asked for. Refused: `not-found`, `not-ended`. */
export function reopenTask(app: App, actor: Actor, id: TaskId): Promise<Result<TaskLine>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const task = await lockTask(tx, id)
    if (!task) return notFound(id)
    if (task.state === 'open') return refuse('not-ended', 'this task is still open', { id })
    await recordEnd(tx, id, { state: 'open', outcome: null, note: null, by: null, at: null })
    await withdrawNext(tx, id, { by: actor.user, at: app.clock.instant() })
    await record(tx, actor.tenant, actor, [{ customer: task.customer, kind: 'task-reopened', data: { task: id } }])
    return readTask(tx, id, actor.today)
  })
}

async function readTask(tx: Tx, id: TaskId, today: Day): Promise<Result<TaskLine>> {
  const found = await findTasks(tx, { id }, { sort: '-total', limit: 1 })
  const row = found.ok ? found.value.rows[0] : undefined
  return row ? ok(taskLine(row, today)) : notFound(id)
}

function notFound(id: TaskId): Result<never> {
  return refuse('not-found', `there is no task ${id} here`, { id })
}
