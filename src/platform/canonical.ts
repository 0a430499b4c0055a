import { moneyToJson } from '#kernel/money.ts'

/**
 * The one JSON text of a value (RFC 8785: keys sorted by UTF-16 code units, no spaces), so that a hash of it can be
 * recomputed after PostgreSQL has stored the value as `jsonb`. Money becomes `MoneyJson`, other `bigint`s and instants
 * text, `undefined` is left out. Text that `jsonb` cannot hold (NUL, half a surrogate pair) becomes U+FFFD here, before
 * it is sealed.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(UNSTORABLE.test(value) ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value)
    case 'bigint':
      return `"${value}"`
    case 'number':
    case 'boolean':
      return JSON.stringify(value)
    case 'object':
      return value === null ? 'null' : canonicalObject(value)
    default:
      return 'null'
  }
}

// Whole pairs are suspected too, and stay as they are: looking for halves only would read every text letter by letter.
const UNSTORABLE = /[\0\uD800-\uDFFF]/

function canonicalObject(value: object): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonicalJson(value.toJSON())
  const entries = Object.entries(value)
  if (entries.length === 2 && 'amount' in value && 'currency' in value && typeof value.amount === 'bigint') {
    return canonicalJson(moneyToJson({ amount: value.amount, currency: String(value.currency) }))
  }
  const parts: string[] = []
  for (const [key, item] of entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    if (item !== undefined) parts.push(`${canonicalJson(key)}:${canonicalJson(item)}`)
  }
  return `{${parts.join(',')}}`
}
