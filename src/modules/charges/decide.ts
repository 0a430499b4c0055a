import type { Role } from '#kernel/contract.ts'
import type { Day } from '#kernel/day.ts'
import { money, toDecimal, type Money } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Flag } from '#law/certainty.ts'
import { computeCharges, type ChargeStatement, type Claim } from '#law/charges.ts'
import type { DebtEvent } from '#law/late-interest.ts'
import type { CustomerKind } from '#law/regime.ts'
import type { RateLine } from '#law/rates/rates.ts'
import type { ChargeKind, Choices, LateInvoice, LedgerLine, Limits, Move } from './model.ts'

/**
 * What happened to a debt until a day included, as the law reads it: money that came in is a payment, a credit note or
 * a write-off lowers the price. What was reversed by then never happened (a bounced cheque paid nothing), and a list
 * that reopens an invoice takes back the latest payments first.
 */
export function debtEvents(moves: readonly Move[], until: Day, currency: string): DebtEvent[] {
  const known = moves.filter(move => move.on <= until)
  const reversed = new Set(known.flatMap(move => move.reverses ?? []))
  const left = known.filter(move => move.reverses === null && !reversed.has(move.id)).toSorted(byDay)
  const kept: { move: Move; amount: bigint }[] = []
  for (const move of left) {
    if (move.amount > 0n) {
      kept.push({ move, amount: move.amount })
      continue
    }
    let reopened = -move.amount
    for (let at = kept.length - 1; at >= 0 && reopened > 0n; at -= 1) {
      const last = kept[at]
      if (!last) continue
      const taken = last.amount < reopened ? last.amount : reopened
      last.amount -= taken
      reopened -= taken
    }
  }
  return kept
    .filter(({ amount }) => amount > 0n)
    .map(({ move, amount }) => ({
      kind: move.kind === 'receipt' || move.kind === 'list' ? 'payment' : 'credit-note',
      on: move.on,
      amount: money(amount, currency),
    }))
}

function byDay(a: Move, b: Move): number {
  return a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1
}

const KINDS: Readonly<Record<LateInvoice['customerKind'], CustomerKind>> = {
  company: 'business',
  public: 'public',
  private: 'consumer',
  unknown: 'unknown',
}

const NOT_ACCEPTED: Flag = {
  code: 'terms-not-accepted',
  message:
    'The rate comes from terms that the customer is not proven to have accepted: the legal rate is the other reading',
}

/** The whole question put to the law for an invoice on a day: what a claim keeps as its parameters. */
export function claimOf(invoice: LateInvoice, choices: Choices, asOf: Day): Claim {
  const { rate = 'terms', belowFloor = 'contract', smallCreditor = false, ...rest } = choices
  return {
    ...rest,
    debt: { principal: money(invoice.amount, invoice.currency), dueOn: invoice.dueOn },
    events: debtEvents(invoice.moves, asOf, invoice.currency),
    parties: {
      creditorCountry: invoice.creditorCountry,
      customerCountry: invoice.customerCountry,
      customer: KINDS[invoice.customerKind],
    },
    asOf,
    contractPpm: rate === 'legal' ? null : (invoice.terms?.contractPpm ?? null),
    compensationClause: invoice.terms?.consumerCompensation ?? false,
    belowFloor,
    smallCreditor,
  }
}

/** The statement of an invoice on a day; refused like `computeCharges`. */
export function statementOf(
  invoice: LateInvoice,
  choices: Choices,
  asOf: Day,
  lines: readonly RateLine[],
): Result<{ readonly claim: Claim; readonly statement: ChargeStatement }> {
  const claim = claimOf(invoice, choices, asOf)
  const stated = computeCharges(claim, lines)
  if (!stated.ok) return stated
  const unproven = claim.contractPpm !== null && invoice.terms?.accepted === false
  const flags = unproven ? [...stated.value.flags, NOT_ACCEPTED] : stated.value.flags
  return ok({ claim, statement: { ...stated.value, flags } })
}

/** Computed, and what may still be claimed of it, for one kind. */
export type Claimable = { readonly kind: ChargeKind; readonly computed: Money; readonly left: Money }

/**
 * What may still be claimed: computed, less what was claimed and what was waived before. Never below zero: a credit
 * note that lowers the computed interest does not take a claim back by itself, a waiver does.
 */
export function claimable(statement: ChargeStatement, ledger: readonly LedgerLine[]): Claimable[] {
  return [['interest', statement.interest] as const, ['fee', statement.fee] as const].map(([kind, computed]) => {
    const taken = ledger
      .filter(line => line.kind === kind && line.currency === computed.currency)
      .reduce((total, line) => total + line.claimed + line.waivedBefore, 0n)
    const left = computed.amount - taken
    return { kind, computed, left: money(left > 0n ? left : 0n, computed.currency) }
  })
}

/** Who may waive what until somebody says otherwise: nobody by default but those who change rules. */
export const DEFAULT_LIMITS: Limits = { collector: 0n, 'credit-manager': 100_000n, administrator: null }

/** Whether a role may waive an amount at once. Refused: `above-limit`. */
export function mayWaive(role: Role, amount: Money, limits: Limits): Result<void> {
  const most = { director: 0n, ...DEFAULT_LIMITS, ...limits }[role] ?? null
  if (most === null || amount.amount <= most) return ok(undefined)
  const shown = toDecimal(money(most, amount.currency))
  return refuse('above-limit', `the role ${role} waives at most ${shown} ${amount.currency} at once: ask a manager`, {
    role,
    limit: shown,
  })
}
