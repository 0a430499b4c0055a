import type { Day } from '#kernel/day.ts'
import { orNull } from './dates.ts'
import { Unreadable, warn, type Findings } from './model.ts'

/** How day and month stand in one file; a year of four digits in front is read as such in both. */
export type DayOrder = 'dmy' | 'mdy'

const ORDERS = ['dmy', 'mdy'] as const
const WORDS = { dmy: 'day first', mdy: 'month first' }

/**
 * The one order that makes every date of a file a day. When several do, the order in which the lines then run decides,
 * then day first (`date-order-guessed` is said). `known` is an order that the file's language settles. Throws
 * `impossible-date` when none does.
 */
export function dayOrder(stamps: readonly string[], findings: Findings, known: DayOrder | null = null): DayOrder {
  const possible = ORDERS.filter(order => stamps.every(stamp => dayIn(stamp, order) !== null))
  const [only, other] = possible
  if (only === undefined) {
    const bad = stamps.find(stamp => ORDERS.every(order => dayIn(stamp, order) === null))
    const named = bad === undefined ? '' : `: "${bad.slice(0, 20)}"`
    throw new Unreadable(
      'impossible-date',
      `no order of day, month and year makes every date a day of the calendar${named}`,
    )
  }
  if (known !== null && possible.includes(known)) return known
  const same = stamps.every(stamp => new Set(possible.map(order => dayIn(stamp, order))).size === 1)
  if (other === undefined || same) return only
  const sorted = possible.filter(order => inOrder(stamps.map(stamp => dayIn(stamp, order) ?? '')))
  const chosen = (sorted.length === 1 ? sorted[0] : undefined) ?? only
  warn(
    findings,
    'date-order-guessed',
    `the dates can be read day first or month first: taken as ${WORDS[chosen]}`,
    null,
  )
  return chosen
}

/** `31/12/2025`, `31.12.25`, `12/31'25`, `1/ 5'07`, `2025-12-31`, `20251231` in one order; null when that is no day. */
export function dayIn(stamp: string, order: DayOrder): Day | null {
  const plain = stamp
    .trim()
    .replace(/[T ]\d{1,2}:\d{2}.*$/, '')
    .replace(/\s+/g, '')
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  const numbers = packed ? packed.slice(1) : plain.split(/[/.\-']/)
  if (numbers.length !== 3 || !numbers.every(number => /^\d{1,4}$/.test(number))) return null
  const places = numbers[0]?.length === 4 ? 'ymd' : order
  const at = { ymd: [0, 1, 2], dmy: [2, 1, 0], mdy: [2, 0, 1] }[places]
  const [year = '', month = '', dayOfMonth = ''] = at.map(index => numbers[index] ?? '')
  if (year.length === 3 || month.length > 2 || dayOfMonth.length > 2) return null
  const short = Number(year)
  return orNull(
    year.length === 4 ? short : short >= 70 ? 1900 + short : 2000 + short,
    Number(month),
    Number(dayOfMonth),
  )
}

function inOrder(days: readonly string[]): boolean {
  const steps = days.slice(1).map((day, index) => (day < (days[index] ?? '') ? -1 : day > (days[index] ?? '') ? 1 : 0))
  return steps.every(step => step >= 0) || steps.every(step => step <= 0)
}
