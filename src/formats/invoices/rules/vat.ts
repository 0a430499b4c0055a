import { decimal, distance, minus, plus, rounded, ZERO, type Decimal } from '../../decimal.ts'
import type { Invoice, Party } from '../model.ts'
import { each, fatal, unless, type Rule } from './rule.ts'
import { sumOf, taxOf } from './totals.ts'

// Source: EN 16931-1:2017 §6.4.3 (BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF, BR-AG) as validated by CEN's
// artefacts 1.3.16.

/** What one VAT category asks; `parties` says who must (or must not) have which tax number. */
type Category = {
  readonly code: string
  readonly prefix: string
  readonly name: string
  readonly parties: (invoice: Invoice) => boolean
  readonly partyWords: string
  readonly rate: 'positive' | 'zero' | 'none' | 'any'
  readonly exemption: 'required' | 'forbidden'
  /** One breakdown per rate instead of exactly one. */
  readonly perRate: boolean
}

const taxed = (party: Party | null | undefined): boolean => party?.vat != null || party?.taxRegistration != null
const seller = (invoice: Invoice): boolean => taxed(invoice.seller) || invoice.taxRepresentative?.vat != null
const sellerVat = (invoice: Invoice): boolean => invoice.seller?.vat != null || invoice.taxRepresentative?.vat != null
const buyerVat = (invoice: Invoice): boolean => invoice.buyer?.vat != null

const SELLER_WORDS = 'the seller (or its tax representative) must have a VAT or tax number'

const CATEGORIES: readonly Category[] = [
  {
    code: 'S',
    prefix: 'S',
    name: 'standard rated',
    parties: seller,
    partyWords: SELLER_WORDS,
    rate: 'positive',
    exemption: 'forbidden',
    perRate: true,
  },
  {
    code: 'Z',
    prefix: 'Z',
    name: 'zero rated',
    parties: seller,
    partyWords: SELLER_WORDS,
    rate: 'zero',
    exemption: 'forbidden',
    perRate: false,
  },
  {
    code: 'E',
    prefix: 'E',
    name: 'exempt',
    parties: seller,
    partyWords: SELLER_WORDS,
    rate: 'zero',
    exemption: 'required',
    perRate: false,
  },
  {
    code: 'AE',
    prefix: 'AE',
    name: 'reverse charge',
    parties: invoice => seller(invoice) && (buyerVat(invoice) || invoice.buyer?.legalId != null),
    partyWords: 'seller and buyer must have a VAT number (or the buyer a legal registration)',
    rate: 'zero',
    exemption: 'required',
    perRate: false,
  },
  {
    code: 'K',
    prefix: 'IC',
    name: 'intra-community supply',
    parties: invoice => sellerVat(invoice) && buyerVat(invoice),
    partyWords: 'seller and buyer must have a VAT number',
    rate: 'zero',
    exemption: 'required',
    perRate: false,
  },
  {
    code: 'G',
    prefix: 'G',
    name: 'export outside the EU',
    parties: sellerVat,
    partyWords: 'the seller (or its tax representative) must have a VAT number',
    rate: 'zero',
    exemption: 'required',
    perRate: false,
  },
  {
    code: 'O',
    prefix: 'O',
    name: 'not subject to VAT',
    parties: invoice => !sellerVat(invoice) && !buyerVat(invoice),
    partyWords: 'neither party may show a VAT number',
    rate: 'none',
    exemption: 'required',
    perRate: false,
  },
  {
    code: 'L',
    prefix: 'AF',
    name: 'Canary Islands tax',
    parties: seller,
    partyWords: SELLER_WORDS,
    rate: 'any',
    exemption: 'forbidden',
    perRate: true,
  },
  {
    code: 'M',
    prefix: 'AG',
    name: 'Ceuta and Melilla tax',
    parties: seller,
    partyWords: SELLER_WORDS,
    rate: 'any',
    exemption: 'forbidden',
    perRate: true,
  },
]

const RATE_WORDS = { positive: 'above 0', zero: '0', none: 'absent', any: '0 or above' }
const UNIT = decimal('1') as Decimal

function rateHolds(rate: string | null, kind: Category['rate']): boolean {
  const value = rate === null ? null : decimal(rate)
  if (kind === 'none') return rate === null
  if (kind === 'any') return value !== null && value >= 0n
  return kind === 'zero' ? value === ZERO : value !== null && value > 0n
}

function uses(invoice: Invoice, code: string): { lines: boolean; allowances: boolean; charges: boolean } {
  return {
    lines: invoice.lines.some(line => line.category === code),
    allowances: invoice.allowances.some(allowance => !allowance.charge && allowance.category === code),
    charges: invoice.allowances.some(allowance => allowance.charge && allowance.category === code),
  }
}

function breakdownHolds(invoice: Invoice, { code, perRate }: Category): boolean {
  const used = uses(invoice, code)
  const broken = invoice.breakdown.filter(tax => tax.category === code).length
  if (!(used.lines || used.allowances || used.charges)) return broken === 0
  return perRate ? broken > 0 : broken === 1
}

function sameRate(a: string | null, b: string | null): boolean {
  return (a === null ? ZERO : decimal(a)) === (b === null ? ZERO : decimal(b))
}

function baseHolds(invoice: Invoice, category: Category, tax: Invoice['breakdown'][number]): boolean {
  const belongs = (item: { category: string | null; rate: string | null }): boolean =>
    item.category === category.code && (!category.perRate || sameRate(item.rate, tax.rate))
  const lines = sumOf(invoice.lines.filter(line => !line.informative && belongs(line)).map(line => line.net))
  const side = (charge: boolean): Decimal | null =>
    sumOf(invoice.allowances.filter(item => item.charge === charge && belongs(item)).map(item => item.amount))
  const charges = side(true)
  const allowances = side(false)
  const taxable = decimal(tax.taxable)
  if (lines === null || charges === null || allowances === null || taxable === null) return true
  const expected = rounded(minus(plus(lines, charges), allowances), 2)
  return category.perRate ? distance(taxable, expected) < UNIT : taxable === expected
}

function amountHolds(tax: Invoice['breakdown'][number], kind: Category['rate']): boolean {
  const amount = decimal(tax.amount)
  if (amount === null) return true
  if (kind === 'zero' || kind === 'none') return amount === ZERO
  const taxable = decimal(tax.taxable)
  const rate = decimal(tax.rate)
  return taxable === null || rate === null || distance(amount, taxOf(taxable, rate)) < UNIT
}

function rulesOf(category: Category): Rule[] {
  const { code, prefix, name, partyWords, rate, exemption } = category
  const id = (number: string): string => `BR-${prefix}-${number}`
  const mine = (invoice: Invoice): Invoice['breakdown'] => invoice.breakdown.filter(tax => tax.category === code)
  const parties = (
    number: string,
    since: Rule['since'],
    part: 'lines' | 'allowances' | 'charges',
    what: string,
  ): Rule =>
    fatal(id(number), since, `with ${what} in VAT category ${code} (${name}), ${partyWords}`, invoice =>
      unless(!uses(invoice, code)[part] || category.parties(invoice), 'BG-4'),
    )
  const rates = (number: string, charge: boolean): Rule =>
    fatal(id(number), 'basic-wl', `the rate of VAT category ${code} (${name}) must be ${RATE_WORDS[rate]}`, invoice =>
      each(
        invoice.allowances.filter(item => item.charge === charge && item.category === code),
        charge ? 'charge (BT-103)' : 'allowance (BT-96)',
        item => rateHolds(item.rate, rate),
      ),
    )
  return [
    fatal(
      id('01'),
      'lines',
      `VAT category ${code} (${name}) must be in the VAT breakdown when it is used, and only then`,
      invoice => unless(breakdownHolds(invoice, category), 'BG-23'),
    ),
    parties('02', 'lines', 'lines', 'a line'),
    parties('03', 'basic-wl', 'allowances', 'an allowance'),
    parties('04', 'basic-wl', 'charges', 'a charge'),
    fatal(id('05'), 'lines', `the rate of VAT category ${code} (${name}) must be ${RATE_WORDS[rate]}`, invoice =>
      each(invoice.lines, 'line (BT-152)', line => line.category !== code || rateHolds(line.rate, rate)),
    ),
    rates('06', false),
    rates('07', true),
    fatal(
      id('08'),
      'lines',
      `the taxable amount of VAT category ${code} must be the sum of its lines, charges and allowances`,
      invoice => each(mine(invoice), 'BT-116', tax => baseHolds(invoice, category, tax)),
    ),
    fatal(id('09'), 'basic-wl', `the VAT amount of category ${code} must follow from its base and rate`, invoice =>
      each(mine(invoice), 'BT-117', tax => amountHolds(tax, rate)),
    ),
    fatal(id('10'), 'basic-wl', `VAT category ${code} (${name}): an exemption reason is ${exemption}`, invoice =>
      each(mine(invoice), 'BT-120', tax => (tax.exemption !== null) === (exemption === 'required')),
    ),
  ]
}

// ISO 3166-1 alpha-2, with EL for Greece, XI for Northern Ireland and 1A for Kosovo, as CEN's code list has them.
export const COUNTRIES = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV ' +
    'BW BY BZ CA CC CD CF CG ' +
    'CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH EL ER ES ET FI FJ FK FM FO FR ' +
    'GA GB GD GE GF GG GH GI ' +
    'GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH ' +
    'KI KM KN KP KR KW KY KZ ' +
    'LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ ' +
    'NA NC NE NF NG NI NL NO ' +
    'NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ ' +
    'SK SL SM SN SO SR SS ST ' +
    'SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF ' +
    'WS XI XK YE YT ZA ZM ZW 1A'
  ).split(' '),
)

type Taxed = (invoice: Invoice) => readonly { readonly category: string | null }[]

// What must not be of another VAT category beside O.
const ALONE: readonly (readonly [id: string, since: Rule['since'], group: string, members: Taxed])[] = [
  ['BR-O-12', 'lines', 'line (BT-151)', invoice => invoice.lines],
  ['BR-O-13', 'basic-wl', 'allowance (BT-95)', invoice => invoice.allowances.filter(item => !item.charge)],
  ['BR-O-14', 'basic-wl', 'charge (BT-102)', invoice => invoice.allowances.filter(item => item.charge)],
]

/** Rules about VAT: categories, rates, bases and who must have a number. */
export const VAT_RULES: readonly Rule[] = [
  ...CATEGORIES.flatMap(rulesOf),
  fatal('BR-CO-09', 'minimum', 'a VAT number must start with the code of its country', invoice =>
    [
      ['BT-31', invoice.seller?.vat] as const,
      ['BT-63', invoice.taxRepresentative?.vat] as const,
      ['BT-48', invoice.buyer?.vat] as const,
    ].flatMap(([term, vat]) => unless(vat == null || COUNTRIES.has(vat.slice(0, 2).toUpperCase()), term)),
  ),
  fatal(
    'BR-IC-11',
    'basic-wl',
    'an intra-community supply must show the delivery date or the invoicing period',
    invoice =>
      unless(
        !invoice.breakdown.some(tax => tax.category === 'K') ||
          invoice.deliveryDate !== null ||
          invoice.period !== null,
        'BT-72',
      ),
  ),
  fatal('BR-IC-12', 'basic-wl', 'an intra-community supply must show the country of delivery', invoice =>
    unless(!invoice.breakdown.some(tax => tax.category === 'K') || invoice.deliveryAddress?.country != null, 'BT-80'),
  ),
  fatal('BR-O-11', 'basic-wl', 'VAT category O stands alone in the VAT breakdown', invoice =>
    unless(
      !invoice.breakdown.some(tax => tax.category === 'O') || invoice.breakdown.every(tax => tax.category === 'O'),
      'BG-23',
    ),
  ),
  ...ALONE.map(([id, since, group, members]) =>
    fatal(id, since, 'with VAT category O in the VAT breakdown nothing may be of another category', invoice =>
      invoice.breakdown.some(tax => tax.category === 'O')
        ? each(members(invoice), group, item => item.category === null || item.category === 'O')
        : [],
    ),
  ),
]
