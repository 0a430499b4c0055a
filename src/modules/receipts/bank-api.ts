import { z } from 'zod'
import { ADMINISTRATORS, contract, READERS } from '#kernel/contract.ts'
import { zAt, zDay, zId, zMoney } from '#kernel/schema.ts'

export const zBankAccount = z.object({
  id: zId,
  number: z.string(),
  currency: z.string(),
  creditor: z.object({ id: zId, code: z.string() }).nullable(),
  label: z.string().nullable(),
  rhythmDays: z.number().int(),
  /** The last day the statements tell about, and whether that is recent enough to chase anybody. */
  knownTo: zDay.nullable(),
  fresh: z.boolean(),
  closing: zMoney.nullable(),
  statements: z.number().int(),
  /** Statements that do not open where the one before them closed. */
  gaps: z.number().int(),
  waiting: z.number().int(),
})

export const listBankAccounts = contract({
  name: 'listBankAccounts',
  method: 'get',
  path: '/bank-accounts',
  summary: 'Bank accounts met in statements: how far they are known, whether a statement is missing',
  access: READERS,
  answer: z.object({ items: z.array(zBankAccount) }),
})

export const changeBankAccount = contract({
  name: 'changeBankAccount',
  method: 'put',
  path: '/bank-accounts/:account',
  summary: 'Whose account it is, its label and how often a statement is expected',
  access: ADMINISTRATORS,
  params: z.object({ account: zId }),
  body: z.object({
    creditor: zId.nullable(),
    label: z.string().max(100).nullable(),
    rhythmDays: z.number().int().min(1).max(366),
  }),
  answer: z.object({ items: z.array(zBankAccount) }),
  refusals: { 'not-found': 404, 'creditor-unknown': 404 },
})

export const listStatements = contract({
  name: 'listStatements',
  method: 'get',
  path: '/bank-accounts/:account/statements',
  summary: 'Statements of an account, latest first, each with whether it continues the one before',
  access: READERS,
  params: z.object({ account: zId }),
  answer: z.object({
    items: z.array(
      z.object({
        id: zId,
        number: z.string().nullable(),
        format: z.string(),
        fileName: z.string(),
        from: zDay.nullable(),
        to: zDay.nullable(),
        opening: zMoney.nullable(),
        closing: zMoney.nullable(),
        balanced: z.boolean().nullable(),
        continues: z.boolean().nullable(),
        lines: z.number().int(),
        fresh: z.number().int(),
        warnings: z.array(z.object({ code: z.string(), message: z.string(), where: z.string().nullable() })),
        importedAt: zAt,
      }),
    ),
  }),
  refusals: { 'not-found': 404 },
})

export const listKnownPayers = contract({
  name: 'listKnownPayers',
  method: 'get',
  path: '/customers/:customer/known-payers',
  summary: 'The accounts and names that confirmations taught for a customer',
  access: READERS,
  params: z.object({ customer: zId }),
  answer: z.object({
    items: z.array(
      z.object({ kind: z.enum(['iban', 'alias']), value: z.string(), confirmed: z.number().int(), learnedAt: zAt }),
    ),
  }),
  refusals: { 'not-found': 404 },
})

export const listCustomerReceipts = contract({
  name: 'listCustomerReceipts',
  method: 'get',
  path: '/customers/:customer/receipts',
  summary: 'What a customer paid and what it paid for, latest first, with what stands on account',
  access: READERS,
  params: z.object({ customer: zId }),
  answer: z.object({
    items: z.array(
      z.object({
        line: zId,
        bookedOn: zDay,
        amount: zMoney,
        name: z.string().nullable(),
        text: z.string().nullable(),
        parts: z.array(
          z.object({
            kind: z.enum(['invoice', 'on-account', 'write-off', 'elsewhere']),
            invoice: zId.nullable(),
            number: z.string().nullable(),
            amount: zMoney,
          }),
        ),
      }),
    ),
    onAccount: z.array(zMoney),
  }),
  refusals: { 'not-found': 404 },
})
