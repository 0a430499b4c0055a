import { z } from 'zod'
import { COLLECTORS, contract, MANAGERS, READERS } from '#kernel/contract.ts'
import { listQuery, page, zAt, zDay, zExport, zId } from '#kernel/schema.ts'
import { zClauses, zDeviations, zFinding } from './clauses-api.ts'
import { ACCEPTANCE_MEANS } from './model.ts'

export { ACCEPTANCE_MEANS } from './model.ts'

const zNamed = z.object({ id: zId, name: z.string() })

export const zVariant = z.object({
  id: zId,
  creditor: zId,
  creditorCode: z.string(),
  customer: zNamed.nullable(),
  segment: zNamed.nullable(),
  from: zDay,
  to: zDay,
  /** On the day of the question. */
  state: z.enum(['coming', 'running', 'ended']),
  reason: z.string(),
  author: z.string().nullable(),
  createdAt: zAt,
  /** The version it deviates from: the one in force on its first day; null where none was. */
  base: z.object({ id: zId, label: z.string() }).nullable(),
  /** What differs from that version, clause by clause. */
  lines: z.array(z.object({ clause: z.string(), base: z.unknown(), agreed: z.unknown() })),
  findings: z.array(zFinding),
})

const variantFilters = {
  customer: zId.optional(),
  creditor: zId.optional(),
  state: z.enum(['coming', 'running', 'ended']).optional(),
  q: z.string().max(200).optional(),
}

export const listVariants = contract({
  name: 'listVariants',
  method: 'get',
  path: '/terms-variants',
  summary: 'Conditions agreed with one customer or segment, as deviations from the version',
  access: READERS,
  query: z.object(variantFilters),
  answer: z.object({ items: z.array(zVariant) }),
})

export const exportVariants = contract({
  name: 'exportVariants',
  method: 'get',
  path: '/terms-variants/export',
  summary: 'The same list as a file, one line for each deviation',
  access: READERS,
  query: z.object({ ...variantFilters, format: zExport }),
  media: 'application/octet-stream',
  refusals: { 'too-many-rows': 422 },
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
    reason: z.string().trim().min(1).max(2000),
  }),
  answer: zVariant,
  refusals: {
    'creditor-not-found': 422,
    'customer-not-found': 422,
    'one-party-needed': 422,
    'dates-reversed': 422,
    'dates-overlap': 409,
    'nothing-differs': 422,
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

export const zAcceptance = z.object({
  id: zId,
  version: z.object({ id: zId, label: z.string() }),
  customer: zNamed,
  orderReference: z.string().nullable(),
  means: z.enum(ACCEPTANCE_MEANS),
  on: zDay,
  by: z.string(),
  document: z.object({ sha256: z.string(), name: z.string() }).nullable(),
  note: z.string().nullable(),
  recordedBy: z.string().nullable(),
  recordedAt: zAt,
})

const acceptanceFilters = {
  ...listQuery,
  customer: zId.optional(),
  version: zId.optional(),
  means: z.enum(ACCEPTANCE_MEANS).optional(),
  /** `no`: those whose proof is still to be attached. */
  proof: z.enum(['yes', 'no']).optional(),
}

export const listAcceptances = contract({
  name: 'listAcceptances',
  method: 'get',
  path: '/terms-acceptances',
  summary: 'Proofs that a customer accepted terms (sort: on, customer, version)',
  access: READERS,
  query: z.object(acceptanceFilters),
  answer: page(zAcceptance),
  refusals: { 'not-a-sort': 422, 'not-a-cursor': 422 },
})

export const exportAcceptances = contract({
  name: 'exportAcceptances',
  method: 'get',
  path: '/terms-acceptances/export',
  summary: 'The same list as a file',
  access: READERS,
  query: z.object({ ...acceptanceFilters, format: zExport }),
  media: 'application/octet-stream',
  refusals: { 'not-a-sort': 422, 'too-many-rows': 422 },
})

const zFile = z.instanceof(File).meta({ type: 'string', format: 'binary' })

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
    orderReference: z.string().trim().max(100).optional(),
    means: z.enum(ACCEPTANCE_MEANS),
    on: zDay,
    by: z.string().trim().min(1).max(200),
    note: z.string().max(2000).optional(),
    file: zFile.optional(),
  }),
  answer: zAcceptance,
  refusals: {
    'not-found': 404,
    'customer-not-found': 422,
    'not-published': 409,
    'proof-in-future': 422,
    'terms-of-another': 422,
    'not-a-proof': 422,
  },
})

export const attachAcceptance = contract({
  name: 'attachAcceptance',
  method: 'post',
  path: '/terms-acceptances/:acceptance/document',
  summary: 'Tie what was signed to a proof that has no document yet; its SHA-256 is kept with it',
  access: COLLECTORS,
  upload: true,
  params: z.object({ acceptance: zId }),
  body: z.object({ file: zFile }),
  answer: zAcceptance,
  refusals: { 'not-found': 404, 'already-attached': 409, 'not-a-proof': 422 },
})

export const readAcceptanceDocument = contract({
  name: 'readAcceptanceDocument',
  method: 'get',
  path: '/terms-acceptances/:acceptance/document',
  summary: 'What was signed, as it was tied',
  access: READERS,
  params: z.object({ acceptance: zId }),
  media: 'application/octet-stream',
  refusals: { 'not-found': 404 },
})

export const readCustomerTerms = contract({
  name: 'readCustomerTerms',
  method: 'get',
  path: '/customers/:customer/terms',
  summary: 'The terms that would govern an order of today by this customer, and why',
  access: READERS,
  params: z.object({ customer: zId }),
  answer: z.object({
    creditor: zId,
    version: z.object({ id: zId, label: z.string() }).nullable(),
    variant: zId.nullable(),
    acceptance: zId.nullable(),
    clauses: zClauses,
    because: z.array(z.object({ code: z.string(), facts: z.record(z.string(), z.string()) })),
  }),
  refusals: { 'not-found': 404 },
})
