import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day } from '#kernel/day.ts'
import { dueDate, dueDateFrom, isTermMethod, TERM_METHODS, type TermMethod, type TermStart } from './due-date.ts'
import { checkTerm, TERM_CAPS, termCap, type TermQuestion, type TermSector } from './payment-terms.ts'

describe('due date', () => {
  it.each<[TermMethod, number, string, string]>([
    ['net', 30, '2026-01-31', '2026-03-02'],
    ['net', 60, '2024-01-01', '2024-03-01'],
    ['days-then-month-end', 45, '2026-01-31', '2026-03-31'],
    ['month-end-then-days', 45, '2026-01-31', '2026-03-17'],
    ['days-then-month-end', 45, '2026-01-10', '2026-02-28'],
    ['month-end-then-days', 45, '2026-01-10', '2026-03-17'],
    ['days-then-month-end', 0, '2024-02-01', '2024-02-29'],
    ['ten-day', 30, '2026-01-10', '2026-02-09'],
    ['ten-day', 30, '2026-01-11', '2026-02-19'],
    ['ten-day', 30, '2026-01-20', '2026-02-19'],
    ['ten-day', 30, '2026-01-21', '2026-03-02'],
    ['ten-day', 0, '2026-02-28', '2026-02-28'],
  ])('%s %s days from %s: %s', (method, days, start, expected) => {
    expect(dueDateFrom({ method, days }, day(start))).toBe(expected)
    expect(isTermMethod(method)).toBe(true)
  })

  it('is never before the start, and never falls as days are added', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TERM_METHODS),
        fc.nat({ max: 120 }),
        fc.nat({ max: 4000 }),
        (method, days, offset) => {
          const start = addDays(day('2020-01-01'), offset)
          expect(dueDateFrom({ method, days }, start) >= start).toBe(true)
          expect(dueDateFrom({ method, days: days + 1 }, start) >= dueDateFrom({ method, days }, start)).toBe(true)
        },
      ),
    )
    expect(isTermMethod('fin de mois')).toBe(false)
  })

  it('refuses to invent the day it counts from', () => {
    const dates = { issuedOn: day('2026-01-01'), receivedOn: null, deliveredOn: day('2026-01-03') }
    const from = (start: TermStart): string => {
      const found = dueDate({ method: 'net', days: 10, from: start }, dates)
      return found.ok ? found.value : found.refusal.code
    }
    expect([from('issue'), from('receipt'), from('delivery')]).toEqual([
      '2026-01-11',
      'start-date-missing',
      '2026-01-13',
    ])
  })
})

const term = (days: number, method: TermMethod = 'net', rest: Partial<TermQuestion> = {}): TermQuestion => ({
  country: 'FR',
  sector: 'general',
  rule: { method, days, from: 'issue' },
  inContract: true,
  startsOn: null,
  ...rest,
})

const codes = (question: TermQuestion): string[] => checkTerm(question).flags.map(({ code }) => code)

describe('caps of payment terms', () => {
  it.each<[string, TermQuestion, boolean]>([
    ['60 days', term(60), true],
    ['61 days', term(61), false],
    ['75 days', term(75), false],
    ['45 days then end of month, in the contract', term(45, 'days-then-month-end'), true],
    ['end of month then 45 days, in the contract', term(45, 'month-end-then-days'), true],
    ['46 days then end of month', term(46, 'days-then-month-end'), false],
    ['60 days end of month', term(60, 'month-end-then-days'), false],
    ['30 days end of month, not in the contract', term(30, 'days-then-month-end', { inContract: false }), true],
    ['45 days end of month, not in the contract', term(45, 'days-then-month-end', { inContract: false }), false],
    ['summary invoice, 45 days', term(45, 'net', { sector: 'periodic-invoice' }), true],
    ['summary invoice, 46 days', term(46, 'net', { sector: 'periodic-invoice' }), false],
    ['transport, 30 days', term(30, 'net', { sector: 'transport' }), true],
    ['transport, 31 days', term(31, 'net', { sector: 'transport' }), false],
    ['perishable food, 30 days after the ten-day period', term(30, 'ten-day', { sector: 'perishable-food' }), true],
    ['perishable food, 30 days end of month', term(30, 'month-end-then-days', { sector: 'perishable-food' }), false],
    ['fresh meat, 20 days', term(20, 'net', { sector: 'live-cattle-and-meat' }), true],
    ['fresh meat, 21 days', term(21, 'net', { sector: 'live-cattle-and-meat' }), false],
    ['spirits, end of month then 30 days', term(30, 'month-end-then-days', { sector: 'spirits' }), true],
    ['spirits, end of month then 31 days', term(31, 'month-end-then-days', { sector: 'spirits' }), false],
    [
      'wine, 45 days end of month, no contract needed',
      term(45, 'month-end-then-days', { sector: 'wine', inContract: false }),
      true,
    ],
    ['wine, 61 days', term(61, 'net', { sector: 'wine' }), false],
    ['export resale, 90 days', term(90, 'net', { sector: 'export-resale' }), true],
    ['export resale, 91 days', term(91, 'net', { sector: 'export-resale' }), false],
    ['French State, 30 days', term(30, 'net', { sector: 'state' }), true],
    ['French State, 31 days', term(31, 'net', { sector: 'state' }), false],
    ['French hospital, 50 days', term(50, 'net', { sector: 'public-health' }), true],
    ['French hospital, 51 days', term(51, 'net', { sector: 'public-health' }), false],
    ['Belgium, 60 days', term(60, 'net', { country: 'BE' }), true],
    ['Belgium, 61 days', term(61, 'net', { country: 'BE' }), false],
    ['Belgian hospital, 60 days', term(60, 'net', { country: 'BE', sector: 'public-health' }), true],
    ['Germany, 60 days', term(60, 'net', { country: 'DE' }), true],
    ['Germany, 90 days', term(90, 'net', { country: 'DE' }), false],
    ['nothing agreed', term(0, 'net', { rule: null }), true],
    ['one invoice of 2 January 2026 at 61 days', term(61, 'net', { startsOn: day('2026-01-02') }), false],
  ])('%s', (_name, question, allowed) => {
    const verdict = checkTerm(question)
    expect(verdict.allowed).toBe(allowed)
    expect(verdict.breaches.map(({ code }) => code)).toEqual(allowed ? [] : ['term-too-long'])
  })

  it('names the rule that is broken, and an invoice that shows it', () => {
    const [breach] = checkTerm(term(75)).breaches
    expect(breach).toMatchObject({
      data: { startsOn: '2024-01-01', dueOn: '2024-03-16', latest: '2024-03-01' },
      source: { article: 'C. com. L441-10 I' },
    })
  })

  it('shows what stays open', () => {
    expect(codes(term(45, 'days-then-month-end', { inContract: false }))).toEqual([
      'month-end-method',
      'month-end-needs-contract',
    ])
    expect(codes(term(90, 'net', { country: 'DE' }))).toEqual(['longer-if-agreed-or-justified'])
    expect(codes(term(45, 'net', { country: 'BE', sector: 'state' }))).toEqual(['longer-if-agreed-or-justified'])
    expect(codes(term(60, 'net', { rule: { method: 'net', days: 60, from: 'receipt' } }))).toEqual([
      'counts-from-receipt',
    ])
    expect(codes(term(60, 'net', { country: 'BE', rule: { method: 'net', days: 60, from: 'receipt' } }))).toEqual([])
  })

  it.each<[string, number | null, boolean, boolean, string[]]>([
    ['FR', null, false, true, []],
    ['FR', 30, false, true, []],
    ['FR', 31, false, false, ['acceptance-too-long']],
    ['FR', 31, true, true, ['acceptance-longer-agreed']],
    ['DE', 45, false, false, ['acceptance-too-long']],
    ['BE', 45, false, true, ['acceptance-inside-term']],
    ['BE', 61, true, false, ['acceptance-too-long', 'acceptance-inside-term']],
  ])('%s, %s days to accept, agreed %s: lawful %s', (country, acceptanceDays, inContract, lawful, expected) => {
    const asked = { country, sector: 'general', inContract, startsOn: null, acceptanceDays } as const
    for (const rule of [{ method: 'net', days: 30, from: 'issue' } as const, null]) {
      const { allowed, breaches, flags } = checkTerm({ ...asked, rule })
      expect([allowed, [...breaches, ...flags].map(({ code }) => code)]).toEqual([lawful, expected])
    }
  })

  it('finds the cap of any case, the general one when a sector has none', () => {
    const sectors: readonly TermSector[] = ['general', 'wine', 'state']
    for (const country of ['FR', 'BE', 'DE']) {
      for (const sector of sectors)
        for (const agreed of [true, false]) expect(termCap(country, sector, agreed).limits.length).toBeGreaterThan(0)
    }
    expect(termCap('FR', 'general', false).limits).toEqual([{ method: 'net', days: 30, from: 'receipt' }])
    expect(termCap('BE', 'wine', true).sector).toBe('general')
    expect(termCap('GP', 'transport', true)).toBe(termCap('FR', 'transport', true))
    expect(TERM_CAPS.every(({ source }) => source.article !== '')).toBe(true)
  })
})
