import { addDays, addMonths, day, endOfMonth, type Day } from '#kernel/day.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { outOfReach } from './reach.ts'

/** What a payment term counts from. */
export type TermStart = 'issue' | 'receipt' | 'delivery'

/**
 * How a term becomes a date: `net` adds days; `days-then-month-end` adds days and goes to the end of that month;
 * `month-end-then-days` goes to the end of the month and adds days; `ten-day` goes to the end of the ten-day period
 * of the month (10th, 20th, last day) and adds days. Both month-end computations of « 45 jours fin de mois » are
 * tolerated: the contract should say which (DGCCRF, certainty M).
 */
export const TERM_METHODS = ['net', 'days-then-month-end', 'month-end-then-days', 'ten-day'] as const
export type TermMethod = (typeof TERM_METHODS)[number]

/** A payment term: « 45 jours fin de mois » is 45 days from issue by one of the two month-end methods. */
export type TermRule = { readonly method: TermMethod; readonly days: number; readonly from: TermStart }

/** The dates a term may count from; unknown ones are null. */
export type TermDates = {
  readonly issuedOn: Day
  readonly receivedOn: Day | null
  readonly deliveredOn: Day | null
}

/** True when the text names a method. */
export function isTermMethod(text: string): text is TermMethod {
  return TERM_METHODS.some(method => method === text)
}

/** The due date of a rule from its start day. */
export function dueDateFrom({ method, days }: Pick<TermRule, 'method' | 'days'>, start: Day): Day {
  switch (method) {
    case 'net':
      return addDays(start, days)
    case 'days-then-month-end':
      return endOfMonth(addDays(start, days))
    case 'month-end-then-days':
      return addDays(endOfMonth(start), days)
    case 'ten-day':
      return addDays(endOfTenDays(start), days)
  }
}

// Ten-day periods (décades) end on the 10th, the 20th and the last day of the month.
function endOfTenDays(on: Day): Day {
  const dayOfMonth = Number(on.slice(8))
  if (dayOfMonth > 20) return endOfMonth(on)
  return day(`${on.slice(0, 8)}${dayOfMonth <= 10 ? '10' : '20'}`)
}

/**
 * The due date of an invoice; refused with `start-date-missing` when the day the rule counts from is not known, and
 * `day-out-of-reach`.
 */
export function dueDate(rule: TermRule, dates: TermDates): Result<Day> {
  const start = { issue: dates.issuedOn, receipt: dates.receivedOn, delivery: dates.deliveredOn }[rule.from]
  if (start === null) {
    return refuse('start-date-missing', `The term counts from ${rule.from}: give that date`, { from: rule.from })
  }
  return outOfReach([start]) ?? ok(dueDateFrom(rule, start))
}

/** Four years of days: every month length and a leap day, to test a term on any start it may meet. */
export function anyStart(from: Day): Day[] {
  const end = addMonths(from, 48)
  const starts: Day[] = []
  for (let on = from; on < end; on = addDays(on, 1)) starts.push(on)
  return starts
}
