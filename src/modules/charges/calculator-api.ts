import { z } from 'zod'
import { contract } from '#kernel/contract.ts'
import { zCountry, zDay, zLanguage, zMoney } from '#kernel/schema.ts'

const zAmount = z.string().max(30)
const zDated = z.object({ on: zDay, amount: zAmount })
export const zCode = z.object({
  code: z.string(),
  message: z.string(),
  data: z.record(z.string(), z.unknown()).optional(),
})
const zCertainty = z.enum(['A', 'B', 'C', 'M', 'X'])

/** The same facts as the options of `quittance charges`; amounts and rates are decimal strings. */
export const zQuestion = z.object({
  principal: zAmount,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('EUR'),
  due: zDay,
  paid: zDay.optional(),
  asOf: zDay.optional(),
  payments: z.array(zDated).max(200).default([]),
  creditNotes: z.array(zDated).max(200).default([]),
  creditorCountry: zCountry.default('FR'),
  customerCountry: zCountry.optional(),
  customer: z.enum(['business', 'public', 'consumer', 'unknown']).default('unknown'),
  contractRate: z.string().max(10).optional(),
  rateLines: z
    .array(z.object({ from: zDay, rate: z.string().max(10) }))
    .max(100)
    .default([]),
  belowFloor: z.enum(['contract', 'floor', 'default']).default('contract'),
  contractDate: zDay.optional(),
  formalNotice: zDay.optional(),
  insolvency: zDay.optional(),
  disputed: zAmount.optional(),
  reminder: z.object({ on: zDay, by: z.enum(['post', 'email']).default('post') }).optional(),
  compensationClause: z.boolean().default(false),
  smallCreditor: z.boolean().default(false),
  convention: z.enum(['A', 'B']).default('B'),
  base: z.enum(['365', 'actual']).default('365'),
  imputation: z.enum(['interest-first', 'principal-first', 'lower']).default('lower'),
  compound: z.boolean().default(false),
})

/** A statement, exactly as `quittance charges --json` prints it. */
export const zStatement = z.object({
  regime: z.string(),
  segments: z.array(
    z.object({
      from: zDay,
      to: zDay,
      days: z.number().int(),
      base: z.string(),
      rate: z.string(),
      interest: z.string(),
      why: z.string(),
      certainty: zCertainty,
    }),
  ),
  days: z.number().int(),
  interest: z.string(),
  fee: z.string(),
  principalLeft: z.string(),
  interestLeft: z.string(),
  total: z.string(),
  flags: z.array(zCode),
  sources: z.array(
    z.object({
      article: z.string(),
      says: z.string(),
      url: z.string().nullable(),
      since: z.string().nullable(),
      certainty: zCertainty,
    }),
  ),
  currency: z.string(),
  because: z.array(z.string()),
  imputation: z.enum(['interest-first', 'principal-first']),
  imputed: z.array(
    z.object({
      on: zDay,
      kind: z.enum(['payment', 'credit-note', 'settlement']),
      amount: z.string(),
      toInterest: z.string(),
      toPrincipal: z.string(),
      surplus: z.string(),
    }),
  ),
  feeLeft: z.string(),
  feeReason: z.string(),
  daily: z.string(),
})

const LAW_REFUSALS = {
  'not-an-amount': 422,
  'too-many-decimals': 422,
  'not-a-rate': 422,
  'currency-differs': 422,
  'amount-not-positive': 422,
  'day-out-of-reach': 422,
  'unknown-rate': 422,
  'rate-lines-start-late': 422,
} as const

export const computeCharges = contract({
  name: 'computeCharges',
  method: 'post',
  path: '/charges/compute',
  summary: 'Late interest and recovery fee of one debt, every line explained; nothing is kept',
  access: 'signed-in',
  body: zQuestion,
  answer: zStatement,
  refusals: LAW_REFUSALS,
})

/** What the printed statement says beside the figures. */
export const zNames = z.object({
  language: zLanguage.default('fr'),
  /** What the page says of the debt: names and number, nothing is looked up. */
  creditorName: z.string().max(200).optional(),
  customerName: z.string().max(200).optional(),
  invoiceNumber: z.string().max(100).optional(),
})

export const printCharges = contract({
  name: 'printCharges',
  method: 'post',
  path: '/charges/compute/pdf',
  summary: 'The same as a statement to print',
  access: 'signed-in',
  body: zQuestion.extend({
    ...zNames.shape,
  }),
  media: 'application/pdf',
  refusals: LAW_REFUSALS,
})

export const openCharges = contract({
  name: 'openCharges',
  method: 'get',
  path: '/charges/compute/pdf',
  summary: 'The same by an address: `question` is the JSON body of `computeCharges`',
  access: 'signed-in',
  query: z.object({
    question: z.string().max(8000),
    ...zNames.shape,
  }),
  media: 'application/pdf',
  refusals: { ...LAW_REFUSALS, 'question-not-valid': 422 },
})

export const compareCharges = contract({
  name: 'compareCharges',
  method: 'post',
  path: '/charges/compare',
  summary:
    'What the other readings give where the law leaves a choice: day count, year, imputation, rate below the floor',
  access: 'signed-in',
  body: zQuestion,
  answer: z.object({
    readings: z.array(
      z.object({
        choice: z.enum(['convention', 'base', 'imputation', 'belowFloor']),
        value: z.string(),
        chosen: z.boolean(),
        interest: zMoney,
        total: zMoney,
      }),
    ),
  }),
  refusals: LAW_REFUSALS,
})
