import { divideRounded, type Rounding } from './rounding.ts'
import { ok, refuse, type Result } from './result.ts'

/** An ISO 4217 code in capitals, `EUR`. */
export type Currency = string

/** An amount in minor units (cents for the euro) of one currency. Never a float. */
export type Money = { readonly amount: bigint; readonly currency: Currency }

/** Money as JSON carries it: a decimal string with exactly the currency's decimals. */
export type MoneyJson = { readonly amount: string; readonly currency: Currency }

// ISO 4217 exponents that are not 2. Source: ISO 4217 list one, maintained by SIX.
const NO_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'
const THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND'
const EXPONENTS = new Map<Currency, number>([
  ...NO_DECIMALS.split(' ').map((code): [Currency, number] => [code, 0]),
  ...THREE_DECIMALS.split(' ').map((code): [Currency, number] => [code, 3]),
])

/** Decimals of a currency: 0 (JPY, XOF), 2 (EUR and most) or 3 (TND). */
export function exponent(currency: Currency): number {
  return EXPONENTS.get(currency) ?? 2
}

/** Makes money from minor units. Throws when the currency is not three capitals. */
export function money(amount: bigint, currency: Currency): Money {
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`currency must be three capitals, got ${currency}`)
  return { amount, currency }
}

/** `a + b`. Throws when the currencies differ: adding euros to dollars is a bug, not a refusal. */
export function add(a: Money, b: Money): Money {
  return { amount: a.amount + sameCurrency(a, b).amount, currency: a.currency }
}

/** `a - b`, same currency. */
export function subtract(a: Money, b: Money): Money {
  return { amount: a.amount - sameCurrency(a, b).amount, currency: a.currency }
}

/** The opposite amount, which is how a money row is reversed. */
export function negate(a: Money): Money {
  return { amount: -a.amount, currency: a.currency }
}

/** Sum of amounts of one currency; the empty sum is zero. */
export function sum(items: readonly Money[], currency: Currency): Money {
  return items.reduce((total, item) => add(total, item), money(0n, currency))
}

/** -1, 0 or 1, same currency. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  const difference = a.amount - sameCurrency(a, b).amount
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`currencies differ: ${a.currency} and ${b.currency}`)
  return b
}

/**
 * Splits an amount by weights without losing or making a cent: the parts always add up to the whole.
 * Leftover minor units go to the parts with the largest remainder, first come first on a tie.
 * Weights are non-negative integers with a positive sum; throws otherwise.
 */
export function allocate(whole: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((a, b) => a + b, 0n)
  if (total <= 0n || weights.some(weight => weight < 0n)) {
    throw new RangeError('allocate: weights must be non-negative with a positive sum')
  }
  const sign = whole.amount < 0n ? -1n : 1n
  const magnitude = whole.amount * sign
  const parts = weights.map(weight => (magnitude * weight) / total)
  let left = magnitude - parts.reduce((a, b) => a + b, 0n)
  const byRemainder = weights
    .map((weight, index) => ({ index, rest: (magnitude * weight) % total }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
  for (const { index } of byRemainder) {
    if (left === 0n) break
    parts[index] = (parts[index] ?? 0n) + 1n
    left -= 1n
  }
  return parts.map(part => ({ amount: part * sign, currency: whole.currency }))
}

/** `whole × numerator / denominator`, rounded as named: `share(base, 21n, 100n, 'half-up')` is 21 %. */
export function share(whole: Money, numerator: bigint, denominator: bigint, rounding: Rounding): Money {
  return { amount: divideRounded(whole.amount * numerator, denominator, rounding), currency: whole.currency }
}

/** The plain decimal string of an amount: `-1234.50`, with exactly the currency's decimals. */
export function toDecimal(value: Money): string {
  const decimals = exponent(value.currency)
  const magnitude = (value.amount < 0n ? -value.amount : value.amount).toString().padStart(decimals + 1, '0')
  const sign = value.amount < 0n ? '-' : ''
  if (decimals === 0) return sign + magnitude
  return `${sign}${magnitude.slice(0, -decimals)}.${magnitude.slice(-decimals)}`
}

/**
 * Reads a plain decimal string (`1234.5`, `-12`, `+3.10`), as XML and JSON carry it. More decimals than the currency
 * has are accepted only when they are zeros; anything else is refused with `not-an-amount` or `too-many-decimals`.
 */
export function fromDecimal(text: string, currency: Currency): Result<Money> {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$|^([+-]?)\.(\d+)$/.exec(text.trim())
  if (!match) return refuse('not-an-amount', `"${text.slice(0, 40)}" is not a decimal amount such as 1234.50`, { text })
  const decimals = exponent(currency)
  const fraction = match[3] ?? match[5] ?? ''
  if (/[1-9]/.test(fraction.slice(decimals))) {
    return refuse('too-many-decimals', `${text} has more than the ${decimals} decimals of ${currency}`, {
      text,
      currency,
    })
  }
  const digits = (match[2] ?? '0') + fraction.slice(0, decimals).padEnd(decimals, '0')
  const negative = (match[1] ?? match[4]) === '-'
  return ok(money(negative ? -BigInt(digits) : BigInt(digits), currency))
}

/** Money → JSON. */
export function moneyToJson(value: Money): MoneyJson {
  return { amount: toDecimal(value), currency: value.currency }
}

/** JSON → money; refused like `fromDecimal`. */
export function moneyFromJson(json: MoneyJson): Result<Money> {
  return fromDecimal(json.amount, json.currency)
}
