import type { Day } from '#kernel/day.ts'
import { DERIVED_SERIES, rateAt, type RateLine } from './rates.ts'
import { semestersOver } from './semester.ts'

/**
 * The rates that the law derives from others, semester by semester since 2013 until a day; unknown ones are left out.
 */
export function derivedRates(today: Day, lines: readonly RateLine[]): RateLine[] {
  return DERIVED_SERIES.flatMap(series =>
    semestersOver('2013-01-01' as Day, today).flatMap(({ from, to }) => {
      const line = rateAt(series, from >= '2013-07-01' ? from : to, lines)
      return line.ok ? [line.value] : []
    }),
  )
}
