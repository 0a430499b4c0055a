import { z } from 'zod'
import { COLLECTORS, contract, READERS } from '#kernel/contract.ts'
import { listQuery, page, zAt, zDay, zExport, zId, zMoney, zWords } from '#kernel/schema.ts'
import { CHEQUE_FLAGS, CHEQUE_KINDS, CHEQUE_STATES } from './cheque-decide.ts'

export { CHEQUE_KINDS, CHEQUE_STATES }

const zKind = z.enum(CHEQUE_KINDS)
const zState = z.enum(CHEQUE_STATES)

/** A cheque or a bill on its way; received is not paid. */
export const zCheque = z.object({
  id: zId,
  kind: zKind,
  state: zState,
  customer: z.object({ id: zId, name: z.string(), ref: z.string() }),
  creditor: z.object({ id: zId, code: z.string() }),
  amount: zMoney,
  number: z.string().nullable(),
  bank: z.string().nullable(),
  drawnOn: zDay.nullable(),
  announcedOn: zDay.nullable(),
  announcements: z.number().int(),
  /** When somebody has to look; the maturity of a bill. */
  dueOn: zDay.nullable(),
  receivedOn: zDay.nullable(),
  signed: z.boolean().nullable(),
  /** What the photo or scan is, when there is one. */
  copyType: z.enum(['image/jpeg', 'image/png', 'application/pdf']).nullable(),
  deposit: z.object({ id: zId, number: z.string(), on: zDay }).nullable(),
  line: zId.nullable(),
  endedOn: zDay.nullable(),
  bounceReason: z.string().nullable(),
  bounceCost: zMoney.nullable(),
  /** The article that puts the cost on the drawer. */
  article: z.string().nullable(),
  note: z.string().nullable(),
  /** Since when it is in its state. */
  since: zDay,
  /** It should have moved on: announced and not come, in the drawer, not credited, past its maturity. */
  late: z.boolean(),
  flags: z.array(z.enum(CHEQUE_FLAGS)),
})

const zTotal = z.object({ state: zState, count: z.number().int(), total: zMoney })

const filters = {
  q: listQuery.q,
  kind: zWords.optional(),
  state: zWords.optional(),
  customer: zId.optional(),
  creditor: zId.optional(),
  /** `yes`: only those that should have moved on. */
  late: z.enum(['yes']).optional(),
}

export const listCheques = contract({
  name: 'listCheques',
  method: 'get',
  path: '/cheques',
  summary: 'Cheques and bills (sort: due, since, amount, customer); totals by state and currency',
  access: READERS,
  query: z.object({ ...listQuery, ...filters }),
  answer: page(zCheque).extend({ totals: z.array(zTotal) }),
})

export const exportCheques = contract({
  name: 'exportCheques',
  method: 'get',
  path: '/cheques/export',
  summary: 'The same list as a file',
  access: READERS,
  query: z.object({ ...listQuery, ...filters, format: zExport }),
  media: 'application/octet-stream',
  refusals: { 'too-many-rows': 422 },
})

export const readChequeBoard = contract({
  name: 'readChequeBoard',
  method: 'get',
  path: '/cheques/board',
  summary: 'The first cheques of each state with count and totals; what has ended shows its last weeks',
  access: READERS,
  query: z.object(filters),
  answer: z.object({
    columns: z.array(
      z.object({
        state: zState,
        count: z.number().int(),
        totals: z.array(zMoney),
        late: z.number().int(),
        items: z.array(zCheque),
      }),
    ),
    /** Ended columns begin on this day. */
    from: zDay,
  }),
})

export const readCheque = contract({
  name: 'readCheque',
  method: 'get',
  path: '/cheques/:cheque',
  summary: 'One cheque with its history, read from the journal, and what may be done with it',
  access: READERS,
  params: z.object({ cheque: zId }),
  answer: zCheque.extend({
    moves: z.array(zState),
    /** The last thing done, which can be taken back; null when nothing can. */
    undoable: z.string().nullable(),
    history: z.array(
      z.object({
        seq: z.number().int(),
        at: zAt,
        by: z.string().nullable(),
        kind: z.string(),
        facts: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
  refusals: { 'not-found': 404 },
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
    number: z.string().trim().min(1).max(40).optional(),
    bank: z.string().trim().min(1).max(100).optional(),
    dueOn: zDay.optional(),
  }),
  answer: zCheque,
  refusals: { 'not-found': 404, 'amount-not-positive': 422, 'proof-needed': 409 },
})

const paper = {
  number: z.string().trim().min(1).max(40).optional(),
  bank: z.string().trim().min(1).max(100).optional(),
  drawnOn: zDay.optional(),
  signed: z.boolean().optional(),
}

export const changeCheque = contract({
  name: 'changeCheque',
  method: 'patch',
  path: '/cheques/:cheque',
  summary: 'Correct what is known of a cheque that has not ended; its amount only before it came',
  access: COLLECTORS,
  params: z.object({ cheque: zId }),
  body: z.object({ ...paper, amount: zMoney.optional(), dueOn: zDay.optional(), note: z.string().max(400).optional() }),
  answer: zCheque,
  refusals: { 'not-found': 404, 'cheque-ended': 409, 'amount-fixed': 409, 'amount-not-positive': 422 },
})

const MOVING = {
  'not-found': 404,
  'move-not-allowed': 409,
  'number-needed': 422,
  'not-signed': 422,
  'deposit-needed': 422,
  'reason-needed': 422,
  'not-a-receipt': 422,
  'not-a-return': 422,
  'already-placed': 409,
  'returned-since': 409,
  'amount-differs': 422,
  'currency-differs': 422,
  'line-too-small': 422,
  'return-line-needed': 422,
  'nothing-to-return': 409,
  'spent-since': 409,
} as const

export const moveCheque = contract({
  name: 'moveCheque',
  method: 'post',
  path: '/cheques/:cheque/move',
  summary:
    'A cheque was received, cleared by a bank `line`, bounced (`returned` is the line that took the money back), lost or cancelled',
  access: COLLECTORS,
  params: z.object({ cheque: zId }),
  body: z.object({
    to: z.enum(['received', 'cleared', 'bounced', 'lost', 'cancelled']),
    ...paper,
    line: zId.optional(),
    returned: zId.optional(),
    reason: z.string().trim().min(1).max(400).optional(),
    cost: zMoney.optional(),
  }),
  answer: zCheque,
  refusals: MOVING,
})

export const undoCheque = contract({
  name: 'undoCheque',
  method: 'post',
  path: '/cheques/:cheque/undo',
  summary: 'Take back the last thing done with a cheque; money it moved goes back where it was',
  access: COLLECTORS,
  params: z.object({ cheque: zId }),
  answer: zCheque,
  refusals: { 'not-found': 404, 'nothing-to-undo': 409, 'spent-since': 409, 'returned-since': 409 },
})

export const attachChequeCopy = contract({
  name: 'attachChequeCopy',
  method: 'post',
  path: '/cheques/:cheque/copy',
  summary: 'A photo or scan of the cheque: JPEG, PNG or PDF, at most 10 MB',
  access: COLLECTORS,
  upload: true,
  params: z.object({ cheque: zId }),
  body: z.object({ file: z.instanceof(File).meta({ type: 'string', format: 'binary' }) }),
  answer: zCheque,
  refusals: {
    'not-found': 404,
    'not-a-copy': 422,
    'copy-too-large': 422,
    'copy-too-wide': 422,
    'copy-active': 422,
  },
})

export const readChequeCopy = contract({
  name: 'readChequeCopy',
  method: 'get',
  path: '/cheques/:cheque/copy',
  summary: 'The photo or scan as it was given',
  access: READERS,
  params: z.object({ cheque: zId }),
  media: 'application/octet-stream',
  refusals: { 'not-found': 404, 'no-copy': 404 },
})

const zLine = z.object({
  id: zId,
  bookedOn: zDay,
  amount: zMoney,
  free: zMoney,
  text: z.string().nullable(),
  account: z.string(),
  /** It is exactly the cheque, or exactly the whole slip. */
  fits: z.enum(['cheque', 'slip', 'part']),
})

export const findChequeLines = contract({
  name: 'findChequeLines',
  method: 'get',
  path: '/cheques/:cheque/lines',
  summary: 'Bank lines that may have paid a cheque (way=in) or taken it back (way=back), the likeliest first',
  access: READERS,
  params: z.object({ cheque: zId }),
  query: z.object({ way: z.enum(['in', 'back']).default('in') }),
  answer: z.object({ items: z.array(zLine) }),
  refusals: { 'not-found': 404 },
})

export const listDepositAccounts = contract({
  name: 'listDepositAccounts',
  method: 'get',
  path: '/cheque-deposits/accounts',
  summary: 'Accounts that cheques can be handed in for',
  access: READERS,
  answer: z.object({
    items: z.array(
      z.object({ number: z.string(), currency: z.string(), label: z.string().nullable(), creditor: z.string() }),
    ),
  }),
})

const zDeposit = z.object({
  id: zId,
  number: z.string(),
  kind: z.enum(['cheque', 'bill']),
  on: zDay,
  account: z.string(),
  creditor: z.string().nullable(),
  count: z.number().int(),
  total: zMoney,
  /** How many of them the bank has credited, and how many came back. */
  cleared: z.number().int(),
  bounced: z.number().int(),
})

export const depositCheques = contract({
  name: 'depositCheques',
  method: 'post',
  path: '/cheques/deposit',
  summary: 'Hand received cheques, or bills, to the bank on one slip, for an account of the creditor',
  access: COLLECTORS,
  body: z.object({ cheques: z.array(zId).min(1).max(500), account: z.string().max(40) }),
  answer: zDeposit,
  refusals: {
    ...MOVING,
    'account-unknown': 404,
    'currency-differs': 422,
    'kind-differs': 422,
    'other-creditor': 422,
  },
})

export const listDeposits = contract({
  name: 'listDeposits',
  method: 'get',
  path: '/cheque-deposits',
  summary: 'Slips of cheques and bills, the latest first',
  access: READERS,
  answer: z.object({ items: z.array(zDeposit) }),
})

export const exportDeposit = contract({
  name: 'exportDeposit',
  method: 'get',
  path: '/cheque-deposits/:deposit/export',
  summary: 'A slip as a PDF to hand in, or as a list',
  access: READERS,
  params: z.object({ deposit: zId }),
  query: z.object({ format: z.enum(['pdf', 'csv', 'xlsx']) }),
  media: 'application/octet-stream',
  refusals: { 'not-found': 404 },
})

export const clearDeposit = contract({
  name: 'clearDeposit',
  method: 'post',
  path: '/cheque-deposits/:deposit/clear',
  summary: 'The bank credited a whole slip with one line: every cheque still on it is cleared',
  access: COLLECTORS,
  params: z.object({ deposit: zId }),
  body: z.object({ line: zId.optional() }),
  answer: zDeposit,
  refusals: MOVING,
})
