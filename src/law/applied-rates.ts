import { addDays, daysBetween, earliest, latest, type Day } from '#kernel/day.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Certainty } from './certainty.ts'
import type { AppliedRate, InterestRule } from './late-interest.ts'
import { percent, rateAt, ratesOver, type RateLine, type RateSeries } from './rates/rates.ts'
import { semesterOf, semestersOver } from './rates/semester.ts'

type Rates = InterestRule['rates']

/** A rate somebody wrote: from that day on, until the next one. */
export type GivenRate = { readonly from: Day; readonly ppm: number }

const ORDER: readonly Certainty[] = ['A', 'B', 'C', 'M', 'X']

/** The less certain of two marks. */
export function weaker(a: Certainty, b: Certainty): Certainty {
  return ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b
}

// A rate that goes on unchanged over a new semester is one run of days: splitting it would only add a rounding.
function merged(rates: readonly AppliedRate[]): AppliedRate[] {
  const runs: AppliedRate[] = []
  for (const rate of rates) {
    const last = runs.at(-1)
    if (last?.ppm !== rate.ppm) runs.push(rate)
    else {
      const certainty = weaker(last.certainty, rate.certainty)
      runs[runs.length - 1] = { ...last, to: rate.to, why: `${last.why}, ${rate.why}`, certainty }
    }
  }
  return runs
}

/** Each semester at the rate of a series. */
export function eachSemester(series: RateSeries, lines: readonly RateLine[]): Rates {
  return (from, to) => {
    const pieces = ratesOver(series, from, to, lines)
    if (!pieces.ok) return pieces
    return ok(
      merged(
        pieces.value.map(({ from: start, to: end, ppm, line }) => ({
          from: start,
          to: end,
          ppm,
          why: `${series} ${semesterOf(start).name}`,
          certainty: line.certainty,
        })),
      ),
    )
  }
}

/** One rate for the whole delay: that of the series on a given day. */
export function fixedAt(series: RateSeries, on: Day, lines: readonly RateLine[]): Rates {
  return (from, to) => {
    const line = rateAt(series, on, lines)
    if (!line.ok) return line
    const { ppm, certainty } = line.value
    return ok([{ from, to, ppm, why: `${series} ${semesterOf(on).name}, fixed`, certainty }])
  }
}

/** The contract's own rate. */
export function contractual(ppm: number): Rates {
  return (from, to) => ok([{ from, to, ppm, why: 'contract', certainty: 'A' }])
}

/** Rates given line by line; refused with `rate-lines-start-late` when interest starts before the first of them. */
export function given(rates: readonly GivenRate[]): Rates {
  const sorted = rates.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  return (from, to) => {
    const first = sorted.at(0)
    if (!first || first.from > from) {
      return refuse('rate-lines-start-late', `Interest starts on ${from}: give the rate that applied that day`, {
        from,
      })
    }
    const runs = sorted.map(({ from: start, ppm }, i): AppliedRate => {
      const next = sorted[i + 1]
      const end = next ? earliest(addDays(next.from, -1), to) : to
      return { from: latest(start, from), to: end, ppm, why: 'given', certainty: 'A' }
    })
    return ok(merged(runs.filter(run => run.from <= run.to)))
  }
}

/** The lesser of two rates on each day: a clause under a cap. */
export function capped(rates: Rates, cap: Rates): Rates {
  return (from, to) => combine(rates, cap, from, to, (a, b) => (a.ppm <= b.ppm ? a : { ...b, why: `cap ${b.why}` }))
}

/** The greater of two rates on each day: a clause raised to its floor. */
export function raised(rates: Rates, floor: Rates): Rates {
  return (from, to) => combine(rates, floor, from, to, (a, b) => (a.ppm >= b.ppm ? a : { ...b, why: `floor ${b.why}` }))
}

function combine(
  first: Rates,
  second: Rates,
  from: Day,
  to: Day,
  pick: (a: AppliedRate, b: AppliedRate) => AppliedRate,
): Result<readonly AppliedRate[]> {
  const [a, b] = [first(from, to), second(from, to)]
  if (!a.ok) return a
  if (!b.ok) return b
  const overlaps = a.value.flatMap(one =>
    b.value.flatMap(other => {
      const [start, end] = [latest(one.from, other.from), earliest(one.to, other.to)]
      return daysBetween(start, end) >= 0 ? [{ ...pick(one, other), from: start, to: end }] : []
    }),
  )
  return ok(merged(overlaps))
}

// General rate for contracts concluded, renewed or extended from 16 March 2013, and for all from 16 March 2015.
const BELGIAN_CHANGE = '2013-03-16' as Day
const BELGIAN_ALIGNED = '2015-03-16' as Day

/** Belgian commercial rate, with the + 7 regime of contracts made before 16 March 2013 until 15 March 2015. */
export function belgianCommercial(contractOn: Day | null, lines: readonly RateLine[]): Rates {
  const switchOn = contractOn !== null && contractOn < BELGIAN_CHANGE ? BELGIAN_ALIGNED : BELGIAN_CHANGE
  return (from, to) => {
    const old = eachSemester('be-commercial-old', lines)(from, earliest(to, addDays(switchOn, -1)))
    if (!old.ok) return old
    const general = eachSemester('be-commercial', lines)(latest(from, switchOn), to)
    return general.ok ? ok([...old.value, ...general.value]) : general
  }
}

/** One semester in which a rate is under the floor of L441-10 II. */
export type FloorBreach = { readonly semester: string; readonly rate: string; readonly floor: string }

/** The semesters in which rates fall under three times the legal rate, and those whose floor is not known. */
export function floorBreaches(
  rates: readonly Pick<AppliedRate, 'from' | 'to' | 'ppm'>[],
  lines: readonly RateLine[],
): { readonly breaches: readonly FloorBreach[]; readonly unknown: readonly string[] } {
  const breaches = new Map<string, FloorBreach>()
  const unknown = new Set<string>()
  for (const { from, to, ppm } of rates) {
    for (const semester of semestersOver(from, to)) {
      const floor = rateAt('fr-floor', semester.from, lines)
      if (!floor.ok) unknown.add(semester.name)
      else if (ppm < floor.value.ppm) {
        const breach = { semester: semester.name, rate: percent(ppm), floor: percent(floor.value.ppm) }
        breaches.set(`${breach.semester} ${ppm}`, breach)
      }
    }
  }
  return { breaches: [...breaches.values()], unknown: [...unknown] }
}
