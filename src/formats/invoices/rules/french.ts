import { decimal } from '../../decimal.ts'
import type { DateText, Identifier, Invoice, Party } from '../model.ts'
import { taxTotal } from '../model.ts'
import { TOTAL_TERMS } from './codes.ts'
import { each, fatal, unless, type Rule } from './rule.ts'

// Source: FNFE-MPE France_RFE, BR-FR-Flux2-Schematron-CII and -UBL V1.4.0 of 30 June 2026 (rules of XP Z12-012); the
// words are ours.
// They hold for domestic invoices that enter the French reform (flux 2).

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const TYPES = words('380 389 393 501 386 500 384 471 472 473 261 262 381 396 502 503')
const DEPOSITS = words('386 500 503')
const SELF_BILLED = words('389 501 500 471 473 261 502')
const BILLING_MODES = words('B1 S1 M1 B2 S2 M2 S3 B4 S4 M4 S5 S6 B7 S7 B8 S8 M8 B9 S9 M9')
const PAID_MODES = words('B2 S2 M2')
const TREATMENTS = words('B2B B2BINT B2C B2CINT OUTOFSCOPE ARCHIVEONLY')
const CATEGORIES = words('S E AE K G O Z')
const RATES = new Set('0 10 13 20 8.5 19.6 2.1 5.5 7 20.6 1.05 0.9 1.75 9.2 9.6'.split(' ').map(decimal))

/** Seller and buyer are both in France: the French rules may be spoken of. */
export function isDomestic(invoice: Invoice): boolean {
  return invoice.seller?.address?.country === 'FR' && invoice.buyer?.address?.country === 'FR'
}

/**
 * The invoice presents itself to the French reform: it names a billing mode, a treatment, a French electronic address
 * or the French extension. A domestic invoice made before (or beside) the reform shows none of these and is not judged
 * by its rules.
 */
export function entersReform(invoice: Invoice): boolean {
  return (
    isDomestic(invoice) &&
    (BILLING_MODES.has(invoice.process ?? '') ||
      invoice.seller?.endpoint?.scheme === '0225' ||
      invoice.buyer?.endpoint?.scheme === '0225' ||
      invoice.notes.some(note => note.subject === 'BAR') ||
      /extended-ctc-fr/i.test(invoice.profile ?? ''))
  )
}

const NUMBER = /^[A-Za-z0-9+\-_/]+$/
const ADDRESS = /^[A-Za-z0-9+\-_.]+$/

function dated(date: DateText | null | undefined): boolean {
  if (!date) return true
  const form = date.format === 'iso' ? /^20\d\d-\d\d-\d\d/ : /^20\d{6}/
  return form.test(date.text) && date.iso !== null
}

const dateRule = (term: string, dates: (invoice: Invoice) => readonly (DateText | null | undefined)[]): Rule =>
  fatal(
    `BR-FR-03_${term}`,
    'basic-wl',
    'a date must exist, be written YYYYMMDD (ISO in UBL) and lie between 2000 and 2099',
    invoice => dates(invoice).flatMap(date => unless(dated(date), term)),
  )

const noteRules = (subject: string, what: string): Rule[] => [
  fatal(`BR-FR-05_BT-22_${subject}`, 'basic-wl', `the mention of ${what} (note ${subject}) is mandatory`, invoice =>
    unless(
      invoice.notes.some(note => note.subject === subject),
      'BT-22',
    ),
  ),
  fatal(
    `BR-FR-06_BT-21_${subject}`,
    'basic-wl',
    `the mention of ${what} (note ${subject}) may stand only once`,
    invoice => unless(invoice.notes.filter(note => note.subject === subject).length <= 1, 'BT-21'),
  ),
]

const siretOf = (party: Party): string | null => party.identifiers.find(id => id.scheme === '0009')?.value ?? null
const isSiren = (id: Identifier | null | undefined): boolean => id?.scheme === '0002' && /^\d{9}$/.test(id.value)

const siretRule = (term: string, party: (invoice: Invoice) => Party | null): Rule =>
  fatal(`BR-FR-09_${term}`, 'basic-wl', 'a SIRET must have 14 digits and start with the SIREN', invoice => {
    const who = party(invoice)
    const siret = who && siretOf(who)
    if (!siret) return []
    const siren = who?.legalId?.scheme === '0002' ? who.legalId.value : term === 'BT-60' ? siret.slice(0, 9) : null
    return unless(/^\d{14}$/.test(siret) && siret.slice(0, 9) === siren, term)
  })

const treatment = (invoice: Invoice): string | null =>
  invoice.notes.find(note => note.subject === 'BAR' && TREATMENTS.has(note.text.trim()))?.text.trim() ?? null

const domesticAddress = (party: Party | null): boolean =>
  party?.endpoint?.scheme === '0225' && party.endpoint.value.startsWith(party.legalId?.value ?? '')

const IDENTITY_RULES: readonly Rule[] = [
  fatal('BR-FR-01_BT-1', 'basic-wl', 'an invoice number may have 35 characters at most', invoice =>
    unless((invoice.number?.length ?? 0) <= 35, 'BT-1'),
  ),
  fatal(
    'BR-FR-02_BT-1',
    'basic-wl',
    'an invoice number may hold only letters without accents, digits and + - _ /',
    invoice => unless(invoice.number === null || NUMBER.test(invoice.number), 'BT-1'),
  ),
  fatal('BR-FR-01_BT-25', 'basic-wl', 'a preceding invoice number may have 35 characters at most', invoice =>
    each(invoice.preceding, 'BT-25', reference => (reference.number?.length ?? 0) <= 35),
  ),
  fatal(
    'BR-FR-02_BT-25',
    'basic-wl',
    'a preceding invoice number may hold only letters without accents, digits and + - _ /',
    invoice =>
      each(invoice.preceding, 'BT-25', reference => reference.number === null || NUMBER.test(reference.number)),
  ),
  fatal('BR-FR-04_BT-3', 'basic-wl', 'the type code is not one that the French reform accepts', invoice =>
    unless(invoice.typeCode === null || TYPES.has(invoice.typeCode), 'BT-3'),
  ),
  fatal('BR-FR-08_BT-23', 'basic-wl', 'the billing mode (B1, S1, M1…) is missing or unknown', invoice =>
    unless(BILLING_MODES.has(invoice.process ?? ''), 'BT-23'),
  ),
  siretRule('BT-29', invoice => invoice.seller),
  siretRule('BT-46', invoice => invoice.buyer),
  siretRule('BT-60', invoice => invoice.payee),
  fatal('BR-FR-10_BT-30', 'basic-wl', "the seller's SIREN (scheme 0002) is mandatory and has 9 digits", invoice =>
    unless(isSiren(invoice.seller?.legalId), 'BT-30'),
  ),
  fatal(
    'BR-FR-11_BT-47',
    'basic-wl',
    "between businesses (BAR = B2B) the buyer's SIREN is mandatory and has 9 digits",
    invoice => unless(treatment(invoice) !== 'B2B' || isSiren(invoice.buyer?.legalId), 'BT-47'),
  ),
  fatal('BR-FR-12_BT-49', 'basic-wl', "the buyer's electronic address is mandatory", invoice =>
    unless(invoice.buyer?.endpoint != null, 'BT-49'),
  ),
  fatal('BR-FR-13_BT-34', 'basic-wl', "the seller's electronic address is mandatory", invoice =>
    unless(invoice.seller?.endpoint != null, 'BT-34'),
  ),
  fatal('BR-FR-20_BT-21', 'basic-wl', 'a note BAR must name a known treatment (B2B, B2BINT, B2C…)', invoice =>
    each(
      invoice.notes.filter(note => note.subject === 'BAR'),
      'BT-22',
      note => TREATMENTS.has(note.text.trim()),
    ),
  ),
  fatal(
    'BR-FR-21_BT-49',
    'basic-wl',
    "between businesses the buyer's address must start with its SIREN (scheme 0225)",
    invoice =>
      unless(
        treatment(invoice) !== 'B2B' || SELF_BILLED.has(invoice.typeCode ?? '') || domesticAddress(invoice.buyer),
        'BT-49',
      ),
  ),
  fatal(
    'BR-FR-22_BT-34',
    'basic-wl',
    "self-billed, the seller's address must start with its SIREN (scheme 0225)",
    invoice =>
      unless(
        treatment(invoice) !== 'B2B' || !SELF_BILLED.has(invoice.typeCode ?? '') || domesticAddress(invoice.seller),
        'BT-34',
      ),
  ),
  ...(['BT-34', 'BT-49'] as const).map(term =>
    fatal(
      `BR-FR-23_${term}`,
      'basic-wl',
      'an address of scheme 0225 may hold only letters, digits and + - _ .',
      invoice => {
        const endpoint = (term === 'BT-34' ? invoice.seller : invoice.buyer)?.endpoint
        return unless(endpoint?.scheme !== '0225' || ADDRESS.test(endpoint.value), term)
      },
    ),
  ),
  fatal('BR-FR-31_BT-21', 'basic-wl', 'only one treatment may be named in the notes BAR', invoice =>
    unless(
      invoice.notes.filter(note => note.subject === 'BAR' && TREATMENTS.has(note.text.trim())).length <= 1,
      'BT-21',
    ),
  ),
  fatal('BR-FR-32-LEGALID', 'basic-wl', 'a legal registration of scheme 0002 (SIREN) has 9 digits', invoice =>
    [invoice.seller, invoice.buyer, invoice.payee].flatMap((party, index) =>
      unless(party?.legalId?.scheme !== '0002' || isSiren(party.legalId), ['BT-30', 'BT-47', 'BT-61'][index] ?? ''),
    ),
  ),
]

const MENTION_RULES: readonly Rule[] = [
  ...noteRules('PMT', 'the recovery fee of 40 €'),
  ...noteRules('PMD', 'late interest'),
  ...noteRules('AAB', 'the discount for early payment, or of none'),
]

const DATE_RULES: readonly Rule[] = [
  dateRule('BT-2', invoice => [invoice.issueDate]),
  dateRule('BT-7', invoice => [invoice.taxPointDate]),
  dateRule('BT-9', invoice => invoice.dueDates),
  dateRule('BT-26', invoice => invoice.preceding.map(reference => reference.date)),
  dateRule('BT-72', invoice => [invoice.deliveryDate]),
  dateRule('BT-73', invoice => [invoice.period?.start]),
  dateRule('BT-74', invoice => [invoice.period?.end]),
  fatal(
    'BR-FR-CO-07_BT-9',
    'basic-wl',
    'the due date must not precede the invoice, except for deposits (386, 500, 503) and paid invoices (B2, S2, M2)',
    invoice => {
      if (DEPOSITS.has(invoice.typeCode ?? '') || PAID_MODES.has(invoice.process ?? '')) return []
      const issued = invoice.issueDate?.iso
      return invoice.dueDates.flatMap(due => unless(!issued || !due.iso || due.iso >= issued, 'BT-9'))
    },
  ),
]

const VAT_RULES: readonly Rule[] = [
  fatal(
    'BR-FR-15_BT-95_BT-118',
    'basic-wl',
    'the VAT category is not one used in France (S, E, AE, K, G, O, Z)',
    invoice => each(invoice.breakdown, 'BT-118', tax => tax.category === null || CATEGORIES.has(tax.category)),
  ),
  fatal(
    'BR-FR-15_BT-95_BT-151',
    'lines',
    "the line's VAT category is not one used in France (S, E, AE, K, G, O, Z)",
    invoice => each(invoice.lines, 'line (BT-151)', line => line.category === null || CATEGORIES.has(line.category)),
  ),
  fatal('BR-FR-16_BT-96_BT-103', 'basic-wl', 'the VAT rate of an allowance or charge is not a French rate', invoice =>
    each(invoice.allowances, 'BT-96', item => item.rate === null || RATES.has(decimal(item.rate))),
  ),
  fatal('BR-FR-16_BT-119', 'basic-wl', 'the VAT rate is not a French rate', invoice =>
    each(invoice.breakdown, 'BT-119', tax => tax.rate === null || RATES.has(decimal(tax.rate))),
  ),
  fatal('BR-FR-16_BT-152', 'lines', "the line's VAT rate is not a French rate", invoice =>
    each(invoice.lines, 'line (BT-152)', line => line.rate === null || RATES.has(decimal(line.rate))),
  ),
]

const DOCUMENT_RULES: readonly Rule[] = [
  fatal('BR-FR-CO-03_BT-3', 'basic-wl', 'a global rebate (262) must name the contract and the period', invoice =>
    unless(
      invoice.typeCode !== '262' ||
        (invoice.contract !== null && invoice.period?.start != null && invoice.period.end != null),
      'BT-3',
    ),
  ),
  fatal(
    'BR-FR-CO-04_BT-4',
    'basic-wl',
    'a corrected invoice (384, 471, 472, 473) must name exactly one preceding invoice',
    invoice => unless(!words('384 471 472 473').has(invoice.typeCode ?? '') || invoice.preceding.length === 1, 'BT-25'),
  ),
  fatal('BR-FR-CO-05_BT-3', 'basic-wl', 'a credit note must name the invoice it corrects, with its date', invoice => {
    if (!words('261 381 396 502 503').has(invoice.typeCode ?? '')) return []
    const named = invoice.preceding.some(reference => reference.number !== null && reference.date !== null)
    const lines = invoice.lines.filter(line => !line.informative)
    return unless(named || (lines.length > 0 && lines.every(line => line.refersBack)), 'BT-25')
  }),
  fatal(
    'BR-FR-CO-08_BT-23',
    'basic-wl',
    'a final invoice after deposit (B4, S4, M4) cannot be of a deposit type',
    invoice => unless(!words('B4 S4 M4').has(invoice.process ?? '') || !DEPOSITS.has(invoice.typeCode ?? ''), 'BT-23'),
  ),
  fatal(
    'BR-FR-CO-09_BT-23-1',
    'basic-wl',
    'an invoice already paid (B2, S2, M2) must show its total as paid',
    invoice =>
      unless(
        !PAID_MODES.has(invoice.process ?? '') ||
          decimal(invoice.totals?.prepaid ?? null) === decimal(invoice.totals?.gross ?? null),
        'BT-113',
      ),
  ),
  fatal('BR-FR-CO-09_BT-23-2', 'basic-wl', 'an invoice already paid (B2, S2, M2) must leave nothing due', invoice =>
    unless(!PAID_MODES.has(invoice.process ?? '') || decimal(invoice.totals?.payable ?? null) === 0n, 'BT-115'),
  ),
  fatal(
    'BR-FR-CO-09_BT-23-3',
    'basic-wl',
    'an invoice already paid (B2, S2, M2) must show the day of payment as due date',
    invoice => unless(!PAID_MODES.has(invoice.process ?? '') || invoice.dueDates.length > 0, 'BT-9'),
  ),
  fatal('BR-FR-CO-12_BT-5', 'basic-wl', 'an invoice not in euros must give its VAT in euros', invoice =>
    unless(
      invoice.currency === null ||
        invoice.currency === 'EUR' ||
        (invoice.taxCurrency === 'EUR' && invoice.totals !== null && taxTotal(invoice.totals, 'EUR') !== null),
      'BT-6',
    ),
  ),
  fatal('BR-FR-CO-14_BT-29-1', 'basic-wl', 'a member of a VAT group must say so (note TXD)', invoice =>
    unless(
      !invoice.seller?.identifiers.some(id => id.scheme === '0231') ||
        invoice.notes.some(note => note.subject === 'TXD' && note.text === 'MEMBRE_ASSUJETTI_UNIQUE'),
      'BT-22',
    ),
  ),
  fatal(
    'BR-FR-CO-15_BT-29-1',
    'basic-wl',
    'a member of a VAT group must name the group as tax representative',
    invoice =>
      unless(
        !invoice.seller?.identifiers.some(id => id.scheme === '0231') || invoice.taxRepresentative?.vat != null,
        'BT-63',
      ),
  ),
]

// At most 19 digits in all, and so many behind the point.
const fits = (text: string | null, places: number): boolean =>
  text === null ||
  (new RegExp(`^-?\\d{1,19}(\\.\\d{1,${places}})?$`).test(text) && text.replace(/[-.]/g, '').length <= 19)

const FORM_RULES: readonly Rule[] = [
  ...TOTAL_TERMS.map(([, term, value]) =>
    fatal(`BR-FR-DEC-01_${term}`, 'basic-wl', 'an amount has 19 digits and 2 decimals at most, with a point', invoice =>
      unless(!invoice.totals || fits(value(invoice.totals), 2), term),
    ),
  ),
  fatal('BR-FR-DEC-01_BT-110', 'basic-wl', 'an amount has 19 digits and 2 decimals at most, with a point', invoice =>
    each(invoice.totals?.taxes ?? [], 'BT-110', tax => fits(tax.amount, 2)),
  ),
  fatal('BR-FR-DEC-01_BT-131', 'lines', 'a line amount has 19 digits and 2 decimals at most, with a point', invoice =>
    each(invoice.lines, 'line', line => fits(line.net, 2)),
  ),
  fatal('BR-FR-DEC-02_BT-129', 'lines', 'a quantity has 19 digits and 4 decimals at most, with a point', invoice =>
    each(invoice.lines, 'line', line => fits(line.quantity, 4)),
  ),
  fatal('BR-FR-DEC-03_BT-146', 'lines', 'a price has 19 digits and 6 decimals at most, with a point', invoice =>
    each(invoice.lines, 'line', line => fits(line.price, 6)),
  ),
]

/** The rules of the French reform. */
export const FRENCH_RULES: readonly Rule[] = [
  ...IDENTITY_RULES,
  ...MENTION_RULES,
  ...DATE_RULES,
  ...VAT_RULES,
  ...DOCUMENT_RULES,
  ...FORM_RULES,
]

/**
 * Those that say what French law wanted of an invoice before the reform too (C. com. L441-9): mentions, dates, SIREN.
 */
export const FRENCH_LAW_RULES: readonly Rule[] = [
  ...MENTION_RULES.filter(rule => rule.id.startsWith('BR-FR-05')),
  ...DATE_RULES.filter(rule => rule.id === 'BR-FR-CO-07_BT-9'),
]
