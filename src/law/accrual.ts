import { addDays, addMonths, earliest, yearOf, type Day } from '#kernel/day.ts'
import type { AppliedRate, YearBase } from './late-interest.ts'

/**
 * A run of days with one rate inside one year length; `compounds` when a full year of interest is due on its first day.
 */
export type Cut = { readonly from: Day; readonly to: Day; readonly rate: AppliedRate; readonly compounds: boolean }

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** What base × ppm × days is divided by: a million times the days of the year. */
export function percentDays(on: Day, yearBase: YearBase): bigint {
  return yearBase === 'actual' && isLeap(yearOf(on)) ? 366_000_000n : 365_000_000n
}

/**
 * Cuts a span of interest-bearing days where the rate changes, where the length of the year changes (actual base
 * only) and at each anniversary of the first day (compounding only). Rates that follow each other unchanged make one
 * run.
 */
export function accrualCuts(
  span: { readonly from: Day; readonly to: Day },
  rates: readonly AppliedRate[],
  rule: { readonly yearBase: YearBase; readonly compound: boolean },
  firstDay: Day,
): Cut[] {
  const cuts: Cut[] = []
  for (const rate of rates) {
    let cursor = rate.from > span.from ? rate.from : span.from
    const end = earliest(rate.to, span.to)
    while (cursor <= end) {
      const anniversary = rule.compound ? nextAnniversary(firstDay, cursor) : null
      const to = earliest(
        earliest(end, yearEnd(cursor, rule.yearBase, end)),
        anniversary ? addDays(anniversary, -1) : end,
      )
      cuts.push({ from: cursor, to, rate, compounds: rule.compound && isAnniversary(firstDay, cursor) })
      cursor = addDays(to, 1)
    }
  }
  return cuts
}

// Last day of the run of years as long as the one of `on`.
function yearEnd(on: Day, yearBase: YearBase, otherwise: Day): Day {
  if (yearBase === '365') return otherwise
  let year = yearOf(on)
  while (isLeap(year) === isLeap(year + 1)) year += 1
  return `${year}-12-31` as Day
}

// The anniversary strictly after a day.
function nextAnniversary(firstDay: Day, on: Day): Day {
  const years = yearOf(on) - yearOf(firstDay)
  const candidate = addMonths(firstDay, 12 * years)
  return candidate > on ? candidate : addMonths(firstDay, 12 * (years + 1))
}

function isAnniversary(firstDay: Day, on: Day): boolean {
  const years = yearOf(on) - yearOf(firstDay)
  return years > 0 && addMonths(firstDay, 12 * years) === on
}
