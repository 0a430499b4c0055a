import { addDays, type Day } from '#kernel/day.ts'
import { bankFiles } from './bank.ts'
import { CREDITORS, type SampleCreditor } from './creditors.ts'
import { book, type SampleCustomer } from './customers.ts'
import { customersCsv, facturXFile, invoicesCsv, invoicesXlsx, spread, ublFile } from './files.ts'
import { documents, type SampleDocument } from './invoices.ts'
import { utf8WithMark, windows1252 } from './lists.ts'
import { addDocument, agedDays, decimal, emptyTotals, totalsToJson } from './totals.ts'

export type Size = { readonly seed: number; readonly today: Day; readonly customers: number; readonly invoices: number }

export const SAMPLE: Size = { seed: 20_261_121, today: '2026-11-21' as Day, customers: 300, invoices: 2500 }

/** Each creditor's part of the customers and of the invoices, in hundredths. */
const SHARES = [
  [60, 66],
  [40, 34],
] as const

/** The parts of the portfolio: a creditor with its customers and how many invoices it wrote. */
export function parts(size: Size): { creditor: SampleCreditor; customers: SampleCustomer[]; invoices: number }[] {
  return CREDITORS.map((creditor, index) => {
    const [ofCustomers, ofInvoices] = SHARES[index] ?? [0, 0]
    return {
      creditor,
      customers: book(size.seed, creditor, Math.round((size.customers * ofCustomers) / 100)),
      invoices: Math.round((size.invoices * ofInvoices) / 100),
    }
  })
}

/** Every file of the sample, by its path under `samples/`. */
export async function sampleFiles(size: Size = SAMPLE): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const [french, belgian] = parts(size).map(part => ({
    ...part,
    documents: [...documents({ ...part, seed: size.seed, today: size.today })],
  }))
  if (!french || !belgian) throw new Error('the sample has two creditors')
  files.set('portfolio/01-clients-vaubrise.csv', utf8WithMark(customersCsv(french.creditor, french.customers)))
  files.set('portfolio/02-clients-lindevoort.csv', windows1252(customersCsv(belgian.creditor, belgian.customers)))
  files.set('portfolio/03-factures-vaubrise.csv', utf8WithMark(invoicesCsv(french.creditor, french.documents)))
  files.set('portfolio/04-factures-lindevoort.xlsx', await invoicesXlsx(belgian.creditor, belgian.documents))

  const listed: EInvoice[] = []
  const put = (name: string, bytes: Uint8Array, document: SampleDocument, profile: string): void => {
    files.set(`portfolio/${name}`, bytes)
    const { number, net, tax, gross, kind } = document
    const amounts = { net: decimal(net), tax: decimal(tax), gross: decimal(gross) }
    listed.push({ file: name, number, typeCode: kind === 'invoice' ? '380' : '381', profile, ...amounts })
  }
  const frenchPapers = papers(french.documents, size.today, 17, 2)
  for (const [index, each] of frenchPapers.entries()) {
    const profile = index === 0 ? 'MINIMUM' : 'EN 16931'
    put(`05-${each.number}.pdf`, await facturXFile(french.creditor, each, profile), each, `Factur-X ${profile}`)
  }
  const belgianPapers = papers(belgian.documents, size.today, 20, 4)
  const dutch = belgianPapers.filter(each => each.kind === 'invoice' && each.customer.language === 'nl').slice(0, 2)
  for (const each of dutch) {
    put(`05-${fileName(each)}.pdf`, await facturXFile(belgian.creditor, each, 'EN 16931'), each, 'Factur-X EN 16931')
  }
  for (const each of belgianPapers.filter(paper => !dutch.includes(paper))) {
    put(`06-${fileName(each)}.xml`, ublFile(belgian.creditor, each), each, 'Peppol BIS 3')
  }

  const bank = [french, belgian].flatMap(part => bankFiles({ ...size, ...part }))
  for (const each of bank) files.set(`bank/${each.told.name}`, each.bytes)

  files.set('creditors.json', json(CREDITORS))
  const statements = bank.map(each => each.told)
  const unplaced = bank.flatMap(each => each.unplaced)
  files.set('expected.json', json({ ...expected(size, [french, belgian], listed), statements, unplaced }))
  return files
}

type EInvoice = {
  file: string
  number: string
  typeCode: string
  profile: string
  net: string
  tax: string
  gross: string
}

const fileName = (document: SampleDocument): string => document.number.replaceAll('/', '-')

/** Open invoices between professionals, not too old, and the latest credit notes: what a follow-up attaches. */
function papers(all: readonly SampleDocument[], today: Day, invoices: number, creditNotes: number): SampleDocument[] {
  const fit = all.filter(
    each =>
      each.customer.vat !== null &&
      each.means === 'transfer' &&
      each.issueOn >= addDays(today, -200) &&
      each.gross > each.paid,
  )
  const credited = all.filter(each => each.kind === 'credit-note' && each.customer.vat !== null)
  return [
    ...spread(
      fit.filter(each => each.kind === 'invoice'),
      invoices,
    ),
    ...credited.slice(-creditNotes),
  ]
}

type Part = { creditor: SampleCreditor; customers: readonly SampleCustomer[]; documents: readonly SampleDocument[] }

/** What an import of all files must come to, from the model and not from the files. */
function expected(size: Size, all: readonly Part[], eInvoices: readonly EInvoice[]): Record<string, unknown> {
  const days = agedDays(size.today)
  const both = emptyTotals(0, days)
  const creditors = all.map(part => {
    const own = emptyTotals(part.customers.length, days)
    both.customers += part.customers.length
    for (const each of part.documents) {
      addDocument(own, each)
      addDocument(both, each)
    }
    const waiting = part.documents.flatMap(each =>
      each.receipt ? [{ number: each.number, amount: decimal(each.receipt.amount), on: each.receipt.on }] : [],
    )
    return [part.creditor.code, { ...totalsToJson(own), unbookedReceipts: waiting }] as const
  })
  return {
    seed: size.seed,
    referenceDay: size.today,
    currency: 'EUR',
    creditors: Object.fromEntries(creditors),
    all: totalsToJson(both),
    eInvoices,
  }
}

const json = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 2)}\n`, 'utf8')
