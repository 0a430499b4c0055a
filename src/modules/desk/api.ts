import { z } from 'zod'
import { COLLECTORS, contract, READERS } from '#kernel/contract.ts'
import { listQuery, page, zAt, zDay, zExport, zId, zKind, zMoney, zWords } from '#kernel/schema.ts'

export const readToday = contract({
  name: 'readToday',
  method: 'get',
  path: '/desk/today',
  summary: 'The figures above the worklist: what is to do, to approve, sent, held back, failed, and the money at stake',
  access: READERS,
  query: z.object({ collector: zId.optional() }),
  answer: z.object({
    today: zDay,
    atStake: z.array(zMoney),
    counts: z.object({
      tasks: z.number().int(),
      toApprove: z.number().int(),
      sentToday: z.number().int(),
      waitingToLeave: z.number().int(),
      held: z.number().int(),
      failed: z.number().int(),
      doubtful: z.number().int(),
    }),
    heldByReason: z.array(z.object({ code: z.string(), count: z.number().int() })),
    /** When the last run was and the next day something comes due; null on an empty house. */
    lastRunOn: zDay.nullable(),
    nextOn: zDay.nullable(),
    /** What a newcomer still has to do, in order. */
    firstSteps: z.array(z.object({ code: z.string(), done: z.boolean() })),
  }),
})

export const zCustomerLine = z.object({
  id: zId,
  ref: z.string(),
  name: z.string(),
  kind: zKind,
  country: z.string(),
  creditor: z.object({ id: zId, code: z.string() }),
  segment: z.object({ id: zId, name: z.string() }).nullable(),
  group: z.object({ id: zId, name: z.string() }).nullable(),
  collector: z.object({ id: zId, name: z.string() }).nullable(),
  city: z.string().nullable(),
  outstanding: zMoney,
  overdue: zMoney,
  daysLate: z.number().int(),
  openItems: z.number().int(),
  followUp: z
    .object({ outcome: z.string(), reason: z.string(), step: z.string().nullable(), nextOn: zDay.nullable() })
    .nullable(),
})

const customerFilters = {
  ...listQuery,
  creditor: zId.optional(),
  segment: zId.optional(),
  group: zId.optional(),
  collector: zId.optional(),
  kind: zWords.optional(),
  country: z.string().max(2).optional(),
  /** overdue, open, paused, held */
  state: z.enum(['open', 'overdue', 'paused', 'held']).optional(),
}

export const listCustomers = contract({
  name: 'listCustomers',
  method: 'get',
  path: '/customers',
  summary: 'Customers with their balance and next step (sort: name, outstanding, overdue, late, next)',
  access: READERS,
  query: z.object(customerFilters),
  answer: page(zCustomerLine).extend({ totals: z.array(z.object({ outstanding: zMoney, overdue: zMoney })) }),
})

export const exportCustomers = contract({
  name: 'exportCustomers',
  method: 'get',
  path: '/customers/export',
  summary: 'The same list as a file',
  access: READERS,
  query: z.object({ ...customerFilters, format: zExport }),
  media: 'application/octet-stream',
  refusals: { 'too-many-rows': 422 },
})

export const readBalance = contract({
  name: 'readBalance',
  method: 'get',
  path: '/customers/:customer/balance',
  summary: 'The customer’s balance by age, per currency, with the open items',
  access: READERS,
  params: z.object({ customer: zId }),
  answer: z.object({
    ages: z.array(
      z.object({
        outstanding: zMoney,
        notDue: zMoney,
        days1to30: zMoney,
        days31to60: zMoney,
        days61to90: zMoney,
        over90: zMoney,
        overdue: zMoney,
        credits: zMoney,
      }),
    ),
    items: z.array(
      z.object({
        id: zId,
        number: z.string(),
        kind: z.enum(['invoice', 'credit-note']),
        issueOn: zDay,
        dueOn: zDay,
        amount: zMoney,
        open: zMoney,
        daysLate: z.number().int(),
        step: z.string().nullable(),
        hasDocument: z.boolean(),
      }),
    ),
  }),
  refusals: { 'not-found': 404 },
})

/** One line of the customer's history, read from the journal; `kind` is translated by the screen with `facts`. */
export const zEvent = z.object({
  seq: z.string(),
  at: zAt,
  kind: z.string(),
  actor: z.object({ name: z.string().nullable(), via: z.enum(['screen', 'api', 'cli', 'worker']) }),
  facts: z.record(z.string(), z.unknown()),
  /** What it is about, to open it. */
  link: z.object({ what: z.enum(['message', 'invoice', 'import', 'task']), id: zId }).nullable(),
})

export const readTimeline = contract({
  name: 'readTimeline',
  method: 'get',
  path: '/customers/:customer/timeline',
  summary: 'Everything that happened with this customer, latest first',
  access: READERS,
  params: z.object({ customer: zId }),
  query: z.object({
    cursor: z.string().max(40).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    kind: zWords.optional(),
  }),
  answer: z.object({ items: z.array(zEvent), next: z.string().nullable() }),
  refusals: { 'not-found': 404 },
})

export const addNote = contract({
  name: 'addNote',
  method: 'post',
  path: '/customers/:customer/notes',
  summary: 'Write a note into the customer’s history',
  access: COLLECTORS,
  params: z.object({ customer: zId }),
  body: z.object({ text: z.string().min(1).max(4000) }),
  answer: zEvent,
  refusals: { 'not-found': 404 },
})

export const search = contract({
  name: 'search',
  method: 'get',
  path: '/search',
  summary: 'Find anything: name, account, SIREN, invoice number, amount (1234,56), e-mail, phone',
  access: READERS,
  query: z.object({ q: z.string().min(1).max(200) }),
  answer: z.object({
    items: z.array(
      z.object({
        what: z.enum(['customer', 'invoice', 'contact']),
        id: zId,
        customerId: zId,
        title: z.string(),
        subtitle: z.string(),
        amount: zMoney.nullable(),
      }),
    ),
  }),
})
