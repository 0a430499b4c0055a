import { readFacturX } from '#formats/invoices/facturx.ts'
import { readXml } from '#formats/invoices/xml-invoice.ts'
import { refused, type InvoiceDocument, type InvoiceParty, type ReadOutcome } from '#formats/outcome.ts'
import { FIELDS, shapeOf, type Field } from '#formats/tables/fields.ts'
import { invoiceRows, valueRows, type CellProblem } from '#formats/tables/invoice-list.ts'
import { shown, TableRefusal } from '#formats/tables/row.ts'
import { readTable, type Table } from '#formats/tables/table.ts'
import { looksZipped } from '#formats/tables/xlsx.ts'
import { openZip, unpack, type Zip } from '#formats/tables/zip.ts'
import { MAX_FILE_BYTES } from '#platform/files.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { parseDay, type Day } from '#kernel/day.ts'
import { saysOf, type Says } from '#modules/parties/index.ts'
import type { ImportColumn, ImportContent, ImportReport } from './model.ts'
import type { Wrong } from './motifs.ts'

/** A file that holds one document. */
export type DocumentFile = { readonly bytes: Uint8Array; readonly mediaType: string; readonly name: string }

/** One row of a list, or one document, as the import takes it. */
export type GivenRow = {
  readonly row: number
  readonly cells: readonly string[]
  /** The creditor the row names, or the seller of the document. */
  readonly creditor: string | null
  readonly seller: InvoiceParty | null
  readonly ref: string | null
  /** The invoice it is about, also when the row cannot be taken. */
  readonly number: string | null
  readonly says: Says
  readonly document: InvoiceDocument | null
  readonly settledOn: Day | null
  readonly file: DocumentFile | null
  readonly wrongs: readonly Wrong[]
}

/** A file opened: what it holds, its columns, and its rows as often as they are asked for. */
export type Source = {
  readonly content: ImportContent
  readonly shape: string | null
  readonly columns: readonly ImportColumn[]
  readonly expected: number
  readonly warnings: ImportReport['warnings']
  readonly headerOf: (field: string) => string | null
  readonly rows: () => AsyncIterable<GivenRow>
}

export type Mapping = Readonly<Record<string, string | null>>

/** Finds the remembered columns of a shape. */
export type Recall = (shape: string) => Promise<Mapping | null>

/**
 * Opens any file that can be imported: a list of customers or of invoices (CSV, XLSX), an e-invoice (Factur-X PDF, UBL,
 * CII) or a zip of them. `mapping` corrects the columns; without it those remembered for this shape are used. Refused:
 * `file-refused` with the reader's reason, `mapping-not-valid`.
 */
export async function openSource(
  bytes: Uint8Array,
  name: string,
  mapping: Mapping | null,
  recall: Recall,
): Promise<Result<Source>> {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1').replaceAll('\0', '')
  if (head.includes('%PDF-') || /^[^A-Za-z0-9<]{0,8}</.test(head)) return ok(documentsOf([{ name, read: () => bytes }]))
  if (looksZipped(bytes)) {
    const zip = openZip(bytes)
    if (!zip.ok) return fileRefused(zip.refusal.code, zip.refusal.message)
    const { files, others } = documentsIn(zip.value)
    if (files.length > 0) return ok({ ...documentsOf(files), warnings: others.map(entryIgnored) })
  }
  return openList(bytes, mapping, recall)
}

async function openList(bytes: Uint8Array, mapping: Mapping | null, recall: Recall): Promise<Result<Source>> {
  const wrong = Object.values(mapping ?? {}).find(field => field !== null && !isField(field))
  if (wrong !== undefined) return refuse('mapping-not-valid', `there is no field "${wrong}"`, { field: wrong })
  const told = mapping as Readonly<Record<string, Field | null>> | null
  const guessed = await readTable(bytes, told === null ? {} : { mapping: told })
  if (!guessed.ok) return fileRefused(guessed.refusal.code, guessed.refusal.message)
  const shape = shapeWithoutMotif(guessed.value)
  const remembered = told === null ? await recall(shape) : null
  const opened =
    remembered === null
      ? guessed
      : await readTable(bytes, { mapping: remembered as Readonly<Record<string, Field | null>> })
  if (!opened.ok) return fileRefused(opened.refusal.code, opened.refusal.message)
  const table = opened.value
  const has = (...fields: Field[]): boolean =>
    table.columns.some(column => column.field && fields.includes(column.field))
  if (has('number') && has('gross', 'payable', 'net', 'debit')) return ok(await listOf(table, shape, 'invoices'))
  if (has('customerCode', 'siren', 'vat', 'enterpriseNumber') && has('customerName')) {
    return ok(await listOf(table, shape, 'customers'))
  }
  return fileRefused(
    'columns-unknown',
    'the table lists neither invoices (number and amount) nor customers (code and name): name its columns',
  )
}

function isField(text: string): text is Field {
  return (FIELDS as readonly string[]).includes(text)
}

function fileRefused(reason: string, message: string): Result<never> {
  return refuse('file-refused', `${reason}: ${message}`, { reason })
}

// The file of errors has the same columns plus « motif »: what was remembered for the one serves the other.
function shapeWithoutMotif(table: Table): string {
  return shapeOf(table.columns.map(column => column.header).filter(header => header.trim().toLowerCase() !== 'motif'))
}

const SAMPLES = 3

async function listOf(table: Table, shape: string, content: 'customers' | 'invoices'): Promise<Source> {
  const samples: string[][] = table.columns.map(() => [])
  for await (const row of table.rows) {
    for (const [index, list] of samples.entries()) {
      const text = shown(row.cells[index])
      if (text !== '' && list.length < SAMPLES && !list.includes(text)) list.push(text.slice(0, 60))
    }
    if (row.number > table.headerRow + 50) break
  }
  const header = new Map(
    table.columns.flatMap(column => (column.field ? [[column.field as string, column.header]] : [])),
  )
  return {
    content,
    shape,
    columns: table.columns.map((column, index) => ({
      header: column.header,
      field: column.field,
      confidence: column.confidence,
      sample: samples[index] ?? [],
    })),
    expected: table.rowCount,
    warnings: table.warnings,
    headerOf: field => header.get(field) ?? null,
    rows: () => (content === 'invoices' ? invoiceList(table) : customerList(table)),
  }
}

// What the reader only warns of and still must not be guessed: a due or settlement day that cannot be read.
function wrongsOf(problems: readonly CellProblem[], table: Table): Wrong[] {
  return problems
    .filter(problem => problem.fatal || problem.code === 'date-unreadable')
    .map(({ code, column, value, remedy }) => ({
      code,
      field: table.columns.find(each => each.header === column)?.field ?? null,
      column: column === '' ? null : column,
      value,
      message: remedy,
    }))
}

async function* invoiceList(table: Table): AsyncGenerator<GivenRow> {
  for await (const { row, cells, values, document, problems } of invoiceRows(table)) {
    const { kind: _kind, ...customer } = values
    const settled = values.settlementDate === undefined ? null : parseDay(values.settlementDate)
    yield {
      row,
      cells,
      creditor: values.creditor ?? null,
      seller: null,
      ref: values.customerCode ?? null,
      number: values.number?.trim() ?? null,
      says: saysOf(customer).says,
      document,
      settledOn: settled?.ok === true ? settled.value : null,
      file: null,
      wrongs: wrongsOf(problems, table),
    }
  }
}

async function* customerList(table: Table): AsyncGenerator<GivenRow> {
  for await (const { row, cells, values, problems } of valueRows(table)) {
    const { says, problems: words } = saysOf(values)
    const more = words.map(({ field, code, remedy }): Wrong => {
      const column = table.columns.find(each => each.field === field)?.header ?? null
      return { code, field, column, value: values[field as Field] ?? null, message: remedy }
    })
    yield {
      row,
      cells,
      creditor: values.creditor ?? null,
      seller: null,
      ref: values.customerCode ?? null,
      number: null,
      says,
      document: null,
      settledOn: null,
      file: null,
      wrongs: [
        ...wrongsOf(
          problems.filter(problem => problem.code !== 'amount-unreadable'),
          table,
        ),
        ...more,
      ],
    }
  }
}

type Entry = { readonly name: string; readonly read: () => Uint8Array }

// A workbook is a zip too, but none of its parts is a document of ours by its name.
function documentsIn(zip: Zip): { files: Entry[]; others: string[] } {
  const names = [...zip.entries.keys()].filter(name => !name.endsWith('/') && !/(^|\/)(\.|__MACOSX\/)/.test(name))
  if (names.includes('[Content_Types].xml')) return { files: [], others: [] }
  const isDocument = (name: string): boolean => /\.(pdf|xml)$/i.test(name)
  const files = names
    .filter(isDocument)
    .sort()
    .map(name => ({ name: name.split('/').pop() ?? name, read: () => unpack(zip, name, MAX_FILE_BYTES) }))
  return { files, others: names.filter(name => !isDocument(name)) }
}

// Said, never skipped in silence: a list in the zip would be missed by whoever put it there.
function entryIgnored(name: string): ImportReport['warnings'][number] {
  const message = `« ${name} » n’est ni un PDF ni un XML et n’a pas été lu ; importez une liste par elle-même`
  return { code: 'entry-ignored', message, where: name }
}

const NO_COLUMNS: readonly ImportColumn[] = [{ header: 'Fichier', field: 'file', confidence: 1, sample: [] }]

function documentsOf(files: readonly Entry[]): Source {
  return {
    content: 'documents',
    shape: null,
    columns: NO_COLUMNS,
    expected: files.length,
    warnings: [],
    headerOf: () => null,
    rows: () => readDocuments(files),
  }
}

async function* readDocuments(files: readonly Entry[]): AsyncGenerator<GivenRow> {
  for (const [index, entry] of files.entries()) {
    const { file, outcome } = readEntry(entry)
    const found = outcome.documents[0]
    const document = outcome.kind === 'invoice' && found && 'typeCode' in found ? (found as InvoiceDocument) : null
    const error = outcome.error ?? { code: 'not-an-invoice', message: 'the file is no invoice' }
    yield {
      row: index + 1,
      cells: [entry.name],
      creditor: null,
      seller: document?.seller ?? null,
      ref: document?.buyer.code ?? null,
      number: document?.number?.trim() ?? null,
      says: document ? saysOf(buyerCells(document.buyer)).says : {},
      document,
      settledOn: null,
      file,
      wrongs: document ? [] : [{ ...error, field: null, column: 'Fichier', value: entry.name }],
    }
  }
}

function readEntry(entry: Entry): { file: DocumentFile | null; outcome: ReadOutcome } {
  try {
    const bytes = entry.read()
    const pdf = Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')
    const file = { bytes, mediaType: pdf ? 'application/pdf' : 'application/xml', name: entry.name }
    if (pdf) return { file, outcome: readFacturX(bytes) }
    const reading = readXml(bytes)
    if ('outcome' in reading) return { file, outcome: reading.outcome }
    return { file, outcome: refused('xml-unknown', `the XML <${reading.root.slice(0, 60)}> is no invoice`) }
  } catch (error) {
    if (error instanceof TableRefusal) return { file: null, outcome: refused(error.code, error.message) }
    throw error
  }
}

function buyerCells(buyer: InvoiceParty): Record<string, string | undefined> {
  const [address, ...more] = buyer.address?.lines ?? []
  return {
    customerName: buyer.name ?? undefined,
    siren: buyer.siren ?? undefined,
    siret: buyer.siret ?? undefined,
    vat: buyer.vat ?? undefined,
    enterpriseNumber: buyer.enterpriseNumber ?? undefined,
    address,
    address2: more.length > 0 ? more.join(', ') : undefined,
    postalCode: buyer.address?.postalCode ?? undefined,
    city: buyer.address?.city ?? undefined,
    country: buyer.address?.country ?? undefined,
    email: buyer.email ?? undefined,
    phone: buyer.phone ?? undefined,
  }
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  txt: 'text/plain',
  pdf: 'application/pdf',
  xml: 'application/xml',
  zip: 'application/zip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** The media type a file is kept under, by the end of its name. */
export function mediaTypeOf(name: string): string {
  return MEDIA_TYPES[name.toLowerCase().split('.').pop() ?? ''] ?? 'application/octet-stream'
}
