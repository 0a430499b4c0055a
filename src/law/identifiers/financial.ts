import { ValidationErrorsIBAN, validateIBAN } from 'ibantools'
import { mod97 } from './checksum.ts'
import { compact, no, type IdVerdict } from './compact.ts'

// Bank codes the National Bank of Belgium listed as free on 1 October 2022 (nbb.be, current_codes): an account number
// with one of them belongs to no bank. Certainty: B, the list moves a few times a year.
const FREE_BELGIAN_BANK_CODES = (
  '112 115-118 128 130 135-136 138-139 151-170 174 177 180-182 184 186-188 215-219 502-503 505-506 511 516-520 ' +
  '526-529 531-537 539-540 542-545 547 561 580 582 584 589 602-604 606 608-609 614-623 626-629 632-633 637 639 ' +
  '641 650 655-656 659-662 665 681 689-692 695 697-699 710-718 720-721 723-724 818-822 827 829 841-843 846-849 ' +
  '854-858 861 864 867 869-870 872 874-875 882 885-886 889 900-905 907 909 912 918-919 921 925 927 932-933 935 ' +
  '937-938 944 946-947 962 965 970 972 985-988'
)
  .split(' ')
  .map(range => range.split('-').map(Number) as [number, number?])

// Accounts in the French territories are numbered as in France and start with FR (ISO 13616 registry, entry France).
const FRENCH_TERRITORIES = new Set('BL GF GP MF MQ NC PF PM RE TF WF YT'.split(' '))

/**
 * IBAN: country structure and length, mod 97-10, and the national key inside where the country has one (French RIB key,
 * Belgian key, Spanish CCC…), by ibantools; Belgian bank codes that no bank holds are refused. Source: ISO 13616, SWIFT
 * IBAN registry.
 */
export function checkIban(text: string): IdVerdict {
  const number = compact(text, ' -.')
  if (FRENCH_TERRITORIES.has(number.slice(0, 2))) return no('unknown-country')
  const [first] = validateIBAN(number).errorCodes
  if (first !== undefined) return no(ibanReason(number, first))
  const bankCode = number.startsWith('BE') ? Number(number.slice(4, 7)) : null
  if (bankCode !== null && FREE_BELGIAN_BANK_CODES.some(([from, to = from]) => bankCode >= from && bankCode <= to)) {
    return no('unknown-bank-code')
  }
  return { normalized: number }
}

function ibanReason(
  number: string,
  error: ValidationErrorsIBAN,
): 'unknown-country' | 'wrong-length' | 'wrong-structure' | 'wrong-check-digit' {
  switch (error) {
    case ValidationErrorsIBAN.WrongBBANLength:
      return 'wrong-length'
    case ValidationErrorsIBAN.WrongIBANChecksum:
    case ValidationErrorsIBAN.WrongAccountBankBranchChecksum:
      return 'wrong-check-digit'
    case ValidationErrorsIBAN.NoIBANCountry:
      return /^[A-Z]{2}/.test(number) ? 'unknown-country' : 'wrong-structure'
    default:
      return 'wrong-structure'
  }
}

/** BIC of 8 or 11 characters: institution, country, place, optional branch. Source: ISO 9362. */
export function checkBic(text: string): IdVerdict {
  const code = compact(text, ' -')
  if (code.length !== 8 && code.length !== 11) return no('wrong-length')
  return /^[A-Z]{6}[0-9A-Z]{2}([0-9A-Z]{3})?$/.test(code) ? { normalized: code } : no('wrong-characters')
}

/** LEI: 18 letters or digits and two check digits, mod 97-10. Source: ISO 17442. */
export function checkLei(text: string): IdVerdict {
  const code = compact(text, ' -')
  if (code.length !== 20) return no('wrong-length')
  if (!/^[0-9A-Z]{18}[0-9]{2}$/.test(code)) return no('wrong-characters')
  return mod97(code) === 1 ? { normalized: code } : no('wrong-check-digit')
}

/** RF creditor reference: RF, two check digits, 1 to 21 letters or digits, mod 97-10. Source: ISO 11649. */
export function checkRf(text: string): IdVerdict {
  const reference = compact(text, ' -.,/:')
  if (reference.length < 5 || reference.length > 25) return no('wrong-length')
  if (!/^RF[0-9]{2}[0-9A-Z]+$/.test(reference)) return no('wrong-structure')
  return mod97(reference.slice(4) + reference.slice(0, 4)) === 1 ? { normalized: reference } : no('wrong-check-digit')
}
