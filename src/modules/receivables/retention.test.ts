import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { unwrap } from '#kernel/result.ts'
import { addAcceptance, addTerms, NO_TERMS, publishTerms } from '#modules/terms/index.ts'
import type { Database } from '#platform/db/database.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { checkQuality, saveDates } from './quality.ts'
import { exportRetention, listRetention, readInvoiceTerms, resolveInvoiceTerms, resolveOpenTerms } from './terms.ts'

let db: Database
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.close())

test('terms accepted before delivery keep the title of what is unpaid; the snapshot outlives new terms', async () => {
  const app = testApp(db)
  const house = await furnishedTenant(db, 'Réserve')
  const actor = actorOn(house.tenant, '2026-11-21')
  const customer = await addCustomer(db, house, { name: 'Négoce Martin' })
  const invoice = await addInvoice(db, house, customer, {
    number: 'R1',
    issueOn: '2026-03-10',
    dueOn: '2026-04-09',
    cents: 500_00n,
  })
  const clauses = {
    ...NO_TERMS,
    audience: 'professionals' as const,
    payment: { method: 'net' as const, days: 30, from: 'issue' as const },
    lateRate: { kind: 'legal' as const },
    recoveryFee: 'professionals' as const,
    retentionOfTitle: true,
  }
  const draft = { creditor: house.creditor, language: 'fr' as const, clauses, reviewMonths: 12 }
  const terms = unwrap(await addTerms(app, actor, { ...draft, label: 'CGV 2026', from: day('2026-01-01') }))
  unwrap(await publishTerms(app, actor, terms.id, []))
  const states = async () => unwrap(await listRetention(app, actor, { customer })).items.map(item => item.state)
  await checkQuality(app, actor)
  expect(await states()).toEqual(['not-accepted'])

  const proof = { version: terms.id, customer, means: 'signature' as const, by: 'M. Martin', orderReference: null }
  unwrap(await addAcceptance(app, actor, { ...proof, on: day('2026-03-05'), note: null, file: null }))
  await checkQuality(app, actor, [invoice])
  expect(await states()).toEqual(['delivery-unknown'])
  const days = { orderedOn: null, postedOn: null, receivedOn: null }
  unwrap(await saveDates(app, actor, invoice, { ...days, deliveredOn: day('2026-03-01') }))
  expect(await states()).toEqual(['accepted-late'])
  unwrap(await saveDates(app, actor, invoice, { ...days, deliveredOn: day('2026-03-09') }))
  expect(await states()).toEqual(['covered'])

  const later = {
    ...draft,
    clauses: { ...clauses, retentionOfTitle: false },
    label: 'CGV 2027',
    from: day('2026-06-01'),
  }
  unwrap(await publishTerms(app, actor, unwrap(await addTerms(app, actor, later)).id, []))
  const read = unwrap(await readInvoiceTerms(app, actor, invoice))
  expect(read).toMatchObject({ version: { label: 'CGV 2026' }, clauses: { retentionOfTitle: true } })
  expect(read.because.map(each => each.code)).toEqual(['order-day-unknown', 'accepted'])
})

test('what rests on no proof follows the register; what was proven waits for a person', async () => {
  const app = testApp(db)
  const house = await furnishedTenant(db, 'Registre')
  const actor = actorOn(house.tenant, '2026-03-02')
  const customer = await addCustomer(db, house, { name: 'Scierie Faure' })
  const dates = { issueOn: '2026-02-20', dueOn: '2026-03-22' }
  const invoice = await addInvoice(db, house, customer, { number: 'R7', ...dates, cents: 300_00n })
  expect(unwrap(await listRetention(app, actor, {}))).toMatchObject({ items: [], unresolved: 1 })
  expect(await resolveOpenTerms(app, actor)).toEqual({ resolved: 1, changed: 1 })
  expect(unwrap(await listRetention(app, actor, {}))).toMatchObject({ items: [], unresolved: 0 })

  const clauses = { ...NO_TERMS, retentionOfTitle: true }
  const draft = { creditor: house.creditor, language: 'fr' as const, clauses, reviewMonths: 12 }
  const published = async (label: string, from: string) => {
    const { id, findings } = unwrap(await addTerms(app, actor, { ...draft, label, from: day(from) }))
    const breaches = findings.map(found => found.code)
    unwrap(await publishTerms(app, actor, id, breaches))
    return id
  }
  const first = await published('CGV 2025', '2025-01-01')
  expect(unwrap(await readInvoiceTerms(app, actor, invoice))).toMatchObject({
    version: { label: 'CGV 2025' },
    retention: 'not-accepted',
    today: null,
  })
  const proof = { customer, means: 'signature' as const, by: 'M. Faure', orderReference: null, note: null, file: null }
  unwrap(await addAcceptance(app, actor, { ...proof, version: first, on: day('2026-01-05') }))
  expect(await resolveOpenTerms(app, actor)).toEqual({ resolved: 1, changed: 1 })
  const second = await published('CGV 2026', '2026-01-01')
  unwrap(await addAcceptance(app, actor, { ...proof, version: second, on: day('2026-01-10') }))
  // A proof was found: nothing moves by itself any more, and the page says that the register now answers otherwise.
  expect(await resolveOpenTerms(app, actor)).toEqual({ resolved: 0, changed: 0 })
  expect(unwrap(await readInvoiceTerms(app, actor, invoice))).toMatchObject({
    version: { label: 'CGV 2025' },
    today: { version: { label: 'CGV 2026' } },
  })
  expect(unwrap(await resolveInvoiceTerms(app, actor, invoice))).toMatchObject({
    version: { label: 'CGV 2026' },
    today: null,
  })
  const ledger = unwrap(await listRetention(app, actor, { q: 'faure', state: 'delivery-unknown' }))
  expect(ledger).toMatchObject({
    items: [{ terms: 'CGV 2026' }],
    totals: [{ open: { amount: '300.00' }, covered: { amount: '0.00' } }],
  })
  expect(unwrap(await listRetention(app, actor, { state: 'covered' }))).toMatchObject({ items: [], totals: [] })
  expect(await listRetention(app, actor, { sort: 'colour' })).toMatchObject({ refusal: { code: 'not-a-sort' } })
  expect(await listRetention(app, actor, { cursor: 'x' })).toMatchObject({ refusal: { code: 'not-a-cursor' } })
  const other = { number: 'R8', ...dates, cents: 200_00n }
  await addInvoice(db, house, customer, other)
  await resolveOpenTerms(app, actor)
  const page = unwrap(await listRetention(app, actor, { sort: '-open', limit: 1 }))
  expect(page).toMatchObject({ items: [{ invoice: { number: 'R7' } }], next: '1', count: 2 })
  expect(page.totals).toMatchObject([{ open: { amount: '500.00' } }])
  const rest = unwrap(await listRetention(app, actor, { sort: '-open', limit: 1, cursor: '1' }))
  expect(rest).toMatchObject({ items: [{ invoice: { number: 'R8' } }], next: null })
  const file = unwrap(await exportRetention(app, actor, {}, 'csv'))
  expect(new TextDecoder().decode(file.bytes)).toContain(
    'R7;20/02/2026;22/03/2026;EUR;300,00;300,00;CGV 2026;10/01/2026;;Livraison inconnue',
  )
})
