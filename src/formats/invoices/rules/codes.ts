import { decimal } from '../../decimal.ts'
import type { Allowance, Identifier, Invoice, Party, Totals } from '../model.ts'
import {
  ADDRESS_SCHEMES,
  ALLOWANCE_REASONS,
  CHARGE_REASONS,
  CLASSIFICATION_LISTS,
  CREDIT_NOTE_TYPES,
  CURRENCIES,
  EXEMPTION_CODE,
  INVOICE_TYPES,
  isIdentifierScheme,
  PAYMENT_CODE,
  SUBJECT_CODE,
  TAX_POINT_CODES,
  UNIT_CODE,
  VAT_CATEGORIES,
} from './code-lists.ts'
import { each, fatal, unless, type Rule } from './rule.ts'
import { COUNTRIES } from './vat.ts'

const of = (set: ReadonlySet<string>, value: string | null | undefined): boolean => value == null || set.has(value)

// An identifier without scheme is one that the parties agreed on.
const schemeHolds = (id: Identifier): boolean => id.scheme === null || isIdentifierScheme(id.scheme)

function ofParties(invoice: Invoice, terms: readonly string[], holds: (party: Party) => boolean): string[] {
  return [invoice.seller, invoice.buyer, invoice.payee].flatMap((party, index) =>
    unless(party === null || holds(party), terms[index] ?? ''),
  )
}

const CODE_RULES: readonly Rule[] = [
  fatal('BR-CL-01', 'minimum', 'the type code must be one of UNTDID 1001', invoice =>
    unless(
      // UBL has a document of its own for credit notes: each takes the codes of its kind only.
      (invoice.syntax !== 'ubl-credit-note' && of(INVOICE_TYPES, invoice.typeCode)) ||
        (invoice.syntax !== 'ubl-invoice' && of(CREDIT_NOTE_TYPES, invoice.typeCode)),
      'BT-3',
    ),
  ),
  fatal('BR-CL-03', 'minimum', 'the currency of an amount must be an ISO 4217 code', invoice =>
    each(invoice.totals?.taxes ?? [], 'BT-110', tax => of(CURRENCIES, tax.currency)),
  ),
  fatal('BR-CL-04', 'minimum', 'the currency must be an ISO 4217 code', invoice =>
    unless(of(CURRENCIES, invoice.currency), 'BT-5'),
  ),
  fatal('BR-CL-05', 'basic-wl', 'the VAT accounting currency must be an ISO 4217 code', invoice =>
    unless(of(CURRENCIES, invoice.taxCurrency), 'BT-6'),
  ),
  fatal('BR-CL-06', 'basic-wl', 'when VAT falls due must be a code of UNTDID 2475 (2005 in UBL)', invoice =>
    unless(of(TAX_POINT_CODES[invoice.syntax === 'cii' ? 'cii' : 'ubl'], invoice.taxPointCode), 'BT-8'),
  ),
  fatal('BR-CL-08', 'basic-wl', 'the subject of a note must be a code of UNTDID 4451', invoice =>
    each(invoice.notes, 'note (BT-21)', note => note.subject === null || SUBJECT_CODE.test(note.subject)),
  ),
  fatal('BR-CL-10', 'basic-wl', 'an identifier of a party must use a scheme of ISO 6523', invoice =>
    ofParties(invoice, ['BT-29', 'BT-46', 'BT-60'], party => party.identifiers.every(schemeHolds)),
  ),
  fatal('BR-CL-11', 'minimum', 'a legal registration must use a scheme of ISO 6523', invoice =>
    ofParties(invoice, ['BT-30', 'BT-47', 'BT-61'], party => party.legalId === null || schemeHolds(party.legalId)),
  ),
  fatal('BR-CL-13', 'lines', 'an item classification must use a list of UNTDID 7143', invoice =>
    each(invoice.lines, 'line (BT-158)', line =>
      line.classifications.every(code => of(CLASSIFICATION_LISTS, code.scheme)),
    ),
  ),
  fatal('BR-CL-14', 'minimum', 'a country must be an ISO 3166-1 alpha-2 code', invoice =>
    [
      ['BT-40', invoice.seller?.address] as const,
      ['BT-55', invoice.buyer?.address] as const,
      ['BT-69', invoice.taxRepresentative?.address] as const,
      ['BT-80', invoice.deliveryAddress] as const,
    ].flatMap(([term, address]) => unless(of(COUNTRIES, address?.country), term)),
  ),
  fatal('BR-CL-15', 'lines', "an item's country of origin must be an ISO 3166-1 alpha-2 code", invoice =>
    each(invoice.lines, 'line (BT-159)', line => of(COUNTRIES, line.origin)),
  ),
  fatal('BR-CL-16', 'basic-wl', 'the payment means must be a code of UNTDID 4461', invoice =>
    each(invoice.means, 'BT-81', means => means.code === null || PAYMENT_CODE.test(means.code)),
  ),
  fatal('BR-CL-17', 'basic-wl', 'a VAT category must be a code of UNTDID 5305', invoice => [
    ...each(invoice.breakdown, 'BT-118', tax => of(VAT_CATEGORIES, tax.category)),
    ...each(invoice.allowances, 'BT-95', allowance => of(VAT_CATEGORIES, allowance.category)),
  ]),
  fatal('BR-CL-18', 'lines', "a line's VAT category must be a code of UNTDID 5305", invoice =>
    each(invoice.lines, 'line (BT-151)', line => of(VAT_CATEGORIES, line.category)),
  ),
  ...(
    [
      ['BR-CL-19', false, 'the reason of an allowance must be a code of UNTDID 5189', ALLOWANCE_REASONS],
      ['BR-CL-20', true, 'the reason of a charge must be a code of UNTDID 7161', CHARGE_REASONS],
    ] as const
  ).map(([id, charge, says, reasons]) =>
    fatal(id, 'basic-wl', says, invoice => {
      const holds = (item: Allowance): boolean => item.charge !== charge || of(reasons, item.reasonCode)
      return [
        ...each(invoice.allowances, 'BG-20/21', holds),
        ...each(invoice.lines, 'line', line => line.allowances.every(holds)),
      ]
    }),
  ),
  fatal('BR-CL-21', 'lines', 'a standard item number must use a scheme of ISO 6523', invoice =>
    each(invoice.lines, 'line (BT-157)', line => line.standardId === null || schemeHolds(line.standardId)),
  ),
  fatal('BR-CL-22', 'basic-wl', 'the reason of a VAT exemption must be a VATEX code', invoice =>
    each(invoice.breakdown, 'BT-121', tax => tax.exemptionCode === null || EXEMPTION_CODE.test(tax.exemptionCode)),
  ),
  fatal('BR-CL-23', 'lines', 'a unit must be a code of UN/ECE recommendation 20 or 21', invoice =>
    each(invoice.lines, 'line (BT-130)', line => line.unit === null || UNIT_CODE.test(line.unit)),
  ),
  fatal('BR-CL-25', 'basic-wl', 'an electronic address must use a scheme of the EAS list', invoice => [
    ...unless(of(ADDRESS_SCHEMES, invoice.seller?.endpoint?.scheme), 'BT-34'),
    ...unless(of(ADDRESS_SCHEMES, invoice.buyer?.endpoint?.scheme), 'BT-49'),
  ]),
]

/** The header amounts with their terms and the number of CEN's rule on their decimals. */
export const TOTAL_TERMS: readonly (readonly [number: string, term: string, of: (totals: Totals) => string | null])[] =
  [
    ['09', 'BT-106', totals => totals.lines],
    ['10', 'BT-107', totals => totals.allowances],
    ['11', 'BT-108', totals => totals.charges],
    ['12', 'BT-109', totals => totals.net],
    ['14', 'BT-112', totals => totals.gross],
    ['16', 'BT-113', totals => totals.prepaid],
    ['17', 'BT-114', totals => totals.rounding],
    ['18', 'BT-115', totals => totals.payable],
  ]

const twoDecimals = (text: string | null): boolean => text === null || !/\.\d*?\d{2}\d/.test(text.trim())

const decimals = (number: string, since: Rule['since'], says: string, broken: (invoice: Invoice) => string[]): Rule =>
  fatal(`BR-DEC-${number}`, since, `${says} may have two decimals at most`, broken)

const ofAllowances =
  (charge: boolean, value: (allowance: Allowance) => string | null) =>
  (invoice: Invoice): string[] =>
    each(
      invoice.allowances.filter(item => item.charge === charge),
      'BG-20/21',
      item => twoDecimals(value(item)),
    )

const DECIMAL_RULES: readonly Rule[] = [
  ...TOTAL_TERMS.map(([number, term, value]) =>
    decimals(
      number,
      term === 'BT-109' || term === 'BT-112' || term === 'BT-115' ? 'minimum' : 'basic-wl',
      term,
      invoice => unless(!invoice.totals || twoDecimals(value(invoice.totals)), term),
    ),
  ),
  decimals(
    '01',
    'basic-wl',
    'an allowance (BT-92)',
    ofAllowances(false, item => item.amount),
  ),
  decimals(
    '02',
    'basic-wl',
    'the base of an allowance (BT-93)',
    ofAllowances(false, item => item.base),
  ),
  decimals(
    '05',
    'basic-wl',
    'a charge (BT-99)',
    ofAllowances(true, item => item.amount),
  ),
  decimals(
    '06',
    'basic-wl',
    'the base of a charge (BT-100)',
    ofAllowances(true, item => item.base),
  ),
  decimals('13', 'minimum', 'the VAT total (BT-110, BT-111)', invoice =>
    each(invoice.totals?.taxes ?? [], 'BT-110', tax => twoDecimals(tax.amount)),
  ),
  decimals('19', 'basic-wl', 'a taxable amount (BT-116)', invoice =>
    each(invoice.breakdown, 'BT-116', tax => twoDecimals(tax.taxable)),
  ),
  decimals('20', 'basic-wl', 'a VAT amount (BT-117)', invoice =>
    each(invoice.breakdown, 'BT-117', tax => twoDecimals(tax.amount)),
  ),
  decimals('23', 'lines', 'a line amount (BT-131)', invoice =>
    each(invoice.lines, 'line', line => twoDecimals(line.net)),
  ),
  ...(
    [
      ['24', false, 'a line allowance (BT-136)', 'amount'],
      ['25', false, 'the base of a line allowance (BT-137)', 'base'],
      ['27', true, 'a line charge (BT-141)', 'amount'],
      ['28', true, 'the base of a line charge (BT-142)', 'base'],
    ] as const
  ).map(([number, charge, says, value]) =>
    decimals(number, 'lines', says, invoice =>
      each(invoice.lines, 'line', line =>
        line.allowances.every(item => item.charge !== charge || twoDecimals(item[value])),
      ),
    ),
  ),
]

const numeric = (text: string | null): boolean => text === null || decimal(text) !== null

const NUMBER_RULES: readonly Rule[] = [
  fatal(
    'amount-not-a-number',
    'minimum',
    'an amount must be written in digits with a point (1234.50), as xs:decimal is',
    invoice => {
      const totals = invoice.totals
      if (!totals) return []
      return [
        ...TOTAL_TERMS.flatMap(([, term, value]) => unless(numeric(value(totals)), term)),
        ...each(totals.taxes, 'BT-110', tax => numeric(tax.amount)),
        ...each(invoice.breakdown, 'BG-23', tax => numeric(tax.amount) && numeric(tax.taxable) && numeric(tax.rate)),
        ...each(invoice.allowances, 'BG-20/21', item => numeric(item.amount) && numeric(item.rate)),
        ...each(invoice.lines, 'line', line => [line.net, line.price, line.quantity, line.rate].every(numeric)),
      ]
    },
  ),
  fatal('CII-DT-097', 'minimum', 'a date of format 102 must be written YYYYMMDD', invoice => {
    const dates = [
      ['BT-2', invoice.issueDate] as const,
      ...invoice.dueDates.map(date => ['BT-9', date] as const),
      ['BT-72', invoice.deliveryDate] as const,
      ['BT-73', invoice.period?.start] as const,
      ['BT-74', invoice.period?.end] as const,
      ...invoice.preceding.map(reference => ['BT-26', reference.date] as const),
    ]
    const written = /^\d{4}(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])$/
    return dates.flatMap(([term, date]) => unless(date?.format !== '102' || written.test(date.text), term))
  }),
]

/** Rules about code lists, decimals and the writing of numbers and dates. */
export const CODE_AND_FORM_RULES: readonly Rule[] = [...CODE_RULES, ...DECIMAL_RULES, ...NUMBER_RULES]
