import { z } from 'zod'
import { contract, MANAGERS, READERS } from '#kernel/contract.ts'
import { listQuery, page, zDay, zExport, zId, zMoney } from '#kernel/schema.ts'
import { zCode, zQuestion, zStatement } from './calculator-api.ts'
import { CHARGE_KINDS, WAIVER_REASONS } from './model.ts'
const zAmount = z.string().max(30)

export const readChargeQuestion = contract({
  name: 'readChargeQuestion',
  method: 'get',
  path: '/invoices/:invoice/charges/question',
  summary:
    'An invoice as a question for the calculator: price, due date, what was paid and credited, parties, contract rate',
  access: READERS,
  params: z.object({ invoice: zId }),
  answer: z.object({
    question: zQuestion,
    creditorName: z.string(),
    customerName: z.string(),
    invoiceNumber: z.string(),
  }),
  refusals: { 'not-found': 404 },
})

/** What a person chooses where the law leaves a choice. */
const choices = {
  convention: z.enum(['A', 'B']).optional(),
  base: z.enum(['365', 'actual']).optional(),
  imputation: z.enum(['interest-first', 'principal-first', 'lower']).optional(),
  belowFloor: z.enum(['contract', 'floor', 'default']).optional(),
  rate: z.enum(['terms', 'legal']).optional(),
  formalNotice: zDay.optional(),
  insolvency: zDay.optional(),
  contractDate: zDay.optional(),
  reminder: z.object({ on: zDay, by: z.enum(['post', 'email']).default('post') }).optional(),
  smallCreditor: z.boolean().optional(),
}

export const zChoices = z.object(choices)

const zLedger = z.object({
  kind: z.enum(CHARGE_KINDS),
  computed: zMoney,
  claimed: zMoney,
  waived: zMoney,
  collected: zMoney,
  /** Still owed of what was claimed. */
  remaining: zMoney,
  /** Computed and neither claimed nor waived. */
  toClaim: zMoney,
})

export const zInvoiceCharges = z.object({
  invoice: z.object({ id: zId, number: z.string(), dueOn: zDay, amount: zMoney, open: zMoney }),
  customer: z.object({ id: zId, name: z.string(), ref: z.string() }),
  asOf: zDay,
  lines: z.array(zLedger),
  statement: zStatement.nullable(),
  /** Why there is no statement: a rate that is not known, named. */
  refusal: zCode.nullable(),
})

export const readInvoiceCharges = contract({
  name: 'readInvoiceCharges',
  method: 'get',
  path: '/invoices/:invoice/charges',
  summary: 'Computed, claimed, waived and collected on one invoice, with the statement of how it was computed',
  access: READERS,
  params: z.object({ invoice: zId }),
  query: z.object({
    asOf: zDay.optional(),
    convention: choices.convention,
    base: choices.base,
    imputation: choices.imputation,
    belowFloor: choices.belowFloor,
    rate: choices.rate,
    formalNotice: choices.formalNotice,
    insolvency: choices.insolvency,
  }),
  answer: zInvoiceCharges,
  refusals: { 'not-found': 404 },
})

export const printInvoiceCharges = contract({
  name: 'printInvoiceCharges',
  method: 'get',
  path: '/invoices/:invoice/charges/pdf',
  summary: 'How the charges of an invoice are computed, to print or to join',
  access: READERS,
  params: z.object({ invoice: zId }),
  query: z.object({ asOf: zDay.optional() }),
  media: 'application/pdf',
  refusals: { 'not-found': 404, 'unknown-rate': 422, 'day-out-of-reach': 422 },
})

/**
 * `open`: the price is still unpaid; `paid-late`: it is paid, after its due date; `claimed`: something was claimed;
 * `remaining`: some of it is still owed; `collected`, `waived`: some was.
 */
export const CHARGE_STATES = ['open', 'paid-late', 'claimed', 'remaining', 'collected', 'waived'] as const
export const zChargeState = z.enum(CHARGE_STATES)

export const listCharges = contract({
  name: 'listCharges',
  method: 'get',
  path: '/charges',
  summary: 'Late invoices and those with charges, each with its ledger today (sort: due, amount, customer)',
  access: READERS,
  query: z.object({
    ...listQuery,
    customer: zId.optional(),
    state: zChargeState.optional(),
  }),
  answer: page(zInvoiceCharges.omit({ statement: true })),
})

export const sumCharges = contract({
  name: 'sumCharges',
  method: 'get',
  path: '/charges/sums',
  summary: 'The same list added up: computed today, claimed, waived, collected, still owed, left to claim',
  access: READERS,
  query: z.object({ q: listQuery.q, customer: zId.optional(), state: zChargeState.optional() }),
  answer: z.object({
    sums: z.array(zLedger),
    count: z.number().int(),
    /** How many of them were added up: the oldest 20,000 at most. */
    counted: z.number().int(),
    /** Invoices whose computing is refused, by reason: a rate that is missing. */
    refused: z.array(z.object({ message: z.string(), code: z.string(), count: z.number().int() })),
  }),
})

export const exportCharges = contract({
  name: 'exportCharges',
  method: 'get',
  path: '/charges/export',
  summary: 'The same list as a file: one line per invoice and kind',
  access: READERS,
  query: z.object({
    q: listQuery.q,
    sort: listQuery.sort,
    customer: zId.optional(),
    state: zChargeState.optional(),
    format: zExport,
  }),
  media: 'application/octet-stream',
  refusals: { 'too-many-rows': 422 },
})

export const readChargeTotals = contract({
  name: 'readChargeTotals',
  method: 'get',
  path: '/charges/totals',
  summary: 'Claimed, collected and waived over a time, waivers by reason',
  access: READERS,
  query: z.object({ from: zDay.optional(), to: zDay.optional() }),
  answer: z.object({
    totals: z.array(z.object({ kind: z.enum(CHARGE_KINDS), claimed: zMoney, waived: zMoney, collected: zMoney })),
    waivedByReason: z.array(z.object({ reason: z.enum(WAIVER_REASONS), amount: zMoney, count: z.number().int() })),
  }),
})

export const zClaim = z.object({
  id: zId,
  form: z.enum(['debit-note', 'reminder']),
  number: z.string(),
  item: zId,
  claimedOn: zDay,
  dueOn: zDay,
  total: zMoney,
  open: zMoney,
  customer: z.object({ id: zId, name: z.string(), ref: z.string() }),
  lines: z.array(
    z.object({
      invoice: z.object({ id: zId, number: z.string() }),
      kind: z.enum(CHARGE_KINDS),
      claimed: zMoney,
      waived: zMoney,
      collected: zMoney,
      statement: zStatement,
    }),
  ),
})

export const claimCharges = contract({
  name: 'claimCharges',
  method: 'post',
  path: '/charges/claims',
  summary: 'Claim what is computed today on invoices of one customer, as a debit note or inside a reminder',
  access: MANAGERS,
  body: z.object({
    invoices: z.array(zId).min(1).max(500),
    form: z.enum(['debit-note', 'reminder']),
    kinds: z.array(z.enum(CHARGE_KINDS)).min(1).default(['interest', 'fee']),
    dueOn: zDay.optional(),
    choices: zChoices.default({}),
  }),
  answer: zClaim,
  refusals: {
    'invoice-not-found': 422,
    'one-customer': 422,
    'nothing-to-claim': 422,
    'unknown-rate': 422,
    'day-out-of-reach': 422,
    'fee-in-euro': 422,
    'invoice-rule': 422,
    'due-before-today': 422,
  },
})

export const listClaims = contract({
  name: 'listClaims',
  method: 'get',
  path: '/charges/claims',
  summary: 'Claims, the latest first, each with the statements as they were shown',
  access: READERS,
  query: z.object({ customer: zId.optional(), invoice: zId.optional() }),
  answer: z.object({ items: z.array(zClaim) }),
})

export const zRules = z.object({
  segments: z.array(z.object({ id: zId, name: z.string(), choice: z.enum(['show', 'claim', 'silent']) })),
  limits: z.array(
    z.object({ role: z.enum(['collector', 'credit-manager', 'administrator']), amount: zMoney.nullable() }),
  ),
})

export const readChargeRules = contract({
  name: 'readChargeRules',
  method: 'get',
  path: '/charges/rules',
  summary: 'What reminders of each segment do with charges, and how much each role may waive (null: without limit)',
  access: READERS,
  answer: zRules,
})

export const saveChargeRules = contract({
  name: 'saveChargeRules',
  method: 'put',
  path: '/charges/rules',
  summary: 'Choose per segment whether charges are shown, claimed or kept silent, and the limits of waiving',
  access: MANAGERS,
  body: z.object({
    segments: z
      .array(z.object({ id: zId, choice: z.enum(['show', 'claim', 'silent']) }))
      .max(200)
      .default([]),
    limits: z
      .array(z.object({ role: z.enum(['collector', 'credit-manager', 'administrator']), amount: zAmount.nullable() }))
      .max(3)
      .default([]),
  }),
  answer: zRules,
  refusals: { 'segment-not-found': 422, 'not-allowed': 403, 'not-an-amount': 422, 'too-many-decimals': 422 },
})
