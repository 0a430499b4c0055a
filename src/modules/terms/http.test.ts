import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#kernel/contract.ts'
import type { CreditorId, CustomerId, TenantId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import { addCreditor } from '#modules/parties/index.ts'
import type { Database } from '#platform/db/database.ts'
import { httpApp } from '#platform/http/server.ts'
import { newId } from '#platform/ids.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { routes } from './http.ts'

let db: Database
let http: ReturnType<typeof httpApp>
let house: { tenant: TenantId; creditor: CreditorId }
let customer: CustomerId
let today = '2026-03-02'
beforeAll(async () => {
  db = await freshDatabase()
  house = await furnishedTenant(db, 'Conditions')
  customer = await addCustomer(db, house, { name: 'Menuiserie Lambert' })
  const authenticate = (request: Request) => {
    const role = (request.headers.get('authorization') ?? 'administrator') as Role
    return Promise.resolve({ ...actorOn(house.tenant, today), role, via: 'api' as const })
  }
  http = httpApp({ app: testApp(db), routes, authenticate })
})
afterAll(() => db.close())

type Asked = { status: number; json: Record<string, unknown> & { id: string; code: string }; text: string }

async function ask(
  method: string,
  path: string,
  body?: object | FormData,
  role: Role = 'administrator',
): Promise<Asked> {
  const form = body instanceof FormData
  const answer = await http.request(`/api${path}`, {
    method: method.toUpperCase(),
    headers: { authorization: role, ...(form ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  const json = /json/.test(answer.headers.get('content-type') ?? '') ? text : '{}'
  return { status: answer.status, json: JSON.parse(json) as Asked['json'], text }
}

const CLAUSES = {
  audience: 'professionals',
  payment: { method: 'net', days: 30, from: 'issue' },
  sector: 'general',
  lateRate: { kind: 'legal' },
  recoveryFee: 'professionals',
  discount: { kind: 'none' },
  retentionOfTitle: true,
  jurisdiction: null,
  acceleration: false,
  consumerCompensation: false,
}

const EMPTY = {
  legalForm: null,
  timeZone: 'Europe/Paris',
  currency: 'EUR',
  siren: null,
  vatNumber: null,
  enterpriseNumber: null,
  street: null,
  street2: null,
  postcode: null,
  city: null,
  email: null,
  phone: null,
  signatory: null,
  paymentDays: null,
  accounts: [],
}

async function draft(from: string, clauses: object = {}): Promise<string> {
  const body = {
    creditor: house.creditor,
    language: 'fr',
    label: `CGV ${from}`,
    from,
    clauses: { ...CLAUSES, ...clauses },
  }
  return (await ask('post', '/terms', body)).json.id
}

function form(fields: Readonly<Record<string, string | File>>): FormData {
  const made = new FormData()
  for (const [name, value] of Object.entries(fields)) made.append(name, value)
  return made
}
const file = (text: string, name: string): File => new File([text], name)

describe('a version', () => {
  test('takes a PDF and nothing else, gives it back, and keeps its hash', async () => {
    const id = await draft('2020-01-01')
    const path = `/terms/${id}/document`
    expect(await ask('post', path, form({ file: file('MZ', 'cgv.exe') }))).toMatchObject({
      status: 422,
      json: { code: 'not-a-pdf' },
    })
    expect((await ask('get', path)).status).toBe(404)
    const sent = await ask('post', path, form({ file: file('%PDF-1.7 text', 'Conditions é.pdf') }))
    expect(sent).toMatchObject({ status: 200, json: { document: { name: 'Conditions é.pdf' } } })
    const back = await http.request(`/api${path}`, { headers: { authorization: 'director' } })
    expect(back.headers.get('content-disposition')).toContain('inline')
    expect(await back.text()).toBe('%PDF-1.7 text')
    await ask('post', `/terms/${id}/publish`, {})
    expect(await ask('post', path, form({ file: file('%PDF-1.7', 'x.pdf') }))).toMatchObject({
      status: 409,
      json: { code: 'already-published' },
    })
  })

  test('shows the cap, the legal rate and the floor of every semester while it is written', async () => {
    const wanted = { payment: { method: 'net', days: 75, from: 'issue' }, lateRate: { kind: 'contract', ppm: 80_000 } }
    const body = { creditor: house.creditor, from: '2025-01-01', clauses: { ...CLAUSES, ...wanted } }
    const { status, json } = await ask('post', '/terms/check', body, 'director')
    expect(status).toBe(200)
    expect(json['findings']).toMatchObject([
      { code: 'term-too-long', article: 'C. com. L441-10 I', severity: 'breach' },
      { code: 'rate-below-floor', article: 'C. com. L441-10 II', severity: 'breach' },
      { code: 'retention-needs-acceptance' },
    ])
    expect(json['law']).toMatchObject({
      cap: { lawful: false, limits: [{ days: 60, method: 'net' }, { needsContract: true }, { needsContract: true }] },
      legal: { series: 'fr-default', semester: '2026-S1', rate: '12.15' },
      floor: [
        { semester: '2025-S1', floor: '11.13', kept: false },
        { semester: '2025-S2', floor: '8.28', kept: false },
        { semester: '2026-S1', floor: '7.86', kept: true },
      ],
    })
    const later = await ask('post', '/terms/check', { ...body, from: '2027-01-01' })
    expect(later.json['law']).toMatchObject({ floor: [{ semester: '2027-S1', floor: null, kept: null }] })
    expect(await ask('post', '/terms/check', { ...body, creditor: newId() })).toMatchObject({
      status: 422,
      json: { code: 'creditor-not-found' },
    })
  })

  test('is published once every breach was read, replaces the one before, and says so in its history', async () => {
    const id = await draft('2026-01-01', { payment: { method: 'net', days: 75, from: 'issue' } })
    const path = `/terms/${id}/publish`
    expect(await ask('post', path, {})).toMatchObject({ status: 422, json: { code: 'terms-not-compliant' } })
    expect(await ask('post', path, { accept: ['term-too-long'] })).toMatchObject({
      status: 200,
      json: { state: 'in-force', accepted: ['term-too-long'] },
    })
    expect(await ask('post', path, {})).toMatchObject({ status: 409, json: { code: 'already-published' } })
    const same = await draft('2026-01-01')
    expect(await ask('post', `/terms/${same}/publish`, {})).toMatchObject({
      status: 409,
      json: { code: 'dates-overlap' },
    })
    expect((await ask('delete', `/terms/${same}`)).status).toBe(204)
    expect((await ask('get', `/terms/${same}`)).status).toBe(404)
    const { json } = await ask('get', '/terms?state=replaced')
    expect(json['items']).toMatchObject([{ label: 'CGV 2020-01-01', to: '2025-12-31', nextReview: null }])
    const [before] = json['items'] as { id: string }[]
    const read = await ask('get', `/terms/${before?.id}`)
    expect(read.json['history']).toMatchObject([
      { kind: 'replaced', next: { id } },
      { kind: 'published' },
      { kind: 'drafted' },
    ])
    expect((await ask('get', '/terms/export?format=csv')).text).toContain('En vigueur;01/01/2026')
    expect((await ask('patch', `/terms/${id}`, { label: 'x' }, 'collector')).status).toBe(403)
  })
})

describe('agreements', () => {
  const inForce = async (): Promise<string> => {
    const { json } = await ask('get', '/terms?state=in-force')
    return (json['items'] as { id: string }[])[0]?.id ?? ''
  }

  test('a variant that says what the version says is refused', async () => {
    const given = { creditor: house.creditor, customer, from: '2026-03-01', to: '2026-12-31', reason: 'Accord' }
    const same = { ...given, deviations: { retentionOfTitle: true } }
    expect(await ask('post', '/terms-variants', same)).toMatchObject({ status: 422, json: { code: 'nothing-differs' } })
    expect((await ask('post', '/terms-variants', { ...given, deviations: {} })).status).toBe(422)
    const made = await ask('post', '/terms-variants', { ...given, deviations: { retentionOfTitle: false } })
    expect(made).toMatchObject({
      status: 200,
      json: { state: 'running', lines: [{ clause: 'retentionOfTitle', base: true, agreed: false }] },
    })
    expect((await ask('get', '/terms-variants/export?format=csv')).text).toContain(
      'Réserve de propriété;Oui;Non;Accord',
    )
    expect((await ask('get', '/terms-variants?q=zzz')).json['items']).toEqual([])
    const path = `/terms-variants/${made.json.id}/end`
    expect(await ask('post', path, { to: '2027-01-01' })).toMatchObject({ json: { code: 'dates-reversed' } })
    expect(await ask('post', path, { to: '2026-03-01' })).toMatchObject({ status: 200, json: { to: '2026-03-01' } })
  })

  test('a proof takes its file with it or later, once, and only what can be one', async () => {
    const fields = { version: await inForce(), customer, means: 'signed-order', on: '2026-02-01', by: 'M. Lambert' }
    const bad = form({ ...fields, file: file('MZ', 'virus.exe') })
    expect(await ask('post', '/terms-acceptances', bad)).toMatchObject({ status: 422, json: { code: 'not-a-proof' } })
    const late = form({ ...fields, on: '2026-12-01' })
    expect(await ask('post', '/terms-acceptances', late)).toMatchObject({ json: { code: 'proof-in-future' } })
    const unknown = form({ ...fields, customer: newId() })
    expect(await ask('post', '/terms-acceptances', unknown)).toMatchObject({ json: { code: 'customer-not-found' } })
    const made = await ask('post', '/terms-acceptances', form({ ...fields, orderReference: 'BC-7' }), 'collector')
    expect(made).toMatchObject({ status: 200, json: { orderReference: 'BC-7', document: null } })
    const path = `/terms-acceptances/${made.json.id}/document`
    expect((await ask('get', path)).status).toBe(404)
    expect(await ask('post', path, form({ file: file('x', 'x.txt') }))).toMatchObject({ json: { code: 'not-a-proof' } })
    const mail = file('From: lambert@example.org\n\nBon pour accord', 'accord.eml')
    expect(await ask('post', path, form({ file: mail }))).toMatchObject({
      status: 200,
      json: { document: { name: 'accord.eml' } },
    })
    expect(await ask('post', path, form({ file: mail }))).toMatchObject({
      status: 409,
      json: { code: 'already-attached' },
    })
    const back = await http.request(`/api${path}`, { headers: { authorization: 'director' } })
    // A mail could carry a script: it is saved, never shown.
    expect(back.headers.get('content-disposition')).toContain('attachment')
    expect((await ask('get', '/terms-acceptances?proof=yes&q=bc-7')).json).toMatchObject({ count: 1 })
    expect((await ask('get', '/terms-acceptances?proof=no')).json).toMatchObject({ count: 0 })
    expect((await ask('get', '/terms-acceptances?sort=x')).json.code).toBe('not-a-sort')
    expect((await ask('get', '/terms-acceptances/export?format=csv')).text).toContain('BC-7')
    expect((await ask('get', '/terms-acceptances/export?format=xlsx')).text.startsWith('PK')).toBe(true)
  })

  test('the terms of another creditor bind no customer of this one', async () => {
    const actor = actorOn(house.tenant, today)
    const given = { ...EMPTY, code: 'BIS', name: 'Ateliers Bis', country: 'FR', language: 'fr' as const }
    const other = unwrap(await addCreditor(testApp(db), actor, given))
    const body = { creditor: other.id, language: 'fr', label: 'CGV Bis', from: '2026-01-01', clauses: CLAUSES }
    const { id } = (await ask('post', '/terms', body)).json
    await ask('post', `/terms/${id}/publish`, {})
    const proof = form({ version: id, customer, means: 'click', on: '2026-02-01', by: 'X' })
    expect(await ask('post', '/terms-acceptances', proof)).toMatchObject({ json: { code: 'terms-of-another' } })
    const variant = { creditor: other.id, customer, from: '2026-03-01', to: '2026-12-31', reason: 'Accord' }
    const deviations = { acceleration: true }
    expect(await ask('post', '/terms-variants', { ...variant, deviations })).toMatchObject({
      json: { code: 'customer-not-found' },
    })
  })

  test('an order of today says which terms govern it, and why', async () => {
    expect((await ask('get', `/customers/${newId()}/terms`)).status).toBe(404)
    const { json } = await ask('get', `/customers/${customer}/terms`, undefined, 'director')
    expect(json).toMatchObject({ version: { label: 'CGV 2026-01-01' }, acceptance: null })
    expect((json['because'] as { code: string }[]).map(each => each.code)).toEqual([
      'order-day',
      'in-force',
      'not-accepted',
    ])
  })
})

describe('reviews and rates', () => {
  test('a review is planned on an event, done once, late ones are counted, and the home page is told', async () => {
    const { json } = await ask('get', '/terms')
    const items = json['items'] as { id: string; state: string; label: string }[]
    const current = items.find(item => item.state === 'in-force' && item.label === 'CGV 2026-01-01')
    const old = items.find(item => item.state === 'replaced')
    const body = { dueOn: '2026-03-20', cause: 'dispute', reason: 'Le client conteste la clause de juridiction' }
    expect(await ask('post', `/terms/${old?.id}/reviews`, body)).toMatchObject({
      status: 409,
      json: { code: 'not-in-force' },
    })
    expect((await ask('post', `/terms/${newId()}/reviews`, body)).status).toBe(404)
    const planned = await ask('post', `/terms/${current?.id}/reviews`, body, 'collector')
    expect(planned).toMatchObject({ status: 200, json: { inDays: 18 } })
    expect((await ask('get', '/terms-notices')).json['reviews']).toMatchObject([{ cause: 'dispute', inDays: 18 }])
    today = '2026-04-02'
    expect((await ask('get', '/terms-reviews?state=late')).json).toMatchObject({ overdue: 1, items: [{ inDays: -13 }] })
    const path = `/terms-reviews/${planned.json.id}/end`
    expect((await ask('post', path, { outcome: 'confirmed', note: '  ' })).status).toBe(422)
    expect((await ask('post', path, { outcome: 'confirmed', note: 'Relue' }, 'collector')).status).toBe(403)
    expect(await ask('post', path, { outcome: 'confirmed', note: 'Relue' })).toMatchObject({ status: 200 })
    expect(await ask('post', path, { outcome: 'changed', note: 'x' })).toMatchObject({
      json: { code: 'already-ended' },
    })
    expect((await ask('get', '/terms-reviews/export?format=csv')).text).toContain('Litige')
    today = '2026-03-02'
  })

  test('the home page warns twenty days before a semester without rate, not twenty-one', async () => {
    const missing = async (on: string): Promise<unknown> => {
      today = on
      const { json } = await ask('get', '/terms-notices', undefined, 'collector')
      return (json['missing'] as { series: string; startsIn: number }[]).map(each => `${each.series} ${each.startsIn}`)
    }
    expect(await missing('2026-12-11')).toEqual([])
    expect(await missing('2026-12-12')).toEqual([
      'ecb-anchor 20',
      'fr-legal-pro 20',
      'fr-legal-private 20',
      'be-civil 20',
    ])
    expect(await missing('2027-01-01')).toContain('ecb-anchor 0')
    expect((await ask('get', '/rates/check?on=2026-12-12')).json).toMatchObject({ asOf: '2026-12-12' })
    today = '2026-12-12'
    const line = { series: 'ecb-anchor', from: '2027-01-01', rate: '2,40', source: 'BCE', certainty: 'A' }
    expect((await ask('post', '/rates', line, 'credit-manager')).status).toBe(403)
    expect(await ask('post', '/rates', { ...line, source: ' ' })).toMatchObject({ json: { code: 'source-needed' } })
    expect(await ask('post', '/rates', { ...line, rate: 'dix' })).toMatchObject({ json: { code: 'not-a-rate' } })
    expect(await ask('post', '/rates', { ...line, series: 'fr-floor' })).toMatchObject({
      json: { code: 'unknown-series' },
    })
    expect(await ask('post', '/rates', line)).toMatchObject({ status: 200, json: { rate: '2.40', origin: 'added' } })
    expect(await ask('post', '/rates', line)).toMatchObject({ status: 409, json: { code: 'rate-known' } })
    expect(await missing('2026-12-12')).not.toContain('ecb-anchor 20')
    today = '2026-03-02'
    const found = await ask('get', '/rates?series=be-commercial&on=2026-03-02')
    expect(found.json['items']).toMatchObject([{ rate: '10.50' }])
    expect((await ask('get', '/rates?series=x')).json.code).toBe('unknown-series')
    expect((await ask('get', '/rates?sort=colour')).json.code).toBe('not-a-sort')
    expect((await ask('get', '/rates?cursor=colour')).json.code).toBe('not-a-cursor')
    const first = await ask('get', '/rates?limit=2&sort=-rate&series=fr-legal-private')
    expect(first.json).toMatchObject({ next: '2', items: [{ rate: expect.any(String) }, {}] })
    const second = await ask('get', '/rates?limit=2&sort=-rate&series=fr-legal-private&cursor=2')
    const rateOf = (answer: Asked): number[] =>
      (answer.json['items'] as { rate: string }[]).map(line => Number(line.rate))
    expect(rateOf(first)[1]).toBeGreaterThanOrEqual(rateOf(second)[0] ?? Infinity)
    expect((await ask('get', '/rates/export?format=csv&series=fr-default')).text).toContain('12,15')
  })

  test('a law that changes after terms were read is a notice, until a review reads them again', async () => {
    const cheap = await draft('2026-03-01', { lateRate: { kind: 'contract', ppm: 80_000 } })
    await ask('post', `/terms/${cheap}/publish`, {})
    expect((await ask('get', '/terms-notices')).json['breaches']).toEqual([])
    // In the second semester of 2026 three times the legal rate is 8.25 %: the 8 % of the contract falls below.
    today = '2026-07-02'
    expect((await ask('get', '/terms-notices')).json['breaches']).toEqual([
      { id: cheap, label: 'CGV 2026-03-01', codes: ['rate-below-floor'] },
    ])
    const body = { dueOn: '2026-07-02', cause: 'law-change', reason: 'Le plancher dépasse notre taux' }
    const { json } = await ask('post', `/terms/${cheap}/reviews`, body)
    await ask('post', `/terms-reviews/${json.id}/end`, { outcome: 'changed', note: 'Le taux passera à 12 %' })
    expect((await ask('get', '/terms-notices')).json['breaches']).toEqual([])
    today = '2026-03-02'
  })
})
