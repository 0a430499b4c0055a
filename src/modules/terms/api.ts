import { z } from 'zod'
import { ADMINISTRATORS, COLLECTORS, contract, MANAGERS, READERS } from '#kernel/contract.ts'
import { zAt, zDay, zId, zLanguage } from '#kernel/schema.ts'
import { ACCEPTANCE_MEANS, REVIEW_CAUSES } from './model.ts'

/** A rate of the law; `rate` is a yearly percentage such as `12.15`. */
export const zRate = z.object({
  series: z.string(),
  from: zDay,
  to: zDay.nullable(),
  rate: z.string(),
  certainty: z.enum(['A', 'B', 'C', 'M', 'X']),
  source: z.string(),
  origin: z.enum(['release', 'derived', 'added']),
  author: z.string().nullable(),
  addedAt: zAt.nullable(),
})

export const listRates = contract({
  name: 'listRates',
  method: 'get',
  path: '/rates',
  summary: 'Rates of late interest with source and certainty: the release’s, derived, added',
  access: 'signed-in',
  query: z.object({ series: z.string().max(40).optional() }),
  answer: z.object({ items: z.array(zRate) }),
  refusals: { 'unknown-series': 422 },
})

export const checkRates = contract({
  name: 'checkRates',
  method: 'get',
  path: '/rates/check',
  summary: 'Rates missing today, or within 20 days of the next semester: the warning of the home page',
  access: 'signed-in',
  answer: z.object({
    asOf: zDay,
    missing: z.array(z.object({ series: z.string(), semester: z.string(), startsIn: z.number().int() })),
  }),
})

export const addRate = contract({
  name: 'addRate',
  method: 'post',
  path: '/rates',
  summary:
    'Add a published rate that is not known yet, with its source; it counts for every tenant of the installation',
  access: ADMINISTRATORS,
  body: z.object({
    series: z.string().max(40),
    from: zDay,
    to: zDay.optional(),
    rate: z.string().max(10),
    source: z.string().max(1000),
    certainty: z.enum(['A', 'B', 'C', 'M']).default('B'),
  }),
  answer: zRate,
  refusals: {
    'unknown-series': 422,
    'not-a-rate': 422,
    'source-needed': 422,
    'dates-reversed': 422,
    'rate-known': 409,
  },
})

const zPpm = z.number().int().min(0).max(1_000_000)

const clauses = {
  audience: z.enum(['professionals', 'consumers', 'both']),
  payment: z
    .object({
      method: z.enum(['net', 'days-then-month-end', 'month-end-then-days', 'ten-day']),
      days: z.number().int().min(0).max(365),
      from: z.enum(['issue', 'receipt', 'delivery']),
    })
    .nullable(),
  sector: z.enum([
    'general',
    'periodic-invoice',
    'transport',
    'perishable-food',
    'live-cattle-and-meat',
    'spirits',
    'wine',
    'export-resale',
    'state',
    'public-health',
    'public-undertaking',
  ]),
  /** `ppm` are parts per million a year: 15 % is 150000. */
  lateRate: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('legal') }),
      z.object({ kind: z.literal('contract'), ppm: zPpm }),
    ])
    .nullable(),
  recoveryFee: z.enum(['professionals', 'everybody']).nullable(),
  discount: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('none') }),
      z.object({ kind: z.literal('rate'), ppm: zPpm }),
    ])
    .nullable(),
  retentionOfTitle: z.boolean(),
  jurisdiction: z.string().max(300).nullable(),
  acceleration: z.boolean(),
  consumerCompensation: z.boolean(),
}

/** What the terms say, clause by clause; null where the document says nothing. */
export const zClauses = z.object(clauses)

/** Only the clauses that differ. */
export const zDeviations = z
  .object(clauses)
  .partial()
  .refine(given => Object.values(given).some(value => value !== undefined), 'at least one clause that differs')
  .transform(given => given as Partial<z.output<typeof zClauses>>)

export const zFinding = z.object({
  code: z.string(),
  severity: z.enum(['breach', 'doubt', 'advice']),
  clause: z.string(),
  message: z.string(),
  article: z.string(),
  certainty: z.enum(['A', 'B', 'C', 'M', 'X']),
  facts: z.record(z.string(), z.unknown()),
})

const zReview = z.object({
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
})

const zAcceptance = z.object({
  id: zId,
  version: z.object({ id: zId, label: z.string() }),
  customer: z.object({ id: zId, name: z.string() }),
  orderReference: z.string().nullable(),
  means: z.enum(ACCEPTANCE_MEANS),
  on: zDay,
  by: z.string(),
  documentSha256: z.string().nullable(),
  note: z.string().nullable(),
})

export const zVersion = z.object({
  id: zId,
  creditor: z.object({ id: zId, code: z.string(), country: z.string() }),
  language: zLanguage,
  label: z.string(),
  state: z.enum(['draft', 'in-force', 'replaced']),
  from: zDay,
  to: zDay.nullable(),
  document: z.object({ sha256: z.string(), name: z.string() }).nullable(),
  clauses: zClauses,
  reviewMonths: z.number().int(),
  createdAt: zAt,
  publishedAt: zAt.nullable(),
  findings: z.array(zFinding),
})

export const listTerms = contract({
  name: 'listTerms',
  method: 'get',
  path: '/terms',
  summary:
    'Versions of the terms of sale, by creditor and language, the latest first, each with what the law says of it',
  access: READERS,
  query: z.object({ creditor: zId.optional() }),
  answer: z.object({ items: z.array(zVersion) }),
})

export const readTerms = contract({
  name: 'readTerms',
  method: 'get',
  path: '/terms/:version',
  summary: 'One version with its reviews and its latest proofs of acceptance',
  access: READERS,
  params: z.object({ version: zId }),
  answer: zVersion.extend({ reviews: z.array(zReview), acceptances: z.array(zAcceptance) }),
  refusals: { 'not-found': 404 },
})

const zDraft = z.object({
  creditor: zId,
  language: zLanguage,
  label: z.string().min(1).max(200),
  from: zDay,
  clauses: zClauses,
  reviewMonths: z.number().int().min(1).max(60).default(12),
})

export const addTerms = contract({
  name: 'addTerms',
  method: 'post',
  path: '/terms',
  summary: 'Write a draft of new terms',
  access: MANAGERS,
  body: zDraft,
  answer: zVersion,
  refusals: { 'creditor-not-found': 422 },
})

export const changeTerms = contract({
  name: 'changeTerms',
  method: 'patch',
  path: '/terms/:version',
  summary: 'Change a draft; published terms never change',
  access: MANAGERS,
  params: z.object({ version: zId }),
  body: zDraft.omit({ creditor: true }).partial(),
  answer: zVersion,
  refusals: { 'not-found': 404, 'already-published': 409 },
})

export const removeTerms = contract({
  name: 'removeTerms',
  method: 'delete',
  path: '/terms/:version',
  summary: 'Throw a draft away',
  access: MANAGERS,
  params: z.object({ version: zId }),
  refusals: { 'not-found': 404, 'already-published': 409 },
})

export const attachTerms = contract({
  name: 'attachTerms',
  method: 'post',
  path: '/terms/:version/document',
  summary: 'Tie the document to a draft; its SHA-256 is kept with it',
  access: MANAGERS,
  upload: true,
  params: z.object({ version: zId }),
  body: z.object({ file: z.instanceof(File).meta({ type: 'string', format: 'binary' }) }),
  answer: zVersion,
  refusals: { 'not-found': 404, 'already-published': 409, 'not-a-pdf': 422 },
})

export const readTermsDocument = contract({
  name: 'readTermsDocument',
  method: 'get',
  path: '/terms/:version/document',
  summary: 'The document as it was tied',
  access: READERS,
  params: z.object({ version: zId }),
  media: 'application/pdf',
  refusals: { 'not-found': 404 },
})

export const publishTerms = contract({
  name: 'publishTerms',
  method: 'post',
  path: '/terms/:version/publish',
  summary:
    'Put a draft in force from its day; the one before ends the day before. Breaches of law must be named in `accept`',
  access: MANAGERS,
  params: z.object({ version: zId }),
  body: z.object({ accept: z.array(z.string().max(60)).max(50).default([]) }),
  answer: zVersion,
  refusals: { 'not-found': 404, 'already-published': 409, 'dates-overlap': 409, 'terms-not-compliant': 422 },
})

export const zVariant = z.object({
  id: zId,
  creditor: zId,
  customer: z.object({ id: zId, name: z.string() }).nullable(),
  segment: z.object({ id: zId, name: z.string() }).nullable(),
  from: zDay,
  to: zDay,
  reason: z.string(),
  /** What differs from the version in force on the first day, clause by clause. */
  lines: z.array(z.object({ clause: z.string(), base: z.unknown(), agreed: z.unknown() })),
  findings: z.array(zFinding),
})

export const listVariants = contract({
  name: 'listVariants',
  method: 'get',
  path: '/terms-variants',
  summary: 'Conditions agreed with one customer or segment, as deviations from the version',
  access: READERS,
  query: z.object({ customer: zId.optional() }),
  answer: z.object({ items: z.array(zVariant) }),
})

export const addVariant = contract({
  name: 'addVariant',
  method: 'post',
  path: '/terms-variants',
  summary: 'Agree other conditions with one customer or one segment, for a time and a reason',
  access: MANAGERS,
  body: z.object({
    creditor: zId,
    customer: zId.optional(),
    segment: zId.optional(),
    from: zDay,
    to: zDay,
    deviations: zDeviations,
    reason: z.string().min(1).max(2000),
  }),
  answer: zVariant,
  refusals: {
    'creditor-not-found': 422,
    'customer-not-found': 422,
    'one-party-needed': 422,
    'dates-reversed': 422,
    'dates-overlap': 409,
  },
})

export const endVariant = contract({
  name: 'endVariant',
  method: 'post',
  path: '/terms-variants/:variant/end',
  summary: 'End a variant on an earlier day',
  access: MANAGERS,
  params: z.object({ variant: zId }),
  body: z.object({ to: zDay }),
  answer: zVariant,
  refusals: { 'not-found': 404, 'dates-reversed': 422 },
})

export const listAcceptances = contract({
  name: 'listAcceptances',
  method: 'get',
  path: '/terms-acceptances',
  summary: 'Proofs that a customer accepted terms',
  access: READERS,
  query: z.object({ customer: zId.optional(), version: zId.optional() }),
  answer: z.object({ items: z.array(zAcceptance) }),
})

export const addAcceptance = contract({
  name: 'addAcceptance',
  method: 'post',
  path: '/terms-acceptances',
  summary: 'Record a proof of acceptance, for one order or for everything from that day on',
  access: COLLECTORS,
  upload: true,
  body: z.object({
    version: zId,
    customer: zId,
    orderReference: z.string().max(100).optional(),
    means: z.enum(ACCEPTANCE_MEANS),
    on: zDay,
    by: z.string().min(1).max(200),
    note: z.string().max(2000).optional(),
    file: z.instanceof(File).meta({ type: 'string', format: 'binary' }).optional(),
  }),
  answer: zAcceptance,
  refusals: { 'not-found': 404, 'customer-not-found': 422, 'not-published': 409, 'date-in-future': 422 },
})

export const listReviews = contract({
  name: 'listReviews',
  method: 'get',
  path: '/terms-reviews',
  summary: 'Reviews of terms still to be done and due within so many days; the late ones first',
  access: READERS,
  query: z.object({ within: z.coerce.number().int().min(0).max(3660).default(30) }),
  answer: z.object({ items: z.array(zReview), overdue: z.number().int() }),
})

export const planReview = contract({
  name: 'planReview',
  method: 'post',
  path: '/terms/:version/reviews',
  summary: 'Ask for a review because something happened: a dispute over a clause, a change of law',
  access: COLLECTORS,
  params: z.object({ version: zId }),
  body: z.object({ dueOn: zDay, cause: z.enum(REVIEW_CAUSES), reason: z.string().min(1).max(2000) }),
  answer: zReview,
  refusals: { 'not-found': 404 },
})

export const endReview = contract({
  name: 'endReview',
  method: 'post',
  path: '/terms-reviews/:review/end',
  summary: 'Say what a review confirmed or changed; the next yearly one is planned',
  access: MANAGERS,
  params: z.object({ review: zId }),
  body: z.object({ outcome: z.enum(['confirmed', 'changed']), note: z.string().min(1).max(4000) }),
  answer: zReview,
  refusals: { 'not-found': 404, 'already-ended': 409 },
})
