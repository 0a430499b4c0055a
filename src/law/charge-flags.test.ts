import { describe, expect, it } from 'vitest'
import { day } from '#kernel/day.ts'
import { toDecimal } from '#kernel/money.ts'
import { unwrap } from '#kernel/result.ts'
import { computeCharges, type ChargeStatement, type Claim } from './charges.ts'
import type { CustomerKind } from './regime.ts'

type Asked = readonly [country: string, customer: CustomerKind, due: string, asOf: string, rest?: Partial<Claim>]

function claim([country, customer, due, asOf, rest = {}]: Asked): Claim {
  return {
    debt: { principal: { amount: 60_000n, currency: 'EUR' }, dueOn: day(due) },
    asOf: day(asOf),
    parties: { creditorCountry: country, customerCountry: country, customer },
    ...rest,
  }
}

const stated = (...asked: Asked): ChargeStatement => unwrap(computeCharges(claim(asked)))
const codes = ({ flags }: ChargeStatement): string[] => flags.map(flag => flag.code)
const refusal = (...asked: Asked): string => {
  const found = computeCharges(claim(asked))
  return found.ok ? 'computed' : `${found.refusal.code}: ${found.refusal.message}`
}

describe('days that no debt can have', () => {
  const far = day('9999-12-31')
  it.each<[string, Asked]>([
    ['a statement at the end of the calendar', ['FR', 'business', '2026-06-20', far, { contractPpm: 100_000 }]],
    ['a due date that means none', ['FR', 'business', far, '2026-06-20']],
    ['a year of two digits', ['FR', 'business', '0026-06-20', '2026-09-01', { contractPpm: 100_000 }]],
    ['an event', ['FR', 'business', '2026-06-20', '2026-09-01', { events: [{ kind: 'settlement', on: far }] }]],
    ['a judgment', ['FR', 'business', '2026-06-20', '2026-09-01', { insolvencyOn: far }]],
    ['a reminder', ['BE', 'consumer', '2026-06-20', '2026-09-01', { reminder: { sentOn: far, by: 'post' } }]],
  ])('%s is refused with the day', (_name, asked) => {
    expect(refusal(...asked)).toMatch(/^day-out-of-reach: (9999-12-31|0026-06-20) is not between/)
  })
})

it('an amount below zero is named', () => {
  const events = [{ kind: 'payment', on: day('2026-07-01'), amount: { amount: -500n, currency: 'EUR' } }] as const
  expect(refusal('FR', 'business', '2026-06-20', '2026-09-01', { events })).toMatch(/^amount-not-positive: -5\.00 is/)
})

describe('Belgian consumers', () => {
  const clauses = { contractPpm: 80_000, compensationClause: true }
  const by = 'email'

  it('a reminder sent until the due date is not the free reminder of Livre XIX', () => {
    const asked = (sentOn: string): ChargeStatement =>
      stated('BE', 'consumer', '2026-04-01', '2026-06-01', { ...clauses, reminder: { sentOn: day(sentOn), by } })
    for (const early of ['2026-03-02', '2026-04-01']) {
      expect(toDecimal(asked(early).total)).toBe('600.00')
      expect(codes(asked(early))).toEqual(['free-reminder-first', 'reminder-before-due'])
    }
    expect(codes(asked('2026-04-02'))).toEqual([])
    expect(toDecimal(asked('2026-04-02').fee)).toBe('70.00')
  })

  it.each<[string, string, Partial<Claim>, boolean]>([
    ['no reminder, before Livre XIX', '2022-04-01', {}, true],
    ['inside the fourteen days', '2023-10-01', { reminder: { sentOn: day('2026-11-20'), by } }, true],
    ['no rate clause', '2023-10-01', { reminder: { sentOn: day('2023-10-20'), by } }, true],
    ['a rate clause', '2023-11-29', { ...clauses, reminder: { sentOn: day('2023-12-20'), by } }, true],
    ['an older contract, late from 1 December', '2023-11-30', { contractOn: day('2020-01-01') }, false],
    ['a contract of 31 August 2023', '2023-11-29', { contractOn: day('2023-08-31') }, true],
    ['a contract of 1 September 2023', '2023-10-15', { contractOn: day('2023-09-01') }, false],
  ])('%s, due %s', (_name, due, rest, older) => {
    expect(codes(stated('BE', 'consumer', due, '2026-11-22', rest)).includes('belgian-older-consumer-law')).toBe(older)
  })

  it('caps in euros say nothing of a price in dollars', () => {
    const reminder = { sentOn: day('2026-04-02'), by } as const
    const debt = { principal: { amount: 60_000n, currency: 'USD' }, dueOn: day('2026-04-01') }
    const asked = (rest: Partial<Claim>): ChargeStatement =>
      stated('BE', 'consumer', '2026-04-01', '2026-06-01', { ...clauses, reminder, debt, ...rest })
    expect([asked({}).fee.amount, codes(asked({}))]).toEqual([0n, ['compensation-in-euro']])
    expect(codes(asked({ compensationClause: false }))).toEqual([])
  })
})

describe('the French overseas departments', () => {
  it.each<[CustomerKind, string]>([
    ['public', 'fr-public'],
    ['consumer', 'fr-consumer'],
    ['business', 'fr-business'],
  ])('live under French law, and are not abroad: %s', (customer, code) => {
    const { regime } = unwrap(
      computeCharges({
        ...claim(['FR', customer, '2026-04-01', '2026-06-01', { formalNoticeOn: day('2026-04-10') }]),
        parties: { creditorCountry: 'FR', customerCountry: 'RE', customer },
      }),
    )
    expect([regime.code, regime.flags]).toEqual([code, []])
  })
})

describe('professionals', () => {
  it.each<[string, CustomerKind, string, string]>([
    ['FR', 'business', '2012-12-31', 'before-the-law'],
    ['FR', 'business', '2013-01-01', 'late'],
    ['BE', 'business', '2013-03-15', 'before-the-law'],
    ['BE', 'business', '2013-03-16', 'late'],
    ['FR', 'public', '2013-03-16', 'late'],
  ])('the forty euros of %s %s, due %s: %s', (country, kind, due, reason) => {
    const statement = stated(country, kind, due, '2013-06-01', {
      givenRates: [{ from: day('2012-01-01'), ppm: 80_000 }],
    })
    expect([statement.feeReason, statement.fee.amount]).toEqual([reason, reason === 'late' ? 4000n : 0n])
  })

  it('a clause that excludes interest is said to be unfair, in France by the floor', () => {
    const asked = (country: string, contractPpm: number): string[] =>
      codes(stated(country, 'business', '2026-04-01', '2026-06-01', { contractPpm }))
    expect(asked('BE', 0)).toEqual(['interest-excluded'])
    expect(asked('NL', 0)).toEqual(['directive-minimum', 'interest-excluded'])
    expect(asked('FR', 0)).toEqual(['rate-below-floor'])
    expect(asked('BE', 10_000)).toEqual([])
  })

  it('once the judgment is there, one more day brings nothing', () => {
    const daily = (insolvencyOn: string): string =>
      toDecimal(stated('FR', 'business', '2026-04-01', '2026-06-01', { insolvencyOn: day(insolvencyOn) }).daily)
    expect([daily('2026-05-15'), daily('2026-06-02'), daily('2026-06-03')]).toEqual(['0.00', '0.00', '0.20'])
  })
})
