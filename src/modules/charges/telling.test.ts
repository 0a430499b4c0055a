import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { telling } from '#app/house.ts'
import { day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId, MessageId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import { runDay } from '#modules/dunning/index.ts'
import { deliver, requestMessages } from '#modules/messages/index.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { record, verifyJournal } from '#platform/journal.ts'
import { testApp } from '#test/app.ts'
import { pdfText } from '#test/pdf-text.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { claimCharges } from './claims.ts'
import type { WaiverId } from './model.ts'
import { reverseWaiver } from './reverse.ts'
import { waiveCharges } from './waive.ts'

let db: Database
let app: App
let actor: Actor
let house: Awaited<ReturnType<typeof furnishedTenant>>
let number = 0
beforeAll(async () => {
  db = await freshDatabase()
  app = testApp(db)
  house = await furnishedTenant(db, 'Telling')
  actor = actorOn(house.tenant, '2026-06-19')
})
afterAll(() => db.close())

function lateInvoice(customer: CustomerId): Promise<InvoiceId> {
  number += 1
  const given = { number: `T${number}`, issueOn: '2026-04-20', dueOn: '2026-05-20', cents: 1_000_000n }
  return addInvoice(db, house, customer, given)
}

const inWriting = { reason: 'commercial-gesture' as const, note: null, inWriting: true }

async function waive(invoice: InvoiceId, kind: 'interest' | 'fee' = 'fee') {
  return unwrap(await waiveCharges(app, actor, invoice, { ...inWriting, kind }, telling))
}

type Told = {
  id: MessageId
  state: string
  channel: string
  recipient: string
  reason: string | null
  waiver: WaiverId
}

async function messagesOf(customer: CustomerId): Promise<Told[]> {
  const { rows } = await db.inTenant(house.tenant, tx =>
    sql<Told>`select message_id id, state, channel, recipient, reason, waiver_id waiver from message_line
      where customer_id = ${customer} and template = 'waiver' order by message_id`.execute(tx),
  )
  return rows
}

async function mailOf(id: MessageId) {
  const folder = join(app.config.dataDir, 'mail')
  const names = readdirSync(folder).filter(name => name.endsWith('.eml'))
  const mails = await Promise.all(names.map(name => PostalMime.parse(readFileSync(join(folder, name)))))
  const mail = mails.find(each => each.messageId?.includes(id))
  const letters = (mail?.attachments ?? []).map(({ filename, content }) => ({
    filename,
    text: pdfText(new Uint8Array(content as ArrayBuffer))
      .join('\n')
      .replace(/[\u00a0\u202f]/g, ' '),
  }))
  return { text: (mail?.text ?? '').replace(/[\u00a0\u202f]/g, ' '), html: mail?.html ?? '', letters }
}

const send = (id: MessageId): Promise<void> => deliver(app, actor, id, actor.today)

test('a waiver in writing leaves as an e-mail in the customer’s language, the letter joined, once', async () => {
  const customer = await addCustomer(db, house, { name: 'Schrijnwerkerij Peeters', language: 'nl' })
  const invoice = await lateInvoice(customer)
  const [waiver] = await waive(invoice)
  expect(waiver?.message).toMatchObject({ state: 'queued', channel: 'email' })
  const [message] = await messagesOf(customer)
  expect(message).toMatchObject({ id: waiver?.message?.id, waiver: waiver?.id, state: 'queued' })
  await send(message!.id)
  await send(message!.id)
  const { text, html, letters } = await mailOf(message!.id)
  expect(text).toContain('Wij bevestigen dat wij op 19 juni 2026 afzien van de volgende bedragen:')
  expect(text).toMatch(/Totaal van de kwijtschelding +€ 40,00/)
  expect(html).toContain('Forfaitaire vergoeding voor invorderingskosten')
  expect(letters.map(letter => letter.filename)).toEqual([`remise-T${number}.pdf`])
  expect(letters[0]?.text).toContain(`Kwijtschelding op factuur T${number}`)
  expect(letters[0]?.text).toContain('3 rue du Port')
  expect((await messagesOf(customer)).map(each => each.state)).toEqual(['sent'])
  // Asked again, nothing more leaves: the waiver is the key.
  await db.inTenant(house.tenant, tx => telling.ask(tx, actor, customer))
  expect(await messagesOf(customer)).toHaveLength(1)
  expect(await db.inTenant(house.tenant, tx => verifyJournal(tx, house.tenant))).toMatchObject({ ok: true })
})

test('without an e-mail address it is a letter; without any, a task, and a message once the address is known', async () => {
  const byPost = await addCustomer(db, house, { name: 'Par La Poste', email: null })
  await waive(await lateInvoice(byPost))
  const [letter] = await messagesOf(byPost)
  expect(letter).toMatchObject({ channel: 'letter', state: 'queued' })
  await send(letter!.id)
  const file = readdirSync(join(app.config.dataDir, 'letters')).find(name => name.includes(letter!.id)) ?? ''
  const text = pdfText(new Uint8Array(readFileSync(join(app.config.dataDir, 'letters', file)))).join('\n')
  expect(text.replace(/[\u00a0\u202f]/g, ' ')).toContain('Nous vous confirmons avoir renoncé, le 19 juin 2026')

  const nowhere = await addCustomer(db, house, { name: 'Nulle Part', email: null })
  await db.inTenant(house.tenant, tx =>
    sql`update customer set street = null, city = null where customer_id = ${nowhere}`.execute(tx),
  )
  const [waiver] = await waive(await lateInvoice(nowhere))
  expect(waiver?.message).toBeNull()
  const tasks = () =>
    db.inTenant(house.tenant, async tx => {
      const { rows } = await sql<{ kind: string; state: string }>`
        select kind, state from task_line where customer_id = ${nowhere} and kind = 'find-address'`.execute(tx)
      return rows
    })
  expect(await tasks()).toEqual([{ kind: 'find-address', state: 'open' }])
  await db.inTenant(house.tenant, async tx => {
    await sql`insert into contact (tenant_id, contact_id, customer_id, name, role, email)
      values (${house.tenant}, ${newId()}, ${nowhere}, 'Compta', 'accounts-payable', 'compta@nulle-part.example')`.execute(
      tx,
    )
    await record(tx, house.tenant, actor, [{ customer: nowhere, kind: 'contact-added', data: {} }])
  })
  await runDay(app, actor, actor.today)
  expect(await tasks()).toEqual([{ kind: 'find-address', state: 'skipped' }])
  expect(await messagesOf(nowhere)).toMatchObject([{ waiver: waiver?.id, recipient: 'compta@nulle-part.example' }])
})

test('taken back before it left, nothing leaves and nobody needs to agree; afterwards the customer does', async () => {
  const customer = await addCustomer(db, house, { name: 'Menuiserie Lambert' })
  const invoice = await lateInvoice(customer)
  const [early] = await waive(invoice)
  const given = { note: 'erreur', despiteWriting: false }
  unwrap(await reverseWaiver(app, actor, early!.id, given, telling))
  const [stopped] = await messagesOf(customer)
  expect(stopped).toMatchObject({ state: 'cancelled', reason: 'waiver-taken-back' })
  await send(stopped!.id)
  expect((await mailOf(stopped!.id)).text).toBe('')

  const [late] = await waive(invoice)
  const message = (await messagesOf(customer)).find(each => each.waiver === late!.id)
  await send(message!.id)
  expect(await reverseWaiver(app, actor, late!.id, given, telling)).toMatchObject({
    refusal: { code: 'waived-in-writing' },
  })
  unwrap(await reverseWaiver(app, actor, late!.id, { ...given, despiteWriting: true }, telling))
  expect((await messagesOf(customer)).map(each => each.state)).toEqual(['cancelled', 'sent'])
})

test('one gesture is one message; a part taken back is not said', async () => {
  const customer = await addCustomer(db, house, { name: 'Deux Parts' })
  const invoice = await lateInvoice(customer)
  const claim = { invoices: [invoice], form: 'debit-note' as const, kinds: ['interest' as const], choices: {} }
  unwrap(await claimCharges(app, actorOn(house.tenant, '2026-06-09'), claim))
  const waived = await waive(invoice, 'interest')
  expect(waived.map(each => each.amount.amount).toSorted()).toEqual(['33.28', '66.58'])
  expect(new Set(waived.map(each => each.message?.id)).size).toBe(1)
  const part = waived.find(each => each.amount.amount === '33.28')
  unwrap(await reverseWaiver(app, actor, part!.id, { note: 'erreur', despiteWriting: false }, telling))
  const [message] = await messagesOf(customer)
  expect(message?.state).toBe('queued')
  await send(message!.id)
  const { text } = await mailOf(message!.id)
  expect(text).toContain('66,58 €')
  expect(text).not.toContain('33,28')
})

test('a reminder that follows does not call it a reminder', async () => {
  const customer = await addCustomer(db, house, { name: 'Toujours Due' })
  const invoice = await lateInvoice(customer)
  await waive(invoice)
  const [told] = await messagesOf(customer)
  await send(told!.id)
  const id = newId<'message'>()
  const reminder = {
    id,
    creditor: house.creditor,
    customer,
    contact: null,
    channel: 'email' as const,
    registered: false,
    approval: false,
    scenario: null,
    step: null,
    cycle: null,
    template: 'firm-charges',
    language: 'fr' as const,
    recipient: 'compta@toujours-due.example',
    total: 1_000_000n,
    currency: 'EUR',
    decidedOn: actor.today,
    items: [{ invoice, open: 1_000_000n, dueOn: day('2026-05-20') }],
  }
  await db.inTenant(house.tenant, tx => requestMessages(tx, house.tenant, [reminder]))
  await send(id)
  const { text } = await mailOf(id)
  expect(text).toContain(`T${number}`)
  expect(text).not.toContain('courriel du')
})
