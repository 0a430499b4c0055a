import { describe, expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { money, toDecimal } from '#kernel/money.ts'
import { unwrap } from '#kernel/result.ts'
import { SHIPPED_RATES } from '#law/rates/rates.ts'
import { claimable, claimOf, debtEvents, mayWaive, statementOf } from './decide.ts'
import type { Choices, LateInvoice, LedgerLine, Move } from './model.ts'

function move(id: string, kind: Move['kind'], on: string, amount: bigint, reverses: string | null = null): Move {
  return { id, kind, on: day(on), amount, reverses }
}

const INVOICE = {
  invoice: 'i',
  number: 'F1',
  creditor: 'k',
  customer: 'c',
  segment: null,
  issueOn: day('2026-04-20'),
  dueOn: day('2026-05-20'),
  currency: 'EUR',
  amount: 1_000_000n,
  open: 1_000_000n,
  creditorCountry: 'FR',
  customerCountry: 'FR',
  customerKind: 'company',
  moves: [],
  terms: null,
} as unknown as LateInvoice

function stated(change: Partial<LateInvoice>, choices: Choices = {}, asOf = '2026-06-19') {
  const { statement } = unwrap(statementOf({ ...INVOICE, ...change }, choices, day(asOf), SHIPPED_RATES))
  return {
    interest: toDecimal(statement.interest),
    fee: toDecimal(statement.fee),
    flags: statement.flags.map(flag => flag.code),
  }
}

const events = (moves: Move[], until = '2026-12-31') =>
  debtEvents(moves, day(until), 'EUR').map(event =>
    event.kind === 'settlement' ? '' : `${event.on} ${event.kind} ${event.amount.amount}`,
  )

const line = (change: Partial<LedgerLine>): LedgerLine => ({
  kind: 'interest',
  currency: 'EUR',
  claimed: 0n,
  waived: 0n,
  waivedBefore: 0n,
  collected: 0n,
  ...change,
})

const ask = (role: Parameters<typeof mayWaive>[0], amount: bigint, limits = {}) =>
  mayWaive(role, money(amount, 'EUR'), limits).ok

describe('what happened to a debt', () => {
  test('money is a payment; a credit note or a write-off lowers the price', () =>
    expect(
      events([
        move('a', 'receipt', '2026-06-01', 10n),
        move('b', 'list', '2026-06-02', 20n),
        move('c', 'credit-note', '2026-06-03', 30n),
        move('d', 'write-off', '2026-06-04', 40n),
      ]),
    ).toEqual([
      '2026-06-01 payment 10',
      '2026-06-02 payment 20',
      '2026-06-03 credit-note 30',
      '2026-06-04 credit-note 40',
    ]))
  test('a bounced cheque paid nothing, but only once it has bounced', () => {
    const moves = [move('a', 'receipt', '2026-06-01', 10n), move('b', 'receipt', '2026-06-20', -10n, 'a')]
    expect(events(moves)).toEqual([])
    expect(events(moves, '2026-06-19')).toEqual(['2026-06-01 payment 10'])
  })
  test('a list that reopens takes back the latest payments first', () =>
    expect(
      events([
        move('a', 'list', '2026-06-01', 10n),
        move('b', 'list', '2026-06-02', 20n),
        move('c', 'list', '2026-06-03', -25n),
      ]),
    ).toEqual(['2026-06-01 payment 5']))
  test('the same day counts in the order of the ids', () =>
    expect(events([move('b', 'list', '2026-06-01', -5n), move('a', 'list', '2026-06-01', 10n)])).toEqual([
      '2026-06-01 payment 5',
    ]))
})

describe('the statement of an invoice', () => {
  // 30 days on 10 000 at 12.15 %.
  test('a company owes the legal default and 40 €', () =>
    expect(stated({})).toEqual({ interest: '99.86', fee: '40.00', flags: [] }))
  test('an unknown kind is treated as a consumer, and says so', () => {
    const found = stated({ customerKind: 'unknown' })
    expect(found).toMatchObject({ interest: '0.00', fee: '0.00' })
    expect(found.flags).toContain('customer-kind-unknown')
  })
  test('a consumer owes no fee, nor interest before a formal notice', () => {
    expect(stated({ customerKind: 'private' })).toMatchObject({ interest: '0.00', fee: '0.00' })
    const noticed = stated({ customerKind: 'private' }, { formalNoticeOn: day('2026-05-30') })
    expect(noticed.interest).not.toBe('0.00')
  })
  const terms = { contractPpm: 150_000, consumerCompensation: false, accepted: true }
  test('the rate of the terms, unless a person chooses the law’s', () => {
    expect(stated({ terms })).toEqual({ interest: '123.29', fee: '40.00', flags: [] })
    expect(stated({ terms }, { rate: 'legal' }).interest).toBe('99.86')
  })
  test('a rate nobody is proven to have accepted is flagged', () =>
    expect(stated({ terms: { ...terms, accepted: false } }).flags).toContain('terms-not-accepted'))
  test('a rate under the floor is flagged, and the choice is kept in the parameters', () => {
    const low = { ...terms, contractPpm: 50_000 }
    expect(stated({ terms: low }).flags).toContain('rate-below-floor')
    expect(claimOf({ ...INVOICE, terms: low }, { belowFloor: 'floor' }, day('2026-06-19')).belowFloor).toBe('floor')
  })
  test('a rate that is not known is a refusal that names it', () => {
    const found = statementOf(INVOICE, {}, day('2027-03-01'), SHIPPED_RATES)
    expect(found).toMatchObject({ ok: false, refusal: { code: 'unknown-rate', data: { semester: '2027-S1' } } })
  })
})

test('what may be claimed is what is computed, less what was claimed or waived before, never below zero', () => {
  const { statement } = unwrap(statementOf(INVOICE, {}, day('2026-06-19'), SHIPPED_RATES))
  const left = (ledger: LedgerLine[]) => claimable(statement, ledger).map(each => each.left.amount)
  expect(left([])).toEqual([9986n, 4000n])
  expect(left([line({ claimed: 9000n, waived: 500n })])).toEqual([986n, 4000n])
  expect(left([line({ waivedBefore: 86n }), line({ kind: 'fee', claimed: 4000n })])).toEqual([9900n, 0n])
  expect(left([line({ claimed: 99_999n })])).toEqual([0n, 4000n])
})

describe('who may waive', () => {
  test('by default a collector nothing, a manager 1 000 €, an administrator all, a director never', () => {
    expect([ask('collector', 1n), ask('credit-manager', 100_000n), ask('credit-manager', 100_001n)]).toEqual([
      false,
      true,
      false,
    ])
    expect([ask('administrator', 10n ** 12n), ask('director', 1n)]).toEqual([true, false])
  })
  test('limits that were set win', () => {
    expect([ask('collector', 5000n, { collector: 5000n }), ask('collector', 5001n, { collector: 5000n })]).toEqual([
      true,
      false,
    ])
    expect(ask('credit-manager', 10n ** 9n, { 'credit-manager': null })).toBe(true)
    expect(ask('administrator', 1n, { administrator: 0n })).toBe(false)
  })
})
