import { z } from 'zod'
import { ADMINISTRATORS, contract } from '#kernel/contract.ts'
import { listQuery, page, zAt, zDay, zExport } from '#kernel/schema.ts'

export { DERIVED_SERIES, PUBLISHED_SERIES } from '#law/rates/series.ts'

/** A rate of the law; `rate` is a yearly percentage such as `12.15`. `author` is a name where it is known here. */
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

const rateFilters = {
  series: z.string().max(40).optional(),
  q: listQuery.q,
  origin: z.enum(['release', 'derived', 'added']).optional(),
  /** Only the lines that hold on this day. */
  on: zDay.optional(),
}

const rateOrder = { sort: listQuery.sort, cursor: listQuery.cursor, limit: listQuery.limit }

export const listRates = contract({
  name: 'listRates',
  method: 'get',
  path: '/rates',
  summary: 'Rates of late interest with source and certainty: the release’s, derived, added (sort: from, series, rate)',
  access: 'signed-in',
  query: z.object({ ...rateFilters, ...rateOrder }),
  answer: page(zRate),
  refusals: { 'unknown-series': 422, 'not-a-sort': 422, 'not-a-cursor': 422 },
})

export const exportRates = contract({
  name: 'exportRates',
  method: 'get',
  path: '/rates/export',
  summary: 'The same list as a file',
  access: 'signed-in',
  query: z.object({ ...rateFilters, format: zExport }),
  media: 'application/octet-stream',
  refusals: { 'unknown-series': 422, 'too-many-rows': 422 },
})

export const zMissingRate = z.object({ series: z.string(), semester: z.string(), startsIn: z.number().int() })

export const checkRates = contract({
  name: 'checkRates',
  method: 'get',
  path: '/rates/check',
  summary: 'Rates missing on a day (today when absent), or within 20 days of the next semester',
  access: 'signed-in',
  query: z.object({ on: zDay.optional() }),
  answer: z.object({ asOf: zDay, missing: z.array(zMissingRate) }),
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
