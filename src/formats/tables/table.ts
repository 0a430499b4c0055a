import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Warning } from '../outcome.ts'
import { csvRows, sampleRows, SEPARATORS, type Separator } from './csv-rows.ts'
import { Evidence, SAMPLED } from './evidence.ts'
import { AMOUNT_FIELDS, DATE_FIELDS, meanings, normalHeader, shapeOf, type Field } from './fields.ts'
import { shown, TableRefusal, type RawCell, type RawRow } from './row.ts'
import { bytesOf, chunksOf, findEncoding, textOf, type TableEncoding, type TableSource } from './source.ts'
import type { DateOrder, DecimalMark } from './values.ts'
import { looksOle, looksZipped, openWorkbook, type Sheet } from './xlsx.ts'

/**
 * What a person (or a remembered shape) says instead of the guess. `mapping` goes by header, as written or
 * normalised; `null` leaves a column out.
 */
export type TableOptions = {
  readonly mapping?: Readonly<Record<string, Field | null>>
  readonly dateOrder?: DateOrder
  readonly decimalMark?: DecimalMark
  readonly separator?: Separator
  readonly sheet?: string
  /** The row number (as shown by a spreadsheet) where the headers stand. */
  readonly headerRow?: number
}

/** A column with its guess: `confidence` from 0 (unknown) to 1 (told, or the name is certain and the cells agree). */
export type Column = {
  readonly index: number
  readonly header: string
  readonly field: Field | null
  readonly confidence: number
  readonly dateOrder: DateOrder | null
  /** Its days may be Excel's numbers of days. */
  readonly serials: boolean
  readonly decimalMark: DecimalMark | null
}

/**
 * A table whose columns are known; `rows` can be walked again and again, one row at a time, and throws `TableRefusal`
 * where the file breaks.
 */
export type Table = {
  readonly format: 'csv' | 'xlsx'
  readonly shape: string
  readonly encoding: TableEncoding | null
  readonly separator: Separator | null
  readonly sheet: string | null
  readonly headerRow: number
  readonly columns: readonly Column[]
  readonly rowCount: number
  readonly warnings: readonly Warning[]
  readonly rows: AsyncIterable<RawRow>
}

type Opened = Pick<Table, 'format' | 'encoding' | 'separator' | 'sheet'> & {
  readonly walk: () => AsyncIterable<RawRow>
}

const SAMPLE = 128 * 1024
const HEADER_WITHIN = 40

/**
 * Opens a CSV or XLSX of invoices, open items or customers: finds its encoding, separator and header row, guesses what
 * each column holds, and decides from whole columns how days and amounts are written. Two walks: one that judges, then
 * yours; a file of any size costs the memory of one row (a workbook also that of its bytes and texts). Refusals:
 * `table-empty`, `not-a-table`, `no-header`, `file-too-large`, `xls-old`, and those of the zip, XML and row readers.
 * Warnings: `date-order-ambiguous`, `date-order-mixed`, `decimal-mark-ambiguous`, `decimal-mark-mixed`,
 * `encoding-windows-1252`, `header-repeated`, all correctable by the options.
 */
export async function readTable(source: TableSource, options: TableOptions = {}): Promise<Result<Table>> {
  try {
    const opened = await open(source, options)
    if (!opened.ok) return opened
    const header = await findHeader(opened.value, options)
    if (!header)
      return refuse('no-header', 'no row of headers was found in the first 40 rows: name the row that holds them')
    return ok(await judge(opened.value, header, options))
  } catch (error) {
    if (error instanceof TableRefusal) return refuse(error.code, error.message)
    throw error
  }
}

async function open(source: TableSource, options: TableOptions): Promise<Result<Opened>> {
  const head = await firstBytes(source)
  if (looksOle(head)) {
    return refuse(
      'xls-old',
      'this is an Excel 97–2003 workbook, or one with a password: save it as .xlsx without password',
    )
  }
  if (looksZipped(head)) return openSheet(source, options)
  const verdict = await findEncoding(source)
  if (!verdict.ok) return verdict
  const { encoding } = verdict.value
  const sample = await firstText(source, encoding)
  if (/^\s*(<|%PDF|\{|\[\s*[{"])/.test(sample))
    return refuse('not-a-table', 'the file is not a table of rows and columns')
  const separator = options.separator ?? separatorOf(sample)
  const walk = (): AsyncIterable<RawRow> => csvRows(withoutPreamble(textOf(source, encoding)), separator)
  return ok({ format: 'csv', encoding, separator, sheet: null, walk })
}

async function openSheet(source: TableSource, options: TableOptions): Promise<Result<Opened>> {
  const bytes = await bytesOf(source)
  if (!bytes.ok) return bytes
  const sheets = openWorkbook(bytes.value)
  if (sheets === null) return refuse('not-a-table', 'the file is a zip but no workbook')
  if (!sheets.ok) return sheets
  const sheet = await chooseSheet(sheets.value, options)
  if (!sheet) return refuse('table-empty', 'the workbook has no sheet with rows')
  return ok({ format: 'xlsx', encoding: null, separator: null, sheet: sheet.name, walk: sheet.rows })
}

// The sheet whose headers say most; hidden ones only when asked for by name.
async function chooseSheet(sheets: readonly Sheet[], options: TableOptions): Promise<Sheet | null> {
  if (options.sheet !== undefined) return sheets.find(sheet => sheet.name === options.sheet) ?? null
  let best: { sheet: Sheet; score: number } | null = null
  for (const sheet of sheets.filter(each => !each.hidden).slice(0, 20)) {
    const rows = await firstRows(sheet.rows())
    const score = rows.length === 0 ? -1 : Math.max(...rows.map(row => headerScore(row.cells)))
    if (score >= 0 && (!best || score > best.score)) best = { sheet, score }
  }
  return best?.sheet ?? null
}

async function firstBytes(source: TableSource): Promise<Uint8Array> {
  for await (const chunk of chunksOf(source)) if (chunk.length > 0) return chunk.subarray(0, 16)
  return new Uint8Array()
}

async function firstText(source: TableSource, encoding: TableEncoding): Promise<string> {
  let text = ''
  for await (const piece of withoutPreamble(textOf(source, encoding))) {
    text += piece
    if (text.length >= SAMPLE) break
  }
  return text.slice(0, SAMPLE)
}

// Excel reads a first line `sep=;` as an instruction; it is no row.
async function* withoutPreamble(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let first = true
  for await (const piece of pieces) {
    if (piece === '') continue
    yield first ? piece.replace(/^\ufeff?(?:sep=.\r?\n)?/i, '') : piece
    first = false
  }
}

/** The separator that parts the most rows into the same number of cells, more than one. */
function separatorOf(sample: string): Separator {
  let best: { separator: Separator; score: number } = { separator: ';', score: 0 }
  for (const separator of SEPARATORS) {
    const rows = sampleRows(sample, separator).slice(0, 200)
    const widths = new Map<number, number>()
    for (const row of rows)
      if (row.cells.length > 1) widths.set(row.cells.length, (widths.get(row.cells.length) ?? 0) + 1)
    const agreed = Math.max(0, ...widths.values())
    const width = [...widths].find(([, count]) => count === agreed)?.[0] ?? 0
    const known = Math.max(0, ...rows.slice(0, HEADER_WITHIN).map(row => headerScore(row.cells)))
    const score = (agreed / Math.max(rows.length, 1)) * Math.min(width, 12) + known * 3
    if (score > best.score) best = { separator, score }
  }
  return best.separator
}

async function firstRows(walk: AsyncIterable<RawRow>): Promise<RawRow[]> {
  const rows: RawRow[] = []
  for await (const row of walk) {
    rows.push(row)
    if (rows.length >= HEADER_WITHIN) break
  }
  return rows
}

function headerScore(cells: readonly RawCell[]): number {
  return cells.reduce<number>(
    (total, cell) => total + (typeof cell === 'string' ? (meanings(cell)[0]?.score ?? 0) : -0.5),
    0,
  )
}

async function findHeader(opened: Opened, options: TableOptions): Promise<RawRow | null> {
  const rows = await firstRows(opened.walk())
  if (options.headerRow !== undefined) return rows.find(row => row.number === options.headerRow) ?? null
  const told = new Set(Object.keys(options.mapping ?? {}).map(normalHeader))
  let best: { row: RawRow; score: number } | null = null
  for (const row of rows) {
    const named = row.cells.filter(cell => told.has(normalHeader(shown(cell)))).length
    const score = headerScore(row.cells) + named
    if (score > (best?.score ?? 0)) best = { row, score }
  }
  return best && best.score >= 1 && best.row.cells.length > 1 ? best.row : null
}

async function judge(opened: Opened, header: RawRow, options: TableOptions): Promise<Table> {
  const headers = header.cells.map(shown)
  const evidence = headers.map(name => new Evidence(mayHold(name, options)))
  let rowCount = 0
  for await (const row of opened.walk()) {
    if (row.number <= header.number) continue
    rowCount += 1
    for (const [index, cell] of row.cells.entries()) {
      const seen = evidence[index]
      if (seen && cell !== '' && (seen.whole || rowCount <= SAMPLED)) seen.weigh(cell)
    }
  }
  const warnings: Warning[] = []
  if (opened.encoding === 'windows-1252') {
    warnings.push({
      code: 'encoding-windows-1252',
      message: 'the file is not UTF-8 and was read as windows-1252: check the accents',
      where: null,
    })
  }
  const columns = columnsOf(headers, assign(headers, evidence, options), evidence, options, warnings)
  const shape = shapeOf(headers)
  const { format, encoding, separator, sheet, walk } = opened
  const rows = { [Symbol.asyncIterator]: () => below(walk(), header.number) }
  return { format, shape, encoding, separator, sheet, headerRow: header.number, columns, rowCount, warnings, rows }
}

// The column may turn out to hold days or amounts, by its name or because somebody says so.
function mayHold(header: string, options: TableOptions): { readonly dated: boolean; readonly counted: boolean } {
  const told = Object.keys(options.mapping ?? {}).some(name => normalHeader(name) === normalHeader(header))
  const fields = meanings(header).map(({ field }) => field)
  return {
    dated: told || fields.some(field => DATE_FIELDS.has(field)),
    counted: told || fields.some(field => AMOUNT_FIELDS.has(field)),
  }
}

async function* below(walk: AsyncIterable<RawRow>, header: number): AsyncGenerator<RawRow> {
  for await (const row of walk) if (row.number > header) yield row
}

type Guess = { readonly field: Field; readonly confidence: number }

// Each field goes to the column that claims it best; cells that contradict the name weaken the claim.
function assign(
  headers: readonly string[],
  evidence: readonly Evidence[],
  options: TableOptions,
): ReadonlyMap<number, Guess> {
  const told = new Map(Object.entries(options.mapping ?? {}).map(([name, field]) => [normalHeader(name), field]))
  const taken = new Map<number, Guess>()
  const used = new Set<Field>()
  const claims: (Guess & { readonly index: number; readonly rank: number })[] = []
  const names = headers.flatMap((header, index) =>
    meanings(header).some(({ field }) => field === 'customerName') ? [index] : [],
  )
  const currency = headers.some(header => meanings(header).some(({ field }) => field === 'currency'))
  for (const [index, header] of headers.entries()) {
    const said = told.get(normalHeader(header))
    if (said === null) continue
    if (said !== undefined) {
      if (!used.has(said)) taken.set(index, { field: said, confidence: 1 })
      used.add(said)
      continue
    }
    for (const { field, score, rank } of meanings(header)) {
      const named = names.some(other => other !== index)
      const confidence = score * (evidence[index]?.agreement(field, named) ?? 1)
      // Beside a column of currencies, the amounts that name the euro are those converted for the books.
      const converted = currency && AMOUNT_FIELDS.has(field) && /€|\beuros?\b|\beur\b/i.test(header) ? 1000 : 0
      if (confidence >= 0.2) claims.push({ index, field, confidence, rank: rank + converted })
    }
  }
  claims.sort((a, b) => b.confidence - a.confidence || a.rank - b.rank || a.index - b.index)
  for (const { index, field, confidence } of claims) {
    if (taken.has(index) || used.has(field)) continue
    taken.set(index, { field, confidence: Math.round(confidence * 100) / 100 })
    used.add(field)
  }
  return taken
}

function columnsOf(
  headers: readonly string[],
  guesses: ReadonlyMap<number, Guess>,
  evidence: readonly Evidence[],
  options: TableOptions,
  warnings: Warning[],
): Column[] {
  // A column that tells nothing by itself follows the others, then the separator: a semicolon goes with the decimal
  // comma.
  const amounts = [...guesses].filter(([, guess]) => AMOUNT_FIELDS.has(guess.field)).map(([index]) => evidence[index])
  const dates = [...guesses].filter(([, guess]) => DATE_FIELDS.has(guess.field)).map(([index]) => evidence[index])
  const provenMark = amounts.map(seen => seen?.marks.verdict).find(verdict => verdict?.certainty === 'proven')?.mark
  const provenOrder = dates.map(seen => seen?.dates.verdict).find(verdict => verdict?.certainty === 'proven')?.order
  return headers.map((header, index) => {
    const guess = guesses.get(index)
    const field = guess?.field ?? null
    const seen = evidence[index]
    const where = `column "${header.slice(0, 60)}"`
    let dateOrder: DateOrder | null = null
    let decimalMark: DecimalMark | null = null
    if (field !== null && seen && DATE_FIELDS.has(field)) {
      const { order, certainty } = seen.dates.verdict
      dateOrder = options.dateOrder ?? (certainty === 'ambiguous' ? (provenOrder ?? order) : order)
      if (!options.dateOrder) warnings.push(...orderWarnings(certainty, dateOrder, provenOrder !== undefined, where))
    }
    if (field !== null && seen && AMOUNT_FIELDS.has(field)) {
      const { mark, certainty } = seen.marks.verdict
      decimalMark =
        options.decimalMark ?? (certainty === 'ambiguous' || certainty === 'none' ? (provenMark ?? mark) : mark)
      if (!options.decimalMark) warnings.push(...markWarnings(certainty, decimalMark, provenMark !== undefined, where))
    }
    const serials = seen?.serials ?? false
    return { index, header, field, confidence: guess?.confidence ?? 0, dateOrder, serials, decimalMark }
  })
}

function orderWarnings(certainty: string, order: DateOrder, followed: boolean, where: string): Warning[] {
  if (certainty === 'mixed') {
    return [
      { code: 'date-order-mixed', message: 'some days put the month first, others the day: mend the file', where },
    ]
  }
  if (certainty !== 'ambiguous' || followed) return []
  const read = order === 'mdy' ? 'month first' : 'day first'
  return [
    {
      code: 'date-order-ambiguous',
      message: `no day above 12 tells day from month: read ${read}; say otherwise if it is not so`,
      where,
    },
  ]
}

function markWarnings(certainty: string, mark: DecimalMark, followed: boolean, where: string): Warning[] {
  if (certainty === 'mixed') {
    return [
      { code: 'decimal-mark-mixed', message: 'some amounts use a decimal comma, others a point: mend the file', where },
    ]
  }
  if (certainty !== 'ambiguous' || followed) return []
  return [
    {
      code: 'decimal-mark-ambiguous',
      message: `amounts such as 1.234 may be thousands or decimals: "${mark}" is taken for the decimal mark`,
      where,
    },
  ]
}
