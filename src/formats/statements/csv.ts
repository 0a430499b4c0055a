import { parse } from 'csv-parse/sync'
import { MAX_ROW_CHARACTERS, MAX_TABLE_ROWS } from '../limits.ts'
import type { Row } from './table.ts'

const SEPARATORS = [';', ',', '\t', '|'] as const

/**
 * Cuts a text into rows with the separator that gives the widest regular table; null when no separator makes a table.
 */
export function csvRows(text: string): Row[] | null {
  const sample = text.slice(0, 64_000)
  const cut = sample.length < text.length ? sample.slice(0, sample.lastIndexOf('\n') + 1) : sample
  let best: { separator: string; score: number } | null = null
  for (const separator of SEPARATORS) {
    const rows = parsed(cut, separator)
    if (rows === null) continue
    const widths = rows.map(row => row.cells.length)
    const common = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0
    const score = common < 2 ? 0 : common * widths.filter(width => width === common).length
    if (score > (best?.score ?? 0)) best = { separator, score }
  }
  return best === null ? null : parsed(text, best.separator)
}

// Quotes are read leniently inside a field (« Dupont "et" fils ») and an unclosed one at the end of the file makes no
// table.
function parsed(text: string, separator: string): Row[] | null {
  try {
    const records = parse(text, {
      delimiter: separator,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      info: true,
      max_record_size: MAX_ROW_CHARACTERS,
      to: MAX_TABLE_ROWS,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return records.map(({ record, info }) => ({ cells: record, number: info.lines }))
  } catch {
    return null
  }
}
