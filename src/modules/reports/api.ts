import { z } from 'zod'
import { contract, READERS } from '#kernel/contract.ts'
import { zDay, zExport, zId, zMoney } from '#kernel/schema.ts'

/** One line of the aged balance: every amount is open money, by days after the due date. */
export const zAged = z.object({
  total: zMoney,
  notDue: zMoney,
  days1to30: zMoney,
  days31to60: zMoney,
  days61to90: zMoney,
  over90: zMoney,
  overdue: zMoney,
})

const narrowing = {
  asOf: zDay.optional(),
  creditor: zId.optional(),
  segment: zId.optional(),
  collector: zId.optional(),
  group: zId.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  q: z.string().max(200).optional(),
}

const agedFilters = {
  ...narrowing,
  by: z.enum(['customer', 'group', 'segment', 'collector', 'creditor']).default('customer'),
  /** total, overdue, name, over90…; minus = descending. */
  sort: z.string().max(40).default('-total'),
}

export const readAged = contract({
  name: 'readAged',
  method: 'get',
  path: '/reports/aged',
  summary: 'Aged balance as of any day, by customer, group, segment, collector or creditor',
  access: READERS,
  query: z.object({
    ...agedFilters,
    cursor: z.string().max(400).optional(),
    limit: z.coerce.number().int().min(1).max(5000).default(200),
  }),
  answer: z.object({
    asOf: zDay,
    by: z.enum(['customer', 'group', 'segment', 'collector', 'creditor']),
    /** One line per currency. */
    totals: z.array(zAged),
    items: z.array(
      zAged.extend({ id: zId.nullable(), name: z.string(), ref: z.string().nullable(), items: z.number().int() }),
    ),
    next: z.string().nullable(),
    count: z.number().int(),
  }),
})

export const exportAged = contract({
  name: 'exportAged',
  method: 'get',
  path: '/reports/aged/export',
  summary: 'The aged balance as a file',
  access: READERS,
  query: z.object({ ...agedFilters, format: zExport }),
  media: 'application/octet-stream',
  refusals: { 'too-many-rows': 422 },
})

export const readAgedTrend = contract({
  name: 'readAgedTrend',
  method: 'get',
  path: '/reports/aged/trend',
  summary: 'The aged balance at the end of each of the last twelve months and on the day asked, in the main currency',
  access: READERS,
  query: z.object(narrowing),
  answer: z.object({ items: z.array(zAged.extend({ asOf: zDay })) }),
})
