import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCreditor, foundSegments } from '#modules/parties/index.ts'
import type { Actor } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { httpApp } from '#platform/http/server.ts'
import { unwrap } from '#kernel/result.ts'
import { testApp } from '#test/app.ts'
import { actorOn } from '#test/portfolio.ts'
import { freshDatabase, newTenant } from '#test/support.ts'
import { routes } from './index.ts'

let db: Database
let http: Hono

const CSV = `N° facture;Code client;Client;Date de facture;Échéance;Montant TTC;Montant réglé;Date de règlement;Reste dû
A1;C1;Café Léon;01/09/2026;30/09/2026;100,00;0,00;;100,00
A2;C1;Café Léon;01/10/2026;31/10/2026;200,00;50,00;05/11/2026;150,00
A3;C2;Durand;01/11/2026;30/11/2026;300,00;0,00;;300,00
A4;C2;Durand;01/08/2026;31/08/2026;400,00;400,00;02/09/2026;0,00
AV1;C2;Durand;02/11/2026;02/11/2026;-30,00;0,00;;-30,00
`

beforeAll(async () => {
  db = await freshDatabase()
  const app = testApp(db)
  const tenants = { alpha: await newTenant(db, 'Alpha'), beta: await newTenant(db, 'Beta') }
  const actors: Record<string, Actor> = {}
  for (const [name, tenant] of Object.entries(tenants)) {
    const actor: Actor = { ...actorOn(tenant, '2026-11-21'), via: 'api' }
    await db.inTenant(tenant, tx => foundSegments(tx, tenant))
    unwrap(await addCreditor(app, actor, { code: 'FR', name: 'Vaubrise', country: 'FR' }))
    actors[name] = actor
    actors[`${name} director`] = { ...actor, role: 'director' }
  }
  const authenticate = async (request: Request) =>
    actors[request.headers.get('authorization')?.replace('Bearer ', '') ?? ''] ?? null
  http = httpApp({ app, routes, authenticate })
})
afterAll(() => db.close())

type Json = { readonly items: Json[]; readonly [name: string]: unknown }

async function get(path: string, who = 'alpha'): Promise<{ status: number; body: Json }> {
  const response = await http.request(`/api${path}`, { headers: { authorization: `Bearer ${who}` } })
  return { status: response.status, body: (await response.json()) as Json }
}

async function post(path: string, body: FormData | object, who = 'alpha'): Promise<{ status: number; body: Json }> {
  const form = body instanceof FormData
  const headers = { authorization: `Bearer ${who}`, ...(form ? {} : { 'content-type': 'application/json' }) }
  const sent = form ? body : JSON.stringify(body)
  const response = await http.request(`/api${path}`, { method: 'POST', headers, body: sent })
  return { status: response.status, body: (await response.json()) as Json }
}

function upload(text: string, fields: Record<string, string> = {}): FormData {
  const form = new FormData()
  form.set('file', new File([text], 'factures.csv', { type: 'text/csv' }))
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

test('a file is looked at, then applied; the import is read and listed', async () => {
  const looked = await post('/imports', upload(CSV))
  expect(looked).toMatchObject({
    status: 200,
    body: { state: 'planned', dryRun: true, content: 'invoices', expected: 5, counts: { created: 5, errors: 0 } },
  })
  expect((looked.body['columns'] as { header: string; field: string }[])[0]).toMatchObject({
    header: 'N° facture',
    field: 'number',
    confidence: 1,
    sample: ['A1', 'A2', 'A3'],
  })
  const id = String(looked.body['id'])
  expect((await get('/invoices')).body['count']).toBe(0)
  expect(await post(`/imports/${id}/apply`, {})).toMatchObject({
    status: 200,
    body: { state: 'applied', dryRun: false },
  })
  expect(await post(`/imports/${id}/apply`, {})).toMatchObject({ status: 409, body: { code: 'already-applied' } })
  expect((await get(`/imports/${id}`)).body).toMatchObject({ state: 'applied', errors: [] })
  expect((await get('/imports')).body.items.map(item => item['id'])).toEqual([id])
})

const numbers = (body: Json): unknown[] => body.items.map(item => item['number'])

test.each<[string, string[]]>([
  ['sort=number', ['A1', 'A2', 'A3', 'A4', 'AV1']],
  ['sort=-amount', ['A4', 'A3', 'A2', 'A1', 'AV1']],
  ['sort=-late', ['A4', 'A1', 'A2', 'AV1', 'A3']],
  ['sort=number&q=leon', ['A1', 'A2']],
  ['sort=number&q=av1', ['AV1']],
  ['sort=number&q=%25', []],
  ['sort=number&state=overdue', ['A1', 'A2', 'AV1']],
  ['sort=number&state=settled,not-due', ['A3', 'A4']],
  ['sort=number&bucket=31-60', ['A1']],
  ['sort=number&bucket=1-30', ['A2', 'AV1']],
  ['sort=number&bucket=not-due', ['A3']],
  ['sort=number&kind=credit-note', ['AV1']],
  ['sort=number&dueFrom=2026-10-01&dueTo=2026-10-31', ['A2']],
  ['sort=number&issueFrom=2026-11-01', ['A3', 'AV1']],
  ['sort=number&asOf=2026-09-01', ['A1', 'A4']],
])('the list with %s', async (query, expected) => {
  const { status, body } = await get(`/invoices?${query}`)
  expect([status, numbers(body), body['count']]).toEqual([200, expected, expected.length])
})

test('a past day is replayed: what was open then, and how late it was', async () => {
  const { body } = await get('/invoices?sort=number&asOf=2026-09-01')
  expect(body['totals']).toEqual([
    { amount: { amount: '500.00', currency: 'EUR' }, open: { amount: '500.00', currency: 'EUR' } },
  ])
  expect(body.items[1]).toMatchObject({ number: 'A4', open: { amount: '400.00' }, daysLate: 1, state: 'overdue' })
  expect((await get('/invoices')).body['totals']).toMatchObject([
    { amount: { amount: '970.00' }, open: { amount: '520.00' } },
  ])
})

test('pages follow each other without a gap', async () => {
  const first = (await get('/invoices?sort=due&limit=2')).body
  const second = (await get(`/invoices?sort=due&limit=2&cursor=${String(first['next'])}`)).body
  const third = (await get(`/invoices?sort=due&limit=2&cursor=${String(second['next'])}`)).body
  expect([...numbers(first), ...numbers(second), ...numbers(third)]).toEqual(['A4', 'A1', 'A2', 'AV1', 'A3'])
  expect(third['next']).toBe(null)
  expect((await get('/invoices?sort=colour')).status).toBe(422)
})

test('one invoice with what reduced it; no document is a 404', async () => {
  const id = String((await get('/invoices?q=A2')).body.items[0]?.['id'])
  expect((await get(`/invoices/${id}`)).body).toMatchObject({
    number: 'A2',
    gross: { amount: '200.00' },
    dueOrigin: 'list',
    document: null,
    allocations: [
      { kind: 'list', amount: { amount: '50.00' }, on: '2026-11-05', openAfter: { amount: '150.00' }, reversed: false },
    ],
  })
  expect((await get(`/invoices/${id}/document`)).status).toBe(404)
})

test('the list leaves as a file with the same figures', async () => {
  const response = await http.request('/api/invoices/export?format=csv&sort=number', {
    headers: { authorization: 'Bearer alpha' },
  })
  const lines = (await response.text()).trim().split('\r\n')
  expect(lines).toHaveLength(6)
  expect(lines[2]).toBe('FR;C1;Café Léon;A2;Facture;01/10/2026;31/10/2026;EUR;200,00;150,00;21')
})

test('refusals are named, and a director changes nothing', async () => {
  expect(await post('/imports', upload('a;b\n1;2\n'))).toMatchObject({ status: 422, body: { code: 'file-refused' } })
  expect(await post('/imports', upload(CSV, { mapping: 'x' }))).toMatchObject({
    status: 422,
    body: { code: 'mapping-not-valid' },
  })
  expect((await post('/imports', upload(CSV), 'alpha director')).status).toBe(403)
})

test('another tenant finds none of it', async () => {
  const { body } = await get('/imports')
  const id = String(body.items[0]?.['id'])
  const invoice = String((await get('/invoices?q=A1')).body.items[0]?.['id'])
  for (const path of [`/imports/${id}`, `/invoices/${invoice}`]) expect((await get(path, 'beta')).status).toBe(404)
  for (const path of ['/imports', '/invoices']) expect((await get(path, 'beta')).body['count']).toBe(0)
  expect((await post(`/imports/${id}/apply`, {}, 'beta')).status).toBe(404)
  expect((await post(`/imports/${id}/stop`, {}, 'beta')).status).toBe(404)
})
