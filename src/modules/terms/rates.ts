import type { Actor, App } from '#platform/app.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import type { Day } from '#kernel/day.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Certainty } from '#law/certainty.ts'
import {
  missingRates,
  parsePercent,
  percent,
  PUBLISHED_SERIES,
  rateAt,
  SHIPPED_RATES,
  type MissingRate,
  type RateLine,
  isRateSeries,
  type RateSeries,
} from '#law/rates/rates.ts'
import { derivedRates } from '#law/rates/derived-rates.ts'
import { semesterOf } from '#law/rates/semester.ts'
import { loadAddedRates, loadRates, recordRate, type NewRate } from './rates-store.ts'
import { loadPeople } from './store.ts'

/**
 * A rate line as lists show it; `origin` says whether the release brought it, the law derives it, or someone added it.
 */
export type ShownRate = Omit<RateLine, 'ppm'> & {
  readonly rate: string
  readonly origin: 'release' | 'derived' | 'added'
  readonly author: string | null
  readonly addedAt: string | null
}

/** What the list of rates may be narrowed to; `on` keeps the lines that hold that day. */
export type RateFilter = {
  readonly series?: string | undefined
  readonly origin?: ShownRate['origin'] | undefined
  readonly on?: Day | undefined
  readonly q?: string | undefined
}

/** Every rate line, those added last, with the names of who added them. Refused: `unknown-series`. */
export async function listRates(app: App, actor: Actor, filter: RateFilter = {}): Promise<Result<ShownRate[]>> {
  const { series, origin, on } = filter
  if (series !== undefined && !isRateSeries(series)) {
    return refuse('unknown-series', `there is no series "${series}"`, { series })
  }
  const added = await app.db.shared(loadAddedRates)
  // A person of another firm is not named here, only that somebody added the line.
  const people = await app.db.inTenant(actor.tenant, tx =>
    loadPeople(
      tx,
      added.map(line => line.author),
    ),
  )
  const lines = [...SHIPPED_RATES, ...added]
  const shown: ShownRate[] = [
    ...SHIPPED_RATES.map(line => shownRate(line, 'release')),
    ...derivedRates(actor.today, lines).map(line => shownRate(line, 'derived')),
    ...computedToday(actor.today, lines).map(line => shownRate(line, 'derived')),
    ...added.map(({ id: _id, author, addedAt, ...line }) => {
      return { ...shownRate(line, 'added'), author: people.get(author) ?? (isId(author) ? null : author), addedAt }
    }),
  ]
  const q = filter.q?.trim().toLowerCase() ?? ''
  return ok(
    shown.filter(
      line =>
        (series === undefined || line.series === series) &&
        (origin === undefined || line.origin === origin) &&
        (on === undefined || (line.from <= on && (line.to === null || on <= line.to))) &&
        `${line.series} ${line.source} ${line.rate} ${line.rate.replace('.', ',')}`.toLowerCase().includes(q),
    ),
  )
}

const SORTS: Readonly<Record<string, (line: ShownRate) => string>> = {
  from: line => line.from,
  series: line => line.series,
  rate: line => line.rate.padStart(9, '0'),
}

/**
 * One page of rates, the latest first unless sorted otherwise. Refused: `unknown-series`, `not-a-sort`,
 * `not-a-cursor`.
 */
export async function pageRates(
  app: App,
  actor: Actor,
  query: RateFilter & {
    readonly sort?: string | undefined
    readonly cursor?: string | undefined
    readonly limit: number
  },
) {
  const { sort = '-from', cursor, limit, ...filter } = query
  const key = SORTS[sort.replace(/^-/, '')]
  if (!key) return refuse('not-a-sort', `cannot sort by "${sort}"; there is ${Object.keys(SORTS).join(', ')}`, { sort })
  // The lines are few and mostly of the release: they are sorted here, and a cursor is a place among them.
  const start = cursor === undefined ? 0 : Number(cursor)
  if (!Number.isSafeInteger(start) || start < 0) {
    return refuse('not-a-cursor', 'cursor is not one this list gave out; start again without it')
  }
  const found = await listRates(app, actor, filter)
  if (!found.ok) return found
  const way = sort.startsWith('-') ? -1 : 1
  const lines = found.value.toSorted((a, b) => (key(a) < key(b) ? -way : key(a) > key(b) ? way : 0))
  const next = start + limit < lines.length ? String(start + limit) : null
  return ok({ items: lines.slice(start, start + limit), next, count: lines.length })
}

// Belgium publishes its rate late: until then it is computed, as figures are.
function computedToday(today: Day, lines: readonly RateLine[]): RateLine[] {
  const computed = (['be-commercial', 'be-commercial-old'] as const).flatMap(series => {
    const line = rateAt(series, today, lines)
    return line.ok ? [line.value] : []
  })
  return computed.filter(line => !lines.some(known => known.series === line.series && known.from === line.from))
}

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

function shownRate({ ppm, ...line }: RateLine, origin: ShownRate['origin']): ShownRate {
  return { ...line, rate: percent(ppm), origin, author: null, addedAt: null }
}

/** Rates that are missing on a day, or will be within twenty: what the home page warns of. */
export async function checkRates(app: App, today: Day): Promise<{ asOf: Day; missing: MissingRate[] }> {
  return { asOf: today, missing: missingRates(today, await app.db.shared(loadRates)) }
}

/** A rate somebody read in a publication. `to` left out: the end of the span the series is published for. */
export type GivenLine = {
  readonly series: string
  readonly from: Day
  readonly to?: Day | undefined
  /** Yearly, in percent: `12.15`. */
  readonly rate: string
  readonly source: string
  readonly certainty: Certainty
}

/**
 * Adds a rate line for every tenant of this installation. From a screen or the API only what is not known yet may be
 * added, since the figures of other tenants depend on it too; the command line of the machine may also correct
 * (`correct`). Refused: `unknown-series`, `not-a-rate`, `source-needed`, `dates-reversed`, `rate-known`.
 */
export async function addRate(
  app: App,
  by: { readonly author: string; readonly actor: Actor | null; readonly correct: boolean },
  given: GivenLine,
): Promise<Result<ShownRate>> {
  const read = readLine(given)
  if (!read.ok) return read
  const line = read.value
  return app.db
    .shared(async tx => {
      const known = rateAt(line.series, line.from, await loadRates(tx))
      if (known.ok && !by.correct) {
        const { from, series } = line
        return refuse(
          'rate-known',
          `${series} is known on ${from}: ${percent(known.value.ppm)} %; only the machine's command line corrects it`,
          { series, from, rate: percent(known.value.ppm), source: known.value.source },
        )
      }
      const rate: NewRate = { ...line, id: newId<'rate'>(), author: by.author }
      await recordRate(tx, rate)
      app.log.note('rate-added', { series: rate.series, from: rate.from, ppm: rate.ppm })
      return ok(rate)
    })
    .then(async added => {
      if (!added.ok) return added
      const { author, id: _id, ...rate } = added.value
      const shown = { ...shownRate(rate, 'added'), author, addedAt: app.clock.instant() }
      const { actor } = by
      if (actor) {
        const people = await app.db.inTenant(actor.tenant, async tx => {
          await record(tx, actor.tenant, actor, [{ customer: null, kind: 'rate-added', data: shown }])
          return loadPeople(tx, [author])
        })
        return ok({ ...shown, author: people.get(author) ?? author })
      }
      return ok(shown)
    })
}

function readLine(given: GivenLine): Result<RateLine> {
  const series = PUBLISHED_SERIES.find(known => known === given.series)
  if (!series) {
    return refuse('unknown-series', `there is no published series "${given.series}": ${PUBLISHED_SERIES.join(', ')}`)
  }
  const ppm = parsePercent(given.rate)
  if (!ppm.ok) return ppm
  const source = given.source.trim()
  if (source === '')
    return refuse('source-needed', 'say where the rate was published: a rate without source is a guess')
  const to = given.to ?? publishedUntil(series, given.from)
  if (to !== null && to < given.from) return refuse('dates-reversed', `${to} is before ${given.from}`)
  return ok({ series, from: given.from, to, ppm: ppm.value, certainty: given.certainty, source })
}

// The bank's rate holds until the next decision, civil rates are published by year, the others by semester.
function publishedUntil(series: RateSeries, from: Day): Day | null {
  if (series === 'ecb-mro') return null
  return series === 'be-civil' ? (`${from.slice(0, 4)}-12-31` as Day) : semesterOf(from).to
}
