/**
 * A cell whose meaning the file states itself (a number or date of a workbook): `exact` is `1234.5` or `2026-01-31`.
 */
export type ExactCell = { readonly exact: string; readonly kind: 'number' | 'date' }

/** A cell as the file has it: text to be understood, or exact. */
export type RawCell = string | ExactCell

/** A row as the file has it, with its line (CSV) or row number (XLSX), counted from 1. */
export type RawRow = { readonly number: number; readonly cells: readonly RawCell[] }

/** The whole table is refused: thrown inside a stream of rows, a `Result` at the door. */
export class TableRefusal extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** What a cell shows. */
export function shown(cell: RawCell | undefined): string {
  return cell === undefined ? '' : typeof cell === 'string' ? cell.trim() : cell.exact
}
