import { dayOf } from '#kernel/day.ts'
import { weigh } from './checksum.ts'

// Some states use a natural person's national number as a VAT number. Those numbers carry a birth date, which must
// exist.

function dateExists(year: number, month: number, dayOfMonth: number): boolean {
  return dayOf(year, month, dayOfMonth).ok
}

const part = (number: string, from: number, to: number): number => Number(number.slice(from, to))

/** Bulgarian ten digits: a citizen (EGN), a foreigner (LNCh) or another registered person. */
export function isBulgarianPerson(number: string): boolean {
  const last = Number(number.at(-1))
  const month = part(number, 2, 4)
  const [year, realMonth] = month > 40 ? [2000, month - 40] : month > 20 ? [1800, month - 20] : [1900, month]
  const citizen =
    dateExists(year + part(number, 0, 2), realMonth, part(number, 4, 6)) &&
    (weigh(number, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === last
  const foreigner = weigh(number, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 === last
  const other = (11 - (weigh(number, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === last
  return citizen || foreigner || other
}

/** Czech or Slovak birth number (rodné číslo): nine digits until 1953, ten with a key since. */
export function isCzechPerson(number: string): boolean {
  const written = 1900 + part(number, 0, 2)
  const short = number.length === 9
  const year = short ? (written >= 1980 ? written - 100 : written) : written < 1954 ? written + 100 : written
  if (short && year > 1953) return false
  // Women have 50 added to the month, and 20 more when the day's series ran out.
  const month = (part(number, 2, 4) % 50) % 20
  if (!dateExists(year, month, part(number, 4, 6))) return false
  return short || (Number(number.slice(0, 9)) % 11) % 10 === Number(number.at(-1))
}

/** Latvian personal code: ddmmyy and century; codes given since 2017 start with 32 and hold no date. */
export function isLatvianPerson(number: string): boolean {
  const dated =
    number.startsWith('32') ||
    dateExists(1800 + part(number, 6, 7) * 100 + part(number, 4, 6), part(number, 2, 4), part(number, 0, 2))
  const check = ((1 + weigh(number, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11) % 10
  return dated && check === Number(number.at(-1))
}

/** Romanian personal code (CNP), thirteen digits. */
export function isRomanianPerson(number: string): boolean {
  const kind = number.charAt(0)
  const century = '34'.includes(kind) ? 1800 : '56'.includes(kind) ? 2000 : 1900
  const check = weigh(number, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11
  return (
    dateExists(century + part(number, 1, 3), part(number, 3, 5), part(number, 5, 7)) &&
    (check === 10 ? 1 : check) === Number(number.at(-1))
  )
}

/** Letter of a Spanish DNI or NIE. */
export function spanishLetter(digits: string): string {
  return 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(digits) % 23)
}
