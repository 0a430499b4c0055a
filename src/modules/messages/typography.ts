import { percent } from '#law/rates/rates.ts'
import type { Day } from '#kernel/day.ts'
import { toDecimal, type Currency } from '#kernel/money.ts'
import type { Language } from './facts.ts'

const LOCALES: Readonly<Record<Language, string>> = { fr: 'fr-FR', nl: 'nl-BE', en: 'en-GB', de: 'de-DE' }
const NARROW = '\u202f'
const NBSP = '\u00a0'

const amounts = new Map<string, Intl.NumberFormat>()
const dates = new Map<string, Intl.DateTimeFormat>()

/** Minor units as a reader of that language writes them, with a real minus: `1 234,50 €`, `€ 1.234,50`, `€1,234.50`. */
export function amountText(amount: bigint, currency: Currency, language: Language): string {
  const key = language + currency
  const format = amounts.get(key) ?? new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency })
  amounts.set(key, format)
  // Intl takes a decimal string exactly, without passing through a float.
  return format.format(toDecimal({ amount, currency }) as Intl.StringNumericLiteral).replace('-', '\u2212')
}

/** A date in a sentence: « 1er novembre 2026 », "1 November 2026". */
export function longDate(on: Day, language: Language): string {
  const text = dateFormat(language, 'long').format(Temporal.PlainDate.from(on))
  const held = language === 'fr' ? text.replace(/^1 /, '1er ') : text
  // The day never ends a line alone.
  return held.replace(' ', NBSP)
}

/** A date in a table: `01/11/2026`, `1/11/2026`, `1 Nov 2026` (English readers disagree on the order), `01.11.2026`. */
export function shortDate(on: Day, language: Language): string {
  return dateFormat(language, 'short').format(Temporal.PlainDate.from(on)).replaceAll(' ', NBSP)
}

function dateFormat(language: Language, form: 'long' | 'short'): Intl.DateTimeFormat {
  const key = language + form
  const held = dates.get(key)
  if (held) return held
  const month = form === 'long' ? 'long' : language === 'en' ? 'short' : language === 'nl' ? 'numeric' : '2-digit'
  const day = form === 'long' || language === 'en' || language === 'nl' ? 'numeric' : '2-digit'
  const format = new Intl.DateTimeFormat(LOCALES[language], { year: 'numeric', month, day })
  dates.set(key, format)
  return format
}

/** Singular or plural as the language counts: in French 0 and 1 are singular, elsewhere only 1. */
export function isSingular(count: number, language: Language): boolean {
  return language === 'fr' ? count < 2 : count === 1
}

/**
 * The spaces and apostrophes of a printer, put into text typed on a keyboard: French U+202F before `; ! ?`, U+00A0
 * before a colon and inside guillemets, and in every language a curly apostrophe and units held to their number.
 */
export function typeset(text: string, language: Language): string {
  const held = text
    .replace(/'/g, '’')
    .replace(/(\d) (?=[€%])/g, `$1${NBSP}`)
    .replace(/(?<=\b(?:L|R|D|art|Art|nr|No|Nr)\.) (?=\d|[LRD]\.)/g, NBSP)
    .replace(/§ (?=\d)/g, `§${NBSP}`)
    .replace(/ (?=\{id\})/g, NBSP)
  if (language !== 'fr') return held
  return held
    .replace(/ (?=[;!?])/g, NARROW)
    .replace(/ (?=[:»])/g, NBSP)
    .replace(/« /g, `«${NBSP}`)
    .replace(/(?<=n°|art\.) /g, NBSP)
    .replace(/(\d) (?=jours?\b|points?\b|août|du\b)/g, `$1${NBSP}`)
    .replace(
      /(?<=\d{1,2}) (?=(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b)/g,
      NBSP,
    )
}

/** Holds a number to the day word or sign that follows it, once the values are in their places. */
export function holdNumbers(text: string): string {
  return text.replace(/(\d) (?=(?:jours?|days?|dag|dagen|Tage?n?)\b|[€%])/g, `$1${NBSP}`)
}

/** An IBAN in groups of four that stay on one line. */
export function ibanText(iban: string): string {
  return iban
    .replace(/\s+/g, '')
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, `$1${NBSP}`)
}

/**
 * The Belgian form `+++123/4567/89012+++` of a structured communication, or null when the reference is something else.
 */
export function structuredCommunication(reference: string): string | null {
  const bare = /^(?:\+{3}|\*{3})?(\d{3})\/?(\d{4})\/?(\d{5})(?:\+{3}|\*{3})?$/.exec(reference.trim())
  if (!bare) return null
  const digits = `${bare[1]}${bare[2]}${bare[3]}`
  // Ten digits, then their remainder by 97, or 97 itself when the division leaves nothing.
  const check = Number(BigInt(digits.slice(0, 10)) % 97n) || 97
  return check === Number(digits.slice(10)) ? `+++${bare[1]}/${bare[2]}/${bare[3]}+++` : null
}

/** A value from outside made fit for one line: no control character, no run of spaces. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** Puts values into the `{…}` of a label. */
export function put(label: string, values: Readonly<Record<string, string | number>>): string {
  return label.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** « 12,40 % »: a yearly rate in parts per million, two decimals or more, as the language writes it. */
export function rateText(ppm: number, language: Language): string {
  const text = percent(ppm)
  return typeset(language === 'en' ? `${text}%` : `${text.replace('.', ',')} %`, language)
}
