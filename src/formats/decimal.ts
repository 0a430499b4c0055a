import { exponent } from '#kernel/money.ts'
import { divideRounded } from '#kernel/rounding.ts'

/**
 * An exact decimal of a document, in units of 10⁻¹²: prices, quantities and rates have more decimals than money has,
 * and the rules of EN 16931 compare products of them. Not money: it has no currency and is never booked.
 */
export type Decimal = bigint & { readonly __decimal: true }

const PLACES = 12
const ONE = 10n ** BigInt(PLACES)

/**
 * Reads an XML decimal (`-12.50`, `.5`, `1E2` is refused); `null` when it is none or is finer than 12 decimals or
 * longer than 40 digits.
 */
export function decimal(text: string | null): Decimal | null {
  const match = /^\s*([+-]?)(\d{0,40})(?:\.(\d{0,40}))?\s*$/.exec(text ?? '')
  if (!match) return null
  const [, sign, whole = '', fraction = ''] = match
  if (whole + fraction === '' || /[1-9]/.test(fraction.slice(PLACES))) return null
  const magnitude = BigInt(whole + fraction.slice(0, PLACES).padEnd(PLACES, '0'))
  return (sign === '-' ? -magnitude : magnitude) as Decimal
}

/** Zero. */
export const ZERO = 0n as Decimal

/** The sum. */
export function plus(...terms: readonly Decimal[]): Decimal {
  return terms.reduce((a, b) => a + b, 0n) as Decimal
}

/** `a - b`. */
export function minus(a: Decimal, b: Decimal): Decimal {
  return (a - b) as Decimal
}

/** `a × b`, exact to 12 decimals. */
export function times(a: Decimal, b: Decimal): Decimal {
  return divideRounded(a * b, ONE, 'half-up') as Decimal
}

/** `a ÷ b` to 12 decimals; `null` when `b` is zero. */
export function over(a: Decimal, b: Decimal): Decimal | null {
  return b === 0n ? null : (divideRounded(a * ONE, b, 'half-up') as Decimal)
}

/** Rounded half up to `places` decimals. */
export function rounded(value: Decimal, places: number): Decimal {
  const unit = 10n ** BigInt(PLACES - places)
  return (divideRounded(value, unit, 'half-up') * unit) as Decimal
}

/** The distance of two decimals. */
export function distance(a: Decimal, b: Decimal): Decimal {
  return (a > b ? a - b : b - a) as Decimal
}

/** Plain text with at least `places` decimals and no useless zero behind them: `12.50`, `0.3333`. */
export function toText(value: Decimal, places: number): string {
  const whole: bigint = value
  const magnitude = (whole < 0n ? -whole : whole).toString().padStart(PLACES + 1, '0')
  const fraction = magnitude.slice(-PLACES).replace(/0+$/, '').padEnd(places, '0')
  return `${value < 0n ? '-' : ''}${magnitude.slice(0, -PLACES)}${fraction === '' ? '' : `.${fraction}`}`
}

/**
 * An amount as documents print it: the currency's own decimals, more only where the file has more; `null` when it is
 * no number.
 */
export function amountText(text: string | null, currency: string | null): string | null {
  const value = decimal(text)
  return value === null ? null : toText(value, currency === null ? 2 : exponent(currency))
}
