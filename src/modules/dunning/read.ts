import type { Actor, App } from '#platform/app.ts'
import { keyOf } from '#platform/db/page.ts'
import { pageFrom } from '#platform/http/cursor.ts'
import type { CustomerId } from '#kernel/id.ts'
import { money, moneyToJson } from '#kernel/money.ts'
import { ok, refuse } from '#kernel/result.ts'
import { decide, stepDay } from './decide.ts'
import { findFollowUps, type FollowUpFilter, type FollowUpRow } from './read-store.ts'
import { loadFacts, loadScenarios, type Looked } from './store.ts'

/** A follow-up as lists and answers show it. */
export function followUpLine(row: FollowUpRow) {
  const { id: _, sort_key: _key, currency, overdue, reason, facts, ...line } = row
  return { ...line, reason: { code: reason, facts }, overdue: moneyToJson(money(overdue, currency)) }
}

type Query = { readonly sort?: string | undefined; readonly cursor?: string | undefined; readonly limit: number }

/** One page of follow-ups with the count by reason. Refused: `not-a-sort`, `not-a-cursor`. */
export function listFollowUps(app: App, actor: Actor, { sort, cursor, limit, ...filter }: FollowUpFilter & Query) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await findFollowUps(tx, filter, { sort: sort ?? '-overdue', cursor, limit }, actor.today)
    if (!found.ok) return found
    const { rows, byReason } = found.value
    const count = byReason.reduce((sum, reason) => sum + reason.count, 0)
    return ok({ ...pageFrom(rows, limit, keyOf, followUpLine), count, byReason })
  })
}

/** What would be decided for one customer now, why, and the steps to come. Refused: `not-found`. */
export function readFollowUp(app: App, actor: Actor, customer: CustomerId) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await findFollowUps(tx, { customer }, { sort: 'next', limit: 1 }, actor.today)
    const row = found.ok ? found.value.rows[0] : undefined
    const [looked] = await loadFacts(tx, [customer])
    if (!row || !looked) {
      return refuse('not-found', 'this customer has no follow-up: nothing was ever open', { customer })
    }
    const { outcome, reason, act } = decide(looked.facts, looked.scenario, actor.today)
    const now = { outcome, reason, step: act?.step.code ?? null, action: act?.action ?? null }
    return ok({ ...followUpLine(row), now, invoices: plannedInvoices(looked) })
  })
}

function plannedInvoices({ facts, scenario }: Looked) {
  return facts.items
    .filter(item => item.open > 0n)
    .map(item => ({
      id: item.invoice,
      number: item.number,
      dueOn: item.dueOn,
      open: moneyToJson(money(item.open, item.currency)),
      steps: (scenario?.steps ?? []).map((step, rank) => ({
        rank,
        code: step.code,
        action: step.action,
        template: step.template,
        on: stepDay(step, item),
        done: rank <= item.rank,
      })),
    }))
}

/** The scenario of each segment. */
export function listScenarios(app: App, actor: Actor) {
  return app.db.inTenant(actor.tenant, async tx => {
    const scenarios = await loadScenarios(tx)
    return scenarios.map(({ id, segment, segmentName, version, definition }) => ({
      id,
      segment: segment === null ? null : { id: segment, name: segmentName ?? '' },
      version,
      definition,
    }))
  })
}
