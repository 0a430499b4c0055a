import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import PostalMime from 'postal-mime'
import { expect } from 'vitest'
import { addDays, day, type Day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId, MessageId } from '#kernel/id.ts'
import { fromDecimal, money, toDecimal } from '#kernel/money.ts'
import { unwrap } from '#kernel/result.ts'
import { runDay } from '#modules/dunning/index.ts'
import { approve, deliver } from '#modules/messages/index.ts'
import { importAndMatch } from '#modules/receipts/index.ts'
import { statementFile } from '#modules/receipts/statement-testing.ts'
import type { App } from '#platform/app.ts'
import { fixedClock } from '#platform/clock.ts'
import type { Database } from '#platform/db/database.ts'
import { verifyJournal } from '#platform/journal.ts'
import { testApp } from '#test/app.ts'
import { pdfText } from '#test/pdf-text.ts'
import { happenToCheque } from './cheque-events.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant, pay } from '#test/portfolio.ts'

// A story is a calendar that a credit manager can read. First who owes, then what happens: `←` is what comes in,
// `→` what the house does, indented « … » what the letter or mail of the line above says (or does not say). Every day
// between the first and the last is run; what the house does and the story does not tell, or the other way round,
// fails.
//
//   Nom, société|organisme public|particulier|inconnu, FR|BE, fr|nl, courriel|sans courriel
//   2026-01-05 ← facture F-1 (Vélo de ville) à payer le 2026-02-04 : 1200,00
//   2026-02-10 ← paiement F-1 : 1200,00          « à midi » before it: after the decision, before the mail leaves
//   2026-02-10 ← virement « VIR F-1 » : 1200,00   a bank statement with this line; « rejet » takes the same line back
//   2026-02-11 ← arrêt jusqu’au 2026-02-13       the program is down, up again that day
//   2026-02-11 ← chèque annoncé : 700,00           and what else cheque-events.ts knows of cheques
//   2026-02-20 ← validation                      a person approves what waits
//   2026-01-30 → courriel d-5 F-1 1200,00 : parti

type Event = { readonly on: Day; readonly said: string }
type Story = {
  readonly customer: readonly string[]
  readonly events: readonly Event[]
  readonly told: readonly string[]
}

function storyOf(text: string): Story {
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
  const [customer = '', ...rest] = lines
  const events = rest.flatMap(line => {
    const found = /^(\S+) ← (.+)$/.exec(line)
    return found ? [{ on: day(found[1] ?? ''), said: found[2] ?? '' }] : []
  })
  return { customer: customer.split(', '), events, told: rest.filter(line => !line.includes(' ← ')) }
}

const KINDS: Readonly<Record<string, readonly [kind: string, segment: string]>> = {
  société: ['company', 'small'],
  'organisme public': ['public', 'public'],
  particulier: ['private', 'private'],
  inconnu: ['unknown', 'private'],
}

type World = {
  readonly db: Database
  readonly house: Awaited<ReturnType<typeof furnishedTenant>>
  readonly app: App
  readonly customer: CustomerId
  readonly invoices: Map<string, InvoiceId>
  readonly seen: Map<string, string>
  readonly lines: string[]
  readonly texts: Map<string, string>
}

/** Plays a story day by day and compares what the house did with what the story tells. */
export async function play(db: Database, name: string, text: string): Promise<void> {
  const story = storyOf(text)
  const house = await furnishedTenant(db, name)
  const [who = '', kind = '', country = 'FR', language = 'fr', reached = 'courriel'] = story.customer
  const [customerKind = 'company', segment = 'small'] = KINDS[kind] ?? []
  const customer = await addCustomer(db, house, {
    name: who,
    kind: customerKind,
    segment: country === 'BE' && (segment === 'private' || segment === 'public') ? `${segment}-be` : segment,
    country,
    language,
    ...(reached === 'courriel' ? {} : { email: null }),
  })
  const first = story.events[0]?.on ?? day('2026-01-01')
  const dates = [...story.events.map(event => event.on), ...story.told.flatMap(line => daysIn(line))]
  const last = dates.reduce((a, b) => (a > b ? a : b), first)
  const world: World = {
    db,
    house,
    app: testApp(db),
    customer,
    invoices: new Map(),
    seen: new Map(),
    lines: [],
    texts: new Map(),
  }
  let downUntil: Day | null = null
  for (let today = first; today <= last; today = addDays(today, 1)) {
    const events = story.events.filter(event => event.on === today).map(event => event.said)
    const stop = events.map(said => /^arrêt jusqu’au (\S+)$/.exec(said)?.[1]).find(until => until !== undefined)
    if (stop !== undefined) downUntil = day(stop)
    await live(world, today, events, downUntil !== null && today < downUntil)
  }
  expect(world.lines).toEqual(story.told.filter(line => !line.includes('«')))
  checkTexts(world, story)
  const actor = actorOn(house.tenant, last)
  expect((await db.inTenant(actor.tenant, tx => verifyJournal(tx, actor.tenant))).ok).toBe(true)
}

function daysIn(line: string): Day[] {
  const found = /^(\d{4}-\d\d-\d\d) /.exec(line)?.[1]
  return found === undefined ? [] : [day(found)]
}

async function live(world: World, today: Day, events: readonly string[], down: boolean): Promise<void> {
  const app = { ...world.app, clock: fixedClock(`${today}T08:00:00Z`) }
  const actor = actorOn(world.house.tenant, today)
  for (const said of events) if (!said.startsWith('à midi ')) await happen(world, today, said)
  if (!down) await runDay(app, actor, today)
  for (const said of events) if (said.startsWith('à midi ')) await happen(world, today, said.slice('à midi '.length))
  if (!down) for (const id of await queued(world)) await deliver(app, actor, id, today)
  await tell(world, today)
}

async function happen(world: World, today: Day, said: string): Promise<void> {
  const { db, house, customer, invoices } = world
  const invoice = /^facture (\S+)(?: \((.+)\))? à payer le (\S+) : (\S+)$/.exec(said)
  const payment = /^paiement (\S+) : (\S+)$/.exec(said)
  const bank = /^(virement|rejet) « (.+) » : (\S+)$/.exec(said)
  if (bank) {
    const [, way, text = '', amount = ''] = bank
    const sign = way === 'rejet' ? -1n : 1n
    const line = { on: today, cents: sign * cents(amount), remittance: text, name: null, iban: null, endToEnd: text }
    const bytes = statementFile([{ ...line, returned: way === 'rejet' ? 'AM04' : null }])
    const actor = actorOn(house.tenant, today)
    unwrap(await importAndMatch(world.app, actor, { name: 'releve.xml', bytes }, 'certain'))
  } else if (invoice) {
    const [, number = '', label, dueOn = '', amount = ''] = invoice
    const given = { number, issueOn: today, dueOn, cents: cents(amount), label }
    invoices.set(number, await addInvoice(db, house, customer, given))
  } else if (payment) {
    const id = invoices.get(payment[1] ?? '')
    if (!id) throw new Error(`the story pays ${payment[1]}, which it never invoiced`)
    await pay(db, house.tenant, id, cents(payment[2] ?? ''), today)
  } else if (said.startsWith('chèque ')) {
    if (!(await happenToCheque(world.app, actorOn(house.tenant, today), customer, said))) {
      throw new Error(`the story says « ${said} »: unknown`)
    }
  } else if (said === 'validation') {
    await approveAll(world, today)
  } else if (!said.startsWith('arrêt ') && said !== 'fin') throw new Error(`the story says « ${said} »: unknown`)
}

function cents(text: string): bigint {
  return unwrap(fromDecimal(text.replace(',', '.'), 'EUR')).amount
}

async function queued({ db, house }: World): Promise<MessageId[]> {
  const { rows } = await db.inTenant(house.tenant, tx =>
    sql<{ id: MessageId }>`select message_id id from message where state = 'queued' order by message_id`.execute(tx),
  )
  return rows.map(row => row.id)
}

async function approveAll(world: World, today: Day): Promise<void> {
  const { rows } = await world.db.inTenant(world.house.tenant, tx =>
    sql<{ id: MessageId }>`select message_id id from message where state = 'to-approve'`.execute(tx),
  )
  await approve(
    world.app,
    actorOn(world.house.tenant, today),
    rows.map(row => row.id),
  )
}

const STATES: Readonly<Record<string, string>> = { 'to-approve': 'à valider', sent: 'parti', queued: 'en attente' }
const TASKS: Readonly<Record<string, string>> = {
  call: 'appel',
  'check-platform': 'vérification de la plateforme',
  legal: 'dossier contentieux',
  'find-out-kind': 'type à préciser',
  'find-address': 'adresse à trouver',
}

type Done = {
  id: string
  what: string
  state: string
  reason: string | null
  step: string | null
  numbers: string
  total: bigint
}

// What is new since yesterday, in the words of the story.
async function tell(world: World, today: Day): Promise<void> {
  const { rows } = await world.db.inTenant(world.house.tenant, tx =>
    sql<Done>`
      select m.message_id id, case when m.channel = 'email' then 'courriel' when m.registered then 'recommandé'
        else 'lettre' end what, m.state, m.reason, m.step, m.total, (
          select string_agg(l.number, '+' order by l.due_on, l.number) from message_item i
          join invoice_line l using (tenant_id, invoice_id) where i.message_id = m.message_id) numbers
      from message m
      union all
      select task_id, kind, 'sent', null, step, total, (
        select string_agg(i ->> 'number', '+') from jsonb_array_elements(facts -> 'invoices') i)
      from task
      order by 1`.execute(tx),
  )
  for (const row of rows) {
    if (world.seen.get(row.id) === row.state) continue
    world.seen.set(row.id, row.state)
    const task = TASKS[row.what]
    const state = row.state === 'cancelled' ? `retiré, ${row.reason}` : (STATES[row.state] ?? row.state)
    const total = toDecimal(money(row.total, 'EUR')).replace('.', ',')
    const said = [task ?? row.what, row.step, row.numbers, total].filter(word => word !== null).join(' ')
    const line = `${today} → ${said}${task ? '' : ` : ${state}`}`
    world.lines.push(line)
    if (!task && row.state === 'sent') world.texts.set(line, await textOf(world, row.id))
  }
}

async function textOf({ app }: World, id: string): Promise<string> {
  const letter = letters(app).find(name => name.includes(id))
  if (letter !== undefined) return pdfText(readFileSync(join(app.config.dataDir, 'letters', letter))).join(' ')
  const mail = readdirSync(join(app.config.dataDir, 'mail')).find(name => name.includes(id))
  if (mail === undefined) throw new Error(`the message ${id} left no file`)
  const read = await PostalMime.parse(readFileSync(join(app.config.dataDir, 'mail', mail)))
  return [read.subject, read.text, ...read.attachments.map(each => each.filename)].join('\n')
}

function letters(app: App): string[] {
  try {
    return readdirSync(join(app.config.dataDir, 'letters'))
  } catch {
    return []
  }
}

function checkTexts({ texts }: World, story: Story): void {
  let above = ''
  for (const line of story.told) {
    const said = /^(dit|ne dit pas) « (.+) »$/.exec(line)
    if (!said) above = line
    else if (said[1] === 'dit') expect(plain(texts.get(above)), above).toContain(said[2])
    else expect(plain(texts.get(above)), above).not.toContain(said[2])
  }
}

// Printers' spaces and line ends are no part of what is said.
function plain(text: string | undefined): string {
  if (text === undefined) throw new Error('the story quotes a message that did not leave')
  return text.replace(/\s+/g, ' ').replaceAll('’', "'")
}
