import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { readAny } from '#formats/read.ts'
import { day } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { readJournal } from '#platform/journal.ts'
import { testApp } from '#test/app.ts'
import { pdfText } from '#test/pdf-text.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { importFile } from './import.ts'
import { issueNote, previewDebitNote } from './issue-note.ts'
import { previewInvoice } from './issue.ts'
import { exportFindings, listFindings, readDelays, saveDates } from './quality.ts'
import { settleFindings } from './quality-settle.ts'

let db: Database
let app: App
let actor: Actor
let house: Awaited<ReturnType<typeof furnishedTenant>>
let customer: CustomerId
beforeAll(async () => {
  db = await freshDatabase()
  app = testApp(db)
  house = await furnishedTenant(db, 'Quality')
  actor = actorOn(house.tenant, '2026-11-21')
  customer = await addCustomer(db, house, { name: 'Menuiserie Lambert' })
})
afterAll(() => db.close())

const LIST = `Code client;Client;Numéro de facture;Date de facture;Échéance;Montant TTC
C-menuiserie lambert;Menuiserie Lambert;Q1;01/09/2026;01/10/2026;1200,00
C-menuiserie lambert;Menuiserie Lambert;Q2;01/09/2026;15/12/2026;1200,00
C-menuiserie lambert;Menuiserie Lambert;Q3;01/09/2026;20/12/2026;1200,00
`

test('an imported invoice has its findings when the import is done; a dry run leaves none', async () => {
  const file = { name: 'factures.csv', bytes: new TextEncoder().encode(LIST) }
  unwrap(await importFile(app, actor, file))
  expect(unwrap(await listFindings(app, actor, { limit: 9 })).count).toBe(0)
  const done = unwrap(await importFile(app, actor, file, { apply: true }))
  expect(done).toMatchObject({ state: 'applied', counts: { created: 3, errors: 0 } })
  const { items, byCause, count } = unwrap(await listFindings(app, actor, { sort: 'number', limit: 9 }))
  expect(items.map(item => [item.invoice.number, item.code])).toEqual([
    ['Q2', 'term-too-long'],
    ['Q3', 'term-too-long'],
  ])
  expect([count, byCause]).toEqual([2, [{ code: 'term-too-long', severity: 'breach', count: 2 }]])
})

test('findings are searched, sorted, paged and taken away', async () => {
  const first = unwrap(await listFindings(app, actor, { sort: '-number', limit: 1 }))
  expect(first.items.map(item => item.invoice.number)).toEqual(['Q3'])
  const second = unwrap(await listFindings(app, actor, { sort: '-number', limit: 1, cursor: first.next ?? '' }))
  expect([second.items.map(item => item.invoice.number), second.next]).toEqual([['Q2'], null])
  expect(unwrap(await listFindings(app, actor, { q: 'lambert', limit: 9 })).count).toBe(2)
  expect(unwrap(await listFindings(app, actor, { q: 'nobody', limit: 9 })).count).toBe(0)
  expect(unwrap(await listFindings(app, actor, { holds: true, limit: 9 })).count).toBe(0)
  const file = unwrap(await exportFindings(app, actor, { state: 'open', sort: 'number' }, 'csv'))
  const lines = new TextDecoder().decode(file.bytes).trim().split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines[1]).toContain('Q2;01/09/2026;C-menuiserie lambert;Menuiserie Lambert;délai trop long;Non conforme')
})

test('many findings are settled at once, by ids or by the filter, and the answer says what was so already', async () => {
  const list = async (query: object = {}) =>
    unwrap(await listFindings(app, actor, { sort: 'number', limit: 9, ...query }))
  const ids = (await list()).items.map(item => item.id)
  const one = unwrap(await settleFindings(app, actor, { ids: ids.slice(0, 1) }, 'held', null))
  expect(one).toEqual({ changed: 1, already: 0, left: 0 })
  const both = unwrap(
    await settleFindings(app, actor, { filter: { state: 'open', q: 'lambert' } }, 'held', 'à refaire'),
  )
  expect(both).toEqual({ changed: 1, already: 1, left: 0 })
  expect((await list({ holds: true })).items.map(item => item.note)).toEqual([null, 'à refaire'])

  expect(await settleFindings(app, actor, { ids }, 'accepted', ' ')).toMatchObject({ refusal: { code: 'note-needed' } })
  expect(await settleFindings(app, actor, {}, 'mended', null)).toMatchObject({ refusal: { code: 'which-findings' } })
  expect((await list({ holds: true })).count).toBe(2)
  const accepted = unwrap(
    await settleFindings(app, actor, { filter: { code: 'term-too-long' } }, 'accepted', 'contrat'),
  )
  expect(accepted).toEqual({ changed: 2, already: 0, left: 0 })
  expect((await list()).items.map(item => [item.state, item.holds, item.note, item.endedOn])).toEqual([
    ['accepted', false, 'contrat', '2026-11-21'],
    ['accepted', false, 'contrat', '2026-11-21'],
  ])
  // What is settled holds nothing, and is not opened again by holding.
  expect(unwrap(await settleFindings(app, actor, { ids }, 'held', null))).toEqual({ changed: 0, already: 0, left: 2 })
  expect(unwrap(await settleFindings(app, actor, { ids }, 'free', null))).toEqual({ changed: 0, already: 2, left: 0 })
  expect(unwrap(await settleFindings(app, actor, { ids }, 'open', null))).toEqual({ changed: 2, already: 0, left: 0 })

  const entries = await db.inTenant(house.tenant, tx =>
    readJournal(tx, house.tenant, { kinds: ['invoice-finding-settled'], limit: 20 }),
  )
  expect(entries.map(({ data }) => [data['state'], data['holds'], data['codes']])).toEqual([
    ...Array.from({ length: 2 }, () => ['open', true, ['term-too-long']]),
    ...Array.from({ length: 2 }, () => ['accepted', false, ['term-too-long']]),
    ...Array.from({ length: 2 }, () => ['open', false, ['term-too-long']]),
  ])
  const elsewhere = await furnishedTenant(db, 'Elsewhere')
  const stranger = actorOn(elsewhere.tenant, '2026-11-21')
  expect(unwrap(await settleFindings(app, stranger, { ids }, 'mended', null)).changed).toBe(0)
})

test('the days we lose are counted by step', async () => {
  const given = { issueOn: '2026-11-01', dueOn: '2026-12-01', cents: 1000n }
  for (const [number, delivered, posted] of [
    ['D1', '2026-11-01', '2026-11-04'],
    ['D2', '2026-10-25', '2026-11-02'],
    ['D3', '2026-09-01', null],
  ] as const) {
    const invoice = await addInvoice(db, house, customer, { ...given, number })
    const days = { deliveredOn: day(delivered), postedOn: posted === null ? null : day(posted) }
    unwrap(await saveDates(app, actor, invoice, { orderedOn: null, receivedOn: null, ...days }))
  }
  const { toInvoice, toPost } = await readDelays(app, actor)
  expect([toInvoice.known, toInvoice.median]).toEqual([3, 7])
  expect(toInvoice.steps.filter(step => step.count > 0)).toEqual([
    { from: 0, count: 1 },
    { from: 4, count: 1 },
    { from: 31, count: 1 },
  ])
  expect([toPost.known, toPost.median]).toEqual([2, 1])
})

test('a preview keeps nothing, takes no number, and is refused like the document itself', async () => {
  const line = { name: 'Pose', quantity: '1', price: '1450.00', unit: 'C62', vatCategory: 'S' as const, vatRate: '20' }
  const draft = { customer, lines: [line] }
  expect(await previewInvoice(app, actor, draft)).toMatchObject({ refusal: { code: 'due-date-needed' } })
  await db.inTenant(house.tenant, tx => sql`update creditor set vat_number = 'FR54999999980'`.execute(tx))
  const page = unwrap(await previewInvoice(app, actor, { ...draft, dueOn: day('2026-12-21') }))
  const text = pdfText(page).join('\n')
  expect(text).toContain('1\u202f740,00')
  // A unit price has its group too.
  expect(text.replace(/1\u202f450,00.€/g, '')).toContain('1\u202f450,00')
  expect(await previewInvoice(app, actor, { ...draft, dueOn: day('2026-01-01') })).toMatchObject({
    refusal: { code: 'due-before-issue' },
  })
  const { rows } = await db.inTenant(house.tenant, tx => sql`select from paper_number`.execute(tx))
  expect(rows).toEqual([])
})

test('a debit note that a person wrote is one open item, read back by our reader', async () => {
  const note = { customer, dueOn: day('2026-12-21'), lines: [{ name: 'Frais de dossier', price: '25.00' }] }
  expect(await issueNote(app, actor, { ...note, preceding: ['nothing'] })).toMatchObject({
    refusal: { code: 'preceding-not-found' },
  })
  expect(pdfText(unwrap(await previewDebitNote(app, actor, { ...note, preceding: ['Q1'] }))).join('\n')).toContain(
    'Frais de dossier',
  )
  const issued = unwrap(await issueNote(app, actor, { ...note, preceding: ['Q1'] }))
  expect(issued).toMatchObject({ number: 'DFR-2026-00001', total: 2500n })
  const file = await db.inTenant(house.tenant, tx =>
    sql<{ bytes: Uint8Array }>`
      select content bytes from file where sha256 = decode(${issued.sha256}, 'hex')`.execute(tx),
  )
  const read = await readAny(new Uint8Array(file.rows[0]?.bytes ?? []), 'note.pdf')
  expect(read).toMatchObject({ kind: 'invoice', documents: [{ typeCode: '383', gross: '25.00' }] })
})
