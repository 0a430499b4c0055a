import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { Id } from '#kernel/id.ts'
import type { Certainty } from '#law/certainty.ts'
import { isRateSeries, SHIPPED_RATES, type RateLine, type RateSeries } from '#law/rates/rates.ts'

/** A rate line that was added since the release, with who added it. */
export type AddedRate = RateLine & { readonly id: Id<'rate'>; readonly author: string; readonly addedAt: string }

/** The lines added since the release, in the order they were added. */
export async function loadAddedRates(tx: Tx): Promise<AddedRate[]> {
  const { rows } = await sql<{
    id: Id<'rate'>
    series: string
    from: Day
    to: Day | null
    ppm: number
    certainty: Certainty
    source: string
    author: string
    addedAt: string
  }>`
    select rate_id id, series, from_on "from", to_on "to", ppm, certainty, source, author, added_at "addedAt"
    from law_rate order by added_at, rate_id`.execute(tx)
  // A series that a later release dropped is left alone.
  return rows.flatMap(row => (isRateSeries(row.series) ? [{ ...row, series: row.series }] : []))
}

/** Every rate line known: the release's, then those added, which win. */
export async function loadRates(tx: Tx): Promise<readonly RateLine[]> {
  const added = await loadAddedRates(tx)
  return added.length === 0 ? SHIPPED_RATES : [...SHIPPED_RATES, ...added]
}

/** A rate line to write. */
export type NewRate = Omit<RateLine, 'series'> & {
  readonly id: Id<'rate'>
  readonly series: RateSeries
  readonly author: string
}

/** Writes a rate line; nothing changes it afterwards. */
export async function recordRate(tx: Tx, rate: NewRate): Promise<void> {
  await sql`
    insert into law_rate (rate_id, series, from_on, to_on, ppm, certainty, source, author)
    values (${rate.id}, ${rate.series}, ${rate.from}, ${rate.to}, ${rate.ppm}, ${rate.certainty}, ${rate.source},
      ${rate.author})`.execute(tx)
}
