import { z } from 'zod'
import { ADMINISTRATORS, COLLECTORS, contract, READERS } from '#kernel/contract.ts'
import { listQuery, page, zAt, zDay, zExport, zId, zLanguage, zMoney, zWords } from '#kernel/schema.ts'

export const zMessageState = z.enum(['to-approve', 'queued', 'sending', 'sent', 'failed', 'doubtful', 'cancelled'])

export const zMessageLine = z.object({
  id: zId,
  customer: z.object({ id: zId, name: z.string(), ref: z.string() }),
  creditor: z.object({ id: zId, code: z.string() }),
  channel: z.enum(['email', 'letter']),
  state: zMessageState,
  step: z.string().nullable(),
  template: z.string(),
  language: zLanguage,
  recipient: z.string(),
  subject: z.string().nullable(),
  total: zMoney,
  items: z.number().int(),
  decidedOn: zDay,
  sentAt: zAt.nullable(),
  /** Why it failed, is doubtful or was cancelled: a code the screen translates, or the server's own words. */
  reason: z.string().nullable(),
})

const messageFilters = {
  ...listQuery,
  state: zWords.optional(),
  channel: z.enum(['email', 'letter']).optional(),
  customer: zId.optional(),
  from: zDay.optional(),
  to: zDay.optional(),
  /** Left on this day, in the tenant's time zone. */
  sentOn: zDay.optional(),
}

export const listMessages = contract({
  name: 'listMessages',
  method: 'get',
  path: '/messages',
  summary: 'Messages, latest first (sort: decided, customer, total, state)',
  access: READERS,
  query: z.object(messageFilters),
  answer: page(zMessageLine),
})

export const exportMessages = contract({
  name: 'exportMessages',
  method: 'get',
  path: '/messages/export',
  summary: 'The same list as a file',
  access: READERS,
  query: z.object({ ...messageFilters, format: zExport }),
  media: 'application/octet-stream',
  refusals: { 'too-many-rows': 422 },
})

export const readMessage = contract({
  name: 'readMessage',
  method: 'get',
  path: '/messages/:message',
  summary: 'One message as it left, or as it would leave now when it has not',
  access: READERS,
  params: z.object({ message: zId }),
  answer: zMessageLine.extend({
    text: z.string().nullable(),
    html: z.string().nullable(),
    /** True when text and html come from the stored bytes, false for a preview. */
    exact: z.boolean(),
    mailId: z.string().nullable(),
    reply: z.string().nullable(),
    invoices: z.array(z.object({ id: zId, number: z.string(), dueOn: zDay, open: zMoney })),
  }),
  refusals: { 'not-found': 404 },
})

export const readMessageContent = contract({
  name: 'readMessageContent',
  method: 'get',
  path: '/messages/:message/content',
  summary: 'The exact bytes: the mail (.eml) or the letter (PDF); a preview of the letter before it leaves',
  access: READERS,
  params: z.object({ message: zId }),
  media: 'application/octet-stream',
  refusals: { 'not-found': 404 },
})

export const approveMessages = contract({
  name: 'approveMessages',
  method: 'post',
  path: '/messages/approve',
  summary: 'Let messages leave; those that can no longer be approved are named',
  access: COLLECTORS,
  body: z.object({ messages: z.array(zId).min(1).max(1000) }),
  answer: z.object({ approved: z.array(zId), left: z.array(z.object({ id: zId, reason: z.string() })) }),
})

export const takeBackApproval = contract({
  name: 'takeBackApproval',
  method: 'post',
  path: '/messages/take-back',
  summary: 'Take an approval back: what has not left yet waits for a person again; the others are named',
  access: COLLECTORS,
  body: z.object({ messages: z.array(zId).min(1).max(1000) }),
  answer: z.object({ takenBack: z.array(zId), left: z.array(z.object({ id: zId, reason: z.string() })) }),
})

export const cancelMessages = contract({
  name: 'cancelMessages',
  method: 'post',
  path: '/messages/cancel',
  summary: 'Withdraw messages that have not left, with a reason',
  access: COLLECTORS,
  body: z.object({ messages: z.array(zId).min(1).max(1000), reason: z.string().min(1).max(500) }),
  answer: z.object({ cancelled: z.array(zId), left: z.array(z.object({ id: zId, reason: z.string() })) }),
})

export const settleDoubtful = contract({
  name: 'settleDoubtful',
  method: 'post',
  path: '/messages/:message/settle',
  summary: 'Say what became of a doubtful or failed message: it left, send it again, or give it up',
  access: COLLECTORS,
  params: z.object({ message: zId }),
  body: z.object({ verdict: z.enum(['sent', 'again', 'cancel']) }),
  answer: zMessageLine,
  refusals: { 'not-found': 404, 'not-settleable': 409 },
})

export const testMail = contract({
  name: 'testMail',
  method: 'post',
  path: '/mail/test',
  summary: 'Send a test message to oneself and say what the mail server answered',
  access: ADMINISTRATORS,
  body: z.object({ to: z.email(), creditor: zId }),
  answer: z.object({
    state: z.enum(['sent', 'failed', 'doubtful']),
    transport: z.enum(['smtp', 'folder']),
    reply: z.string(),
  }),
  refusals: { 'not-found': 404 },
})
