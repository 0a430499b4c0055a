import { describe, expect, it } from 'vitest'
import { day } from '#kernel/day.ts'
import { limitationDate, type LimitedClaim, type LimitationEventKind } from './limitation.ts'

function ask(rest: Partial<LimitedClaim>): ReturnType<typeof limitationDate> {
  return limitationDate({
    country: 'FR',
    customer: 'business',
    kind: 'goods-or-services',
    dueOn: day('2026-05-11'),
    issuedOn: day('2026-04-11'),
    deliveredOn: null,
    agreedYears: null,
    events: [],
    ...rest,
  })
}

function deadline(rest: Partial<LimitedClaim>): string {
  const found = ask(rest)
  return found.ok ? found.value.deadline : found.refusal.code
}

const event = (on: string, kind: LimitationEventKind): LimitedClaim['events'][number] => ({ on: day(on), kind })

describe('limitation', () => {
  it.each<[string, Partial<LimitedClaim>, string]>([
    ['France, professionals', {}, '2031-05-11'],
    ['France, consumer from the earliest day', { customer: 'consumer' }, '2028-04-11'],
    ['France, consumer, issue unknown', { customer: 'consumer', issuedOn: null }, '2028-05-11'],
    ['France, unknown kind: the shortest', { customer: 'unknown' }, '2028-04-11'],
    ['France, public body: 31 December of the fourth year', { customer: 'public' }, '2030-12-31'],
    ['France, carriage from delivery', { kind: 'carriage', deliveredOn: day('2026-04-02') }, '2027-04-02'],
    ['France, carriage, delivery unknown', { kind: 'carriage' }, '2027-04-11'],
    ['France, works', { kind: 'works', issuedOn: null }, '2027-05-11'],
    ['France, ship supplies', { kind: 'ship-supplies', deliveredOn: day('2026-04-02') }, '2027-04-02'],
    ['France, sailors’ food', { kind: 'sailor-food', deliveredOn: day('2026-04-02') }, '2027-04-02'],
    ['France, from 29 February', { dueOn: day('2024-02-29') }, '2029-02-28'],
    ['France, ten years agreed', { agreedYears: 10 }, '2036-05-11'],
    ['France, eleven years agreed', { agreedYears: 11 }, 'agreed-duration-not-allowed'],
    ['France, years agreed with a consumer', { agreedYears: 5, customer: 'consumer' }, 'agreed-duration-not-allowed'],
    ['Belgium, enterprises', { country: 'BE' }, '2036-05-11'],
    ['Belgium, goods to a consumer', { country: 'BE', customer: 'consumer' }, '2027-04-11'],
    ['Belgium, rent', { country: 'BE', kind: 'periodic' }, '2031-05-11'],
    ['Belgium, care', { country: 'BE', kind: 'care' }, '2028-04-11'],
    ['Belgium, hotel', { country: 'BE', kind: 'hotel' }, '2026-10-11'],
    ['La Réunion', { country: 'RE' }, '2031-05-11'],
    ['Germany', { country: 'DE' }, 'limitation-not-held'],
  ])('%s', (_name, claim, expected) => {
    expect(deadline(claim)).toBe(expected)
  })

  it.each<[LimitationEventKind, string, string]>([
    ['acknowledgement', '2033-01-10', '2033-01-10'],
    ['court-action', '2033-01-10', '2033-01-10'],
    ['enforcement', '2033-01-10', '2033-01-10'],
    ['order-served', '2033-01-10', '2033-01-10'],
    ['part-payment', '2031-05-11', '2033-01-10'],
    ['request-for-time', '2031-05-11', '2033-01-10'],
    ['order-requested', '2031-05-11', '2031-05-11'],
    ['formal-notice', '2031-05-11', '2031-05-11'],
    ['formal-notice-by-lawyer', '2031-05-11', '2031-05-11'],
    ['reminder', '2031-05-11', '2031-05-11'],
  ])('in France %s in January 2028: %s, at the latest %s', (kind, sure, latest) => {
    const found = ask({ events: [event('2028-01-10', kind)] })
    expect(found).toMatchObject({ value: { deadline: sure, latestReading: latest } })
  })

  it('an event after the deadline revives nothing, and one after a doubtful extension is doubtful', () => {
    const late = ask({ customer: 'consumer', events: [event('2028-06-01', 'acknowledgement')] })
    expect(late).toMatchObject({ value: { deadline: '2028-04-11', effects: [{ effect: 'too-late' }] } })
    const doubtful = ask({
      customer: 'consumer',
      events: [event('2028-06-01', 'acknowledgement'), event('2027-06-01', 'part-payment')],
    })
    expect(doubtful).toMatchObject({
      value: {
        deadline: '2028-04-11',
        latestReading: '2030-06-01',
        effects: [{ effect: 'may-interrupt' }, { effect: 'may-interrupt' }],
      },
    })
  })

  it('never goes beyond twenty years', () => {
    const events = ['2031-01-01', '2035-01-01', '2039-01-01', '2043-01-01'].map(on => event(on, 'acknowledgement'))
    expect(deadline({ events })).toBe('2046-05-11')
  })

  it('in Belgium a lawyer’s notice may give one more year', () => {
    const found = ask({ country: 'BE', customer: 'consumer', events: [event('2027-03-01', 'formal-notice-by-lawyer')] })
    expect(found).toMatchObject({ value: { deadline: '2027-04-11', latestReading: '2028-03-01', duration: '1 year' } })
    const hotel = ask({ country: 'BE', kind: 'hotel', events: [event('2026-09-01', 'part-payment')] })
    expect(hotel).toMatchObject({ value: { latestReading: '2027-03-01', duration: '6 months' } })
  })

  it('an event before the limitation began neither shortens nor extends it', () => {
    for (const kind of ['acknowledgement', 'part-payment', 'court-action'] as const) {
      expect(ask({ events: [event('2026-05-01', kind)] })).toMatchObject({
        value: { deadline: '2031-05-11', latestReading: '2031-05-11', effects: [{ effect: 'none' }] },
      })
    }
    expect(deadline({ events: [event('2026-05-11', 'acknowledgement')] })).toBe('2031-05-11')
  })

  it.each(['formal-notice', 'formal-notice-by-lawyer', 'reminder'] as const)(
    'a written claim on a French public body may interrupt its four years: %s',
    kind => {
      const claim = { customer: 'public', events: [event('2028-01-10', kind)] } as const
      expect(ask(claim)).toMatchObject({ value: { deadline: '2030-12-31', latestReading: '2032-12-31' } })
      // One year from delivery whoever pays: the four years of public bodies are not the ones that run.
      expect(ask({ ...claim, kind: 'carriage' })).toMatchObject({ value: { latestReading: '2027-04-11' } })
    },
  )

  const flags = (rest: Partial<LimitedClaim>): readonly string[] => {
    const found = ask(rest)
    return found.ok ? found.value.flags.map(flag => flag.code) : []
  }

  it('says that an unknown kind is an assumption, and on a closed day that nothing was settled', () => {
    // 11 April 2028 is a Tuesday, 11 May 2031 a Sunday, 13 August 2036 a Wednesday.
    expect(flags({ customer: 'unknown' })).toEqual(['customer-kind-unknown'])
    expect(flags({})).toEqual(['deadline-on-closed-day'])
    expect(flags({ dueOn: day('2026-08-13'), country: 'BE' })).toEqual([])
    expect(ask({})).toMatchObject({ value: { source: { article: 'C. com. L110-4' } } })
  })

  it('Belgian carriage, works and public bodies: the general period, and a doubt', () => {
    const dueOn = day('2026-08-13')
    expect(flags({ country: 'BE', dueOn, kind: 'carriage' })).toEqual(['shorter-period-possible'])
    expect(flags({ country: 'BE', dueOn, customer: 'public' })).toEqual(['shorter-period-possible'])
    expect(flags({ country: 'BE', dueOn, customer: 'public', kind: 'periodic' })).toEqual([])
  })

  it.each(['0026-05-11', '9999-12-31'])('%s is no day to count from', dueOn => {
    expect(deadline({ dueOn: day(dueOn) })).toBe('day-out-of-reach')
    expect(deadline({ events: [event(dueOn, 'acknowledgement')] })).toBe('day-out-of-reach')
  })
})
