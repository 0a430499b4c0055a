import { addDays, daysBetween, earliest, type Day } from '#kernel/day.ts'
import { toDecimal, type Money } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { divideRounded } from '#kernel/rounding.ts'
import type { Certainty } from './certainty.ts'
import { accrualCuts, percentDays } from './accrual.ts'

/**
 * Which days bear interest. B, the wording of L441-10 II: from the day after the due date to the payment day included.
 * A: from the due date included to the payment day excluded. Same count; they differ when a rate changes in between.
 */
export type Convention = 'A' | 'B'

/** Days a year has: 365 always, or the actual length of the year each day falls in. */
export type YearBase = '365' | 'actual'

/** Where a part payment goes first. `lower` computes both and keeps the lower total until the user chooses. */
export type Imputation = 'interest-first' | 'principal-first' | 'lower'

/** A price owed: `principal` includes taxes and is what remained to pay when issued. */
export type Debt = { readonly principal: Money; readonly dueOn: Day }

/**
 * What changed the debt. A payment follows the imputation; a credit note lowers the price from its date; a settlement
 * says that the whole principal was paid that day, whatever its order, and leaves the interest owed.
 */
export type DebtEvent =
  | { readonly kind: 'payment' | 'credit-note'; readonly on: Day; readonly amount: Money }
  | { readonly kind: 'settlement'; readonly on: Day }

/** The yearly rate over a span of days and why it applies. */
export type AppliedRate = {
  readonly from: Day
  readonly to: Day
  readonly ppm: number
  readonly why: string
  readonly certainty: Certainty
}

/** How interest runs: `startsAfter` is the due date or the formal notice, null when none runs. */
export type InterestRule = {
  readonly startsAfter: Day | null
  /** Rates covering the asked days without a hole, in order. */
  readonly rates: (from: Day, to: Day) => Result<readonly AppliedRate[]>
  readonly convention: Convention
  readonly yearBase: YearBase
  readonly imputation: Imputation
  /** Day of the opening judgment: interest stops the day before. */
  readonly frozenFrom: Day | null
  /** Part of the price that bears no interest because it is disputed. */
  readonly disputed: Money | null
  /** C. civ. 1343-2: interest due for a full year bears interest. */
  readonly compound: boolean
}

/** A run of days with one base and one rate; both ends bear interest. */
export type Segment = {
  readonly from: Day
  readonly to: Day
  readonly days: number
  readonly base: Money
  readonly ppm: number
  readonly interest: Money
  readonly why: string
  readonly certainty: Certainty
}

/** Where one event went. */
export type Imputed = {
  readonly on: Day
  readonly kind: DebtEvent['kind']
  readonly amount: Money
  readonly toInterest: Money
  readonly toPrincipal: Money
  readonly surplus: Money
}

/** The whole account of one debt at one date, under one order of imputation. */
export type InterestStatement = {
  readonly segments: readonly Segment[]
  readonly imputed: readonly Imputed[]
  readonly order: 'interest-first' | 'principal-first'
  readonly days: number
  readonly interest: Money
  readonly principalLeft: Money
  readonly interestLeft: Money
  /** Paid or credited beyond principal and interest. */
  readonly surplus: Money
  /** Interest of one more day, rounded, at the last base and rate; zero when none runs. */
  readonly daily: Money
  /** The same debt under the other order, when it was computed and differs. */
  readonly other: InterestStatement | null
}

type Ledger = { principal: bigint; interest: bigint; compounded: bigint; surplus: bigint }

/**
 * Late interest of a debt at `stopOn`: segments broken at every payment, credit note and rate change, each rounded
 * half-up to the minor unit, then added. Principal paid late keeps its interest. Events after `stopOn` are left out.
 * Refused: `currency-differs`, `amount-not-positive`, and whatever the rates refuse (`unknown-rate`).
 * Source: C. com. L441-10 II, C. civ. 1343-1 and 1343-2, loi belge du 2 août 2002; docs/law/late-interest.md.
 */
export function lateInterest(
  debt: Debt,
  events: readonly DebtEvent[],
  rule: InterestRule,
  stopOn: Day,
): Result<InterestStatement> {
  const wrong = wrongAmounts(debt, events, rule)
  if (wrong) return wrong
  const window = interestWindow(rule, stopOn)
  const rates = window ? rule.rates(window.from, window.to) : ok([])
  if (!rates.ok) return rates
  const run = (order: 'interest-first' | 'principal-first'): InterestStatement =>
    account(debt, eventsInOrder(events, stopOn), rule, window, rates.value, order, stopOn)
  if (rule.imputation !== 'lower') return ok(run(rule.imputation))
  const both = [run('interest-first'), run('principal-first')] as const
  const total = ({ principalLeft, interestLeft }: InterestStatement): bigint =>
    principalLeft.amount + interestLeft.amount
  if (total(both[0]) === total(both[1])) return ok(both[0])
  const [kept, other] = total(both[0]) < total(both[1]) ? both : ([both[1], both[0]] as const)
  return ok({ ...kept, other })
}

function wrongAmounts(debt: Debt, events: readonly DebtEvent[], rule: InterestRule): Result<never> | null {
  const { currency } = debt.principal
  const amounts = events.flatMap(event => (event.kind === 'settlement' ? [] : [event.amount]))
  const all = rule.disputed ? [...amounts, rule.disputed] : amounts
  if (all.some(amount => amount.currency !== currency)) {
    return refuse('currency-differs', `Every amount must be in ${currency}, the currency of the debt`, { currency })
  }
  const below = [...all, debt.principal].find(amount => amount.amount < 0n)
  return below
    ? refuse(
        'amount-not-positive',
        `${toDecimal(below)} is below zero: write amounts without a sign, the kind of event says what they do`,
        { amount: toDecimal(below) },
      )
    : null
}

type Window = { readonly from: Day; readonly to: Day }

// First and last interest-bearing day, or null when there is none.
function interestWindow({ startsAfter, frozenFrom, convention }: InterestRule, stopOn: Day): Window | null {
  if (startsAfter === null) return null
  const stop = frozenFrom ? earliest(stopOn, addDays(frozenFrom, -1)) : stopOn
  const from = convention === 'B' ? addDays(startsAfter, 1) : startsAfter
  const to = convention === 'B' ? stop : addDays(stop, -1)
  return from <= to ? { from, to } : null
}

const RANK: Readonly<Record<DebtEvent['kind'], number>> = { 'credit-note': 0, payment: 1, settlement: 2 }

function eventsInOrder(events: readonly DebtEvent[], stopOn: Day): DebtEvent[] {
  return events
    .filter(event => event.on <= stopOn)
    .sort((a, b) => (a.on === b.on ? RANK[a.kind] - RANK[b.kind] : a.on < b.on ? -1 : 1))
}

function account(
  debt: Debt,
  events: readonly DebtEvent[],
  rule: InterestRule,
  window: Window | null,
  rates: readonly AppliedRate[],
  order: 'interest-first' | 'principal-first',
  stopOn: Day,
): InterestStatement {
  const { currency } = debt.principal
  const money = (amount: bigint): Money => ({ amount, currency })
  const ledger: Ledger = { principal: debt.principal.amount, interest: 0n, compounded: 0n, surplus: 0n }
  const segments: Segment[] = []
  const imputed: Imputed[] = []
  const running = window && { ...window, cursor: window.from }
  const accrueUntil = (last: Day): void => {
    if (!running) return
    const to = earliest(last, running.to)
    if (running.cursor > to) return
    segments.push(...accrue(ledger, rule, rates, { from: running.cursor, to }, running.from, currency))
    running.cursor = addDays(to, 1)
  }
  for (const event of events) {
    // The last day that still bears interest on what the event is about to pay.
    accrueUntil(rule.convention === 'B' ? event.on : addDays(event.on, -1))
    imputed.push(impute(ledger, event, order, money))
  }
  accrueUntil(stopOn)
  const sum = segments.reduce((total, segment) => total + segment.interest.amount, 0n)
  return {
    segments,
    imputed,
    order,
    days: segments.reduce((total, segment) => total + segment.days, 0),
    interest: money(sum),
    principalLeft: money(ledger.principal),
    interestLeft: money(ledger.interest),
    surplus: money(ledger.surplus),
    daily: money(dailyInterest(ledger, rule, rates, window, stopOn)),
    other: null,
  }
}

function bearing({ principal, compounded }: Ledger, disputed: Money | null): bigint {
  const undisputed = principal - (disputed?.amount ?? 0n)
  return (undisputed > 0n ? undisputed : 0n) + compounded
}

function accrue(
  ledger: Ledger,
  rule: InterestRule,
  rates: readonly AppliedRate[],
  span: Window,
  firstDay: Day,
  currency: string,
): Segment[] {
  const segments: Segment[] = []
  for (const cut of accrualCuts(span, rates, rule, firstDay)) {
    if (cut.compounds) ledger.compounded = ledger.interest
    const base = bearing(ledger, rule.disputed)
    if (base === 0n) continue
    const days = daysBetween(cut.from, cut.to) + 1
    const interest = divideRounded(
      base * BigInt(cut.rate.ppm) * BigInt(days),
      percentDays(cut.from, rule.yearBase),
      'half-up',
    )
    ledger.interest += interest
    segments.push({
      from: cut.from,
      to: cut.to,
      days,
      base: { amount: base, currency },
      ppm: cut.rate.ppm,
      interest: { amount: interest, currency },
      why: cut.rate.why,
      certainty: cut.rate.certainty,
    })
  }
  return segments
}

function dailyInterest(
  ledger: Ledger,
  rule: InterestRule,
  rates: readonly AppliedRate[],
  window: Window | null,
  stopOn: Day,
): bigint {
  const last = rates.at(-1)
  // The opening judgment stopped interest: the day after the statement bears none.
  const frozen = rule.frozenFrom !== null && rule.frozenFrom <= addDays(stopOn, 1)
  if (!last || !window || frozen) return 0n
  const base = bearing(ledger, rule.disputed)
  return divideRounded(base * BigInt(last.ppm), percentDays(window.to, rule.yearBase), 'half-up')
}

const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b)

function impute(
  ledger: Ledger,
  event: DebtEvent,
  order: 'interest-first' | 'principal-first',
  money: (amount: bigint) => Money,
): Imputed {
  const amount = event.kind === 'settlement' ? ledger.principal : event.amount.amount
  const [toInterest, toPrincipal] = shares(ledger, event.kind, amount, order)
  const surplus = amount - toInterest - toPrincipal
  ledger.interest -= toInterest
  ledger.principal -= toPrincipal
  ledger.compounded = lesser(ledger.compounded, ledger.interest)
  ledger.surplus += surplus
  return {
    on: event.on,
    kind: event.kind,
    amount: money(amount),
    toInterest: money(toInterest),
    toPrincipal: money(toPrincipal),
    surplus: money(surplus),
  }
}

function shares(
  { principal, interest }: Ledger,
  kind: DebtEvent['kind'],
  amount: bigint,
  order: 'interest-first' | 'principal-first',
): readonly [toInterest: bigint, toPrincipal: bigint] {
  if (kind !== 'payment') return [0n, lesser(amount, principal)]
  if (order === 'interest-first') {
    const toInterest = lesser(amount, interest)
    return [toInterest, lesser(amount - toInterest, principal)]
  }
  const toPrincipal = lesser(amount, principal)
  return [lesser(amount - toPrincipal, interest), toPrincipal]
}
