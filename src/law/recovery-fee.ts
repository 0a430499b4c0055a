import type { Day } from '#kernel/day.ts'
import { money, type Money } from '#kernel/money.ts'
import type { SourceName } from './sources.ts'

/** Forty euros: C. com. D441-5; loi belge du 2 août 2002 art. 6; directive 2011/7/UE art. 6. */
export const RECOVERY_FEE: Money = money(4000n, 'EUR')

/** What decides whether the fee is owed. */
export type FeeFacts = {
  /** The law that sets the fee, null when none does (consumers, unknown kind of customer). */
  readonly law: SourceName | null
  readonly dueOn: Day
  /** The statement's day. */
  readonly asOf: Day
  /** Price still unpaid at the end of the due date. */
  readonly unpaidAtDue: bigint
  /** Day of the opening judgment of insolvency proceedings, null when there are none. */
  readonly insolvencyOn: Day | null
}

/** Why the fee is owed or not. */
export type FeeReason =
  | 'late'
  | 'not-between-professionals'
  | 'before-the-law'
  | 'not-late'
  | 'paid-in-time'
  | 'due-after-insolvency'

// Décret 2012-1115 (1 January 2013); elsewhere the directive, to be in force on 16 March 2013.
const SINCE_FRANCE = '2013-01-01'
const SINCE_DIRECTIVE = '2013-03-16'

/**
 * The lump sum for recovery costs: 40 € per invoice, once, from the first late day, between professionals only; not
 * when the due date falls on or after the opening of insolvency proceedings. More needs proof and is not computed here.
 */
export function recoveryFee(facts: FeeFacts): { readonly fee: Money; readonly reason: FeeReason } {
  const reason = feeReason(facts)
  return { fee: reason === 'late' ? RECOVERY_FEE : money(0n, 'EUR'), reason }
}

function feeReason({ law, dueOn, asOf, unpaidAtDue, insolvencyOn }: FeeFacts): FeeReason {
  if (law === null) return 'not-between-professionals'
  if (dueOn < (law === 'fr-recovery-fee' ? SINCE_FRANCE : SINCE_DIRECTIVE)) return 'before-the-law'
  if (asOf <= dueOn) return 'not-late'
  if (unpaidAtDue <= 0n) return 'paid-in-time'
  return insolvencyOn !== null && dueOn >= insolvencyOn ? 'due-after-insolvency' : 'late'
}
