import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { allRoutes, telling } from '#app/house.ts'
import type { Contract, Role } from '#kernel/contract.ts'
import { day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, TenantId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import { waiveCharges } from '#modules/charges/index.ts'
import { runDay } from '#modules/dunning/index.ts'
import {
  announceCheque,
  attachCopy,
  depositCheques,
  importAndMatch,
  moveCheque,
  type ChequeId,
} from '#modules/receipts/index.ts'
import { statementFile } from '#modules/receipts/statement-testing.ts'
import { addAcceptance, attachTerms, type VersionId } from '#modules/terms/index.ts'
import type { Actor, App } from '#platform/app.ts'
import { openAuth, type Auth } from '#platform/auth.ts'
import type { Database } from '#platform/db/database.ts'
import { httpApp } from '#platform/http/server.ts'
import { newId } from '#platform/ids.ts'
import { testApp } from './app.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from './portfolio.ts'
import { freshDatabase } from './support.ts'

const ROLES: readonly Role[] = ['collector', 'credit-manager', 'director', 'administrator']
const TODAY = day('2026-03-02')
type House = { readonly tenant: TenantId; readonly creditor: CreditorId }

let db: Database
let auth: Auth
let http: ReturnType<typeof httpApp>
let ours: TenantId
let theirs: TenantId
/** One id of each kind that belongs to the other tenant. */
let foreign: Record<string, string>
/** Names and numbers that must never be seen from here. */
let secrets: string[]
let contracts: Contract[]

beforeAll(async () => {
  db = await freshDatabase()
  auth = await openAuth(db, undefined)
  const app = testApp(db)
  const authenticate = async (request: Request): Promise<Actor | null> => {
    const [role, tenant] = (request.headers.get('authorization') ?? '').replace('Bearer ', '').split(' ')
    if (!role || !tenant) return null
    return { tenant: tenant as TenantId, user: null, role: role as Role, via: 'api', today: TODAY }
  }
  const routes = allRoutes(auth)
  contracts = routes.map(route => route.contract)
  http = httpApp({ app, routes, authenticate })
  ours = (await furnishedTenant(db, 'Ours')).tenant
  const house = await furnishedTenant(db, 'Theirs')
  theirs = house.tenant
  const customer = await addCustomer(db, house, { name: 'Zygomatique' })
  const caller = await addCustomer(db, house, { name: 'Xylophone' })
  const invoice = await addInvoice(db, house, customer, {
    number: 'SECRET-1',
    issueOn: '2026-01-20',
    dueOn: '2026-02-20',
    cents: 99_900n,
  })
  await addInvoice(db, house, caller, {
    number: 'SECRET-2',
    issueOn: '2026-01-20',
    dueOn: '2026-02-27',
    cents: 990_000n,
  })
  await runDay(app, actorOn(theirs, TODAY), TODAY)
  await addPaper(app, house, customer)
  const movement = { on: '2026-02-25', cents: 1_234n, remittance: 'SECRET-1', name: 'XYLOPHONE', iban: null }
  const bytes = statementFile([{ ...movement, endToEnd: null, returned: null }])
  await importAndMatch(app, actorOn(theirs, TODAY), { name: 'releve.xml', bytes }, 'nothing')
  const amount = { amount: 1_234n, currency: 'EUR' }
  const said = { customer, kind: 'cheque', amount, number: null, bank: null, dueOn: null } as const
  await addSlip(app, actorOn(theirs, TODAY), unwrap(await announceCheque(app, actorOn(theirs, TODAY), said)))
  unwrap(
    await waiveCharges(
      app,
      actorOn(theirs, TODAY),
      invoice,
      { kind: 'fee', reason: 'small-amount', note: 'SECRET', inWriting: true },
      telling,
    ),
  )
  foreign = await idsOf(theirs, { customer, invoice, creditor: house.creditor })
  secrets = ['Zygomatique', 'Xylophone', 'SECRET-1', 'SECRET-2', ...Object.values(foreign)]
})
afterAll(async () => {
  await auth.close()
  await db.close()
})

/** A cheque with its copy, received and on a slip. */
async function addSlip(app: App, actor: Actor, cheque: ChequeId): Promise<void> {
  const bytes = new TextEncoder().encode('%PDF-1.7')
  unwrap(await attachCopy(app, actor, cheque, { name: 'SECRET.pdf', bytes }))
  unwrap(await moveCheque(app, actor, cheque, 'received', { number: 'SECRET', signed: true }))
  unwrap(await depositCheques(app, actor, [cheque], 'FR7699999000010001020304024'))
}

async function idsOf(tenant: TenantId, known: Record<string, string>): Promise<Record<string, string>> {
  const { rows } = await db.inTenant(tenant, tx =>
    sql<Record<string, string>>`
      select (select message_id from message limit 1) message, (select task_id from task limit 1) task,
        (select contact_id from contact limit 1) contact, (select segment_id from segment limit 1) segment,
        (select version_id from terms_version where document_sha256 is not null) version,
        (select variant_id from terms_variant) variant, (select review_id from terms_review) review,
        (select acceptance_id from terms_acceptance) acceptance,
        (select line_id from bank_line) line,
        (select import_id from statement_import) "statementImport", (select cheque_id from cheque) cheque,
        (select deposit_id from cheque_deposit) deposit, (select waiver_id from charge_waiver) waiver, (select account_id from bank_account) account`.execute(
      tx,
    ),
  )
  // What this tenant has none of gets an id that nobody has: the answer must be the same.
  return { import: newId(), user: newId(), key: newId(), ...known, ...rows[0] }
}

/** Terms of sale with a document, a variant and a review. */
async function addPaper(app: App, { tenant, creditor }: House, customer: CustomerId): Promise<void> {
  const actor = actorOn(tenant, TODAY)
  const asked = (name: string, body: object, path: string) =>
    http.request(`/api${path}`, {
      method: name,
      headers: { 'content-type': 'application/json', authorization: `Bearer administrator ${tenant}` },
      body: JSON.stringify(body),
    })
  const draft = await asked('post', { ...DRAFT, creditor }, '/terms')
  const { id } = z.object({ id: z.string() }).parse(await draft.json())
  const file = { bytes: new TextEncoder().encode('%PDF-1.7'), name: 'cgv.pdf' }
  unwrap(await attachTerms(app, actor, id as VersionId, file))
  await asked('post', {}, `/terms/${id}/publish`)
  await asked('post', { ...VARIANT, creditor, customer }, '/terms-variants')
  const proof = { version: id as VersionId, customer, means: 'email' as const, by: 'SECRET', on: TODAY }
  unwrap(await addAcceptance(app, actor, { ...proof, orderReference: null, note: null, file }))
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
const DRAFT = { language: 'fr', label: 'CGV SECRET', from: '2026-01-01', clauses: CLAUSES }
const VARIANT = { from: '2026-01-01', to: '2026-12-31', deviations: { acceleration: true }, reason: 'SECRET' }

/** A body each writing route accepts, so that a refusal is about whose it is and not about its form. */
function bodyOf(name: string): unknown {
  const bodies: Record<string, unknown> = {
    announceCheque: { customer: foreign['customer'], amount: { amount: '10.00', currency: 'EUR' } },
    moveCheque: { to: 'lost' },
    depositCheques: { cheques: [foreign['cheque']], account: 'FR7699999000010001020304024' },
    changeCheque: { bank: 'taken' },
    splitReceipt: { parts: [{ invoice: foreign['invoice'], amount: '1.00' }] },
    keepReceipt: { customer: foreign['customer'] },
    setReceiptAside: { reason: 'taken' },
    returnReceipt: { of: foreign['line'] },
    saveReceiptRules: { smallDifference: '9.00', bankFee: '9.00', applyCertain: false },
    saveFreshness: { graceDays: null },
    changeBankAccount: { creditor: null, label: 'taken', rhythmDays: 3 },
    addCreditor: { code: 'NEW', name: 'New', country: 'FR' },
    changeCreditor: { name: 'Taken' },
    changeCustomer: { note: 'taken' },
    addContact: { name: 'T', role: 'legal', email: null, phone: null, language: null },
    changeContact: { name: 'T', role: 'legal', email: null, phone: null, language: null },
    saveSegments: { items: [{ id: foreign['segment'], name: 'T', rule: {} }] },
    approveMessages: { messages: [foreign['message']] },
    takeBackApproval: { messages: [foreign['message']] },
    cancelMessages: { messages: [foreign['message']], reason: 'taken' },
    settleDoubtful: { verdict: 'cancel' },
    testMail: { to: 'a@b.example', creditor: foreign['creditor'] },
    runFollowUp: { dryRun: false },
    endTask: { state: 'done' },
    addNote: { text: 'taken' },
    addRate: { series: 'ecb-anchor', from: '2030-01-01', rate: '2', source: 'taken' },
    addTerms: { ...DRAFT, creditor: foreign['creditor'] },
    changeTerms: { label: 'taken' },
    publishTerms: { accept: [] },
    checkTerms: { creditor: foreign['creditor'], from: '2026-01-01', clauses: CLAUSES },
    resolveOpenTerms: { customer: foreign['customer'] },
    addVariant: { ...VARIANT, creditor: foreign['creditor'], customer: foreign['customer'] },
    endVariant: { to: '2026-02-01' },
    planReview: { dueOn: '2026-04-01', cause: 'dispute', reason: 'taken' },
    endReview: { outcome: 'confirmed', note: 'taken' },
    saveInvoiceDates: { orderedOn: null, deliveredOn: '2026-01-01', postedOn: null, receivedOn: null },
    checkInvoiceQuality: { invoices: [foreign['invoice']] },
    settleFinding: { code: 'due-before-issue', state: 'open', holds: true },
    settleFindings: { filter: {}, verdict: 'held' },
    saveDemand: { orderNumber: true, addressee: null },
    issueInvoice: {
      customer: foreign['customer'],
      dueOn: '2026-12-31',
      lines: [{ name: 'T', quantity: '1', price: '1', vatRate: '20' }],
    },
    issueNote: { customer: foreign['customer'], dueOn: '2026-12-31', lines: [{ name: 'T', price: '1' }] },
    computeCharges: { principal: '1000', due: '2026-01-01', customer: 'business' },
    printCharges: { principal: '1000', due: '2026-01-01', customer: 'business' },
    claimCharges: { invoices: [foreign['invoice']], form: 'debit-note' },
    compareCharges: { principal: '1000', due: '2026-01-01', customer: 'business' },
    waiveCharges: { kind: 'interest', reason: 'small-amount' },
    reverseWaiver: { note: 'taken', despiteWriting: true },
    saveChargeRules: { segments: [{ id: foreign['segment'], choice: 'silent' }] },
    inviteUser: { email: `${newId()}@b.example`, name: 'T', role: 'director' },
    changeUser: { role: 'director' },
    createKey: { name: 'T', role: 'director' },
    signIn: { email: 'a@b.example', password: 'x'.repeat(12) },
    openLink: { token: 'nothing' },
    chooseTenant: { tenant: theirs },
    saveProfile: { name: 'T' },
  }
  return bodies[name] ?? {}
}

/** What a reading route cannot be asked without. */
function queryOf(name: string): string {
  const given: Record<string, string> = {
    search: 'q=SECRET',
    openCharges: `question=${encodeURIComponent(JSON.stringify(bodyOf('computeCharges')))}`,
    previewIssue: `note=${encodeURIComponent(JSON.stringify(bodyOf('issueNote')))}`,
  }
  return given[name] ?? (/export/i.test(name) ? 'format=csv' : '')
}

function call(contract: Contract, as: string | null, ids: Record<string, string>): Promise<Response> {
  const path = contract.path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? `no-sample-id-for-${name}`)
  const query = `?${queryOf(contract.name)}`
  const headers = { 'content-type': 'application/json', ...(as === null ? {} : { authorization: `Bearer ${as}` }) }
  const writes = contract.method !== 'get' && contract.method !== 'delete'
  const init = {
    method: contract.method.toUpperCase(),
    headers,
    ...(writes ? { body: JSON.stringify(bodyOf(contract.name)) } : {}),
  }
  return Promise.resolve(http.request(`/api${path}${query}`, init))
}

/** A fingerprint of everything a tenant has, apart from what only says when somebody was last here. */
async function fingerprint(tenant: TenantId): Promise<Record<string, string>> {
  return db.inTenant(tenant, async tx => {
    const { rows } = await sql<{ name: string }>`
      select relname name from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity`.execute(tx)
    const found: Record<string, string> = {}
    for (const { name } of rows) {
      const marks = await sql<{ mark: string }>`
        select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') mark from ${sql.table(name)} t`.execute(tx)
      found[name] = marks.rows[0]?.mark ?? ''
    }
    return found
  })
}

describe('every route', () => {
  test('says who may call it, and everybody else is turned away', async () => {
    const wrong: string[] = []
    for (const contract of contracts) {
      if (contract.access === 'public') continue
      const nobody = await call(contract, null, foreign)
      if (nobody.status !== 401) wrong.push(`${contract.name}: nobody got ${nobody.status}`)
      for (const role of ROLES) {
        if (contract.access === 'signed-in' || contract.access.includes(role)) continue
        const { status } = await call(contract, `${role} ${ours}`, foreign)
        if (status !== 403) wrong.push(`${contract.name}: ${role} got ${status}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('called with the ids of another tenant, reads nothing of theirs and writes nothing there', async () => {
    const before = await fingerprint(theirs)
    const wrong: string[] = []
    for (const contract of contracts) {
      const answer = await call(contract, `administrator ${ours}`, foreign)
      const text = await answer.text()
      if (answer.status >= 500) wrong.push(`${contract.name}: ${answer.status} ${text.slice(0, 200)}`)
      const asked = JSON.stringify(bodyOf(contract.name)) + contract.path
      const shown = secrets.filter(secret => text.includes(secret) && !asked.includes(secret))
      // A refusal may repeat the id it was asked for; anything else of theirs is a leak.
      const leaked = answer.ok ? shown : shown.filter(secret => !Object.values(foreign).includes(secret))
      if (leaked.length > 0) wrong.push(`${contract.name}: shows ${leaked.join(', ')}`)
      if (answer.ok && contract.path.includes(':')) wrong.push(`${contract.name}: ${answer.status} on a foreign id`)
    }
    expect(wrong).toEqual([])
    expect(await fingerprint(theirs)).toEqual(before)
  })

  test('answers its own tenant on the same ids, so that the silence above means something', async () => {
    const readable = contracts.filter(
      ({ method, name }) => method === 'get' && !/Import|exportErrors|Document|Session/.test(name),
    )
    const wrong: string[] = []
    for (const contract of readable) {
      const answer = await call(contract, `administrator ${theirs}`, foreign)
      if (!answer.ok) wrong.push(`${contract.name}: ${answer.status} ${(await answer.text()).slice(0, 200)}`)
    }
    expect(wrong).toEqual([])
  })
})
