import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as d from './day.ts'
import { unwrap } from './result.ts'

const EPOCH = d.day('1970-01-01')
const days = fc.integer({ min: -100_000, max: 300_000 }).map(offset => d.addDays(EPOCH, offset))

describe('day', () => {
  it('counts days as Temporal does', () => {
    fc.assert(
      fc.property(days, days, (from, to) => {
        const expected = Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days
        expect(d.daysBetween(from, to)).toBe(expected)
        expect(d.addDays(from, expected)).toBe(to)
        expect(d.dayNumber(from) - d.dayNumber(EPOCH)).toBe(d.daysBetween(EPOCH, from))
      }),
    )
  })

  it('knows weekdays, months and their ends as Temporal does', () => {
    fc.assert(
      fc.property(days, value => {
        const date = Temporal.PlainDate.from(value)
        expect(d.weekday(value)).toBe(date.dayOfWeek)
        expect(d.endOfMonth(value)).toBe(date.with({ day: date.daysInMonth }).toString())
        expect(d.startOfMonth(value)).toBe(date.with({ day: 1 }).toString())
        expect([d.yearOf(value), d.monthOf(value)]).toEqual([date.year, date.month])
        expect(unwrap(d.dayOf(date.year, date.month, date.day))).toBe(value)
      }),
    )
  })

  it('keeps the end of a shorter month, and compares as text', () => {
    expect(d.addMonths(d.day('2026-01-31'), 1)).toBe('2026-02-28')
    expect(d.addMonths(d.day('2024-01-31'), 1)).toBe('2024-02-29')
    fc.assert(
      fc.property(days, days, (a, b) => {
        expect(d.earliest(a, b) <= d.latest(a, b)).toBe(true)
        expect(a < b).toBe(d.daysBetween(a, b) > 0)
      }),
    )
  })

  it.each(['2026-02-30', '2025-02-29', '2026-13-01', '2026-1-01', '01/02/2026', '', '2026-01-01T00:00'])(
    'refuses %s',
    text => {
      const parsed = d.parseDay(text)
      expect(parsed.ok ? 'ok' : parsed.refusal.code).toBe('not-a-day')
      expect(() => d.day(text)).toThrow(RangeError)
    },
  )
})
