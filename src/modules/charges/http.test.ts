import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InvoiceId } from '#kernel/id.ts'
import type { Role } from '#kernel/contract.ts'
import { chargesToJson } from '#law/charge-json.ts'
import { computeCharges } from '#law/charges.ts'
import { day } from '#kernel/day.ts'
import { money } from '#kernel/money.ts'
import { unwrap } from '#kernel/result.ts'
import type { Database } from '#platform/db/database.ts'
import { httpApp } from '#platform/http/server.ts'
import { testApp } from '#test/app.ts'
import { pdfText } from '#test/pdf-text.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { telling } from '#app/house.ts'
import { routes } from './http.ts'

let db: Database
let http: ReturnType<typeof httpApp>
let invoice: InvoiceId
let segment: string
beforeAll(async () => {
  db = await freshDatabase()
  const house = await furnishedTenant(db, 'Http')
  const authenticate = (request: Request) => {
    const role = (request.headers.get('authorization') ?? 'administrator') as Role
    return Promise.resolve({ ...actorOn(house.tenant, '2026-06-19'), role, via: 'api' as const })
  }
  http = httpApp({ app: testApp(db), routes: routes(telling), authenticate })
  const customer = await addCustomer(db, house, { name: 'Menuiserie Lambert' })
  const given = { number: 'F1', issueOn: '2026-04-20', dueOn: '2026-05-20', cents: 1_000_000n }
  invoice = await addInvoice(db, house, customer, given)
  const found = await db.inTenant(house.tenant, tx => tx.selectFrom('segment').select('segment_id').execute())
  segment = found[0]?.segment_id ?? ''
})
afterAll(() => db.close())

async function ask(method: string, path: string, body?: object, role: Role = 'administrator') {
  const answer = await http.request(`/api${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: role, 'idempotency-key': crypto.randomUUID() },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, answer }
}

const QUESTION = { principal: '10000.00', due: '2026-06-20', paid: '2026-07-10', customer: 'business' }

test('the calculator answers any role what the command line prints', async () => {
  const { status, answer } = await ask('post', '/charges/compute', QUESTION, 'director')
  expect(status).toBe(200)
  const claim = {
    debt: { principal: money(1_000_000n, 'EUR'), dueOn: day('2026-06-20') },
    asOf: day('2026-07-10'),
    events: [{ kind: 'settlement' as const, on: day('2026-07-10') }],
    parties: { creditorCountry: 'FR', customerCountry: 'FR', customer: 'business' as const },
  }
  expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(chargesToJson(unwrap(computeCharges(claim))))))
})

test.each([
  [{ ...QUESTION, principal: 'ten' }, 'not-an-amount'],
  [{ ...QUESTION, contractRate: '1000' }, 'not-a-rate'],
  [{ ...QUESTION, disputed: '1.234' }, 'too-many-decimals'],
  [{ ...QUESTION, payments: [{ on: '2026-07-01', amount: 'x' }] }, 'not-an-amount'],
  [{ ...QUESTION, creditNotes: [{ on: '2026-07-01', amount: 'x' }] }, 'not-an-amount'],
  [{ ...QUESTION, rateLines: [{ from: '2026-07-01', rate: 'x' }] }, 'not-a-rate'],
  [{ ...QUESTION, paid: undefined, asOf: '2028-01-01' }, 'unknown-rate'],
])('a wrong question is refused with its reason', async (body, code) => {
  const { status, answer } = await ask('post', '/charges/compute', body)
  expect([status, await answer.json()]).toMatchObject([422, { code }])
})

test('the statement prints with names, periods and French spaces', async () => {
  const body = { ...QUESTION, creditorName: 'Ateliers Vaubrise', customerName: 'Lambert', invoiceNumber: 'F1' }
  const { status, answer } = await ask('post', '/charges/compute/pdf', body)
  expect([status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  const text = pdfText(new Uint8Array(await answer.arrayBuffer())).join('\n')
  for (const words of ['Décompte des pénalités de retard', 'Lambert', '12,40 %', '10\u202f000,00 €', 'L441-10 II']) {
    expect(text).toContain(words)
  }
})

test('an invoice: read, print, list, claim, waive, totals', async () => {
  const read = await ask('get', `/invoices/${invoice}/charges`)
  expect(await read.answer.json()).toMatchObject({ lines: [{ computed: { amount: '99.86' } }, { kind: 'fee' }] })
  expect((await ask('get', `/invoices/${invoice}/charges/pdf`)).status).toBe(200)
  const claimed = await ask('post', '/charges/claims', { invoices: [invoice], form: 'reminder', kinds: ['interest'] })
  expect(await claimed.answer.json()).toMatchObject({
    form: 'reminder',
    number: 'DFR-2026-00001',
    total: { amount: '99.86', currency: 'EUR' },
    lines: [{ kind: 'interest', statement: { interest: '99.86' } }],
  })
  const waiver = { kind: 'fee', reason: 'small-amount' }
  const waived = await ask('post', `/invoices/${invoice}/charges/waive`, waiver)
  expect(await waived.answer.json()).toMatchObject({ items: [{ claim: null, amount: { amount: '40.00' } }] })
  const again = await ask('post', `/invoices/${invoice}/charges/waive`, waiver)
  expect(await again.answer.json()).toMatchObject({ code: 'nothing-to-waive' })
  const more = await ask('post', `/invoices/${invoice}/charges/waive`, { ...waiver, kind: 'interest', amount: '100' })
  expect(await more.answer.json()).toMatchObject({ code: 'more-than-left' })
  const other = await ask('post', `/invoices/${invoice}/charges/waive`, { ...waiver, reason: 'other' })
  expect(await other.answer.json()).toMatchObject({ code: 'note-needed' })
  const list = await ask('get', '/charges')
  expect(await list.answer.json()).toMatchObject({
    count: 1,
    items: [
      {
        lines: [
          { claimed: { amount: '99.86' }, toClaim: { amount: '0.00' } },
          { waived: { amount: '40.00' }, toClaim: { amount: '0.00' } },
        ],
      },
    ],
  })
  const totals = await ask('get', '/charges/totals')
  expect(await totals.answer.json()).toMatchObject({
    totals: [{ kind: 'interest', claimed: { amount: '99.86' }, collected: { amount: '0.00' } }],
    waivedByReason: [{ reason: 'small-amount', amount: { amount: '40.00' }, count: 1 }],
  })
  expect(await (await ask('get', '/charges/claims')).answer.json()).toMatchObject({ items: [{ form: 'reminder' }] })
  expect(await (await ask('get', '/charges/waivers')).answer.json()).toMatchObject({ items: [{ kind: 'fee' }] })
})

test('rules: the choice of a segment, and limits that only an administrator sets', async () => {
  const before = await ask('get', '/charges/rules')
  expect(await before.answer.json()).toMatchObject({
    segments: expect.arrayContaining([{ id: segment, name: expect.any(String), choice: 'show' }]),
  })
  const saved = await ask('put', '/charges/rules', {
    segments: [{ id: segment, choice: 'silent' }],
    limits: [{ role: 'collector', amount: '50.00' }],
  })
  expect(await saved.answer.json()).toMatchObject({
    limits: [{ role: 'collector', amount: { amount: '50.00' } }, {}, { amount: null }],
  })
  const limits = { limits: [{ role: 'collector', amount: null }] }
  expect((await ask('put', '/charges/rules', limits, 'credit-manager')).status).toBe(403)
  const unknown = { segments: [{ id: invoice, choice: 'show' }] }
  expect(await (await ask('put', '/charges/rules', unknown)).answer.json()).toMatchObject({ code: 'segment-not-found' })
})
