import { checkId, type IdKind } from '#law/identifiers/index.ts'
import { decimal, distance, minus, over, plus, rounded, times, type Decimal } from '../decimal.ts'
import { looksLikeIban, normalAccount } from './document.ts'
import type { DateText, Identifier, Invoice, Line, Party } from './model.ts'
import { levelOf, type Finding } from './rules/index.ts'

/**
 * What no published rule rejects and a careful reader still says: keys of identifiers, dates that do not exist, lines
 * whose product is not their amount, contents that their profile does not have. All are warnings with stable codes.
 */
export function checkPlausible(invoice: Invoice): Finding[] {
  return [
    ...partyFindings(invoice.seller, 'seller', ['BT-30', 'BT-29', 'BT-31']),
    ...partyFindings(invoice.buyer, 'buyer', ['BT-47', 'BT-46', 'BT-48']),
    ...accountFindings(invoice),
    ...dateFindings(invoice),
    ...lineFindings(invoice),
    ...profileFindings(invoice),
  ]
}

/** A warning about a file that is taken in all the same. */
export function warning(code: string, message: string, where: string | null): Finding {
  return { code, message, where, fatal: false }
}

function keyFinding(kind: IdKind, code: string, value: string, whose: string, where: string): Finding[] {
  const checked = checkId(kind, value)
  if (checked.valid) return []
  const what = code.replace(/-key$/, '').toUpperCase()
  return [
    warning(
      code,
      `${whose} ${what} "${value.slice(0, 40)}" is wrong (${checked.reason}): compare it with the register`,
      where,
    ),
  ]
}

function partyFindings(
  party: Party | null,
  role: string,
  [legal, global, tax]: readonly [string, string, string],
): Finding[] {
  if (!party) return []
  const whose = `the ${role}'s`
  const ofScheme = (scheme: string): Identifier[] =>
    [...(party.legalId ? [party.legalId] : []), ...party.identifiers].filter(id => id.scheme === scheme)
  const sirens = ofScheme('0002')
  const sirets = ofScheme('0009')
  return [
    ...sirens.flatMap(id => keyFinding('siren', 'siren-key', id.value, whose, legal)),
    ...sirets.flatMap(id => keyFinding('siret', 'siret-key', id.value, whose, global)),
    ...ofScheme('0208').flatMap(id => keyFinding('be-number', 'enterprise-number-key', id.value, whose, legal)),
    ...vatFindings(party, sirens[0]?.value ?? null, whose, tax),
    ...sirets.flatMap(id =>
      sirens.length === 0 || sirens.some(siren => id.value.startsWith(siren.value))
        ? []
        : [
            warning(
              'siret-siren-mismatch',
              `${whose} SIRET ${id.value} does not start with its SIREN ${sirens[0]?.value ?? ''}`,
              global,
            ),
          ],
    ),
  ]
}

const EU_VAT = /^(AT|BG|CY|CZ|DE|DK|EE|EL|ES|FI|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK)/

function vatFindings(party: Party, siren: string | null, whose: string, where: string): Finding[] {
  const vat = party.vat?.replace(/[\s.-]/g, '').toUpperCase()
  if (!vat) return []
  const kind = vat.startsWith('FR') ? 'fr-vat' : vat.startsWith('BE') ? 'be-vat' : EU_VAT.test(vat) ? 'eu-vat' : null
  if (kind === null) return []
  const wrong = keyFinding(kind, 'vat-key', vat, whose, where)
  if (wrong.length > 0 || kind !== 'fr-vat' || siren === null || vat.endsWith(siren)) return wrong
  return [warning('vat-siren-mismatch', `${whose} VAT number ${vat} belongs to another SIREN than ${siren}`, where)]
}

function accountFindings(invoice: Invoice): Finding[] {
  const accounts = new Set(invoice.means.flatMap(means => means.accounts).filter(account => account !== null))
  const keys = [...accounts].flatMap(account =>
    looksLikeIban(account)
      ? keyFinding('iban', 'iban-key', normalAccount(account), "the seller's", 'BT-84')
      : [
          warning(
            'account-not-iban',
            `the account "${account.slice(0, 40)}" is no IBAN: no SEPA transfer can reach it`,
            'BT-84',
          ),
        ],
  )
  const reference = invoice.paymentReference
  if (reference === null) return keys
  if (/^RF\d{2}/.test(reference)) keys.push(...keyFinding('rf', 'rf-key', reference, 'the payment reference', 'BT-83'))
  if (/^(\+\+\+|\*\*\*)/.test(reference))
    keys.push(...keyFinding('ogm', 'ogm-key', reference, 'the payment reference', 'BT-83'))
  return keys
}

function dateFindings(invoice: Invoice): Finding[] {
  const dates: (readonly [string, DateText | null | undefined])[] = [
    ['BT-2', invoice.issueDate],
    ...invoice.dueDates.map(date => ['BT-9', date] as const),
    ['BT-72', invoice.deliveryDate],
    ['BT-73', invoice.period?.start],
    ['BT-74', invoice.period?.end],
    ...invoice.preceding.map(reference => ['BT-26', reference.date] as const),
  ]
  const impossible = dates.flatMap(([where, date]) =>
    date && date.iso === null
      ? [warning('impossible-date', `"${date.text.slice(0, 40)}" is no date of the calendar: it is left empty`, where)]
      : [],
  )
  const issued = invoice.issueDate?.iso
  const early = invoice.dueDates.flatMap(due =>
    issued && due.iso && due.iso < issued
      ? [warning('due-before-issue', `the due date ${due.iso} precedes the invoice of ${issued}`, 'BT-9')]
      : [],
  )
  return [...impossible, ...early]
}

const TWO_CENTS = decimal('0.02') as Decimal

function lineFindings(invoice: Invoice): Finding[] {
  const wrong = invoice.lines.flatMap((line, index) => (lineHolds(line) ? [] : [index + 1]))
  if (wrong.length === 0) return []
  const shown = wrong.slice(0, 5).join(', ')
  return [
    warning(
      'line-amount',
      'a line amount is not quantity × price less allowances',
      `line ${shown}${wrong.length > 5 ? `… (${wrong.length})` : ''}`,
    ),
  ]
}

// Two cents are granted, since prices are often rounded before they are printed.
function lineHolds(line: Line): boolean {
  const [net, quantity, price] = [decimal(line.net), decimal(line.quantity), decimal(line.price)]
  if (net === null || quantity === null || price === null) return true
  const base = line.priceBase === null ? null : decimal(line.priceBase)
  const unit = base === null ? price : over(price, base)
  if (unit === null) return true
  const adjusted = line.allowances.map(item => {
    const amount = decimal(item.amount) ?? (0n as Decimal)
    return item.charge ? amount : minus(0n as Decimal, amount)
  })
  return distance(net, rounded(plus(times(quantity, unit), ...adjusted), 2)) <= TWO_CENTS
}

const KNOWN_PROFILE =
  /^urn:(cen\.eu:en16931:2017([#:].+)?|(factur-x\.eu|zugferd\.de):[12]p\d:.+|ferd:CrossIndustryDocument:.+)$/
// The levels that Factur-X and ZUGFeRD know, wherever one is named.
const KNOWN_LEVEL = /(factur-x\.eu|zugferd\.de):[12]p\d:(minimum|basicwl|basic|en16931|comfort|extended)$/i

function profileFindings(invoice: Invoice): Finding[] {
  const { profile } = invoice
  const findings: Finding[] = []
  const leveled = /(factur-x\.eu|zugferd\.de)/i.test(profile ?? '')
  if (profile !== null && (!KNOWN_PROFILE.test(profile) || (leveled && !KNOWN_LEVEL.test(profile)))) {
    findings.push(
      warning('profile-unknown', `the profile "${profile.slice(0, 120)}" is not one of EN 16931 or Factur-X`, 'BT-24'),
    )
  }
  if (levelOf(profile) !== 'lines' && invoice.lines.length > 0) {
    findings.push(
      warning(
        'profile-content',
        `the profile says ${levelOf(profile).toUpperCase()}, which has no lines, and there are ${invoice.lines.length}`,
        'BG-25',
      ),
    )
  }
  return findings
}
