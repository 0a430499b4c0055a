import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day, weekday } from '#kernel/day.ts'
import {
  addBusinessDays,
  easter,
  holidayOn,
  holidayRegion,
  holidays,
  isBusinessDay,
  nextBusinessDay,
} from './holidays.ts'

describe('holidays', () => {
  it('FR-42: Easter of 2024 to 2027, and of the earliest and latest dates', () => {
    expect([2024, 2025, 2026, 2027, 1818, 2038, 2000, 1900].map(easter)).toEqual([
      '2024-03-31',
      '2025-04-20',
      '2026-04-05',
      '2027-03-28',
      '1818-03-22',
      '2038-04-25',
      '2000-04-23',
      '1900-04-15',
    ])
  })

  it('France has eleven, Alsace-Moselle thirteen, Belgium ten', () => {
    expect(holidays('FR', 2026).map(holiday => holiday.on)).toEqual([
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-08',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
      '2026-08-15',
      '2026-11-01',
      '2026-11-11',
      '2026-12-25',
    ])
    expect(holidays('FR-ALSACE-MOSELLE', 2026)).toHaveLength(13)
    expect(holidayOn(day('2026-04-03'), 'FR-ALSACE-MOSELLE')?.name).toBe('Vendredi saint')
    expect(holidayOn(day('2026-12-26'), 'FR')).toBeUndefined()
    expect(holidays('BE', 2026)).toHaveLength(10)
    expect(holidayOn(day('2026-07-21'), 'BE')?.name).toBe('Fête nationale')
  })

  it('moves over weekends and holidays', () => {
    expect(nextBusinessDay(day('2026-05-08'), 'FR')).toBe('2026-05-11')
    expect(nextBusinessDay(day('2026-05-08'), 'BE')).toBe('2026-05-08')
    expect(addBusinessDays(day('2026-12-24'), 1, 'FR-ALSACE-MOSELLE')).toBe('2026-12-28')
    expect(addBusinessDays(day('2026-12-28'), -1, 'FR')).toBe('2026-12-24')
    expect(addBusinessDays(day('2026-05-01'), 0, 'FR')).toBe('2026-05-04')
  })

  it('three business days after a posting, as the Belgian consumer law counts', () => {
    expect(addBusinessDays(day('2026-07-17'), 3, 'BE')).toBe('2026-07-23')
  })

  it('knows whose calendar a customer lives by', () => {
    expect(holidayRegion('BE', '57000')).toBe('BE')
    expect(['57000', '67100', '68200'].map(postcode => holidayRegion('FR', postcode))).toEqual(
      Array.from({ length: 3 }, () => 'FR-ALSACE-MOSELLE'),
    )
    expect([holidayRegion('FR', '75001'), holidayRegion('FR', null), holidayRegion('DE', '67100')]).toEqual([
      'FR',
      'FR',
      'FR',
    ])
  })

  it('going forward then back comes home, from any business day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20000 }),
        fc.integer({ min: 1, max: 300 }),
        fc.constantFrom('FR' as const, 'FR-ALSACE-MOSELLE' as const, 'BE' as const),
        (offset, count, region) => {
          const start = nextBusinessDay(addDays(day('2000-01-01'), offset), region)
          const there = addBusinessDays(start, count, region)
          expect(isBusinessDay(there, region)).toBe(true)
          expect(addBusinessDays(there, -count, region)).toBe(start)
          expect(weekday(easter(2000 + (offset % 100)))).toBe(7)
        },
      ),
      { numRuns: 60 },
    )
  })
})
