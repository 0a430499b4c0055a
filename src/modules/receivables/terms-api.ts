import { z } from 'zod'
import { COLLECTORS, contract, READERS } from '#kernel/contract.ts'
import { listQuery, zDay, zExport, zId, zMoney } from '#kernel/schema.ts'

const zDates = z.object({
  orderedOn: zDay.nullable(),
  deliveredOn: zDay.nullable(),
  postedOn: zDay.nullable(),
  receivedOn: zDay.nullable(),
})

const zBecause = z.array(z.object({ code: z.string(), facts: z.record(z.string(), z.string()) }))
const zNamed = z.object({ id: zId, label: z.string() })

/** Whether the goods of an unpaid invoice stay ours: covered, or why that would not stand. */
export const zRetentionState = z.enum(['covered', 'accepted-late', 'not-accepted', 'delivery-unknown'])

/** The terms that govern an invoice, with every reason; `clauses` is `terms/api.ts` zClauses. */
const zInvoiceTerms = z.object({
  invoice: zId,
  version: zNamed.nullable(),
  variant: zId.nullable(),
  acceptance: zId.nullable(),
  clauses: z.record(z.string(), z.unknown()),
  because: zBecause,
  referenceOn: zDay,
  resolvedOn: zDay,
  dates: zDates,
  /** Null when the terms keep no title, or nothing is left to pay. */
  retention: zRetentionState.nullable(),
  /** What the register would answer today, when that is not what was kept on the invoice. */
  today: z.object({ version: zNamed.nullable(), variant: zId.nullable(), because: zBecause }).nullable(),
})

export const readInvoiceTerms = contract({
  name: 'readInvoiceTerms',
  method: 'get',
  path: '/invoices/:invoice/terms',
  summary: 'Which terms of sale govern an invoice, and why: order day, acceptance, variant',
  access: READERS,
  params: z.object({ invoice: zId }),
  answer: zInvoiceTerms,
  refusals: { 'not-found': 404 },
})

export const resolveInvoiceTerms = contract({
  name: 'resolveInvoiceTerms',
  method: 'post',
  path: '/invoices/:invoice/terms',
  summary: 'Look for the terms of an invoice again, as the register stands today, and keep the answer on it',
  access: COLLECTORS,
  params: z.object({ invoice: zId }),
  answer: zInvoiceTerms,
  refusals: { 'not-found': 404 },
})

export const resolveOpenTerms = contract({
  name: 'resolveOpenTerms',
  method: 'post',
  path: '/invoice-terms/resolve',
  summary: 'Look for the terms of every unpaid invoice that rests on no proof of acceptance; done each morning too',
  access: COLLECTORS,
  body: z.object({ customer: zId.optional() }),
  answer: z.object({ resolved: z.number().int(), changed: z.number().int() }),
})

export const saveInvoiceDates = contract({
  name: 'saveInvoiceDates',
  method: 'put',
  path: '/invoices/:invoice/dates',
  summary: 'Say when it was ordered, delivered, posted, received; terms and quality are judged again',
  access: COLLECTORS,
  params: z.object({ invoice: zId }),
  body: zDates,
  answer: zInvoiceTerms,
  refusals: { 'not-found': 404 },
})

const retentionFilters = {
  customer: zId.optional(),
  creditor: zId.optional(),
  state: zRetentionState.optional(),
  q: z.string().max(200).optional(),
}

export const listRetention = contract({
  name: 'listRetention',
  method: 'get',
  path: '/retention-of-title',
  summary:
    'Unpaid invoices whose terms keep the title of the goods, and whether it would stand (sort: customer, number, ' +
    'accepted, delivered, due, state, open)',
  access: READERS,
  query: z.object({ ...retentionFilters, sort: listQuery.sort, cursor: listQuery.cursor, limit: listQuery.limit }),
  answer: z.object({
    items: z.array(
      z.object({
        invoice: z.object({ id: zId, number: z.string() }),
        customer: z.object({ id: zId, name: z.string(), ref: z.string() }),
        creditor: z.string(),
        issueOn: zDay,
        dueOn: zDay,
        amount: zMoney,
        open: zMoney,
        terms: z.string().nullable(),
        acceptedOn: zDay.nullable(),
        deliveredOn: zDay.nullable(),
        state: zRetentionState,
      }),
    ),
    next: z.string().nullable(),
    count: z.number().int(),
    /** What is open, by currency, and what of it is covered. */
    totals: z.array(z.object({ open: zMoney, covered: zMoney })),
    /** Unpaid invoices whose terms nobody has looked for yet: they cannot be here. */
    unresolved: z.number().int(),
  }),
  refusals: { 'not-a-sort': 422, 'not-a-cursor': 422 },
})

export const exportRetention = contract({
  name: 'exportRetention',
  method: 'get',
  path: '/retention-of-title/export',
  summary: 'The same ledger as a file',
  access: READERS,
  query: z.object({ ...retentionFilters, format: zExport }),
  media: 'application/octet-stream',
  refusals: { 'too-many-rows': 422 },
})
