import { sql } from 'kysely'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import type { MessageId } from '#kernel/id.ts'
import type { Database } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { verifyJournal } from '#platform/journal.ts'
import { testApp } from '#test/app.ts'
import { pdfText } from '#test/pdf-text.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { deliver } from './deliver.ts'
import { requestMessages } from './store.ts'
import type { TemplateKey } from './templates/shape.ts'

let db: Database
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.close())

const ON = day('2026-06-19')

/** A tenant whose small firms' reminders do what is chosen, with one invoice of 10,000.00 thirty days late. */
async function late(name: string, choice: 'show' | 'claim' | 'silent' | null, kind = 'company') {
  const house = await furnishedTenant(db, name)
  const customer = await addCustomer(db, house, { name: 'Menuiserie Lambert', kind })
  const given = { number: 'F1', issueOn: '2026-04-20', dueOn: '2026-05-20', cents: 1_000_000n }
  const invoice = await addInvoice(db, house, customer, given)
  if (choice !== null) {
    await db.inTenant(house.tenant, tx =>
      sql`insert into charge_policy (tenant_id, segment_id, choice)
        select tenant_id, segment_id, ${choice} from segment`.execute(tx),
    )
  }
  return { ...house, customer, invoice, app: testApp(db), actor: actorOn(house.tenant, ON) }
}

type House = Awaited<ReturnType<typeof late>>

async function send(house: House, template: TemplateKey, channel: 'email' | 'letter' = 'email'): Promise<MessageId> {
  const id = newId<'message'>()
  await db.inTenant(house.tenant, tx =>
    requestMessages(tx, house.tenant, [
      {
        id,
        creditor: house.creditor,
        customer: house.customer,
        contact: null,
        channel,
        registered: false,
        approval: false,
        scenario: null,
        step: null,
        cycle: null,
        template,
        language: 'fr',
        recipient: channel === 'email' ? 'compta@lambert.example' : 'Menuiserie Lambert\n59000 Lille',
        total: 1_000_000n,
        currency: 'EUR',
        decidedOn: ON,
        items: [{ invoice: house.invoice, open: 1_000_000n, dueOn: day('2026-05-20') }],
      },
    ]),
  )
  await deliver(house.app, house.actor, id, ON)
  return id
}

async function mailOf(house: House) {
  const folder = join(house.app.config.dataDir, 'mail')
  const last = readdirSync(folder)
    .filter(name => name.endsWith('.eml'))
    .toSorted()
    .at(-1)
  const mail = await PostalMime.parse(readFileSync(join(folder, last ?? '')))
  return { text: (mail.text ?? '').replace(/[\u00a0\u202f]/g, ' '), html: mail.html ?? '', files: mail.attachments }
}

const claimsOf = async ({ tenant }: House) =>
  (
    await db.inTenant(tenant, tx =>
      sql<{ form: string; total: bigint; message_id: string; open: bigint; due_on: string; frozen: string }>`
        select q.form, q.total, q.message_id, i.open, i.due_on,
          (select l.statement ->> 'interest' from charge_claim_line l where l.claim_id = q.claim_id and kind = 'interest')
            frozen
        from charge_claim q join invoice i on i.invoice_id = q.item_id`.execute(tx),
    )
  ).rows

test('shown: interest and fee stand under what is to be paid, with how they are computed, and nothing is claimed', async () => {
  const house = await late('Shown', null)
  await send(house, 'firm-charges')
  const { text, html } = await mailOf(house)
  expect(text).toMatch(/Total à régler +10 000,00 €/)
  expect(text).toMatch(/Pour information, pénalités de retard à ce jour +99,86 €/)
  expect(text).toMatch(/Pour information, indemnité forfaitaire de recouvrement +40,00 €/)
  expect(text).toContain('montant TTC restant dû × taux annuel (12,15 %) × jours de retard / 365')
  expect(text).toContain('Ces sommes ne sont pas comprises dans le total à régler.')
  expect(html).toContain('99,86')
  expect(await claimsOf(house)).toEqual([])
})

test('claimed: a formal notice carries a claim, frozen, with its debit note; another one claims nothing twice', async () => {
  const house = await late('Claimed', 'claim')
  const message = await send(house, 'firm-formal')
  const { text, files } = await mailOf(house)
  expect(text).toMatch(/Total à régler +10 139,86 €/)
  expect(text).toContain('mettons en demeure de nous régler la somme de 10 139,86 €')
  expect(text).toContain('font l’objet de la note de débit DFR-2026-00001')
  expect(files.map(file => file.filename)).toEqual(['DFR-2026-00001.pdf'])
  expect(await claimsOf(house)).toEqual([
    { form: 'reminder', total: 13_986n, message_id: message, open: 13_986n, due_on: '2026-06-27', frozen: '99.86' },
  ])
  await send(house, 'firm-formal')
  expect(await claimsOf(house)).toHaveLength(1)
  expect((await mailOf(house)).text).not.toContain('Pénalités de retard au')
  expect(await db.inTenant(house.tenant, tx => verifyJournal(tx, house.tenant))).toMatchObject({ ok: true })
})

test('a friendly reminder only shows what a firm one would claim', async () => {
  const house = await late('Friendly', 'claim')
  await send(house, 'firm-courtesy')
  expect((await mailOf(house)).text).toMatch(/Pour information, pénalités de retard à ce jour +99,86 €/)
  expect(await claimsOf(house)).toEqual([])
})

test('silent, before the due date, or to a private person: not a word', async () => {
  for (const [name, choice, kind, template] of [
    ['Silent', 'silent', 'company', 'firm-charges'],
    ['Early', 'claim', 'company', 'firm-preventive'],
    ['Person', 'claim', 'private', 'person-letter'],
    ['Nobody', 'claim', 'unknown', 'person-formal'],
  ] as const) {
    const house = await late(name, choice, kind)
    await send(house, template)
    expect((await mailOf(house)).text).not.toContain('99,86')
    expect(await claimsOf(house)).toEqual([])
  }
})

test('a letter says the same', async () => {
  const house = await late('Letter', 'show')
  const id = await send(house, 'firm-charges', 'letter')
  const folder = join(house.app.config.dataDir, 'letters')
  const name = readdirSync(folder).find(each => each.includes(id)) ?? ''
  const pages = pdfText(new Uint8Array(readFileSync(join(folder, name))))
  const text = pages.join('\n').replace(/[\u00a0\u202f]/g, ' ')
  expect(text).toContain('Pour information, pénalités de retard à ce jour')
  expect(text).toContain('99,86 €')
  expect(text).toContain('taux annuel (12,15 %)')
  expect(text).toContain('Page 1 sur 1')
})
