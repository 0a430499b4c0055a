import { z } from 'zod'
import { contract, MANAGERS } from '#kernel/contract.ts'
import { zDay, zId, zMoney } from '#kernel/schema.ts'

const zDecimal = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, 'a plain decimal such as 12.50')

/** A simple invoice to issue. */
export const zDraft = z.object({
  customer: zId,
  number: z
    .string()
    .regex(/^[\w+\-/]{1,20}$/)
    .optional(),
  dueOn: zDay.optional(),
  deliveredOn: zDay.optional(),
  orderedOn: zDay.optional(),
  orderReference: z.string().max(100).optional(),
  exemption: z.string().max(300).optional(),
  lines: z
    .array(
      z.object({
        name: z.string().min(1).max(500),
        quantity: zDecimal,
        price: zDecimal,
        unit: z.string().min(2).max(3).default('C62'),
        vatCategory: z.enum(['S', 'Z', 'E', 'AE', 'K', 'G', 'O']).default('S'),
        vatRate: z.string().regex(/^\d{1,2}(\.\d{1,2})?$/),
      }),
    )
    .min(1)
    .max(200),
})

/** A debit note to issue: lines outside VAT, and the invoices they are about. */
export const zDebitNote = z.object({
  customer: zId,
  dueOn: zDay,
  lines: z
    .array(z.object({ name: z.string().min(1).max(500), price: zDecimal }))
    .min(1)
    .max(200),
  /** Numbers of invoices of this customer. */
  preceding: z.array(z.string().max(100)).max(50).default([]),
})

const zIssued = z.object({ id: zId, number: z.string(), dueOn: zDay, total: zMoney })

const REFUSALS = {
  'customer-not-found': 422,
  'order-number-needed': 422,
  'due-date-needed': 422,
  'due-before-issue': 422,
  'number-taken': 409,
  'invoice-rule': 422,
  'invoice-not-readable': 422,
  'preceding-not-found': 422,
} as const

export const issueInvoice = contract({
  name: 'issueInvoice',
  method: 'post',
  path: '/invoices/issue',
  summary: 'Issue a simple invoice as Factur-X EN 16931 with the payment block on page one',
  access: MANAGERS,
  body: zDraft,
  answer: zIssued,
  refusals: REFUSALS,
})

export const issueNote = contract({
  name: 'issueNote',
  method: 'post',
  path: '/invoices/issue-debit-note',
  summary: 'Issue a debit note (UNTDID 383) outside VAT as Factur-X EN 16931: one open item, bearing no interest',
  access: MANAGERS,
  body: zDebitNote,
  answer: zIssued,
  refusals: REFUSALS,
})

export const previewIssue = contract({
  name: 'previewIssue',
  method: 'get',
  path: '/invoices/issue/preview',
  summary:
    'How the document would look, as a PDF without number; nothing is kept. One of `invoice` and `note` is its JSON',
  access: MANAGERS,
  query: z.object({ invoice: z.string().max(12_000).optional(), note: z.string().max(12_000).optional() }),
  media: 'application/pdf',
  refusals: { ...REFUSALS, 'draft-not-valid': 422 },
})
