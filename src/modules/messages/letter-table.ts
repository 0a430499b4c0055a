import { mm, type Element, type PdfDocument, type Style } from '#platform/pdf/document.ts'
import type { Statement, StatementRow } from './statement.ts'
import type { Amounts } from './template.ts'
import type { Labels } from './templates/shape.ts'

export const INK = '#1c2427'
export const QUIET = '#5b666b'
export const LINE = '#d4d9d8'
export const PAPER = '#f3f2ee'

/** Where drawing stands on the present page; lengths in points from the top left. */
export type Sheet = {
  readonly pdf: PdfDocument
  readonly left: number
  readonly width: number
  readonly top: number
  readonly bottom: number
  /** Closer lines, when they bring a letter back to one page. */
  readonly tight: boolean
  y: number
}

type Column = {
  readonly key: 'number' | 'issueOn' | 'dueOn' | 'late' | 'total' | 'open'
  readonly width: number
  readonly align: 'left' | 'right'
}

const CELL: Style = { weight: 'regular', size: 9.5, leading: 13, color: INK }
const HEAD: Style = { weight: 'semibold', size: 8.5, leading: 13, color: QUIET }
const GROUP: Style = { weight: 'semibold', size: 9.5, leading: 13, color: INK }
const LABEL: Style = { weight: 'regular', size: 8.5, leading: 11, color: QUIET }
const STRONG: Style = { weight: 'semibold', size: 10.5, leading: 14, color: INK }

function rowPad(sheet: Sheet): number {
  return sheet.tight ? 1.2 : 2.5
}

/** How many lines a statement lists. */
export function statementRows(statement: Statement): number {
  return statement.groups.reduce((count, group) => count + group.rows.length, 0)
}

// The first column takes what the figures leave.
function columnsOf(sheet: Sheet): Column[] {
  const figures: Column[] = [
    { key: 'issueOn', width: mm(23), align: 'right' },
    { key: 'dueOn', width: mm(25), align: 'right' },
    { key: 'late', width: mm(21), align: 'right' },
    { key: 'total', width: mm(29), align: 'right' },
    { key: 'open', width: mm(29), align: 'right' },
  ]
  const rest = sheet.width - figures.reduce((width, column) => width + column.width, 0)
  return [{ key: 'number', width: rest, align: 'left' }, ...figures]
}

/** Draws the whole statement, its header again on every page, its totals never alone on a page. */
export function drawStatement(sheet: Sheet, labels: Labels, statement: Statement): void {
  const { pdf } = sheet
  const columns = columnsOf(sheet)
  const table = pdf.open('Table')
  room(sheet, 80)
  drawHeader(sheet, columns, labels, table)
  const titled = statement.groups.length > 1
  const sumsHeight = heightOfSums(statement)
  statement.groups.forEach((group, groupAt) => {
    if (titled) {
      turn(sheet, 16 + 2 * 18, columns, labels)
      sheet.y += groupAt === 0 ? 3 : 8
      const row = pdf.open('TR', table)
      pdf.tagged('TH', row, () => pdf.line(group.title, GROUP, sheet.left, sheet.y), { scope: 'Row', columns: 6 })
      row.end()
      sheet.y += GROUP.leading + 2
    }
    group.rows.forEach((item, at) => {
      const last = groupAt === statement.groups.length - 1 && at === group.rows.length - 1
      turn(sheet, heightOfRow(sheet, item, columns) + (last ? sumsHeight : 0), columns, labels)
      drawRow(sheet, item, columns, table)
    })
  })
  drawSums(sheet, statement, table)
}

function room(sheet: Sheet, height: number): boolean {
  if (sheet.y + height <= sheet.bottom) return false
  sheet.pdf.newPage()
  sheet.y = sheet.top
  return true
}

// A page break inside the table: the header is drawn again for the eye, and stays one header for a screen reader.
function turn(sheet: Sheet, height: number, columns: readonly Column[], labels: Labels): void {
  if (room(sheet, height)) drawHeader(sheet, columns, labels, null)
}

function drawHeader(sheet: Sheet, columns: readonly Column[], labels: Labels, table: Element | null): void {
  const { pdf } = sheet
  const row = table ? pdf.open('TR', table) : null
  let x = sheet.left
  for (const column of columns) {
    const at = x
    const draw = (): void =>
      pdf.line(labels.columns[column.key], HEAD, at, sheet.y, { align: column.align, width: column.width })
    if (row) pdf.tagged('TH', row, draw, { scope: 'Column' })
    else pdf.artifact('Pagination', draw)
    x += column.width
  }
  row?.end()
  sheet.y += HEAD.leading + 3
  pdf.artifact('Layout', () => pdf.rule(sheet.left, sheet.y, sheet.width, 0.8, INK))
  sheet.y += 1
}

function numberLines(pdf: PdfDocument, item: StatementRow, width: number): { text: string; style: Style }[] {
  return [
    ...pdf.lines(item.number, CELL, width - 6).map(text => ({ text, style: CELL })),
    ...(item.label === null ? [] : pdf.lines(item.label, LABEL, width - 6).map(text => ({ text, style: LABEL }))),
  ]
}

function heightOfRow(sheet: Sheet, item: StatementRow, columns: readonly Column[]): number {
  const lines = numberLines(sheet.pdf, item, columns[0]?.width ?? 0)
  return lines.reduce((height, line) => height + line.style.leading, 0) + 2 * rowPad(sheet)
}

function drawRow(sheet: Sheet, item: StatementRow, columns: readonly Column[], table: Element): void {
  const { pdf } = sheet
  const height = heightOfRow(sheet, item, columns)
  const top = sheet.y + rowPad(sheet)
  const row = pdf.open('TR', table)
  let x = sheet.left
  for (const column of columns) {
    const at = x
    if (column.key === 'number') {
      let y = top
      const cell = pdf.open('TD', row)
      for (const line of numberLines(pdf, item, column.width)) {
        const lineTop = y
        pdf.into(cell, () => pdf.line(line.text, line.style, at, lineTop))
        y += line.style.leading
      }
      cell.end()
    } else {
      const text = item[column.key]
      const cell = pdf.open('TD', row)
      if (text !== '') {
        pdf.into(cell, () => pdf.line(text, CELL, at, top, { align: column.align, width: column.width }))
      }
      cell.end()
    }
    x += column.width
  }
  row.end()
  sheet.y += height
  pdf.artifact('Layout', () => pdf.rule(sheet.left, sheet.y, sheet.width, 0.4, LINE))
}

function heightOfSums(statement: Statement): number {
  return statement.sums.length * 19 + 8
}

/** Draws the totals as the last rows of a table, and closes it. */
export function drawSums(sheet: Sheet, statement: Statement, table: Element): void {
  const { pdf } = sheet
  room(sheet, heightOfSums(statement))
  sheet.y += 4
  const widest = Math.max(...statement.sums.map(sum => pdf.width(sum.label, sum.strong ? STRONG : CELL)))
  for (const sum of statement.sums) {
    const style = sum.strong ? STRONG : CELL
    if (sum.strong && statement.sums.length > 1) {
      sheet.y += 2
      const start = sheet.width - mm(36) - widest
      pdf.artifact('Layout', () => pdf.rule(sheet.left + start, sheet.y, sheet.width - start, 0.8, INK))
      sheet.y += 2
    }
    const top = sheet.y
    const row = pdf.open('TR', table)
    const labelWidth = sheet.width - mm(36)
    pdf.tagged('TH', row, () => pdf.line(sum.label, style, sheet.left, top, { align: 'right', width: labelWidth }), {
      scope: 'Row',
      columns: 5,
    })
    pdf.tagged('TD', row, () => pdf.line(sum.amount, style, sheet.left, top, { align: 'right', width: sheet.width }))
    row.end()
    sheet.y += style.leading + (sheet.tight ? 0.5 : 2)
  }
  table.end()
}

/** Draws a small table of named amounts, its total last. */
export function drawAmounts(sheet: Sheet, { columns, rows, total }: Amounts): void {
  const { pdf } = sheet
  const line = CELL.leading + 2 * rowPad(sheet)
  sheet.y += 3
  room(sheet, (rows.length + 2) * line + 12)
  const table = pdf.open('Table')
  const draw = (cells: readonly string[], style: Style, scopes: readonly ('Column' | 'Row' | null)[]): void => {
    const top = sheet.y + rowPad(sheet)
    const row = pdf.open('TR', table)
    cells.forEach((cell, at) => {
      const scope = scopes[at] ?? null
      const place = at === 0 ? {} : { align: 'right' as const, width: sheet.width }
      const put = (): void => pdf.line(cell, style, sheet.left, top, place)
      if (scope === null) pdf.tagged('TD', row, put)
      else pdf.tagged('TH', row, put, { scope })
    })
    row.end()
    sheet.y += line
  }
  draw(columns, HEAD, ['Column', 'Column'])
  pdf.artifact('Layout', () => pdf.rule(sheet.left, sheet.y, sheet.width, 0.8, INK))
  for (const row of rows) {
    draw(row, CELL, [null, null])
    pdf.artifact('Layout', () => pdf.rule(sheet.left, sheet.y, sheet.width, 0.4, LINE))
  }
  draw(total, STRONG, ['Row', null])
  table.end()
  sheet.y += 11
}
