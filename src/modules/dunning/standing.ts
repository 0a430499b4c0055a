import type { Decision } from './model.ts'
import type { Looked, Standing } from './store.ts'

/** One customer of a run, dry or not: what would be done, or why nothing. */
export type Planned = { readonly looked: Looked; readonly decision: Decision }

/** Where a customer stands after a decision. */
export function standingOf({ looked, decision }: Planned): Standing {
  return {
    customer: decision.customer,
    nextOn: decision.nextOn,
    outcome: decision.outcome,
    reason: decision.reason.code,
    facts: decision.reason.facts,
    scenario: looked.to.scenario,
    step: decision.act?.step.code ?? null,
    contacted: decision.outcome === 'message',
  }
}
