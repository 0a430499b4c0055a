import { z } from 'zod'
import { COLLECTORS, contract, MANAGERS, READERS } from '#kernel/contract.ts'
import { listQuery, page, zAt, zDay, zExport, zId, zMoney, zWords } from '#kernel/schema.ts'

/** Why something was decided: a code the screen translates with its values. */
export const zReason = z.object({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])) })

export const zFollowUp = z.object({
  customer: z.object({ id: zId, name: z.string(), ref: z.string() }),
  creditor: z.object({ id: zId, code: z.string() }),
  outcome: z.enum(['new', 'message', 'call', 'wait', 'hold']),
  reason: zReason,
  scenario: z.object({ id: zId, name: z.string() }).nullable(),
  step: z.string().nullable(),
  decidedOn: zDay.nullable(),
  nextOn: zDay.nullable(),
  overdue: zMoney,
})

const followUpFilters = {
  ...listQuery,
  outcome: zWords.optional(),
  reason: z.string().max(40).optional(),
  collector: zId.optional(),
}

export const listFollowUps = contract({
  name: 'listFollowUps',
  method: 'get',
  path: '/follow-ups',
  summary: 'Where each customer stands and why (outcome=hold: what was held back); sort: next, overdue, customer',
  access: READERS,
  query: z.object(followUpFilters),
  answer: page(zFollowUp).extend({
    byReason: z.array(z.object({ outcome: z.string(), code: z.string(), count: z.number().int() })),
  }),
})

export const exportFollowUps = contract({
  name: 'exportFollowUps',
  method: 'get',
  path: '/follow-ups/export',
  summary: 'The same list as a file',
  access: READERS,
  query: z.object({ ...followUpFilters, format: zExport }),
  media: 'application/octet-stream',
  refusals: { 'too-many-rows': 422 },
})

const zPlannedStep = z.object({
  rank: z.number().int(),
  code: z.string(),
  action: z.enum(['email', 'letter', 'call', 'check-platform', 'legal']),
  template: z.string(),
  /** Day each open invoice would reach it, given nothing else happens. */
  on: zDay.nullable(),
  done: z.boolean(),
})

export const readFollowUp = contract({
  name: 'readFollowUp',
  method: 'get',
  path: '/customers/:customer/follow-up',
  summary: 'What would be decided for this customer now, why, and the steps to come invoice by invoice',
  access: READERS,
  params: z.object({ customer: zId }),
  answer: zFollowUp.extend({
    now: z.object({
      outcome: z.enum(['message', 'call', 'wait', 'hold']),
      reason: zReason,
      step: z.string().nullable(),
      action: z.string().nullable(),
    }),
    invoices: z.array(
      z.object({ id: zId, number: z.string(), dueOn: zDay, open: zMoney, steps: z.array(zPlannedStep) }),
    ),
  }),
  refusals: { 'not-found': 404 },
})

export const zRun = z.object({
  date: zDay,
  dryRun: z.boolean(),
  looked: z.number().int(),
  messages: z.number().int(),
  toApprove: z.number().int(),
  emails: z.number().int(),
  letters: z.number().int(),
  calls: z.number().int(),
  tasks: z.number().int(),
  held: z.number().int(),
  waiting: z.number().int(),
  byReason: z.array(z.object({ outcome: z.string(), code: z.string(), count: z.number().int() })),
})

export const runFollowUp = contract({
  name: 'runFollowUp',
  method: 'post',
  path: '/follow-ups/run',
  summary:
    'Decide the follow-up of the day; twice the same day does nothing more. With dryRun, only say what would leave',
  access: MANAGERS,
  body: z.object({ date: zDay.optional(), dryRun: z.boolean().default(false) }),
  answer: zRun,
  refusals: { 'date-in-future': 422 },
})

export const zTask = z.object({
  id: zId,
  kind: z.enum(['call', 'check-platform', 'legal', 'find-out-kind', 'find-address']),
  state: z.enum(['open', 'done', 'skipped']),
  customer: z.object({ id: zId, name: z.string(), ref: z.string() }),
  creditor: z.object({ id: zId, code: z.string() }),
  dueOn: zDay,
  step: z.string().nullable(),
  total: zMoney,
  daysLate: z.number().int(),
  /** Which words to say: a key of the call scripts. */
  script: z.string().nullable(),
  invoices: z.array(z.object({ number: z.string(), dueOn: zDay, open: zMoney })),
  phone: z.string().nullable(),
  contact: z.string().nullable(),
  outcome: z.string().nullable(),
  note: z.string().nullable(),
  doneAt: zAt.nullable(),
})

const taskFilters = {
  ...listQuery,
  state: z.enum(['open', 'done', 'skipped']).default('open'),
  kind: zWords.optional(),
  collector: zId.optional(),
  customer: zId.optional(),
  /** Only what is due on or before this day. */
  dueBy: zDay.optional(),
}

export const listTasks = contract({
  name: 'listTasks',
  method: 'get',
  path: '/tasks',
  summary: 'What people have to do, most money first (sort: total, due, late, customer)',
  access: READERS,
  query: z.object(taskFilters),
  answer: page(zTask).extend({ totals: z.array(zMoney) }),
})

export const exportTasks = contract({
  name: 'exportTasks',
  method: 'get',
  path: '/tasks/export',
  summary: 'The same list as a file',
  access: READERS,
  query: z.object({ ...taskFilters, format: zExport }),
  media: 'application/octet-stream',
  refusals: { 'too-many-rows': 422 },
})

/** What a call can end with: the catalogue of mission.md S10, « lack of funds » being the only valid excuse. */
export const zCallOutcome = z.enum([
  'will-pay',
  'lack-of-funds',
  'not-received',
  'not-approved',
  'disputes',
  'paid',
  'no-answer',
  'wrong-number',
  'call-back',
  'satisfied',
  'checked',
])

export const endTask = contract({
  name: 'endTask',
  method: 'post',
  path: '/tasks/:task/end',
  summary: 'Note what a call or a check gave, or skip it with a reason; `again` asks for the same task on a later day',
  access: COLLECTORS,
  params: z.object({ task: zId }),
  body: z.object({
    state: z.enum(['done', 'skipped']),
    outcome: zCallOutcome.optional(),
    note: z.string().max(4000).optional(),
    again: zDay.optional(),
  }),
  answer: zTask,
  refusals: { 'not-found': 404, 'already-ended': 409, 'skip-needs-reason': 422, 'again-in-the-past': 422 },
})

export const reopenTask = contract({
  name: 'reopenTask',
  method: 'post',
  path: '/tasks/:task/reopen',
  summary: 'Undo the end of a task',
  access: COLLECTORS,
  params: z.object({ task: zId }),
  answer: zTask,
  refusals: { 'not-found': 404, 'not-ended': 409 },
})

const zStep = z.object({
  code: z.string(),
  from: z.enum(['due', 'issue']),
  day: z.number().int(),
  action: z.enum(['email', 'letter', 'call', 'check-platform', 'legal']),
  template: z.string(),
  registered: z.boolean().optional(),
  minTotal: z.number().int().optional(),
  otherwise: z.object({ action: z.enum(['email', 'letter']), template: z.string() }).optional(),
  afterDays: z.number().int().optional(),
  approval: z.boolean().optional(),
})

/** The definition stored in `scenario.definition`; amounts in minor units. */
export const zScenario = z.object({
  code: z.string(),
  name: z.string(),
  minTotal: z.number().int(),
  minGapDays: z.number().int(),
  businessDays: z.boolean(),
  /** Whoever pays after a reminder is thanked by e-mail, once an invoice. */
  thankYou: z.boolean().optional(),
  steps: z.array(zStep),
})

export const listScenarios = contract({
  name: 'listScenarios',
  method: 'get',
  path: '/scenarios',
  summary: 'The scenario of each segment, step by step',
  access: READERS,
  answer: z.object({
    items: z.array(
      z.object({
        id: zId,
        segment: z.object({ id: zId, name: z.string() }).nullable(),
        version: z.number().int(),
        definition: zScenario,
      }),
    ),
  }),
})
