import { addDays, day, dayNumber, type Day } from '#kernel/day.ts'
import type { Money } from '#kernel/money.ts'
import type { Claim } from '#law/charges.ts'
import type { DebtEvent } from '#law/late-interest.ts'
import type { OracleCase } from './interest-oracle.ts'

const EPOCH = day('1970-01-01')
const fromNumber = (days: number): Day => addDays(EPOCH, days)

/** A repeatable stream of whole numbers below a bound (mulberry32). */
export function stream(seed: number): (bound: number) => number {
  let state = seed >>> 0
  return bound => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound
  }
}

const LAWS = ['fr-business', 'fr-public', 'fr-consumer', 'be-business', 'contract'] as const

/** One random debt with payments, credit notes and every option, in the terms of the oracle. */
export function randomCase(next: (bound: number) => number): OracleCase {
  const due = dayNumber(day('2013-07-01')) + next(4600)
  const stop = Math.min(due + next(900) - 30, dayNumber(day('2026-12-31')))
  const principal = BigInt(1 + next(5_000_000))
  const span = Math.max(1, stop - due + 60)
  const events = Array.from({ length: next(4) }, () => ({
    kind: (['payment', 'payment', 'credit-note', 'settlement'] as const)[next(next(3) === 0 ? 4 : 3)] ?? 'payment',
    on: due - 30 + next(span),
    amount: BigInt(next(Number(principal) + 100)),
  }))
  return {
    principal,
    due,
    stop,
    law: LAWS[next(LAWS.length)] ?? 'contract',
    contractRate: next(2000),
    notice: next(4) === 0 ? null : due - 20 + next(120),
    insolvency: next(5) === 0 ? due + next(400) : null,
    disputed: next(5) === 0 ? BigInt(next(Number(principal))) : 0n,
    convention: next(2) === 0 ? 'A' : 'B',
    base: next(3) === 0 ? 'actual' : '365',
    order: next(2) === 0 ? 'interest-first' : 'principal-first',
    compound: next(4) === 0,
    events,
  }
}

const CUSTOMER = {
  'fr-business': 'business',
  'fr-public': 'public',
  'fr-consumer': 'consumer',
  'be-business': 'business',
  contract: 'business',
} as const

const money = (amount: bigint): Money => ({ amount, currency: 'EUR' })

/** The same debt as the product is asked about it. */
export function claimOf(asked: OracleCase): Claim {
  const country = asked.law === 'be-business' || asked.law === 'contract' ? 'BE' : 'FR'
  return {
    debt: { principal: money(asked.principal), dueOn: fromNumber(asked.due) },
    asOf: fromNumber(asked.stop),
    events: asked.events.map(({ kind, on, amount }): DebtEvent =>
      kind === 'settlement' ? { kind, on: fromNumber(on) } : { kind, on: fromNumber(on), amount: money(amount) },
    ),
    parties: { creditorCountry: country, customerCountry: country, customer: CUSTOMER[asked.law] },
    contractPpm: asked.law === 'contract' ? asked.contractRate * 100 : null,
    formalNoticeOn: asked.notice === null ? null : fromNumber(asked.notice),
    insolvencyOn: asked.insolvency === null ? null : fromNumber(asked.insolvency),
    disputed: money(asked.disputed),
    convention: asked.convention,
    yearBase: asked.base,
    imputation: asked.order,
    compound: asked.compound,
  }
}
