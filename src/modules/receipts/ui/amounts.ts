import { moneyFromJson, moneyToJson, money, type MoneyJson } from '#kernel/money.ts'
import { unwrap } from '#kernel/result.ts'

/** Minor units of an amount that an answer gave. */
export function minor(value: MoneyJson): bigint {
  return unwrap(moneyFromJson(value)).amount
}

/** Minor units as an amount to show. */
export function shown(amount: bigint, currency: string): MoneyJson {
  return moneyToJson(money(amount, currency))
}
