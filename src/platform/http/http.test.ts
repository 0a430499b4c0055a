import { day } from '#kernel/day.ts'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { COLLECTORS, contract } from '#kernel/contract.ts'
import type { TenantId, UserId } from '#kernel/id.ts'
import { ok, refuse } from '#kernel/result.ts'
import { zDay, zId, zMoney } from '#kernel/schema.ts'
import { testApp } from '#test/app.ts'
import { freshDatabase, newTenant } from '#test/support.ts'
import type { Actor } from '../app.ts'
import type { Database } from '../db/database.ts'
import { newId } from '../ids.ts'
import { record } from '../journal.ts'
import { createLog } from '../log.ts'
import { pageFrom, readCursor } from './cursor.ts'
import { listenLive, type LiveEvents } from './events.ts'
import { FileAnswer } from './file.ts'
import { route, type Route } from './route.ts'
import { httpApp } from './server.ts'

let db: Database
let tenant: TenantId
let events: LiveEvents
let http: Hono
const user = newId<'user'>() as UserId
const log: string[] = []
let written = 0

const payment = contract({
  name: 'recordPayment',
  method: 'post',
  path: '/payments/:customer',
  summary: 'Records a payment',
  access: COLLECTORS,
  params: z.object({ customer: zId }),
  body: z.strictObject({ on: zDay, paid: zMoney, note: z.string().max(5).optional() }),
  answer: z.object({ paid: zMoney, number: z.number() }),
  refusals: { 'paid-twice': 409 },
})
const list = contract({
  name: 'listNumbers',
  method: 'get',
  path: '/numbers',
  summary: 'Numbers from 1 to 5',
  access: 'signed-in',
  query: z.object({ cursor: z.string().optional(), limit: z.coerce.number().int().min(1).max(500).default(50) }),
  answer: z.object({ items: z.array(z.number()), next: z.string().nullable() }),
})
const upload = contract({
  name: 'importFiles',
  method: 'post',
  path: '/imports',
  summary: 'Imports files',
  access: COLLECTORS,
  body: z.object({ mode: z.enum(['delta', 'stock']), files: z.array(z.instanceof(File)) }),
  upload: true,
  answer: z.object({ names: z.array(z.string()), bytes: z.number() }),
})
const document = contract({
  name: 'getDocument',
  method: 'get',
  path: '/documents/:name',
  summary: 'A file',
  access: 'public',
  params: z.object({ name: z.string() }),
  media: 'application/pdf',
})
const forget = contract({
  name: 'forget',
  method: 'delete',
  path: '/numbers',
  summary: 'Answers nothing',
  access: 'signed-in',
})

const routes: Route[] = [
  route(payment, async (context, { params, body }) => {
    written += 1
    if (body.note === 'twice') return refuse('paid-twice', 'this was paid already', { customer: params.customer })
    if (body.note === 'bug') throw new Error(`secret of ${context.actor.tenant}`)
    return ok({ paid: body.paid, number: written })
  }),
  route(list, async (_, { query }) => {
    const after = query.cursor === undefined ? ok([0]) : readCursor(query.cursor, 1)
    if (!after.ok) return after
    const rows = [1, 2, 3, 4, 5].filter(n => n > Number(after.value[0])).slice(0, query.limit + 1)
    return ok(
      pageFrom(
        rows,
        query.limit,
        row => [row],
        row => row,
      ),
    )
  }),
  route(upload, async (_, { body }) =>
    ok({ names: body.files.map(file => file.name), bytes: body.files.reduce((sum, file) => sum + file.size, 0) }),
  ),
  route(document, async (_, { params }) => {
    const [bytes, mediaType] = [
      new TextEncoder().encode('%PDF'),
      params.name.endsWith('html') ? 'text/html' : 'application/pdf',
    ]
    return ok(new FileAnswer({ bytes, mediaType, name: params.name, inline: true }))
  }),
  route(forget, async () => ok(undefined)),
]

// A stand-in for the identity module, which is to the right of the platform: a role per key, a collector per session.
async function authenticate(request: Request): Promise<Actor | null> {
  const key = request.headers.get('authorization')?.replace('Bearer ', '')
  if (key === 'collector' || key === 'director')
    return { tenant, user, role: key, via: 'api', today: day('2026-03-31') }
  return request.headers.has('cookie')
    ? { tenant, user, role: 'collector', via: 'screen', today: day('2026-03-31') }
    : null
}

beforeAll(async () => {
  db = await freshDatabase()
  tenant = await newTenant(db)
  const app = testApp(db, { log: createLog('warn', line => log.push(line)) })
  events = await listenLive(db.pool, app.log)
  http = httpApp({ app, routes, authenticate, events, limits: { json: 2000, upload: 100_000 }, version: '1.2.3' })
})
afterAll(async () => {
  await events.close()
  await db.close()
})

const CUSTOMER = newId<'customer'>()
const KEY = { authorization: 'Bearer collector' }
const JSON_KEY = { ...KEY, 'content-type': 'application/json' }
const PAID = { on: '2026-03-31', paid: { amount: '12.50', currency: 'EUR' } }

function post(body: unknown, headers: Record<string, string> = JSON_KEY, path = `/api/payments/${CUSTOMER}`) {
  return http.request(path, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) })
}

async function problem(response: Response): Promise<Record<string, unknown>> {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return (await response.json()) as Record<string, unknown>
}

test('a call is read by its contract and answered as JSON, money as text', async () => {
  const response = await post(PAID)
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ paid: { amount: '12.50', currency: 'EUR' } })
  expect(response.headers.get('cache-control')).toBe('no-store')
})

test('all mistakes of params and body are named together', async () => {
  const body = { on: '2026-02-30', paid: { amount: '1.234', currency: 'EUR' }, note: 'too long', extra: 1 }
  const found = await problem(await post(body, JSON_KEY, '/api/payments/nobody'))
  expect(found).toMatchObject({ status: 422, code: 'invalid-request', type: 'urn:quittance:refusal:invalid-request' })
  const paths = (found['errors'] as { path: string }[]).map(error => error.path)
  expect(paths.sort()).toEqual(['body.extra', 'body.note', 'body.on', 'body.paid', 'params.customer'])
})

test.each([
  ['broken JSON', '{"on":', JSON_KEY, 400, 'not-json'],
  [
    'another media type',
    'on=1',
    { ...KEY, 'content-type': 'application/x-www-form-urlencoded' },
    415,
    'wrong-media-type',
  ],
  ['a body too large', { note: 'x'.repeat(3000) }, JSON_KEY, 413, 'too-large'],
  ['no body at all', '', JSON_KEY, 422, 'invalid-request'],
  ['nobody signed in', PAID, { 'content-type': 'application/json' }, 401, 'not-signed-in'],
  ['a role that only reads', PAID, { ...JSON_KEY, authorization: 'Bearer director' }, 403, 'not-allowed'],
])('refused: %s', async (_, body, headers, status, code) => {
  expect(await problem(await post(body, headers))).toMatchObject({ status, code })
})

test('a zero byte is the mistake of the caller, wherever it stands', async () => {
  const found = await problem(await post({ ...PAID, note: 'a\0b' }))
  expect(found).toMatchObject({ status: 422, errors: [{ path: 'body.note' }] })
  const query = await problem(await http.request('/api/numbers?cursor=%00', { headers: KEY }))
  expect(query).toMatchObject({ status: 422, code: 'invalid-request', errors: [{ path: 'query.cursor' }] })
})

test('a refusal of the command has the status its contract gives, and its data', async () => {
  const found = await problem(await post({ ...PAID, note: 'twice' }))
  expect(found).toEqual({
    type: 'urn:quittance:refusal:paid-twice',
    title: 'Paid twice',
    status: 409,
    detail: 'this was paid already',
    code: 'paid-twice',
    data: { customer: CUSTOMER },
  })
})

test('a bug answers with an incident number and nothing of the inside; the log has both', async () => {
  const text = await (await post({ ...PAID, note: 'bug' })).text()
  expect(text).not.toContain('secret')
  const incident = (JSON.parse(text) as { data: { incident: string } }).data.incident
  const line = log.find(found => found.includes(incident))
  expect(line).toContain('secret')
})

test.each([
  ['another site', { origin: 'https://evil.example' }, 403],
  ['another site, old browser', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a cookie from nowhere', {}, 403],
  ['our own page', { origin: 'http://localhost' }, 200],
  ['our own page, by fetch metadata', { 'sec-fetch-site': 'same-origin' }, 200],
  ['a program that marks its calls', { 'x-quittance': '1' }, 200],
])('a change with a session cookie from %s', async (_, extra: Record<string, string>, status) => {
  const response = await post(PAID, { 'content-type': 'application/json', cookie: 'session=1', ...extra })
  expect(response.status).toBe(status)
})

test('the same key with the same body is done once and answered the same', async () => {
  const headers = { ...JSON_KEY, 'idempotency-key': 'pay-1' }
  const first = await (await post(PAID, headers)).text()
  const again = await post(PAID, headers)
  expect(await again.text()).toBe(first)
  expect(again.headers.get('idempotent-replay')).toBe('true')
  const other = await post({ ...PAID, on: '2026-04-01' }, headers)
  expect(await problem(other)).toMatchObject({ status: 422, code: 'key-reused' })
})

test('of two calls at the same time with one key, one works and the other waits or is given the same', async () => {
  const before = written
  const headers = { ...JSON_KEY, 'idempotency-key': 'pay-2' }
  const answers = await Promise.all([post(PAID, headers), post(PAID, headers), post(PAID, headers)])
  expect(written).toBe(before + 1)
  expect(answers.map(answer => answer.status).filter(status => status !== 409)).toContain(200)
})

test('a refusal is kept with its key, a failure is not', async () => {
  const before = written
  for (const _ of [1, 2]) await post({ ...PAID, note: 'twice' }, { ...JSON_KEY, 'idempotency-key': 'pay-3' })
  expect(written).toBe(before + 1)
  for (const _ of [1, 2]) await post({ ...PAID, note: 'bug' }, { ...JSON_KEY, 'idempotency-key': 'pay-4' })
  expect(written).toBe(before + 3)
})

test('a list is read page by page; a cursor of our own making is refused', async () => {
  const items: number[] = []
  let path = '/api/numbers?limit=2'
  for (let next: string | null = ''; next !== null;) {
    const page = (await (await http.request(path, { headers: KEY })).json()) as { items: number[]; next: string | null }
    items.push(...page.items)
    next = page.next
    path = `/api/numbers?limit=2&cursor=${next}`
  }
  expect(items).toEqual([1, 2, 3, 4, 5])
  const wrong = await problem(await http.request('/api/numbers?cursor=abc', { headers: KEY }))
  expect(wrong).toMatchObject({ code: 'not-a-cursor' })
  expect((await http.request('/api/numbers?limit=9999', { headers: KEY })).status).toBe(422)
})

test('a route without an answer gives 204; an unknown path and method are said', async () => {
  expect((await http.request('/api/numbers', { method: 'DELETE', headers: KEY })).status).toBe(204)
  expect(await problem(await http.request('/api/nothing'))).toMatchObject({ status: 404, code: 'not-found' })
  const wrong = await http.request('/api/numbers', { method: 'PUT' })
  expect([wrong.status, wrong.headers.get('allow')?.split(', ').sort()]).toEqual([405, ['DELETE', 'GET']])
})

test('files come in as a form, up to the limit', async () => {
  const form = new FormData()
  form.set('mode', 'delta')
  form.append('files', new File(['abc'], 'à payer.csv', { type: 'text/csv' }))
  form.append('files', new File(['de'], 'b.csv'))
  const response = await http.request('/api/imports', { method: 'POST', headers: KEY, body: form })
  expect(await response.json()).toEqual({ names: ['à payer.csv', 'b.csv'], bytes: 5 })
  form.append('files', new File(['x'.repeat(200_000)], 'large'))
  const whole = new Response(form)
  const large = await http.request('/api/imports', {
    method: 'POST',
    headers: { ...KEY, 'content-type': whole.headers.get('content-type') ?? '' },
    body: await whole.arrayBuffer(),
  })
  expect(await problem(large)).toMatchObject({ status: 413, code: 'too-large', data: { limit: 100_000 } })
})

test('files go out with their accents; what could carry scripts is never shown in our pages', async () => {
  const pdf = await http.request(`/api/documents/${encodeURIComponent('Relevé d’été.pdf')}`)
  expect(pdf.headers.get('content-disposition')).toBe(
    `inline; filename="Releve d_ete.pdf"; filename*=UTF-8''Relev%C3%A9%20d%E2%80%99%C3%A9t%C3%A9.pdf`,
  )
  expect(pdf.headers.get('content-security-policy')).toContain("frame-ancestors 'self'")
  const html = await http.request('/api/documents/x.html')
  expect(html.headers.get('content-disposition')).toBe('attachment; filename="x.html"')
  expect(html.headers.get('content-security-policy')).toContain('sandbox')
})

test('every answer has the security headers', async () => {
  const { headers } = await http.request('/')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('content-security-policy')).toMatch(/script-src 'self';.*frame-ancestors 'none'/)
})

test('the OpenAPI document says what the contracts say', async () => {
  const text = await (await http.request('/api/openapi.json')).text()
  const found = JSON.parse(text) as { paths: Record<string, Record<string, Record<string, unknown>>> }
  expect(found).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } })
  const operation = found.paths['/payments/{customer}']?.['post']
  expect(operation).toMatchObject({
    operationId: 'recordPayment',
    requestBody: {
      content: {
        'application/json': {
          schema: {
            required: ['on', 'paid'],
            properties: { on: { format: 'date' }, paid: { $ref: '#/components/schemas/Money' } },
          },
        },
      },
    },
    responses: { 409: { description: 'Refused: paid-twice' }, 401: {}, 403: {}, 422: {} },
  })
  expect(found).toMatchObject({
    components: { schemas: { Money: { type: 'object', required: ['amount', 'currency'] } } },
  })
  expect(text).not.toContain('$defs')
  expect(Object.keys(found.paths)).toContain('/events')
  expect(found.paths['/imports']?.['post']?.['requestBody']).toMatchObject({ content: { 'multipart/form-data': {} } })
})

test('a screen hears what is recorded in its tenant, and only there', async () => {
  const other = await newTenant(db, 'Beta')
  const stop = new AbortController()
  const response = await http.request('/api/events', { headers: KEY, signal: stop.signal })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader()
  const read = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value)
  expect(await read()).toContain('retry')
  const actor = { user, role: 'collector', via: 'screen' } as const
  const entry = { customer: null, kind: 'note-written', data: {} }
  await db.inTenant(other, tx => record(tx, other, actor, [entry]))
  await db.inTenant(tenant, tx => record(tx, tenant, actor, [entry]))
  expect(await read()).toBe(`event: journal\ndata: ${tenant}\n\n`)
  stop.abort()
  expect((await reader.read()).done).toBe(true)
  expect((await http.request('/api/events')).status).toBe(401)
})
