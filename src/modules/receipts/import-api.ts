import { z } from 'zod'
import { ADMINISTRATORS, contract, MANAGERS, READERS } from '#kernel/contract.ts'
import { zAt, zDay, zId, zMoney } from '#kernel/schema.ts'
import { IMPORT_STAGES, IMPORT_STATES } from './model.ts'

/**
 * A bank file being taken in. A small one is `done` when it is answered; a large one is `running`, and its progress
 * comes live (`useProgress` with `zStatementProgress`) or by reading it again.
 */
export const zStatementImport = z.object({
  id: zId,
  fileName: z.string(),
  state: z.enum(IMPORT_STATES),
  stage: z.enum(IMPORT_STAGES),
  /** Progress of the stage; 0 of 0 where nobody can tell. */
  done: z.number().int(),
  expected: z.number().int(),
  startedAt: zAt,
  finishedAt: zAt.nullable(),
  format: z.string(),
  statements: z.array(
    z.object({
      account: zId,
      number: z.string(),
      lines: z.number().int(),
      fresh: z.number().int(),
      balanced: z.boolean().nullable(),
    }),
  ),
  warnings: z.array(z.object({ code: z.string(), message: z.string(), where: z.string().nullable() })),
  /** Lines that were not known before. */
  fresh: z.number().int(),
  verdicts: z.object({ certain: z.number().int(), likely: z.number().int(), toSort: z.number().int() }),
  applied: z.number().int(),
  returned: z.number().int(),
  /** Why nothing was taken in, or why it ended early. */
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
})

/** What the live progress of an import says. */
export const zStatementProgress = z.object({
  statementImport: zId,
  stage: z.enum(IMPORT_STAGES),
  done: z.number().int(),
  expected: z.number().int(),
})

export const importStatement = contract({
  name: 'importStatement',
  method: 'post',
  path: '/receipts/import',
  summary:
    'Read a bank file, add what is new, propose for what waits, and with apply=certain settle what is certain where the ' +
    'creditor’s rules let the machine do so; a large file is answered at once and goes on as state=running',
  access: MANAGERS,
  upload: true,
  body: z.object({
    file: z.instanceof(File).meta({ type: 'string', format: 'binary' }),
    /** The account, for a file that names none. */
    account: z.string().max(40).optional(),
    apply: z.enum(['certain', 'nothing']).default('certain'),
  }),
  answer: zStatementImport,
  refusals: {
    'file-refused': 422,
    'not-a-statement': 422,
    'account-missing': 422,
    'date-missing': 422,
    'too-large': 413,
  },
})

export const listStatementImports = contract({
  name: 'listStatementImports',
  method: 'get',
  path: '/statement-imports',
  summary: 'The latest imports of bank files',
  access: READERS,
  answer: z.object({ items: z.array(zStatementImport) }),
})

export const readStatementImport = contract({
  name: 'readStatementImport',
  method: 'get',
  path: '/statement-imports/:statementImport',
  summary: 'One import of a bank file and how far it is',
  access: READERS,
  params: z.object({ statementImport: zId }),
  answer: zStatementImport,
  refusals: { 'not-found': 404 },
})

export const stopStatementImport = contract({
  name: 'stopStatementImport',
  method: 'post',
  path: '/statement-imports/:statementImport/stop',
  summary:
    'Stop an import that runs: nothing of a file being read is kept; later, what was settled stays, the rest waits',
  access: MANAGERS,
  params: z.object({ statementImport: zId }),
  answer: zStatementImport,
  refusals: { 'not-found': 404 },
})

const zRules = z.object({
  /** Days beyond an account’s rhythm that the follow-up goes on without a statement; null: for ever. */
  graceDays: z.number().int().nullable(),
  creditors: z.array(
    z.object({
      creditor: z.object({ id: zId, code: z.string(), name: z.string() }),
      /** A shortfall up to this is written off. */
      smallDifference: zMoney,
      /** A shortfall up to this may be a bank’s fee: proposed, never applied alone. */
      bankFee: zMoney,
      /** Whether what is certain is settled without a person. */
      applyCertain: z.boolean(),
      /** What the terms of sale allow for paying before the due date; changed there. */
      discounts: z.array(
        z.object({
          ratePpm: z.number().int(),
          from: zDay.nullable(),
          to: zDay.nullable(),
          customer: zId.nullable(),
        }),
      ),
    }),
  ),
})

export const readReceiptRules = contract({
  name: 'readReceiptRules',
  method: 'get',
  path: '/receipt-rules',
  summary:
    'What matching may do by itself, creditor by creditor, and how long the follow-up goes on without statements',
  access: READERS,
  answer: zRules,
})

export const saveReceiptRules = contract({
  name: 'saveReceiptRules',
  method: 'put',
  path: '/receipt-rules/creditors/:creditor',
  summary: 'Set what matching may do by itself for a creditor',
  access: ADMINISTRATORS,
  params: z.object({ creditor: zId }),
  body: z.object({ smallDifference: z.string().max(30), bankFee: z.string().max(30), applyCertain: z.boolean() }),
  answer: zRules,
  refusals: { 'creditor-unknown': 404, 'limit-too-high': 422, 'not-an-amount': 422, 'too-many-decimals': 422 },
})

export const saveFreshness = contract({
  name: 'saveFreshness',
  method: 'put',
  path: '/receipt-rules/freshness',
  summary: 'Set how many days beyond an account’s rhythm the follow-up goes on without a statement; null: for ever',
  access: ADMINISTRATORS,
  body: z.object({ graceDays: z.number().int().min(0).max(366).nullable() }),
  answer: zRules,
})
