import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { testApp } from '#test/app.ts'
import { freshDatabase } from '#test/support.ts'
import type { Database } from '#platform/db/database.ts'
import { day } from '#kernel/day.ts'
import type { TaskId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import { runDay } from './run.ts'
import { endTask, listTasks, reopenTask } from './tasks.ts'

let db: Database

beforeAll(async () => {
  db = await freshDatabase()
})

afterAll(() => db.close())

test('a call that asks to come back makes a later task, and taking it back withdraws that task', async () => {
  const house = await furnishedTenant(db, 'Calls')
  const app = testApp(db)
  const customer = await addCustomer(db, house, { name: 'Rappel', segment: 'large' })
  await addInvoice(db, house, customer, { number: 'C1', issueOn: '2026-01-20', dueOn: '2026-02-27', cents: 900_000n })
  const actor = actorOn(house.tenant, '2026-03-02')
  await runDay(app, actor, day('2026-03-02'))
  const open = async (dueBy?: string) =>
    unwrap(await listTasks(app, actor, { state: 'open', limit: 10, ...(dueBy && { dueBy: day(dueBy) }) })).items
  const [task] = await open()
  const id = task?.id as TaskId
  const ended = await endTask(app, actor, id, { state: 'done', outcome: 'no-answer', again: day('2026-03-04') })
  expect(unwrap(ended)).toMatchObject({ state: 'done', outcome: 'no-answer' })
  expect(await open('2026-03-03')).toEqual([])
  expect(await open('2026-03-04')).toMatchObject([{ dueOn: '2026-03-04', script: 'first-call' }])
  expect(unwrap(await reopenTask(app, actor, id))).toMatchObject({ state: 'open', outcome: null })
  expect((await open()).map(one => one.id)).toEqual([id])
})

test('a task ends once, later than today, and is skipped only with a reason', async () => {
  const house = await furnishedTenant(db, 'Ends')
  const app = testApp(db)
  const customer = await addCustomer(db, house, { name: 'Fin', segment: 'large' })
  await addInvoice(db, house, customer, { number: 'E1', issueOn: '2026-01-20', dueOn: '2026-02-27', cents: 900_000n })
  const actor = actorOn(house.tenant, '2026-03-02')
  await runDay(app, actor, day('2026-03-02'))
  const [task] = unwrap(await listTasks(app, actor, { state: 'open', limit: 10 })).items
  const id = task?.id as TaskId
  const refusals = [
    await endTask(app, actor, id, { state: 'skipped', note: '  ' }),
    await endTask(app, actor, id, { state: 'done', again: day('2026-03-02') }),
    await reopenTask(app, actor, id),
  ]
  expect(refusals.map(one => (one.ok ? null : one.refusal.code))).toEqual([
    'skip-needs-reason',
    'again-in-the-past',
    'not-ended',
  ])
  unwrap(await endTask(app, actor, id, { state: 'skipped', note: 'vu avec le commercial' }))
  const twice = await endTask(app, actor, id, { state: 'done' })
  expect(twice.ok ? null : twice.refusal.code).toBe('already-ended')
})

test('an unknown kind is asked once, not again the day after it was put aside, and no more once it is known', async () => {
  const house = await furnishedTenant(db, 'Errands')
  const app = testApp(db)
  const customer = await addCustomer(db, house, { name: 'Inconnu', kind: 'unknown', segment: 'private' })
  await addInvoice(db, house, customer, { number: 'U1', issueOn: '2026-01-20', dueOn: '2026-02-20', cents: 90_000n })
  const open = async (on: string) => {
    await runDay(app, actorOn(house.tenant, on), day(on))
    const kind = ['find-out-kind']
    return unwrap(await listTasks(app, actorOn(house.tenant, on), { state: 'open', kind, limit: 10 })).items
  }
  const again = () => db.inTenant(house.tenant, tx => sql`update follow_up set next_on = '2026-01-01'`.execute(tx))
  const [asked, ...more] = await open('2026-03-02')
  expect(more).toEqual([])
  expect(asked).toMatchObject({ script: 'find-out-kind', daysLate: 10, total: { amount: '900.00', currency: 'EUR' } })
  await again()
  expect((await open('2026-03-05')).map(({ id, daysLate }) => [id, daysLate])).toEqual([[asked?.id, 13]])
  unwrap(
    await endTask(app, actorOn(house.tenant, '2026-03-05'), asked?.id as TaskId, { state: 'done', outcome: 'checked' }),
  )
  await again()
  expect(await open('2026-03-06')).toEqual([])
  await again()
  expect(await open('2026-04-07')).toHaveLength(1)
  await db.inTenant(house.tenant, tx => sql`update customer set kind = 'company'`.execute(tx))
  await again()
  expect(await open('2026-04-08')).toEqual([])
})

test('somebody whom nothing can reach makes an errand, until there is an address', async () => {
  const house = await furnishedTenant(db, 'Addresses')
  const app = testApp(db)
  const customer = await addCustomer(db, house, { name: 'Sans adresse', email: null })
  await db.inTenant(house.tenant, tx =>
    sql`update customer set street = null, postcode = null, city = null`.execute(tx),
  )
  await addInvoice(db, house, customer, { number: 'A1', issueOn: '2026-01-20', dueOn: '2026-02-20', cents: 90_000n })
  const actor = actorOn(house.tenant, '2026-03-02')
  await runDay(app, actor, day('2026-03-02'))
  const kinds = unwrap(await listTasks(app, actor, { state: 'open', limit: 10 })).items.map(task => task.kind)
  expect(kinds).toEqual(['find-address'])
})

test('who is paused leaves the list of the day, and comes back the day after the pause', async () => {
  const house = await furnishedTenant(db, 'Pauses')
  const app = testApp(db)
  const customer = await addCustomer(db, house, { name: 'Pause', segment: 'large' })
  await addInvoice(db, house, customer, { number: 'P1', issueOn: '2026-01-20', dueOn: '2026-02-27', cents: 900_000n })
  const actor = actorOn(house.tenant, '2026-03-02')
  await runDay(app, actor, day('2026-03-02'))
  await db.inTenant(house.tenant, tx => sql`update customer set paused_until = '2026-03-10'`.execute(tx))
  const listed = async (dueBy: string) =>
    unwrap(await listTasks(app, actor, { state: 'open', dueBy: day(dueBy), limit: 10 })).count
  expect([await listed('2026-03-10'), await listed('2026-03-11')]).toEqual([0, 1])
})
