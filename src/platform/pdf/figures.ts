import type { Day } from '#kernel/day.ts'
import { toDecimal, type Money } from '#kernel/money.ts'

/** The languages documents are printed in. */
export type PrintLanguage = 'fr' | 'nl' | 'en' | 'de'

const LOCALES: Readonly<Record<PrintLanguage, string>> = { fr: 'fr-FR', nl: 'nl-BE', en: 'en-GB', de: 'de-DE' }
const formats = new Map<string, Intl.NumberFormat>()

/** An amount as a reader of that language writes it, with a real minus and no-break spaces: `1 234,50 €`. */
export function printedAmount(value: Money, language: PrintLanguage): string {
  const key = language + value.currency
  const known = formats.get(key)
  const format = known ?? new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency: value.currency })
  if (!known) formats.set(key, format)
  // Intl takes a decimal string exactly, without passing through a float.
  return format.format(toDecimal(value) as Intl.StringNumericLiteral).replace('-', '\u2212')
}

const GROUPS: Readonly<Record<PrintLanguage, string>> = { fr: '\u202f', nl: '.', en: ',', de: '.' }

/** A plain decimal string as the language writes it, in groups of three: `12,15`, `1 450,00`. */
export function printedDecimal(text: string, language: PrintLanguage): string {
  const [whole = '', part] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, GROUPS[language])
  return part === undefined ? grouped : `${grouped}${language === 'en' ? '.' : ','}${part}`
}

/** A date in figures: `01/11/2026`, `1/11/2026`, `1 Nov 2026` (English readers disagree on the order), `01.11.2026`. */
export function printedDay(on: Day, language: PrintLanguage): string {
  const month = language === 'en' ? 'short' : language === 'nl' ? 'numeric' : '2-digit'
  const day = language === 'en' || language === 'nl' ? 'numeric' : '2-digit'
  const format = new Intl.DateTimeFormat(LOCALES[language], { year: 'numeric', month, day })
  return format.format(Temporal.PlainDate.from(on)).replaceAll(' ', '\u00a0')
}

/** A text from outside made fit for one line: no control character, no run of spaces. */
export function printedLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** An IBAN in groups of four that stay on one line. */
export function printedIban(iban: string): string {
  return iban
    .replace(/\s+/g, '')
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, '$1\u00a0')
}
