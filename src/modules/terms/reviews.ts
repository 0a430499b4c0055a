import type { Actor, App } from '#platform/app.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import { addMonths, daysBetween, type Day } from '#kernel/day.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { plainName } from '#kernel/text.ts'
import { breachesOf } from './compliance-decide.ts'
import type { Review, ReviewId, VersionId } from './model.ts'
import { loadRates } from './rates-store.ts'
import { recordRead, recordReview, recordReviewEnd } from './record-store.ts'
import { loadReviews, loadVersions } from './store.ts'

/** A review with the days left. */
export function reviewLine(review: Review, today: Day) {
  return { ...review, inDays: daysBetween(today, review.dueOn) }
}

/** Days before its date from which a review is a task of the home page. */
export const REVIEW_NOTICE_DAYS = 30

export type ReviewLine = ReturnType<typeof reviewLine>

/** What the list of reviews may be narrowed to; `within` days keeps those to be done by then. */
export type ReviewFilter = {
  readonly within?: number | undefined
  readonly state?: 'late' | 'due' | 'open' | 'done' | undefined
  readonly cause?: Review['cause'] | undefined
  readonly q?: string | undefined
}

/** Reviews, those to be done first, by date; and how many of them all are late. */
export async function listReviews(
  app: App,
  actor: Actor,
  filter: ReviewFilter,
): Promise<{ items: ReviewLine[]; overdue: number }> {
  const reviews = await app.db.inTenant(actor.tenant, tx => loadReviews(tx))
  const lines = reviews.map(review => reviewLine(review, actor.today))
  const open = lines.filter(line => line.outcome === null)
  const done = lines.filter(line => line.outcome !== null).toReversed()
  const q = plainName(filter.q ?? '')
  const kept = (line: ReviewLine): boolean =>
    inState(line, filter) &&
    (filter.cause === undefined || line.cause === filter.cause) &&
    plainName(`${line.version.label} ${line.version.creditor} ${line.reason ?? ''} ${line.note ?? ''}`).includes(q)
  return { items: [...open, ...done].filter(kept), overdue: open.filter(line => line.inDays < 0).length }
}

function inState(line: ReviewLine, { within, state }: ReviewFilter): boolean {
  const open = line.outcome === null
  if (within !== undefined && !(open && line.inDays <= within)) return false
  switch (state) {
    case 'late':
      return open && line.inDays < 0
    case 'due':
      return open && line.inDays >= 0 && line.inDays <= REVIEW_NOTICE_DAYS
    case 'open':
      return open
    case 'done':
      return !open
    case undefined:
      return true
  }
}

/** Asks for a review because something happened. Refused: `not-found`, `not-in-force`. */
export function planReview(
  app: App,
  actor: Actor,
  version: VersionId,
  given: { readonly dueOn: Day; readonly cause: Review['cause']; readonly reason: string },
): Promise<Result<ReturnType<typeof reviewLine>>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const [known] = await loadVersions(tx, { id: version })
    if (!known) return refuse('not-found', `there are no terms ${version} here`, { version })
    if (known.state !== 'in-force') {
      return refuse('not-in-force', `${known.label} is not in force: plan the review of the version that is`)
    }
    const id = newId<'terms-review'>()
    await recordReview(tx, actor.tenant, { ...given, id, version })
    await record(tx, actor.tenant, actor, [
      { customer: null, kind: 'terms-review-planned', data: { version, review: id, ...given } },
    ])
    const [planned] = await loadReviews(tx, { id })
    return planned ? ok(reviewLine(planned, actor.today)) : notFound(id)
  })
}

/**
 * Says what a review confirmed or changed, and plans the next one while the version is in force. Who reviews has read
 * what the law says of the version that day. Refused: `not-found`, `already-ended`.
 */
export function endReview(
  app: App,
  actor: Actor,
  id: ReviewId,
  end: { readonly outcome: 'confirmed' | 'changed'; readonly note: string },
): Promise<Result<ReturnType<typeof reviewLine>>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const [review] = await loadReviews(tx, { id })
    if (!review) return notFound(id)
    const ended = await recordReviewEnd(tx, id, { ...end, by: actor.user, at: app.clock.instant() })
    if (!ended) return refuse('already-ended', 'this review is done already: read it again', { id })
    const [version] = await loadVersions(tx, { id: review.version.id })
    if (version?.state === 'in-force') {
      const breaches = breachesOf(version, actor.today, await loadRates(tx))
      await recordRead(tx, version.id, breaches)
    }
    const planned = await loadReviews(tx, { open: true, version: review.version.id })
    if (version?.state === 'in-force' && planned.length === 0) {
      const dueOn = addMonths(actor.today, version.reviewMonths)
      const next = { id: newId<'terms-review'>(), version: version.id, dueOn, cause: 'yearly' as const, reason: null }
      await recordReview(tx, actor.tenant, next)
    }
    await record(tx, actor.tenant, actor, [
      { customer: null, kind: 'terms-reviewed', data: { review: id, version: review.version.id, ...end } },
    ])
    const [after] = await loadReviews(tx, { id })
    return after ? ok(reviewLine(after, actor.today)) : notFound(id)
  })
}

function notFound(id: ReviewId): Result<never> {
  return refuse('not-found', `there is no review ${id} here`, { id })
}
