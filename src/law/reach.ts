import type { Day } from '#kernel/day.ts'
import { refuse, type Result } from '#kernel/result.ts'

const FIRST = '1900-01-01'
const LAST = '2999-12-31'

/**
 * Refuses with `day-out-of-reach` the first day that no living debt can have: 0026-06-20 is a year typed with two
 * digits and 9999-12-31 stands for « none » in many programs. Counting from there gives figures nobody meant, and the
 * calendar ends with the year 9999. Null when every day can be counted from; unknown days are passed over.
 */
export function outOfReach(days: readonly (Day | null | undefined)[]): Result<never> | null {
  const wrong = days.find(on => on != null && (on < FIRST || on > LAST))
  return wrong == null
    ? null
    : refuse('day-out-of-reach', `${wrong} is not between ${FIRST} and ${LAST}: give the day that was meant`, {
        on: wrong,
      })
}
