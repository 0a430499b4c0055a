import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as m from './money.ts'
import { divideRounded, type Rounding } from './rounding.ts'
import { unwrap } from './result.ts'

const amounts = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
const currencies = fc.constantFrom('EUR', 'JPY', 'TND')
const monies = fc.record({ amount: amounts, currency: currencies })

describe('money', () => {
  it('goes to a decimal string and back unchanged, for 0, 2 and 3 decimals', () => {
    fc.assert(
      fc.property(monies, value => {
        expect(unwrap(m.fromDecimal(m.toDecimal(value), value.currency))).toEqual(value)
        expect(unwrap(m.moneyFromJson(m.moneyToJson(value)))).toEqual(value)
        const [, decimals = ''] = m.toDecimal(value).split('.')
        expect(decimals).toHaveLength(m.exponent(value.currency))
      }),
    )
  })

  it.each([
    ['1234.5', 'EUR', '1234.50'],
    ['-12', 'EUR', '-12.00'],
    ['+3.10', 'EUR', '3.10'],
    ['.5', 'EUR', '0.50'],
    ['-.05', 'EUR', '-0.05'],
    ['7.', 'JPY', '7'],
    ['7.000', 'JPY', '7'],
    [' 1.234 ', 'TND', '1.234'],
  ])('reads %s %s as %s', (text, currency, written) => {
    expect(m.toDecimal(unwrap(m.fromDecimal(text, currency)))).toBe(written)
  })

  it.each([
    ['1,5', 'not-an-amount'],
    ['', 'not-an-amount'],
    ['.', 'not-an-amount'],
    ['1e3', 'not-an-amount'],
    ['1.005', 'too-many-decimals'],
  ])('refuses %s with %s', (text, code) => {
    const result = m.fromDecimal(text, 'EUR')
    expect(result.ok ? 'ok' : result.refusal.code).toBe(code)
  })

  it('allocates without losing or making a minor unit, each part within one unit of its exact share', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 1000n }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(monies, weights, (whole, parts) => {
        const total = parts.reduce((a, b) => a + b, 0n)
        fc.pre(total > 0n)
        const allocated = m.allocate(whole, parts)
        expect(m.sum(allocated, whole.currency)).toEqual(whole)
        allocated.forEach((part, i) => {
          const drift = part.amount * total - whole.amount * (parts[i] ?? 0n)
          expect(drift < total && drift > -total).toBe(true)
        })
      }),
    )
    expect(() => m.allocate(m.money(1n, 'EUR'), [])).toThrow(RangeError)
    expect(() => m.allocate(m.money(1n, 'EUR'), [2n, -1n])).toThrow(RangeError)
    expect(m.allocate(m.money(100n, 'EUR'), [1n, 1n, 1n]).map(part => part.amount)).toEqual([34n, 33n, 33n])
  })

  it('a share and the share of the rest differ from the whole by at most one unit', () => {
    fc.assert(
      fc.property(monies, fc.bigInt({ min: 0n, max: 100n }), (whole, percent) => {
        const parts = [percent, 100n - percent].map(each => m.share(whole, each, 100n, 'half-up'))
        const drift = m.sum(parts, whole.currency).amount - whole.amount
        expect(drift >= -1n && drift <= 1n).toBe(true)
      }),
    )
  })

  it('adds, subtracts, negates and compares in one currency only', () => {
    fc.assert(
      fc.property(monies, amounts, (a, amount) => {
        const b = { amount, currency: a.currency }
        expect(m.subtract(m.add(a, b), b)).toEqual(a)
        expect(m.add(a, m.negate(a)).amount).toBe(0n)
        expect(m.compare(a, b) + m.compare(b, a)).toBe(0)
      }),
    )
    expect(() => m.add(m.money(1n, 'EUR'), m.money(1n, 'USD'))).toThrow(RangeError)
    expect(() => m.money(1n, 'euro')).toThrow(RangeError)
  })
})

describe('divideRounded', () => {
  it.each<[bigint, bigint, Rounding, bigint]>([
    [5n, 2n, 'half-up', 3n],
    [-5n, 2n, 'half-up', -3n],
    [5n, 2n, 'half-even', 2n],
    [7n, 2n, 'half-even', 4n],
    [5n, 2n, 'down', 2n],
    [-5n, 2n, 'down', -2n],
    [1n, 3n, 'up', 1n],
    [-1n, 3n, 'up', -1n],
    [6n, 3n, 'up', 2n],
    [5n, -2n, 'half-up', -3n],
  ])('%s / %s %s = %s', (numerator, denominator, rounding, expected) => {
    expect(divideRounded(numerator, denominator, rounding)).toBe(expected)
  })

  it('stays within one of the exact quotient, and is odd around zero', () => {
    const roundings = fc.constantFrom<Rounding>('half-up', 'half-even', 'down', 'up')
    fc.assert(
      fc.property(amounts, fc.bigInt({ min: 1n, max: 10n ** 6n }), roundings, (numerator, denominator, rounding) => {
        const drift = divideRounded(numerator, denominator, rounding) * denominator - numerator
        expect(drift < denominator && drift > -denominator).toBe(true)
        expect(divideRounded(-numerator, denominator, rounding)).toBe(-divideRounded(numerator, denominator, rounding))
      }),
    )
    expect(() => divideRounded(1n, 0n, 'up')).toThrow(RangeError)
  })
})
