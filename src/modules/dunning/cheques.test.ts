import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { day, type Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, InvoiceId, TaskId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import { announceCheque, moveCheque } from '#modules/receipts/index.ts'
import type { Database } from '#platform/db/database.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { decide } from './decide.ts'
import { lookAgain } from './look-again.ts'
import type { Expected, Facts, Scenario } from './model.ts'
import { runDay } from './run.ts'
import { endTask, listTasks } from './tasks.ts'

const TODAY = day('2026-03-10')
const SCENARIO: Scenario = {
  code: 's',
  name: 's',
  minTotal: 0,
  minGapDays: 0,
  businessDays: false,
  steps: [{ code: 'd+8', from: 'due', day: 8, action: 'email', template: 'first-reminder' }],
}
const FACTS: Facts = {
  customer: 'c' as CustomerId,
  creditor: 'f' as CreditorId,
  kind: 'company',
  country: 'FR',
  postcode: '59000',
  language: 'fr',
  pausedUntil: null,
  lastContactOn: null,
  reachable: { email: true, post: true },
  statements: null,
  received: [],
  expected: [],
  items: [
    {
      invoice: 'i' as InvoiceId,
      number: 'F1',
      kind: 'invoice',
      issueOn: day('2026-01-10'),
      dueOn: day('2026-02-10'),
      currency: 'EUR',
      open: 70_000n,
      rank: -1,
      stepOn: null,
      blocked: null,
    },
  ],
}

const paper = (state: Expected['state'], amount: bigint, until: string, currency = 'EUR'): Expected => {
  return { state, amount, until: day(until), currency, asked: false }
}

test.each<[what: string, expected: Expected[], answer: string]>([
  ['nothing on its way', [], 'message step-due'],
  ['announced, its three days to come', [paper('announced', 1n, '2026-03-12')], 'wait cheque-announced 2026-03-13'],
  ['announced, due today: a call, no mail', [paper('announced', 1n, '2026-03-10')], 'wait cheque-announced 2026-03-11'],
  ['announced, overdue', [paper('announced', 70_000n, '2026-03-09')], 'message step-due'],
  ['announced in dollars', [paper('announced', 70_000n, '2026-03-12', 'USD')], 'message step-due'],
  ['in hand, all of it', [paper('in-hand', 70_000n, '2026-03-20')], 'wait cheque-in-hand 2026-03-21'],
  ['in hand, less than is overdue', [paper('in-hand', 69_999n, '2026-03-20')], 'message step-due'],
  [
    'two in hand, looked at when the first is over',
    [paper('in-hand', 40_000n, '2026-03-20'), paper('in-hand', 30_000n, '2026-03-15')],
    'wait cheque-in-hand 2026-03-16',
  ],
  ['in hand too long', [paper('in-hand', 70_000n, '2026-03-09')], 'message step-due'],
])('a cheque %s', (_what, expected, answer) => {
  const { outcome, reason, nextOn } = decide({ ...FACTS, expected }, SCENARIO, TODAY)
  expect([outcome, reason.code, ...(outcome === 'message' ? [] : [nextOn])].join(' ')).toBe(answer)
})

test('while somebody has to call about a cheque, nobody is asked to call twice; a mail still leaves', () => {
  const expected = [{ ...paper('announced', 1n, '2026-03-09'), asked: true }]
  const steps = (action: 'call' | 'email') => SCENARIO.steps.map(step => ({ ...step, action }))
  const said = (action: 'call' | 'email') => {
    const { outcome, reason, nextOn } = decide({ ...FACTS, expected }, { ...SCENARIO, steps: steps(action) }, TODAY)
    return [outcome, reason.code, nextOn]
  }
  expect(said('call')).toEqual(['wait', 'cheque-to-ask', '2026-03-11'])
  expect(said('email').slice(0, 2)).toEqual(['message', 'step-due'])
})

describe('a cheque that does not come', () => {
  let db: Database
  beforeAll(async () => {
    db = await freshDatabase()
  })
  afterAll(() => db.close())

  test('is a call after three days, once for each time it was announced, and no more once it came', async () => {
    const house = await furnishedTenant(db, 'Cheques')
    const app = testApp(db)
    const customer = await addCustomer(db, house, { name: 'Faure' })
    await addInvoice(db, house, customer, { number: 'F1', issueOn: '2026-01-10', dueOn: '2026-02-20', cents: 70_000n })
    const on = (today: string) => actorOn(house.tenant, today)
    const run = (today: string) => runDay(app, on(today), day(today))
    const open = async (today: Day) =>
      unwrap(await listTasks(app, on(today), { state: 'open', dueBy: today, kind: ['call'], limit: 10 })).items.filter(
        task => task.script === 'cheque-announced',
      )
    const amount = { amount: 70_000n, currency: 'EUR' }
    const said = { customer, kind: 'cheque', amount, number: null, bank: null, dueOn: null } as const
    const cheque = unwrap(await announceCheque(app, on('2026-03-03'), said))
    await run('2026-03-05')
    expect(await open(day('2026-03-05'))).toEqual([])
    await run('2026-03-06')
    await run('2026-03-06')
    const [task, ...more] = await open(day('2026-03-06'))
    expect(task).toMatchObject({ dueOn: '2026-03-06', total: { amount: '700.00' }, invoices: [{ number: 'F1' }] })
    expect(more).toEqual([])

    // Asked to come back, it does; announced again with its number, the first words are of no more use.
    const again = day('2026-03-09')
    unwrap(await endTask(app, on('2026-03-06'), task?.id as TaskId, { state: 'done', outcome: 'call-back', again }))
    expect(await open(again)).toHaveLength(1)
    unwrap(await announceCheque(app, on('2026-03-09'), { ...said, number: '77' }))
    await lookAgain(app, on('2026-03-09'), again)
    expect(await open(again)).toEqual([])
    await run('2026-03-12')
    expect(await open(day('2026-03-12'))).toHaveLength(1)

    unwrap(await moveCheque(app, on('2026-03-12'), cheque, 'received', { signed: true }))
    await lookAgain(app, on('2026-03-12'), day('2026-03-12'))
    expect(await open(day('2026-03-12'))).toEqual([])
    await run('2026-03-13')
    expect(await open(day('2026-03-13'))).toEqual([])
  })
})
