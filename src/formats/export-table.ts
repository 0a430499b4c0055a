import writeXlsxFile, { type Cell, type SheetData } from 'write-excel-file/node'
import { csvLines } from './csv-write.ts'

/** A column of an export. `amount` cells are plain decimals (`1234.50`), `day` cells ISO days, `integer` cells integers, all others text. */
export type ExportColumn = {
  readonly header: string
  readonly kind: 'text' | 'amount' | 'day' | 'integer'
  readonly width?: number
}

/** A cell: text, plain decimal or ISO day as a string; `null` is empty. */
export type ExportCell = string | number | bigint | null

/**
 * Columns and rows → the bytes of a CSV (French, see `csvLines`) or of a workbook with typed cells: amounts are numbers and days are days there,
 * and a text is a text, whatever it starts with, so that nothing runs when it is opened. An amount beyond 15 digits is written as text, since
 * a spreadsheet would change it.
 */
export async function exportTable(
  columns: readonly ExportColumn[],
  rows: Iterable<readonly ExportCell[]>,
  format: 'csv' | 'xlsx',
): Promise<Uint8Array> {
  if (format === 'csv') return new TextEncoder().encode(Array.from(csvLines(columns, rows)).join(''))
  const sheet: SheetData = [columns.map(column => ({ value: column.header, type: String, fontWeight: 'bold' }))]
  for (const row of rows) sheet.push(columns.map((column, index) => typed(column, row[index] ?? null)))
  return writeXlsxFile(sheet, {
    columns: columns.map(column => ({ width: column.width ?? (column.kind === 'text' ? 24 : 14) })),
    stickyRowsCount: 1,
  }).toBuffer()
}

function typed(column: ExportColumn, cell: ExportCell): Cell {
  if (cell === null || cell === '') return null
  const text = String(cell)
  const digits = text.replace(/\D/g, '').length
  if (column.kind === 'amount' && /^-?\d+(\.\d+)?$/.test(text) && digits <= 15)
    return { value: Number(text), type: Number, format: '#,##0.00' }
  if (column.kind === 'integer' && /^-?\d+$/.test(text) && digits <= 15)
    return { value: Number(text), type: Number, format: '0' }
  if (column.kind === 'day' && /^\d{4}-\d{2}-\d{2}$/.test(text))
    return { value: new Date(`${text}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' }
  // XML 1.0 cannot hold control characters, and a cell holds 32,767 characters at most.
  // oxlint-disable-next-line no-control-regex
  return {
    value: text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').slice(0, 32_767),
    type: String,
  }
}
