import { z } from 'zod'
import { COLLECTORS, contract, MANAGERS, READERS } from '#kernel/contract.ts'
import { listQuery, page, zAt, zDay, zExport, zId, zMoney, zWords } from '#kernel/schema.ts'
import { AGAINST, FOR, GROUNDS } from './model.ts'

const zVerdict = z.enum(['certain', 'likely', 'to-sort'])

export * from './bank-api.ts'
export * from './import-api.ts'

/** One reason for or against: a code the screen translates with its facts; amounts in facts are minor units as text. */
export const zEvidence = z.object({
  code: z.enum([...FOR, ...AGAINST]),
  supports: z.boolean(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
})

const zParty = z.object({ id: zId, name: z.string(), ref: z.string() })

/** A bank line with what is proposed for it. `state` says where it stands, `free` what of it has no place yet. */
export const zReceipt = z.object({
  id: zId,
  account: z.object({ id: zId, number: z.string(), label: z.string().nullable() }),
  bookedOn: zDay,
  amount: zMoney,
  free: zMoney,
  onAccount: zMoney,
  payer: z.object({ name: z.string().nullable(), iban: z.string().nullable() }),
  text: z.string().nullable(),
  reference: z.string().nullable(),
  /** Why the bank sent it back, when it did. */
  returned: z.string().nullable(),
  state: z.enum(['waiting', 'partly-placed', 'placed', 'not-ours']),
  verdict: zVerdict.nullable(),
  pass: z.enum(GROUNDS).nullable(),
  customer: zParty.nullable(),
  evidence: z.array(zEvidence),
  proposedOnAccount: zMoney,
  parts: z.array(
    z.object({
      invoice: z.object({ id: zId, number: z.string(), dueOn: zDay, open: zMoney }),
      customer: zParty,
      kind: z.enum(['receipt', 'write-off', 'settled']),
      amount: zMoney,
      rule: z.string(),
    }),
  ),
  /**
   * What the bank credits of a slip: its cheques or bills that wait, or the single one; to sort, their total differs.
   * Once the line has its place, those that it credited.
   */
  slip: z
    .object({
      id: zId,
      number: z.string(),
      kind: z.enum(['cheque', 'bill']),
      on: zDay,
      single: z.boolean(),
      total: zMoney,
      cheques: z.array(z.object({ id: zId, number: z.string().nullable(), customer: zParty, amount: zMoney })),
    })
    .nullable(),
})

const receiptFilters = {
  ...listQuery,
  /** A line that nothing was proposed for is to sort. */
  verdict: zWords.optional(),
  /** Of those that are placed: on-account still has money of a customer's, not-ours is no customer's. */
  state: z.enum(['waiting', 'placed', 'on-account', 'not-ours', 'all']).default('waiting'),
  /** in: money received; back: returns and rejects. */
  way: z.enum(['in', 'back', 'all']).default('all'),
  account: zId.optional(),
  customer: zId.optional(),
  /** One line: a link to it. */
  line: zId.optional(),
}

export const listReceipts = contract({
  name: 'listReceipts',
  method: 'get',
  path: '/receipts',
  summary: 'Bank lines with their proposals (sort: booked, amount, verdict), how many wait by verdict and their totals',
  access: READERS,
  query: z.object(receiptFilters),
  answer: page(zReceipt).extend({
    /** By verdict; null: money that the bank took back. */
    waiting: z.array(z.object({ verdict: zVerdict.nullable(), count: z.number().int(), total: zMoney })),
    /** Lines with their place; of today, those that people placed and those that the machine did. */
    done: z.object({ count: z.number().int(), today: z.number().int(), applied: z.number().int() }),
  }),
})

const { cursor: _cursor, limit: _limit, ...exportFilters } = receiptFilters

export const exportReceipts = contract({
  name: 'exportReceipts',
  method: 'get',
  path: '/receipts/export',
  summary: 'The same list as a file, all pages, each line with its verdict and what it pays',
  access: READERS,
  query: z.object({ ...exportFilters, format: zExport }),
  media: 'application/octet-stream',
  refusals: { 'too-many-rows': 422 },
})

export const readReceipt = contract({
  name: 'readReceipt',
  method: 'get',
  path: '/receipts/:line',
  summary: 'One bank line: the bank’s own text, its proposal, what stands, what was done, and what a return takes back',
  access: READERS,
  params: z.object({ line: zId }),
  answer: zReceipt.extend({
    raw: z.string().nullable(),
    valueOn: zDay.nullable(),
    endToEndId: z.string().nullable(),
    placed: z.array(
      z.object({
        kind: z.enum(['invoice', 'on-account', 'write-off', 'elsewhere']),
        customer: zParty.nullable(),
        invoice: z.object({ id: zId, number: z.string() }).nullable(),
        amount: zMoney,
      }),
    ),
    operations: z.array(
      z.object({
        id: zId,
        kind: z.enum(['applied', 'confirmed', 'split', 'on-account', 'not-ours', 'returned', 'undone']),
        at: zAt,
        by: z.string().nullable(),
        reason: z.string().nullable(),
        undone: z.boolean(),
      }),
    ),
    returnOf: z.array(
      z.object({
        line: zId,
        bookedOn: zDay,
        name: z.string().nullable(),
        remittance: z.string().nullable(),
        sameReference: z.boolean(),
        samePayer: z.boolean(),
      }),
    ),
  }),
  refusals: { 'not-found': 404 },
})

export const findPayable = contract({
  name: 'findPayable',
  method: 'get',
  path: '/receipts/:line/payable',
  summary: 'Open items this line could pay, by number, customer or amount: the search of the sorting screen',
  access: READERS,
  params: z.object({ line: zId }),
  query: z.object({ q: z.string().max(200).default(''), customer: zId.optional() }),
  answer: z.object({
    items: z.array(
      z.object({
        id: zId,
        number: z.string(),
        customer: zParty,
        issueOn: zDay,
        dueOn: zDay,
        open: zMoney,
        sameAmount: z.boolean(),
      }),
    ),
  }),
  refusals: { 'not-found': 404 },
})

export const findPayers = contract({
  name: 'findPayers',
  method: 'get',
  path: '/receipts/:line/payers',
  summary: 'Customers whose money a line could be, by name or reference: whoever is proposed first, without a search',
  access: READERS,
  params: z.object({ line: zId }),
  query: z.object({ q: z.string().max(200).default('') }),
  answer: z.object({ items: z.array(zParty) }),
  refusals: { 'not-found': 404 },
})

export const proposeReceipts = contract({
  name: 'proposeReceipts',
  method: 'post',
  path: '/receipts/propose',
  summary: 'Look again at every line that waits, or at those named',
  access: COLLECTORS,
  body: z.object({ lines: z.array(zId).max(1000).optional() }),
  answer: z.object({ certain: z.number().int(), likely: z.number().int(), toSort: z.number().int() }),
})

export const applyReceipts = contract({
  name: 'applyReceipts',
  method: 'post',
  path: '/receipts/apply',
  summary: 'Settle every certain proposal, or those of the lines named',
  access: MANAGERS,
  body: z.object({ lines: z.array(zId).max(1000).optional() }),
  answer: z.object({ applied: z.number().int(), stale: z.number().int(), returned: z.number().int() }),
})

const PLACING = {
  'not-found': 404,
  'already-placed': 409,
  'nothing-proposed': 409,
  'proposal-stale': 409,
  'returned-since': 409,
  'not-a-receipt': 422,
  'more-than-received': 422,
  'nothing-chosen': 422,
  'exceeds-open': 422,
  'currency-differs': 422,
  'invoice-unknown': 404,
  'customer-unknown': 404,
  'not-an-amount': 422,
  'too-many-decimals': 422,
} as const

export const confirmReceipt = contract({
  name: 'confirmReceipt',
  method: 'post',
  path: '/receipts/:line/confirm',
  summary: 'Accept what is proposed; the payer’s account and name are remembered',
  access: COLLECTORS,
  params: z.object({ line: zId }),
  answer: zReceipt,
  refusals: PLACING,
})

export const splitReceipt = contract({
  name: 'splitReceipt',
  method: 'post',
  path: '/receipts/:line/split',
  summary: 'Spread a line over invoices by hand, the rest on account of a customer or still waiting',
  access: COLLECTORS,
  params: z.object({ line: zId }),
  body: z.object({
    parts: z
      .array(z.object({ invoice: zId, amount: z.string().max(30), writeOff: z.string().max(30).default('0') }))
      .max(500),
    onAccount: z.object({ customer: zId, amount: z.string().max(30).optional() }).optional(),
  }),
  answer: zReceipt,
  refusals: PLACING,
})

export const keepReceipt = contract({
  name: 'keepReceipt',
  method: 'post',
  path: '/receipts/:line/on-account',
  summary: 'Keep what is left of a line on account of a customer: a deposit, an overpayment',
  access: COLLECTORS,
  params: z.object({ line: zId }),
  body: z.object({ customer: zId, amount: z.string().max(30).optional() }),
  answer: zReceipt,
  refusals: PLACING,
})

export const setReceiptAside = contract({
  name: 'setReceiptAside',
  method: 'post',
  path: '/receipts/:line/not-ours',
  summary: 'The money is no customer’s: tax refund, transfer between own accounts',
  access: COLLECTORS,
  params: z.object({ line: zId }),
  body: z.object({ reason: z.string().max(400).optional() }),
  answer: zReceipt,
  refusals: { 'not-found': 404, 'already-placed': 409 },
})

export const undoReceipt = contract({
  name: 'undoReceipt',
  method: 'post',
  path: '/receipts/:line/undo',
  summary: 'Undo the last thing done with a line; every balance comes back and what was learned is forgotten',
  access: COLLECTORS,
  params: z.object({ line: zId }),
  answer: zReceipt,
  refusals: { 'not-found': 404, 'nothing-to-undo': 409, 'returned-since': 409, 'spent-since': 409 },
})

export const returnReceipt = contract({
  name: 'returnReceipt',
  method: 'post',
  path: '/receipts/:line/return',
  summary: 'This line takes a receipt back: its invoices are open again',
  access: COLLECTORS,
  params: z.object({ line: zId }),
  body: z.object({ of: zId }),
  answer: zReceipt,
  refusals: {
    'not-found': 404,
    'not-a-return': 422,
    'already-placed': 409,
    'returned-since': 409,
    'amount-differs': 422,
    'nothing-to-return': 409,
  },
})
