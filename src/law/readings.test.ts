import { expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { money, toDecimal } from '#kernel/money.ts'
import { unwrap } from '#kernel/result.ts'
import type { Claim } from './charges.ts'
import { readingsOf } from './readings.ts'

const LATE: Claim = {
  debt: { principal: money(1_000_000n, 'EUR'), dueOn: day('2025-06-20') },
  asOf: day('2025-07-10'),
  parties: { creditorCountry: 'FR', customerCountry: 'FR', customer: 'business' },
}

const shown = (claim: Claim) =>
  unwrap(readingsOf(claim)).map(
    ({ choice, value, chosen, interest, total }) =>
      `${choice} ${value}${chosen ? '*' : ''} ${toDecimal(interest)} ${toDecimal(total)}`,
  )

test('conventions are compared where the period crosses a rate, and only there', () => {
  // 10 days at 13.15 % and 10 at 12.15 %, or 11 and 9: one day of the first semester more.
  expect(shown(LATE)).toEqual(['convention B* 69.32 10109.32', 'convention A 69.59 10109.59'])
  expect(shown({ ...LATE, asOf: day('2025-06-25') })).toEqual([])
})

test('the reading that was chosen is marked', () => {
  expect(shown({ ...LATE, convention: 'A' })).toEqual(['convention B 69.32 10109.32', 'convention A* 69.59 10109.59'])
})

test('a leap year divides by 366 when the year is the real one', () => {
  const leap = { ...LATE, debt: { ...LATE.debt, dueOn: day('2024-01-10') }, asOf: day('2024-03-10') }
  expect(shown(leap)).toEqual(['yearBase 365* 238.36 10278.36', 'yearBase actual 237.70 10277.70'])
  expect(shown({ ...leap, yearBase: 'actual' })[1]).toBe('yearBase actual* 237.70 10277.70')
})

test('a part payment is imputed both ways, the lower one marked', () => {
  const events = [{ kind: 'payment' as const, on: day('2025-06-25'), amount: money(500_000n, 'EUR') }]
  const readings = shown({ ...LATE, events }).filter(line => line.startsWith('imputation'))
  expect(readings).toHaveLength(2)
  expect(readings[0]).toMatch(/^imputation interest-first \d/)
  expect(readings[1]).toMatch(/^imputation principal-first\* /)
})

test('a contract rate below the floor shows what may replace it', () => {
  const low = { ...LATE, contractPpm: 30_000 }
  const readings = shown(low).filter(line => line.startsWith('belowFloor'))
  expect(readings.map(line => line.split(' ')[1])).toEqual(['contract*', 'floor', 'default'])
  expect(shown({ ...low, belowFloor: 'floor' }).filter(line => line.startsWith('belowFloor floor*'))).toHaveLength(1)
})

test('a reading that cannot be computed is left out, and a missing rate is refused', () => {
  // The rates given start the day after the due date: the convention that counts the due date has none for it.
  const given = { ...LATE, givenRates: [{ from: day('2025-06-21'), ppm: 100_000 }] }
  expect(shown(given).filter(line => line.startsWith('convention'))).toEqual([])
  expect(readingsOf({ ...LATE, asOf: day('2028-01-01') })).toMatchObject({
    ok: false,
    refusal: { code: 'unknown-rate' },
  })
})
