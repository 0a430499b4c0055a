import { plain } from '#kernel/text.ts'
import { checkId, type IdKind } from '#law/identifiers/index.ts'
import { decimal, minus, plus, toText, ZERO, type Decimal } from '../decimal.ts'
import type { InvoiceDocument, InvoiceParty, ReadOutcome, Warning } from '../outcome.ts'
import { Frame } from './frame.ts'
import { AMOUNT_FIELDS, DATE_FIELDS, type Field } from './fields.ts'
import { shown, TableRefusal, type RawRow } from './row.ts'
import type { Column, Table } from './table.ts'
import { isCredit, readAmount, readDate } from './values.ts'

/**
 * What is wrong with one cell, so that a person can mend it: where, what it holds, why, and what to do. `fatal` ones
 * keep the row out.
 */
export type CellProblem = {
  readonly row: number
  readonly column: string
  readonly value: string
  readonly code: string
  readonly remedy: string
  readonly fatal: boolean
}

/**
 * One row understood: `values` holds each known field as plain text (days ISO, amounts plain decimals), `document` the
 * invoice it makes (`null` when a fatal problem keeps it out), `cells` what the file had, for the file of errors that
 * can be mended and given again.
 */
export type InvoiceRow = {
  readonly row: number
  readonly cells: readonly string[]
  readonly values: Readonly<Partial<Record<Field, string>>>
  readonly document: InvoiceDocument | null
  readonly problems: readonly CellProblem[]
}

/** How sure it is that a table lists invoices, 0 to 1: it must name them, say an amount and a day or a customer. */
export function invoiceListConfidence(table: Table): number {
  const of = (...fields: readonly Field[]): number =>
    Math.max(
      0,
      ...table.columns.filter(column => column.field && fields.includes(column.field)).map(column => column.confidence),
    )
  const customer = of('customerName', 'customerCode')
  return Math.min(of('number'), of('gross', 'payable', 'net', 'debit'), Math.max(of('issueDate', 'dueDate'), customer))
}

/**
 * The rows of a table as invoices, one at a time; lines of totals and blank lines are left out. Throws `TableRefusal`
 * where the file breaks.
 */
export async function* invoiceRows(table: Table): AsyncGenerator<InvoiceRow> {
  const columns = table.columns.filter(column => column.field !== null)
  const frame = new Frame(columns)
  for await (const raw of table.rows) {
    if (frame.takes(raw)) continue
    const { values, problems } = readValues(raw, columns)
    if (!frame.sumsUp(raw, values)) yield rowOf(raw, columns, { values: frame.named(values), problems })
  }
}

const MAX_AMOUNT_DIGITS = 15

function rowOf(raw: RawRow, columns: readonly Column[], { values, problems }: Values): InvoiceRow {
  checkRow(raw, values, columns, problems)
  const document = problems.some(problem => problem.fatal) ? null : documentOf(values)
  return { row: raw.number, cells: raw.cells.map(shown), values, document, problems }
}

/**
 * The rows of any table in its known fields, with nothing asked of them: a list of customers. Throws `TableRefusal`.
 */
export async function* valueRows(table: Table): AsyncGenerator<Omit<InvoiceRow, 'document'>> {
  const columns = table.columns.filter(column => column.field !== null)
  for await (const raw of table.rows) {
    yield { row: raw.number, cells: raw.cells.map(shown), ...readValues(raw, columns) }
  }
}

type Values = { readonly values: InvoiceRow['values']; readonly problems: CellProblem[] }

function readValues(raw: RawRow, columns: readonly Column[]): Values {
  const values: Partial<Record<Field, string>> = {}
  const problems: CellProblem[] = []
  const note = (column: Column, value: string, code: string, remedy: string, fatal: boolean): void => {
    problems.push({ row: raw.number, column: column.header, value: value.slice(0, 80), code, remedy, fatal })
  }
  for (const column of columns) {
    const cell = raw.cells[column.index]
    const text = shown(cell)
    if (cell === undefined || column.field === null || text === '' || text === '-') continue
    if (DATE_FIELDS.has(column.field)) {
      const day = readDate(cell, column.dateOrder ?? 'dmy', column.serials)
      if (day) values[column.field] = day
      else
        note(
          column,
          text,
          'date-unreadable',
          'write a day that exists, such as 31/03/2026',
          column.field === 'issueDate',
        )
    } else if (AMOUNT_FIELDS.has(column.field)) {
      const amount = readAmount(cell, column.decimalMark ?? ',')
      if (amount !== null && amount.replace(/[-.]/g, '').length <= MAX_AMOUNT_DIGITS) values[column.field] = amount
      else note(column, text, 'amount-unreadable', 'write digits with one decimal mark, such as 1234,50', true)
      // Our own exports put a quote before what a spreadsheet would run; it comes off when the file comes back.
    } else values[column.field] = text.replace(/^'(?=[=+\-@])/, '')
  }
  checkIdentifiers(values, columns, note)
  takeSide(values)
  return { values, problems }
}

// One column of amounts and one that says on which side: what stands to the customer's credit is not owed.
function takeSide(values: Partial<Record<Field, string>>): void {
  if (isCredit(values.side ?? '') !== true) return
  for (const field of AMOUNT_FIELDS) {
    const amount = values[field]
    if (amount !== undefined && field !== 'debit' && field !== 'credit' && /^[^-]*[1-9]/.test(amount))
      values[field] = `-${amount}`
  }
}

type Note = (column: Column, value: string, code: string, remedy: string, fatal: boolean) => void

const CHECKED: readonly (readonly [Field, IdKind, string])[] = [
  ['siren', 'siren', 'siren-key'],
  ['siret', 'siret', 'siret-key'],
  ['enterpriseNumber', 'be-number', 'enterprise-number-key'],
  ['iban', 'iban', 'iban-key'],
]

function checkIdentifiers(values: Partial<Record<Field, string>>, columns: readonly Column[], note: Note): void {
  const vat = values.vat?.replace(/[\s.-]/g, '').toUpperCase()
  const checks: (readonly [Field, IdKind, string])[] = [...CHECKED]
  if (vat?.startsWith('FR')) checks.push(['vat', 'fr-vat', 'vat-key'])
  else if (vat && /^[A-Z]{2}\d/.test(vat)) checks.push(['vat', vat.startsWith('BE') ? 'be-vat' : 'eu-vat', 'vat-key'])
  for (const [field, kind, code] of checks) {
    const value = values[field]
    const column = columns.find(each => each.field === field)
    if (value === undefined || !column) continue
    const checked = checkId(kind, value)
    if (!checked.valid)
      note(column, value, code, 'compare it with the register or a letterhead: its check digit is wrong', false)
  }
}

function checkRow(
  raw: RawRow,
  values: Partial<Record<Field, string>>,
  columns: readonly Column[],
  problems: CellProblem[],
): void {
  const missing = (fields: readonly Field[], code: string, remedy: string): void => {
    if (fields.some(field => values[field] !== undefined)) return
    const column = columns.find(each => each.field !== null && fields.includes(each.field))
    if (column && problems.some(problem => problem.column === column.header)) return
    problems.push({ row: raw.number, column: column?.header ?? '', value: '', code, remedy, fatal: true })
  }
  missing(['number'], 'number-missing', 'give the invoice number: without it the line cannot be found again')
  missing(['gross', 'payable', 'debit', 'credit', 'net'], 'amount-missing', 'give an amount')
  const { issueDate, dueDate } = values
  if (issueDate !== undefined && dueDate !== undefined && dueDate < issueDate) {
    const column = columns.find(each => each.field === 'dueDate')?.header ?? ''
    problems.push({
      row: raw.number, column, value: dueDate, code: 'due-before-issue', fatal: false,
      remedy: `the due date precedes the invoice of ${issueDate}: check the order of day and month`,
    }) // prettier-ignore
  }
}

const NOBODY: InvoiceParty = {
  name: null, siren: null, siret: null, vat: null, endpoint: null, enterpriseNumber: null, code: null,
  address: null, email: null, phone: null,
} // prettier-ignore

const CREDIT =
  /\b(avoirs?|avr?|credit ?note|creditnota|credit memo|cn|nc|note de credit|gutschrift|refund|remboursement)\b/
const DEPOSIT = /\b(acompte|deposit|prepayment|voorschot|anzahlung|advance)\b/

/**
 * A row's values → the document. Lists sign credit notes; the document states them positive under type 381, as EN
 * 16931 does.
 */
function documentOf(values: InvoiceRow['values']): InvoiceDocument {
  const amount = (field: Field): Decimal | null => decimal(values[field] ?? null)
  const balance = minus(amount('debit') ?? ZERO, amount('credit') ?? ZERO)
  const booked = values.debit === undefined && values.credit === undefined ? null : balance
  const gross = amount('gross') ?? booked ?? total(amount('net'), amount('tax'))
  const paid = amount('paid')
  const payable =
    amount('payable') ?? (isLettered(values) ? ZERO : gross !== null && paid !== null ? minus(gross, paid) : null)
  const kind = plain(values.kind ?? '')
  const leading = gross ?? payable ?? amount('net') ?? ZERO
  const credit = CREDIT.test(kind) || (kind === '' && leading < 0n)
  const flip = credit && leading < 0n
  const text = (value: Decimal | null): string | null =>
    value === null ? null : toText(flip ? minus(ZERO, value) : value, 2)
  return {
    number: values.number ?? null,
    typeCode: credit ? '381' : DEPOSIT.test(kind) ? '386' : '380',
    issueDate: values.issueDate ?? null,
    dueDate: values.dueDate ?? null,
    currency: currencyOf(values.currency),
    net: text(amount('net')),
    tax: text(amount('tax')),
    gross: text(gross),
    prepaid: text(paid),
    payable: text(payable),
    seller: NOBODY,
    buyer: buyerOf(values),
    iban: null,
    ibans: [],
    paymentMeans: [],
    paymentReference: values.paymentReference ?? null,
    terms: values.terms ?? null,
    orderReference: values.orderReference ?? null,
    precedingInvoices: values.preceding === undefined ? [] : [values.preceding],
    lineCount: 0,
    lines: [],
    notes: values.label === undefined ? [] : [{ subject: null, text: values.label }],
  }
}

// Lettered entries balance each other: nothing is left of them. Small letters mark what balances in part only.
function isLettered({ lettering }: InvoiceRow['values']): boolean {
  return lettering !== undefined && /^[A-Z0-9]*[A-Z1-9][A-Z0-9]*$/.test(lettering)
}

function total(net: Decimal | null, tax: Decimal | null): Decimal | null {
  return net === null || tax === null ? net : plus(net, tax)
}

function currencyOf(text: string | undefined): string | null {
  if (text === undefined) return null
  if (/^(€|eur|euros?)$/i.test(text)) return 'EUR'
  return /^[A-Za-z]{3}$/.test(text) ? text.toUpperCase() : null
}

function buyerOf(values: InvoiceRow['values']): InvoiceParty {
  const lines = [values.address, values.address2].filter(line => line !== undefined)
  const located =
    lines.length > 0 || values.city !== undefined || values.postalCode !== undefined || values.country !== undefined
  const siret = values.siret?.replace(/\s/g, '') ?? null
  return {
    name: values.customerName ?? null,
    siren:
      values.siren?.replace(/\s/g, '') ?? (siret !== null && checkId('siret', siret).valid ? siret.slice(0, 9) : null),
    siret,
    vat: values.vat?.replace(/[\s.-]/g, '').toUpperCase() ?? null,
    endpoint: null,
    enterpriseNumber: values.enterpriseNumber ?? null,
    code: values.customerCode ?? null,
    address: located
      ? {
          lines,
          postalCode: values.postalCode ?? null,
          city: values.city ?? null,
          region: null,
          country: values.country ?? null,
        }
      : null,
    email: values.email ?? null,
    phone: values.phone ?? null,
  }
}

const TOLD_PROBLEMS = 200

/**
 * A table of invoices as `read` prints it. Problems beyond the first 200 are counted; rows that cannot be taken are
 * named, never dropped silently.
 */
export async function readInvoiceList(table: Table): Promise<ReadOutcome> {
  const documents: InvoiceDocument[] = []
  const warnings: Warning[] = [...table.warnings]
  let told = 0
  let left = 0
  try {
    for await (const row of invoiceRows(table)) {
      if (row.document) documents.push(row.document)
      else left += 1
      for (const problem of row.problems) {
        told += 1
        if (told > TOLD_PROBLEMS) continue
        const message = `${problem.value === '' ? 'nothing' : `"${problem.value}"`}: ${problem.remedy}`
        warnings.push({ code: problem.code, message, where: `row ${problem.row}, column "${problem.column}"` })
      }
    }
  } catch (error) {
    if (!(error instanceof TableRefusal)) throw error
    return refusedTable(table, error.code, error.message, warnings)
  }
  if (told > TOLD_PROBLEMS) {
    warnings.push({
      code: 'more-problems',
      message: `${told - TOLD_PROBLEMS} more problems of cells are not listed`,
      where: null,
    })
  }
  if (left > 0)
    warnings.push({ code: 'rows-left-out', message: `${left} rows cannot be taken as they stand`, where: null })
  if (documents.length === 0)
    return refusedTable(table, 'no-invoice-row', 'no row of the table makes an invoice: check the columns', warnings)
  return { kind: 'invoice', format: table.format, profile: null, documents, warnings, error: null }
}

function refusedTable(table: Table, code: string, message: string, warnings: readonly Warning[]): ReadOutcome {
  return { kind: 'refused', format: table.format, profile: null, documents: [], warnings, error: { code, message } }
}
