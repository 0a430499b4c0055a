import { addMonths, dayNumber, endOfMonth, yearOf, type Day } from '#kernel/day.ts'
import { divideRounded } from '#kernel/rounding.ts'
import { linesFor, totalsOf, type SampleLine } from './catalogue.ts'
import type { SampleCreditor } from './creditors.ts'
import type { Profile, SampleCustomer, Terms } from './customers.ts'
import { structuredCommunication } from './numbers.ts'
import { at, stream, type Random } from './random.ts'

/**
 * One invoice or credit note. Amounts are positive cents in both; `paid` is what the ledger shows on the reference
 * day and `receipt` what the bank knows and the ledger does not yet (the last days are not booked).
 */
export type SampleDocument = {
  readonly kind: 'invoice' | 'credit-note'
  readonly number: string
  readonly customer: SampleCustomer
  readonly issueOn: Day
  readonly dueOn: Day
  readonly lines: readonly SampleLine[]
  readonly net: bigint
  readonly tax: bigint
  readonly gross: bigint
  readonly paid: bigint
  readonly paidOn: Day | null
  readonly receipt: { readonly amount: bigint; readonly on: Day } | null
  readonly means: 'transfer' | 'debit' | 'cheque'
  /** The invoice that a credit note corrects. */
  readonly origin: string | null
  readonly originOn: Day | null
  readonly order: string | null
  readonly communication: string | null
  readonly dispute: string | null
}

export type Portfolio = {
  readonly seed: number
  readonly creditor: SampleCreditor
  readonly customers: readonly SampleCustomer[]
  readonly invoices: number
  readonly today: Day
}

/** The last days that are at the bank and not yet in the ledger. */
const UNBOOKED = 5

/** Receipts after this day are at the bank but not yet in the ledger. */
export function bookedUntil(today: Day): Day {
  return dayAt(dayNumber(today) - UNBOOKED)
}

// Days are made by the million: each is written once and kept.
const days = new Map<number, Day>()
export function dayAt(number: number): Day {
  let made = days.get(number)
  if (made === undefined) {
    made = Temporal.PlainDate.from('1970-01-01').add({ days: number }).toString() as Day
    days.set(number, made)
  }
  return made
}

/**
 * All documents of one creditor in the order of their issue, which is the order of their numbers: a few very old unpaid
 * ones, then eighteen months of working days up to the eve of `today`. Nothing is kept, so a million stream by.
 */
export function* documents(portfolio: Portfolio): Generator<SampleDocument> {
  const { seed, creditor, customers, today } = portfolio
  const issue = new Numbering(creditor)
  const cumulative: number[] = []
  let weight = 0
  for (const each of customers) cumulative.push((weight += each.weight))
  const draw = stream(seed, creditor.code, 'buyers')
  const buyer = (): SampleCustomer => at(customers, indexOf(cumulative, draw.between(0, weight - 1)))

  const smallBuyer = (): SampleCustomer => {
    const drawn = buyer()
    return drawn.size === 'large' ? smallBuyer() : drawn
  }

  const old = Math.max(1, Math.floor(portfolio.invoices / 250))
  const oldest = dayNumber(addMonths(today, -66))
  const start = dayNumber(addMonths(today, -18))
  for (let i = 0; i < old; i += 1) {
    const on = workingDay(oldest + Math.floor((i * (start - 30 - oldest)) / old))
    yield invoice(portfolio, smallBuyer(), issue.next('invoice', dayAt(on)), dayAt(on), true)
  }
  yield* eighteenMonths(portfolio, issue, buyer, portfolio.invoices - old, start)
}

function* eighteenMonths(
  portfolio: Portfolio,
  issue: Numbering,
  buyer: () => SampleCustomer,
  count: number,
  start: number,
): Generator<SampleDocument> {
  const end = dayNumber(portfolio.today) - 1
  const working: number[] = []
  for (let on = start; on <= end; on += 1) if (workingDay(on) === on) working.push(on)
  const waiting = new Map<number, SampleDocument[]>()
  const draw = stream(portfolio.seed, portfolio.creditor.code, 'credits')
  let made = 0
  for (const [index, on] of working.entries()) {
    const upTo = Math.floor(((index + 1) * count) / working.length)
    for (; made < upTo; made += 1) {
      const sold = invoice(portfolio, buyer(), issue.next('invoice', dayAt(on)), dayAt(on), false)
      const credited = creditFor(draw, portfolio, sold, end)
      if (credited) {
        const due = dayNumber(credited.note.issueOn)
        waiting.set(due, [...(waiting.get(due) ?? []), credited.note])
      }
      yield credited ? credited.invoice : sold
    }
    for (const note of waiting.get(on) ?? []) yield { ...note, number: issue.next('credit-note', note.issueOn) }
  }
}

/** Gap-free paper numbers per kind and year; the old ones start where a long-lived ledger would be. */
class Numbering {
  readonly #creditor: SampleCreditor
  readonly #last = new Map<string, number>()

  constructor(creditor: SampleCreditor) {
    this.#creditor = creditor
  }

  next(kind: SampleDocument['kind'], on: Day): string {
    const year = yearOf(on)
    const french = this.#creditor.country === 'FR'
    const series = french ? `${kind === 'invoice' ? 'FA' : 'AV'}-${year}-` : `${kind === 'invoice' ? 'V' : 'C'}${year}/`
    const rank = (this.#last.get(series) ?? 0) + 1
    this.#last.set(series, rank)
    return series + String(rank).padStart(5, '0')
  }
}

function indexOf(cumulative: readonly number[], wanted: number): number {
  let low = 0
  let high = cumulative.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (at(cumulative, middle) > wanted) high = middle
    else low = middle + 1
  }
  return low
}

/** The day itself, or the Monday after a week-end. */
function workingDay(number: number): number {
  // 1970-01-01 was a Thursday.
  const day = (number + 3) % 7
  return day === 5 ? number + 2 : day === 6 ? number + 1 : number
}

const monthEnds = new Map<Day, Day>()
function monthEnd(on: Day): Day {
  let made = monthEnds.get(on)
  if (made === undefined) {
    made = endOfMonth(on)
    monthEnds.set(on, made)
  }
  return made
}

function dueDay(terms: Terms, on: Day): Day {
  const after = (count: number): Day => dayAt(dayNumber(on) + count)
  switch (terms) {
    case 'receipt':
      return on
    case '15':
      return after(15)
    case '30':
      return after(30)
    case '60':
      return after(60)
    case '30-end':
      return monthEnd(after(30))
    case '45-end':
      return monthEnd(after(45))
  }
}

function invoice(
  portfolio: Portfolio,
  customer: SampleCustomer,
  number: string,
  on: Day,
  old: boolean,
): SampleDocument {
  const { seed, creditor, today } = portfolio
  const random = stream(seed, creditor.code, 'invoice', number)
  const lines = linesFor(random, creditor, customer)
  const totals = totalsOf(lines)
  const dueOn = dueDay(customer.terms, on)
  const buyerOrders = customer.size === 'large' || customer.kind === 'public' || random.chance(15)
  const disputed = !old && customer.profile === 'disputer' && random.chance(30)
  const settled = old ? NOT_PAID : settlement(random, { customer, on, dueOn, gross: totals.gross, disputed, today })
  return {
    kind: 'invoice',
    number,
    customer,
    issueOn: on,
    dueOn,
    lines,
    ...totals,
    ...settled,
    means:
      customer.profile === 'debited'
        ? 'debit'
        : random.chance(customer.country === 'FR' ? 9 : 0)
          ? 'cheque'
          : 'transfer',
    origin: null,
    originOn: null,
    order: buyerOrders ? `BC${random.between(10_000, 99_999)}` : null,
    communication: creditor.country === 'BE' ? structuredCommunication(Number(number.replace(/\D/g, ''))) : null,
    dispute: disputed && settled.paid === 0n && settled.receipt === null ? random.pick(DISPUTES) : null,
  }
}

const DISPUTES = [
  'Quantité livrée contestée',
  'Prix non conforme au devis',
  'Marchandise abîmée',
  'Bon de commande absent',
] as const

type Settlement = Pick<SampleDocument, 'paid' | 'paidOn' | 'receipt'>
const NOT_PAID: Settlement = { paid: 0n, paidOn: null, receipt: null }
type Sale = { customer: SampleCustomer; on: Day; dueOn: Day; gross: bigint; disputed: boolean; today: Day }

function settlement(random: Random, sale: Sale): Settlement {
  const { customer, on, dueOn, gross, disputed, today } = sale
  const [now, issued] = [dayNumber(today), dayNumber(on)]
  const delay = delayOf(random, customer.profile, now - issued)
  // A disputed invoice waits for its answer; the old ones were answered and then paid.
  const wait = disputed ? random.between(75, 160) : 0
  const share = random.weighted([
    [1000n, 955],
    [BigInt(random.between(300, 800)), 30],
    [995n, 15],
  ] as const)
  if (delay === null) return NOT_PAID
  const paying = workingDay(Math.max(dayNumber(dueOn) + delay + wait, issued + 2))
  if (paying >= now) return NOT_PAID
  const amount = share === 1000n ? gross : divideRounded(gross * share, 1000n, 'half-up')
  if (paying > now - UNBOOKED) return { ...NOT_PAID, receipt: { amount, on: dayAt(paying) } }
  return { paid: amount, paidOn: dayAt(paying), receipt: null }
}

/** Days from due date to payment for an invoice `age` days old today; null when it is not paid at all. */
function delayOf(random: Random, profile: Profile, age: number): number | null {
  const noise = random.between(-3, 3)
  switch (profile) {
    case 'punctual':
      return random.chance(85) ? Math.min(0, noise) : random.between(1, 6)
    case 'debited':
      return 0
    case 'slow':
      return random.between(5, 13)
    case 'habitual':
      return random.between(15, 30)
    case 'drifting':
      return Math.max(0, Math.floor(((550 - Math.min(age, 550)) * 62) / 550) + noise * 2)
    case 'disputer':
      return random.between(4, 20)
    case 'insolvent':
      // Late, then later, then nothing: what was invoiced in the last seven months was never paid.
      return age < 215 ? null : random.between(12, 55)
    case 'never':
      return null
    case 'administration':
      return random.between(2, 48)
  }
}

/**
 * Three invoices in a hundred are credited: wholly, or in part with the rest paid net, or in part and still to be
 * used.
 */
function creditFor(
  draw: Random,
  portfolio: Portfolio,
  sold: SampleDocument,
  end: number,
): { invoice: SampleDocument; note: SampleDocument } | null {
  if (sold.receipt || !draw.chance(3)) return null
  const random = stream(portfolio.seed, portfolio.creditor.code, 'credit', sold.number)
  const on = workingDay(dayNumber(sold.issueOn) + random.between(4, 28))
  if (on > end || on > dayNumber(bookedUntil(portfolio.today))) return null
  const whole = sold.paid === 0n && random.chance(50)
  const first = at(sold.lines, 0)
  const quantity = Math.max(1, Math.floor(first.quantity / 3))
  const lines = whole ? sold.lines : [{ ...first, quantity, net: first.price * BigInt(quantity) }]
  const totals = totalsOf(lines)
  const note: SampleDocument = {
    ...sold,
    ...NOT_PAID,
    kind: 'credit-note',
    number: '',
    issueOn: dayAt(on),
    dueOn: dayAt(on),
    lines,
    ...totals,
    origin: sold.number,
    originOn: sold.issueOn,
    communication: null,
    dispute: null,
  }
  if (whole) {
    // Invoice and credit note extinguish each other on the day of the note.
    const settled = { paid: sold.gross, paidOn: note.issueOn, receipt: null }
    return { invoice: { ...sold, ...settled, dispute: null }, note: { ...note, ...settled } }
  }
  const used = sold.paid === sold.gross && sold.paidOn !== null && sold.paidOn >= note.issueOn && random.chance(70)
  return { invoice: sold, note: used ? { ...note, paid: note.gross, paidOn: sold.paidOn } : note }
}
