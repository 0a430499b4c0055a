import type { Answer } from '#kernel/contract.ts'
import type { listReceipts } from '../api.ts'
import { minor, shown } from './amounts.ts'

export type ReceiptPage = Answer<typeof listReceipts>

/** Totals of some verdicts, currency by currency. */
export function totalsOf(waiting: ReceiptPage['waiting'], wanted: (verdict: string) => boolean) {
  const totals = new Map<string, bigint>()
  for (const { verdict, total } of waiting) {
    if (!wanted(verdict ?? 'back')) continue
    totals.set(total.currency, (totals.get(total.currency) ?? 0n) + minor(total))
  }
  return [...totals].map(([currency, amount]) => shown(amount, currency))
}
