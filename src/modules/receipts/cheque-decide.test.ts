import { describe, expect, test } from 'vitest'
import { addDays, day } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import {
  announce,
  CHEQUE_STATES,
  chequeFlags,
  correctCheque,
  moveCheque,
  MOVES,
  type Cheque,
  type ChequeDetails,
  type ChequeSays,
  type ChequeState,
} from './cheque-decide.ts'
import type { ChequeId, DepositId, LineId } from './model.ts'

const TODAY = day('2026-03-02')
const BLANK: Cheque = {
  id: 'one' as ChequeId,
  customer: 'c' as CustomerId,
  kind: 'cheque',
  state: 'announced',
  amount: 123_456n,
  currency: 'EUR',
  number: null,
  bank: null,
  drawnOn: null,
  announcedOn: null,
  announcements: 0,
  dueOn: null,
  receivedOn: null,
  signed: null,
  copy: null,
  copyType: null,
  deposit: null,
  line: null,
  endedOn: null,
  bounceReason: null,
  bounceCost: null,
  note: null,
}
const SLIP = 'd' as DepositId
const LINE = 'l' as LineId
const MATURITY = day('2026-04-30')

function told(result: ReturnType<typeof moveCheque>): string {
  return result.ok ? `${result.value.state}, look ${result.value.dueOn ?? 'never'}` : result.refusal.code
}

describe('announced', () => {
  const fresh = { ...BLANK, id: 'two' as ChequeId }
  const before: Cheque = { ...BLANK, announcedOn: TODAY, announcements: 1, dueOn: day('2026-03-05') }
  const later = addDays(TODAY, 4)
  const numbered = { ...before, number: '111' }
  const unkept: Cheque = { ...before, id: 'zero' as ChequeId, state: 'lost' }

  test.each<[what: string, fresh: Cheque, before: Cheque | null, unkept: Cheque | null, answer: string]>([
    ['the first time: three days', BLANK, null, null, 'one ×1 → 2026-03-09'],
    ['again, with words only', fresh, before, null, 'proof-needed'],
    ['again, with its number', { ...fresh, number: '111' }, before, null, 'one ×2 → 2026-03-09'],
    ['again, with a copy', { ...fresh, copy: 'ab', copyType: 'image/png' }, before, null, 'one ×2 → 2026-03-09'],
    ['again, its copy is here already', fresh, { ...before, copy: 'ab' }, null, 'one ×2 → 2026-03-09'],
    ['again, its number is known', fresh, numbered, null, 'one ×2 → 2026-03-09'],
    ['another number is another cheque', { ...fresh, number: '222' }, numbered, null, 'two ×1 → 2026-03-09'],
    ['another kind is another paper', { ...fresh, kind: 'lcr' }, before, null, 'two ×1 → –'],
    ['one that never came is remembered', fresh, null, unkept, 'proof-needed'],
    ['and answered by a number', { ...fresh, number: '222' }, null, unkept, 'two ×1 → 2026-03-09'],
    ['a bill keeps its maturity', { ...fresh, kind: 'draft', dueOn: MATURITY }, null, null, 'two ×1 → 2026-04-30'],
  ])('%s', (_what, said, known, broken, answer) => {
    const done = announce(said, known, broken, later)
    const words = done.ok
      ? `${done.value.id} ×${done.value.announcements} → ${done.value.dueOn ?? '–'}`
      : done.refusal.code
    expect(words).toBe(answer)
  })

  test('said again, the amount and the bank are what was said last', () => {
    const again = announce({ ...fresh, number: '9', amount: 5n, bank: 'CIC' }, before, null, later)
    expect(again).toMatchObject({ value: { amount: 5n, bank: 'CIC', number: '9' } })
  })
})

test('nobody looks on a week-end: what falls there is looked at on Monday', () => {
  const on = (today: string) => {
    const done = announce(BLANK, null, null, day(today))
    return done.ok ? done.value.dueOn : null
  }
  expect(['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'].map(on)).toEqual([
    '2026-03-06',
    '2026-03-09',
    '2026-03-09',
    '2026-03-09',
  ])
})

test('only the moves of the table are made', () => {
  const says = { number: '1', deposit: SLIP, reason: 'AM04' }
  for (const from of CHEQUE_STATES) {
    for (const to of CHEQUE_STATES) {
      const moved = moveCheque({ ...BLANK, state: from }, to, says, TODAY)
      expect(moved.ok, `${from} → ${to}`).toBe(MOVES[from].includes(to))
    }
  }
})

const lcr = { kind: 'lcr', dueOn: MATURITY } as const
test.each<[from: ChequeState, to: ChequeState, change: Partial<Cheque>, says: ChequeSays, answer: string]>([
  ['announced', 'received', {}, {}, 'number-needed'],
  ['announced', 'received', {}, { number: '1' }, 'received, look 2026-03-04'],
  ['announced', 'received', { number: '1' }, { signed: false }, 'received, look 2026-03-04'],
  ['announced', 'received', lcr, {}, 'received, look 2026-04-30'],
  ['announced', 'cleared', {}, {}, 'move-not-allowed'],
  ['announced', 'lost', {}, { reason: 'jamais venu' }, 'lost, look never'],
  ['announced', 'cancelled', {}, {}, 'cancelled, look never'],
  ['received', 'deposited', { signed: false, number: '1' }, { deposit: SLIP }, 'not-signed'],
  [
    'received',
    'deposited',
    { signed: false, number: '1' },
    { deposit: SLIP, signed: true },
    'deposited, look 2026-03-12',
  ],
  ['received', 'deposited', { number: '1' }, {}, 'deposit-needed'],
  ['received', 'deposited', { number: '1' }, { deposit: SLIP }, 'deposited, look 2026-03-12'],
  ['received', 'deposited', lcr, { deposit: SLIP }, 'deposited, look 2026-04-30'],
  ['deposited', 'cleared', {}, { line: LINE }, 'cleared, look never'],
  ['deposited', 'cleared', lcr, {}, 'cleared, look 2026-04-30'],
  ['deposited', 'bounced', { number: '1' }, {}, 'reason-needed'],
  ['deposited', 'bounced', {}, { reason: 'sans provision', cost: 3_000n }, 'bounced, look never'],
  ['deposited', 'received', { number: '1' }, {}, 'received, look 2026-03-04'],
  ['cleared', 'deposited', { deposit: SLIP, line: LINE }, {}, 'deposited, look 2026-03-12'],
  ['bounced', 'deposited', { bounceReason: 'sans provision' }, { deposit: SLIP }, 'deposited, look 2026-03-12'],
  ['lost', 'received', { number: '1', endedOn: TODAY }, {}, 'received, look 2026-03-04'],
])('%s → %s with %o, said %o: %s', (from, to, change, says, answer) => {
  const moved = moveCheque({ ...BLANK, ...change, state: from }, to, says, TODAY)
  expect(told(moved)).toBe(answer)
})

test('each state keeps its own facts, and loses those of the one it left', () => {
  const received = moveCheque(
    BLANK,
    'received',
    { number: '0512345', bank: 'CIC', signed: true, drawnOn: TODAY },
    TODAY,
  )
  expect(received).toMatchObject({
    value: { number: '0512345', bank: 'CIC', drawnOn: TODAY, signed: true, receivedOn: TODAY },
  })
  const deposited: Cheque = { ...BLANK, state: 'deposited', deposit: SLIP, receivedOn: addDays(TODAY, -3) }
  expect(moveCheque(deposited, 'received', { number: '1' }, TODAY)).toMatchObject({
    value: { deposit: null, receivedOn: '2026-02-27', endedOn: null },
  })
  expect(moveCheque(deposited, 'cleared', { line: LINE }, TODAY)).toMatchObject({
    value: { line: LINE, endedOn: TODAY, deposit: SLIP },
  })
  expect(moveCheque(deposited, 'bounced', { reason: 'sans provision', cost: 3_000n }, TODAY)).toMatchObject({
    value: { bounceReason: 'sans provision', bounceCost: 3_000n, endedOn: TODAY },
  })
  expect(moveCheque(BLANK, 'lost', { reason: 'jamais venu' }, TODAY)).toMatchObject({ value: { note: 'jamais venu' } })
})

test.each<[what: string, change: Partial<Cheque>, details: ChequeDetails, answer: string | Partial<Cheque>]>([
  ['its number', {}, { number: '7' }, { number: '7', amount: 123_456n }],
  ['its amount before it came', {}, { amount: 5n }, { amount: 5n }],
  ['the same amount later', { state: 'received' }, { amount: 123_456n, bank: 'BNP' }, { bank: 'BNP' }],
  ['another amount later', { state: 'received' }, { amount: 5n }, 'amount-fixed'],
  ['the maturity of a bill', lcr, { dueOn: TODAY }, { dueOn: TODAY }],
  ['no day of a cheque', { dueOn: MATURITY }, { dueOn: TODAY }, { dueOn: MATURITY }],
  ['nothing', { note: 'x' }, { note: undefined }, { note: 'x' }],
  ['what was cleared', { state: 'cleared' }, { bank: 'BNP' }, 'cheque-ended'],
  ['what was lost', { state: 'lost' }, {}, 'cheque-ended'],
  ['what was cancelled', { state: 'cancelled' }, {}, 'cheque-ended'],
  ['a bounced one', { state: 'bounced' }, { note: 'y' }, { note: 'y' }],
])('corrected: %s', (_what, change, details, answer) => {
  const done = correctCheque({ ...BLANK, ...change }, details)
  if (typeof answer === 'string') expect(done).toMatchObject({ refusal: { code: answer } })
  else expect(done).toMatchObject({ value: answer })
})

test.each<[change: Partial<Cheque>, bounces: number, flags: string]>([
  [{}, 0, ''],
  [{ amount: 500_000n }, 0, 'round-amount'],
  [{ amount: 5_000n, currency: 'JPY' }, 0, 'round-amount'],
  [{ amount: 5_050n, currency: 'JPY' }, 0, ''],
  [{ signed: false }, 0, 'unsigned'],
  [{ signed: true, announcements: 2 }, 0, 'announced-again'],
  [{ state: 'bounced', bounceReason: 'x' }, 0, 'bounced'],
  [{ state: 'deposited', bounceReason: 'x' }, 0, 'bounced-before'],
  [{}, 2, 'bounced-before'],
])('red flags of %o after %i bounces: %s', (change, bounces, flags) => {
  expect(chequeFlags({ ...BLANK, ...change }, bounces).join(' ')).toBe(flags)
})
