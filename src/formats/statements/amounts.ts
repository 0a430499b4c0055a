import type { Currency, Money } from '#kernel/money.ts'
import { decimalAmount, type Findings } from './model.ts'

/**
 * An amount as people and exports write it: `1 234,56`, `1.234,56`, `1,234.56`, `1'234.56`, `(12,00)`, `12,00-`, `+3`,
 * `€ 5`. The last point or comma is the decimal mark, unless it is followed by exactly three digits and stands alone or
 * repeated with the same mark (`1.234`, `1.234.567`), where it groups thousands; `decimal` settles that case when the
 * rest of the file shows which mark it uses. Null when the text is no amount.
 */
export function readAmount(
  text: string,
  currency: Currency,
  findings: Findings,
  where: string | null,
  decimal: ',' | '.' | null = null,
): Money | null {
  const plain = text
    .replace(/[\s\u00a0\u202f'’]/g, '')
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/^([+-]?)(EUR|€|CHF|USD|\$|GBP|£)/i, '$1')
    .replace(/(EUR|€|CHF|USD|\$|GBP|£)$/i, '')
  const match = /^(\()?([+-])?(\d[\d.,]*|[.,]\d+)([+-])?(\))?$/.exec(plain)
  if (
    !match ||
    (match[1] === undefined) !== (match[5] === undefined) ||
    (match[2] !== undefined && match[4] !== undefined)
  )
    return null
  const negative = match[1] !== undefined || match[2] === '-' || match[4] === '-'
  const digits = match[3] ?? ''
  const mark = decimalMark(digits, decimal)
  const other = mark === ',' ? '.' : ','
  const grouped =
    mark === null ? /^\d{1,3}([.,]\d{3})+$|^\d+$/ : new RegExp(`^(\\d*|\\d{1,3}(\\${other}\\d{3})+)\\${mark}\\d*$`)
  if (!grouped.test(digits)) return null
  const [whole = '', fraction = ''] = mark === null ? [digits] : digits.split(mark)
  return decimalAmount(
    `${negative ? '-' : ''}${whole.replace(/[.,]/g, '') || '0'}.${fraction}`,
    currency,
    findings,
    where,
  )
}

/**
 * The decimal mark that an amount proves by itself (`1,5` proves a comma, `1.234` proves nothing); null when it proves
 * none.
 */
export function provenMark(text: string): ',' | '.' | null {
  const digits = text.replace(/[^\d.,]/g, '')
  const last = Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.'))
  if (last < 0) return null
  const mark = digits[last] === ',' ? ',' : '.'
  const both = digits.includes(',') && digits.includes('.')
  const single = digits.indexOf(mark) === last
  if (!both && !single) return mark === ',' ? '.' : ','
  return both || digits.length - last - 1 !== 3 ? mark : null
}

function decimalMark(digits: string, known: ',' | '.' | null): ',' | '.' | null {
  const proven = provenMark(digits)
  if (proven !== null) return digits.includes(proven) ? proven : null
  if (known !== null && digits.includes(known)) return known
  return null
}
