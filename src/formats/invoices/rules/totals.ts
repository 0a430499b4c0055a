import { decimal, distance, minus, over, plus, rounded, times, ZERO, type Decimal } from '../../decimal.ts'
import { taxTotal, type Invoice, type Totals } from '../model.ts'
import { each, fatal, unless, type Rule } from './rule.ts'

// Source: EN 16931-1:2017 §6.4.2 (BR-CO-10 … BR-CO-18) and §6.5.12 for rounding, as validated by CEN's artefacts
// 1.3.16.

const UNIT = decimal('1') as Decimal

/** The sum of texts; `null` when one of them is no number, which other rules name. */
export function sumOf(texts: readonly (string | null)[]): Decimal | null {
  const values = texts.map(text => (text === null ? ZERO : decimal(text)))
  return values.includes(null) ? null : (values as Decimal[]).reduce((sum, value) => plus(sum, value), ZERO)
}

// A comparison is only made where both sides are numbers: what is missing or unreadable has its own rule.
function equal(a: Decimal | null, b: Decimal | null): boolean {
  return a === null || b === null || a === b
}

function cents(value: Decimal | null): Decimal | null {
  return value === null ? null : rounded(value, 2)
}

const onTotals = (
  id: string,
  since: Rule['since'],
  term: string,
  says: string,
  holds: (totals: Totals, invoice: Invoice) => boolean,
): Rule => fatal(id, since, says, invoice => unless(!invoice.totals || holds(invoice.totals, invoice), term))

function allowanceSum(invoice: Invoice, charge: boolean): Decimal | null {
  return sumOf(invoice.allowances.filter(allowance => allowance.charge === charge).map(allowance => allowance.amount))
}

// The sum may be left out only where there is nothing to add up.
function sumHolds(stated: string | null, invoice: Invoice, charge: boolean): boolean {
  if (stated === null) return !invoice.allowances.some(allowance => allowance.charge === charge)
  return equal(decimal(stated), cents(allowanceSum(invoice, charge)))
}

function grossHolds(totals: Totals, invoice: Invoice): boolean {
  const gross = decimal(totals.gross)
  const net = decimal(totals.net)
  if (gross === null || net === null) return true
  const tax = taxTotal(totals, invoice.currency)
  if (tax === null && totals.taxes.length > 0) return false
  const amount = tax === null ? ZERO : decimal(tax)
  return amount === null || gross === rounded(plus(net, amount), 2)
}

function payableHolds(totals: Totals): boolean {
  const gross = decimal(totals.gross)
  const payable = decimal(totals.payable)
  const adjusted = sumOf([totals.rounding])
  const prepaid = sumOf([totals.prepaid])
  if (gross === null || payable === null || adjusted === null || prepaid === null) return true
  return payable === rounded(plus(minus(gross, prepaid), adjusted), 2)
}

/** VAT of a base at a percentage, to the cent. */
export function taxOf(taxable: Decimal, rate: Decimal): Decimal {
  return rounded(over(times(taxable, rate), decimal('100') as Decimal) ?? ZERO, 2)
}

/** Rules about sums that must add up. */
export const TOTAL_RULES: readonly Rule[] = [
  onTotals(
    'BR-CO-10',
    'lines',
    'BT-106',
    'the sum of line amounts must be the sum of the lines (BT-131)',
    (totals, invoice) => {
      const nets = invoice.lines.filter(line => !line.informative).map(line => line.net)
      return equal(decimal(totals.lines), cents(sumOf(nets)))
    },
  ),
  onTotals(
    'BR-CO-11',
    'basic-wl',
    'BT-107',
    'the sum of allowances must be the sum of the allowances (BT-92)',
    (totals, invoice) => sumHolds(totals.allowances, invoice, false),
  ),
  onTotals(
    'BR-CO-12',
    'basic-wl',
    'BT-108',
    'the sum of charges must be the sum of the charges (BT-99)',
    (totals, invoice) => sumHolds(totals.charges, invoice, true),
  ),
  onTotals('BR-CO-13', 'basic-wl', 'BT-109', 'total without VAT must be lines − allowances + charges', totals => {
    const lines = decimal(totals.lines)
    const allowances = sumOf([totals.allowances])
    const charges = sumOf([totals.charges])
    if (lines === null || allowances === null || charges === null) return true
    return equal(decimal(totals.net), cents(plus(minus(lines, allowances), charges)))
  }),
  onTotals(
    'BR-CO-14',
    'basic-wl',
    'BT-110',
    'the VAT total must be the sum of the VAT breakdown (BT-117)',
    (totals, invoice) => {
      if (invoice.breakdown.length === 0) return true
      const stated = decimal(taxTotal(totals, invoice.currency))
      return equal(stated, cents(sumOf(invoice.breakdown.map(tax => tax.amount))))
    },
  ),
  onTotals('BR-CO-15', 'minimum', 'BT-112', 'total with VAT must be total without VAT + VAT', grossHolds),
  onTotals('BR-CO-16', 'basic-wl', 'BT-115', 'the amount due must be total with VAT − paid + rounding', payableHolds),
  fatal('BR-CO-17', 'basic-wl', 'the VAT of a rate must be its base × the rate', invoice =>
    each(invoice.breakdown, 'BT-117', tax => {
      const taxable = decimal(tax.taxable)
      const amount = decimal(tax.amount)
      const rate = tax.rate === null ? ZERO : decimal(tax.rate)
      if (taxable === null || amount === null || rate === null) return true
      // CEN's validators grant less than one unit, since VAT may have been rounded line by line.
      return rate === ZERO ? rounded(amount, 0) === ZERO : distance(amount, taxOf(taxable, rate)) < UNIT
    }),
  ),
  fatal('BR-CO-18', 'basic-wl', 'the invoice must have at least one VAT breakdown', invoice =>
    unless(invoice.breakdown.length > 0, 'BG-23'),
  ),
]
