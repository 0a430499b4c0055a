import { addDays, dayNumber, earliest, latest, type Day } from '#kernel/day.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Certainty } from '../certainty.ts'
import { semesterAfter, semesterOf, type Semester } from './semester.ts'
import { DERIVED_SERIES, PUBLISHED_SERIES, type RateSeries } from './series.ts'
import { SHIPPED_RATES } from './shipped-rates.ts'

export { SHIPPED_RATES } from './shipped-rates.ts'

export * from './series.ts'

/** A yearly rate over a span of days, both included; `to` null is open. `ppm`: 12.15 % is 121500. */
export type RateLine = {
  readonly series: RateSeries
  readonly from: Day
  readonly to: Day | null
  readonly ppm: number
  readonly certainty: Certainty
  readonly source: string
}

/** True when the text names a series. */
export function isRateSeries(text: string): text is RateSeries {
  return [...PUBLISHED_SERIES, ...DERIVED_SERIES].some(series => series === text)
}

const POINT = 10_000

type Formula = {
  readonly base: RateSeries
  readonly since: string
  readonly law: string
  readonly apply: (ppm: number) => number
}

const roundedUpToHalfPoint = (ppm: number): number => Math.ceil(ppm / (POINT / 2)) * (POINT / 2)

// What each derived rate is made of. The start dates are those from which the formula is known to be the law's.
const FORMULAS: Partial<Readonly<Record<RateSeries, Formula>>> = {
  'fr-default': {
    base: 'ecb-anchor',
    since: '2013-01-01',
    law: 'C. com. L441-10 II: ECB rate on 1 January or 1 July + 10 points',
    apply: ppm => ppm + 10 * POINT,
  },
  'fr-public': {
    base: 'ecb-anchor',
    since: '2013-03-16',
    law: 'CCP R2192-31: ECB rate on the first day of the semester + 8 points',
    apply: ppm => ppm + 8 * POINT,
  },
  'fr-floor': {
    base: 'fr-legal-pro',
    since: '2013-01-01',
    law: 'C. com. L441-10 II: three times the legal interest rate',
    apply: ppm => ppm * 3,
  },
  'be-commercial': {
    base: 'ecb-anchor',
    since: '2013-03-16',
    law: 'Loi du 2 août 2002 art. 5: ECB rate + 8 points, rounded up to the half point',
    apply: ppm => roundedUpToHalfPoint(ppm + 8 * POINT),
  },
  'be-commercial-old': {
    base: 'ecb-anchor',
    since: '2002-08-07',
    law: 'Loi du 2 août 2002 before its change of 2013: ECB rate + 7 points, rounded up to the half point',
    apply: ppm => roundedUpToHalfPoint(ppm + 7 * POINT),
  },
  'eu-directive': {
    base: 'ecb-anchor',
    since: '2013-03-16',
    law: 'Directive 2011/7/UE art. 2(6): ECB rate + at least 8 points',
    apply: ppm => ppm + 8 * POINT,
  },
}

// From 28 June 2000 to 14 October 2008 the refinancing tenders were at variable rates: the reference is then the
// marginal rate, not the minimum bid (directive 2000/35/CE art. 3).
const MARGINAL_FROM = '2000-06-28'
const MARGINAL_TO = '2008-10-14'

const indexes = new WeakMap<readonly RateLine[], Map<RateSeries, RateLine[]>>()

// Lines sorted by start; of two that cover a day the one given last wins, so an added line corrects a shipped one.
function linesOf(series: RateSeries, lines: readonly RateLine[]): readonly RateLine[] {
  const known = indexes.get(lines)
  const index = known ?? new Map<RateSeries, RateLine[]>()
  if (!known) {
    for (const line of lines) {
      const list = index.get(line.series)
      if (list) list.push(line)
      else index.set(line.series, [line])
    }
    indexes.set(lines, index)
  }
  return index.get(series) ?? []
}

function publishedAt(series: RateSeries, on: Day, lines: readonly RateLine[]): RateLine | undefined {
  return linesOf(series, lines).findLast(line => line.from <= on && (line.to === null || on <= line.to))
}

/**
 * The rate of a series on a day: a published line, else the law's formula over the rate it refers to.
 * Refused with `unknown-rate` naming the series and the semester when nothing is known: a rate is never carried over.
 */
export function rateAt(series: RateSeries, on: Day, lines: readonly RateLine[] = SHIPPED_RATES): Result<RateLine> {
  const published = publishedAt(series, on, lines)
  if (published) return ok(published)
  const formula = FORMULAS[series]
  if (!formula || on < formula.since) return unknownRate(series, on)
  const marginal = formula.base === 'ecb-anchor' && on >= MARGINAL_FROM && on <= MARGINAL_TO
  const base = publishedAt(marginal ? 'ecb-marginal-anchor' : formula.base, on, lines)
  if (!base) return unknownRate(marginal ? 'ecb-marginal-anchor' : formula.base, on, series)
  return ok({
    series,
    from: latest(base.from, formula.since as Day),
    to: base.to,
    ppm: formula.apply(base.ppm),
    certainty: marginal ? 'M' : base.certainty,
    source: `${formula.law}; ${base.source}`,
  })
}

function unknownRate(series: RateSeries, on: Day, wanted: RateSeries = series): Result<never> {
  const semester = semesterOf(on).name
  return refuse(
    'unknown-rate',
    `The rate ${series} of ${semester} is not known, so ${wanted} cannot be computed: add it with its source`,
    { series, wanted, semester, on },
  )
}

/** A span of days with one rate, and the line it comes from. */
export type RatePiece = {
  readonly from: Day
  readonly to: Day
  readonly ppm: number
  readonly line: RateLine
}

/** The rates of a series from a day to another, both included, each semester's own; refused like `rateAt`. */
export function ratesOver(
  series: RateSeries,
  from: Day,
  to: Day,
  lines: readonly RateLine[] = SHIPPED_RATES,
): Result<RatePiece[]> {
  const pieces: RatePiece[] = []
  for (let cursor = from; cursor <= to;) {
    const found = rateAt(series, cursor, lines)
    if (!found.ok) return found
    const end = earliest(to, earliest(found.value.to ?? to, endOfKnowledge(series, cursor, found.value, lines)))
    pieces.push({ from: cursor, to: end, ppm: found.value.ppm, line: found.value })
    cursor = addDays(end, 1)
  }
  return ok(pieces)
}

// A line that starts inside another one ends it: that is how a correction is added.
function endOfKnowledge(series: RateSeries, on: Day, line: RateLine, lines: readonly RateLine[]): Day {
  const next = linesOf(series, lines).find(other => other.from > on && (line.to === null || other.from <= line.to))
  return next ? addDays(next.from, -1) : ('9999-12-31' as Day)
}

/** Series a creditor's figures depend on: a semester without them stops the computing. */
export const NEEDED_SERIES: readonly RateSeries[] = ['ecb-anchor', 'fr-legal-pro', 'fr-legal-private', 'be-civil']

/** A semester whose rate is not known yet. */
export type MissingRate = { readonly series: RateSeries; readonly semester: string; readonly startsIn: number }

/**
 * Rates missing for the running semester, and for the next one when it starts within `withinDays` (20 by default):
 * `startsIn` is the days left, 0 when the semester already runs.
 */
export function missingRates(today: Day, lines: readonly RateLine[] = SHIPPED_RATES, withinDays = 20): MissingRate[] {
  const running = semesterOf(today)
  const next = semesterAfter(running)
  const soon = dayNumber(next.from) - dayNumber(today) <= withinDays
  const wanted: readonly Semester[] = soon ? [running, next] : [running]
  return wanted.flatMap(semester =>
    NEEDED_SERIES.filter(series => !rateAt(series, semester.from, lines).ok).map(series => ({
      series,
      semester: semester.name,
      startsIn: Math.max(0, dayNumber(semester.from) - dayNumber(today)),
    })),
  )
}

/** A percentage as text, two decimals or more: 121500 → `12.15`. */
export function percent(ppm: number): string {
  const decimals = String(ppm % POINT).padStart(4, '0')
  return `${Math.floor(ppm / POINT)}.${decimals.replace(/0{1,2}$/, '')}`
}

/** Reads a percentage written `12.15` as ppm; refused with `not-a-rate` past four decimals, below 0 or above 100. */
export function parsePercent(text: string): Result<number> {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?$/.exec(text.trim())
  const ppm = match ? Number(match[1]) * POINT + Number((match[2] ?? '').padEnd(4, '0')) : Number.NaN
  return ppm <= 100 * POINT
    ? ok(ppm)
    : refuse('not-a-rate', `"${text.slice(0, 20)}" is not a yearly rate in percent such as 12.15`, { text })
}
