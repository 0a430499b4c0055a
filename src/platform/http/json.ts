import { moneyToJson } from '#kernel/money.ts'

/**
 * JSON text of an answer. `bigint` has no JSON form of its own: money (`{amount: bigint, currency}`) becomes
 * `MoneyJson`, any other `bigint` a decimal string, so that no reader rounds it to a float.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'bigint') return item.toString()
    if (isMoney(item)) return moneyToJson(item)
    return item
  })
}

function isMoney(value: unknown): value is { amount: bigint; currency: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'amount' in value &&
    typeof value.amount === 'bigint' &&
    'currency' in value &&
    typeof value.currency === 'string' &&
    Object.keys(value).length === 2
  )
}
