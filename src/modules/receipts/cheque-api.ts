import { z } from 'zod'
import { COLLECTORS, contract, READERS } from '#kernel/contract.ts'
import { zDay, zId, zMoney, zWords } from '#kernel/schema.ts'

const zKind = z.enum(['cheque', 'lcr', 'draft', 'promissory-note'])
const zState = z.enum(['announced', 'received', 'deposited', 'cleared', 'bounced', 'lost', 'cancelled'])

/** A cheque or a bill on its way; received is not paid. */
export const zCheque = z.object({
  id: zId,
  kind: zKind,
  state: zState,
  customer: z.object({ id: zId, name: z.string(), ref: z.string() }),
  amount: zMoney,
  number: z.string().nullable(),
  bank: z.string().nullable(),
  drawnOn: zDay.nullable(),
  announcedOn: zDay.nullable(),
  announcements: z.number().int(),
  dueOn: zDay.nullable(),
  receivedOn: zDay.nullable(),
  signed: z.boolean().nullable(),
  copy: z.string().nullable(),
  deposit: z.object({ id: zId, number: z.string() }).nullable(),
  line: zId.nullable(),
  endedOn: zDay.nullable(),
  bounceReason: z.string().nullable(),
  bounceCost: zMoney.nullable(),
  /** The article that puts the cost on the drawer. */
  article: z.string().nullable(),
  note: z.string().nullable(),
  flags: z.array(z.enum(['round-amount', 'unsigned', 'announced-again', 'bounced'])),
})

export const listCheques = contract({
  name: 'listCheques',
  method: 'get',
  path: '/cheques',
  summary: 'Cheques and bills, soonest to look at first',
  access: READERS,
  query: z.object({ state: zWords.optional(), customer: zId.optional() }),
  answer: z.object({ items: z.array(zCheque) }),
})

export const announceCheque = contract({
  name: 'announceCheque',
  method: 'post',
  path: '/cheques',
  summary: 'Note that a cheque or a bill is on its way; said a second time it needs a number or a copy',
  access: COLLECTORS,
  body: z.object({
    customer: zId,
    kind: zKind.default('cheque'),
    amount: zMoney,
    number: z.string().max(40).optional(),
    bank: z.string().max(100).optional(),
    dueOn: zDay.optional(),
  }),
  answer: zCheque,
  refusals: { 'not-found': 404, 'amount-not-positive': 422, 'proof-needed': 409 },
})

const MOVING = {
  'not-found': 404,
  'move-not-allowed': 409,
  'number-needed': 422,
  'not-signed': 422,
  'deposit-needed': 422,
  'reason-needed': 422,
  'not-a-return': 422,
  'already-placed': 409,
  'returned-since': 409,
  'amount-differs': 422,
  'nothing-to-return': 409,
} as const

export const moveCheque = contract({
  name: 'moveCheque',
  method: 'post',
  path: '/cheques/:cheque/move',
  summary: 'A cheque was received, cleared, bounced, lost or cancelled; `returned` is the bank line of a bounce',
  access: COLLECTORS,
  params: z.object({ cheque: zId }),
  body: z.object({
    to: z.enum(['received', 'cleared', 'bounced', 'lost', 'cancelled']),
    number: z.string().max(40).optional(),
    bank: z.string().max(100).optional(),
    drawnOn: zDay.optional(),
    signed: z.boolean().optional(),
    line: zId.optional(),
    returned: zId.optional(),
    reason: z.string().max(400).optional(),
    cost: zMoney.optional(),
  }),
  answer: zCheque,
  refusals: MOVING,
})

export const depositCheques = contract({
  name: 'depositCheques',
  method: 'post',
  path: '/cheques/deposit',
  summary: 'Hand received cheques to the bank on one slip',
  access: COLLECTORS,
  body: z.object({ cheques: z.array(zId).min(1).max(500), account: zId }),
  answer: z.object({ number: z.string() }),
  refusals: { ...MOVING, 'account-unknown': 404, 'currency-differs': 422 },
})
