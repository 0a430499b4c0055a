import { describe, expect, it } from 'vitest'
import { day } from '#kernel/day.ts'
import { toDecimal, type Money } from '#kernel/money.ts'
import { unwrap } from '#kernel/result.ts'
import { capped, contractual, given, weaker } from './applied-rates.ts'
import { freePeriod } from './belgian-consumer.ts'
import { computeCharges, type ChargeStatement, type Claim } from './charges.ts'
import { SHIPPED_RATES, type RateLine } from './rates/rates.ts'
import { chooseRegime, type CustomerKind } from './regime.ts'

const eur = (cents: number): Money => ({ amount: BigInt(cents), currency: 'EUR' })

function claim(country: string, customer: CustomerKind, due: string, asOf: string, rest: Partial<Claim> = {}): Claim {
  return {
    debt: { principal: eur(1_000_000), dueOn: day(due) },
    asOf: day(asOf),
    parties: { creditorCountry: country, customerCountry: country, customer },
    ...rest,
  }
}

function stated(...asked: Parameters<typeof claim>): ChargeStatement {
  return unwrap(computeCharges(claim(...asked)))
}

const codes = (statement: ChargeStatement): string[] => statement.flags.map(flag => flag.code)
const line = (statement: ChargeStatement): string =>
  statement.segments.map(({ days, ppm, interest }) => `${days}d ${ppm} ${toDecimal(interest)}`).join(' | ')

describe('regimes', () => {
  it.each([
    ['FR', 'FR', 'business', 'fr-business'],
    ['FR', 'DE', 'business', 'fr-business'],
    ['BE', 'FR', 'business', 'be-business'],
    ['DE', 'FR', 'business', 'eu-business'],
    ['US', 'FR', 'business', 'other'],
    ['FR', 'FR', 'public', 'fr-public'],
    ['FR', 'BE', 'public', 'be-public'],
    ['FR', 'LU', 'public', 'eu-public'],
    ['FR', 'CH', 'public', 'other'],
    ['MQ', 'DE', 'business', 'fr-business'],
    ['FR', 'NC', 'public', 'other'],
    ['BE', 'FR', 'consumer', 'fr-consumer'],
    ['FR', 'BE', 'consumer', 'be-consumer'],
    ['FR', 'DE', 'consumer', 'other-consumer'],
    ['BE', 'BE', 'unknown', 'be-consumer'],
  ] as const)('creditor %s, customer %s %s: %s', (creditorCountry, customerCountry, customer, code) => {
    const regime = chooseRegime({ creditorCountry, customerCountry, customer })
    expect(regime.code).toBe(code)
    expect(regime.because).toHaveLength(2)
    expect(regime.flags.some(flag => flag.code === 'cross-border')).toBe(creditorCountry !== customerCountry)
    expect(regime.flags.some(flag => flag.code === 'customer-kind-unknown')).toBe(customer === 'unknown')
  })
})

describe('French business', () => {
  it('changes its rate on 1 July, on the very day', () => {
    expect(line(stated('FR', 'business', '2026-06-29', '2026-06-30'))).toBe('1d 121500 3.33')
    expect(line(stated('FR', 'business', '2026-06-30', '2026-07-01'))).toBe('1d 124000 3.40')
    expect(line(stated('FR', 'business', '2026-06-29', '2026-07-01'))).toBe('1d 121500 3.33 | 1d 124000 3.40')
  })

  it('goes on in one segment when a new semester keeps the rate', () => {
    const { segments } = stated('FR', 'business', '2025-12-01', '2026-01-31')
    expect(segments.map(({ days, why }) => `${days} ${why}`)).toEqual(['61 fr-default 2025-S2, fr-default 2026-S1'])
  })

  it('tests the floor in each semester and shows both replacements', () => {
    const low = stated('FR', 'business', '2024-12-01', '2025-01-31', { contractPpm: 120_000 })
    expect(codes(low)).toEqual(['rate-below-floor'])
    expect(low.flags[0]?.data).toEqual({
      breaches: [{ semester: '2024-S2', rate: '12.00', floor: '14.76' }],
      interestAtFloor: '223.24',
      interestAtDefault: '228.80',
    })
    expect(low.sources.map(source => source.article)).toContain('C. com. L441-10 II')
    const chosen = (belowFloor: NonNullable<Claim['belowFloor']>): string =>
      toDecimal(stated('FR', 'business', '2024-12-01', '2025-01-31', { contractPpm: 120_000, belowFloor }).interest)
    expect([chosen('contract'), chosen('floor'), chosen('default')]).toEqual(['200.55', '223.24', '228.80'])
  })

  it('a contract rate at the floor is lawful, one hundredth below is not', () => {
    expect(codes(stated('FR', 'business', '2026-01-31', '2026-02-28', { contractPpm: 78_600 }))).toEqual([])
    expect(codes(stated('FR', 'business', '2026-01-31', '2026-02-28', { contractPpm: 78_500 }))).toEqual([
      'rate-below-floor',
    ])
  })

  it('says that the default rate of 2024 was itself below the floor, and keeps it', () => {
    const statement = stated('FR', 'business', '2024-01-31', '2024-02-29', { belowFloor: 'floor' })
    expect(codes(statement)).toEqual(['default-below-floor'])
    expect(line(statement)).toBe('29d 145000 115.21')
  })

  it('cannot test a floor nobody published, and says so', () => {
    const statement = stated('FR', 'business', '2027-01-31', '2027-02-28', { contractPpm: 150_000 })
    expect(codes(statement)).toEqual(['floor-not-known'])
    const crossing = stated('FR', 'business', '2026-12-01', '2027-02-28', { contractPpm: 50_000, belowFloor: 'floor' })
    expect(crossing.flags.map(({ code, data }) => [code, data?.['interestAtFloor']])).toEqual([
      ['floor-not-known', undefined],
      ['rate-below-floor', null],
    ])
    expect(line(crossing)).toBe('89d 50000 121.92')
  })

  it('rates given line by line replace those of the law, from their day', () => {
    const givenRates = [
      { from: day('2026-02-01'), ppm: 150_000 },
      { from: day('2026-01-01'), ppm: 120_000 },
      { from: day('2026-02-15'), ppm: 150_000 },
    ]
    const statement = stated('FR', 'business', '2026-01-21', '2026-02-28', { givenRates })
    expect(line(statement)).toBe('10d 120000 32.88 | 28d 150000 115.07')
    expect(codes(statement)).toEqual(['rates-given'])
    expect(given(givenRates)(day('2025-12-31'), day('2026-01-31'))).toMatchObject({
      refusal: { code: 'rate-lines-start-late' },
    })
    expect(given([])(day('2025-12-31'), day('2026-01-31')).ok).toBe(false)
  })
})

describe('French public bodies', () => {
  it('keep the rate of the semester in which interest started', () => {
    expect(line(stated('FR', 'public', '2026-06-29', '2026-07-31'))).toBe('32d 101500 88.99')
    expect(line(stated('FR', 'public', '2026-06-30', '2026-07-31'))).toBe('31d 104000 88.33')
  })

  it('owe forty euros and no less than the law, whatever the contract', () => {
    const statement = stated('FR', 'public', '2026-03-01', '2026-03-31', { contractPpm: 10_000 })
    expect(codes(statement)).toEqual(['contract-rate-ignored'])
    expect(line(statement)).toBe('30d 101500 83.42')
    expect(toDecimal(statement.fee)).toBe('40.00')
    expect(computeCharges(claim('FR', 'public', '2027-03-01', '2027-03-31')).ok).toBe(false)
  })
})

describe('French consumers', () => {
  it('owe the legal rate from the formal notice, and never a fee', () => {
    const statement = stated('FR', 'consumer', '2026-05-16', '2026-06-30', { formalNoticeOn: day('2026-05-31') })
    expect(line(statement)).toBe('30d 26200 21.53')
    expect([toDecimal(statement.fee), statement.feeReason]).toEqual(['0.00', 'not-between-professionals'])
    const early = stated('FR', 'consumer', '2026-05-31', '2026-06-30', { formalNoticeOn: day('2026-05-01') })
    expect(early.days).toBe(30)
  })

  it('a clause is shown, not followed; without notice nothing runs', () => {
    expect(codes(stated('FR', 'consumer', '2026-05-16', '2026-06-30', { contractPpm: 50_000 }))).toEqual([
      'no-formal-notice',
      'consumer-contract-rate',
    ])
    expect(
      codes(
        stated('FR', 'consumer', '2026-05-16', '2026-06-30', {
          contractPpm: 50_000,
          formalNoticeOn: day('2026-06-01'),
        }),
      ),
    ).toEqual(['consumer-contract-rate'])
    expect(codes(stated('FR', 'unknown', '2026-05-16', '2026-06-30'))).toEqual([
      'customer-kind-unknown',
      'no-formal-notice',
    ])
  })
})

describe('Belgium', () => {
  it('businesses: rate rounded up to the half point, fee, contract rate followed', () => {
    expect(line(stated('BE', 'business', '2024-12-31', '2025-01-30'))).toBe('30d 115000 94.52')
    expect(line(stated('BE', 'business', '2025-12-31', '2026-01-30', { contractPpm: 120_000 }))).toBe(
      '30d 120000 98.63',
    )
    expect(codes(stated('BE', 'public', '2025-12-31', '2026-01-30', { contractPpm: 120_000 }))).toEqual([
      'contract-rate-ignored',
    ])
  })

  it('the old + 7 regime: before 16 March 2013 for all, until 15 March 2015 for older contracts', () => {
    expect(line(stated('BE', 'business', '2013-03-14', '2013-03-16', { contractOn: day('2013-04-01') }))).toBe(
      '1d 80000 2.19 | 1d 90000 2.47',
    )
    expect(line(stated('BE', 'business', '2015-03-14', '2015-03-16', { contractOn: day('2012-01-01') }))).toBe(
      '1d 75000 2.05 | 1d 85000 2.33',
    )
    expect(codes(stated('BE', 'business', '2014-03-14', '2014-04-16'))).toEqual(['belgian-old-regime-possible'])
    expect(codes(stated('BE', 'business', '2012-03-14', '2012-04-16'))).toEqual([])
    expect(computeCharges(claim('BE', 'business', '2026-12-14', '2027-01-16')).ok).toBe(false)
    expect(computeCharges(claim('BE', 'business', '2001-03-14', '2001-04-16'))).toMatchObject({
      refusal: { data: { semester: '2001-S1' } },
    })
  })

  it('the free fourteen days: from the third working day after posting, or the day after an e-mail', () => {
    expect(freePeriod({ sentOn: day('2026-03-02'), by: 'post' })).toEqual({
      startsOn: '2026-03-05',
      endsOn: '2026-03-18',
      chargesFrom: '2026-03-19',
    })
    expect(freePeriod({ sentOn: day('2026-03-02'), by: 'email' })).toEqual({
      startsOn: '2026-03-03',
      endsOn: '2026-03-16',
      chargesFrom: '2026-03-17',
    })
  })

  it('consumers owe nothing until then, whatever the contract says', () => {
    const reminder = { sentOn: day('2026-03-02'), by: 'email' } as const
    const clause = { contractPpm: 120_000, compensationClause: true }
    expect(codes(stated('BE', 'consumer', '2026-02-20', '2026-03-31', clause))).toEqual(['free-reminder-first'])
    const last = stated('BE', 'consumer', '2026-02-20', '2026-03-16', { ...clause, reminder })
    expect([toDecimal(last.total), last.flags[0]?.data]).toEqual([
      '10000.00',
      { startsOn: '2026-03-03', endsOn: '2026-03-16', chargesFrom: '2026-03-17' },
    ])
    const next = stated('BE', 'consumer', '2026-02-20', '2026-03-17', { ...clause, reminder })
    expect([line(next), toDecimal(next.fee), next.feeReason]).toEqual([
      '1d 105000 2.88',
      '540.00',
      'compensation-clause',
    ])
    expect(stated('BE', 'consumer', '2026-04-20', '2026-03-31', { ...clause, reminder }).fee.amount).toBe(0n)
  })

  it('consumers: a small creditor counts earlier, a part payment lowers the cap, no clause is the civil rate', () => {
    const reminder = { sentOn: day('2026-03-02'), by: 'post' } as const
    const small = stated('BE', 'consumer', '2026-02-20', '2026-03-31', {
      reminder,
      contractPpm: 80_000,
      smallCreditor: true,
    })
    expect([line(small), codes(small), small.fee.amount]).toEqual(['29d 80000 63.56', ['small-creditor-start'], 0n])
    const paid = stated('BE', 'consumer', '2026-02-20', '2026-03-31', {
      reminder,
      compensationClause: true,
      events: [{ kind: 'payment', on: day('2026-03-10'), amount: eur(990_000) }],
    })
    expect([toDecimal(paid.fee), codes(paid)]).toEqual(['20.00', ['no-rate-clause']])
    const civil = stated('BE', 'consumer', '2026-02-20', '2026-03-31', {
      reminder,
      formalNoticeOn: day('2026-03-21'),
    })
    expect(line(civil)).toBe('10d 45000 12.33')
  })
})

describe('other countries', () => {
  it('the directive gives a minimum, Ireland one rate for the whole delay', () => {
    expect(line(stated('NL', 'business', '2024-06-29', '2024-07-01'))).toBe('1d 125000 3.42 | 1d 122500 3.36')
    const irish = stated('IE', 'business', '2024-06-29', '2024-07-01')
    expect([line(irish), codes(irish)]).toEqual(['2d 122500 6.71', ['directive-minimum', 'irish-single-rate']])
    expect(codes(stated('LU', 'public', '2024-06-29', '2024-07-01', { contractPpm: 10_000 }))).toEqual([
      'directive-minimum',
      'contract-rate-ignored',
    ])
    expect(line(stated('NL', 'business', '2024-06-29', '2024-07-01', { contractPpm: 10_000 }))).toBe('2d 10000 0.55')
  })

  it('no figure is invented where no law is held', () => {
    const none = stated('US', 'business', '2026-01-01', '2026-06-30')
    expect([none.interest.amount, none.fee.amount, codes(none)]).toEqual([0n, 0n, ['law-not-held']])
    expect(stated('DE', 'consumer', '2026-01-01', '2026-06-30').interest.amount).toBe(0n)
  })
})

const reason = (due: string, asOf: string, rest: Partial<Claim> = {}): string =>
  stated('FR', 'business', due, asOf, rest).feeReason

const pay = (cents: number): ChargeStatement =>
  stated('FR', 'business', '2026-03-01', '2026-04-01', {
    events: [{ kind: 'payment', on: day('2026-03-11'), amount: eur(cents) }],
  })

describe('the account', () => {
  it('the fee is owed once, late, unpaid, and not for a price due after the opening of insolvency', () => {
    expect(reason('2026-03-01', '2026-03-01')).toBe('not-late')
    expect(reason('2026-03-01', '2026-03-02')).toBe('late')
    expect(reason('2026-03-01', '2026-04-01', { events: [{ kind: 'settlement', on: day('2026-03-01') }] })).toBe(
      'paid-in-time',
    )
    expect(
      reason('2026-03-01', '2026-04-01', {
        events: [{ kind: 'credit-note', on: day('2026-02-01'), amount: eur(1_000_000) }],
      }),
    ).toBe('paid-in-time')
    expect(reason('2026-03-01', '2026-04-01', { insolvencyOn: day('2026-03-02') })).toBe('late')
    expect(reason('2026-03-01', '2026-04-01', { insolvencyOn: day('2026-03-01') })).toBe('due-after-insolvency')
  })

  it('insolvency stops interest the day before the judgment', () => {
    const statement = stated('FR', 'business', '2026-03-01', '2026-04-01', { insolvencyOn: day('2026-03-12') })
    expect([statement.segments.at(-1)?.to, codes(statement)]).toEqual(['2026-03-11', ['insolvency-stops-interest']])
    expect(statement.sources.some(source => source.article.includes('L622-28'))).toBe(true)
    expect(codes(stated('FR', 'business', '2026-03-01', '2026-04-01', { insolvencyOn: day('2026-05-12') }))).toEqual([])
  })

  it('a credit note lowers the price from its date, and what exceeds it is said', () => {
    const statement = stated('FR', 'business', '2026-03-01', '2026-04-01', {
      events: [{ kind: 'credit-note', on: day('2026-03-11'), amount: eur(1_100_000) }],
    })
    expect(line(statement)).toBe('10d 121500 33.29')
    expect(codes(statement)).toEqual(['surplus', 'credited-in-full'])
    expect(toDecimal(statement.surplus)).toBe('1000.00')
    expect(toDecimal(statement.total)).toBe('73.29')
  })

  it('what is paid beyond price and interest covers the fee first', () => {
    expect(
      [pay(1_003_329), pay(1_005_329), pay(1_007_329), pay(1_008_329)].map(
        ({ feeLeft, total }) => `${toDecimal(feeLeft)} ${toDecimal(total)}`,
      ),
    ).toEqual(['40.00 40.00', '20.00 20.00', '0.00 0.00', '0.00 0.00'])
    expect(codes(pay(1_008_329))).toEqual(['surplus'])
    expect(codes(pay(500_000))).toEqual(['imputation-open'])
    expect(pay(500_000).flags[0]?.data).toEqual({ 'principal-first': '5068.24', 'interest-first': '5068.47' })
  })

  it('a fee in euros is not added to another currency', () => {
    const dollars = unwrap(
      computeCharges({
        ...claim('FR', 'business', '2026-03-01', '2026-04-01'),
        debt: { principal: { amount: 100_000n, currency: 'USD' }, dueOn: day('2026-03-01') },
      }),
    )
    expect([toDecimal(dollars.total), dollars.fee.currency, codes(dollars)]).toEqual([
      '1010.32',
      'EUR',
      ['fee-in-euro'],
    ])
  })

  it('says which events came later, what is disputed, what was chosen, and which rates to check', () => {
    const statement = stated('FR', 'business', '2025-03-01', '2026-04-01', {
      events: [{ kind: 'payment', on: day('2026-05-01'), amount: eur(1) }],
      disputed: eur(400_000),
      compound: true,
    })
    expect(codes(statement)).toEqual(['event-after-statement', 'disputed-part-excluded', 'compounding-chosen'])
    expect(statement.segments[0]?.base).toEqual(eur(600_000))
    expect(statement.sources.map(source => source.article)).toEqual(
      expect.arrayContaining(['C. civ. 1343-1', 'C. civ. 1343-2']),
    )
    expect(codes(stated('BE', 'business', '2006-01-31', '2006-02-28'))).toEqual(['rate-to-check'])
    expect(codes(stated('FR', 'business', '2026-03-01', '2026-04-01', { disputed: eur(0) }))).toEqual([])
  })

  it('an unknown rate or an impossible amount is refused, never guessed', () => {
    const unknown = computeCharges(claim('FR', 'business', '2026-12-20', '2027-01-10'))
    expect(unknown).toMatchObject({ ok: false, refusal: { code: 'unknown-rate', data: { semester: '2027-S1' } } })
    const added: RateLine = {
      series: 'ecb-anchor',
      from: day('2027-01-01'),
      to: day('2027-06-30'),
      ppm: 26_500,
      certainty: 'A',
      source: 'test',
    }
    expect(
      line(unwrap(computeCharges(claim('FR', 'business', '2026-12-30', '2027-01-01'), [...SHIPPED_RATES, added]))),
    ).toBe('1d 124000 3.40 | 1d 126500 3.47')
  })

  it('rates combine day by day, and refuse when one of them does', () => {
    const one = contractual(10)
    const late = given([{ from: day('2030-01-01'), ppm: 5 }])
    expect(capped(one, contractual(5))(day('2026-01-01'), day('2026-01-02'))).toMatchObject({
      value: [{ ppm: 5, why: 'cap contract' }],
    })
    expect(capped(one, late)(day('2026-01-01'), day('2026-01-02')).ok).toBe(false)
    expect(capped(late, one)(day('2026-01-01'), day('2026-01-02')).ok).toBe(false)
    expect([weaker('A', 'M'), weaker('X', 'B')]).toEqual(['M', 'X'])
  })
})
