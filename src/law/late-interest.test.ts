import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day, daysBetween, type Day } from '#kernel/day.ts'
import { unwrap } from '#kernel/result.ts'
import { oracle } from '#test/oracle/interest-oracle.ts'
import { claimOf, randomCase, stream } from '#test/oracle/random-claims.ts'
import { contractual, eachSemester } from './applied-rates.ts'
import { computeCharges } from './charges.ts'
import { lateInterest, type DebtEvent, type InterestRule, type InterestStatement } from './late-interest.ts'
import { SHIPPED_RATES } from './rates/rates.ts'

const RULE: Omit<InterestRule, 'startsAfter'> = {
  rates: eachSemester('fr-default', SHIPPED_RATES),
  convention: 'B',
  yearBase: '365',
  imputation: 'interest-first',
  frozenFrom: null,
  disputed: null,
  compound: false,
}

const principals = fc.bigInt({ min: 1n, max: 10n ** 10n })
const dueDays = fc.integer({ min: 0, max: 4000 }).map(offset => addDays(day('2013-07-01'), offset))
const conventions = fc.constantFrom('A' as const, 'B' as const)

function interestOf(
  principal: bigint,
  dueOn: Day,
  stopOn: Day,
  rest: Partial<InterestRule> = {},
  events: readonly DebtEvent[] = [],
): InterestStatement {
  const debt = { principal: { amount: principal, currency: 'EUR' }, dueOn }
  return unwrap(lateInterest(debt, events, { ...RULE, startsAfter: dueOn, ...rest }, stopOn))
}

describe('late interest', () => {
  it('agrees with an independent day-by-day account in exact fractions, on two thousand random debts', () => {
    const next = stream(7)
    for (let i = 0; i < 2000; i += 1) {
      const asked = randomCase(next)
      const stated = unwrap(computeCharges(claimOf(asked)))
      expect({
        interest: stated.interest.amount,
        principalLeft: stated.principalLeft.amount,
        interestLeft: stated.interestLeft.amount,
        days: stated.days,
      }).toEqual(oracle(asked))
    }
  })

  it('is zero on the due date and before, in both conventions', () => {
    fc.assert(
      fc.property(principals, dueDays, conventions, fc.nat({ max: 400 }), (principal, dueOn, convention, before) => {
        const stated = interestOf(principal, dueOn, addDays(dueOn, -before), { convention })
        expect([stated.interest.amount, stated.days, stated.daily.amount]).toEqual([0n, 0, 0n])
      }),
    )
  })

  it('never falls as days pass, and counts each of them', () => {
    fc.assert(
      fc.property(
        principals,
        dueDays,
        conventions,
        fc.integer({ min: 1, max: 800 }),
        (principal, dueOn, convention, days) => {
          const [sooner, later] = [days - 1, days].map(each =>
            interestOf(principal, dueOn, addDays(dueOn, each), { convention }),
          )
          expect((later?.interest.amount ?? 0n) >= (sooner?.interest.amount ?? 0n)).toBe(true)
          expect(later?.days).toBe(days)
        },
      ),
    )
  })

  it('adds up over a split period, to the half cent that each segment may round', () => {
    fc.assert(
      fc.property(
        principals,
        dueDays,
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 400 }),
        (principal, dueOn, first, second) => {
          const middle = addDays(dueOn, first)
          const whole = interestOf(principal, dueOn, addDays(middle, second))
          const parts = [interestOf(principal, dueOn, middle), interestOf(principal, middle, addDays(middle, second))]
          const drift = parts.reduce((sum, part) => sum + part.interest.amount, 0n) - whole.interest.amount
          const segments = parts.reduce((sum, part) => sum + part.segments.length, whole.segments.length)
          expect(drift * 2n <= BigInt(segments) && drift * 2n >= -BigInt(segments)).toBe(true)
        },
      ),
    )
  })

  it('does not depend on the currency: minor units are minor units, yen or dinars', () => {
    fc.assert(
      fc.property(principals, dueDays, fc.constantFrom('JPY', 'TND', 'EUR'), (amount, dueOn, currency) => {
        const stopOn = addDays(dueOn, 200)
        const stated = unwrap(
          lateInterest({ principal: { amount, currency }, dueOn }, [], { ...RULE, startsAfter: dueOn }, stopOn),
        )
        expect(stated.interest).toEqual({ amount: interestOf(amount, dueOn, stopOn).interest.amount, currency })
      }),
    )
  })

  it('its segments follow each other without a hole and hold the whole interest', () => {
    fc.assert(
      fc.property(principals, dueDays, fc.integer({ min: 1, max: 900 }), (principal, dueOn, days) => {
        const stated = interestOf(principal, dueOn, addDays(dueOn, days))
        stated.segments.forEach((segment, i) => {
          expect(segment.days).toBe(daysBetween(segment.from, segment.to) + 1)
          const before = stated.segments[i - 1]
          expect(segment.from).toBe(addDays(before?.to ?? dueOn, 1))
        })
        expect(stated.segments.at(-1)?.to).toBe(addDays(dueOn, days))
      }),
    )
  })

  it('loses no cent: what came in went to interest, principal or surplus', () => {
    const next = stream(11)
    for (let i = 0; i < 300; i += 1) {
      const asked = randomCase(next)
      const stated = unwrap(computeCharges(claimOf(asked)))
      for (const part of stated.imputed) {
        expect(part.toInterest.amount + part.toPrincipal.amount + part.surplus.amount).toBe(part.amount.amount)
      }
      const paid = stated.imputed.reduce((sum, part) => sum + part.toPrincipal.amount, 0n)
      expect(stated.principalLeft.amount + paid).toBe(asked.principal)
    }
  })

  it('« lower » keeps the lower total and shows the other', () => {
    const payment: DebtEvent = { kind: 'payment', on: day('2025-07-01'), amount: { amount: 400_000n, currency: 'EUR' } }
    const rules = { imputation: 'lower', rates: contractual(100_000) } as const
    const stated = interestOf(1_000_000n, day('2025-01-01'), day('2026-01-01'), rules, [payment])
    expect([stated.order, stated.interestLeft.amount, stated.other?.order]).toEqual([
      'principal-first',
      79_836n,
      'interest-first',
    ])
    expect(stated.other?.principalLeft.amount).toBe(649_589n)
    const early: DebtEvent = { ...payment, on: day('2024-12-01') }
    expect(interestOf(1_000_000n, day('2025-01-01'), day('2026-01-01'), rules, [early]).other).toBeNull()
  })

  it('« lower » may be interest first: when only interest bears interest, paying it is cheaper', () => {
    const events: DebtEvent[] = [
      { kind: 'payment', on: day('2024-01-02'), amount: { amount: 500_000n, currency: 'EUR' } },
    ]
    const rules = { imputation: 'lower', rates: contractual(100_000), compound: true, convention: 'A' } as const
    const disputed = { amount: 900_000n, currency: 'EUR' }
    const stated = interestOf(1_000_000n, day('2023-01-01'), day('2025-01-01'), { ...rules, disputed }, events)
    expect([stated.order, stated.other?.order]).toEqual(['interest-first', 'principal-first'])
  })

  it('on one day a credit note counts before a payment, and a settlement last', () => {
    const on = day('2025-02-01')
    const events: DebtEvent[] = [
      { kind: 'settlement', on },
      { kind: 'payment', on, amount: { amount: 100n, currency: 'EUR' } },
      { kind: 'credit-note', on, amount: { amount: 200n, currency: 'EUR' } },
    ]
    const stated = interestOf(1_000n, day('2025-01-01'), day('2025-03-01'), {}, events)
    expect(stated.imputed.map(part => part.kind)).toEqual(['credit-note', 'payment', 'settlement'])
    expect(stated.principalLeft.amount).toBe(0n)
  })

  it('compounds only full years, from their anniversary', () => {
    const rest = { compound: true, rates: contractual(100_000), convention: 'A' } as const
    const year = interestOf(1_000_000n, day('2023-01-01'), day('2024-01-01'), rest)
    expect(year.interest.amount).toBe(100_000n)
    const three = interestOf(1_000_000n, day('2023-01-01'), day('2026-01-01'), rest)
    expect(three.segments.map(segment => segment.base.amount)).toEqual([1_000_000n, 1_100_000n, 1_210_301n])
  })

  it('actual years cut the segments where the length of the year changes', () => {
    const rest = { yearBase: 'actual', rates: contractual(100_000), convention: 'A' } as const
    const stated = interestOf(1_000_000n, day('2023-07-01'), day('2026-07-01'), rest)
    expect(stated.segments.map(segment => `${segment.to} ${segment.interest.amount}`)).toEqual([
      '2023-12-31 50411',
      '2024-12-31 100000',
      '2026-06-30 149589',
    ])
    expect(interestOf(1_000_000n, day('1895-07-01'), day('1901-07-01'), rest).segments).toHaveLength(3)
  })

  it('refuses amounts it cannot add', () => {
    const debt = { principal: { amount: 100n, currency: 'EUR' }, dueOn: day('2025-01-01') }
    const rule = { ...RULE, startsAfter: debt.dueOn }
    const code = (events: readonly DebtEvent[], more: Partial<InterestRule> = {}): string => {
      const result = lateInterest(debt, events, { ...rule, ...more }, day('2025-02-01'))
      return result.ok ? 'ok' : result.refusal.code
    }
    const on = day('2025-01-10')
    expect(code([{ kind: 'payment', on, amount: { amount: 1n, currency: 'USD' } }])).toBe('currency-differs')
    expect(code([{ kind: 'payment', on, amount: { amount: -1n, currency: 'EUR' } }])).toBe('amount-not-positive')
    expect(code([], { disputed: { amount: 1n, currency: 'USD' } })).toBe('currency-differs')
    expect(code([], { disputed: { amount: 1n, currency: 'EUR' } })).toBe('ok')
    expect(lateInterest(debt, [], rule, day('2027-02-01'))).toMatchObject({
      ok: false,
      refusal: { code: 'unknown-rate', data: { semester: '2027-S1' } },
    })
  })
})
