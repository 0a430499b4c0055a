import type { Day } from '#kernel/day.ts'
import { exponent, money, toDecimal, type Currency, type Money } from '#kernel/money.ts'

/** One transaction to write; `amount` is signed, absent parts are left out. */
export type OutgoingEntry = {
  readonly bookingDate: Day
  readonly valueDate?: Day
  readonly amount: Money
  readonly name?: string
  readonly iban?: string
  readonly remittance?: string
  readonly structuredReference?: string
  readonly endToEndId?: string
  readonly bankReference?: string
  /** The code of the format written: `PMNT-RCDT-ESCT` (CAMT), `18` (CFONB), `00150000` (CODA). */
  readonly code?: string
  /** An ISO reason (`AC04`, `MS03`) that makes the line a return. */
  readonly returned?: string
}

/** One statement to write. The closing balance is computed, so that what is written always adds up. */
export type OutgoingStatement = {
  /** IBAN; CFONB writes the French national number inside it. */
  readonly account: string
  readonly currency: Currency
  readonly holder: string
  readonly number: string
  readonly openedOn: Day
  readonly closedOn: Day
  readonly opening: Money
  readonly entries: readonly OutgoingEntry[]
}

/** Opening balance and entries added up. */
export function closingOf(statement: OutgoingStatement): Money {
  const movements = statement.entries.reduce((total, entry) => total + entry.amount.amount, 0n)
  return money(statement.opening.amount + movements, statement.currency)
}

/** The amount without its sign, as a decimal. */
export function unsigned(amount: Money): string {
  return toDecimal(money(amount.amount < 0n ? -amount.amount : amount.amount, amount.currency))
}

/** `DDMMYY`. */
export function dmy(day: Day): string {
  return `${day.slice(8, 10)}${day.slice(5, 7)}${day.slice(2, 4)}`
}

/**
 * Puts fields at their columns (counted from 1) on a line of `width` blanks. Text is brought to the single-byte
 * characters of bank records (accents dropped) and cut at its field's width.
 */
export function record(width: number, fields: readonly (readonly [from: number, to: number, text: string])[]): string {
  let line = ' '.repeat(width)
  for (const [from, to, text] of fields) {
    const length = to - from + 1
    const written = plainAscii(text).slice(0, length).padEnd(length)
    line = line.slice(0, from - 1) + written + line.slice(to)
  }
  return line
}

/** Minor units as digits with `decimals` decimals, padded to `width`. */
export function digits(amount: Money, decimals: number, width: number): string {
  const units = amount.amount < 0n ? -amount.amount : amount.amount
  const shift = decimals - exponent(amount.currency)
  if (shift < 0) throw new RangeError(`${amount.currency} has more decimals than the record`)
  return (units * 10n ** BigInt(shift)).toString().padStart(width, '0')
}

function plainAscii(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[’‘]/g, "'")
    .replace(/[^\x20-\x7e]/g, ' ')
}
