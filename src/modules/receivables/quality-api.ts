import { z } from 'zod'
import { COLLECTORS, contract, MANAGERS, READERS } from '#kernel/contract.ts'
import { listQuery, page, zDay, zExport, zId } from '#kernel/schema.ts'

const zCustomer = z.object({ id: zId, name: z.string(), ref: z.string() })
const zInvoice = z.object({ id: zId, number: z.string() })

export const zFinding = z.object({
  /** Tells two findings apart, also of one invoice. */
  id: z.string(),
  invoice: zInvoice,
  customer: zCustomer,
  issueOn: zDay,
  code: z.string(),
  severity: z.enum(['breach', 'doubt', 'advice']),
  article: z.string().nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Keeps the invoice out of the follow-up. */
  holds: z.boolean(),
  state: z.enum(['open', 'mended', 'accepted']),
  note: z.string().nullable(),
  foundOn: zDay,
  endedOn: zDay.nullable(),
})

const findingFilters = {
  q: listQuery.q,
  sort: listQuery.sort,
  invoice: zId.optional(),
  customer: zId.optional(),
  code: z.string().max(60).optional(),
  state: z.enum(['open', 'mended', 'accepted']).optional(),
  severity: z.enum(['breach', 'doubt', 'advice']).optional(),
  /** Only those that keep their invoice out of the follow-up, or only the others. */
  holds: z
    .enum(['true', 'false'])
    .transform(text => text === 'true')
    .optional(),
}

export const listFindings = contract({
  name: 'listFindings',
  method: 'get',
  path: '/invoice-findings',
  summary: 'What is wrong or weak in our own invoices (sort: found, issue, number, customer, code), counted by cause',
  access: READERS,
  query: z.object({ ...findingFilters, cursor: listQuery.cursor, limit: listQuery.limit }),
  answer: page(zFinding).extend({
    byCause: z.array(
      z.object({ code: z.string(), severity: z.enum(['breach', 'doubt', 'advice']), count: z.number().int() }),
    ),
  }),
})

export const exportFindings = contract({
  name: 'exportFindings',
  method: 'get',
  path: '/invoice-findings/export',
  summary: 'The same list as a file',
  access: READERS,
  query: z.object({ ...findingFilters, format: zExport }),
  media: 'application/octet-stream',
  refusals: { 'too-many-rows': 422 },
})

const zDelays = z.object({
  known: z.number().int(),
  median: z.number().int().nullable(),
  /** `from` days or more, below the next step. */
  steps: z.array(z.object({ from: z.number().int(), count: z.number().int() })),
})

export const readInvoiceDelays = contract({
  name: 'readInvoiceDelays',
  method: 'get',
  path: '/invoice-delays',
  summary: 'Days from delivery to invoice and from invoice to posting, over twelve months, where these days are known',
  access: READERS,
  answer: z.object({ since: zDay, toInvoice: zDelays, toPost: zDelays }),
})

export const checkInvoiceQuality = contract({
  name: 'checkInvoiceQuality',
  method: 'post',
  path: '/invoice-findings/check',
  summary: 'Judge the given invoices again, or all that were never judged',
  access: MANAGERS,
  body: z.object({ invoices: z.array(zId).max(1000).optional() }),
  answer: z.object({ checked: z.number().int(), withFindings: z.number().int() }),
})

export const settleFinding = contract({
  name: 'settleFinding',
  method: 'post',
  path: '/invoices/:invoice/findings',
  summary: 'Mend, accept or reopen a finding, or hold the invoice out of the follow-up by it',
  access: COLLECTORS,
  params: z.object({ invoice: zId }),
  body: z.object({
    code: z.string().max(60),
    state: z.enum(['open', 'mended', 'accepted']),
    holds: z.boolean().default(false),
    note: z.string().max(2000).optional(),
  }),
  answer: zFinding,
  refusals: { 'not-found': 404, 'note-needed': 422 },
})

/** `held` and `free` only concern open findings: whether they keep their invoice out of the follow-up. */
export const VERDICTS = ['mended', 'accepted', 'held', 'free', 'open'] as const

export const settleFindings = contract({
  name: 'settleFindings',
  method: 'post',
  path: '/invoice-findings/settle',
  summary: 'Mend, accept, hold by, free or reopen many findings at once, by ids or by the filter of the list',
  access: COLLECTORS,
  body: z.object({
    findings: z.array(z.guid()).min(1).max(1000).optional(),
    filter: z
      .object({
        q: z.string().max(200).optional(),
        invoice: zId.optional(),
        customer: zId.optional(),
        code: z.string().max(60).optional(),
        state: z.enum(['open', 'mended', 'accepted']).optional(),
        severity: z.enum(['breach', 'doubt', 'advice']).optional(),
        holds: z.boolean().optional(),
      })
      .optional(),
    verdict: z.enum(VERDICTS),
    note: z.string().max(2000).optional(),
  }),
  answer: z.object({
    changed: z.number().int(),
    /** They were so already. */
    already: z.number().int(),
    /** Settled before: they cannot hold their invoice. */
    left: z.number().int(),
  }),
  refusals: { 'which-findings': 422, 'note-needed': 422, 'too-many-findings': 422 },
})

const zDemand = z.object({ orderNumber: z.boolean(), addressee: z.string().max(200).nullable() })

export const readDemand = contract({
  name: 'readDemand',
  method: 'get',
  path: '/customers/:customer/invoice-demand',
  summary: 'What a customer asks for on our invoices',
  access: READERS,
  params: z.object({ customer: zId }),
  answer: zDemand,
  refusals: { 'not-found': 404 },
})

export const saveDemand = contract({
  name: 'saveDemand',
  method: 'put',
  path: '/customers/:customer/invoice-demand',
  summary: 'Say what a customer asks for: order number, addressee',
  access: COLLECTORS,
  params: z.object({ customer: zId }),
  body: zDemand,
  answer: zDemand,
  refusals: { 'not-found': 404 },
})
