import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agedBalance } from '#modules/reports/index.ts'
import { addCreditor, foundSegments } from '#modules/parties/index.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { day } from '#kernel/day.ts'
import type { TenantId } from '#kernel/id.ts'
import { money, toDecimal } from '#kernel/money.ts'
import { unwrap } from '#kernel/result.ts'
import { testApp } from '#test/app.ts'
import { actorOn } from '#test/portfolio.ts'
import { freshDatabase, newTenant } from '#test/support.ts'
import { importFile } from './index.ts'

const SAMPLES = join(import.meta.dirname, '../../../samples')
const FOLDER = join(SAMPLES, 'portfolio')
const FILES = readdirSync(FOLDER).sort()

type Buckets = Readonly<Record<'open' | 'notDue' | 'd1to30' | 'd31to60' | 'd61to90' | 'over90', string>>
type Expected = {
  referenceDay: string
  creditors: Record<string, { aged: Record<string, Buckets & { openItems: number }> }>
}
const EXPECTED = JSON.parse(readFileSync(join(SAMPLES, 'expected.json'), 'utf8')) as Expected

let db: Database
let app: App
let tenant: TenantId
let actor: Actor

/** The creditors of the samples in a tenant. */
async function addSampleCreditors(by: Actor): Promise<void> {
  const text = readFileSync(join(SAMPLES, 'creditors.json'), 'utf8')
  type Given = { code: string; name: string; country: string; siren: string | null; vat: string; paymentDays: number }
  for (const { code, name, country, siren, vat, paymentDays, ...rest } of JSON.parse(text) as Given[]) {
    const { enterpriseNumber } = rest as { enterpriseNumber?: string | null }
    const given = {
      code,
      name,
      country,
      siren,
      vatNumber: vat,
      paymentDays,
      enterpriseNumber: enterpriseNumber ?? null,
    }
    unwrap(await addCreditor(app, by, given))
  }
}

const read = (name: string) => ({ name, bytes: new Uint8Array(readFileSync(join(FOLDER, name))) })

beforeAll(async () => {
  db = await freshDatabase()
  app = testApp(db)
  tenant = await newTenant(db)
  actor = actorOn(tenant, EXPECTED.referenceDay)
  await db.inTenant(tenant, tx => foundSegments(tx, tenant))
  await addSampleCreditors(actor)
})
afterAll(() => db.close())

async function balances(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const asOf of ['2026-11-21', '2026-06-30', '2025-12-31']) {
    const { rows } = unwrap(await agedBalance(app, actor, { by: 'creditor', sort: 'name', asOf: day(asOf) }))
    for (const row of rows) {
      const text = (amount: bigint): string => toDecimal(money(amount, row.currency))
      found[`${row.name} ${asOf}`] = {
        open: text(row.total),
        notDue: text(row.not_due),
        d1to30: text(row.d1_30),
        d31to60: text(row.d31_60),
        d61to90: text(row.d61_90),
        over90: text(row.d90),
        openItems: row.items,
      }
    }
  }
  return found
}

test('the sample portfolio comes in whole, by name, and its balances are the expected ones on every day', async () => {
  for (const name of FILES) {
    const done = unwrap(await importFile(app, actor, read(name), { apply: true }))
    expect([name, done.state, done.refusal, done.counts.errors]).toEqual([name, 'applied', null, 0])
  }
  const found = await balances()
  for (const [code, { aged }] of Object.entries(EXPECTED.creditors)) {
    for (const [on, ages] of Object.entries(aged)) expect([code, on, found[`${code} ${on}`]]).toEqual([code, on, ages])
  }
})

test('the same files again change nothing', async () => {
  const before = await balances()
  for (const name of FILES) {
    const { state, counts } = unwrap(await importFile(app, actor, read(name), { apply: true }))
    expect([name, state, counts]).toEqual([
      name,
      'applied',
      { rows: counts.rows, created: 0, changed: 0, cleared: 0, ignored: counts.rows, errors: 0 },
    ])
  }
  expect(await balances()).toEqual(before)
})

test('what is open is always amounts minus allocations', async () => {
  const { rows } = await db.inTenant(tenant, tx =>
    sql`select number from invoice i where open <> amount - coalesce((select sum(amount) from allocation a
      where a.invoice_id = i.invoice_id), 0)`.execute(tx),
  )
  expect(rows).toEqual([])
})
