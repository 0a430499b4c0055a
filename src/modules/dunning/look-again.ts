import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { record } from '#platform/journal.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import { cancelPaid } from '#modules/messages/index.ts'
import { followCheques } from './cheque-tasks.ts'
import { decide } from './decide.ts'
import type { Decision } from './model.ts'
import { loadFacts, recordSignals, recordStandings } from './store.ts'
import { standingOf } from './standing.ts'
import { lockPending, restoreTasks, withdrawPaidTasks } from './withdraw-store.ts'

const BATCH = 500

/**
 * What payments mean for what already waits: calls and messages to approve about what is paid are withdrawn; a call is
 * due again when the payment came back and nothing else is done now. Each is journaled with its reason.
 */
export async function followPayments(tx: Tx, app: App, actor: Actor, decisions: readonly Decision[]): Promise<void> {
  const customers = decisions.map(decision => decision.customer)
  const quiet = decisions.filter(decision => decision.act === null).map(decision => decision.customer)
  const withdrawn = await withdrawPaidTasks(tx, customers, app.clock.instant())
  const restored = await restoreTasks(tx, quiet)
  await cancelPaid(tx, actor, customers)
  const entry = (kind: string) => {
    return ({ id, customer, step, kind: task }: (typeof withdrawn)[number]) => {
      const reason = kind === 'task-withdrawn' ? 'paid' : 'payment-came-back'
      return { customer, kind, data: { task: id, kind: task, step, reason } }
    }
  }
  await record(tx, actor.tenant, actor, [
    ...withdrawn.map(entry('task-withdrawn')),
    ...restored.map(entry('task-reopened')),
  ])
}

/**
 * Looks again, within seconds of a payment, at the customers of whom something waits: what is no longer justified is
 * withdrawn, and who has nothing more to be asked stands so. Nothing new is asked of anybody: that is the day's run.
 * Answers how many were looked at; `alive` false stops between two batches.
 */
export async function lookAgain(app: App, actor: Actor, today: Day, alive = (): boolean => true): Promise<number> {
  await app.db.inTenant(actor.tenant, async tx => {
    await recordSignals(tx, actor.tenant, today)
    await followCheques(tx, app, actor, today, false)
  })
  let looked = 0
  for (let after: CustomerId | null = null; alive();) {
    const customers: CustomerId[] = await app.db.inTenant(actor.tenant, async tx => {
      const batch = await lockPending(tx, today, after, BATCH)
      if (batch.length > 0) await lookAt(tx, app, actor, batch, today)
      return batch
    })
    looked += customers.length
    if (customers.length < BATCH) return looked
    after = customers.at(-1) ?? null
  }
  return looked
}

async function lookAt(tx: Tx, app: App, actor: Actor, customers: readonly CustomerId[], today: Day): Promise<void> {
  const planned = (await loadFacts(tx, customers)).map(looked => {
    return { looked, decision: decide(looked.facts, looked.scenario, today) }
  })
  const quiet = planned.filter(({ decision }) => decision.act === null)
  await recordStandings(tx, quiet.map(standingOf), today)
  await followPayments(
    tx,
    app,
    actor,
    planned.map(({ decision }) => decision),
  )
}
