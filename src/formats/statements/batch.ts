import { allocate, money, toDecimal, type Money } from '#kernel/money.ts'
import { warn, type Entry, type Findings } from './model.ts'

/** One detail of a batch: what it says, and its own amount when the bank gives one (signed like the batch). */
export type Detail = { readonly entry: Omit<Entry, 'amount'>; readonly amount: Money | null }

/**
 * Flattens one booked amount into its details, so that the parts always add up to what was booked:
 * - one detail: it is the booking, whatever amount it was instructed for;
 * - details that add up: one entry each;
 * - details in another currency: each gets its share of the booked amount (`batch-in-other-currency`);
 * - details that do not add up (fees kept by the bank, a cut list): one entry each and one for the rest (`batch-rest`);
 * - details without amounts: the booking stays whole (`batch-without-amounts`) and quotes them all.
 */
export function flatten(whole: Entry, details: readonly Detail[], findings: Findings, where: string): Entry[] {
  const [first] = details
  if (!first) return [whole]
  if (details.length === 1) return [{ ...first.entry, amount: whole.amount }]
  const amounts = details.map(detail => detail.amount)
  if (!amounts.every(amount => amount !== null)) return [wholeBatch(whole, details, findings, where)]
  const { currency } = whole.amount
  if (amounts.every(amount => amount.currency === currency)) {
    const rest = whole.amount.amount - amounts.reduce((sum, amount) => sum + amount.amount, 0n)
    const entries = details.map((detail, index) => ({ ...detail.entry, amount: amounts[index] ?? whole.amount }))
    if (rest === 0n) return entries
    const [made, booked] = [toDecimal(money(whole.amount.amount - rest, currency)), toDecimal(whole.amount)]
    const message = `the details of the batch make ${made}, ${booked} was booked: the rest stands as a line of its own`
    warn(findings, 'batch-rest', message, where)
    return [...entries, { ...whole, amount: money(rest, currency) }]
  }
  const weights = amounts.map(amount => (amount.amount < 0n ? -amount.amount : amount.amount))
  if (new Set(amounts.map(amount => amount.currency)).size > 1 || weights.every(weight => weight === 0n)) {
    return [wholeBatch(whole, details, findings, where)]
  }
  const differs = `the details are in ${amounts[0]?.currency}, the booking in ${currency}`
  const message = `${differs}: each has its share of the booked amount`
  warn(findings, 'batch-in-other-currency', message, where)
  const shares = allocate(whole.amount, weights)
  return details.map((detail, index) => ({ ...detail.entry, amount: shares[index] ?? whole.amount }))
}

function wholeBatch(whole: Entry, details: readonly Detail[], findings: Findings, where: string): Entry {
  const message = `the ${details.length} details of the batch have no amounts that can be compared: it stays one line`
  warn(findings, 'batch-without-amounts', message, where)
  const said = [
    whole.remittance,
    ...details.flatMap(({ entry }) => [entry.structuredReference, entry.endToEndId, entry.remittance]),
  ].filter(part => part !== null)
  const text = [...new Set(said)].join(' ')
  return { ...whole, remittance: text === '' ? null : text }
}
