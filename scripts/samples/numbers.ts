/**
 * Numbers with right check digits that belong to nobody: each family counts down from the top of a range that the
 * registers have not reached (SIREN 9999…, BCE 0999…) or uses a bank code that no bank has (99999, 999).
 */

/** Luhn check digit of a run of digits. */
function luhn(digits: string): string {
  let total = 0
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = i % 2 === 0 ? digit * 2 : digit
    total += doubled > 9 ? doubled - 9 : doubled
  }
  return String((10 - (total % 10)) % 10)
}

const modulo97 = (digits: string): number => (digits.length < 16 ? Number(digits) % 97 : Number(BigInt(digits) % 97n))
const two = (value: number): string => String(value).padStart(2, '0')

/** The `rank`-th invented SIREN; public bodies take theirs in the 2… range, as the real ones do. */
export function siren(rank: number, isPublic = false): string {
  const body = String((isPublic ? 29_999_999 : 99_999_999) - rank)
  return body + luhn(body)
}

/** The SIRET of one establishment (1 is the head office). */
export function siret(ofSiren: string, establishment = 1): string {
  const body = ofSiren + String(establishment).padStart(4, '0')
  return body + luhn(body)
}

/** The French VAT number of a SIREN: key = (12 + 3 × SIREN mod 97) mod 97. */
export function frenchVat(ofSiren: string): string {
  return `FR${two((12 + 3 * modulo97(ofSiren)) % 97)}${ofSiren}`
}

/** The `rank`-th invented Belgian enterprise number: ten digits, the last two 97 − (first eight mod 97). */
export function belgianNumber(rank: number): string {
  const body = `0${9_999_999 - rank}`
  return body + two(97 - modulo97(body))
}

/** A French IBAN of the bank 99999 that does not exist, with its RIB key and its IBAN key. */
export function frenchIban(account: number): string {
  const [bank, branch, body] = ['99999', '00001', String(account).padStart(11, '0')]
  const ribKey = 97 - (Number((89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(body)) % 97n) || 0)
  return withIbanKey('FR', bank + branch + body + two(ribKey))
}

/** A Belgian IBAN of the bank 999 that does not exist. */
export function belgianIban(account: number): string {
  const body = `999${String(account).padStart(7, '0')}`
  return withIbanKey('BE', body + two(modulo97(body) || 97))
}

function withIbanKey(country: string, bban: string): string {
  const letters = Array.from(country, letter => String(letter.charCodeAt(0) - 55)).join('')
  return `${country}${two(98 - modulo97(`${bban}${letters}00`))}${bban}`
}

/** A Belgian structured communication from ten digits: `+++123/4567/89012+++`. */
export function structuredCommunication(body: number): string {
  const ten = String(body).padStart(10, '0')
  const all = ten + two(modulo97(ten) || 97)
  return `+++${all.slice(0, 3)}/${all.slice(3, 7)}/${all.slice(7)}+++`
}
