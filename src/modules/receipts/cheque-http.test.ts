import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CustomerId } from '#kernel/id.ts'
import type { Actor } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { httpApp } from '#platform/http/server.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { routes } from './index.ts'
import { statementFile } from './statement-testing.ts'

const EUR = (amount: string) => ({ amount, currency: 'EUR' })
const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de', 'hex')

let db: Database
let http: Hono
let customer: CustomerId

beforeAll(async () => {
  db = await freshDatabase()
  const house = await furnishedTenant(db, 'Chèques par HTTP')
  customer = await addCustomer(db, house, { name: 'Scierie Faure' })
  const actor: Actor = { ...actorOn(house.tenant, '2026-03-10'), via: 'api' }
  const authenticate = (request: Request) =>
    Promise.resolve(
      request.headers.get('authorization') === 'Bearer director' ? { ...actor, role: 'director' as const } : actor,
    )
  http = httpApp({ app: testApp(db), routes, authenticate })
})
afterAll(() => db.close())

type Json = Record<string, unknown> & { readonly id: string; readonly code?: string; readonly items: Json[] }

async function ask(method: string, path: string, body?: object, who = 'us'): Promise<{ status: number; body: Json }> {
  const form = body instanceof FormData
  const headers = { authorization: `Bearer ${who}`, ...(form ? {} : { 'content-type': 'application/json' }) }
  const sent = body === undefined ? {} : { body: form ? body : JSON.stringify(body) }
  const response = await http.request(`/api${path}`, { method, headers, ...sent })
  return { status: response.status, body: (await response.json()) as Json }
}

function copy(bytes: Uint8Array, name: string, type: string): FormData {
  const form = new FormData()
  form.set('file', new File([new Uint8Array(bytes)], name, { type }))
  return form
}

test('a cheque over HTTP, from the first word to the slip', async () => {
  const said = { customer, amount: EUR('1200.50') }
  const announced = await ask('POST', '/cheques', said)
  expect(announced).toMatchObject({ status: 200, body: { state: 'announced', kind: 'cheque', dueOn: '2026-03-13' } })
  const { id } = announced.body
  expect(await ask('POST', '/cheques', said)).toMatchObject({ status: 409, body: { code: 'proof-needed' } })
  expect(await ask('POST', '/cheques', said, 'director')).toMatchObject({ status: 403 })
  expect(await ask('POST', '/cheques', { ...said, amount: EUR('0') })).toMatchObject({ status: 422 })
  expect(await ask('POST', '/cheques', { ...said, number: ' ' })).toMatchObject({ status: 422 })

  // A copy is what its bytes say, whatever it is called.
  const page = copy(new TextEncoder().encode('<html>'), 'cheque.png', 'image/png')
  expect(await ask('POST', `/cheques/${id}/copy`, page)).toMatchObject({ status: 422, body: { code: 'not-a-copy' } })
  expect(await ask('GET', `/cheques/${id}/copy`)).toMatchObject({ status: 404, body: { code: 'no-copy' } })
  const photo = copy(PNG, 'cheque.html', 'text/html')
  expect(await ask('POST', `/cheques/${id}/copy`, photo)).toMatchObject({ body: { copyType: 'image/png' } })
  const shown = await http.request(`/api/cheques/${id}/copy`)
  expect(shown.headers.get('content-type')).toBe('image/png')
  expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
  expect(Buffer.from(await shown.arrayBuffer()).equals(PNG)).toBe(true)

  const early = await ask('POST', `/cheques/${id}/move`, { to: 'cleared' })
  expect(early).toMatchObject({ status: 409, body: { code: 'move-not-allowed' } })
  const received = await ask('POST', `/cheques/${id}/move`, { to: 'received', number: '0512345', signed: true })
  expect(received.body).toMatchObject({ state: 'received', number: '0512345', late: false })
  const accounts = await ask('GET', '/cheque-deposits/accounts')
  const account = accounts.body.items[0]?.['number']
  const slip = await ask('POST', '/cheques/deposit', { cheques: [id], account })
  expect(slip.body).toMatchObject({ number: '2026-0001', count: 1, total: EUR('1200.50') })
  const pdf = await http.request(`/api/cheque-deposits/${slip.body.id}/export?format=pdf`)
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect(pdf.headers.get('content-disposition')).toContain('remise-2026-0001.pdf')

  const whole = await ask('GET', `/cheques/${id}`)
  expect(whole.body).toMatchObject({ moves: ['cleared', 'bounced', 'received', 'lost'], undoable: 'cheque-deposited' })
  expect((await ask('POST', `/cheques/${id}/undo`)).body).toMatchObject({ state: 'received', deposit: null })
  expect((await ask('PATCH', `/cheques/${id}`, { bank: 'CIC' })).body).toMatchObject({ bank: 'CIC' })
  const fixed = await ask('PATCH', `/cheques/${id}`, { amount: EUR('5.00') })
  expect(fixed).toMatchObject({ status: 409, body: { code: 'amount-fixed' } })

  expect((await ask('GET', '/cheques?q=0512345&state=received')).body).toMatchObject({ count: 1 })
  expect(await ask('GET', '/cheques?sort=nothing')).toMatchObject({ body: { code: 'not-a-sort' } })
  const csv = await (await http.request('/api/cheques/export?format=csv')).text()
  expect(csv.split('\r\n')[1]).toContain('Scierie Faure;cheque;received')
})

test('the line that credits a slip shows it over HTTP; accepted, stale and undone', async () => {
  const said = { customer, amount: EUR('640.00'), kind: 'promissory-note', number: 'B-4410' }
  const { id } = (await ask('POST', '/cheques', said)).body
  await ask('POST', `/cheques/${id}/move`, { to: 'received' })
  const account = (await ask('GET', '/cheque-deposits/accounts')).body.items[0]?.['number']
  const slip = (await ask('POST', '/cheques/deposit', { cheques: [id], account })).body
  const form = new FormData()
  const bare = { name: null, iban: null, endToEnd: null, returned: null }
  const credit = { on: '2026-03-12', cents: 64_000n, remittance: 'REMISE EFFETS', ...bare }
  form.set('file', new File([statementFile([credit])], 'releve.xml'))
  await ask('POST', '/receipts/import', form)
  const [line] = (await ask('GET', '/receipts?q=EFFETS')).body.items
  const cheques = [{ id, number: 'B-4410', customer: { name: 'Scierie Faure' }, amount: EUR('640.00') }]
  const shown = { id: slip.id, number: slip['number'], kind: 'bill', on: '2026-03-10', single: false }
  expect(line).toMatchObject({ verdict: 'likely', pass: 'slip', slip: { ...shown, total: EUR('640.00'), cheques } })
  const accepted = await ask('POST', `/receipts/${line?.id}/confirm`)
  expect(accepted.body).toMatchObject({ state: 'placed', slip: { cheques } })
  expect((await ask('GET', `/cheques/${id}`)).body).toMatchObject({ state: 'cleared', line: line?.id })
  expect((await ask('POST', `/receipts/${line?.id}/undo`)).body).toMatchObject({ state: 'waiting', slip: { cheques } })
  expect((await ask('GET', `/cheques/${id}`)).body).toMatchObject({ state: 'deposited', line: null })
  await ask('POST', `/cheques/${id}/move`, { to: 'lost', reason: 'égaré' })
  expect(await ask('POST', `/receipts/${line?.id}/confirm`)).toMatchObject({
    status: 409,
    body: { code: 'nothing-proposed' },
  })
  const csv = await (await http.request('/api/receipts/export?format=csv')).text()
  expect(csv).toContain('REMISE EFFETS')
})
