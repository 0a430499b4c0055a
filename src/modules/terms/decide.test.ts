import { describe, expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, InvoiceId, SegmentId } from '#kernel/id.ts'
import { SHIPPED_RATES } from '#law/rates/rates.ts'
import { deviationLines, governing, type Register } from './decide.ts'
import { checkCompliance } from './compliance-decide.ts'
import { NO_TERMS, type Acceptance, type Clauses, type GoverningQuestion, type Variant, type Version } from './model.ts'

const CREDITOR = 'k' as CreditorId
const CUSTOMER = 'c' as CustomerId

function version(label: string, from: string, to: string | null, language: Version['language'] = 'fr'): Version {
  return {
    id: label as Version['id'],
    creditor: { id: CREDITOR, code: 'K', country: 'FR' },
    language,
    label,
    state: to === null ? 'in-force' : 'replaced',
    from: day(from),
    to: to === null ? null : day(to),
    document: null,
    clauses: { ...NO_TERMS, jurisdiction: label },
    reviewMonths: 12,
    author: null,
    createdAt: '',
    publishedAt: '',
    publishedBy: null,
    accepted: [],
  }
}

function accepted(label: string, on: string, orderReference: string | null = null): Acceptance {
  return {
    id: `${label}-${on}` as Acceptance['id'],
    version: { id: label as Version['id'], label },
    customer: { id: CUSTOMER, name: 'C' },
    orderReference,
    means: 'signature',
    on: day(on),
    by: 'X',
    document: null,
    note: null,
    recordedBy: null,
    recordedAt: '',
  }
}

function variant(party: 'customer' | 'segment', days: number): Variant {
  return {
    id: party as Variant['id'],
    creditor: CREDITOR,
    customer: party === 'customer' ? { id: CUSTOMER, name: 'C' } : null,
    segment: party === 'segment' ? { id: 's' as SegmentId, name: 'S' } : null,
    from: day('2026-01-01'),
    to: day('2026-12-31'),
    deviations: { payment: { method: 'net', days, from: 'issue' } },
    reason: 'key account',
    author: null,
    createdAt: '',
  }
}

const QUESTION: GoverningQuestion = {
  invoice: 'i' as InvoiceId,
  creditor: CREDITOR,
  customer: CUSTOMER,
  segment: 's' as SegmentId,
  language: 'fr',
  creditorLanguage: 'fr',
  issuedOn: day('2026-08-01'),
  orderedOn: null,
  orderReference: 'BC 7',
}
const VERSIONS = [version('old', '2025-01-01', '2026-06-30'), version('new', '2026-07-01', null)]

describe('which terms govern', () => {
  const cases: [string, Partial<GoverningQuestion>, Partial<Register>, string | null, string[]][] = [
    ['none registered', {}, { versions: [] }, null, ['order-day-unknown', 'no-version']],
    ['in force on the issue day', {}, {}, 'new', ['order-day-unknown', 'in-force', 'not-accepted']],
    [
      'in force on the order day',
      { orderedOn: day('2026-06-30') },
      {},
      'old',
      ['order-day', 'in-force', 'not-accepted'],
    ],
    [
      'accepted, a newer one is not',
      {},
      { acceptances: [accepted('old', '2026-02-01')] },
      'old',
      ['order-day-unknown', 'accepted', 'newer-not-accepted'],
    ],
    [
      'the last acceptance counts',
      {},
      { acceptances: [accepted('old', '2026-02-01'), accepted('new', '2026-07-15')] },
      'new',
      ['order-day-unknown', 'accepted'],
    ],
    [
      'an acceptance after the order does not count',
      { orderedOn: day('2026-07-10') },
      { acceptances: [accepted('new', '2026-07-15')] },
      'new',
      ['order-day', 'in-force', 'not-accepted'],
    ],
    [
      'the acceptance of this very order wins',
      {},
      { acceptances: [accepted('new', '2026-07-15'), accepted('old', '2026-05-01', 'bc 7')] },
      'old',
      ['order-day-unknown', 'accepted-for-order'],
    ],
    [
      'a customer’s variant before his segment’s',
      {},
      { variants: [variant('segment', 60), variant('customer', 45)] },
      'new',
      ['order-day-unknown', 'in-force', 'not-accepted', 'customer-variant'],
    ],
    [
      'his segment’s',
      {},
      { variants: [variant('segment', 60)] },
      'new',
      ['order-day-unknown', 'in-force', 'not-accepted', 'segment-variant'],
    ],
    [
      'his language, then the creditor’s, then any',
      { language: 'nl', creditorLanguage: 'de' },
      { versions: [version('only', '2025-01-01', null, 'en')] },
      'only',
      ['order-day-unknown', 'in-force', 'not-accepted'],
    ],
  ]
  test.each(cases)('%s', (_, question, register, expected, codes) => {
    const found = governing(
      { ...QUESTION, ...question },
      { versions: VERSIONS, variants: [], acceptances: [], ...register },
    )
    expect(found.version).toBe(expected)
    expect(found.because.map(because => because.code)).toEqual(codes)
    expect(found.clauses.jurisdiction).toBe(expected)
  })
  test('a draft governs nothing, and neither does another creditor', () => {
    const draft: Version = { ...version('draft', '2025-01-01', null), state: 'draft' }
    const other = {
      ...version('other', '2025-01-01', null),
      creditor: { id: 'x' as CreditorId, code: 'X', country: 'FR' },
    }
    const found = governing(QUESTION, { versions: [draft, other], variants: [], acceptances: [] })
    expect(found).toMatchObject({ version: null, clauses: NO_TERMS })
  })
})

test('what says the same is no deviation', () => {
  expect(deviationLines(NO_TERMS, { acceleration: true, retentionOfTitle: false })).toEqual([
    { clause: 'acceleration', base: false, agreed: true },
  ])
})

describe('what the law says of terms', () => {
  const LAWFUL: Clauses = {
    ...NO_TERMS,
    audience: 'professionals',
    payment: { method: 'net', days: 60, from: 'issue' },
    lateRate: { kind: 'legal' },
    recoveryFee: 'professionals',
    discount: { kind: 'none' },
  }
  const check = (change: Partial<Clauses>, country = 'FR', today = '2026-11-21') =>
    checkCompliance(
      { country, clauses: { ...LAWFUL, ...change }, from: day('2024-07-01'), to: null, today: day(today) },
      SHIPPED_RATES,
    ).map(found => `${found.severity} ${found.code}`)

  test.each<[string, Partial<Clauses>, string, string[]]>([
    ['sixty days and the legal rate', {}, 'FR', []],
    ['seventy-five days', { payment: { method: 'net', days: 75, from: 'issue' } }, 'FR', ['breach term-too-long']],
    ['no term', { payment: null }, 'FR', ['doubt payment-term-missing']],
    [
      'forty-five days end of month',
      { payment: { method: 'days-then-month-end', days: 45, from: 'issue' } },
      'FR',
      ['doubt month-end-method'],
    ],
    ['no rate', { lateRate: null }, 'FR', ['breach late-rate-missing']],
    ['no rate in Belgium', { lateRate: null }, 'BE', []],
    ['five per cent', { lateRate: { kind: 'contract', ppm: 50_000 } }, 'FR', ['breach rate-below-floor']],
    [
      'fourteen per cent, under the floor of 2024-S2 only',
      { lateRate: { kind: 'contract', ppm: 140_000 } },
      'FR',
      ['breach rate-below-floor'],
    ],
    ['fifteen per cent', { lateRate: { kind: 'contract', ppm: 150_000 } }, 'FR', []],
    ['no fee', { recoveryFee: null }, 'FR', ['breach recovery-fee-missing']],
    ['fee from everybody', { recoveryFee: 'everybody', audience: 'both' }, 'FR', ['breach fee-from-consumers']],
    ['no discount', { discount: null }, 'FR', ['doubt discount-missing']],
    ['retention of title', { retentionOfTitle: true }, 'FR', ['advice retention-needs-acceptance']],
    ['a court, for everybody', { jurisdiction: 'Lille', audience: 'both' }, 'FR', ['doubt jurisdiction-for-consumers']],
    [
      'Belgian consumers',
      { audience: 'both', recoveryFee: 'everybody', lateRate: { kind: 'contract', ppm: 200_000 } },
      'BE',
      ['breach fee-from-consumers', 'advice consumer-compensation-missing', 'breach consumer-rate-above-cap'],
    ],
    [
      'twelve per cent: above the Belgian cap since 2025 only',
      { audience: 'consumers', consumerCompensation: true, lateRate: { kind: 'contract', ppm: 120_000 } },
      'BE',
      ['breach consumer-rate-above-cap'],
    ],
    ['no interest at all', { lateRate: { kind: 'contract', ppm: 0 } }, 'BE', ['breach interest-excluded']],
    ['no interest at all', { lateRate: { kind: 'contract', ppm: 0 } }, 'NL', ['breach interest-excluded']],
    ['no interest at all', { lateRate: { kind: 'contract', ppm: 0 } }, 'CH', []],
    ['Belgian compensation clause', { audience: 'consumers', consumerCompensation: true }, 'BE', []],
  ])('%s', (_, change, country, expected) => expect(check(change, country)).toEqual(expected))

  test('a floor that is not known yet is a doubt, not a pass', () => {
    const found = check({ lateRate: { kind: 'contract', ppm: 150_000 } }, 'FR', '2027-02-01')
    expect(found).toEqual(['doubt floor-not-known'])
  })
})
