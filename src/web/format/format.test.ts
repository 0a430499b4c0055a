import { describe, expect, it } from 'vitest'
import { day } from '#kernel/day.ts'
import { amountText, isNegative, isZero, roundAmountText } from './amount.ts'
import { ageOf, dayText, daysLate } from './day.ts'
import { readAmount } from './read-amount.ts'
import { readDay } from './read-day.ts'
import { typeset } from '../language/typography.ts'

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const NARROW = '\u202f'
const NO_BREAK = '\u00a0'

describe('amounts', () => {
  it('sets euros in each language, with a real minus', () => {
    expect(amountText(eur('1234.50'), 'fr')).toBe(`1${NARROW}234,50${NO_BREAK}€`)
    expect(amountText(eur('-1234567.50'), 'fr')).toBe(`\u22121${NARROW}234${NARROW}567,50${NO_BREAK}€`)
    expect(amountText(eur('1234.50'), 'nl')).toBe(`€${NO_BREAK}1.234,50`)
    expect(amountText(eur('1234.50'), 'en')).toBe('€1,234.50')
    expect(amountText(eur('1234.50'), 'de')).toBe(`1.234,50${NO_BREAK}€`)
  })
  it('keeps every digit that a float would lose', () => {
    expect(amountText(eur('9007199254740993.07'), 'en')).toBe('€9,007,199,254,740,993.07')
  })
  it('follows the decimals of the currency', () => {
    expect(amountText({ amount: '1234', currency: 'JPY' }, 'en')).toBe('JP¥1,234')
    expect(amountText({ amount: '1.234', currency: 'TND' }, 'en')).toBe(`TND${NO_BREAK}1.234`)
  })
  it('rounds only when asked', () => {
    expect(roundAmountText(eur('886.50'), 'fr')).toBe(`887${NO_BREAK}€`)
  })
  it.each([
    ['0', true, false],
    ['-0.00', true, false],
    ['0.00', true, false],
    ['-0.01', false, true],
    ['10.00', false, false],
  ])('knows zero and negative: %s', (amount, zero, negative) => {
    expect([isZero(eur(amount)), isNegative(eur(amount))]).toEqual([zero, negative])
  })
})

describe('days', () => {
  const today = day('2026-11-21')
  it('gives the weekday this year and the year otherwise', () => {
    expect(dayText(day('2026-03-03'), today, 'fr')).toBe('mar. 3 mars')
    expect(dayText(day('2025-11-21'), today, 'fr')).toBe('21 nov. 2025')
  })
  it.each([
    ['2026-11-21', 'notDue'],
    ['2026-11-20', 'to30'],
    ['2026-10-22', 'to30'],
    ['2026-10-21', 'to60'],
    ['2026-09-22', 'to60'],
    ['2026-09-21', 'to90'],
    ['2026-08-23', 'to90'],
    ['2026-08-22', 'over90'],
  ])('due %s is %s', (due, age) => {
    expect(ageOf(daysLate(day(due), today))).toBe(age)
  })
})

describe('French spaces', () => {
  it('sets them in messages, groups included, and leaves other languages alone', () => {
    const typed = { a: 'Quoi ?', b: { c: '« Oui » : 12 % de 1 200 €' } }
    expect(typeset(typed, 'fr')).toEqual({
      a: `Quoi${NO_BREAK}?`,
      b: { c: `«${NO_BREAK}Oui${NO_BREAK}»${NO_BREAK}: 12${NARROW}% de 1${NARROW}200${NARROW}€` },
    })
    expect(typeset(typed, 'nl')).toEqual(typed)
  })
  it('sets the apostrophe of every language, and leaves quotes alone', () => {
    const typed = { a: "Aujourd'hui, l'État", b: "'draft' isn't" }
    expect(typeset(typed, 'fr')).toEqual({ a: 'Aujourd’hui, l’État', b: "'draft' isn’t" })
    expect(typeset(typed, 'en')).toEqual({ a: 'Aujourd’hui, l’État', b: "'draft' isn’t" })
  })
})

describe('what people type', () => {
  it.each([
    ['1234.56', '1234.56'],
    ['1 234,56 €', '1234.56'],
    [`1${NARROW}234,56${NO_BREAK}€`, '1234.56'],
    ['1.234,56', '1234.56'],
    ['1,234.56', '1234.56'],
    ['1.234.567', '1234567.00'],
    ['1.234.567,8', '1234567.80'],
    ['\u221212', '-12.00'],
    ['1200', '1200.00'],
    ['1 200', '1200.00'],
    ['1.234', null],
    ['1,23,4', null],
    ['12,345.678,9', null],
    ['12.3.4', null],
    ['abc', null],
    ['', null],
  ])('amount %s', (typed, amount) => {
    const read = readAmount(typed, 'EUR')
    expect(read.ok ? read.value.amount : null).toBe(amount)
  })
  it.each([
    ['3/12/2026', '2026-12-03'],
    ['03.12.26', '2026-12-03'],
    ['03122026', '2026-12-03'],
    ['2026-12-03', '2026-12-03'],
    ['31/02/2026', null],
    ['12/2026', null],
    ['demain', null],
  ])('day %s', (typed, expected) => {
    expect(readDay(typed)).toBe(expected)
  })
})
