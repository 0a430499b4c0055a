import { MAX_ROW_CHARACTERS, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS } from '../limits.ts'
import { TableRefusal, type RawRow } from './row.ts'

/** The separators that are looked for, the commonest in France first. */
export const SEPARATORS = [';', ',', '\t', '|'] as const
export type Separator = (typeof SEPARATORS)[number]

/**
 * Splits pieces of text into rows, quotes as RFC 4180 has them and forgiving: a quote inside an unquoted cell is a
 * character.
 * Blank rows are left out. Throws `TableRefusal`: `row-too-long` (one line without end), `quote-not-closed`,
 * `too-many-rows`, `too-many-columns`.
 */
export async function* csvRows(pieces: AsyncIterable<string>, separator: Separator): AsyncGenerator<RawRow> {
  const splitter = new Splitter(separator)
  let given = 0
  for await (const piece of pieces) {
    for (const row of splitter.take(piece)) {
      given += 1
      if (given > MAX_TABLE_ROWS)
        throw new TableRefusal('too-many-rows', `the table has more than ${MAX_TABLE_ROWS} rows: split it`)
      yield row
    }
  }
  yield* splitter.finish()
}

/** The rows of a text that is at hand, for looking at the beginning of a file; a cut last row is dropped. */
export function sampleRows(text: string, separator: Separator): RawRow[] {
  const rows: RawRow[] = []
  try {
    for (const row of new Splitter(separator).take(text)) rows.push(row)
  } catch (error) {
    if (!(error instanceof TableRefusal)) throw error
  }
  return rows
}

class Splitter {
  readonly #separator: string
  readonly #special: RegExp
  #rest = ''
  #cells: string[] = []
  #characters = 0
  #line = 1
  #rowLine = 1

  constructor(separator: string) {
    this.#separator = separator
    this.#special = new RegExp(`[${separator === '|' ? '\\|' : separator}\\r\\n]`, 'g')
  }

  *take(piece: string): Generator<RawRow> {
    const text = this.#rest + piece
    let at = 0
    for (;;) {
      const next = this.#cell(text, at, false)
      if (next === null) break
      at = next.at
      if (next.row) yield* this.#row()
    }
    this.#rest = text.slice(at)
    if (this.#rest.length > MAX_ROW_CHARACTERS) {
      throw this.#rest.startsWith('"') ? this.#notClosed() : this.#tooLong()
    }
  }

  *finish(): Generator<RawRow> {
    const text = this.#rest
    let at = 0
    while (at < text.length) {
      const next = this.#cell(text, at, true)
      if (next === null) throw this.#notClosed()
      at = next.at
      if (next.row) yield* this.#row()
    }
    yield* this.#row()
  }

  // Reads one cell; `null` when the piece ends inside it. `row` is true when a line end follows.
  #cell(text: string, at: number, last: boolean): { at: number; row: boolean } | null {
    let value = ''
    let from = at
    if (text[at] === '"') {
      const closed = this.#quoted(text, at, last)
      if (closed === null) return null
      value = closed.value
      from = closed.at
    }
    this.#special.lastIndex = from
    const found = this.#special.exec(text)
    if (!found && !last) return null
    const end = found ? found.index : text.length
    // A line feed may still follow a carriage return that ends the piece.
    if (!last && found?.[0] === '\r' && end + 1 === text.length) return null
    this.#push(from > at ? value + text.slice(from, end).trimEnd() : text.slice(from, end))
    if (!found) return { at: end, row: false }
    if (found[0] === this.#separator) {
      if (last && end + 1 === text.length) this.#push('')
      return { at: end + 1, row: false }
    }
    this.#line += 1
    return { at: found[0] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1, row: true }
  }

  #quoted(text: string, at: number, last: boolean): { value: string; at: number } | null {
    let from = at + 1
    for (;;) {
      const quote = text.indexOf('"', from)
      if (quote < 0 || (quote + 1 === text.length && !last)) return null
      if (text[quote + 1] === '"') {
        from = quote + 2
        continue
      }
      const value = text.slice(at + 1, quote).replaceAll('""', '"')
      this.#line += value.split(/\r\n?|\n/).length - 1
      return { value, at: quote + 1 }
    }
  }

  #push(value: string): void {
    if (this.#cells.length >= MAX_TABLE_COLUMNS) {
      throw new TableRefusal(
        'too-many-columns',
        `line ${this.#line} has more than ${MAX_TABLE_COLUMNS} columns: it is no table`,
      )
    }
    this.#characters += value.length
    if (this.#characters > MAX_ROW_CHARACTERS) throw this.#tooLong()
    this.#cells.push(value)
  }

  #tooLong(): TableRefusal {
    const message = `line ${this.#line} has more than ${MAX_ROW_CHARACTERS} characters: it is no table`
    return new TableRefusal('row-too-long', message)
  }

  #notClosed(): TableRefusal {
    const message = `a quote opened on line ${this.#line} is never closed: close it or remove it`
    return new TableRefusal('quote-not-closed', message)
  }

  *#row(): Generator<RawRow> {
    const cells = this.#cells
    const number = this.#rowLine
    this.#cells = []
    this.#characters = 0
    this.#rowLine = this.#line
    if (cells.some(cell => cell.trim() !== '')) yield { number, cells }
  }
}
