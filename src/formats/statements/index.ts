import { MAX_FILE_BYTES } from '../limits.ts'
import { refused, type ReadOutcome } from '../outcome.ts'
import { looksLikeGzip, looksLikeZip, readArchive, readGzip } from './archive.ts'
import { looksLikeCamt, readCamt } from './camt.ts'
import { looksLikeCfonb120, looksLikeCfonb240, readCfonb120, refuseCfonb240 } from './cfonb.ts'
import { looksLikeCoda, readCoda } from './coda.ts'
import { csvRows } from './csv.ts'
import { looksLikeMt940, readMt940 } from './mt940.ts'
import { looksLikeOfx, readOfx } from './ofx.ts'
import { looksLikeQif, readQif } from './qif.ts'
import { readTable } from './table.ts'
import { decodeText } from './text.ts'

export { accountMatchesIban } from './references.ts'
export { writeCamt053 } from './write-camt.ts'
export { writeCfonb120 } from './write-cfonb.ts'
export { writeCoda } from './write-coda.ts'
export type { OutgoingEntry, OutgoingStatement } from './write.ts'
export { namesCounterparty } from './table-roles.ts'
export { readTable as readStatementTable, type Row as TableRow } from './table.ts'

/**
 * Reads a bank statement file of any known format: CAMT.052/053/054, CFONB 120, CODA, MT940/942, OFX, QIF, CSV; any of
 * them gzipped or in a zip. Null when the bytes are no statement at all (another reader may know them); a refused
 * outcome when they are one that cannot be trusted: cut short, impossible dates or amounts, hostile XML or zip. XLSX
 * rows go to `readStatementTable`. `name` is the file's name.
 */
export function readStatement(bytes: Uint8Array, name: string): ReadOutcome | null {
  if (bytes.length > MAX_FILE_BYTES) {
    return refused(
      'file-too-large',
      `the file has ${bytes.length} bytes, more than the ${MAX_FILE_BYTES} that are read`,
    )
  }
  if (looksLikeZip(bytes))
    return /\.(xlsx|xlsm|docx|pptx|ods|odt)$/i.test(name) ? null : readArchive(bytes, readStatement)
  if (looksLikeGzip(bytes)) return readGzip(bytes, name, readStatement)
  const decoded = decodeText(bytes)
  if (decoded === null) return null
  const text = decoded.text.replace(/^\ufeff/, '')
  if (looksLikeOfx(text)) return readOfx(text)
  if (looksLikeCamt(text)) return readCamt(bytes, text.slice(0, 20_000))
  if (/^\s*</.test(text)) return null
  if (looksLikeCfonb240(text)) return refuseCfonb240()
  if (looksLikeCoda(text)) return readCoda(text)
  if (looksLikeCfonb120(text)) return readCfonb120(text)
  if (looksLikeQif(text)) return readQif(text)
  if (looksLikeMt940(text)) return readMt940(text)
  const rows = csvRows(text)
  return rows && readTable(rows, 'CSV')
}
