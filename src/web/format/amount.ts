import { exponent, type MoneyJson } from '#kernel/money.ts'

const LOCALES: Readonly<Record<string, string>> = { fr: 'fr-FR', nl: 'nl-BE', en: 'en-GB', de: 'de-DE' }
const cache = new Map<string, Intl.NumberFormat>()

/** The locale that sets numbers and dates for a language of the product. */
export function localeOf(language: string): string {
  return LOCALES[language] ?? language
}

/**
 * `1 234,50 €` from the decimal string itself: `Intl` reads a string exactly, so no cent is lost at any size.
 * A negative amount carries a real minus sign (U+2212).
 */
export function amountText(value: MoneyJson, language: string): string {
  const digits = exponent(value.currency)
  const format = formatOf(language, value.currency, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return realMinus(format.format(decimal(value.amount)))
}

/** `1 235 €`: for a headline or a chart label, where cents are noise. Rounded half away from zero. */
export function roundAmountText(value: MoneyJson, language: string): string {
  const format = formatOf(language, value.currency, { minimumFractionDigits: 0, maximumFractionDigits: 0 })
  return realMinus(format.format(decimal(value.amount)))
}

/** `886 k€`: for an axis. */
export function shortAmountText(value: MoneyJson, language: string): string {
  const format = formatOf(language, value.currency, { notation: 'compact', maximumFractionDigits: 1 })
  return realMinus(format.format(decimal(value.amount)))
}

/** A count, grouped: `1 234`. */
export function countText(value: number, language: string): string {
  return realMinus(new Intl.NumberFormat(localeOf(language)).format(value))
}

/** A share, `31 %`, from a ratio (0.31). */
export function percentText(ratio: number, language: string, decimals = 0): string {
  const format = new Intl.NumberFormat(localeOf(language), { style: 'percent', maximumFractionDigits: decimals })
  return realMinus(format.format(ratio))
}

/** True for `0`, `0.00`, `-0.00`. */
export function isZero(value: MoneyJson): boolean {
  return /^[+-]?0*\.?0*$/.test(value.amount)
}

/** True below zero. */
export function isNegative(value: MoneyJson): boolean {
  return value.amount.startsWith('-') && !isZero(value)
}

function formatOf(language: string, currency: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${currency} ${options.notation ?? ''} ${options.maximumFractionDigits}`
  const known = cache.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(localeOf(language), { style: 'currency', currency, ...options })
  cache.set(key, made)
  return made
}

// Intl takes numeric strings since ES2023; the type asks for a literal.
function decimal(amount: string): `${number}` {
  return amount as `${number}`
}

function realMinus(text: string): string {
  return text.replace('-', '\u2212')
}
