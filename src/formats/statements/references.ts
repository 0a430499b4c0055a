/**
 * References that a machine gave and a machine can check: ISO 11649 (`RF…`), the Belgian structured communication and
 * the Swiss QR reference. All are answered in one writing (capitals, digits, no separator), so that a bank line and an
 * invoice meet.
 */

// A remittance has 140 characters, the longest that banks send some thousand: a million of them is no text to search.
const MAX_SEARCHED = 20_000

/**
 * The compact writing of a structured reference that a bank marked as such; other references keep the bank's own
 * writing.
 */
export function structuredReference(text: string | null | undefined): string | null {
  const written = text?.replace(/\s+/g, ' ').trim() ?? ''
  if (written === '') return null
  const compact = written.replace(/[\s+*/.-]/g, '').toUpperCase()
  return isOgm(compact) || isRf(compact) || isQrReference(compact) ? compact : written
}

/**
 * The one structured reference that a free text quotes: `+++123/4567/89012+++`, `***…***`, `RF18…`. Null when there is
 * none or when two differ, because a line that pays two invoices has no single reference.
 */
export function quotedReference(text: string | null): string | null {
  if (text === null) return null
  const found = new Set<string>()
  for (const [, digits = ''] of text
    .slice(0, MAX_SEARCHED)
    .matchAll(/[+*]{3}\s*(\d{3}[ /.]?\d{4}[ /.]?\d{5})\s*[+*]{3}/g)) {
    const compact = digits.replace(/\D/g, '')
    if (isOgm(compact)) found.add(compact)
  }
  for (const [word] of text
    .slice(0, MAX_SEARCHED)
    .toUpperCase()
    .matchAll(/\bRF\d{2}[0-9A-Z]{1,21}\b/g))
    if (isRf(word)) found.add(word)
  const [only, other] = found
  return other === undefined ? (only ?? null) : null
}

/** An end-to-end reference, `null` for the word by which SEPA says that the payer gave none. */
export function endToEndReference(text: string | null): string | null {
  return text === 'NOTPROVIDED' ? null : text
}

/** The one valid IBAN of a text that is not `own`; null when there is none or several. */
export function quotedIban(text: string | null, own: string | null): string | null {
  if (text === null) return null
  const found = new Set<string>()
  for (const [word] of text
    .slice(0, MAX_SEARCHED)
    .toUpperCase()
    .matchAll(/\b[A-Z]{2}\d{2}[0-9A-Z]{11,30}\b/g)) {
    if (isIban(word) && word !== own) found.add(word)
  }
  const [only, other] = found
  return other === undefined ? (only ?? null) : null
}

/** An account number when it is an IBAN (right shape and key), else null. */
export function asIban(text: string | null | undefined): string | null {
  const compact = (text ?? '').replace(/\s+/g, '').toUpperCase()
  return isIban(compact) ? compact : null
}

/**
 * An account number that has the shape of an IBAN, whatever its key: what a bank calls an IBAN is kept as it wrote it.
 */
export function ibanShaped(text: string | null | undefined): string | null {
  const compact = (text ?? '').replace(/\s+/g, '').toUpperCase()
  return /^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(compact) ? compact : null
}

/**
 * Whether a statement's account is the account of an IBAN: the same IBAN, or the national number inside it, as CFONB
 * (`bank-branch-account`), old CODA (12 digits) and MT940 (`bank code/account`) write it.
 */
export function accountMatchesIban(account: string, iban: string): boolean {
  const [national, whole] = [compactAccount(account), compactAccount(iban)]
  if (national === whole) return true
  return !/^[A-Z]{2}\d{2}/.test(national) && national.length >= 8 && whole.slice(4).includes(national)
}

function compactAccount(text: string): string {
  return text.toUpperCase().replace(/[^0-9A-Z]/g, '')
}

function isIban(compact: string): boolean {
  return /^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(compact) && mod97(compact.slice(4) + compact.slice(0, 4)) === 1
}

// ISO 11649.
function isRf(compact: string): boolean {
  return /^RF\d{2}[0-9A-Z]{1,21}$/.test(compact) && mod97(compact.slice(4) + compact.slice(0, 4)) === 1
}

// Belgian structured communication: ten digits and their rest by 97, 97 standing for 0 (Febelfin).
function isOgm(compact: string): boolean {
  return /^\d{12}$/.test(compact) && (Number(compact.slice(0, 10)) % 97 || 97) === Number(compact.slice(10))
}

// Swiss QR reference: 27 digits, the last one by modulo 10 recursive (SIX, Implementation Guidelines QR-bill).
function isQrReference(compact: string): boolean {
  if (!/^\d{27}$/.test(compact)) return false
  const table = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5]
  const carry = Array.from(compact.slice(0, 26)).reduce((sum, digit) => table[(sum + Number(digit)) % 10] ?? 0, 0)
  return (10 - carry) % 10 === Number(compact[26])
}

function mod97(text: string): number {
  let rest = 0
  for (const character of text) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}
