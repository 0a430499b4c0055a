import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#platform/db/database.ts'
import { testApp } from '#test/app.ts'
import { actorOn, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { randomOperations } from '#test/receipts-ledger.ts'

let db: Database
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.close())

// The hundred thousand are asked for with QUITTANCE_OPERATIONS=100000; every run of the suite does these.
const OPERATIONS = Number(process.env['QUITTANCE_OPERATIONS'] ?? 1000)
const EACH = 500

test(`${OPERATIONS} random operations keep the ledger's invariants`, { timeout: 7_200_000 }, async () => {
  for (let done = 0; done < OPERATIONS; done += EACH) {
    const made = await furnishedTenant(db, `House ${done}`)
    const actor = actorOn(made.tenant, '2026-03-10')
    expect(await randomOperations(testApp(db), db, made, actor, { seed: done + 7, count: EACH })).toEqual([])
  }
})
