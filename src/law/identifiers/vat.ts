import { checkBelgianVat } from './belgian.ts'
import { luhnSum, mod97, satisfiesMod11And10, weigh } from './checksum.ts'
import { compact, digitsOfLength, isDigits, no, withoutPrefix, type IdReason, type IdVerdict } from './compact.ts'
import { checkFrenchVat } from './french.ts'
import { isBulgarianPerson, isCzechPerson, isLatvianPerson, isRomanianPerson, spanishLetter } from './persons.ts'

/** How one member state writes its VAT numbers: what may separate, how short forms are filled, what makes one right. */
type NationalVat = {
  readonly separators: string
  readonly fill?: (number: string) => string
  readonly fault: (number: string) => IdReason | null
}

/** `fixed(8, test)`: so many digits, first digit not 0 when `noZero`, and a key test. */
function fixed(length: number, keyIsRight: (number: string) => boolean, noZero = false): NationalVat['fault'] {
  return number => {
    const wrong = digitsOfLength(number, [length])
    if (wrong) return wrong
    if (noZero && number.startsWith('0')) return 'wrong-structure'
    return keyIsRight(number) ? null : 'wrong-check-digit'
  }
}

const lastDigit = (number: string): number => Number(number.at(-1))

function austrian(number: string): IdReason | null {
  if (!/^U[0-9]+$/.test(number)) return 'wrong-characters'
  if (number.length !== 9) return 'wrong-length'
  return (16 - luhnSum(number.slice(1, 8))) % 10 === lastDigit(number) ? null : 'wrong-check-digit'
}

function bulgarian(number: string): IdReason | null {
  const wrong = digitsOfLength(number, [9, 10])
  if (wrong) return wrong
  if (number.length === 10) return isBulgarianPerson(number) ? null : 'wrong-check-digit'
  const first = weigh(number, [1, 2, 3, 4, 5, 6, 7, 8]) % 11
  const check = first === 10 ? weigh(number, [3, 4, 5, 6, 7, 8, 9, 10]) % 11 : first
  return check % 10 === lastDigit(number) ? null : 'wrong-check-digit'
}

// Letter number 1, 0, 5, 7, 9, 13, 15, 17, 19, 21 for the digits 0 to 9 at odd places.
const CYPRIOT_ODD = 'BAFHJNPRTV'

function cypriot(number: string): IdReason | null {
  if (!isDigits(number.slice(0, -1))) return 'wrong-characters'
  if (number.length !== 9) return 'wrong-length'
  if (number.startsWith('12')) return 'wrong-structure'
  const sum = Array.from(number.slice(0, 8)).reduce(
    (total, digit, i) => total + (i % 2 === 0 ? CYPRIOT_ODD.charCodeAt(Number(digit)) - 65 : Number(digit)),
    0,
  )
  return String.fromCharCode(65 + (sum % 26)) === number.at(-1) ? null : 'wrong-check-digit'
}

function czech(number: string): IdReason | null {
  const wrong = digitsOfLength(number, [8, 9, 10])
  if (wrong) return wrong
  if (number.length === 8) {
    if (number.startsWith('9')) return 'wrong-structure'
    const check = (11 - (weigh(number, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 11
    return (check || 1) % 10 === lastDigit(number) ? null : 'wrong-check-digit'
  }
  if (number.length === 9 && number.startsWith('6')) {
    const sum = weigh(number.slice(1), [8, 7, 6, 5, 4, 3, 2]) % 11
    return (18 - ((10 - sum + 11) % 11)) % 10 === lastDigit(number) ? null : 'wrong-check-digit'
  }
  return isCzechPerson(number) ? null : 'wrong-check-digit'
}

function spanish(number: string): IdReason | null {
  if (!isDigits(number.slice(1, -1))) return 'wrong-characters'
  if (number.length !== 9) return 'wrong-length'
  const first = number.charAt(0)
  const last = number.charAt(8)
  const middle = number.slice(1, 8)
  if (isDigits(first)) return spanishLetter(number.slice(0, 8)) === last ? null : 'wrong-check-digit'
  if ('XYZ'.includes(first)) {
    return spanishLetter(`${'XYZ'.indexOf(first)}${middle}`) === last ? null : 'wrong-check-digit'
  }
  if ('KLM'.includes(first)) return spanishLetter(middle) === last ? null : 'wrong-check-digit'
  if (!'ABCDEFGHJNPQRSUVW'.includes(first)) return 'wrong-structure'
  const check = (10 - luhnSum(`${middle}0`)) % 10
  return last === String(check) || last === 'JABCDEFGHI'.charAt(check) ? null : 'wrong-check-digit'
}

const IRISH_LETTERS = 'WABCDEFGHIJKLMNOPQRSTUV'

function irish(number: string): IdReason | null {
  const match = /^([0-9])([0-9A-Z+*])([0-9]{5})([A-W])([A-W]?)$/.exec(number)
  if (!match) return number.length === 8 || number.length === 9 ? 'wrong-characters' : 'wrong-length'
  const [, first = '', second = '', middle = '', letter = '', suffix = ''] = match
  const digits = isDigits(second) ? first + second + middle : `0${middle}${first}`
  const extra = suffix === '' || !isDigits(second) ? 0 : 9 * IRISH_LETTERS.indexOf(suffix)
  const check = (weigh(digits, [8, 7, 6, 5, 4, 3, 2]) + extra) % 23
  return IRISH_LETTERS.charAt(check) === letter ? null : 'wrong-check-digit'
}

function italian(number: string): IdReason | null {
  const wrong = digitsOfLength(number, [11])
  if (wrong) return wrong
  const office = Number(number.slice(7, 10))
  const officeExists = (office >= 1 && office <= 100) || [120, 121, 888, 999].includes(office)
  if (Number(number.slice(0, 7)) === 0 || !officeExists) return 'wrong-structure'
  return luhnSum(number) === 0 ? null : 'wrong-check-digit'
}

function lithuanian(number: string): IdReason | null {
  const wrong = digitsOfLength(number, [9, 12])
  if (wrong) return wrong
  if (number.at(-2) !== '1') return 'wrong-structure'
  const body = Array.from(number.slice(0, -1))
  const sum = (shift: number): number =>
    body.reduce((total, digit, i) => total + (1 + ((i + shift) % 9)) * Number(digit), 0)
  const check = sum(0) % 11 === 10 ? sum(2) % 11 : sum(0) % 11
  return check % 10 === lastDigit(number) ? null : 'wrong-check-digit'
}

function latvian(number: string): IdReason | null {
  const wrong = digitsOfLength(number, [11])
  if (wrong) return wrong
  const right =
    number.charAt(0) > '3' ? weigh(number, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3 : isLatvianPerson(number)
  return right ? null : 'wrong-check-digit'
}

function dutch(number: string): IdReason | null {
  if (number.length !== 12) return 'wrong-length'
  if (!/^[0-9]{9}B[0-9]{2}$/.test(number)) return 'wrong-characters'
  if (number.endsWith('00') || number.startsWith('000000000')) return 'wrong-structure'
  const elevenTest = weigh(number, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0
  return elevenTest || mod97(`NL${number}`) === 1 ? null : 'wrong-check-digit'
}

function romanian(number: string): IdReason | null {
  if (!isDigits(number)) return 'wrong-characters'
  if (number.startsWith('0')) return 'wrong-structure'
  if (number.length === 13) return isRomanianPerson(number) ? null : 'wrong-check-digit'
  if (number.length < 2 || number.length > 10) return 'wrong-length'
  const sum = weigh(number.slice(0, -1).padStart(9, '0'), [7, 5, 3, 2, 1, 7, 5, 3, 2])
  return ((10 * sum) % 11) % 10 === lastDigit(number) ? null : 'wrong-check-digit'
}

function slovak(number: string): IdReason | null {
  const wrong = digitsOfLength(number, [10])
  if (wrong) return wrong
  if (isCzechPerson(number)) return null
  if (number.startsWith('0') || !/^..[234789]/.test(number)) return 'wrong-structure'
  return Number(number) % 11 === 0 ? null : 'wrong-check-digit'
}

function swedish(number: string): IdReason | null {
  if (!isDigits(number) || !number.endsWith('01')) return 'wrong-characters'
  if (number.length !== 12) return 'wrong-length'
  return luhnSum(number.slice(0, 10)) === 0 ? null : 'wrong-check-digit'
}

function northernIrish(number: string): IdReason | null {
  const office = /^(GD|HA)([0-9]{3})$/.exec(number)
  if (office) return Number(office[2]) < 500 === (office[1] === 'GD') ? null : 'wrong-structure'
  const wrong = digitsOfLength(number, [9, 12])
  if (wrong) return wrong
  const rest = weigh(number, [8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97
  return (Number(number.slice(0, 3)) >= 100 ? [0, 42, 55] : [0]).includes(rest) ? null : 'wrong-check-digit'
}

function greekKey(number: string): boolean {
  const sum = weigh(number, [256, 128, 64, 32, 16, 8, 4, 2])
  return (sum % 11) % 10 === lastDigit(number)
}

// The separators each country's own writing uses; source of the keys: the VIES format list of the Commission and each
// state's published algorithm. A state without a published key would be checked for format only; none is.
const NATIONAL: Readonly<Record<string, NationalVat>> = {
  AT: { separators: ' -./', fault: austrian },
  BG: { separators: ' -.', fault: bulgarian },
  CY: { separators: ' -', fault: cypriot },
  CZ: { separators: ' /-', fault: czech },
  DE: { separators: ' -./,', fault: fixed(9, satisfiesMod11And10, true) },
  DK: { separators: ' -.,/:', fault: fixed(8, n => weigh(n, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0, true) },
  EE: { separators: ' ', fault: fixed(9, n => weigh(n, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0) },
  // The older Greek numbers have eight digits.
  EL: { separators: ' -./:', fill: number => (number.length === 8 ? `0${number}` : number), fault: fixed(9, greekKey) },
  ES: { separators: ' -', fault: spanish },
  FI: { separators: ' -', fault: fixed(8, n => weigh(n, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0) },
  HR: { separators: ' -', fault: fixed(11, satisfiesMod11And10) },
  HU: { separators: ' -', fault: fixed(8, n => weigh(n, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0) },
  IE: { separators: ' -', fault: irish },
  IT: { separators: ' -:', fault: italian },
  LT: { separators: ' -', fault: lithuanian },
  LU: { separators: ' :.-', fault: fixed(8, n => Number(n.slice(0, 6)) % 89 === Number(n.slice(6))) },
  LV: { separators: ' -', fault: latvian },
  MT: { separators: ' -', fault: fixed(8, n => weigh(n, [3, 4, 6, 7, 8, 9, 10, 1]) % 37 === 0, true) },
  NL: { separators: ' -.', fill: number => number.padStart(12, '0'), fault: dutch },
  PL: { separators: ' -', fault: fixed(10, n => weigh(n, [6, 5, 7, 2, 3, 4, 5, 6, 7, -1]) % 11 === 0) },
  PT: {
    separators: ' -.',
    fault: fixed(9, n => ((110 - (weigh(n, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === lastDigit(n), true),
  },
  RO: { separators: ' -', fault: romanian },
  SE: { separators: ' -.', fault: swedish },
  SI: { separators: ' -', fault: fixed(8, slovenianKey, true) },
  SK: { separators: ' -', fault: slovak },
  XI: { separators: ' -.', fault: northernIrish },
}

function slovenianKey(number: string): boolean {
  const check = 11 - (weigh(number, [8, 7, 6, 5, 4, 3, 2]) % 11)
  return (check === 10 ? 0 : check) === lastDigit(number)
}

// ISO 3166 numbers of the member states, and 900 for Northern Ireland: digits three to five of a one-stop-shop number.
const STATE_NUMBERS = new Set(
  '040 056 100 191 196 203 208 233 246 250 276 300 348 372 380 428 440 442 470 528 616 620 642 703 705 724 752 900'.split(
    ' ',
  ),
)

function oneStopShop(text: string): IdVerdict {
  const number = compact(text, ' -')
  if (!isDigits(number.slice(2))) return no('wrong-characters')
  if (number.length !== (number.startsWith('EU') ? 11 : 12)) return no('wrong-length')
  return STATE_NUMBERS.has(number.slice(2, 5)) ? { normalized: number } : no('unknown-country')
}

/**
 * VAT number of any member state, of Northern Ireland (XI) or of the one-stop shop (EU, IM), prefix included; national
 * keys are computed, and the register is not asked. Greece writes EL; GR is understood. Source: directive 2006/112/CE
 * art. 214–215 and the VIES format list.
 */
export function checkEuVat(text: string): IdVerdict {
  const written = compact(text, '')
  const prefix = written.slice(0, 2) === 'GR' ? 'EL' : written.slice(0, 2)
  if (prefix === 'FR') return checkFrenchVat(written)
  if (prefix === 'BE') return checkBelgianVat(written)
  if (prefix === 'EU' || prefix === 'IM') return oneStopShop(written)
  const national = Object.hasOwn(NATIONAL, prefix) ? NATIONAL[prefix] : undefined
  if (!national) return no('unknown-country')
  const bare = withoutPrefix(compact(written, national.separators), prefix, 'GR')
  const number = national.fill ? national.fill(bare) : bare
  const fault = national.fault(number)
  return fault ? no(fault) : { normalized: prefix + number }
}
