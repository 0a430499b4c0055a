import { allocate, money } from '#kernel/money.ts'
import type { PartRule } from './model.ts'

/** One debt of a payer who did not say what he pays; `open` is positive, days are day numbers. */
export type Debt = { readonly at: number; readonly open: bigint; readonly dueOn: number; readonly issueOn: number }

/** What a debt gets, and by which rule. */
export type Imputed = { readonly at: number; readonly amount: bigint; readonly rule: PartRule }

/**
 * Spreads an amount over debts in the order of C. civ. art. 1342-10: what the debtor indicated; else debts that are
 * due, the oldest first; then those not due yet; debts of the same day share in proportion. Among debts that are due
 * the article first serves those the debtor had most interest in paying: invoices of one seller bear the same late
 * interest, so the oldest, which has run longest, comes first. Answers no line for a debt that gets nothing; the sum is
 * at most `amount`.
 */
export function impute(
  debts: readonly Debt[],
  amount: bigint,
  onDay: number,
  indicated: ReadonlySet<number>,
): Imputed[] {
  const rank = (debt: Debt): number => (indicated.has(debt.at) ? 0 : debt.dueOn <= onDay ? 1 : 2)
  const ordered = [...debts].sort(
    (a, b) => rank(a) - rank(b) || a.dueOn - b.dueOn || a.issueOn - b.issueOn || a.at - b.at,
  )
  const found: Imputed[] = []
  let rest = amount
  for (let start = 0; start < ordered.length && rest > 0n;) {
    let end = start + 1
    while (end < ordered.length && isEqual(ordered[start], ordered[end], rank)) end += 1
    const level = ordered.slice(start, end)
    const wanted = level.reduce((sum, debt) => sum + debt.open, 0n)
    const given = rest < wanted ? rest : wanted
    found.push(...share(level, given, wanted, (['indicated', 'due-oldest', 'not-due'] as const)[rankOf(level, rank)]))
    rest -= given
    start = end
  }
  return found
}

function rankOf(level: readonly Debt[], rank: (debt: Debt) => number): 0 | 1 | 2 {
  const [first] = level
  return (first ? rank(first) : 2) as 0 | 1 | 2
}

function isEqual(a: Debt | undefined, b: Debt | undefined, rank: (debt: Debt) => number): boolean {
  return a !== undefined && b !== undefined && rank(a) === rank(b) && a.dueOn === b.dueOn && a.issueOn === b.issueOn
}

function share(level: readonly Debt[], given: bigint, wanted: bigint, rule: PartRule): Imputed[] {
  if (given === wanted || level.length === 1) {
    return level.map(debt => ({ at: debt.at, amount: given === wanted ? debt.open : given, rule }))
  }
  const parts = allocate(
    money(given, 'EUR'),
    level.map(debt => debt.open),
  )
  return level
    .map((debt, n) => ({ at: debt.at, amount: parts[n]?.amount ?? 0n, rule: 'proportional' as const }))
    .filter(part => part.amount > 0n)
}
