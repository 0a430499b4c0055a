import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day } from '#kernel/day.ts'
import { unwrap } from '#kernel/result.ts'
import {
  isRateSeries,
  missingRates,
  parsePercent,
  percent,
  rateAt,
  ratesOver,
  SHIPPED_RATES,
  type RateLine,
  type RateSeries,
} from './rates.ts'
import { derivedRates } from './derived-rates.ts'
import { semesterAfter, semesterOf, semestersOver } from './semester.ts'

const at = (series: RateSeries, on: string): string => {
  const found = rateAt(series, day(on))
  return found.ok ? percent(found.value.ppm) : found.refusal.code
}

// Semester, ECB, French default, public, legal pro, legal private, floor, Belgian general, Belgian civil.
const SHORT_VIEW = `
2013-S2 0.50 10.50 8.50 0.04 0.04 0.12 8.50 2.75
2014-S1 0.25 10.25 8.25 0.04 0.04 0.12 8.50 2.75
2014-S2 0.15 10.15 8.15 0.04 0.04 0.12 8.50 2.75
2015-S1 0.05 10.05 8.05 0.93 4.06 2.79 8.50 2.50
2015-S2 0.05 10.05 8.05 0.99 4.29 2.97 8.50 2.50
2016-S1 0.05 10.05 8.05 1.01 4.54 3.03 8.50 2.25
2016-S2 0.00 10.00 8.00 0.93 4.35 2.79 8.00 2.25
2017-S1 0.00 10.00 8.00 0.90 4.16 2.70 8.00 2.00
2017-S2 0.00 10.00 8.00 0.90 3.94 2.70 8.00 2.00
2018-S1 0.00 10.00 8.00 0.89 3.73 2.67 8.00 2.00
2018-S2 0.00 10.00 8.00 0.88 3.60 2.64 8.00 2.00
2019-S1 0.00 10.00 8.00 0.86 3.40 2.58 8.00 2.00
2019-S2 0.00 10.00 8.00 0.87 3.26 2.61 8.00 2.00
2020-S1 0.00 10.00 8.00 0.87 3.15 2.61 8.00 1.75
2020-S2 0.00 10.00 8.00 0.84 3.11 2.52 8.00 1.75
2021-S1 0.00 10.00 8.00 0.79 3.14 2.37 8.00 1.75
2021-S2 0.00 10.00 8.00 0.76 3.12 2.28 8.00 1.75
2022-S1 0.00 10.00 8.00 0.76 3.13 2.28 8.00 1.50
2022-S2 0.00 10.00 8.00 0.77 3.15 2.31 8.00 1.50
2023-S1 2.50 12.50 10.50 2.06 4.47 6.18 10.50 5.25
2023-S2 4.00 14.00 12.00 4.22 6.82 12.66 12.00 5.25
2024-S1 4.50 14.50 12.50 5.07 8.01 15.21 12.50 5.75
2024-S2 4.25 14.25 12.25 4.92 8.16 14.76 12.50 5.75
2025-S1 3.15 13.15 11.15 3.71 7.21 11.13 11.50 4.50
2025-S2 2.15 12.15 10.15 2.76 6.65 8.28 10.50 4.50
2026-S1 2.15 12.15 10.15 2.62 6.67 7.86 10.50 4.50
2026-S2 2.40 12.40 10.40 2.75 6.84 8.25 10.50 4.50`

const COLUMNS: readonly RateSeries[] = [
  'ecb-anchor',
  'fr-default',
  'fr-public',
  'fr-legal-pro',
  'fr-legal-private',
  'fr-floor',
  'be-commercial',
  'be-civil',
]

const added = (from: string, to: string, ppm: number): RateLine => ({
  series: 'ecb-anchor',
  from: day(from),
  to: day(to),
  ppm,
  certainty: 'A',
  source: 'Official Journal',
})

describe('rates', () => {
  it.each(SHORT_VIEW.trim().split('\n'))('first and last day of %s', row => {
    const [name = '', ...rates] = row.split(' ')
    const from = name.endsWith('S1') ? `${name.slice(0, 4)}-01-01` : `${name.slice(0, 4)}-07-01`
    const semester = semesterOf(day(from))
    expect(semester.name).toBe(name)
    expect(COLUMNS.map(series => at(series, semester.from))).toEqual(rates)
    expect(COLUMNS.map(series => at(series, semester.to))).toEqual(rates)
  })

  it('anchors are the refinancing rate in force that day, fixed tenders', () => {
    for (const anchor of SHIPPED_RATES.filter(line => line.series === 'ecb-anchor')) {
      expect(unwrap(rateAt('ecb-mro', anchor.from)).ppm).toBe(anchor.ppm)
    }
  })

  it('the formula gives every Belgian rate published since 2009', () => {
    const unpublished = SHIPPED_RATES.filter(line => !line.series.startsWith('be-commercial'))
    const published = SHIPPED_RATES.filter(line => line.series.startsWith('be-commercial') && line.from >= '2009-01-01')
    expect(published.length).toBeGreaterThan(12)
    for (const { series, from, ppm } of published) {
      expect([from, unwrap(rateAt(series, from, unpublished)).ppm]).toEqual([from, ppm])
    }
  })

  it('before October 2008 the marginal rate counts, and not the minimum bid', () => {
    expect(at('be-commercial-old', '2003-07-01')).toBe('9.50')
    const formula = SHIPPED_RATES.filter(line => !line.series.startsWith('be-'))
    expect(percent(unwrap(rateAt('be-commercial-old', day('2003-07-01'), formula)).ppm)).toBe('9.50')
    expect(unwrap(rateAt('be-commercial-old', day('2005-07-01'))).certainty).toBe('M')
    expect(at('be-commercial-old', '2008-07-01')).toBe('unknown-rate')
  })

  it('starts and stops at the day: 15 and 16 March 2013, 31 December 2026 and after', () => {
    expect([at('fr-public', '2013-03-15'), at('fr-public', '2013-03-16')]).toEqual(['unknown-rate', '8.75'])
    expect([at('be-commercial', '2013-03-15'), at('be-commercial', '2013-03-16')]).toEqual(['unknown-rate', '9.00'])
    expect([at('be-commercial-old', '2015-03-15'), at('fr-default', '2012-12-31')]).toEqual(['7.50', 'unknown-rate'])
    expect([at('fr-default', '2026-12-31'), at('fr-default', '2027-01-01')]).toEqual(['12.40', 'unknown-rate'])
    expect([at('be-civil', '2026-12-31'), at('be-civil', '2027-01-01')]).toEqual(['4.50', 'unknown-rate'])
    expect([at('ecb-mro', '1998-12-31'), at('ecb-mro', '2030-01-01')]).toEqual(['unknown-rate', '2.40'])
  })

  it('names the series and the semester that are missing', () => {
    expect(rateAt('fr-floor', day('2027-03-01'))).toEqual({
      ok: false,
      refusal: {
        code: 'unknown-rate',
        message:
          'The rate fr-legal-pro of 2027-S1 is not known, so fr-floor cannot be computed: add it with its source',
        data: { series: 'fr-legal-pro', wanted: 'fr-floor', semester: '2027-S1', on: '2027-03-01' },
      },
    })
    expect(ratesOver('fr-default', day('2026-12-01'), day('2027-01-01')).ok).toBe(false)
  })

  it('an added line serves its semester, and corrects a shipped one from its day', () => {
    const lines = [
      ...SHIPPED_RATES,
      added('2027-01-01', '2027-06-30', 26_500),
      added('2026-10-01', '2026-12-31', 25_000),
    ]
    const pieces = unwrap(ratesOver('ecb-anchor', day('2026-06-30'), day('2027-01-02'), lines))
    expect(pieces.map(({ from, to, ppm }) => `${from} ${to} ${percent(ppm)}`)).toEqual([
      '2026-06-30 2026-06-30 2.15',
      '2026-07-01 2026-09-30 2.40',
      '2026-10-01 2026-12-31 2.50',
      '2027-01-01 2027-01-02 2.65',
    ])
    expect(percent(unwrap(rateAt('fr-default', day('2027-06-30'), lines)).ppm)).toBe('12.65')
    expect(unwrap(ratesOver('ecb-mro', day('2026-12-01'), day('2028-01-01')))).toHaveLength(1)
  })

  it('tells what is missing now, and what will be in twenty days', () => {
    expect(missingRates(day('2026-12-11'))).toEqual([])
    expect(
      missingRates(day('2026-12-12')).map(({ series, semester, startsIn }) => `${series} ${semester} ${startsIn}`),
    ).toEqual([
      'ecb-anchor 2027-S1 20',
      'fr-legal-pro 2027-S1 20',
      'fr-legal-private 2027-S1 20',
      'be-civil 2027-S1 20',
    ])
    expect(missingRates(day('2027-02-01')).map(({ startsIn }) => startsIn)).toEqual([0, 0, 0, 0])
  })

  it('every line has a source and a certainty, and ends after it starts', () => {
    for (const line of SHIPPED_RATES) {
      expect(line.source.length).toBeGreaterThan(10)
      expect('ABCMX').toContain(line.certainty)
      expect(line.to === null || line.from <= line.to).toBe(true)
      expect(isRateSeries(line.series)).toBe(true)
    }
    expect(isRateSeries('fr-usury')).toBe(false)
  })

  it('reads and writes percentages without loss', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), ppm => {
        expect(unwrap(parsePercent(percent(ppm)))).toBe(ppm)
      }),
    )
    expect(['12,15', '12', ' 0.5 '].map(text => unwrap(parsePercent(text)))).toEqual([121_500, 120_000, 5_000])
    for (const text of ['', '-1', '100.1', '1.23456', 'douze', '1e2']) expect(parsePercent(text).ok).toBe(false)
  })

  it('derived rates are listed from the first day of their law to the day asked; unknown ones are left out', () => {
    const listed = (today: string, series: RateSeries): string[] =>
      derivedRates(day(today), SHIPPED_RATES).flatMap(line =>
        line.series === series ? [`${line.from} ${percent(line.ppm)}`] : [],
      )
    expect(listed('2013-07-01', 'fr-default')).toEqual(['2013-01-01 10.75', '2013-07-01 10.50'])
    expect(listed('2013-07-01', 'fr-public')).toEqual(['2013-03-16 8.75', '2013-07-01 8.50'])
    expect(listed('2013-06-30', 'eu-directive')).toEqual(['2013-03-16 8.75'])
    expect(listed('2027-12-31', 'fr-floor').at(-1)).toBe('2026-07-01 8.25')
  })

  it('semesters follow each other without a gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12_000 }), offset => {
        const semester = semesterOf(addDays(day('2000-01-01'), offset))
        expect(semesterAfter(semester).from).toBe(addDays(semester.to, 1))
        expect(semestersOver(semester.from, addDays(semester.to, 1)).map(({ name }) => name)).toEqual([
          semester.name,
          semesterAfter(semester).name,
        ])
      }),
    )
  })
})
