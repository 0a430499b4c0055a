import { A4, mm, type Align, type Element, type PdfDocument, type Style } from './document.ts'

export const INK = '#1c2427'
export const QUIET = '#5b666b'
export const LINE = '#d4d9d8'
export const PAPER = '#f3f2ee'

export const BODY: Style = { weight: 'regular', size: 10, leading: 14, color: INK }
export const STRONG: Style = { ...BODY, weight: 'semibold' }
export const FAINT: Style = { ...BODY, color: QUIET }
export const TITLE: Style = { weight: 'semibold', size: 16, leading: 21, color: INK }
export const HEADING: Style = { weight: 'semibold', size: 11, leading: 15, color: INK }
export const SMALL: Style = { weight: 'regular', size: 8, leading: 10.5, color: QUIET }
const CELL: Style = { ...BODY, size: 9.5, leading: 13 }
const HEAD: Style = { weight: 'semibold', size: 8.5, leading: 12, color: QUIET }

/** Where drawing stands; lengths in points from the top left. The first page is opened by the first thing drawn. */
export type Sheet = {
  readonly pdf: PdfDocument
  readonly left: number
  readonly width: number
  readonly top: number
  readonly bottom: number
  y: number
}

/** A sheet with the margins of our plain documents. The document already stands on its first page. */
export function openSheet(pdf: PdfDocument): Sheet {
  const left = mm(20)
  return { pdf, left, width: A4.width - 2 * left, top: mm(20), bottom: mm(272), y: mm(20) }
}

/** Turns the page when less than `height` is left; true when it did. */
export function keep(sheet: Sheet, height: number): boolean {
  if (sheet.y + height <= sheet.bottom) return false
  sheet.pdf.newPage()
  sheet.y = sheet.top
  return true
}

/** A paragraph over the width of the sheet, or of a column; keeps at least two lines together. */
export function paragraph(
  sheet: Sheet,
  text: string,
  style: Style = BODY,
  tag: 'P' | 'H1' | 'H2' = 'P',
  column: { readonly x: number; readonly width: number } = { x: sheet.left, width: sheet.width },
): void {
  const { pdf } = sheet
  const lines = pdf.lines(text, style, column.width)
  keep(sheet, Math.min(lines.length, 2) * style.leading)
  const element = pdf.open(tag)
  for (const line of lines) {
    keep(sheet, style.leading)
    const top = sheet.y
    pdf.into(element, () => pdf.line(line, style, column.x, top))
    sheet.y += style.leading
  }
  element.end()
}

/** A column of a table: `width` in points, null takes what the others leave. */
export type TableColumn = { readonly title: string; readonly width: number | null; readonly align: Align }

/** A last line of a table: what it adds up, and the amount. */
export type TableSum = { readonly label: string; readonly amount: string; readonly strong: boolean }

/** A table with its header again on every page, its sums as its last rows, kept off a page of their own. */
export function table(
  sheet: Sheet,
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  sums: readonly TableSum[],
): void {
  const fixed = columns.reduce((width, column) => width + (column.width ?? 0), 0)
  const widths = columns.map(column => column.width ?? sheet.width - fixed)
  const element = sheet.pdf.open('Table')
  keep(sheet, 60)
  header(sheet, columns, widths, element)
  rows.forEach((row, at) => {
    const cells = row.map((text, index) => sheet.pdf.lines(text, CELL, (widths[index] ?? 0) - 4))
    const height = Math.max(...cells.map(lines => lines.length)) * CELL.leading + 5
    const last = at === rows.length - 1 ? sums.length * 17 + 10 : 0
    if (keep(sheet, height + last)) header(sheet, columns, widths, null)
    drawRow(sheet, columns, widths, cells, element)
    sheet.y += height
    const { y } = sheet
    sheet.pdf.artifact('Layout', () => sheet.pdf.rule(sheet.left, y, sheet.width, 0.4, LINE))
  })
  drawSums(sheet, columns.length, sums, element)
  element.end()
}

// Drawn again after a page break for the eye only: a screen reader hears one header.
function header(
  sheet: Sheet,
  columns: readonly TableColumn[],
  widths: readonly number[],
  parent: Element | null,
): void {
  const { pdf } = sheet
  const row = parent ? pdf.open('TR', parent) : null
  let x = sheet.left
  columns.forEach((column, at) => {
    const left = x
    const place = { align: column.align, width: widths[at] ?? 0 }
    const draw = (): void => pdf.line(column.title, HEAD, left, sheet.y, place)
    if (row) pdf.tagged('TH', row, draw, { scope: 'Column' })
    else pdf.artifact('Pagination', draw)
    x += widths[at] ?? 0
  })
  row?.end()
  sheet.y += HEAD.leading + 3
  pdf.artifact('Layout', () => pdf.rule(sheet.left, sheet.y, sheet.width, 0.8, INK))
  sheet.y += 1
}

function drawRow(
  sheet: Sheet,
  columns: readonly TableColumn[],
  widths: readonly number[],
  cells: readonly (readonly string[])[],
  parent: Element,
): void {
  const { pdf } = sheet
  const row = pdf.open('TR', parent)
  let x = sheet.left
  cells.forEach((lines, at) => {
    const left = x
    const cell = pdf.open('TD', row)
    lines.forEach((line, index) => {
      const top = sheet.y + 2.5 + index * CELL.leading
      const place = { align: columns[at]?.align ?? 'left', width: widths[at] ?? 0 }
      if (line !== '') pdf.into(cell, () => pdf.line(line, CELL, left, top, place))
    })
    cell.end()
    x += widths[at] ?? 0
  })
  row.end()
}

function drawSums(sheet: Sheet, columns: number, sums: readonly TableSum[], parent: Element): void {
  const { pdf } = sheet
  sheet.y += 5
  for (const sum of sums) {
    const style = sum.strong ? { ...STRONG, size: 10.5 } : CELL
    const top = sheet.y
    const row = pdf.open('TR', parent)
    const label = { align: 'right' as const, width: sheet.width - mm(34) }
    pdf.tagged('TH', row, () => pdf.line(sum.label, style, sheet.left, top, label), {
      scope: 'Row',
      columns: columns - 1,
    })
    const amount = { align: 'right' as const, width: sheet.width }
    pdf.tagged('TD', row, () => pdf.line(sum.amount, style, sheet.left, top, amount))
    row.end()
    sheet.y += 17
  }
}

/** The foot of every page: who writes, and the page's number. */
export function foot(sheet: Sheet, identity: string, page: (page: number, pages: number) => string): void {
  const { pdf, left, width } = sheet
  pdf.onEachPage((at, pages) => {
    pdf.artifact('Pagination', () => {
      const lines = pdf.lines(identity, SMALL, width - mm(24))
      const top = mm(287) - lines.length * SMALL.leading
      pdf.rule(left, top - 5, width, 0.4, LINE)
      lines.forEach((line, index) => pdf.line(line, SMALL, left, top + index * SMALL.leading))
      pdf.line(page(at, pages), SMALL, left, top, { align: 'right', width })
    })
  })
}
