import { describe, expect, test } from 'vitest'
import { day, type Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, InvoiceId } from '#kernel/id.ts'
import { decide } from './decide.ts'
import type { Action, Decision, Facts, Item, Scenario, Step } from './model.ts'

// A table is read top-down. `step`, `limits`, `customer` and invoice lines set the scene; a line that starts with a
// date decides on that day and says what must come out; done steps are remembered, as the store would.
//   step    code  from±day  action [min=amount:otherwise] [after=days] [approval]
//   invoice name  issued  due  open [currency] [blocked=why]
//   statements known until      received on-account likely
//   date    message|call action step listed cycle      date  wait|hold reason [next]
function check(table: string): void {
  const scene = new Scene()
  const lines = table.split('\n').map(text => text.trim())
  for (const line of lines.filter(text => text !== '')) scene.read(line.split(/\s+/), line)
}

class Scene {
  private steps: Step[] = []
  private limits = { minTotal: 0, minGapDays: 0, businessDays: false }
  private facts: Omit<Facts, 'items'> = CUSTOMER
  private items: Item[] = []
  private scenario = true

  read(words: string[], line: string): void {
    const [first = '', ...rest] = words
    if (first === 'step') this.steps.push(stepOf(rest))
    else if (first === 'limits') this.limits = limitsOf(rest)
    else if (first === 'customer') this.facts = customerOf(rest)
    else if (first === 'no-scenario') this.scenario = false
    else if (first === 'statements') this.facts = { ...this.facts, statements: statementsOf(rest) }
    else if (first === 'received') this.facts = { ...this.facts, received: [receivedOf(rest)] }
    else if (first === 'invoice') this.items.push(itemOf(rest))
    else if (first === 'paid') this.items = this.items.filter(item => item.number !== rest[0])
    else expect(this.decideOn(day(first)), line).toBe([first, ...rest].join(' '))
  }

  private decideOn(today: Day): string {
    const scenario: Scenario = { code: 's', name: 's', ...this.limits, steps: this.steps }
    const decision = decide({ ...this.facts, items: this.items }, this.scenario ? scenario : null, today)
    this.remember(decision, today)
    return said(decision, today)
  }

  private remember({ act, outcome }: Decision, today: Day): void {
    if (!act) return
    if (outcome === 'message') this.facts = { ...this.facts, lastContactOn: today }
    this.items = this.items.map(item => {
      const climb = act.climbs.find(candidate => candidate.invoice === item.invoice)
      return climb ? { ...item, rank: climb.rank, stepOn: today } : item
    })
  }
}

function said(decision: Decision, today: Day): string {
  const { act, outcome, reason, nextOn } = decision
  if (!act) return [today, outcome, reason.code, nextOn ?? ''].join(' ').trim()
  const flags = act.approval ? ' approval' : ''
  const listed = act.listed.map(item => item.number).join('+')
  return `${today} ${outcome} ${act.action} ${act.step.code} ${listed} ${act.cycleDueOn} ${act.total} late=${act.daysLate}${flags} next=${nextOn ?? '-'}`
}

const CUSTOMER: Omit<Facts, 'items'> = {
  customer: 'c' as CustomerId,
  creditor: 'k' as CreditorId,
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
}

function stepOf([code = '', when = '', action = '', ...more]: string[]): Step {
  const [, from = '', offset = ''] = /^(due|issue)([+-]\d+)$/.exec(when) ?? []
  const min = more
    .find(word => word.startsWith('min='))
    ?.slice(4)
    .split(':')
  const after = more.find(word => word.startsWith('after='))?.slice(6)
  const otherwise = min?.[1]
  return {
    code,
    from: from as Step['from'],
    day: Number(offset),
    action: action as Action,
    template: code,
    ...(min ? { minTotal: Number(min[0]) } : {}),
    ...(otherwise === undefined ? {} : { otherwise: { action: otherwise as 'email', template: otherwise } }),
    ...(after === undefined ? {} : { afterDays: Number(after) }),
    ...(more.includes('approval') ? { approval: true } : {}),
  }
}

function limitsOf(words: string[]): { minTotal: number; minGapDays: number; businessDays: boolean } {
  const read = (name: string): number => Number(words.find(word => word.startsWith(`${name}=`))?.split('=')[1] ?? 0)
  return { minTotal: read('total'), minGapDays: read('gap'), businessDays: words.includes('business-days') }
}

function customerOf(words: string[]): Omit<Facts, 'items'> {
  const paused = words.find(word => word.startsWith('paused='))?.slice(7)
  const country = words.find(word => /^[A-Z]{2}$/.test(word)) ?? 'FR'
  return {
    ...CUSTOMER,
    country,
    pausedUntil: paused === undefined ? null : day(paused),
    reachable: { email: words.includes('email'), post: words.includes('post') },
  }
}

function statementsOf([knownTo = '', freshUntil = '']: string[]): Facts['statements'] {
  return { knownTo: day(knownTo), freshUntil: day(freshUntil), account: 'FR76' }
}

function receivedOf([kept = '', likely = '']: string[]): Facts['received'][number] {
  return { currency: 'EUR', onAccount: BigInt(kept.replace(',', '')), likely: BigInt(likely.replace(',', '')) }
}

function itemOf([name = '', issued = '', due = '', open = '', ...more]: string[]): Item {
  const amount = BigInt(open.replace(',', ''))
  return {
    invoice: name as InvoiceId,
    number: name,
    kind: amount < 0n ? 'credit-note' : 'invoice',
    issueOn: day(issued),
    dueOn: day(due),
    currency: more.find(word => /^[A-Z]{3}$/.test(word)) ?? 'EUR',
    open: amount,
    rank: -1,
    stepOn: null,
    blocked: more.find(word => word.startsWith('blocked='))?.slice(8) ?? null,
  }
}

const SMALL_FIRM = `
  step f+3   issue+3  call   min=150000
  step d-5   due-5    email
  step d+1   due+1    call   min=150000:email
  step d+8   due+8    email
  step d+15  due+15   call
  step d+22  due+22   letter after=7 approval
  step d+30  due+30   legal  after=8 approval
`

describe('decide', () => {
  test('climbs the scenario one step at a time, and says when it will look again', () =>
    check(`${SMALL_FIRM}
      invoice A 2026-01-01 2026-01-31 1200,00
      2026-01-04 wait nothing-due-yet 2026-01-26
      2026-01-26 message email d-5 A 2026-01-31 120000 late=0 next=2026-02-01
      2026-01-26 wait nothing-due-yet 2026-02-01
      2026-01-31 wait nothing-due-yet 2026-02-01
      2026-02-01 message email d+1 A 2026-01-31 120000 late=1 next=2026-02-08
      2026-02-02 wait next-step-later 2026-02-08
      2026-02-08 message email d+8 A 2026-01-31 120000 late=8 next=2026-02-15
      2026-02-15 call call d+15 A 2026-01-31 120000 late=15 next=2026-02-22
      2026-02-22 message letter d+22 A 2026-01-31 120000 late=22 approval next=2026-03-02
      2026-03-02 call legal d+30 A 2026-01-31 120000 late=30 approval next=-
      2026-03-03 wait scenario-finished`))

  test('calls from the threshold, writes below it', () =>
    check(`${SMALL_FIRM}
      invoice A 2026-01-01 2026-01-31 1500,00
      2026-01-04 call call f+3 A 2026-01-31 150000 late=0 next=2026-01-26
      2026-02-01 call call d+1 A 2026-01-31 150000 late=1 next=2026-02-08`))

  test('adds up what is overdue before it compares with the threshold', () =>
    check(`${SMALL_FIRM}
      invoice A 2025-12-01 2026-01-31 800,00
      invoice B 2025-12-01 2026-01-31 800,00
      2026-02-01 call call d+1 A+B 2026-01-31 160000 late=1 next=2026-02-08`))

  test('catches up once after a stop, at the highest step, never with a formal notice as first word', () =>
    check(`${SMALL_FIRM}
      invoice A 2025-09-01 2025-09-30 1200,00
      2026-01-10 call call d+15 A 2025-09-30 120000 late=102 next=2026-01-17
      2026-01-10 wait next-step-later 2026-01-17
      2026-01-17 message letter d+22 A 2025-09-30 120000 late=109 approval next=2026-01-25
      2026-01-25 call legal d+30 A 2025-09-30 120000 late=117 approval next=-`))

  test('lists everything overdue at the highest step any invoice reached', () =>
    check(`${SMALL_FIRM}
      invoice A 2025-12-01 2026-01-01 100,00
      invoice B 2025-12-01 2026-01-08 200,00
      invoice C 2026-01-01 2026-03-01 400,00
      2026-01-09 message email d+8 A+B 2026-01-01 30000 late=8 next=2026-01-16
      2026-01-16 call call d+15 A+B 2026-01-01 30000 late=15 next=2026-01-23`))

  test('the same step comes again for another due date: another cycle', () =>
    check(`
      step d+1 due+1 email
      invoice A 2026-01-01 2026-01-10 100,00
      2026-01-11 message email d+1 A 2026-01-10 10000 late=1 next=-
      invoice B 2026-01-01 2026-01-20 50,00
      2026-01-12 wait next-step-later 2026-01-21
      2026-01-21 message email d+1 A+B 2026-01-20 15000 late=11 next=-`))

  test('a preventive step too late, or for what is already due, has lost its point', () =>
    check(`
      step f+3 issue+3 call
      step d-5 due-5 email
      invoice A 2026-01-01 2026-06-30 100,00
      2026-01-12 wait nothing-due-yet 2026-06-25
      2026-01-11 call call f+3 A 2026-06-30 10000 late=0 next=2026-06-25
      2026-07-01 wait scenario-finished`))

  test('a mail about what is overdue does not stand for the call about a young invoice', () =>
    check(`
      step f+3 issue+3 call
      step d-5 due-5 email
      step d+1 due+1 email
      invoice A 2025-12-01 2026-01-10 100,00
      invoice B 2026-01-08 2026-03-08 200,00
      invoice C 2025-12-16 2026-01-16 50,00
      2026-01-11 message email d+1 A+C 2026-01-10 15000 late=1 next=2026-01-12
      2026-01-12 call call f+3 A+B 2026-03-08 30000 late=2 next=2026-01-17`))

  test('courtesy: a minimum gap between messages, a minimum worth writing for', () =>
    check(`
      limits gap=4 total=1500
      step d+1 due+1 email
      step d+2 due+2 email
      step d+9 due+9 call
      invoice A 2026-01-01 2026-01-10 10,00
      2026-01-11 wait below-minimum 2026-01-12
      invoice B 2026-01-01 2026-01-10 20,00
      2026-01-11 message email d+1 A+B 2026-01-10 3000 late=1 next=2026-01-12
      2026-01-12 wait minimum-gap 2026-01-15
      2026-01-15 message email d+2 A+B 2026-01-10 3000 late=5 next=2026-01-19`))

  test('business days only, by the calendar of the customer', () =>
    check(`
      limits business-days
      step d+1 due+1 email
      invoice A 2026-06-01 2026-07-20 10,00
      customer BE email
      2026-07-21 wait not-a-business-day 2026-07-22
      customer FR email
      2026-07-21 message email d+1 A 2026-07-20 1000 late=1 next=-`))

  test('credit notes are listed and deducted; covered by credit, nobody is chased', () =>
    check(`
      step d+1 due+1 email
      invoice A 2026-01-01 2026-01-10 100,00
      invoice N 2026-01-05 2026-01-05 -30,00
      2026-01-11 message email d+1 A+N 2026-01-10 7000 late=1 next=-
      step d+2 due+2 email
      invoice M 2026-01-05 2026-01-05 -70,00
      2026-01-12 hold credit-covers`))

  test('nobody is chased while the bank statements are too old to know who has paid', () =>
    check(`
      step f+3 issue+3 check-platform
      step d+1 due+1 email
      step d+2 due+2 email
      invoice A 2026-01-01 2026-01-10 100,00
      statements 2026-01-08 2026-01-10
      2026-01-04 call check-platform f+3 A 2026-01-10 10000 late=0 next=2026-01-11
      2026-01-11 hold statements-stale 2026-01-12
      statements 2026-01-11 2026-01-14
      2026-01-11 message email d+1 A 2026-01-10 10000 late=1 next=2026-01-12
      2026-01-15 hold statements-stale 2026-01-16`))

  test('money on account covers; money that probably came waits for a person', () =>
    check(`
      step d+1 due+1 email
      invoice A 2026-01-01 2026-01-10 100,00
      received 100,00 0,00
      2026-01-11 hold credit-covers
      received 40,00 60,00
      2026-01-11 hold receipt-to-confirm 2026-01-12
      received 40,00 59,99
      2026-01-11 message email d+1 A 2026-01-10 10000 late=1 next=-`))

  test('nothing is sent for what is blocked; the rest still is', () =>
    check(`
      step d+1 due+1 email
      invoice A 2026-01-01 2026-01-10 100,00 blocked=dispute
      2026-01-11 hold all-blocked
      invoice B 2026-01-01 2026-01-10 40,00
      2026-01-11 message email d+1 B 2026-01-10 4000 late=1 next=-`))

  test('without an e-mail address a letter leaves; without any address a person is told', () =>
    check(`
      step d+1 due+1 email
      step d+2 due+2 letter
      invoice A 2026-01-01 2026-01-10 100,00
      customer FR
      2026-01-11 hold no-address
      customer FR post
      2026-01-11 message letter d+1 A 2026-01-10 10000 late=1 next=2026-01-12
      customer FR email
      2026-01-12 hold no-address`))

  test('one currency a message: the other follows the next day', () =>
    check(`
      step d+1 due+1 email
      invoice A 2026-01-01 2026-01-10 100,00
      invoice U 2026-01-01 2026-01-10 70,00 USD
      2026-01-11 message email d+1 A 2026-01-10 10000 late=1 next=2026-01-12
      2026-01-12 message email d+1 U 2026-01-10 7000 late=2 next=-`))

  test('paused, settled, or without a scenario', () =>
    check(`
      step d+1 due+1 email
      2026-01-11 wait nothing-open
      invoice A 2026-01-01 2026-01-10 100,00
      customer FR email paused=2026-01-31
      2026-01-11 hold paused 2026-02-01
      2026-01-31 hold paused 2026-02-01
      2026-02-01 message email d+1 A 2026-01-10 10000 late=22 next=-
      paid A
      2026-02-02 wait nothing-open
      invoice B 2026-01-01 2026-01-10 100,00
      no-scenario
      2026-02-02 hold no-scenario`))
})
