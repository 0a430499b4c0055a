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
/** Houses at work at once: while one waits for the database, another decides. */
const LANES = 3

test(`${OPERATIONS} random operations keep the ledger's invariants`, { timeout: 14_400_000 }, async () => {
  const app = testApp(db)
  const starts = Array.from({ length: Math.ceil(OPERATIONS / EACH) }, (_, n) => n * EACH).values()
  const lane = async (): Promise<void> => {
    for (const done of starts) {
      const made = await furnishedTenant(db, `House ${done}`)
      const actor = actorOn(made.tenant, '2026-03-10')
      expect(await randomOperations(app, db, made, actor, { seed: done + 7, count: EACH })).toEqual([])
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
})
