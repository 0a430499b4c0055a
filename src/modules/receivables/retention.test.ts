import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import { unwrap } from '#kernel/result.ts'
import { addAcceptance, addTerms, NO_TERMS, publishTerms } from '#modules/terms/index.ts'
import type { Database } from '#platform/db/database.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { checkQuality, saveDates } from './quality.ts'
import { listRetention, readInvoiceTerms } from './terms.ts'

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
  const states = async () => (await listRetention(app, actor, { customer })).items.map(item => item.state)
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
