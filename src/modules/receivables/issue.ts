import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { asDate } from '#platform/clock.ts'
import { storeFile } from '#platform/files.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import { addDays, yearOf, type Day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { dueDate } from '#law/due-date.ts'
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
import { governing, loadRegister, NO_TERMS, type Clauses } from '#modules/terms/index.ts'
import { invoicePage, type Mentions } from './issue-page.ts'
import { findAddressee, recordIssued, returnNumber, takeNumber, type Addressee } from './issue-store.ts'
import { filled, ISSUE_WORDS, paymentMentions } from './issue-words.ts'
import { checkInvoices } from './quality.ts'
import { recordDates } from './terms-store.ts'

/** A line as it is given; prices are decimal strings before tax. */
export type GivenLine = Pick<OutgoingLine, 'name' | 'quantity' | 'price' | 'unit' | 'vatCategory' | 'vatRate'>

/** A simple invoice to issue. */
export type GivenInvoice = {
  readonly customer: CustomerId
  /** Left out: the next number of the creditor's own series. */
  readonly number?: string | undefined
  readonly dueOn?: Day | undefined
  readonly deliveredOn?: Day | undefined
  readonly orderedOn?: Day | undefined
  readonly orderReference?: string | undefined
  readonly exemption?: string | undefined
  readonly lines: readonly GivenLine[]
}

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

/** What a debit note is made of. Its lines are outside VAT and bear no interest. */
export type GivenDebitNote = {
  readonly customer: CustomerId
  readonly dueOn: Day
  readonly lines: readonly { readonly name: string; readonly price: string }[]
  readonly preceding: readonly { readonly number: string; readonly issueOn: Day }[]
  readonly currency: string
}

/**
 * Issues a simple invoice: number, Factur-X EN 16931 with the payment block on its first page, row in the books, terms
 * snapshot and quality check. It is read back by our own reader before it is kept. Refused: `customer-not-found`,
 * `order-number-needed`, `due-date-needed`, `due-before-issue`, `number-taken`, `invoice-rule`, `invoice-not-readable`.
 */
export function issueInvoice(app: App, actor: Actor, given: GivenInvoice): Promise<Result<Issued>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const who = await partiesOf(tx, given.customer)
    if (!who) return refuse('customer-not-found', 'there is no such customer: choose one of the list')
    const { addressee, creditor } = who
    if (addressee.wantsOrder && !given.orderReference) {
      return refuse('order-number-needed', `${addressee.name} asks for his order number on every invoice: give it`)
    }
    const id = newId<'invoice'>()
    const clauses = await clausesFor(tx, actor.today, id, given, who)
    const dueOn = given.dueOn ?? dueFrom(clauses, actor.today, given, creditor)
    if (dueOn === null)
      return refuse('due-date-needed', 'neither the terms nor the creditor set a term: give a due date')
    if (dueOn < actor.today) return refuse('due-before-issue', `${dueOn} is before today`, { field: 'dueOn' })
    const mentions = paymentMentions(clauses, addressee.language)
    const words = ISSUE_WORDS[addressee.language]
    const invoice: OutgoingInvoice = {
      ...base(actor.today, who),
      number: given.number ?? '',
      typeCode: '380',
      dueOn,
      orderReference: given.orderReference ?? null,
      deliveredOn: given.deliveredOn ?? null,
      deliveredTo: addressee.country,
      paymentReference: given.number ?? null,
      terms: null,
      exemption: given.exemption ?? null,
      notes: [
        { subject: 'PMD', text: `${words.lateRate} : ${mentions.late}`.replace(' : ', '\u00a0: ') },
        { subject: 'PMT', text: mentions.fee },
        { subject: 'AAB', text: mentions.discount },
      ],
      lines: given.lines.map((line, at) => numbered(line, at, creditor.currency)),
    }
    const write = (paper: OutgoingInvoice) => keep(tx, actor, id, paper, mentions, addressee)
    const issued = await (given.number === undefined
      ? withNumber(tx, actor, creditor, 'F', number => write({ ...invoice, number, paymentReference: number }))
      : write(invoice))
    if (!issued.ok) return issued
    const { deliveredOn = null, orderedOn = null } = given
    await recordDates(tx, actor.tenant, id, { orderedOn, deliveredOn, postedOn: null, receivedOn: null })
    await checkInvoices(tx, actor.tenant, [id], actor.today)
    return issued
  })
}

/**
 * Issues a debit note (UNTDID 383) within the caller's transaction: one open item that payments are allocated to like
 * any other. Refused: `customer-not-found`, `invoice-rule`, `invoice-not-readable`.
 */
export async function issueDebitNote(tx: Tx, actor: Actor, given: GivenDebitNote): Promise<Result<Issued>> {
  const who = await partiesOf(tx, given.customer)
  if (!who) return refuse('customer-not-found', 'there is no such customer: choose one of the list')
  const outside = { quantity: '1', unit: 'C62', vatCategory: 'O' as const, vatRate: '0' }
  const facts = base(actor.today, who)
  const words = ISSUE_WORDS[who.addressee.language]
  const invoice = (number: string): OutgoingInvoice => ({
    ...facts,
    // BR-O-02 to BR-O-04: a document outside VAT names no VAT number.
    seller: { ...facts.seller, vat: null },
    buyer: { ...facts.buyer, vat: null },
    number,
    typeCode: '383',
    currency: given.currency,
    dueOn: given.dueOn,
    orderReference: null,
    deliveredOn: null,
    deliveredTo: null,
    paymentReference: number,
    terms: null,
    exemption: null,
    preceding: given.preceding,
    notes: [
      { subject: null, text: words.outside },
      { subject: 'PMD', text: words.noInterest },
      { subject: 'PMT', text: words.noFurtherFee },
      { subject: 'AAB', text: words.noDiscount },
    ],
    lines: given.lines.map((line, at) => numbered({ ...outside, ...line }, at, given.currency)),
  })
  return withNumber(tx, actor, who.creditor, 'D', number =>
    keep(tx, actor, newId<'invoice'>(), invoice(number), null, who.addressee),
  )
}

type Who = { readonly addressee: Addressee; readonly creditor: Creditor }

async function partiesOf(tx: Tx, customer: CustomerId): Promise<Who | null> {
  const addressee = await findAddressee(tx, customer)
  if (!addressee) return null
  const [creditor] = await loadCreditors(tx, [addressee.creditor])
  return creditor ? { addressee, creditor } : null
}

async function clausesFor(
  tx: Tx,
  today: Day,
  invoice: InvoiceId,
  given: GivenInvoice,
  { addressee, creditor }: Who,
): Promise<Clauses> {
  const register = await loadRegister(tx, [creditor.id], [given.customer])
  const question = {
    invoice,
    creditor: creditor.id,
    customer: given.customer,
    segment: null,
    language: addressee.language,
    creditorLanguage: creditor.language,
    issuedOn: today,
    orderedOn: given.orderedOn ?? null,
    orderReference: given.orderReference ?? null,
  }
  return { ...NO_TERMS, ...governing(question, register).clauses }
}

function dueFrom(clauses: Clauses, today: Day, given: GivenInvoice, creditor: Creditor): Day | null {
  const dates = { issuedOn: today, receivedOn: null, deliveredOn: given.deliveredOn ?? null }
  const agreed = clauses.payment && dueDate(clauses.payment, dates)
  if (agreed?.ok) return agreed.value
  return creditor.paymentDays === null ? null : addDays(today, creditor.paymentDays)
}

// A refusal does not undo the transaction, so the number is given back: the series has no hole either way.
async function withNumber(
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

function numbered(line: GivenLine, at: number, currency: string): OutgoingLine {
  return { ...line, number: String(at + 1), code: null, net: lineNet(line, currency) }
}

function base(today: Day, { addressee, creditor }: Who) {
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

async function keep(
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
