import { newId } from '#platform/ids.ts'
import { daysBetween, earliest, type Day } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import type { Item } from './model.ts'
import type { Planned } from './standing.ts'
import type { TaskRequest } from './tasks-store.ts'

/** What somebody has to find out before the follow-up can be lawful, or leave at all. */
export type ErrandKind = 'find-out-kind' | 'find-address'

/**
 * The errands a customer asks for: his kind, when he owes something overdue and is treated as a private person for want
 * of it; an address, when a step is reached and nothing can be sent.
 */
export function errandsOf({ looked: { facts }, decision }: Planned, today: Day): TaskRequest[] {
  const late = facts.items.filter(item => item.open > 0n && item.dueOn < today)
  const asked = decision.reason.code === 'no-address' ? facts.items.filter(item => item.open > 0n) : late
  const [first] = asked
  if (!first) return []
  const listed = asked.filter(item => item.currency === first.currency)
  return missing({ facts, late }, decision.reason.code).map(kind => ({
    id: newId<'task'>(),
    customer: facts.customer,
    kind,
    dueOn: today,
    scenario: null,
    step: null,
    cycle: null,
    total: listed.reduce((sum, item) => sum + item.open, 0n),
    currency: first.currency,
    daysLate: Math.max(0, daysBetween(oldest(listed, first), today)),
    facts: {
      script: kind,
      invoices: listed.map(({ invoice, number, dueOn, open }) => ({ id: invoice, number, dueOn, open: String(open) })),
    },
  }))
}

type Asking = { readonly facts: Planned['looked']['facts']; readonly late: readonly Item[] }

function missing({ facts, late }: Asking, reason: string): ErrandKind[] {
  return [
    ...(facts.kind === 'unknown' && late.length > 0 && reason !== 'paused' ? (['find-out-kind'] as const) : []),
    ...(reason === 'no-address' ? (['find-address'] as const) : []),
  ]
}

function oldest(items: readonly Item[], first: Item): Day {
  return items.reduce((day, item) => earliest(day, item.dueOn), first.dueOn)
}

/** The errands that what is known of these customers makes needless. */
export function knownOf({ looked: { facts } }: Planned): { customer: CustomerId; kind: ErrandKind }[] {
  const { customer, reachable } = facts
  return [
    ...(facts.kind === 'unknown' ? [] : [{ customer, kind: 'find-out-kind' as const }]),
    ...(reachable.email || reachable.post ? [{ customer, kind: 'find-address' as const }] : []),
  ]
}
