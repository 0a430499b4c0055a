import { dayNumber } from '#kernel/day.ts'
import { plain, plainName } from '#kernel/text.ts'
import type { Credit, Evidence } from './model.ts'
import { compact, shortNumber, type Portfolio } from './portfolio-decide.ts'

/**
 * An open item whose number or reference stands in the line. `strong` when it cannot be there by accident; `named` when
 * it is told as an invoice's, by its letters or the word before it: digits alone can be a date or an order.
 */
export type NumberHit = {
  readonly at: number
  readonly strong: boolean
  readonly named: boolean
  readonly where: string
  readonly text: string
}

/** A customer who may have paid, and how the line shows it; `trust` 3 is enough for certainty, 1 is a resemblance. */
export type PayerHit = { readonly customer: number; readonly trust: 1 | 2 | 3; readonly evidence: Evidence }

/** What one line says, read once for all passes. */
export type Clues = {
  readonly credit: Credit
  readonly day: number
  readonly references: readonly NumberHit[]
  readonly numbers: readonly NumberHit[]
  /** Numbers of our shape that are not open: paid already, or mistyped. */
  readonly unknown: readonly string[]
  /** Numbers introduced as an invoice (« fact 8812 ») that are not of our shape. */
  readonly foreign: readonly string[]
  /** Every run of digits, without leading zeros: candidates for a number written short. */
  readonly tails: ReadonlySet<number>
  /** Those of them written with three digits or more (« 0010 », « 1021 »): hardly a day or a count. */
  readonly written: ReadonlySet<number>
  readonly payers: readonly PayerHit[]
  readonly deposit: boolean
  /** The payer says that it took a cash discount. */
  readonly discount: boolean
  /** The words that say the money is no customer's payment: « salaire », « remise cb ». */
  readonly purpose: string | null
  /** What speaks against the payer found, whatever is proposed. */
  readonly doubts: readonly Evidence[]
}

const DEPOSIT = /\b(acompte|arrhes|avance|provision|deposit|voorschot|anzahlung|down payment|prepayment)\b/
const DISCOUNT = /\b(escompte|skonto|korting|kontantkorting|cash discount|early payment discount)\b/
// Wages, refunds, transfers between own accounts, card and direct-debit settlements, loans, dividends.
const OTHER_PURPOSE = new RegExp(
  `\\b(${
    'salaires?|remboursements?|trop percu|virement interne|compte a compte|remise (?:cb|cartes?|tpe)|telecollecte|' +
    'remise (?:de )?prelevements?|credit de tva|degrevement|subvention|dividendes?|indemnites? journalieres?|' +
    'interets crediteurs|deblocage (?:de |du )?pret|compte courant d associes?|loon|salaris|wedde|terugbetaling|' +
    'interne overschrijving|eigen rekening|btw teruggave|dividend|salary|payroll|refund|internal transfer|' +
    'own account|gehalt|erstattung|umbuchung'
  })\\b`,
)
/** What stands before the number of an invoice. */
export const INVOICE_WORD = /^(fact?|facture|factures|fc|invoice|inv|fac|factuur|facturen|rechnung|re|f)$/

const NOTHING_SHORT: ReadonlySet<number> = new Set()

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57
}

export function say(code: Evidence['code'], supports: boolean, facts: Evidence['facts'] = {}): Evidence {
  return { code, supports, facts }
}

/** Reads everything a line says that can tell who paid what. */
export function readClues(credit: Credit, portfolio: Portfolio): Clues {
  const found: Found = { numbers: new Map(), references: new Map(), unknown: new Set(), foreign: new Set() }
  const structured = credit.structuredReference === null ? '' : compact(credit.structuredReference)
  if (structured.length >= 5) readStructured(structured, credit, portfolio, found)
  const texts: [where: string, text: string | null][] = [
    ['remittance', credit.remittance],
    ['end-to-end', credit.endToEndId],
    ['name', /\d{4}/.test(credit.name ?? '') ? credit.name : null],
  ]
  let tails: Set<number> | null = null
  let written: Set<number> | null = null
  const said: string[] = []
  for (const [where, text] of texts) {
    if (text === null) continue
    const pieces = piecesOf(plain(text))
    said.push(pieces.join(' '))
    for (const piece of pieces) {
      const short = isDigit(piece.charCodeAt(0)) ? shortNumber(piece) : 0
      if (short > 0) (tails ??= new Set()).add(short)
      if (short > 0 && piece.length >= 3) (written ??= new Set()).add(short)
    }
    readNumbers(pieces, where, credit, portfolio, found)
    for (const short of readRanges(pieces, where, portfolio, found)) (tails ??= new Set()).add(short)
  }
  const { payers, doubts } = findPayers(credit, portfolio)
  return {
    credit,
    day: dayNumber(credit.bookedOn),
    references: [...found.references.values()],
    numbers: [...found.numbers.values()].filter(hit => !found.references.has(hit.at)),
    unknown: [...found.unknown],
    foreign: [...found.foreign],
    tails: tails ?? NOTHING_SHORT,
    written: written ?? NOTHING_SHORT,
    payers,
    doubts,
    deposit: said.some(text => DEPOSIT.test(text)),
    discount: said.some(text => DISCOUNT.test(text)),
    purpose: said.map(text => OTHER_PURPOSE.exec(text)?.[1]).find(word => word !== undefined) ?? null,
  }
}

type Found = {
  numbers: Map<number, NumberHit>
  references: Map<number, NumberHit>
  unknown: Set<string>
  foreign: Set<string>
}

function readStructured(key: string, credit: Credit, portfolio: Portfolio, found: Found): void {
  const hits = portfolio.withReference(key)
  for (const at of hits) found.references.set(at, { at, strong: true, named: true, where: 'structured', text: key })
  if (hits.length > 0) return
  // RF + two check digits + our number: a program made the reference from the number.
  const inside = key.startsWith('rf') ? key.slice(4).replace(/^0+/, '') : key
  for (const at of portfolio.withNumber(inside)) {
    found.references.set(at, { at, strong: inside.length >= 5, named: true, where: 'structured', text: key })
  }
  if (found.references.size === 0 && portfolio.shapes.isOurs(credit.creditor, inside)) found.unknown.add(inside)
}

/** Words cut where letters meet digits, so that « FACTUREFA202600123DU » still shows its number. */
function piecesOf(text: string): string[] {
  return text.match(/[a-z]+|\d+/g) ?? []
}

const MOST_PIECES = 8
// RF references are the longest that payers copy by hand (ISO 11649: 25 signs).
const LONGEST_REFERENCE = 25

function readNumbers(pieces: readonly string[], where: string, credit: Credit, folio: Portfolio, found: Found): void {
  const { shapes } = folio
  let start = 0
  while (start < pieces.length) {
    const used = readNumberAt(pieces, start, where, credit, folio, found)
    if (used > 0) {
      start += used
      continue
    }
    const [word = '', next = ''] = [pieces[start], pieces[start + 1]]
    if (INVOICE_WORD.test(word) && /^\d{3,}$/.test(next) && !shapes.isOurs(credit.creditor, next)) {
      found.foreign.add(next)
    }
    start += 1
  }
}

// The longest run of pieces from `start` that is a number of ours; how many pieces it took, 0 when there is none.
function readNumberAt(
  pieces: readonly string[],
  start: number,
  where: string,
  credit: Credit,
  folio: Portfolio,
  found: Found,
): number {
  const { shapes } = folio
  const first = pieces[start] ?? ''
  const heads = [first, ...[...shapes.heads].filter(head => first.length > head.length && first.endsWith(head))]
  let unknown: { key: string; used: number } | null = null
  for (const head of heads) {
    let key = head
    const joins: [key: string, used: number][] = [[key, 1]]
    for (let used = 2; used <= MOST_PIECES && start + used <= pieces.length; used += 1) {
      key += pieces[start + used - 1] ?? ''
      if (key.length > Math.max(shapes.longest, LONGEST_REFERENCE)) break
      joins.push([key, used])
    }
    for (const [joined, used] of joins.toReversed()) {
      if (folio.referenceLengths.has(joined.length) && /\d{3}/.test(joined)) {
        const hits = folio.withReference(joined)
        for (const at of hits)
          found.references.set(at, { at, strong: true, named: true, where: 'structured', text: joined })
        if (hits.length > 0) return used
      }
      if (!shapes.lengths.has(joined.length) || !/\d/.test(joined)) continue
      const hits = folio.withNumber(joined)
      const strong = /[a-z]/.test(joined) ? joined.length >= 5 : used === 1 && joined.length >= 6
      const named = /[a-z]/.test(joined) || isInvoices(pieces, start, used)
      for (const at of hits)
        if (!found.numbers.has(at)) found.numbers.set(at, { at, strong, named, where, text: joined })
      if (hits.length > 0) return used
      if (unknown === null && used <= 5 && shapes.isOurs(credit.creditor, joined)) unknown = { key: joined, used }
    }
  }
  if (unknown === null || where === 'end-to-end') return 0
  // Digits alone may be an order or a date: only letters make a number plainly one of ours.
  if (/[a-z]/.test(unknown.key)) found.unknown.add(unknown.key)
  return /[a-z]/.test(unknown.key) ? unknown.used : 0
}

// What stands before a number that is no invoice's, and digits that are a day: 20260105, 05012026, 260105.
const OTHER_NUMBER =
  /^(commande|cde|order|bestelling|bestelbon|po|siren|siret|tva|btw|kbo|bce|mandat|contrat|tel|du|le|van|op|vom|am|date)$/
const DAY_SHAPED = new RegExp(
  ['(?:(?:19|20)?\\d{2})(?:0[1-9]|1[0-2])(?:[0-2]\\d|3[01])', '(?:[0-2]\\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)?\\d{2})']
    .map(shape => `^${shape}$`)
    .join('|'),
)
const PART = /^(acompte|versement|verst|partiel|partielle|solde|voorschot|deelbetaling|saldo)$/

// Digits alone are an invoice's when the word before says so (« facture n° 20260105 »), or when they stand by
// themselves, could be no day, and nothing says that they are another's.
function isInvoices(pieces: readonly string[], start: number, used: number): boolean {
  const before = pieces[start - 1] ?? ''
  const word = /^(n|no|nr|num|numero|nummer)$/.test(before) ? (pieces[start - 2] ?? '') : before
  if (INVOICE_WORD.test(word) || PART.test(word)) return true
  return used === 1 && !OTHER_NUMBER.test(word) && !DAY_SHAPED.test(pieces[start] ?? '')
}

const RANGE_WORD = /^(a|au|tot|to|bis|jusqu)$/
// Longer runs are two numbers that have nothing to do with each other.
const LONGEST_RANGE = 50

/**
 * « FA 1021 à 1024 », « 1021 t/m 1024 »: what stands between two numbers is named too. Items whose whole number is told
 * are found, the others answered as last digits. Days and years make no range.
 */
function readRanges(pieces: readonly string[], where: string, folio: Portfolio, found: Found): number[] {
  const shorts: number[] = []
  for (const [n, word] of pieces.entries()) {
    const from = pieces[n - 1] ?? ''
    if (!/^\d{3,9}$/.test(from) || !(RANGE_WORD.test(word) || (word === 't' && pieces[n + 1] === 'm'))) continue
    const first = Number(from)
    const to = pieces.slice(n + 1, n + 6).find(piece => piece.length === from.length && isAfter(piece, first))
    if (to === undefined || (from.length === 4 && first >= 1990 && Number(to) <= 2060)) continue
    const heads = new Set(
      [...found.numbers.values()].flatMap(({ text }) => (text.endsWith(from) ? [text.slice(0, -from.length)] : [])),
    )
    for (let number = first + 1; number <= Number(to); number += 1) {
      shorts.push(number)
      for (const head of heads) {
        const text = head + String(number).padStart(from.length, '0')
        for (const at of folio.withNumber(text)) {
          if (!found.numbers.has(at)) found.numbers.set(at, { at, strong: text.length >= 5, named: true, where, text })
        }
      }
    }
  }
  return shorts
}

function isAfter(piece: string, first: number): boolean {
  return /^\d+$/.test(piece) && Number(piece) > first && Number(piece) - first <= LONGEST_RANGE
}

function findPayers(credit: Credit, portfolio: Portfolio): Pick<Clues, 'payers' | 'doubts'> {
  const creditor = credit.creditor === null ? -1 : portfolio.payers.creditorIndex(credit.creditor)
  const within = (customer: number): boolean => creditor < 0 || portfolio.payers.creditorIndexOf(customer) === creditor
  const hits = new Map<number, PayerHit>()
  const add = (customer: number, trust: PayerHit['trust'], evidence: Evidence): void => {
    if (within(customer) && (hits.get(customer)?.trust ?? 0) < trust) hits.set(customer, { customer, trust, evidence })
  }
  const iban = credit.iban?.replace(/\s+/g, '') ?? null
  const known = iban === null ? [] : portfolio.withIban(iban).filter(within)
  for (const customer of known) add(customer, 3, say('known-iban', true, { iban: iban ?? '' }))
  const name = credit.name === null ? '' : plainName(credit.name)
  const exact = portfolio.names.exact(name)
  const named = exact.customers.filter(within)
  const doubts: Evidence[] = []
  if (known.length === 0) {
    const code = exact.alias ? 'known-alias' : 'exact-name'
    for (const customer of named) add(customer, 3, say(code, true, { name: credit.name ?? '' }))
    const [only] = named
    if (named.length === 1 && only !== undefined && iban !== null && portfolio.hasIban(only)) {
      doubts.push(say('bank-changed', false, { iban }))
    }
  } else if (named.length > 0 && !named.some(customer => isKin(customer, known, portfolio))) {
    doubts.push(say('payer-differs', false, { name: credit.name ?? '' }))
  }
  if (hits.size === 0) addIdentified(credit, portfolio, add)
  if (hits.size === 0) addNamed(credit, name, portfolio, within, add)
  return { payers: [...hits.values()].sort((a, b) => b.trust - a.trust), doubts }
}

function isKin(customer: number, others: readonly number[], portfolio: Portfolio): boolean {
  const family = portfolio.family(customer)
  return others.some(other => family.includes(other))
}

type Add = (customer: number, trust: PayerHit['trust'], evidence: Evidence) => void

function addIdentified(credit: Credit, portfolio: Portfolio, add: Add): void {
  const text = `${credit.remittance ?? ''} ${credit.name ?? ''}`.toLowerCase()
  const words: string[] = text.match(/[a-z0-9][a-z0-9.-]{2,}/g) ?? []
  for (const word of [...words, ...registered(text)]) {
    const key = compact(word)
    if (key.length < 4 || !/\d/.test(key)) continue
    // A short code of digits alone can be a year or a postcode.
    const trust = key.length >= 8 || (key.length >= 5 && /[a-z]/.test(key)) ? 3 : 1
    for (const customer of portfolio.withIdentifier(key)) {
      add(customer, trust, say('customer-reference', true, { text: word }))
    }
  }
}

// SIREN, SIRET and Belgian numbers as forms print them (« 512 345 678 00012 », « 0403 170 701 »); a SIRET begins with
// its SIREN.
function registered(text: string): string[] {
  const spaced = text.match(/\b\d{3,4}[ .]\d{3}[ .]\d{3}(?: ?\d{5})?\b|\b\d{14}\b/g) ?? []
  return spaced.map(compact).map(digits => (digits.length === 14 ? digits.slice(0, 9) : digits))
}

function addNamed(
  credit: Credit,
  name: string,
  portfolio: Portfolio,
  within: (customer: number) => boolean,
  add: Add,
): void {
  const byName = name === '' ? [] : portfolio.names.similar(name, within)
  const byText =
    byName.length > 0 || credit.remittance === null ? [] : portfolio.names.similar(plainName(credit.remittance), within)
  for (const [hits, code] of [[byName, 'similar-name'] as const, [byText, 'name-in-text'] as const]) {
    const [best] = hits
    if (!best) continue
    const close = hits.filter(hit => hit.score * 10 >= best.score * 9)
    for (const { customer, score, words: inName } of close) {
      const trust = close.length > 1 || score < 850 ? 1 : score === 1000 && inName > 1 ? 3 : 2
      add(customer, trust, say(code, true, { name: portfolio.payers.name(customer), score }))
    }
  }
}
