import { addDays, day, dayOf, type Day } from '#kernel/day.ts'
import { plain } from '#kernel/text.ts'
import { decimal } from '../decimal.ts'
import { shown, type RawCell } from './row.ts'

/** How a column writes days: day first, month first, or year first. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd'
/** Which mark stands before the cents. */
export type DecimalMark = ',' | '.'

const DATE = /^(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})(?:[T ,]+\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?.*)?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$|^(\d{2})(\d{2})(\d{4})$/
// Months as words, first three or four letters after `plain`, French, English, Dutch and German.
const MONTHS: readonly string[] = [
  'jan januari janvier january januar janv',
  'feb fev februari fevrier february februar fevr',
  'mar mars maart march marz maerz mrt mrz',
  'apr avr april avril',
  'may mai mei',
  'jun juin juni june',
  'jul juil juli juillet july',
  'aug aou aout augustus august',
  'sep sept september septembre',
  'oct okt october octobre oktober',
  'nov november novembre',
  'dec dez december decembre dezember',
]
const MONTH_OF = new Map(MONTHS.flatMap((names, index) => names.split(' ').map(name => [name, index + 1] as const)))

/** True for what is written as a day, possible or not, and could be nothing else. */
export function looksLikeDate(cell: RawCell): boolean {
  if (typeof cell !== 'string') return cell.kind === 'date'
  const text = cell.trim()
  return DATE.test(text) || /^\d{1,2}[ -]\p{L}{3,9}\.?[ -]\d{2,4}$/u.test(text)
}

// Excel's number of a day, 2000 to 2039: what a cell without a date's format holds, or a CSV made of it.
const FIRST_SERIAL = 36_526
const LAST_SERIAL = 51_135
const SERIAL_ZERO = day('1899-12-30')

function serialOf(cell: RawCell): number | null {
  const text = shown(cell)
  const value = /^\d{5}(?:\.\d+)?$/.test(text) ? Math.floor(Number(text)) : 0
  return value >= FIRST_SERIAL && value <= LAST_SERIAL ? value : null
}

/**
 * How a bare number may be a day: `20260131` and `31012026`, Sage's `310126`, Excel's `46053`. An invoice number may
 * look the same: only a column that is named like a day holds them.
 */
export function bareDate(cell: RawCell): 'written' | 'serial' | null {
  if (typeof cell !== 'string' && cell.kind === 'date') return null
  if (serialOf(cell) !== null) return 'serial'
  const text = shown(cell)
  return /^(?:\d{8}|\d{6})$/.test(text) && readDate(text, 'dmy') !== null ? 'written' : null
}

/**
 * Reads a day written in a known order, with `serials` also Excel's number of a day; `null` when it is none. Two-digit
 * years are of this century up to 79, of the last from 80.
 */
export function readDate(cell: RawCell, order: DateOrder, serials = false): Day | null {
  const serial = serials ? serialOf(cell) : null
  if (serial !== null) return addDays(SERIAL_ZERO, serial)
  const text = shown(cell)
  const exact = /^(\d{4})-(\d{2})-(\d{2})/.exec(text)
  if (exact) return dayOrNull(exact[1], exact[2], exact[3])
  const parts = DATE.exec(text)
  if (parts) {
    const [, a = '', b = '', c = ''] = parts
    if (a.length > 2) return dayOrNull(a, b, c)
    return order === 'mdy'
      ? dayOrNull(c, a, b)
      : order === 'ymd' && c.length <= 2
        ? dayOrNull(a, b, c)
        : dayOrNull(c, b, a)
  }
  const compact = COMPACT.exec(text)
  if (compact?.[1])
    return dayOrNull(compact[1], compact[2], compact[3]) ?? dayOrNull(text.slice(4), text.slice(2, 4), text.slice(0, 2))
  if (compact) return dayOrNull(compact[6], compact[5], compact[4])
  const short = /^(\d{2})(\d{2})(\d{2})$/.exec(text)
  if (short) return order === 'mdy' ? dayOrNull(short[3], short[1], short[2]) : dayOrNull(short[3], short[2], short[1])
  const worded = /^(\d{1,2})[ -](\p{L}{3,9})\.?[ -](\d{2,4})$/u.exec(text)
  const month = worded && MONTH_OF.get(plain(worded[2] ?? ''))
  return month ? dayOrNull(worded[3], String(month), worded[1]) : null
}

function dayOrNull(year = '', month = '', dayOfMonth = ''): Day | null {
  const full =
    year.length === 4 ? Number(year) : year.length === 2 ? Number(year) + (Number(year) < 80 ? 2000 : 1900) : Number.NaN
  const read = dayOf(full, Number(month), Number(dayOfMonth))
  return read.ok && full >= 1900 ? read.value : null
}

/** What the cells of a column say about its order; ask it for the verdict when all were seen. */
export class DateEvidence {
  #dayFirst = 0
  #monthFirst = 0
  #either = 0

  see(cell: RawCell): void {
    const parts = typeof cell === 'string' ? DATE.exec(cell.trim()) : null
    if (!parts || (parts[1]?.length ?? 0) > 2) return
    const first = Number(parts[1])
    const second = Number(parts[2])
    if (first > 12 && second <= 12) this.#dayFirst += 1
    else if (second > 12 && first <= 12) this.#monthFirst += 1
    else if (first !== second) this.#either += 1
  }

  /**
   * `proven` by a day above 12 on one side only; `mixed` when both sides have one; `ambiguous` when no cell tells;
   * else nothing to decide.
   */
  get verdict(): { readonly order: DateOrder; readonly certainty: 'proven' | 'mixed' | 'ambiguous' | 'none' } {
    const order = this.#monthFirst > this.#dayFirst ? 'mdy' : 'dmy'
    if (this.#dayFirst > 0 && this.#monthFirst > 0) return { order, certainty: 'mixed' }
    if (this.#dayFirst + this.#monthFirst > 0) return { order, certainty: 'proven' }
    return { order, certainty: this.#either > 0 ? 'ambiguous' : 'none' }
  }
}

const SPACES = /[\s\u00a0\u202f\u2007\u2009]/g
const MONEY_WORDS = /^(?:eur|euros?|usd|gbp|chf|€|\$|£)|(?:eur|euros?|usd|gbp|chf|€|\$|£)$/gi

const SIDES: ReadonlyMap<string, boolean> = new Map(
  [
    ['d dr debit debet debiteur soll s', false],
    ['c cr credit crediteur kredit haben h', true],
  ].flatMap(([words, credit]) =>
    String(words)
      .split(' ')
      .map(word => [word, credit === true] as const),
  ),
)

/** The side that a word names: true for credit, false for debit, `null` when it is none. French, Dutch, German. */
export function isCredit(word: string): boolean | null {
  const sign = word.trim()
  return sign === '-' ? true : sign === '+' ? false : (SIDES.get(plain(sign)) ?? null)
}

/** An amount without signs of money, spaces and apostrophes; the sign in front. `null` when other letters are left. */
function bare(text: string): string | null {
  if (/^-?\d+(?:[.,]\d+)?$/.test(text)) return text
  if (!/\d/.test(text) || text.length > 60) return null
  let body = text.replace(SPACES, '').replace(/[−–]/g, '-').replace(MONEY_WORDS, '').replace(/['’]/g, '')
  let negative = false
  // A side behind the amount (1.190,00 H, 20.00 CR): what the customer is credited with is not owed.
  const side = /\d(DR|CR|[DCSH])$/i.exec(body)?.[1]
  if (side) {
    negative = isCredit(side) ?? false
    body = body.slice(0, -side.length).replace(MONEY_WORDS, '')
  }
  if (/^\(.*\)$/.test(body)) {
    negative = !negative
    body = body.slice(1, -1).replace(MONEY_WORDS, '')
  }
  if (/^-|-$/.test(body)) {
    negative = !negative
    body = body.replace(/^-|-$/g, '')
  }
  body = body.replace(/^\+/, '').replace(MONEY_WORDS, '')
  return /^\d[\d.,]*$|^[.,]\d+$/.test(body) ? (negative ? '-' : '') + body : null
}

/** True for what is written as an amount. */
export function looksLikeAmount(cell: RawCell): boolean {
  return typeof cell === 'string' ? bare(cell) !== null : cell.kind === 'number'
}

/**
 * Reads an amount as a plain decimal (`1 234,50 €` → `1234.50`, `(12,00)` and `12,00-` → `-12.00`); `null` when it is
 * none.
 * Thousands may be parted by space (also U+00A0, U+202F), point, comma or apostrophe; `mark` is what stands before
 * the cents.
 */
export function readAmount(cell: RawCell, mark: DecimalMark): string | null {
  if (typeof cell !== 'string') return cell.kind === 'number' ? cell.exact : null
  const body = bare(cell)
  if (body === null) return null
  if (/^-?(?:0|[1-9]\d*)$/.test(body)) return body
  const other = mark === ',' ? '.' : ','
  const [whole = '', ...rest] = body.split(mark)
  const grouped = whole.split(other)
  // A mark that parts thousands has three digits behind it, each time.
  if (
    rest.length > 1 ||
    grouped.slice(1).some(group => group.length !== 3) ||
    ((grouped[0] ?? '').replace('-', '').length > 3 && grouped.length > 1)
  )
    return null
  if (rest[0]?.includes(other)) return null
  const text = `${grouped.join('')}${rest.length === 1 && rest[0] !== '' ? `.${rest[0] ?? ''}` : ''}`.replace(
    /^(-?)\./,
    '$10.',
  )
  return decimal(text) === null ? null : text.replace(/^(-?)0+(?=\d)/, '$1')
}

/** What the cells of a file say about its decimal mark. */
export class MarkEvidence {
  #comma = 0
  #point = 0
  #either = 0

  see(cell: RawCell): void {
    const body = typeof cell === 'string' ? bare(cell) : null
    if (body === null) return
    const comma = body.lastIndexOf(',')
    const point = body.lastIndexOf('.')
    if (comma < 0 && point < 0) return
    if (comma >= 0 && point >= 0) this.#vote(comma > point)
    else {
      const mark = comma >= 0 ? ',' : '.'
      const parts = body.split(mark)
      if (parts.length > 2) this.#vote(mark === '.')
      else if (parts[1]?.length !== 3 || (parts[0] ?? '').replace('-', '').length > 3 || /^-?0?$/.test(parts[0] ?? ''))
        this.#vote(mark === ',')
      else this.#either += 1
    }
  }

  #vote(comma: boolean): void {
    if (comma) this.#comma += 1
    else this.#point += 1
  }

  /** As for dates: a value such as `1.234` tells nothing by itself. */
  get verdict(): { readonly mark: DecimalMark; readonly certainty: 'proven' | 'mixed' | 'ambiguous' | 'none' } {
    const mark = this.#point > this.#comma ? '.' : ','
    if (this.#comma > 0 && this.#point > 0) return { mark, certainty: 'mixed' }
    if (this.#comma + this.#point > 0) return { mark, certainty: 'proven' }
    return { mark, certainty: this.#either > 0 ? 'ambiguous' : 'none' }
  }
}
