import { z } from 'zod'
import { COLLECTORS, contract, MANAGERS, READERS } from '#kernel/contract.ts'
import { zAt, zDay, zExport, zId } from '#kernel/schema.ts'
import { REVIEW_CAUSES } from './model.ts'

export { REVIEW_CAUSES } from './model.ts'
import { zMissingRate } from './rates-api.ts'

export const zReview = z.object({
  id: zId,
  version: z.object({ id: zId, label: z.string(), creditor: z.string() }),
  dueOn: zDay,
  /** Days until it is due; negative when it is late. */
  inDays: z.number().int(),
  cause: z.enum(REVIEW_CAUSES),
  reason: z.string().nullable(),
  outcome: z.enum(['confirmed', 'changed']).nullable(),
  note: z.string().nullable(),
  doneAt: zAt.nullable(),
  doneBy: z.string().nullable(),
})

const reviewFilters = {
  /** Open ones only: due within so many days, the late ones among them. */
  within: z.coerce.number().int().min(0).max(3660).optional(),
  state: z.enum(['late', 'due', 'open', 'done']).optional(),
  cause: z.enum(REVIEW_CAUSES).optional(),
  q: z.string().max(200).optional(),
}

export const listReviews = contract({
  name: 'listReviews',
  method: 'get',
  path: '/terms-reviews',
  summary: 'Reviews of terms: late, due within 30 days, open, done, or all; the first due first',
  access: READERS,
  query: z.object(reviewFilters),
  answer: z.object({ items: z.array(zReview), overdue: z.number().int() }),
})

export const exportReviews = contract({
  name: 'exportReviews',
  method: 'get',
  path: '/terms-reviews/export',
  summary: 'The same list as a file',
  access: READERS,
  query: z.object({ ...reviewFilters, format: zExport }),
  media: 'application/octet-stream',
  refusals: { 'too-many-rows': 422 },
})

export const planReview = contract({
  name: 'planReview',
  method: 'post',
  path: '/terms/:version/reviews',
  summary: 'Ask for a review because something happened: a dispute over a clause, a change of law',
  access: COLLECTORS,
  params: z.object({ version: zId }),
  body: z.object({ dueOn: zDay, cause: z.enum(REVIEW_CAUSES), reason: z.string().trim().min(1).max(2000) }),
  answer: zReview,
  refusals: { 'not-found': 404, 'not-in-force': 409 },
})

export const endReview = contract({
  name: 'endReview',
  method: 'post',
  path: '/terms-reviews/:review/end',
  summary: 'Say what a review confirmed or changed; the next yearly one is planned',
  access: MANAGERS,
  params: z.object({ review: zId }),
  body: z.object({ outcome: z.enum(['confirmed', 'changed']), note: z.string().trim().min(1).max(4000) }),
  answer: zReview,
  refusals: { 'not-found': 404, 'already-ended': 409 },
})

export const readTermsNotices = contract({
  name: 'readTermsNotices',
  method: 'get',
  path: '/terms-notices',
  summary: 'What the home page says of terms and rates: rates missing, reviews late or near, law that changed',
  access: READERS,
  answer: z.object({
    missing: z.array(zMissingRate),
    /** Late, or due within 30 days. */
    reviews: z.array(zReview),
    /** Versions in force that break the law by points nobody has read yet. */
    breaches: z.array(z.object({ id: zId, label: z.string(), codes: z.array(z.string()) })),
  }),
})
