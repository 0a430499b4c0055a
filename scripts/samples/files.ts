import { strToU8, unzipSync, zipSync } from 'fflate'
import writeXlsxFile from 'write-excel-file/node'
import { dayNumber, type Day } from '#kernel/day.ts'
import { unwrap } from '#kernel/result.ts'
import { writeCii } from '#formats/invoices/write-cii.ts'
import { writeFacturX } from '#formats/invoices/write-facturx.ts'
import { writeUbl } from '#formats/invoices/write-ubl.ts'
import type { SampleCreditor } from './creditors.ts'
import type { SampleCustomer } from './customers.ts'
import type { SampleDocument } from './invoices.ts'
import { CUSTOMER_HEADERS, csvLine, customerRow, documentRow, INVOICE_HEADERS, type TypedCell } from './lists.ts'
import { labelsOf } from './labels.ts'
import { outgoing, paperLanguage } from './outgoing.ts'
import { drawInvoice } from './page.ts'

/** The bytes of each kind of sample file. */

export function customersCsv(creditor: SampleCreditor, customers: readonly SampleCustomer[]): string {
  return csvLine(CUSTOMER_HEADERS) + customers.map(each => csvLine(customerRow(creditor, each))).join('')
}

export function invoicesCsv(creditor: SampleCreditor, documents: readonly SampleDocument[]): string {
  return csvLine(INVOICE_HEADERS) + documents.map(each => csvLine(documentRow(creditor, each))).join('')
}

export async function invoicesXlsx(
  creditor: SampleCreditor,
  documents: readonly SampleDocument[],
): Promise<Uint8Array> {
  const header = INVOICE_HEADERS.map(title => ({
    value: title,
    fontWeight: 'bold' as const,
    backgroundColor: '#eef2f5',
  }))
  const rows = documents.map(each => documentRow(creditor, each).map(xlsxCell))
  const widths = [24, 13, 9, 9, 36, 12, 12, 7, 12, 12, 12, 12, 12, 12, 12, 14, 23, 26]
  const made = writeXlsxFile([header, ...rows], {
    sheet: 'Factures',
    columns: widths.map(width => ({ width })),
    stickyRowsCount: 1,
  })
  return sameZip(await made.toBuffer())
}

// Days from Excel's day zero (30 December 1899) to 1970-01-01.
const EXCEL_EPOCH = 25_569

function xlsxCell(cell: TypedCell) {
  if (cell === null) return null
  if (typeof cell === 'string') return { value: cell, type: String }
  // A serial number with a date format is what Excel itself stores; a JavaScript date would depend on the time zone.
  if ('day' in cell) return { value: dayNumber(cell.day as Day) + EXCEL_EPOCH, type: Number, format: 'dd/mm/yyyy' }
  return { value: Number(cell.amount) / 100, type: Number, format: '#,##0.00' }
}

/** The same archive without the hour it was made at, its files in order of name. */
function sameZip(archive: Uint8Array): Uint8Array {
  const entries = Object.entries(unzipSync(new Uint8Array(archive))).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: '2000-01-01T12:00:00' })
}

export function ublFile(creditor: SampleCreditor, document: SampleDocument): Uint8Array {
  return strToU8(unwrap(writeUbl(outgoing(creditor, document))))
}

export async function facturXFile(
  creditor: SampleCreditor,
  document: SampleDocument,
  profile: 'MINIMUM' | 'EN 16931',
): Promise<Uint8Array> {
  const invoice = outgoing(creditor, document)
  const language = paperLanguage(creditor, document.customer)
  const words = labelsOf(language)
  const page = drawInvoice(creditor, invoice, language)
  const written = await writeFacturX(page, unwrap(writeCii(invoice, profile)), {
    profile,
    title: `${creditor.name} – ${invoice.typeCode === '381' ? words.creditNote : words.invoice} ${invoice.number}`,
    author: creditor.name,
    language: creditor.country === 'BE' ? `${language}-BE` : 'fr-FR',
    madeAt: new Date(`${invoice.issueOn}T08:00:00Z`),
  })
  return unwrap(written)
}

/** `count` of a list, spread over its whole length. */
export function spread<T>(items: readonly T[], count: number): T[] {
  return items.filter(
    (_, index) => Math.floor((index * count) / items.length) !== Math.floor(((index - 1) * count) / items.length),
  )
}
