import { afterAll, beforeAll, expect, test } from 'vitest'
import { listInvoices } from '#modules/receivables/read.ts'
import type { App } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { day } from '#kernel/day.ts'
import type { CreditorId, TenantId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant, pay } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { agedBalance, agedTrend, agesToJson } from './run.ts'
import type { AgedRow } from './store.ts'

const TODAY = '2026-11-21'
const NOTHING = { currency: 'EUR', total: 0n, not_due: 0n, d1_30: 0n, d31_60: 0n, d61_90: 0n, d90: 0n }
let db: Database
let app: App
let house: { tenant: TenantId; creditor: CreditorId }

beforeAll(async () => {
  db = await freshDatabase()
  app = testApp(db)
  house = await furnishedTenant(db)
  const lambert = await addCustomer(db, house, { name: 'Menuiserie Lambert' })
  const roubaix = await addCustomer(db, house, { name: 'Ville de Roubaix', segment: 'public' })
  const first = { issueOn: '2026-05-01', dueOn: '2026-06-10' }
  const paid = await addInvoice(db, house, lambert, { number: 'F-1', ...first, cents: 120_000n })
  await addInvoice(db, house, lambert, { number: 'F-2', ...first, dueOn: '2026-11-01', cents: 45_050n })
  await addInvoice(db, house, roubaix, { number: 'F-3', ...first, dueOn: '2026-12-15', cents: 30_001n })
  await addInvoice(db, house, roubaix, { number: 'A-1', ...first, dueOn: '2026-09-05', cents: -1_001n })
  await pay(db, house.tenant, paid, 70_000n, day('2026-08-15'))
})

afterAll(() => db.close())

test.each([undefined, 'lambert', 'roubaix'])(
  'each bar of the trend is the balance of its day, narrowed alike: %s',
  async q => {
    const actor = actorOn(house.tenant, TODAY)
    const trend = await agedTrend(app, actor, day(TODAY), { q })
    expect(trend.map(bar => bar.asOf)).toHaveLength(13)
    for (const { asOf, ...bar } of trend) {
      const balance = unwrap(await agedBalance(app, actor, { asOf, by: 'customer', sort: '-total', q }))
      const [total = NOTHING] = balance.totals
      expect(bar).toEqual(agesToJson(total))
    }
    expect(trend.at(-1)?.total.amount).toBe({ lambert: '950.50', roubaix: '290.00' }[q ?? ''] ?? '1240.50')
  },
)

test.each([
  [TODAY, 'not-due', 'notDue'],
  [TODAY, '1-30', 'days1to30'],
  [TODAY, '61-90', 'days61to90'],
  [TODAY, '90+', 'over90'],
  ['2026-08-14', '61-90', 'days61to90'],
  ['2026-08-15', '61-90', 'days61to90'],
] as const)('on %s the invoices of %s add up to the balance', async (asOf, bucket, cell) => {
  const actor = actorOn(house.tenant, TODAY)
  const [total] = unwrap(await agedBalance(app, actor, { asOf: day(asOf), by: 'creditor', sort: '-total' })).totals
  const list = unwrap(await listInvoices(app, actor, { asOf: day(asOf), bucket, limit: 100 }))
  expect(list.totals[0]?.open).toEqual(total && agesToJson(total)[cell])
})

const SORTED: Readonly<Record<string, (row: AgedRow) => bigint>> = {
  total: row => row.total,
  overdue: row => row.total - row.not_due,
  notDue: row => row.not_due,
  days1to30: row => row.d1_30,
  days31to60: row => row.d31_60,
  days61to90: row => row.d61_90,
  over90: row => row.d90,
}

test.each(['customer', 'group', 'segment', 'collector', 'creditor'] as const)('by %s, in any order', async by => {
  const actor = actorOn(house.tenant, TODAY)
  for (const [sort, of] of Object.entries(SORTED)) {
    const { rows, totals } = unwrap(await agedBalance(app, actor, { by, sort }))
    const amounts = rows.map(of)
    expect(amounts).toEqual(amounts.toSorted((a, b) => Number(a - b)))
    const { rows: back } = unwrap(await agedBalance(app, actor, { by, sort: `-${sort}` }))
    expect(back.map(of)).toEqual(amounts.toReversed())
    expect(totals).toMatchObject([{ total: 124_050n, d1_30: 45_050n }])
  }
  const names = unwrap(await agedBalance(app, actor, { by, sort: 'name' })).rows.map(row => row.name)
  expect(names).toEqual(names.toSorted())
})
