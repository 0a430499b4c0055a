import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runDay } from '#modules/dunning/index.ts'
import type { Actor } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { startWorker } from '#platform/jobs.ts'
import { day } from '#kernel/day.ts'
import type { MessageId } from '#kernel/id.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { jobs } from './jobs.ts'
import { approve, takeBack } from './run.ts'

let db: Database

beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.close())

test('an approval on the screen can be taken back before its message leaves, and the worker then leaves it alone', async () => {
  const house = await furnishedTenant(db, 'Take back')
  const app = testApp(db)
  const customer = await addCustomer(db, house, { name: 'Grand', segment: 'large' })
  await addInvoice(db, house, customer, { number: 'G1', issueOn: '2026-01-20', dueOn: '2026-02-20', cents: 900_000n })
  const actor: Actor = { ...actorOn(house.tenant, '2026-03-02'), user: newId<'user'>(), via: 'screen' }
  await runDay(app, actor, day('2026-03-02'))
  const stands = async () => {
    const { rows } = await db.inTenant(house.tenant, tx =>
      sql<{ id: MessageId; state: string; by: string | null }>`
        select message_id id, state, approved_by by from message`.execute(tx),
    )
    return rows
  }
  const [asked] = await stands()
  const ids = [asked?.id as MessageId]
  expect(asked?.state).toBe('to-approve')
  expect(await takeBack(app, actor, ids)).toMatchObject({ done: [], left: [{ reason: 'already-moved' }] })
  expect((await approve(app, actor, ids)).done).toEqual(ids)
  expect(await stands()).toMatchObject([{ state: 'queued', by: actor.user }])
  const worker = await startWorker(app, jobs)
  try {
    await sleep(1500)
    expect(await stands()).toMatchObject([{ state: 'queued' }])
    expect((await takeBack(app, actor, ids)).done).toEqual(ids)
    expect(await stands()).toMatchObject([{ state: 'to-approve', by: null }])
    await approve(app, { ...actor, via: 'api' }, ids)
    await expect.poll(async () => (await stands())[0]?.state, { timeout: 45_000 }).toBe('sent')
  } finally {
    await worker.stop()
  }
}, 60_000)
