import type { Actor, App } from '#platform/app.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import { addDays, addMonths, daysBetween, type Day } from '#kernel/day.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Review, ReviewId, VersionId } from './model.ts'
import { recordReview, recordReviewEnd } from './record-store.ts'
import { loadReviews, loadVersions } from './store.ts'

/** A review with the days left. */
export function reviewLine(review: Review, today: Day) {
  return { ...review, inDays: daysBetween(today, review.dueOn) }
}

/** Reviews to be done that are late or due within so many days. */
export async function listReviews(app: App, actor: Actor, within: number) {
  const open = await app.db.inTenant(actor.tenant, tx => loadReviews(tx, { open: true }))
  const until = addDays(actor.today, within)
  const items = open.filter(review => review.dueOn <= until).map(review => reviewLine(review, actor.today))
  return { items, overdue: items.filter(review => review.inDays < 0).length }
}

/** Asks for a review because something happened. Refused: `not-found`. */
export function planReview(
  app: App,
  actor: Actor,
  version: VersionId,
  given: { readonly dueOn: Day; readonly cause: Review['cause']; readonly reason: string },
): Promise<Result<ReturnType<typeof reviewLine>>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const [known] = await loadVersions(tx, { id: version })
    if (!known) return refuse('not-found', `there are no terms ${version} here`, { version })
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
 * Says what a review confirmed or changed, and plans the next one while the version is in force. Refused: `not-found`,
 * `already-ended`.
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
