import { z } from 'zod'
import { contract, MANAGERS, READERS } from '#kernel/contract.ts'
import { listQuery, page, zAt, zDay, zExport, zId, zMoney, zWords } from '#kernel/schema.ts'

export const zInvoiceLine = z.object({
  id: zId,
  number: z.string(),
  kind: z.enum(['invoice', 'credit-note']),
  typeCode: z.string(),
  customer: z.object({ id: zId, name: z.string(), ref: z.string() }),
  creditor: z.object({ id: zId, code: z.string() }),
  issueOn: zDay,
  dueOn: zDay,
  amount: zMoney,
  open: zMoney,
  /** Days after the due date today; negative before it, null when settled. */
  daysLate: z.number().int().nullable(),
  state: z.enum(['not-due', 'overdue', 'settled']),
  hasDocument: z.boolean(),
})

const invoiceFilters = {
  ...listQuery,
  state: zWords.optional(),
  kind: z.enum(['invoice', 'credit-note']).optional(),
  creditor: zId.optional(),
  customer: zId.optional(),
  segment: zId.optional(),
  collector: zId.optional(),
  dueFrom: zDay.optional(),
  dueTo: zDay.optional(),
  issueFrom: zDay.optional(),
  issueTo: zDay.optional(),
  /** Lateness bucket of the aged balance: not-due, 1-30, 31-60, 61-90, 90+. */
  bucket: z.enum(['not-due', '1-30', '31-60', '61-90', '90+']).optional(),
  /** Ages and open amounts as they were at the end of this day; today when absent. */
  asOf: zDay.optional(),
}

export const listInvoices = contract({
  name: 'listInvoices',
  method: 'get',
  path: '/invoices',
  summary:
    'Invoices and credit notes, filtered, sorted (number, issue, due, amount, open, late, customer), with totals',
  access: READERS,
  query: z.object(invoiceFilters),
  answer: page(zInvoiceLine).extend({ totals: z.array(z.object({ amount: zMoney, open: zMoney })) }),
})

export const exportInvoices = contract({
  name: 'exportInvoices',
  method: 'get',
  path: '/invoices/export',
  summary: 'The same list as a file, all pages',
  access: READERS,
  query: z.object({ ...invoiceFilters, format: zExport }),
  media: 'application/octet-stream',
  refusals: { 'too-many-rows': 422 },
})

export const readInvoice = contract({
  name: 'readInvoice',
  method: 'get',
  path: '/invoices/:invoice',
  summary: 'One invoice: its amounts, what reduced it, its document',
  access: READERS,
  params: z.object({ invoice: zId }),
  answer: zInvoiceLine.extend({
    net: zMoney.nullable(),
    tax: zMoney.nullable(),
    gross: zMoney,
    dueOrigin: z.enum(['document', 'list', 'terms']),
    paymentReference: z.string().nullable(),
    orderReference: z.string().nullable(),
    preceding: z.array(z.string()),
    importId: zId.nullable(),
    document: z.object({ name: z.string(), mediaType: z.string(), size: z.number() }).nullable(),
    allocations: z.array(
      z.object({
        id: zId,
        kind: z.enum(['receipt', 'credit-note', 'list', 'write-off']),
        amount: zMoney,
        on: zDay,
        openAfter: zMoney,
        reversed: z.boolean(),
        note: z.string().nullable(),
        /** The bank line that paid it. */
        line: zId.nullable(),
      }),
    ),
  }),
  refusals: { 'not-found': 404 },
})

export const readDocument = contract({
  name: 'readDocument',
  method: 'get',
  path: '/invoices/:invoice/document',
  summary: 'The document as it was received',
  access: READERS,
  params: z.object({ invoice: zId }),
  media: 'application/octet-stream',
  refusals: { 'not-found': 404 },
})

/** Money in and out of the books before and after an import, by currency. */
const zTotals = z.array(z.object({ before: zMoney, after: zMoney }))

export const zImport = z.object({
  id: zId,
  fileName: z.string(),
  content: z.enum(['customers', 'invoices', 'documents']),
  mode: z.enum(['delta', 'stock']),
  state: z.enum(['running', 'planned', 'to-confirm', 'applied', 'refused', 'stopped']),
  dryRun: z.boolean(),
  creditor: z.object({ id: zId, code: z.string() }).nullable(),
  startedAt: zAt,
  finishedAt: zAt.nullable(),
  counts: z.object({
    rows: z.number().int(),
    created: z.number().int(),
    changed: z.number().int(),
    cleared: z.number().int(),
    ignored: z.number().int(),
    errors: z.number().int(),
  }),
  /** Rows the file holds; `counts.rows` of them are done. */
  expected: z.number().int(),
  totals: zTotals,
  /** What a person must confirm before it is applied: too much cleared, too many bank accounts or addresses changed. */
  alarms: z.array(z.object({ code: z.string(), message: z.string() })),
  warnings: z.array(z.object({ code: z.string(), message: z.string(), where: z.string().nullable() })),
  columns: z.array(
    z.object({
      header: z.string(),
      field: z.string().nullable(),
      confidence: z.number(),
      sample: z.array(z.string()),
    }),
  ),
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
})

export const startImport = contract({
  name: 'startImport',
  method: 'post',
  path: '/imports',
  summary:
    'Read a file (CSV, XLSX, Factur-X, UBL, CII, zip of them) and say what it would change; with apply=true, change it',
  access: MANAGERS,
  upload: true,
  body: z.object({
    file: z.instanceof(File).meta({ type: 'string', format: 'binary' }),
    creditor: zId.optional(),
    mode: z.enum(['delta', 'stock']).default('delta'),
    apply: z.enum(['true', 'false']).default('false'),
    /** JSON object header → field, when the guess was corrected. */
    mapping: z.string().max(20_000).optional(),
  }),
  answer: zImport,
  refusals: { 'file-refused': 422, 'creditor-needed': 422, 'mapping-not-valid': 422, 'too-large': 413 },
})

export const applyImport = contract({
  name: 'applyImport',
  method: 'post',
  path: '/imports/:import/apply',
  summary: 'Apply a planned import; `confirm` names the alarms a person has accepted',
  access: MANAGERS,
  params: z.object({ import: zId }),
  body: z.object({
    confirm: z.array(z.string()).default([]),
    mapping: z.record(z.string(), z.string().nullable()).optional(),
  }),
  answer: zImport,
  refusals: {
    'not-found': 404,
    'already-applied': 409,
    'to-confirm': 409,
    'file-refused': 422,
    'mapping-not-valid': 422,
  },
})

export const stopImport = contract({
  name: 'stopImport',
  method: 'post',
  path: '/imports/:import/stop',
  summary: 'Stop a running import; nothing of it is kept',
  access: MANAGERS,
  params: z.object({ import: zId }),
  answer: zImport,
  refusals: { 'not-found': 404 },
})

export const listImports = contract({
  name: 'listImports',
  method: 'get',
  path: '/imports',
  summary: 'Past imports, latest first',
  access: READERS,
  query: z.object(listQuery),
  answer: page(zImport),
})

export const readImport = contract({
  name: 'readImport',
  method: 'get',
  path: '/imports/:import',
  summary: 'One import with its figures and its first hundred errors',
  access: READERS,
  params: z.object({ import: zId }),
  answer: zImport.extend({
    errors: z.array(
      z.object({ row: z.number().int(), field: z.string().nullable(), code: z.string(), message: z.string() }),
    ),
  }),
  refusals: { 'not-found': 404 },
})

export const exportErrors = contract({
  name: 'exportErrors',
  method: 'get',
  path: '/imports/:import/errors',
  summary: 'The rows in error in their own columns plus « motif »: mend them and import the file again',
  access: READERS,
  params: z.object({ import: zId }),
  query: z.object({ format: zExport.default('csv') }),
  media: 'application/octet-stream',
  refusals: { 'not-found': 404, 'too-many-rows': 422 },
})
