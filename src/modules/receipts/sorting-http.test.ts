import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import type { Actor } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { httpApp } from '#platform/http/server.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant, pay } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { routes } from './index.ts'
import { statementFile, type Movement } from './statement-testing.ts'

let db: Database
let http: Hono

const movement = (cents: bigint, remittance: string, name: string, more: Partial<Movement> = {}): Movement => {
  return { on: '2026-03-05', cents, remittance, name, iban: null, endToEnd: null, returned: null, ...more }
}

beforeAll(async () => {
  db = await freshDatabase()
  const house = await furnishedTenant(db, 'Tri par HTTP')
  const customer = await addCustomer(db, house, { name: 'Menuiserie Lambert' })
  const dates = { issueOn: '2026-01-20', dueOn: '2026-02-20' }
  const paid = await addInvoice(db, house, customer, { number: 'FA-2026-00017', ...dates, cents: 123_456n })
  await addInvoice(db, house, customer, { number: 'FA-2026-00018', ...dates, cents: 50_000n })
  await pay(db, house.tenant, paid, 123_456n, day('2026-03-05'), 'list')
  const actor: Actor = { ...actorOn(house.tenant, '2026-03-10'), via: 'api' }
  http = httpApp({ app: testApp(db), routes, authenticate: () => Promise.resolve(actor) })
  const form = new FormData()
  const movements = [
    movement(123_456n, 'VIR FA-2026-00017', 'MENUISERIE LAMBERT'),
    movement(40_000n, 'VIR FACTURES', 'MENUISERIE LAMBERT'),
    movement(99_900n, 'MERCI', 'DUPONT', { iban: 'FR7699999000010009990009990' }),
    movement(-7_700n, 'REJET', 'DUPONT', { returned: 'AC04' }),
  ]
  form.set('file', new File([statementFile(movements)], 'releve.xml'))
  const done = await http.request('/api/receipts/import', { method: 'POST', body: form })
  expect(await done.json()).toMatchObject({ state: 'done', fresh: 4, applied: 1 })
})
afterAll(() => db.close())

type Line = { readonly id: string; readonly payer: { readonly name: string } } & Record<string, unknown>
type Page = { readonly items: readonly Line[]; readonly waiting: unknown; readonly done: unknown }

async function list(query: string): Promise<Page> {
  const answer = await http.request(`/api/receipts?${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Page
}

const names = (page: Page): string[] => page.items.map(line => line.payer.name)

test('what a list had already is set apart for its customer, and its invoice is not paid twice', async () => {
  const { items } = await list('state=placed')
  expect(items).toMatchObject([{ pass: 'already-settled', state: 'placed', customer: { name: 'Menuiserie Lambert' } }])
  const found = await http.request(`/api/receipts/${items[0]?.id}`)
  expect(await found.json()).toMatchObject({ placed: [{ kind: 'elsewhere', invoice: null }] })
})

test('the queue is cut by verdict, way, amount, account of the payer and line, with its totals', async () => {
  const all = await list('sort=amount')
  expect(all).toMatchObject({
    waiting: [
      { verdict: 'likely', count: 1, total: { amount: '400.00' } },
      { verdict: 'to-sort', count: 1, total: { amount: '999.00' } },
      { verdict: null, count: 1, total: { amount: '-77.00' } },
    ],
    done: { count: 1, today: 0, applied: 1 },
  })
  expect(names(await list('verdict=to-sort&way=in'))).toEqual(['DUPONT'])
  expect(names(await list('way=back'))).toEqual(['DUPONT'])
  expect(names(await list(`q=${encodeURIComponent('400,00')}`))).toEqual(['MENUISERIE LAMBERT'])
  expect(names(await list('q=FR7699999000010009990009990'))).toEqual(['DUPONT'])
  expect(names(await list(`line=${all.items[0]?.id}&state=all`))).toHaveLength(1)
  expect((await http.request('/api/receipts?sort=nothing')).status).toBe(422)
})

test('a person places two lines: the sitting counts them, the states tell them apart, the export says all', async () => {
  const [line] = (await list('verdict=to-sort&way=in')).items
  const payers = await http.request(`/api/receipts/${line?.id}/payers?q=lamb`)
  const { items } = (await payers.json()) as { items: readonly { id: string; name: string }[] }
  expect(items.map(one => one.name)).toEqual(['Menuiserie Lambert'])
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ customer: items[0]?.id })
  const kept = await http.request(`/api/receipts/${line?.id}/on-account`, { method: 'POST', headers, body })
  expect(await kept.json()).toMatchObject({ state: 'placed', onAccount: { amount: '999.00' } })
  const [back] = (await list('way=back')).items
  const aside = await http.request(`/api/receipts/${back?.id}/not-ours`, { method: 'POST', headers, body: '{}' })
  expect(await aside.json()).toMatchObject({ state: 'not-ours' })
  expect(names(await list('state=on-account'))).toEqual(['DUPONT'])
  expect((await list('state=not-ours')).items).toMatchObject([{ amount: { amount: '-77.00' } }])

  const file = await http.request('/api/receipts/export?state=all&format=csv')
  expect(file.headers.get('content-disposition')).toContain('encaissements-2026-03-10.csv')
  const rows = (await file.text()).split('\r\n')
  expect(rows[0]).toContain('Verdict')
  expect(rows.filter(row => row !== '')).toHaveLength(5)
  expect(rows.join()).toContain('en compte')

  const customer = items[0]?.id ?? ''
  const receipts = await http.request(`/api/customers/${customer}/receipts`)
  expect(await receipts.json()).toMatchObject({ onAccount: [{ amount: '999.00' }] })
})
