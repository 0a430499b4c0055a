import type { ExportCell, ExportColumn } from './export-table.ts'

// Spreadsheets run a cell that starts with one of these as a formula or a command (OWASP, CSV injection).
const RUNS = /^[=+\-@\t\r\n]/

/**
 * Rows → CSV as French spreadsheets open it by a double click: UTF-8 with byte order mark, `;`, decimal comma, days `31/01/2026`, CRLF. A text that
 * a spreadsheet would run gets a quote in front; amounts are numbers and stay so, negative ones too. Lines come one at a time, for files of any length.
 */
export function* csvLines(columns: readonly ExportColumn[], rows: Iterable<readonly ExportCell[]>): Generator<string> {
  yield `\ufeff${columns.map(column => quoted(harmless(column.header))).join(';')}\r\n`
  for (const row of rows) yield `${columns.map((column, index) => csvCell(column, row[index] ?? null)).join(';')}\r\n`
}

function csvCell(column: ExportColumn, cell: ExportCell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  if (column.kind === 'amount' && /^-?\d+(\.\d+)?$/.test(cell)) return cell.replace('.', ',')
  const day = column.kind === 'day' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(cell) : null
  return day ? `${day[3]}/${day[2]}/${day[1]}` : quoted(harmless(cell))
}

function harmless(text: string): string {
  return RUNS.test(text) ? `'${text}` : text
}

function quoted(text: string): string {
  return /[";\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}
