import writeXlsx from 'write-excel-file/node'
import { dayNumber, type Day } from '#kernel/day.ts'
import { exponent, toDecimal, type Money } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'

/** The formats a list leaves the house in. */
export type ExportFormat = 'csv' | 'xlsx'

/** What a cell may hold: text, a whole number, money, a day, or nothing. */
export type ExportCell = string | number | Money | { readonly day: Day } | null

/** A column: its heading and how to read its cell from a row. */
export type ExportColumn<Row> = { readonly heading: string; readonly cell: (row: Row) => ExportCell }

/** A finished file. */
export type ExportedFile = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly mediaType: string
  readonly name: string
}

// A spreadsheet runs a text that begins like this (OWASP, CSV injection); a leading apostrophe makes it plain text
// again.
const FORMULA = /^[\s]*[=+\-@\t\r\0|%]/

/** The most rows one file holds: beyond, a spreadsheet is no longer the tool. */
export const MOST_ROWS = 200_000

/**
 * Writes rows as French spreadsheets read them: CSV with `;`, a decimal comma, no thousands separator and a UTF-8 BOM,
 * or XLSX with typed cells. Money and numbers stay numbers (a credit note of -12,50 too); text can never become a
 * formula. Refused: `too-many-rows`: a list is never cut in silence.
 */
export async function exportTable<Row>(
  name: string,
  columns: readonly ExportColumn<Row>[],
  rows: readonly Row[],
  format: ExportFormat,
): Promise<Result<ExportedFile>> {
  if (rows.length > MOST_ROWS) return tooManyRows(MOST_ROWS)
  if (format === 'xlsx') {
    return ok({ bytes: await xlsxOf(columns, rows), mediaType: XLSX, name: `${name}.xlsx` })
  }
  const lines = [columns.map(column => quoted(column.heading)).join(';')]
  for (const row of rows) lines.push(columns.map(column => csvCell(column.cell(row))).join(';'))
  const bytes = new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`)
  return ok({ bytes, mediaType: 'text/csv; charset=utf-8', name: `${name}.csv` })
}

/** The refusal of a list that is longer than a file of it may be. */
export function tooManyRows(most: number): Result<never> {
  return refuse('too-many-rows', `the list has more than ${most} rows: filter it`, { most })
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function csvCell(cell: ExportCell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return quoted(inert(cell))
  if (typeof cell === 'number') return String(cell)
  return 'day' in cell ? frenchDay(cell.day) : toDecimal(cell).replace('.', ',')
}

/** Text that no spreadsheet takes for a formula. */
export function inert(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

function quoted(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function frenchDay(day: Day): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`
}

// Excel counts days from 30 December 1899.
const EXCEL_EPOCH = 25569

type Cell = { value: string | number; type: StringConstructor | NumberConstructor; format?: string } | null

function xlsxCell(cell: ExportCell): Cell {
  if (cell === null) return null
  if (typeof cell === 'string') return { value: inert(cell), type: String }
  if (typeof cell === 'number') return { value: cell, type: Number }
  if ('day' in cell) return { value: dayNumber(cell.day) + EXCEL_EPOCH, type: Number, format: 'dd/mm/yyyy' }
  const decimals = exponent(cell.currency)
  const format = decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`
  return { value: Number(toDecimal(cell)), type: Number, format }
}

async function xlsxOf<Row>(
  columns: readonly ExportColumn<Row>[],
  rows: Iterable<Row>,
): Promise<Uint8Array<ArrayBuffer>> {
  const heading = columns.map(column => ({ value: column.heading, type: String, fontWeight: 'bold' as const }))
  const body = Array.from(rows, row => columns.map(column => xlsxCell(column.cell(row))))
  const widths = columns.map(column => ({ width: Math.max(12, column.heading.length + 2) }))
  const buffer = await writeXlsx([heading, ...body], { columns: widths, stickyRowsCount: 1 }).toBuffer()
  return new Uint8Array(buffer)
}
