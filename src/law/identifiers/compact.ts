/** Why an identifier is not valid. */
export type IdReason =
  | 'wrong-characters'
  | 'wrong-length'
  | 'wrong-structure'
  | 'wrong-check-digit'
  | 'unknown-country'
  | 'unknown-bank-code'

/** Either the identifier in its normal writing or why it is not one. */
export type IdVerdict = { readonly normalized: string } | { readonly reason: IdReason }

// People paste identifiers from mails and PDFs, where spaces and dashes have many code points.
const WRITINGS: readonly (readonly [RegExp, string])[] = [
  // Marks nobody sees: zero-width spaces, soft hyphens, direction and byte-order marks.
  [/\p{Cf}/gu, ''],
  [/\p{Zs}|[\t\r\n]/gu, ' '],
  [/\p{Pd}|[\u2212\u00af\u02c9\u203e]/gu, '-'],
  [/[\u00b7\u2022\u2024\u2027\u2219\u22c5\uff0e]/gu, '.'],
  [/[\u2044\u2215\uff0f]/gu, '/'],
]

/** The text in capitals, typographic separators made plain, and every character of `separators` removed. */
export function compact(text: string, separators: string): string {
  const plainText = WRITINGS.reduce((written, [pattern, plain]) => written.replace(pattern, plain), text)
  return Array.from(plainText)
    .filter(character => !separators.includes(character))
    .join('')
    .trim()
    .toUpperCase()
}

/** The text without one leading prefix out of those given. */
export function withoutPrefix(text: string, ...prefixes: readonly string[]): string {
  const prefix = prefixes.find(candidate => text.startsWith(candidate))
  return prefix === undefined ? text : text.slice(prefix.length)
}

/** True when the text is made of ASCII digits only, and at least one. */
export function isDigits(text: string): boolean {
  return /^[0-9]+$/.test(text)
}

/** Shorthand of a refusal. */
export function no(reason: IdReason): IdVerdict {
  return { reason }
}

/** The usual check of a number made of a fixed count of digits. */
export function digitsOfLength(text: string, lengths: readonly number[]): IdReason | null {
  if (!isDigits(text)) return 'wrong-characters'
  return lengths.includes(text.length) ? null : 'wrong-length'
}
