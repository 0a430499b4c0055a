import { dayNumber } from '#kernel/day.ts'
import { divideRounded } from '#kernel/rounding.ts'
import { say, type Clues } from './clues-decide.ts'
import { impute } from './impute-decide.ts'
import type { Discount, Evidence, MatchingRules, Part, PartRule } from './model.ts'
import type { Portfolio } from './portfolio-decide.ts'

/**
 * How well an amount pays a set of items: `full` settles all of it by a rule, the others leave something to a person.
 */
export type Grade = 'full' | 'near' | 'fee' | 'partial' | 'over'

/** An amount explained by a set of items. Parts name items by their place in the portfolio. */
export type Explained = {
  readonly grade: Grade
  readonly parts: readonly PlacedPart[]
  readonly onAccount: bigint
  readonly evidence: readonly Evidence[]
}

export type PlacedPart = Omit<Part, 'invoice'> & { readonly at: number }

const PPM = 1_000_000n

/** Explains the line's amount by these items, indicated by the payer or found; the first explanation that holds. */
export function explain(
  clues: Clues,
  items: readonly number[],
  folio: Portfolio,
  rules: MatchingRules,
  rule: PartRule,
): Explained {
  const { amount } = clues.credit
  const total = totalOf(items, folio)
  const full = (evidence: Evidence, on: readonly number[] = items): Explained => ({
    grade: 'full',
    parts: paidInFull(on, folio, rule),
    onAccount: 0n,
    evidence: [evidence],
  })
  if (total === amount) return full(exactEvidence(items, folio))
  // Credit notes alone are paid by nobody: the money is the customer's until somebody says more.
  if (total <= 0n) {
    return {
      grade: 'over',
      parts: [],
      onAccount: amount,
      evidence: [say('amount-above', false, { over: String(amount) })],
    }
  }
  const discounted = lessDiscount(clues, items, folio, rules)
  if (discounted) return discounted
  const short = total - amount
  if (short > 0n && short <= rules.smallDifference) {
    const writeOff = { parts: withWriteOff(items, folio, rule, short, 'small'), onAccount: 0n }
    return { grade: 'full', ...writeOff, evidence: [say('small-difference', true, { short: String(short) })] }
  }
  const credits = creditsToDeduct(items, folio, short)
  if (credits) {
    const deducted = full(say('credit-deducted', true, { notes: numbersOf(credits.items, folio) }), [
      ...items,
      ...credits.items,
    ])
    return credits.unique
      ? deducted
      : { ...deducted, grade: 'near', evidence: [...deducted.evidence, say('twins', false)] }
  }
  if (short < 0n) return overpaid(items, folio, rules, rule, -short)
  if (short <= rules.bankFee && !clues.discount) {
    const writeOff = { parts: withWriteOff(items, folio, rule, short, 'bank-fee'), onAccount: 0n }
    return { grade: 'fee', ...writeOff, evidence: [say('less-bank-fee', true, { fee: String(short) })] }
  }
  return partial(clues, items, folio, short)
}

export function totalOf(items: readonly number[], folio: Portfolio): bigint {
  return items.reduce((sum, at) => sum + (folio.left[at] ?? 0n), 0n)
}

/** The numbers of items, for saying; at most ten. */
export function numbersOf(items: readonly number[], folio: Portfolio): string {
  const shown = items.slice(0, 10).map(at => folio.numberOf(at))
  return shown.join(', ') + (items.length > 10 ? '…' : '')
}

function exactEvidence(items: readonly number[], folio: Portfolio): Evidence {
  if (items.length === 1) return say('exact-amount', true, { invoice: numbersOf(items, folio) })
  return say('exact-sum', true, { count: items.length, invoices: numbersOf(items, folio) })
}

export function paidInFull(items: readonly number[], folio: Portfolio, rule: PartRule): PlacedPart[] {
  return items.map(at => ({ at, kind: 'receipt', amount: folio.left[at] ?? 0n, rule }))
}

function overpaid(
  items: readonly number[],
  folio: Portfolio,
  rules: MatchingRules,
  rule: PartRule,
  over: bigint,
): Explained {
  const parts = paidInFull(items, folio, rule)
  const claimed = othersMaking(items, folio, over, at => folio.isDebitNote(at))
  if (claimed) {
    const charged = paidInFull(claimed.items, folio, 'amount')
    const facts = { items: numbersOf(claimed.items, folio), amount: String(over) }
    const evidence = [exactEvidence([...items, ...claimed.items], folio), say('with-charges', true, facts)]
    if (!claimed.unique) evidence.push(say('twins', false))
    return { grade: claimed.unique ? 'full' : 'near', parts: [...parts, ...charged], onAccount: 0n, evidence }
  }
  const fees = rules.recoveryFee > 0n && over % rules.recoveryFee === 0n ? over / rules.recoveryFee : 0n
  if (fees > 0n && fees <= BigInt(items.length)) {
    const evidence = [say('with-recovery-fee', true, { count: Number(fees), amount: String(over) })]
    return { grade: 'near', parts, onAccount: over, evidence }
  }
  if (over <= rules.smallDifference) {
    return { grade: 'near', parts, onAccount: over, evidence: [say('small-difference', true, { over: String(over) })] }
  }
  return { grade: 'over', parts, onAccount: over, evidence: [say('amount-above', false, { over: String(over) })] }
}

function partial(clues: Clues, items: readonly number[], folio: Portfolio, short: bigint): Explained {
  const owed = items.filter(at => folio.leftOf(at) > 0)
  const imputed = impute(debtsOf(owed, folio), clues.credit.amount, clues.day, new Set(items))
  return {
    grade: 'partial',
    parts: imputed.map(({ at, amount, rule }) => ({ at, kind: 'receipt', amount, rule })),
    onAccount: 0n,
    evidence: [
      say('amount-below', false, { short: String(short) }),
      ...(clues.discount ? [say('discount-not-agreed', false)] : []),
    ],
  }
}

/** Items as debts to be served in the legal order. */
export function debtsOf(items: readonly number[], folio: Portfolio) {
  return items.map(at => ({
    at,
    open: folio.left[at] ?? 0n,
    dueOn: folio.dueOn[at] ?? 0,
    issueOn: folio.issueOn[at] ?? 0,
  }))
}

// The whole set less the agreed rate, each invoice rounded by itself as payers do, or the total rounded once.
function lessDiscount(
  clues: Clues,
  items: readonly number[],
  folio: Portfolio,
  rules: MatchingRules,
): Explained | null {
  const total = totalOf(items, folio)
  for (const discount of rules.discounts) {
    const { ratePpm } = discount
    if (!items.every(at => mayDeduct(discount, at, clues.day, folio))) continue
    const off = items.map(at => divideRounded((folio.left[at] ?? 0n) * ratePpm, PPM, 'half-up'))
    const each = off.reduce((sum, part) => sum + part, 0n)
    const short = total - clues.credit.amount
    const drift = short - each
    if (short <= 0n || (drift < 0n ? -drift : drift) > 1n) continue
    off[0] = (off[0] ?? 0n) + drift
    const parts = items.flatMap((at, n): PlacedPart[] => {
      const less = off[n] ?? 0n
      const receipt = {
        at,
        kind: 'receipt' as const,
        amount: (folio.left[at] ?? 0n) - less,
        rule: 'indicated' as const,
      }
      return less === 0n ? [receipt] : [receipt, { at, kind: 'write-off', amount: less, rule: 'discount' }]
    })
    const days = discount.days === null ? {} : { days: discount.days }
    const evidence = [say('less-discount', true, { ratePpm: Number(ratePpm), ...days, amount: String(short) })]
    return { grade: 'full', parts, onAccount: 0n, evidence }
  }
  return null
}

function mayDeduct(discount: Discount, at: number, day: number, folio: Portfolio): boolean {
  const issue = folio.issueOn[at] ?? 0
  const { days, from = null, to = null, customer = null } = discount
  if (folio.leftOf(at) <= 0) return false
  if (customer !== null && folio.payers.id(folio.customerOf[at] ?? 0) !== customer) return false
  if ((from !== null && issue < dayNumber(from)) || (to !== null && issue > dayNumber(to))) return false
  return days === null ? day < (folio.dueOn[at] ?? 0) : day <= issue + days
}

// What will not come is written off on the largest item, which can bear it.
function withWriteOff(
  items: readonly number[],
  folio: Portfolio,
  rule: PartRule,
  short: bigint,
  why: 'small' | 'bank-fee',
): PlacedPart[] {
  const largest = items.reduce(
    (best, at) => ((folio.left[at] ?? 0n) > (folio.left[best] ?? 0n) ? at : best),
    items[0] ?? 0,
  )
  return paidInFull(items, folio, rule).flatMap((part): PlacedPart[] => {
    if (part.at !== largest) return [part]
    if (part.amount <= short) return [{ ...part, kind: 'write-off', rule: why }]
    const writeOff: PlacedPart = { at: part.at, kind: 'write-off', amount: short, rule: why }
    return [{ ...part, amount: part.amount - short }, writeOff]
  })
}

// Credit notes of the same customers that make the amount: one of them, or all.
function creditsToDeduct(items: readonly number[], folio: Portfolio, short: bigint): Others | null {
  if (short <= 0n || items.some(at => folio.leftOf(at) < 0)) return null
  return othersMaking(items, folio, -short, at => folio.leftOf(at) < 0)
}

type Others = { readonly items: readonly number[]; readonly unique: boolean }

/** Other items of the same customers, of one kind, that make an amount: one of them, or all. */
function othersMaking(
  items: readonly number[],
  folio: Portfolio,
  amount: bigint,
  isWanted: (at: number) => boolean,
): Others | null {
  const customers = new Set(items.map(at => folio.customerOf[at] ?? 0))
  const currency = folio.currency(items[0] ?? 0)
  const others = [...customers]
    .flatMap(customer => folio.itemsOf(customer))
    .filter(at => isWanted(at) && !items.includes(at) && folio.currency(at) === currency)
  const one = others.filter(at => folio.left[at] === amount)
  const [only] = one
  if (only !== undefined) return { items: [only], unique: one.length === 1 }
  return others.length > 1 && totalOf(others, folio) === amount ? { items: others, unique: true } : null
}
