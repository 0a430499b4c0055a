import { readFacturX } from './invoices/facturx.ts'
import { readXml } from './invoices/xml-invoice.ts'
import { MAX_FILE_BYTES } from './limits.ts'
import { refused, type ReadOutcome } from './outcome.ts'
import { namesCounterparty, readStatement, readStatementTable, type TableRow } from './statements/index.ts'
import { invoiceListConfidence, readInvoiceList } from './tables/invoice-list.ts'
import { shown, TableRefusal } from './tables/row.ts'
import { readTable } from './tables/table.ts'
import { looksOle, looksZipped, openWorkbook } from './tables/xlsx.ts'

// Above this a table is surely a list of invoices, below the lower one surely not; in between the bank's reader is
// asked first.
const SURE = 0.7
const POSSIBLE = 0.3

/**
 * Reads any file of the field: e-invoice (Factur-X and ZUGFeRD PDF, CII, UBL), lifecycle message (CDAR, UBL
 * response), list of invoices (CSV, XLSX) or bank statement. What it is shows by its content; `name` only helps the
 * statement reader to name accounts. Never throws on bad input and reaches for nothing outside the bytes. Refusals of
 * its own: `file-empty`, `file-too-large`, `unknown-format`, `xml-unknown`, `xls-old`.
 */
export async function readAny(bytes: Uint8Array, name: string): Promise<ReadOutcome> {
  if (bytes.length === 0) return refused('file-empty', 'the file is empty: it was not fully saved or sent')
  if (bytes.length > MAX_FILE_BYTES) {
    return refused('file-too-large', `the file has ${bytes.length} bytes, ${MAX_FILE_BYTES} at most are read`)
  }
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1').replaceAll('\0', '')
  if (head.slice(0, 1024).includes('%PDF-')) return readFacturX(bytes)
  if (looksZipped(bytes)) return readZip(bytes, name)
  if (looksOle(bytes)) return readRows(bytes, name)
  if (/^[^A-Za-z0-9<]{0,8}</.test(head)) return readMarkup(bytes, name, head)
  return readRows(bytes, name)
}

function readMarkup(bytes: Uint8Array, name: string, head: string): ReadOutcome {
  if (/<OFX>|<\?OFX|OFXHEADER|iso:20022|camt\.0/i.test(head)) {
    const statement = readStatement(bytes, name)
    if (statement) return statement
  }
  const reading = readXml(bytes)
  if ('outcome' in reading) return reading.outcome
  const statement = readStatement(bytes, name)
  return (
    statement ??
    refused(
      'xml-unknown',
      `the XML <${reading.root.slice(0, 60)}> is no invoice, statement or lifecycle message that is known`,
    )
  )
}

async function readZip(bytes: Uint8Array, name: string): Promise<ReadOutcome> {
  const workbook = openWorkbook(bytes)
  if (workbook === null) {
    return (
      readStatement(bytes, name) ??
      refused('unknown-format', 'the zip holds neither a workbook nor bank statements: unpack it first')
    )
  }
  return workbook.ok ? readRows(bytes, name) : refused(workbook.refusal.code, workbook.refusal.message)
}

async function readRows(bytes: Uint8Array, name: string): Promise<ReadOutcome> {
  const table = await readTable(bytes)
  const confidence = table.ok ? invoiceListConfidence(table.value) : 0
  const bank = table.ok && namesCounterparty(table.value.columns.map(column => column.header))
  if (table.ok && confidence >= SURE && !bank) return readInvoiceList(table.value)
  const statement = await asStatement(bytes, name, table)
  if (statement) return statement
  if (table.ok && confidence >= POSSIBLE) return readInvoiceList(table.value)
  if (table.ok)
    return refused('unknown-format', 'a table, but of neither invoices nor bank movements: name its columns on import')
  const { code, message } = table.refusal
  if (code === 'no-header' || code === 'not-a-table') {
    return refused(
      'unknown-format',
      'neither an invoice, a bank statement, a lifecycle message nor a table that is known',
    )
  }
  return refused(code, message)
}

// A file that breaks the row reader would break the other one too, only later; but CFONB files are often one line
// without end.
async function asStatement(
  bytes: Uint8Array,
  name: string,
  table: Awaited<ReturnType<typeof readTable>>,
): Promise<ReadOutcome | null> {
  const tabular = table.ok || table.refusal.code === 'no-header' || table.refusal.code === 'not-a-table'
  if (tabular && looksZipped(bytes)) return workbookStatement(bytes, table.ok ? table.value.sheet : null)
  const fixed = /^0[1-8]\d{5}/.test(Buffer.from(bytes.subarray(0, 16)).toString('latin1'))
  return tabular || fixed ? readStatement(bytes, name) : null
}

// Bank exports in XLSX: every row with the lines about the account above the table, cells as their text, days ISO, for
// the statement reader's own judgement of headers.
async function workbookStatement(bytes: Uint8Array, named: string | null): Promise<ReadOutcome | null> {
  const workbook = openWorkbook(bytes)
  if (!workbook?.ok) return null
  const sheet = workbook.value.find(each => (named === null ? !each.hidden : each.name === named))
  const rows: TableRow[] = []
  try {
    for await (const row of sheet?.rows() ?? []) rows.push({ cells: row.cells.map(shown), number: row.number })
  } catch (error) {
    if (error instanceof TableRefusal) return refused(error.code, error.message)
    throw error
  }
  return readStatementTable(rows, 'XLSX')
}
