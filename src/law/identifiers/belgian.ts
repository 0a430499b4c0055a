import { compact, digitsOfLength, no, withoutPrefix, type IdVerdict } from './compact.ts'

/**
 * Belgian enterprise number: ten digits starting with 0 or 1, the last two being 97 minus the rest of the first eight
 * by 97. The older nine-digit writing gets its leading 0. Source: loi du 16 janvier 2003 (BCE), art. III.17 CDE.
 */
export function checkBelgianNumber(text: string): IdVerdict {
  const written = withoutPrefix(compact(text, ' -./'), 'BE')
  const opened = written.startsWith('(0)') ? `0${written.slice(3)}` : written
  const number = opened.length === 9 ? `0${opened}` : opened
  const wrong = digitsOfLength(number, [10])
  if (wrong) return no(wrong)
  if (!/^[01]/.test(number) || Number(number) === 0) return no('wrong-structure')
  return (Number(number.slice(0, 8)) + Number(number.slice(8))) % 97 === 0
    ? { normalized: number }
    : no('wrong-check-digit')
}

/** Belgian VAT number: BE and the enterprise number. Source: Code TVA art. 50. */
export function checkBelgianVat(text: string): IdVerdict {
  const verdict = checkBelgianNumber(text)
  return 'reason' in verdict ? verdict : { normalized: `BE${verdict.normalized}` }
}

/**
 * Belgian structured communication `+++NNN/NNNN/NNNCC+++` (also written with stars): ten digits and their rest by 97,
 * 97 standing for 0. The normal writing is the twelve digits. Source: Febelfin banking standards.
 */
export function checkOgm(text: string): IdVerdict {
  const number = compact(text, ' +/*')
  const wrong = digitsOfLength(number, [12])
  if (wrong) return no(wrong)
  if (Number(number) === 0) return no('wrong-structure')
  return (Number(number.slice(0, 10)) % 97 || 97) === Number(number.slice(10))
    ? { normalized: number }
    : no('wrong-check-digit')
}
