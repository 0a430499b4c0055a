import { addDays, daysBetween, earliest, latest, type Day } from '#kernel/day.ts'
import { holidayRegion, isBusinessDay, nextBusinessDay } from '#law/holidays.ts'
import type { InvoiceId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'
import type { Act, Decision, Facts, Item, Outcome, Reason, ReasonCode, Scenario, Settled, Step } from './model.ts'

/** A preventive step this many days late has lost its point: the moment to ask « all well received? » is gone. */
const PREVENTIVE_STALE_DAYS = 7

/**
 * Decides what is done today for one customer: one act at the highest step any invoice has reached, listing everything
 * overdue, or a reason to wait. Pure: the same facts, scenario and day always give the same decision.
 */
export function decide(facts: Facts, scenario: Scenario | null, today: Day): Decision {
  const { customer } = facts
  const answer = (outcome: Outcome, code: ReasonCode, nextOn: Day | null, more: Reason['facts'] = {}): Decision => {
    return { customer, outcome, reason: { code, facts: more }, nextOn, act: null }
  }
  const invoices = facts.items.filter(item => item.open > 0n)
  if (invoices.length === 0) return answer('wait', 'nothing-open', null)
  if (facts.pausedUntil !== null && today <= facts.pausedUntil) {
    return answer('hold', 'paused', addDays(facts.pausedUntil, 1), { until: facts.pausedUntil })
  }
  if (scenario === null) return answer('hold', 'no-scenario', null)
  const free = invoices.filter(item => item.blocked === null)
  if (free.length === 0) return answer('hold', 'all-blocked', null, { reason: invoices[0]?.blocked ?? '' })

  const candidates = free.flatMap(item => candidateOf(item, free, scenario, today))
  const lead = candidates.reduce<Candidate | null>((best, next) => (best && !leads(next, best) ? best : next), null)
  const later = nextDay(free, scenario, today)
  if (lead === null) {
    if (later === null) return answer('wait', 'scenario-finished', null)
    return answer('wait', overdue(free, today).length > 0 ? 'next-step-later' : 'nothing-due-yet', later, { on: later })
  }
  const stop = obstacle(facts, scenario, lead, today)
  if (stop) return answer(stop.outcome, stop.code, stop.nextOn ?? later, stop.facts)
  const action = channelFor(lead, facts)
  if (action === null) return answer('hold', 'no-address', null, { step: lead.step.code })
  const act = actOn(facts, lead, { ...lead, action }, candidates, today)
  const outcome = isWritten(action) ? 'message' : 'call'
  return { customer, outcome, reason: stepReason(act), nextOn: dayAfterActing(act, free, scenario, today), act }
}

/** An invoice that has reached a step it has not done yet, and what that step means for it today. */
type Candidate = { item: Item; step: Step; rank: number; action: Act['action']; template: string }

function candidateOf(item: Item, free: readonly Item[], scenario: Scenario, today: Day): Candidate[] {
  for (let rank = scenario.steps.length - 1; rank > item.rank; rank -= 1) {
    const step = scenario.steps[rank]
    if (!step || !isReached(step, item, today)) continue
    const choice = choose(step, isPreventive(step) ? item.open : overdueTotal(free, item, today))
    if (choice) return [{ item, step, rank, ...choice }]
  }
  return []
}

function isPreventive(step: Step): boolean {
  return step.from === 'issue' || step.day <= 0
}

/** The day an invoice reaches a step: by its dates, and not before the pause after the step before. */
export function stepDay(step: Step, item: Item): Day {
  const byDate = addDays(step.from === 'due' ? item.dueOn : item.issueOn, step.day)
  if (step.afterDays === undefined || item.stepOn === null) return byDate
  return latest(byDate, addDays(item.stepOn, step.afterDays))
}

function isReached(step: Step, item: Item, today: Day): boolean {
  const on = stepDay(step, item)
  if (on > today) return false
  if (step.afterDays !== undefined && item.stepOn === null) return false
  return !isPreventive(step) || (today <= item.dueOn && daysBetween(on, today) <= PREVENTIVE_STALE_DAYS)
}

function choose(step: Step, total: bigint): Pick<Candidate, 'action' | 'template'> | null {
  if (step.minTotal === undefined || total >= BigInt(step.minTotal)) {
    return { action: step.action, template: step.template }
  }
  return step.otherwise ?? null
}

function overdue(items: readonly Item[], today: Day): Item[] {
  return items.filter(item => item.dueOn < today)
}

function overdueTotal(free: readonly Item[], like: Item, today: Day): bigint {
  return total(overdue(free, today).filter(item => item.currency === like.currency))
}

function total(items: readonly Item[]): bigint {
  return items.reduce((sum, item) => sum + item.open, 0n)
}

function leads(a: Candidate, b: Candidate): boolean {
  if (a.rank !== b.rank) return a.rank > b.rank
  if (a.item.dueOn !== b.item.dueOn) return a.item.dueOn < b.item.dueOn
  return a.item.number < b.item.number
}

type Obstacle = { outcome: 'wait' | 'hold'; code: ReasonCode; nextOn: Day | null; facts: Reason['facts'] }

/** What stops a step that is otherwise due: the calendar, courtesy, or money that already covers it. */
function obstacle(facts: Facts, scenario: Scenario, lead: Candidate, today: Day): Obstacle | null {
  const region = holidayRegion(facts.country, facts.postcode)
  if (scenario.businessDays && !isBusinessDay(today, region)) {
    const nextOn = nextBusinessDay(today, region)
    return { outcome: 'wait', code: 'not-a-business-day', nextOn, facts: { on: nextOn } }
  }
  const inCurrency = facts.items.filter(item => item.currency === lead.item.currency)
  const received = facts.received.find(each => each.currency === lead.item.currency)
  const credits = total(inCurrency.filter(item => item.open < 0n)) - (received?.onAccount ?? 0n)
  const owed = isPreventive(lead.step) ? lead.item.open : overdueTotal(inCurrency.filter(isFree), lead.item, today)
  if (owed + credits <= 0n) {
    return { outcome: 'hold', code: 'credit-covers', nextOn: null, facts: { credit: credits.toString() } }
  }
  if (owed + credits < BigInt(scenario.minTotal)) {
    return { outcome: 'wait', code: 'below-minimum', nextOn: null, facts: { minimum: scenario.minTotal } }
  }
  if (
    isWritten(lead.action) &&
    facts.lastContactOn !== null &&
    daysBetween(facts.lastContactOn, today) < scenario.minGapDays
  ) {
    const nextOn = addDays(facts.lastContactOn, scenario.minGapDays)
    return { outcome: 'wait', code: 'minimum-gap', nextOn, facts: { last: facts.lastContactOn, on: nextOn } }
  }
  if (lead.action === 'check-platform') return null
  const doubt = doubtAboutPayment(facts, received?.likely ?? 0n, owed + credits, today)
  return doubt ?? paperOnItsWay(facts.expected, lead, owed + credits, today)
}

/** « The cheque is in the post »: three days of peace. One that is here covers its amount until the bank has said. */
function paperOnItsWay(expected: Facts['expected'], lead: Candidate, owed: bigint, today: Day): Obstacle | null {
  const mine = expected.filter(paper => paper.currency === lead.item.currency)
  const announced = mine.filter(paper => paper.state === 'announced' && today <= paper.until)
  const first = announced.reduce<Day | null>((day, { until }) => (day === null ? until : earliest(day, until)), null)
  if (first !== null) {
    // On the day it should be here somebody calls; a mail the same day would say less than the call.
    return { outcome: 'wait', code: 'cheque-announced', nextOn: addDays(first, 1), facts: { on: first } }
  }
  const asked = lead.action === 'call' ? mine.find(paper => paper.asked) : undefined
  if (asked) {
    return { outcome: 'wait', code: 'cheque-to-ask', nextOn: addDays(today, 1), facts: { on: asked.until } }
  }
  const here = mine.filter(paper => paper.state === 'in-hand' && today <= paper.until)
  const covered = here.reduce((sum, paper) => sum + paper.amount, 0n)
  if (here.length === 0 || covered < owed) return null
  const over = here.reduce<Day | null>((day, { until }) => (day === null ? until : earliest(day, until)), null)
  const nextOn = addDays(over ?? today, 1)
  return { outcome: 'wait', code: 'cheque-in-hand', nextOn, facts: { cheque: covered.toString(), on: nextOn } }
}

/** Nobody is chased for what may be paid: money that waits to be confirmed, or statements too old to know. */
function doubtAboutPayment(facts: Facts, likely: bigint, owed: bigint, today: Day): Obstacle | null {
  const nextOn = addDays(today, 1)
  if (likely >= owed) {
    return { outcome: 'hold', code: 'receipt-to-confirm', nextOn, facts: { received: likely.toString() } }
  }
  if (facts.statements === null || today <= facts.statements.freshUntil) return null
  const { knownTo, account } = facts.statements
  return { outcome: 'hold', code: 'statements-stale', nextOn, facts: { knownTo, account } }
}

function isFree(item: Item): boolean {
  return item.open > 0n && item.blocked === null
}

function channelFor(lead: Candidate, facts: Facts): Act['action'] | null {
  if (lead.action === 'email' && !facts.reachable.email) return facts.reachable.post ? 'letter' : null
  if (lead.action === 'letter' && !facts.reachable.post) return null
  return lead.action
}

function actOn(facts: Facts, lead: Candidate, chosen: Candidate, candidates: readonly Candidate[], today: Day): Act {
  const inCurrency = facts.items.filter(item => item.currency === lead.item.currency)
  const stepping = candidates.filter(
    candidate => candidate.item.currency === lead.item.currency && joins(candidate, chosen),
  )
  const listed = inCurrency.filter(item => {
    if (item.open < 0n) return true
    return isFree(item) && (item.dueOn < today || stepping.some(candidate => candidate.item === item))
  })
  const late = overdue(listed.filter(isFree), today)
  const oldest = late.reduce<Day | null>((day, item) => (day === null ? item.dueOn : earliest(day, item.dueOn)), null)
  return {
    step: lead.step,
    rank: lead.rank,
    action: chosen.action,
    template: chosen.template,
    approval: lead.step.approval ?? false,
    cycle: lead.item.invoice,
    cycleDueOn: lead.item.dueOn,
    currency: lead.item.currency,
    total: total(listed),
    daysLate: oldest === null ? 0 : daysBetween(oldest, today),
    listed,
    climbs: stepping.map(({ item, step, rank }) => ({ invoice: item.invoice, step: step.code, rank })),
  }
}

// A mail about what is overdue neither makes the courtesy call nor the status check of a young invoice: that waits for
// tomorrow. One call may well speak of both, and one mail announce what falls due.
function joins({ step, action }: Candidate, lead: Candidate): boolean {
  return !(isPreventive(step) && isWritten(lead.action) && !isWritten(action))
}

function isWritten(action: Act['action']): boolean {
  return action === 'email' || action === 'letter'
}

function stepReason(act: Act): Reason {
  return { code: 'step-due', facts: { step: act.step.code, dueOn: act.cycleDueOn, invoices: act.listed.length } }
}

/** The first day after today on which some invoice reaches a step it has not done. */
function nextDay(items: readonly Item[], scenario: Scenario, today: Day): Day | null {
  let first: Day | null = null
  for (const item of items) {
    for (const step of scenario.steps.slice(item.rank + 1)) {
      if (step.afterDays !== undefined && item.stepOn === null) continue
      const on = stepDay(step, item)
      if (on <= today || (isPreventive(step) && on > item.dueOn)) continue
      first = first === null ? on : earliest(first, on)
    }
  }
  return first
}

function dayAfterActing(act: Act, free: readonly Item[], scenario: Scenario, today: Day): Day | null {
  const climbed = new Map(act.climbs.map(climb => [climb.invoice, climb.rank]))
  const after = free.map(item => {
    const rank = climbed.get(item.invoice)
    return rank === undefined ? item : { ...item, rank, stepOn: today }
  })
  const waiting = after.some(item => candidateOf(item, after, scenario, today).length > 0)
  return waiting ? addDays(today, 1) : nextDay(after, scenario, today)
}

/**
 * What a customer is thanked for today: the invoices just paid after a reminder, of one currency, once nothing is
 * overdue any more. Null when nobody is thanked; `cycle` is the invoice due last.
 */
export function thanks(
  facts: Facts,
  scenario: Scenario | null,
  settled: readonly Settled[],
  today: Day,
): { readonly cycle: InvoiceId; readonly currency: Currency; readonly paid: readonly Settled[] } | null {
  if (scenario?.thankYou !== true || !facts.reachable.email) return null
  if (overdue(facts.items, today).some(item => item.open > 0n)) return null
  const reminded = settled.filter(({ rank }) => {
    const step = scenario.steps[rank]
    return step !== undefined && !isPreventive(step)
  })
  const last = reminded.reduce<Settled | null>((best, next) => (best && best.dueOn >= next.dueOn ? best : next), null)
  if (last === null) return null
  const { invoice: cycle, currency } = last
  return { cycle, currency, paid: reminded.filter(each => each.currency === currency) }
}
