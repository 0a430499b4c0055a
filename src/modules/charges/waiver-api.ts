import { z } from 'zod'
import { COLLECTORS, contract, MANAGERS, READERS } from '#kernel/contract.ts'
import { zDay, zId, zMoney } from '#kernel/schema.ts'
import { CHARGE_KINDS, WAIVER_REASONS } from './model.ts'

export { WAIVER_REASONS } from './model.ts'

const zWaiver = z.object({
  id: zId,
  invoice: z.object({ id: zId, number: z.string() }),
  claim: zId.nullable(),
  kind: z.enum(CHARGE_KINDS),
  amount: zMoney,
  reason: z.enum(WAIVER_REASONS),
  note: z.string().nullable(),
  waivedOn: zDay,
  inWriting: z.boolean(),
  reversed: z.boolean(),
  /** What tells the customer; null when nothing does, or no address is known yet. */
  message: z.object({ id: zId, state: z.string(), channel: z.enum(['email', 'letter']) }).nullable(),
  addressMissing: z.boolean(),
})

export const waiveCharges = contract({
  name: 'waiveCharges',
  method: 'post',
  path: '/invoices/:invoice/charges/waive',
  summary: 'Give up charges of an invoice, whole or in part, within the limit of one’s role; in writing if asked',
  access: COLLECTORS,
  params: z.object({ invoice: zId }),
  body: z.object({
    kind: z.enum(CHARGE_KINDS),
    /** Left out: all that is left. */
    amount: z.string().max(30).optional(),
    reason: z.enum(WAIVER_REASONS),
    note: z.string().max(2000).optional(),
    /** The customer is told in writing: an e-mail, a letter, or a task to find an address. */
    inWriting: z.boolean().default(false),
  }),
  answer: z.object({ items: z.array(zWaiver) }),
  refusals: {
    'not-found': 404,
    'above-limit': 403,
    'nothing-to-waive': 422,
    'more-than-left': 422,
    'note-needed': 422,
    'not-an-amount': 422,
    'too-many-decimals': 422,
    'unknown-rate': 422,
    'day-out-of-reach': 422,
  },
})

export const listWaivers = contract({
  name: 'listWaivers',
  method: 'get',
  path: '/charges/waivers',
  summary: 'What was given up, the latest first',
  access: READERS,
  query: z.object({ invoice: zId.optional(), customer: zId.optional() }),
  answer: z.object({ items: z.array(zWaiver) }),
})

export const reverseWaiver = contract({
  name: 'reverseWaiver',
  method: 'post',
  path: '/charges/waivers/:waiver/reverse',
  summary: 'Take a waiver back, with a reason; what it lowered is owed again',
  access: MANAGERS,
  params: z.object({ waiver: zId }),
  body: z.object({
    note: z.string().min(1).max(2000),
    /** The customer was told in writing, and agrees. */
    despiteWriting: z.boolean().default(false),
  }),
  answer: zWaiver,
  refusals: { 'not-found': 404, 'already-reversed': 409, 'waived-in-writing': 409, 'note-needed': 422 },
})

export const printWaiver = contract({
  name: 'printWaiver',
  method: 'get',
  path: '/charges/waivers/:waiver/letter',
  summary: 'The letter that tells the customer what was given up, in the customer’s language',
  access: READERS,
  params: z.object({ waiver: zId }),
  media: 'application/pdf',
  refusals: { 'not-found': 404, 'already-reversed': 409 },
})
