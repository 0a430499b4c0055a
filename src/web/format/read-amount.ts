import { fromDecimal, moneyToJson, type MoneyJson } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'

/**
 * Reads an amount as people type it: `1234.56`, `1 234,56 €`, `1.234,56`, `−12`. The last `,` or `.` followed by one or
 * two digits (three for a currency that has them) is the decimal mark; `1.234` alone is ambiguous for the euro and is
 * refused, as everything unclear, with `not-an-amount`.
 */
export function readAmount(typed: string, currency: string): Result<MoneyJson> {
  const bare = typed
    .replace(/[\s\u00a0\u202f'’]|€|[A-Z]{3}/g, '')
    .replace(/[\u2212\u2013]/g, '-')
    .trim()
  const shape = /^(-?)(\d{1,3}(?:([.,])\d{3}(?:\3\d{3})*)?|\d+)(?:([.,])(\d{1,2}))?$/.exec(bare)
  const [, sign = '', whole = '', group, mark, fraction = ''] = shape ?? []
  const ambiguous = group !== undefined && (group === mark || (mark === undefined && whole.split(group).length === 2))
  if (!shape || ambiguous) return refuse('not-an-amount', `"${typed.slice(0, 40)}" is not an amount such as 1234.50`)
  const read = fromDecimal(`${sign}${whole.replace(/[.,]/g, '')}.${fraction}`, currency)
  return read.ok ? ok(moneyToJson(read.value)) : read
}
