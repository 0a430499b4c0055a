import { afterAll, beforeAll, expect, test } from 'vitest'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import PostalMime from 'postal-mime'
import type { MessageId } from '#kernel/id.ts'
import { lookAgain, planDay, runDay } from '#modules/dunning/index.ts'
import { deliver } from '#modules/messages/index.ts'
import { announceCheque, importAndMatch, moveCheque } from '#modules/receipts/index.ts'
import { saveFreshness } from '#modules/receipts/rules.ts'
import { statementFile, type Movement } from '#modules/receipts/statement-testing.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
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
  'sans relevé récent, personne n’est relancé : la relance reprend avec le relevé': `
    Verrerie du Marais, société, FR, fr, courriel
    2026-01-05 ← facture FA-2026-00031 à payer le 2026-02-04 : 610,10
    2026-01-12 ← virement « sans rapport » : 12,00
    2026-02-09 ← virement « encore sans rapport » : 13,00
    2026-02-09 → courriel d+1 FA-2026-00031 610,10 : parti
    2026-02-12 → courriel d+8 FA-2026-00031 610,10 : parti
    2026-02-13 ← fin`,
  'un rejet rouvre la facture, et la relance reprend à la bonne étape': `
    Garage Robin, société, FR, fr, courriel
    2026-01-05 ← facture FA-2026-00044 à payer le 2026-02-04 : 700,00
    2026-01-30 → courriel d-5 FA-2026-00044 700,00 : parti
    2026-02-05 ← virement « FA-2026-00044 » : 700,00
    2026-02-10 ← rejet « FA-2026-00044 » : 700,00
    2026-02-10 → courriel d+1 FA-2026-00044 700,00 : parti
    2026-02-13 → courriel d+8 FA-2026-00044 700,00 : parti
    2026-02-14 ← fin`,
  'un chèque annoncé laisse trois jours de paix ; pas arrivé, on rappelle, et la suite reprend le lendemain': `
    Scierie Faure, société, FR, fr, courriel
    2026-01-05 ← facture FA-2026-00050 à payer le 2026-02-04 : 700,00
    2026-01-30 → courriel d-5 FA-2026-00050 700,00 : parti
    2026-02-05 → courriel d+1 FA-2026-00050 700,00 : parti
    2026-02-11 ← chèque annoncé : 700,00
    2026-02-16 → appel FA-2026-00050 700,00
    2026-02-17 ← chèque annoncé : 700,00, refusé
    2026-02-17 → courriel d+8 FA-2026-00050 700,00 : parti
    2026-02-18 ← chèque annoncé n° 0512345 : 700,00
    2026-02-19 ← chèque reçu n° 0512345
    2026-02-20 ← chèque remis
    2026-02-24 ← virement « ENC CHQ 512345 » : 700,00
    2026-03-20 ← fin`,
  'reçu n’est pas payé, mais couvre ; impayé, il rouvre et la relance reprend à la bonne étape': `
    Verrerie Marais, société, FR, fr, courriel
    2026-01-05 ← facture FA-2026-00051 à payer le 2026-02-04 : 700,00
    2026-01-30 → courriel d-5 FA-2026-00051 700,00 : parti
    2026-02-03 ← chèque annoncé n° 77 : 700,00
    2026-02-04 ← chèque reçu n° 77
    2026-02-05 ← chèque remis
    2026-02-09 ← virement « REMISE 77 » : 700,00
    2026-02-09 ← chèque encaissé « REMISE 77 »
    2026-02-13 ← rejet « IMPAYE 77 » : 700,00
    2026-02-13 ← chèque impayé « IMPAYE 77 »
    2026-02-13 → courriel d+8 FA-2026-00051 700,00 : parti
    2026-02-16 ← chèque repris
    2026-02-19 ← fin`,
  'un chèque oublié dans un tiroir ne protège plus personne': `
    Garage Robin, société, FR, fr, courriel
    2026-01-05 ← facture FA-2026-00052 à payer le 2026-02-04 : 700,00
    2026-01-30 → courriel d-5 FA-2026-00052 700,00 : parti
    2026-02-03 ← chèque annoncé n° 78 : 700,00
    2026-02-04 ← chèque reçu n° 78
    2026-02-16 → courriel d+8 FA-2026-00052 700,00 : parti
    2026-02-18 ← fin`,
}

function bring(app: App, actor: Actor, number: string, more: Partial<Movement>) {
  const line = { on: actor.today, cents: 700_000n, remittance: number, name: null, iban: null, endToEnd: number }
  const bytes = statementFile([{ ...line, returned: null, ...more }])
  return importAndMatch(app, actor, { name: 'releve.xml', bytes }, 'certain')
}

test('un client appelé aujourd’hui paie : la tâche et le courrier à valider s’en vont, et le rejet les ramène', async () => {
  const house = await furnishedTenant(db, 'Le jour même')
  const customer = await addCustomer(db, house, { name: 'Fonderie Lannoy', segment: 'large' })
  const dates = { issueOn: '2026-01-05', dueOn: '2026-02-04' }
  await addInvoice(db, house, customer, { number: 'FA-2026-00077', ...dates, cents: 700_000n })
  const app = testApp(db)
  const states = async () => {
    const { rows } = await db.inTenant(house.tenant, tx =>
      sql<{ said: string }>`
        select concat_ws(' ', kind, step, state, outcome) said from task_line
        union all select concat_ws(' ', channel, step, state, reason) from message_line order by 1`.execute(tx),
    )
    return rows.map(row => row.said)
  }
  const [called, paid, back] = ['2026-02-05', '2026-02-12', '2026-02-13'].map(on => actorOn(house.tenant, on))
  if (!called || !paid || !back) throw new Error('three days')
  await runDay(app, called, called.today)
  await runDay(app, paid, paid.today)
  expect(await states()).toEqual(['call d+1 open', 'email d+8 to-approve'])
  const load = (actor: Actor, more: Partial<Movement>) => bring(app, actor, 'FA-2026-00077', more)
  await load(paid, {})
  const { rows: asked } = await db.inTenant(house.tenant, tx =>
    sql`select from pgboss.job where name = 'look-again' and data ->> 'tenant' = ${house.tenant}`.execute(tx),
  )
  expect(asked).toHaveLength(1)
  expect(await lookAgain(app, paid, paid.today)).toBe(1)
  expect(await states()).toEqual(['call d+1 skipped paid', 'email d+8 cancelled paid-meanwhile'])
  await load(back, { cents: -700_000n, returned: 'AM04' })
  expect(await lookAgain(app, back, back.today)).toBe(1)
  // The reminder is written afresh at its next step; the call stays behind it.
  expect(await states()).toEqual(['call d+1 skipped paid', 'email d+8 cancelled paid-meanwhile'])
  const { rows: kinds } = await db.inTenant(house.tenant, tx =>
    sql<{ kind: string }>`select kind from journal where customer_id = ${customer}
      and kind in ('task-withdrawn', 'message-cancelled') order by seq`.execute(tx),
  )
  expect(kinds.map(row => row.kind)).toEqual(['message-cancelled', 'task-withdrawn'])
})

test('un appel retiré parce que payé revient quand le paiement est rejeté', async () => {
  const house = await furnishedTenant(db, 'Le rejet')
  const customer = await addCustomer(db, house, { name: 'Brasserie Noël', segment: 'large' })
  const dates = { issueOn: '2026-01-05', dueOn: '2026-02-04' }
  await addInvoice(db, house, customer, { number: 'FA-2026-00078', ...dates, cents: 700_000n })
  const app = testApp(db)
  const state = async () => {
    const { rows } = await db.inTenant(house.tenant, tx =>
      sql<{ state: string }>`select state from task_line`.execute(tx),
    )
    return rows.map(row => row.state)
  }
  const [called, back] = ['2026-02-05', '2026-02-06'].map(on => actorOn(house.tenant, on))
  if (!called || !back) throw new Error('two days')
  await runDay(app, called, called.today)
  const load = (actor: Actor, more: Partial<Movement>) => bring(app, actor, 'FA-2026-00078', more)
  await load(called, {})
  await runDay(app, called, called.today)
  expect(await state()).toEqual(['skipped'])
  await load(back, { cents: -700_000n, returned: 'AM04' })
  await lookAgain(app, back, back.today)
  expect(await state()).toEqual(['open'])
})

test('qui paie après une relance est remercié une fois, si le scénario le veut', async () => {
  const house = await furnishedTenant(db, 'Merci')
  const customer = await addCustomer(db, house, { name: 'Imprimerie Colin' })
  const dates = { issueOn: '2026-01-05', dueOn: '2026-02-04' }
  await addInvoice(db, house, customer, { number: 'FA-2026-00091', ...dates, cents: 700_000n })
  await db.inTenant(house.tenant, tx =>
    sql`update scenario set definition = definition || '{"thankYou": true}' where active`.execute(tx),
  )
  const app = testApp(db)
  const [reminded, paid, after, back] = ['2026-02-12', '2026-02-16', '2026-02-17', '2026-02-18'].map(on =>
    actorOn(house.tenant, on),
  )
  if (!reminded || !paid || !after || !back) throw new Error('four days')
  const sent = async () => {
    const { rows } = await db.inTenant(house.tenant, tx =>
      sql<{ id: MessageId; said: string }>`select message_id id, concat_ws(' ', step, template, state, subject) said
        from message order by created_at, message_id`.execute(tx),
    )
    for (const { id } of rows) await deliver(app, paid, id, paid.today)
    return rows.map(row => row.said)
  }
  await bring(app, reminded, 'sans rapport', { cents: 100n })
  await runDay(app, reminded, reminded.today)
  await sent()
  await bring(app, paid, 'FA-2026-00091', {})
  for (const actor of [paid, paid, after]) await runDay(app, actor, actor.today)
  await sent()
  expect(await sent()).toEqual([
    expect.stringMatching(/^d\+8 firm-charges sent /),
    'thanks thank-you sent Merci pour votre règlement',
  ])
  const mail = readdirSync(join(app.config.dataDir, 'mail')).map(name => {
    return readFileSync(join(app.config.dataDir, 'mail', name), 'utf8')
  })
  expect((await PostalMime.parse(mail.at(-1) ?? '')).text).toContain(
    'Nous avons bien reçu le règlement de la facture FA-2026-00091, soit ',
  )
  await bring(app, back, 'FA-2026-00091', { cents: -700_000n, returned: 'AM04' })
  await runDay(app, back, back.today)
  expect((await sent()).filter(said => said.startsWith('thanks'))).toHaveLength(1)
})

test('relevés trop anciens : la simulation dit pourquoi et jusqu’à quand on savait, et le réglage ou un relevé relance', async () => {
  const house = await furnishedTenant(db, 'Anciens')
  const customer = await addCustomer(db, house, { name: 'Tannerie Mercier' })
  const dates = { issueOn: '2026-01-05', dueOn: '2026-02-04' }
  await addInvoice(db, house, customer, { number: 'FA-2026-00095', ...dates, cents: 50_000n })
  const app = testApp(db)
  const [known, stale] = ['2026-02-02', '2026-02-12'].map(on => actorOn(house.tenant, on))
  if (!known || !stale) throw new Error('two days')
  await bring(app, known, 'sans rapport', { cents: 100n })
  const planned = async () => {
    const found = []
    for await (const batch of planDay(app, stale, stale.today)) found.push(...batch)
    return found.map(({ decision }) => [decision.outcome, decision.reason.code, decision.reason.facts])
  }
  const held = { knownTo: '2026-02-02', account: 'FR7699999000010001020304024' }
  expect(await planned()).toEqual([['hold', 'statements-stale', held]])
  await saveFreshness(app, stale, 7)
  expect(await planned()).toEqual([['message', 'step-due', expect.anything()]])
  await saveFreshness(app, stale, 6)
  await runDay(app, stale, stale.today)
  await bring(app, stale, 'sans rapport encore', { cents: 100n })
  expect(await runDay(app, stale, stale.today)).toMatchObject({ emails: 1, held: 0 })
  await saveFreshness(app, stale, null)
})

test.each(Object.entries(STORIES))('%s', (name, text) => play(db, name, text))

test('un chèque annoncé qui ne vient pas : la seconde fois, on demande son numéro', async () => {
  const house = await furnishedTenant(db, 'Chèques')
  const customer = await addCustomer(db, house, { name: 'Scierie Faure' })
  const app = testApp(db)
  const amount = { amount: 120_000n, currency: 'EUR' }
  const said = { customer, kind: 'cheque', amount, number: null, bank: null, dueOn: null } as const
  const first = await announceCheque(app, actorOn(house.tenant, '2026-03-02'), said)
  if (!first.ok) throw new Error(first.refusal.message)
  const again = actorOn(house.tenant, '2026-03-06')
  expect(await announceCheque(app, again, said)).toMatchObject({ refusal: { code: 'proof-needed' } })
  expect(await announceCheque(app, again, { ...said, number: '0512345' })).toEqual(first)
  const late = actorOn(house.tenant, '2026-03-09')
  expect(await moveCheque(app, late, first.value, 'cleared', {})).toMatchObject({
    refusal: { code: 'move-not-allowed' },
  })
  expect((await moveCheque(app, late, first.value, 'received', { signed: false })).ok).toBe(true)
})
