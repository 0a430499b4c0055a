import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import { daysBetween, type Day } from '#kernel/day.ts'
import { money, moneyToJson } from '#kernel/money.ts'
import { loadMissingCheques, withdrawChequeTasks } from './cheque-tasks-store.ts'
import { recordTasks } from './tasks-store.ts'

/** The script of the call: its number, a copy, or a transfer today. */
const SCRIPT = 'cheque-announced'

/**
 * Cheques that were announced and have not come in three days become calls, once for each time they were announced;
 * calls about those that came are withdrawn. Call it in the transaction that holds the cursor of the follow-up, so that
 * two runs take turns. With `asking` false nothing new is asked of anybody.
 */
export async function followCheques(tx: Tx, app: App, actor: Actor, today: Day, asking: boolean): Promise<void> {
  const withdrawn = await withdrawChequeTasks(tx, app.clock.instant())
  const missing = asking ? await loadMissingCheques(tx, today) : []
  await recordTasks(
    tx,
    actor.tenant,
    missing.map(({ cheque, customer, announcement, dueOn, total, currency, oldest, invoices }) => ({
      id: newId<'task'>(),
      customer,
      kind: 'call' as const,
      dueOn,
      scenario: null,
      step: null,
      cycle: null,
      total,
      currency,
      daysLate: Math.max(0, daysBetween(oldest, today)),
      facts: { script: SCRIPT, cheque, announcement, invoices },
    })),
  )
  await record(tx, actor.tenant, actor, [
    ...withdrawn.map(({ id, customer, cheque }) => ({
      customer,
      kind: 'task-withdrawn',
      data: { task: id, kind: 'call', step: null, reason: 'cheque-moved', cheque },
    })),
    ...missing.map(({ cheque, customer, total, currency, announcement }) => ({
      customer,
      kind: 'cheque-not-come',
      data: { cheque, announcements: announcement, ...moneyToJson(money(total, currency)) },
    })),
  ])
}
