import { z } from 'zod'
import { READERS, contract } from '#kernel/contract.ts'
import { zDay, zId } from '#kernel/schema.ts'
import { TERM_SECTORS } from '#law/payment-terms.ts'

const zPpm = z.number().int().min(0).max(1_000_000)

export const zTermMethod = z.enum(['net', 'days-then-month-end', 'month-end-then-days', 'ten-day'])
export const zTermSector = z.enum(TERM_SECTORS)
export const zTermStart = z.enum(['issue', 'receipt', 'delivery'])

const clauses = {
  audience: z.enum(['professionals', 'consumers', 'both']),
  payment: z.object({ method: zTermMethod, days: z.number().int().min(0).max(365), from: zTermStart }).nullable(),
  sector: zTermSector,
  /** `ppm` are parts per million a year: 15 % is 150000. */
  lateRate: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('legal') }),
      z.object({ kind: z.literal('contract'), ppm: zPpm }),
    ])
    .nullable(),
  recoveryFee: z.enum(['professionals', 'everybody']).nullable(),
  discount: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('none') }),
      z.object({ kind: z.literal('rate'), ppm: zPpm }),
    ])
    .nullable(),
  retentionOfTitle: z.boolean(),
  jurisdiction: z.string().max(300).nullable(),
  acceleration: z.boolean(),
  consumerCompensation: z.boolean(),
}

/** What the terms say, clause by clause; null where the document says nothing. */
export const zClauses = z.object(clauses)

/** Only the clauses that differ. */
export const zDeviations = z
  .object(clauses)
  .partial()
  .refine(given => Object.values(given).some(value => value !== undefined), 'at least one clause that differs')
  .transform(given => given as Partial<z.output<typeof zClauses>>)

export const zFinding = z.object({
  code: z.string(),
  severity: z.enum(['breach', 'doubt', 'advice']),
  clause: z.string(),
  message: z.string(),
  article: z.string(),
  certainty: z.enum(['A', 'B', 'C', 'M', 'X']),
  facts: z.record(z.string(), z.unknown()),
})

/** What the law allows: the cap of the payment term, the legal rate, and the floor of each semester. */
export const zLaw = z.object({
  cap: z
    .object({
      /** The term is lawful when it never ends later than one of them. */
      limits: z.array(
        z.object({ method: zTermMethod, days: z.number().int(), from: zTermStart, needsContract: z.boolean() }),
      ),
      article: z.string(),
      certainty: z.string(),
      lawful: z.boolean(),
    })
    .nullable(),
  /** The rate that applies when none is agreed, or null with the semester that is missing. */
  legal: z.object({ series: z.string(), semester: z.string(), rate: z.string().nullable() }),
  /** Semester by semester from the first day of the terms: three times the legal rate; null when it is not known. */
  floor: z.array(z.object({ semester: z.string(), floor: z.string().nullable(), kept: z.boolean().nullable() })),
})

export const checkTerms = contract({
  name: 'checkTerms',
  method: 'post',
  path: '/terms/check',
  summary: 'What the law says of clauses before they are kept: findings with article, the cap, the floor by semester',
  access: READERS,
  body: z.object({ creditor: zId, from: zDay, to: zDay.optional(), clauses: zClauses }),
  answer: z.object({ findings: z.array(zFinding), law: zLaw }),
  refusals: { 'creditor-not-found': 422 },
})
