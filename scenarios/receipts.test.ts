import { afterAll, beforeAll, expect, test } from 'vitest'
import { announceCheque, moveCheque } from '#modules/receipts/index.ts'
import type { Database } from '#platform/db/database.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { play } from './calendar.ts'

let db: Database
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.close())

const STORIES: Readonly<Record<string, string>> = {
  'le relevé du matin dit que c’est payé : personne n’est relancé le jour même': `
    Menuiserie Lambert, société, FR, fr, courriel
    2026-01-05 ← facture FA-2026-00017 à payer le 2026-02-04 : 1234,56
    2026-01-30 → courriel d-5 FA-2026-00017 1234,56 : parti
    2026-02-05 → courriel d+1 FA-2026-00017 1234,56 : parti
    2026-02-12 ← virement « VIR FA-2026-00017 » : 1234,56
    2026-03-10 ← fin`,
  'un rejet rouvre la facture, et la relance reprend à la bonne étape': `
    Garage Robin, société, FR, fr, courriel
    2026-01-05 ← facture FA-2026-00044 à payer le 2026-02-04 : 700,00
    2026-01-30 → courriel d-5 FA-2026-00044 700,00 : parti
    2026-02-05 ← virement « FA-2026-00044 » : 700,00
    2026-02-10 ← rejet « FA-2026-00044 » : 700,00
    2026-02-10 → courriel d+1 FA-2026-00044 700,00 : parti
    2026-02-13 → courriel d+8 FA-2026-00044 700,00 : parti
    2026-02-14 ← fin`,
}

test.each(Object.entries(STORIES))('%s', (name, text) => play(db, name, text))

test('un chèque annoncé qui ne vient pas : la seconde fois, on demande son numéro', async () => {
  const house = await furnishedTenant(db, 'Chèques')
  const customer = await addCustomer(db, house, { name: 'Scierie Faure' })
  const app = testApp(db)
  const amount = { amount: 120_000n, currency: 'EUR' }
  const said = { customer, kind: 'cheque', amount, number: null, bank: null, copy: null, dueOn: null } as const
  const first = await announceCheque(app, actorOn(house.tenant, '2026-03-02'), said)
  if (!first.ok) throw new Error(first.refusal.message)
  const again = actorOn(house.tenant, '2026-03-06')
  expect(await announceCheque(app, again, said)).toMatchObject({ refusal: { code: 'proof-needed' } })
  expect(await announceCheque(app, again, { ...said, number: '0512345' })).toEqual(first)
  const late = actorOn(house.tenant, '2026-03-09')
  expect(await moveCheque(app, late, first.value, 'cleared', {}, null)).toMatchObject({
    refusal: { code: 'move-not-allowed' },
  })
  expect((await moveCheque(app, late, first.value, 'received', { signed: false }, null)).ok).toBe(true)
})
