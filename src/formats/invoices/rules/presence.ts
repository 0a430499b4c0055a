import { decimal } from '../../decimal.ts'
import type { Allowance, Invoice, Party, Period } from '../model.ts'
import { each, fatal, unless, type Rule } from './rule.ts'

// Source: EN 16931-1:2017 §6.4.1 (BR-1 … BR-65) as validated by CEN's artefacts 1.3.16; the words are ours.

const header = (id: string, term: string, says: string, value: (invoice: Invoice) => unknown): Rule =>
  fatal(id, 'minimum', says, invoice => unless(value(invoice) != null, term))

const total = (
  id: string,
  since: 'minimum' | 'basic-wl',
  term: string,
  says: string,
  value: (invoice: Invoice) => string | null | undefined,
): Rule => fatal(id, since, says, invoice => unless(value(invoice) != null, term))

const ofAllowances = (id: string, charge: boolean, says: string, holds: (allowance: Allowance) => boolean): Rule =>
  fatal(id, 'basic-wl', says, invoice =>
    each(
      invoice.allowances.filter(item => item.charge === charge),
      charge ? 'charge (BG-21)' : 'allowance (BG-20)',
      holds,
    ),
  )

const ofLines = (id: string, says: string, holds: (line: Invoice['lines'][number]) => boolean): Rule =>
  fatal(id, 'lines', says, invoice => each(invoice.lines, 'line', line => line.informative || holds(line)))

const ofLineAllowances = (id: string, charge: boolean, says: string, holds: (allowance: Allowance) => boolean): Rule =>
  ofLines(id, says, line => line.allowances.every(allowance => allowance.charge !== charge || holds(allowance)))

const reasoned = (allowance: Allowance): boolean => allowance.reason !== null || allowance.reasonCode !== null
const notNegative = (value: string | null): boolean => value === null || (decimal(value) ?? 0n) >= 0n
const inOrder = (period: Period | null): boolean =>
  !period?.start?.iso || !period.end?.iso || period.start.iso <= period.end.iso
const bounded = (period: Period | null): boolean => period === null || period.start !== null || period.end !== null
// As CEN's bindings compare: UBL by the party's name (not that of its registration), CII by the registration too.
function samePayee(payee: Party, { seller, syntax }: Invoice): boolean {
  if (!seller) return false
  const same = (a: string | null | undefined, b: string | null | undefined): boolean => a != null && a === b
  const shared = payee.identifiers.some(id => seller.identifiers.some(own => own.value === id.value))
  if (syntax !== 'cii') return shared || same(payee.tradingName, seller.tradingName)
  return shared || same(payee.name, seller.name) || same(payee.legalId?.value, seller.legalId?.value)
}
const named = (party: Party): boolean => party.name !== null || party.tradingName !== null

const HEADER_RULES: readonly Rule[] = [
  header('BR-01', 'BT-24', 'the invoice must name its specification (profile)', invoice => invoice.profile),
  header('BR-02', 'BT-1', 'the invoice must have a number', invoice => invoice.number),
  header('BR-03', 'BT-2', 'the invoice must have an issue date', invoice => invoice.issueDate),
  header('BR-04', 'BT-3', 'the invoice must have a type code', invoice => invoice.typeCode),
  header('BR-05', 'BT-5', 'the invoice must name its currency', invoice => invoice.currency),
  header('BR-06', 'BT-27', 'the seller must have a name', invoice => invoice.seller?.name),
  header('BR-07', 'BT-44', 'the buyer must have a name', invoice => invoice.buyer?.name),
  header('BR-08', 'BG-5', 'the seller must have a postal address', invoice => invoice.seller?.address),
  fatal('BR-09', 'minimum', "the seller's address must name its country", invoice =>
    unless(!invoice.seller?.address || invoice.seller.address.country !== null, 'BT-40'),
  ),
  fatal('BR-10', 'basic-wl', 'the buyer must have a postal address', invoice =>
    unless(invoice.buyer?.address != null, 'BG-8'),
  ),
  fatal('BR-11', 'basic-wl', "the buyer's address must name its country", invoice =>
    unless(!invoice.buyer?.address || invoice.buyer.address.country !== null, 'BT-55'),
  ),
  total('BR-12', 'basic-wl', 'BT-106', 'the sum of line amounts must be given', invoice => invoice.totals?.lines),
  total('BR-13', 'minimum', 'BT-109', 'the total without VAT must be given', invoice => invoice.totals?.net),
  total('BR-14', 'minimum', 'BT-112', 'the total with VAT must be given', invoice => invoice.totals?.gross),
  total('BR-15', 'minimum', 'BT-115', 'the amount due must be given', invoice => invoice.totals?.payable),
  fatal('BR-16', 'lines', 'the invoice must have at least one line', invoice =>
    unless(invoice.lines.length > 0, 'BG-25'),
  ),
]

const PARTY_RULES: readonly Rule[] = [
  fatal('BR-17', 'basic-wl', 'a payee must have a name and be another than the seller', invoice =>
    unless(!invoice.payee || (named(invoice.payee) && !samePayee(invoice.payee, invoice)), 'BT-59'),
  ),
  fatal('BR-18', 'basic-wl', 'a tax representative must have a name', invoice =>
    unless(!invoice.taxRepresentative || named(invoice.taxRepresentative), 'BT-62'),
  ),
  fatal('BR-19', 'basic-wl', 'a tax representative must have a postal address', invoice =>
    unless(!invoice.taxRepresentative || invoice.taxRepresentative.address !== null, 'BG-12'),
  ),
  fatal('BR-20', 'basic-wl', "the tax representative's address must name its country", invoice =>
    unless(!invoice.taxRepresentative?.address || invoice.taxRepresentative.address.country !== null, 'BT-69'),
  ),
  fatal('BR-56', 'basic-wl', 'a tax representative must have a VAT number', invoice =>
    unless(!invoice.taxRepresentative || invoice.taxRepresentative.vat !== null, 'BT-63'),
  ),
  fatal('BR-57', 'basic-wl', 'a delivery address must name its country', invoice =>
    unless(!invoice.deliveryAddress || invoice.deliveryAddress.country !== null, 'BT-80'),
  ),
  fatal('BR-62', 'basic-wl', "the seller's electronic address must name its scheme", invoice =>
    unless(!invoice.seller?.endpoint || invoice.seller.endpoint.scheme !== null, 'BT-34'),
  ),
  fatal('BR-63', 'basic-wl', "the buyer's electronic address must name its scheme", invoice =>
    unless(!invoice.buyer?.endpoint || invoice.buyer.endpoint.scheme !== null, 'BT-49'),
  ),
  fatal('BR-CO-26', 'minimum', 'the seller must have an identifier, a legal registration or a VAT number', invoice => {
    const seller = invoice.seller
    return unless(!seller || seller.identifiers.length > 0 || seller.legalId !== null || seller.vat !== null, 'BG-4')
  }),
]

const LINE_RULES: readonly Rule[] = [
  ofLines('BR-21', 'a line must have a number (BT-126)', line => line.number !== null),
  ofLines('BR-22', 'a line must have a quantity (BT-129)', line => line.quantity !== null),
  ofLines('BR-23', 'a quantity must have a unit (BT-130)', line => line.unit !== null),
  ofLines('BR-24', 'a line must have an amount (BT-131)', line => line.net !== null),
  ofLines('BR-25', 'a line must name the item (BT-153)', line => line.name !== null),
  ofLines('BR-26', 'a line must have a price (BT-146)', line => line.price !== null),
  ofLines('BR-27', 'a price (BT-146) must not be negative', line => notNegative(line.price)),
  ofLines('BR-28', 'a gross price (BT-148) must not be negative', line => notNegative(line.grossPrice)),
  fatal('BR-29', 'basic-wl', 'the invoicing period must not end before it starts', invoice =>
    unless(inOrder(invoice.period), 'BG-14'),
  ),
  ofLines('BR-30', 'a line period (BG-26) must not end before it starts', line => inOrder(line.period)),
  ofLines('BR-54', 'an item attribute (BG-32) must have a name and a value', line =>
    line.attributes.every(attribute => attribute.name !== null && attribute.value !== null),
  ),
  ofLines('BR-64', 'a standard item number (BT-157) must name its scheme', line => line.standardId?.scheme !== null),
  ofLines('BR-65', 'an item classification (BT-158) must name its list', line =>
    line.classifications.every(code => code.scheme !== null),
  ),
  ofLines('BR-CO-04', 'a line must have a VAT category (BT-151)', line => line.category !== null),
  fatal('BR-CO-19', 'basic-wl', 'an invoicing period must have a start or an end', invoice =>
    unless(bounded(invoice.period) || invoice.taxPointCode !== null, 'BG-14'),
  ),
  ofLines('BR-CO-20', 'a line period (BG-26) must have a start or an end', line => bounded(line.period)),
]

const ALLOWANCE_RULES: readonly Rule[] = [
  ofAllowances('BR-31', false, 'an allowance must have an amount (BT-92)', allowance => allowance.amount !== null),
  ofAllowances(
    'BR-32',
    false,
    'an allowance must have a VAT category (BT-95)',
    allowance => allowance.category !== null,
  ),
  ofAllowances('BR-33', false, 'an allowance must have a reason (BT-97, BT-98)', reasoned),
  ofAllowances('BR-36', true, 'a charge must have an amount (BT-99)', allowance => allowance.amount !== null),
  ofAllowances('BR-37', true, 'a charge must have a VAT category (BT-102)', allowance => allowance.category !== null),
  ofAllowances('BR-38', true, 'a charge must have a reason (BT-104, BT-105)', reasoned),
  ofAllowances('BR-CO-21', false, 'an allowance must have a reason or its code', reasoned),
  ofAllowances('BR-CO-22', true, 'a charge must have a reason or its code', reasoned),
  ofLineAllowances(
    'BR-41',
    false,
    'a line allowance must have an amount (BT-136)',
    allowance => allowance.amount !== null,
  ),
  ofLineAllowances('BR-42', false, 'a line allowance must have a reason (BT-139, BT-140)', reasoned),
  ofLineAllowances('BR-43', true, 'a line charge must have an amount (BT-141)', allowance => allowance.amount !== null),
  ofLineAllowances('BR-44', true, 'a line charge must have a reason (BT-144, BT-145)', reasoned),
  ofLineAllowances('BR-CO-23', false, 'a line allowance must have a reason or its code', reasoned),
  ofLineAllowances('BR-CO-24', true, 'a line charge must have a reason or its code', reasoned),
]

const TRANSFER_CODES = new Set(['30', '58'])

const PAYMENT_RULES: readonly Rule[] = [
  fatal('BR-45', 'basic-wl', 'a VAT breakdown must have a taxable amount (BT-116)', invoice =>
    each(invoice.breakdown, 'BG-23', tax => tax.taxable !== null),
  ),
  fatal('BR-46', 'basic-wl', 'a VAT breakdown must have a tax amount (BT-117)', invoice =>
    each(invoice.breakdown, 'BG-23', tax => tax.amount !== null),
  ),
  fatal('BR-47', 'basic-wl', 'a VAT breakdown must have a category (BT-118)', invoice =>
    each(invoice.breakdown, 'BG-23', tax => tax.category !== null),
  ),
  fatal('BR-48', 'basic-wl', 'a VAT breakdown must have a rate (BT-119), unless it is not subject to VAT', invoice =>
    each(invoice.breakdown, 'BG-23', tax => tax.rate !== null || tax.category === 'O'),
  ),
  fatal('BR-49', 'basic-wl', 'payment instructions must name the means (BT-81)', invoice =>
    each(invoice.means, 'BG-16', means => means.code !== null),
  ),
  fatal('BR-50', 'basic-wl', 'a credit transfer must name the account (BT-84)', invoice =>
    each(invoice.means, 'BG-17', means => !TRANSFER_CODES.has(means.code ?? '') || !means.accounts.includes(null)),
  ),
  {
    id: 'BR-51',
    level: 'warning',
    since: 'basic-wl',
    says: 'a payment card number must be shortened to its first 6 and last 4 digits',
    broken: invoice => each(invoice.means, 'BT-87', means => (means.card?.length ?? 0) <= 10),
  },
  fatal('BR-52', 'basic-wl', 'a supporting document must have a reference (BT-122)', invoice =>
    each(invoice.attachments, 'BG-24', reference => reference !== null),
  ),
  fatal('BR-53', 'basic-wl', 'with a VAT accounting currency the VAT total must be given in it (BT-111)', invoice =>
    unless(
      invoice.taxCurrency === null || (invoice.totals?.taxes ?? []).some(tax => tax.currency === invoice.taxCurrency),
      'BT-111',
    ),
  ),
  fatal('BR-55', 'basic-wl', 'a preceding invoice must have its number (BT-25)', invoice =>
    each(invoice.preceding, 'BG-3', reference => reference.number !== null),
  ),
  fatal('BR-61', 'basic-wl', 'a credit transfer (30, 58) must come with an account (BT-84)', invoice =>
    each(
      invoice.means,
      'BG-16',
      means => !TRANSFER_CODES.has(means.code ?? '') || means.accounts.some(account => account !== null),
    ),
  ),
  fatal('BR-CO-03', 'basic-wl', 'a tax point date (BT-7) excludes a tax point code (BT-8)', invoice =>
    unless(invoice.taxPointDate === null || invoice.taxPointCode === null, 'BT-7'),
  ),
  fatal('BR-CO-25', 'basic-wl', 'an amount due must come with a due date (BT-9) or payment terms (BT-20)', invoice => {
    // CEN's binding for UBL asks it of invoices only: a credit note there has no due date to give.
    if (invoice.syntax === 'ubl-credit-note') return []
    const payable = decimal(invoice.totals?.payable ?? null)
    return unless(payable === null || payable <= 0n || invoice.dueDates.length > 0 || invoice.terms !== null, 'BT-9')
  }),
]

/** Rules about what must be there. */
export const PRESENCE_RULES: readonly Rule[] = [
  ...HEADER_RULES,
  ...PARTY_RULES,
  ...LINE_RULES,
  ...ALLOWANCE_RULES,
  ...PAYMENT_RULES,
]
