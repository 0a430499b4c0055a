import { decimal } from '../../decimal.ts'
import type { Allowance, Invoice, Totals } from '../model.ts'
import { each, fatal, unless, type Rule } from './rule.ts'
import { COUNTRIES } from './vat.ts'

// Source: the code lists that EN 16931 binds (EN16931 code lists values v15, used by CEN's artefacts 1.3.16).

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

// UNTDID 1001, the subset of EN 16931 (BR-CL-01).
const INVOICE_TYPES = words(
  '71 80 82 84 102 130 202 203 204 211 218 219 295 325 326 331 380 382 383 384 385 386 387 388 389 390 393 ' +
    '394 395 456 457 471 ' +
    '472 473 500 501 527 553 575 623 633 751 780 817 870 875 876 877 935',
)
/** Type codes whose amounts are owed to the buyer (UNTDID 1001, credit notes). */
export const CREDIT_NOTE_TYPES = words('81 83 261 262 296 308 381 396 420 458 502 503 532')

// ISO 4217 alphabetic codes in force; BR-CL-04 refuses retired ones (FRF, BEF).
const CURRENCIES = words(
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD ' +
    'CAD CDF CHE CHF CHW CLF ' +
    'CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ ' +
    'GYD HKD HNL HRK HTG ' +
    'HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD ' +
    'MDL MGA MKD MMK MNT ' +
    'MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD ' +
    'RUB RWF SAR SBD SCR ' +
    'SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN ' +
    'UYI UYU UYW UZS VED ' +
    'VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWL',
)

// UNTDID 5305 (BR-CL-17, BR-CL-18), with B for the Italian split payment.
const VAT_CATEGORIES = words('AE L M E S Z G O K B')

// Electronic address schemes (BR-CL-25), as the French schematron of June 2026 lists them, plus the retired ones CEN
// keeps.
const ADDRESS_SCHEMES = words(
  'AN AQ AS AU EM 0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 ' +
    '0177 0183 0184 0188 0190 ' +
    '0191 0192 0193 0194 0195 0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 0209 0210 0211 0212 0213 ' +
    '0215 0216 0217 0218 0221 ' +
    '0225 0230 0235 0240 0242 0244 9901 9902 9904 9905 9906 9907 9909 9910 9913 9914 9915 9917 9918 9919 ' +
    '9920 9921 9922 9923 9924 ' +
    '9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937 9938 9939 9940 9941 9942 9943 9944 ' +
    '9945 9946 9947 9948 9949 ' +
    '9950 9951 9952 9953 9955 9956 9957 9958 9959',
)

// UNTDID 4461 (BR-CL-16): 1 to 70, 74 to 78, 91 to 98 and ZZZ.
const PAYMENT_CODE = /^([1-9]|[1-6]\d|70|7[4-8]|9[1-8]|ZZZ)$/
// UN/ECE recommendations 20 and 21: two or three capitals or digits, packaging with an X before. The list of 2,100
// codes itself is not carried: a word such as "pièce" or "heure" is caught, an unassigned code is not.
const UNIT_CODE = /^[A-Z0-9]{2,3}$/

const of = (set: ReadonlySet<string>, value: string | null | undefined): boolean => value == null || set.has(value)

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
  fatal('BR-CL-14', 'minimum', 'a country must be an ISO 3166-1 alpha-2 code', invoice =>
    [
      ['BT-40', invoice.seller?.address] as const,
      ['BT-55', invoice.buyer?.address] as const,
      ['BT-69', invoice.taxRepresentative?.address] as const,
      ['BT-80', invoice.deliveryAddress] as const,
    ].flatMap(([term, address]) => unless(of(COUNTRIES, address?.country), term)),
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
