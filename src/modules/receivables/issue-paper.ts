import type { Actor } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { asDate } from '#platform/clock.ts'
import { storeFile } from '#platform/files.ts'
import { record } from '#platform/journal.ts'
import { yearOf, type Day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import {
  lineNet,
  totalsOf,
  type OutgoingInvoice,
  type OutgoingLine,
  type OutgoingParty,
} from '#formats/invoices/outgoing.ts'
import { readFacturX } from '#formats/invoices/facturx.ts'
import { writeCii } from '#formats/invoices/write-cii.ts'
import { writeFacturX } from '#formats/invoices/write-facturx.ts'
import { loadCreditors, type Creditor } from '#modules/parties/index.ts'
import { invoicePage, type Mentions } from './issue-page.ts'
import { findAddressee, recordIssued, returnNumber, takeNumber, type Addressee } from './issue-store.ts'
import { filled, ISSUE_WORDS } from './issue-words.ts'

/** A line as it is given; prices are decimal strings before tax. */
export type GivenLine = Pick<OutgoingLine, 'name' | 'quantity' | 'price' | 'unit' | 'vatCategory' | 'vatRate'>

/** A document that was issued. */
export type Issued = {
  readonly id: InvoiceId
  readonly number: string
  readonly dueOn: Day
  readonly total: bigint
  readonly currency: string
  /** The kept document. */
  readonly sha256: string
}

/** Who issues and who receives. */
export type Who = { readonly addressee: Addressee; readonly creditor: Creditor }

/** The parties of a document, or null when there is no such customer. */
export async function partiesOf(tx: Tx, customer: CustomerId): Promise<Who | null> {
  const addressee = await findAddressee(tx, customer)
  if (!addressee) return null
  const [creditor] = await loadCreditors(tx, [addressee.creditor])
  return creditor ? { addressee, creditor } : null
}

/** Where the number will stand. */
export const UNNUMBERED = '—'

// The rules of EN 16931 are asked here too: what would be refused is refused before anybody presses the button.
export function previewOf(paper: OutgoingInvoice, mentions: Mentions, { addressee }: Who): Result<Uint8Array> {
  const xml = writeCii(paper)
  return xml.ok ? ok(invoicePage(paper, mentions, addressee.language)) : xml
}

// A refusal does not undo the transaction, so the number is given back: the series has no hole either way.
export async function withNumber(
  tx: Tx,
  actor: Actor,
  creditor: Creditor,
  series: 'F' | 'D',
  write: (number: string) => Promise<Result<Issued>>,
): Promise<Result<Issued>> {
  const year = yearOf(actor.today)
  const taken = await takeNumber(tx, actor.tenant, creditor.id, series, year)
  const issued = await write(`${series}${creditor.code}-${year}-${String(taken).padStart(5, '0')}`)
  if (!issued.ok) await returnNumber(tx, creditor.id, series, year)
  return issued
}

/** A line with its number and its net amount. */
export function numbered(line: GivenLine, at: number, currency: string): OutgoingLine {
  return { ...line, number: String(at + 1), code: null, net: lineNet(line, currency) }
}

/** What every document says of its parties, its day and how to pay. */
export function base(today: Day, { addressee, creditor }: Who) {
  const [account] = creditor.accounts
  return {
    billingMode: null,
    issueOn: today,
    currency: creditor.currency,
    buyerReference: addressee.ref,
    preceding: [] as OutgoingInvoice['preceding'],
    seller: sellerOf(creditor),
    buyer: buyerOf(addressee),
    paymentMeans: account ? '58' : '1',
    iban: account?.iban ?? null,
    bic: account?.bic ?? null,
    prepaid: 0n,
  }
}

function sellerOf(creditor: Creditor): OutgoingParty {
  const lines = [creditor.street, creditor.street2].filter(line => line !== null)
  return {
    name: creditor.name,
    siren: creditor.siren,
    siret: null,
    vat: creditor.vatNumber,
    endpoint: null,
    enterpriseNumber: creditor.enterpriseNumber,
    code: null,
    address: { lines, postalCode: creditor.postcode, city: creditor.city, region: null, country: creditor.country },
    email: creditor.email,
    phone: creditor.phone,
    legal: creditor.legalForm,
    contact: creditor.signatory,
  }
}

function buyerOf(addressee: Addressee): OutgoingParty {
  const { lines, postcode, city, country } = addressee
  return {
    name: addressee.addressee ?? addressee.name,
    siren: addressee.siren,
    siret: addressee.siret,
    vat: addressee.vat,
    endpoint: null,
    enterpriseNumber: addressee.enterpriseNumber,
    code: addressee.ref,
    address: { lines, postalCode: postcode, city, region: null, country },
    email: addressee.email,
    phone: null,
    legal: null,
    contact: null,
  }
}

/** Writes the document and books its open item. Refused: `invoice-rule`, `invoice-not-readable`, `number-taken`. */
export async function keep(
  tx: Tx,
  actor: Actor,
  id: InvoiceId,
  invoice: OutgoingInvoice,
  mentions: Mentions,
  { customer, creditor, language }: Addressee,
): Promise<Result<Issued>> {
  const file = await facturXOf(invoice, mentions, language)
  if (!file.ok) return file
  const name = `${invoice.number}.pdf`
  const sha256 = await storeFile(tx, actor.tenant, { bytes: file.value, mediaType: 'application/pdf', name })
  const totals = totalsOf(invoice)
  const dueOn = invoice.dueOn ?? invoice.issueOn
  const written = await recordIssued(tx, actor.tenant, {
    id,
    creditor,
    customer,
    number: invoice.number,
    typeCode: invoice.typeCode,
    issueOn: invoice.issueOn,
    dueOn,
    currency: invoice.currency,
    net: totals.net,
    tax: totals.tax,
    gross: totals.payable,
    paymentReference: invoice.paymentReference,
    orderReference: invoice.orderReference,
    preceding: invoice.preceding.map(each => each.number),
    sha256,
  })
  if (!written)
    return refuse('number-taken', `the number ${invoice.number} is taken: choose another`, { field: 'number' })
  const facts = { invoice: id, number: invoice.number, typeCode: invoice.typeCode, sha256 }
  await record(tx, actor.tenant, actor, [{ customer, kind: 'invoices-imported', data: { ...facts, issued: true } }])
  return ok({ id, number: invoice.number, dueOn, total: totals.payable, currency: invoice.currency, sha256 })
}

// A document that our own reader or the rules of EN 16931 refuse is never kept.
async function facturXOf(
  invoice: OutgoingInvoice,
  mentions: Mentions,
  language: Addressee['language'],
): Promise<Result<Uint8Array>> {
  const xml = writeCii(invoice)
  if (!xml.ok) return xml
  const words = ISSUE_WORDS[language]
  const title = filled(invoice.typeCode === '383' ? words.debitNote : words.invoice, { number: invoice.number })
  const author = invoice.seller.name ?? ''
  const file = await writeFacturX(invoicePage(invoice, mentions, language), xml.value, {
    profile: 'EN 16931',
    title: `${author} – ${title}`,
    author,
    language,
    madeAt: asDate(`${invoice.issueOn}T12:00:00Z`),
  })
  if (!file.ok) return file
  const read = readFacturX(file.value)
  if (read.kind !== 'invoice') {
    const why = read.error?.message ?? 'it is no invoice'
    return refuse('invoice-not-readable', `the document would be refused by its reader: ${why}`, {
      code: read.error?.code ?? read.kind,
    })
  }
  return file
}
