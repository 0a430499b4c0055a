import { luhnSum } from './checksum.ts'
import { compact, digitsOfLength, isDigits, no, withoutPrefix, type IdVerdict } from './compact.ts'

/** SIREN: nine digits with a Luhn key. Source: INSEE, répertoire Sirene; C. com. R123-220. */
export function checkSiren(text: string): IdVerdict {
  const number = compact(text, ' .')
  const wrong = digitsOfLength(number, [9])
  if (wrong) return no(wrong)
  // Nine zeros satisfy Luhn, and stand for « none » in many lists.
  if (Number(number) === 0) return no('wrong-structure')
  return luhnSum(number) === 0 ? { normalized: number } : no('wrong-check-digit')
}

const LA_POSTE = '356000000'
const LA_POSTE_HEAD_OFFICE = '35600000000048'

/**
 * SIRET: SIREN and five digits, Luhn over the fourteen. La Poste has more establishments than Luhn can number: its
 * establishments, but not its head office, have a digit sum that is a multiple of 5. Source: INSEE, répertoire Sirene.
 */
export function checkSiret(text: string): IdVerdict {
  const number = compact(text, ' .')
  const wrong = digitsOfLength(number, [14])
  if (wrong) return no(wrong)
  if (Number(number.slice(0, 9)) === 0) return no('wrong-structure')
  const keyIsRight =
    number.startsWith(LA_POSTE) && number !== LA_POSTE_HEAD_OFFICE
      ? Array.from(number).reduce((total, digit) => total + Number(digit), 0) % 5 === 0
      : luhnSum(number) === 0
  return keyIsRight && luhnSum(number.slice(0, 9)) === 0 ? { normalized: number } : no('wrong-check-digit')
}

// Keys of VAT numbers are written without I and O (VIES format list of the Commission).
const KEY_ALPHABET = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/**
 * French VAT number: FR, a key of two characters, the SIREN. Monaco's numbers start with 000 after the key and are no
 * SIREN. The normal writing keeps the FR prefix. Source: CGI ann. II 242 nonies A; key: VIES format list.
 */
export function checkFrenchVat(text: string): IdVerdict {
  const number = withoutPrefix(compact(text, ' -.'), 'FR')
  const key = number.slice(0, 2)
  const siren = number.slice(2)
  if (Array.from(key).some(character => !KEY_ALPHABET.includes(character)) || !isDigits(siren))
    return no('wrong-characters')
  if (number.length !== 11) return no('wrong-length')
  if (!siren.startsWith('000') && luhnSum(siren) !== 0) return no('wrong-check-digit')
  return frenchKeyIsRight(key, siren) ? { normalized: `FR${number}` } : no('wrong-check-digit')
}

function frenchKeyIsRight(key: string, siren: string): boolean {
  if (isDigits(key)) return Number(key) === Number(`${siren}12`) % 97
  const [first, second] = Array.from(key).map(character => KEY_ALPHABET.indexOf(character)) as [number, number]
  const check = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100
  return (Number(siren) + 1 + Math.floor(check / 11)) % 11 === check % 11
}

/**
 * Registration in the French trade register as company papers write it: « RCS Nancy B 323 159 715 », the letter A for a
 * person and B for a company. Source: C. com. R123-237.
 */
export function checkRcs(text: string): IdVerdict {
  const match = /^\s*RCS\s+(\S.*?)\s+([AB])\s*((?:\d[ .]*){9})$/i.exec(text.trim())
  if (!match) return no('wrong-structure')
  const siren = checkSiren(String(match[3]))
  return 'reason' in siren
    ? siren
    : { normalized: `RCS ${match[1]} ${String(match[2]).toUpperCase()} ${siren.normalized}` }
}
