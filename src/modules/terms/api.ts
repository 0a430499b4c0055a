import { z } from 'zod'
import { contract, MANAGERS, READERS } from '#kernel/contract.ts'
import { zAt, zDay, zExport, zId, zLanguage } from '#kernel/schema.ts'
import { zAcceptance } from './agreements-api.ts'
import { zClauses, zFinding, zLaw } from './clauses-api.ts'
import { zReview } from './reviews-api.ts'

export * from './agreements-api.ts'
export * from './clauses-api.ts'
export * from './rates-api.ts'
export * from './reviews-api.ts'

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
  /** Breaches that were read when it was published or reviewed. */
  accepted: z.array(z.string()),
  findings: z.array(zFinding),
})

/** A version as the list shows it. */
export const zVersionLine = zVersion.extend({
  acceptances: z.number().int(),
  /** The first review still to be done. */
  nextReview: z.object({ dueOn: zDay, inDays: z.number().int() }).nullable(),
})

const versionFilters = {
  creditor: zId.optional(),
  language: zLanguage.optional(),
  state: z.enum(['draft', 'in-force', 'replaced']).optional(),
  q: z.string().max(200).optional(),
}

export const listTerms = contract({
  name: 'listTerms',
  method: 'get',
  path: '/terms',
  summary:
    'Versions of the terms of sale, by creditor and language, the latest first, each with what the law says of it',
  access: READERS,
  query: z.object(versionFilters),
  answer: z.object({ items: z.array(zVersionLine) }),
})

export const exportTerms = contract({
  name: 'exportTerms',
  method: 'get',
  path: '/terms/export',
  summary: 'The same list as a file',
  access: READERS,
  query: z.object({ ...versionFilters, format: zExport }),
  media: 'application/octet-stream',
  refusals: { 'too-many-rows': 422 },
})

/** What happened to a version, the latest first. */
const zTermsEvent = z.object({
  at: zAt,
  kind: z.enum(['drafted', 'published', 'replaced', 'reviewed']),
  by: z.string().nullable(),
  outcome: z.enum(['confirmed', 'changed']).nullable(),
  note: z.string().nullable(),
  next: z.object({ id: zId, label: z.string() }).nullable(),
})

export const readTerms = contract({
  name: 'readTerms',
  method: 'get',
  path: '/terms/:version',
  summary: 'One version with what the law allows, its reviews, its latest proofs of acceptance and its history',
  access: READERS,
  params: z.object({ version: zId }),
  answer: zVersion.extend({
    law: zLaw,
    reviews: z.array(zReview),
    acceptances: z.array(zAcceptance),
    acceptanceCount: z.number().int(),
    history: z.array(zTermsEvent),
  }),
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
