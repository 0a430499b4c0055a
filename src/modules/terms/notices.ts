import type { Actor, App } from '#platform/app.ts'
import { missingRates, type MissingRate } from '#law/rates/rates.ts'
import { breachesOf } from './compliance-decide.ts'
import type { VersionId } from './model.ts'
import { loadRates } from './rates-store.ts'
import { REVIEW_NOTICE_DAYS, reviewLine, type ReviewLine } from './reviews.ts'
import { loadReviews, loadVersions } from './store.ts'

/** What the home page says of terms and rates on the actor's day. */
export type Notices = {
  readonly missing: readonly MissingRate[]
  readonly reviews: readonly ReviewLine[]
  readonly breaches: readonly { readonly id: VersionId; readonly label: string; readonly codes: readonly string[] }[]
}

/**
 * Rates missing today or within twenty days of the next semester, reviews late or due within thirty days, and versions
 * in force that the law has come to break since somebody last read them.
 */
export function readNotices(app: App, actor: Actor): Promise<Notices> {
  const { today } = actor
  return app.db.inTenant(actor.tenant, async tx => {
    const lines = await loadRates(tx)
    const reviews = await loadReviews(tx, { open: true })
    const versions = await loadVersions(tx)
    return {
      missing: missingRates(today, lines),
      reviews: reviews.map(review => reviewLine(review, today)).filter(line => line.inDays <= REVIEW_NOTICE_DAYS),
      breaches: versions
        .filter(version => version.state === 'in-force')
        .map(version => ({
          id: version.id,
          label: version.label,
          codes: breachesOf(version, today, lines).filter(code => !version.accepted.includes(code)),
        }))
        .filter(each => each.codes.length > 0),
    }
  })
}
