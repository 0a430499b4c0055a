import { expect, test } from 'vitest'
import { addDays, day } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import {
  announce,
  CHEQUE_STATES,
  chequeFlags,
  moveCheque,
  MOVES,
  type Cheque,
  type ChequeState,
} from './cheque-decide.ts'
import type { ChequeId, DepositId } from './model.ts'

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
  deposit: null,
  line: null,
  endedOn: null,
  bounceReason: null,
  bounceCost: null,
  note: null,
}

function told(result: ReturnType<typeof moveCheque>): string {
  return result.ok ? `${result.value.state}, look ${result.value.dueOn ?? 'never'}` : result.refusal.code
}

test('announced: three days; again: a number or a copy, or it is an excuse', () => {
  const first = announce(BLANK, null, TODAY)
  expect(told(first)).toBe('announced, look 2026-03-05')
  if (!first.ok) return
  const later = addDays(TODAY, 4)
  expect(told(announce({ ...BLANK, id: 'two' as ChequeId }, first.value, later))).toBe('proof-needed')
  const again = announce({ ...BLANK, id: 'two' as ChequeId, copy: 'ab' }, first.value, later)
  expect(again).toMatchObject({ ok: true, value: { id: 'one', announcements: 2, copy: 'ab', dueOn: '2026-03-09' } })
  expect(again.ok && chequeFlags(again.value)).toEqual(['announced-again'])
  expect(told(announce({ ...BLANK, kind: 'lcr', dueOn: day('2026-04-30') }, null, TODAY))).toBe(
    'announced, look 2026-04-30',
  )
})

test('only the moves of the table are made', () => {
  const says = { number: '1', deposit: 'd' as DepositId, reason: 'AM04' }
  for (const from of CHEQUE_STATES) {
    for (const to of CHEQUE_STATES) {
      const moved = moveCheque({ ...BLANK, state: from }, to, says, TODAY)
      expect(moved.ok, `${from} → ${to}`).toBe(MOVES[from].includes(to))
    }
  }
})

const REFUSED: readonly [from: ChequeState, to: ChequeState, change: Partial<Cheque>, code: string][] = [
  ['announced', 'received', {}, 'number-needed'],
  ['received', 'deposited', { signed: false, number: '1' }, 'not-signed'],
  ['received', 'deposited', { number: '1' }, 'deposit-needed'],
  ['deposited', 'bounced', { number: '1' }, 'reason-needed'],
]
test.each(REFUSED)('%s → %s with %o is refused: %s', (from, to, change, code) => {
  expect(told(moveCheque({ ...BLANK, ...change, state: from }, to, {}, TODAY))).toBe(code)
})

test('received is not paid, and a bounce keeps its reason and cost', () => {
  const received = moveCheque(BLANK, 'received', { number: '0512345', signed: true }, TODAY)
  expect(told(received)).toBe('received, look 2026-03-02')
  const bounced = moveCheque(
    { ...BLANK, state: 'deposited' },
    'bounced',
    { reason: 'sans provision', cost: 3_000n },
    TODAY,
  )
  expect(bounced).toMatchObject({ value: { state: 'bounced', bounceReason: 'sans provision', bounceCost: 3_000n } })
  expect(chequeFlags({ ...BLANK, amount: 500_000n, signed: false })).toEqual(['round-amount', 'unsigned'])
})
