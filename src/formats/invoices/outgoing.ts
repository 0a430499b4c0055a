import type { Day } from '#kernel/day.ts'
import { exponent, money, toDecimal } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { divideRounded } from '#kernel/rounding.ts'
import type { InvoiceNote, InvoiceParty } from '../outcome.ts'

/** UNCL5305 VAT categories that EN 16931 knows. */
export type VatCategory = 'S' | 'Z' | 'E' | 'AE' | 'K' | 'G' | 'O'

/** Seller or buyer of an invoice that we write: the read party, plus what only the writer says. */
export type OutgoingParty = InvoiceParty & {
  /** Legal form, capital, register (BT-33); the seller's only. */
  readonly legal: string | null
  /** The person or office to ask (BT-41, BT-56). */
  readonly contact: string | null
}

/** One line (BG-25); `net` in minor units is quantity × price, rounded half up. `vatRate` is a decimal percent. */
export type OutgoingLine = {
  readonly number: string
  readonly code: string | null
  readonly name: string
  readonly quantity: string
  /** UN/ECE recommendation 20: C62 one, HUR hour, DAY day, MTR metre. */
  readonly unit: string
  readonly price: string
  readonly net: bigint
  readonly vatCategory: VatCategory
  readonly vatRate: string
}

/**
 * One invoice or credit note to write, in the terms of EN 16931. Amounts are minor units; a 381 states positive
 * amounts.
 */
export type OutgoingInvoice = {
  readonly number: string
  readonly typeCode: string
  /** The business process (BT-23): French invoicing wants the billing mode here (B1 goods, S1 services, M1 both…). */
  readonly billingMode: string | null
  readonly issueOn: Day
  readonly dueOn: Day | null
  readonly currency: string
  readonly notes: readonly InvoiceNote[]
  readonly buyerReference: string | null
  readonly orderReference: string | null
  readonly preceding: readonly { readonly number: string; readonly issueOn: Day | null }[]
  readonly seller: OutgoingParty
  readonly buyer: OutgoingParty
  readonly deliveredOn: Day | null
  /** ISO country where the goods arrived; needed within the Union (BR-IC-12). */
  readonly deliveredTo: string | null
  /** UNTDID 4461: 30 transfer, 58 SEPA transfer, 59 SEPA direct debit, 20 cheque. */
  readonly paymentMeans: string
  readonly iban: string | null
  readonly bic: string | null
  readonly paymentReference: string | null
  readonly terms: string | null
  /** Why lines of category E are exempt (BT-120). */
  readonly exemption: string | null
  readonly prepaid: bigint
  readonly lines: readonly OutgoingLine[]
}

/** One row of the VAT breakdown (BG-23). */
export type VatRow = {
  readonly category: VatCategory
  readonly rate: string
  readonly base: bigint
  readonly tax: bigint
  readonly reason: string | null
  readonly reasonCode: string | null
}

export type OutgoingTotals = {
  readonly net: bigint
  readonly tax: bigint
  readonly gross: bigint
  readonly payable: bigint
  readonly vat: readonly VatRow[]
}

// CEF VATEX code list: the exemption that each category of zero VAT stands on.
const REASONS: Partial<Record<VatCategory, readonly [code: string, text: string]>> = {
  AE: ['VATEX-EU-AE', 'Reverse charge'],
  K: ['VATEX-EU-IC', 'Intra-Community supply'],
  G: ['VATEX-EU-G', 'Export outside the EU'],
  O: ['VATEX-EU-O', 'Not subject to VAT'],
}

/**
 * Totals of an invoice (BG-22, BG-23). VAT is rounded half up once per category and rate (BR-CO-17), the totals are
 * sums of rounded figures (BR-CO-10, -13, -14, -15, -16).
 */
export function totalsOf(invoice: OutgoingInvoice): OutgoingTotals {
  const bases = new Map<string, { line: OutgoingLine; base: bigint }>()
  for (const line of invoice.lines) {
    const key = `${line.vatCategory}/${Number(line.vatRate)}`
    const row = bases.get(key)
    if (row) row.base += line.net
    else bases.set(key, { line, base: line.net })
  }
  const vat = [...bases.values()].map(({ line, base }): VatRow => {
    const rate = decimalOf(line.vatRate)
    const tax = divideRounded(base * rate.digits, 100n * rate.scale, 'half-up')
    const [reasonCode, reason] = REASONS[line.vatCategory] ?? [
      null,
      line.vatCategory === 'E' ? invoice.exemption : null,
    ]
    return { category: line.vatCategory, rate: line.vatRate, base, tax, reason, reasonCode }
  })
  const net = invoice.lines.reduce((total, line) => total + line.net, 0n)
  const tax = vat.reduce((total, row) => total + row.tax, 0n)
  return { net, tax, gross: net + tax, payable: net + tax - invoice.prepaid, vat }
}

/**
 * Refuses an invoice that EN 16931 would find wrong, with the rule's name as `data.rule` and the code `invoice-rule`:
 * a document that the customer's platform rejects is worse than none.
 */
export function checkOutgoing(invoice: OutgoingInvoice): Result<OutgoingInvoice> {
  const broken = (rule: string, message: string): Result<never> =>
    refuse('invoice-rule', `${invoice.number || 'invoice'}: ${message} (${rule})`, { rule })
  if (invoice.number.trim() === '') return broken('BR-02', 'the invoice has no number')
  if (invoice.lines.length === 0) return broken('BR-16', 'the invoice has no line')
  for (const [name, party] of [
    ['seller', invoice.seller],
    ['buyer', invoice.buyer],
  ] as const) {
    if (!party.name) return broken(name === 'seller' ? 'BR-06' : 'BR-07', `the ${name} has no name`)
    if (!party.address?.country) return broken(name === 'seller' ? 'BR-09' : 'BR-11', `the ${name} has no country`)
  }
  const wrong = invoice.lines.find(line => line.net !== lineNet(line, invoice.currency))
  if (wrong) return broken('BR-26', `line ${wrong.number}: net amount is not quantity × price`)
  return checkVat(invoice, broken)
}

function checkVat(
  invoice: OutgoingInvoice,
  broken: (rule: string, message: string) => Result<never>,
): Result<OutgoingInvoice> {
  const categories = new Set(invoice.lines.map(line => line.vatCategory))
  for (const line of invoice.lines) {
    if ((line.vatCategory === 'S') !== Number(line.vatRate) > 0)
      return broken('BR-S-05', `line ${line.number}: category ${line.vatCategory} at ${line.vatRate} %`)
  }
  if (!categories.has('O') && !invoice.seller.vat) return broken('BR-S-02', 'the seller has no VAT number')
  if (categories.has('O') && categories.size > 1) return broken('BR-O-11', 'lines not subject to VAT stand alone')
  if (categories.has('E') && !invoice.exemption) return broken('BR-E-10', 'the exemption has no reason')
  if (categories.has('AE') && !invoice.buyer.vat && !invoice.buyer.siren && !invoice.buyer.enterpriseNumber)
    return broken('BR-AE-02', 'reverse charge needs a number of the buyer')
  if (categories.has('K')) {
    if (!invoice.buyer.vat) return broken('BR-IC-02', 'an intra-Community supply needs the buyer’s VAT number')
    if (!invoice.deliveredOn) return broken('BR-IC-11', 'an intra-Community supply needs its delivery date')
    if (!invoice.deliveredTo) return broken('BR-IC-12', 'an intra-Community supply needs its country of arrival')
  }
  if (totalsOf(invoice).payable > 0n && !invoice.dueOn && !invoice.terms)
    return broken('BR-CO-25', 'an amount to pay needs a due date or payment terms')
  if (['30', '58'].includes(invoice.paymentMeans) && !invoice.iban) return broken('BR-61', 'a transfer needs an IBAN')
  return ok(invoice)
}

/** Quantity × price of a line in minor units, rounded half up. */
export function lineNet(line: Pick<OutgoingLine, 'quantity' | 'price'>, currency: string): bigint {
  const quantity = decimalOf(line.quantity)
  const price = decimalOf(line.price)
  const minor = 10n ** BigInt(exponent(currency))
  return divideRounded(quantity.digits * price.digits * minor, quantity.scale * price.scale, 'half-up')
}

/** `12.50` → 1250 over 100. */
function decimalOf(text: string): { digits: bigint; scale: bigint } {
  const [whole = '0', fraction = ''] = text.split('.')
  return { digits: BigInt(whole + fraction), scale: 10n ** BigInt(fraction.length) }
}

/** Minor units as the decimal string of the document's currency. */
export function amountText(amount: bigint, currency: string): string {
  return toDecimal(money(amount, currency))
}

/** Type codes of UNTDID 1001 that are credit notes: UBL gives them another root. */
export const CREDIT_NOTE_CODES: ReadonlySet<string> = new Set([
  '81',
  '83',
  '261',
  '262',
  '296',
  '308',
  '381',
  '396',
  '420',
  '458',
  '532',
])

/**
 * The number of the legal register (BT-30, BT-47) with its ISO 6523 scheme: SIREN 0002, Belgian enterprise number
 * 0208.
 */
export function legalNumber(party: InvoiceParty): { scheme: string; id: string } | null {
  if (party.siren) return { scheme: '0002', id: party.siren }
  return party.enterpriseNumber ? { scheme: '0208', id: party.enterpriseNumber } : null
}

/** The electronic address (BT-34, BT-49) `scheme:identifier` in its two halves. */
export function endpointOf(party: InvoiceParty): { scheme: string; id: string } | null {
  const [scheme, ...id] = (party.endpoint ?? '').split(':')
  return scheme && id.length > 0 ? { scheme, id: id.join(':') } : null
}
