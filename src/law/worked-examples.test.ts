import { describe, expect, it } from 'vitest'
import { addDays, day, type Day } from '#kernel/day.ts'
import { fromDecimal, money, subtract, toDecimal, type Money } from '#kernel/money.ts'
import { unwrap } from '#kernel/result.ts'
import { compensationCap, reminderCosts } from './belgian-consumer.ts'
import { computeCharges, type ChargeStatement, type Claim } from './charges.ts'
import type { CustomerKind } from './regime.ts'
import { eInvoicing } from './mentions.ts'
import { limitationDate } from './limitation.ts'
import { percent, rateAt, SHIPPED_RATES, type RateSeries } from './rates/rates.ts'

// The published computations of the field notes, one row each, by their number there. FR-01 says « CONV-A » where the
// publisher counted from the due date included; everything else is the wording of the law (B).

const eur = (text: string): Money => unwrap(fromDecimal(text, 'EUR'))

function french(
  principal: string,
  due: string,
  stop: string,
  rest: Partial<Claim> = {},
  customer: CustomerKind = 'business',
): ChargeStatement {
  const parties = { creditorCountry: 'FR', customerCountry: 'FR', customer }
  return unwrap(
    computeCharges({ debt: { principal: eur(principal), dueOn: day(due) }, asOf: day(stop), parties, ...rest }),
  )
}

const A = { convention: 'A' } as const
const TEN_PERCENT = { ...A, contractPpm: 100_000 } as const
const after = (due: string, days: number): Day => addDays(day(due), days)

type Row = readonly [name: string, stated: () => ChargeStatement, expected: Readonly<Record<string, string | number>>]

const ROWS: readonly Row[] = [
  [
    'FR-01 two semesters, convention A',
    () =>
      french('10000', '2026-05-01', '2026-09-01', {
        ...A,
        givenRates: [
          { from: day('2026-05-01'), ppm: 121_500 },
          { from: day('2026-07-01'), ppm: 124_000 },
        ],
      }),
    { interest: '413.68', fee: '40.00', total: '10453.68', segments: '61:203.05 62:210.63' },
  ],
  [
    'FR-01 the same at the rates of the law',
    () => french('10000', '2026-05-01', '2026-09-01', A),
    { interest: '413.68', segments: '61:203.05 62:210.63' },
  ],
  [
    'FR-01 the same in convention B',
    () => french('10000', '2026-05-01', '2026-09-01'),
    { interest: '413.76', segments: '60:199.73 63:214.03' },
  ],
  [
    'FR-03 one semester',
    () => french('1850', '2026-05-16', '2026-06-30'),
    { days: 45, interest: '27.71', fee: '40.00', daily: '0.62' },
  ],
  [
    'FR-03 one semester, convention A',
    () => french('1850', '2026-05-16', '2026-06-30', A),
    { days: 45, interest: '27.71' },
  ],
  [
    'FR-04 on the due day',
    () => french('1850', '2026-05-16', '2026-05-16'),
    { days: 0, interest: '0.00', fee: '0.00' },
  ],
  ['FR-05 one day late', () => french('1850', '2026-05-16', '2026-05-17'), { days: 1, interest: '0.62', fee: '40.00' }],
  [
    'FR-07 contract rate kept, flagged',
    () => french('1850', '2026-05-16', '2026-06-30', { contractPpm: 50_000 }),
    { interest: '11.40' },
  ],
  [
    'FR-07 at the floor when chosen',
    () => french('1850', '2026-05-16', '2026-06-30', { contractPpm: 50_000, belowFloor: 'floor' }),
    { interest: '17.93' },
  ],
  [
    'FR-09 consumer without formal notice',
    () => french('1850', '2026-05-16', '2026-06-30', {}, 'consumer'),
    { interest: '0.00', fee: '0.00' },
  ],
  [
    'FR-11 forty days',
    () => french('1240', '2026-05-11', '2026-06-20'),
    { days: 40, interest: '16.51', fee: '40.00', total: '1296.51', daily: '0.41' },
  ],
  [
    'FR-15 amounts of a formal notice',
    () => french('1200', '2026-06-01', '2026-07-01', A),
    { days: 30, interest: '11.98', fee: '40.00', total: '1251.98' },
  ],
  ['FR-15 the same in convention B', () => french('1200', '2026-06-01', '2026-07-01'), { days: 30, interest: '11.99' }],
  [
    'FR-16 formal notice to a consumer',
    () => french('1200', '2026-06-01', '2026-07-01', {}, 'consumer'),
    { interest: '0.00', fee: '0.00', total: '1200.00' },
  ],
  [
    'FR-18 a quarter at 10.25 %, by days',
    () => french('10000', '2014-01-01', '2014-04-01'),
    { days: 90, interest: '252.74' },
  ],
  ['FR-18 the same over 91 days', () => french('10000', '2014-01-01', '2014-04-02'), { days: 91, interest: '255.55' }],
  [
    'FR-19 thirty days at 10 %',
    () => french('5000', '2026-01-31', '2026-03-02', { contractPpm: 100_000 }),
    { days: 30, interest: '41.10', fee: '40.00' },
  ],
  [
    'FR-21 forty-three days, half-up and not cut',
    () => french('1200', '2026-01-01', after('2026-01-01', 43), { contractPpm: 145_000 }),
    { interest: '20.50' },
  ],
  [
    'FR-22 legal rate 2018, half-up and not cut',
    () => french('6216.16', '2018-07-01', after('2018-07-01', 126), { formalNoticeOn: day('2018-07-01') }, 'consumer'),
    { days: 126, interest: '18.88' },
  ],
  [
    'FR-23 a full year',
    () => french('10000', '2025-01-01', '2026-01-01', TEN_PERCENT),
    { interest: '1000.00', fee: '40.00', total: '11040.00' },
  ],
  [
    'FR-25 part payment, principal first',
    () =>
      french('10000', '2025-01-01', '2026-01-01', {
        ...TEN_PERCENT,
        imputation: 'principal-first',
        events: [{ kind: 'payment', on: day('2025-07-01'), amount: eur('4000') }],
      }),
    { principalLeft: '6000.00', interestLeft: '798.36', total: '6838.36' },
  ],
  [
    'FR-25 against interest first: 24.99 more',
    () =>
      french('10000', '2025-01-01', '2026-01-01', {
        ...TEN_PERCENT,
        imputation: 'interest-first',
        events: [{ kind: 'payment', on: day('2025-07-01'), amount: eur('4000') }],
      }),
    { principalLeft: '6495.89', total: '6863.35' },
  ],
  [
    'FR-26 principal paid late, interest first',
    () =>
      french('10000', '2025-01-01', '2026-01-01', {
        ...TEN_PERCENT,
        imputation: 'interest-first',
        events: [{ kind: 'payment', on: day('2025-03-01'), amount: eur('10000') }],
      }),
    { principalLeft: '161.64', interestLeft: '13.55', fee: '40.00', total: '215.19' },
  ],
  [
    'FR-29 leap year over 365',
    () => french('10000', '2024-01-01', '2025-01-01', TEN_PERCENT),
    { days: 366, interest: '1002.74' },
  ],
  [
    'FR-31 not yet due',
    () => french('10000', '2025-01-01', '2024-06-01', TEN_PERCENT),
    { interest: '0.00', fee: '0.00', total: '10000.00' },
  ],
  [
    'FR-32 paid on the due day',
    () =>
      french('10000', '2025-01-01', '2026-01-01', {
        ...TEN_PERCENT,
        events: [{ kind: 'payment', on: day('2025-01-01'), amount: eur('10000') }],
      }),
    { principalLeft: '0.00', interest: '0.00', fee: '0.00' },
  ],
  ['FR-35 count of days, convention A', () => french('100', '2025-01-01', '2025-01-31', A), { days: 30 }],
  ['FR-35 count of days, convention B', () => french('100', '2025-01-01', '2025-01-31'), { days: 30 }],
  [
    'FR-45 unknown kind of customer',
    () => french('1850', '2026-05-16', '2026-06-30', {}, 'unknown'),
    { regime: 'fr-consumer', fee: '0.00', interest: '0.00' },
  ],
  [
    'FR-46 deposit invoice: net to pay less payments',
    () =>
      french('488.40', '2026-05-16', '2026-05-16', {
        events: [{ kind: 'payment', on: day('2026-05-10'), amount: eur('200') }],
      }),
    { principalLeft: '288.40', total: '288.40' },
  ],
]

describe('worked examples: money', () => {
  it.each(ROWS)('%s', (_name, stated, expected) => {
    const statement = stated()
    const shown: Record<string, string | number> = {
      days: statement.days,
      regime: statement.regime.code,
      interest: toDecimal(statement.interest),
      fee: toDecimal(statement.fee),
      total: toDecimal(statement.total),
      daily: toDecimal(statement.daily),
      principalLeft: toDecimal(statement.principalLeft),
      interestLeft: toDecimal(statement.interestLeft),
      segments: statement.segments.map(({ days, interest }) => `${days}:${toDecimal(interest)}`).join(' '),
    }
    expect(Object.fromEntries(Object.keys(expected).map(key => [key, shown[key]]))).toEqual(expected)
  })

  it('FR-07 names the floor, and FR-18 the old one', () => {
    const flagged = french('1850', '2026-05-16', '2026-06-30', { contractPpm: 50_000 }).flags[0]
    expect(flagged).toMatchObject({
      code: 'rate-below-floor',
      data: { breaches: [{ semester: '2026-S1', floor: '7.86' }], interestAtFloor: '17.93' },
    })
    expect(subtract(eur('6863.35'), eur('6838.36'))).toEqual(money(2499n, 'EUR'))
  })
})

const rate = (series: RateSeries, on: string): string => percent(unwrap(rateAt(series, day(on))).ppm)

describe('worked examples: rates', () => {
  it('FR-36 default rate by date, and the floor of 2026-S2', () => {
    expect(['2025-02-01', '2026-03-15', '2026-08-15'].map(on => rate('fr-default', on))).toEqual([
      '13.15',
      '12.15',
      '12.40',
    ])
    expect(rate('fr-floor', '2026-08-15')).toBe('8.25')
    expect(rateAt('fr-default', day('2027-01-01'))).toMatchObject({ ok: false, refusal: { code: 'unknown-rate' } })
  })

  it('FR-39 published floors', () => {
    expect(['2023-07-01', '2024-07-01', '2025-07-01', '2026-01-01'].map(on => rate('fr-floor', on))).toEqual([
      '12.66',
      '14.76',
      '8.28',
      '7.86',
    ])
  })

  it.each([
    ['BE-01', '2013-03-16', '0.75', '9.00'],
    ['BE-02', '2014-07-01', '0.15', '8.50'],
    ['BE-04', '2016-07-01', '0.00', '8.00'],
    ['BE-05', '2023-01-01', '2.50', '10.50'],
    ['BE-07', '2024-07-01', '4.25', '12.50'],
    ['BE-08', '2025-01-01', '3.15', '11.50'],
  ])('%s Belgian rate of %s: %s + 8 rounded up to the half point is %s', (_name, on, ecb, expected) => {
    expect(rate('ecb-anchor', on)).toBe(ecb)
    expect(rate('be-commercial', on)).toBe(expected)
    const computedOnly = SHIPPED_RATES.filter(line => !line.series.startsWith('be-'))
    expect(percent(unwrap(rateAt('be-commercial', day(on), computedOnly)).ppm)).toBe(expected)
  })

  it('EU-02 Dutch rates of July 2024', () => {
    expect(rate('eu-directive', '2024-07-01')).toBe('12.25')
    expect(rate('nl-civil', '2024-07-01')).toBe('7.00')
  })
})

describe('worked examples: dates and caps', () => {
  const claim = {
    country: 'FR',
    kind: 'goods-or-services',
    dueOn: day('2026-05-11'),
    deliveredOn: null,
    agreedYears: null,
    events: [],
  } as const

  it('FR-11 five years between professionals, FR-13 two for a consumer from the earliest day', () => {
    expect(unwrap(limitationDate({ ...claim, customer: 'business', issuedOn: null })).deadline).toBe('2031-05-11')
    expect(unwrap(limitationDate({ ...claim, customer: 'consumer', issuedOn: day('2026-04-11') })).deadline).toBe(
      '2028-04-11',
    )
  })

  it.each([
    ['pme', '2027-08-31', false],
    ['pme', '2027-09-01', true],
    ['grande', '2026-09-01', true],
  ] as const)('FR-43 a %s firm on %s must issue electronic invoices: %s', (size, on, expected) => {
    expect(eInvoicing(size, day(on)).mustIssue).toBe(expected)
  })

  it('BE-10 three free reminders a year for regular deliveries, then 7.50 at most', () => {
    const costs = reminderCosts(['2024-01-15', '2024-02-15', '2024-04-15', '2024-07-15'].map(day))
    expect(costs.map(({ free, maximum }) => (free ? 'free' : toDecimal(maximum)))).toEqual([
      'free',
      'free',
      'free',
      '7.50',
    ])
  })

  it.each([
    ['150.00', '20.00'],
    ['150.01', '30.00'],
    ['300.00', '45.00'],
    ['500.00', '65.00'],
    ['500.01', '65.00'],
    ['1000.00', '90.00'],
    ['39200.00', '2000.00'],
    ['50000.00', '2000.00'],
    ['0.00', '0.00'],
  ])('BE-12 compensation for %s is at most %s', (due, cap) => {
    expect(toDecimal(compensationCap(eur(due)))).toBe(cap)
  })
})
