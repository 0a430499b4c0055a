import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agedBalance } from '#modules/reports/index.ts'
import { addCreditor, foundSegments } from '#modules/parties/index.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { verifyJournal } from '#platform/journal.ts'
import { day } from '#kernel/day.ts'
import type { ImportId } from '#kernel/id.ts'
import { money, toDecimal } from '#kernel/money.ts'
import { unwrap } from '#kernel/result.ts'
import { testApp } from '#test/app.ts'
import { actorOn } from '#test/portfolio.ts'
import { freshDatabase, newTenant } from '#test/support.ts'
import { applyImport, importFile, stopImport } from './import.ts'
import { exportErrors, readImport } from './import-read.ts'

const PORTFOLIO = join(import.meta.dirname, '../../../samples/portfolio')

let db: Database
let app: App

beforeAll(async () => {
  db = await freshDatabase()
  app = testApp(db)
})
afterAll(() => db.close())

/** A tenant of its own with one French creditor, so that no test sees another's figures. */
async function house(name: string, paymentDays: number | null = null): Promise<Actor> {
  const actor = actorOn(await newTenant(db, name), '2026-11-21')
  await db.inTenant(actor.tenant, tx => foundSegments(tx, actor.tenant))
  const creditor = { code: 'VAUBRISE', name: 'Ateliers Vaubrise SAS', country: 'FR', siren: '999999980', paymentDays }
  unwrap(await addCreditor(app, actor, creditor))
  return actor
}

const HEADERS = 'N° facture;Code client;Client;Date de facture;Échéance;Montant TTC;Reste dû'

function list(...rows: readonly string[]) {
  return { name: 'factures.csv', bytes: new TextEncoder().encode([HEADERS, ...rows].join('\r\n')) }
}

const LINES = Array.from({ length: 10 }, (_, n) => `F${n};C${n};Client ${n};01/10/2026;31/10/2026;100,00;100,00`)
const apply = { apply: true } as const

async function outstanding(actor: Actor, asOf?: string): Promise<string> {
  const query = { by: 'creditor', sort: 'name', asOf: asOf === undefined ? undefined : day(asOf) } as const
  const { totals } = unwrap(await agedBalance(app, actor, query))
  return totals.map(total => toDecimal(money(total.total, total.currency))).join(' ')
}

test('a dry run says exactly what the import then does, and keeps nothing', async () => {
  const actor = await house('dry')
  const file = list(...LINES, 'F0;C0;Client 0;01/10/2026;31/10/2026;100,00;100,00', 'X;;;;;1,00;1,00')
  const dry = unwrap(await importFile(app, actor, file))
  expect([dry.state, await outstanding(actor)]).toEqual(['planned', ''])
  expect(dry.counts).toEqual({ rows: 12, created: 10, changed: 0, cleared: 0, ignored: 1, errors: 1 })
  expect(dry.totals).toMatchObject([{ before: { amount: '0.00' }, after: { amount: '1000.00' } }])
  const done = unwrap(await applyImport(app, actor, dry.id, { confirm: [], mapping: null }))
  expect([done.state, done.report.counts, await outstanding(actor)]).toEqual(['applied', dry.counts, '1000.00'])
  const twice = await applyImport(app, actor, dry.id, { confirm: [], mapping: null })
  expect(twice.ok ? null : twice.refusal.code).toBe('already-applied')
})

test('rows in error come back with their columns and « motif », are mended and come in', async () => {
  const actor = await house('errors')
  const wrong = [
    'E1;C1;Dupont;31/02/2026;31/10/2026;100,00;100,00',
    'E2;C1;Dupont;01/10/2026;;-50,00;-50,00',
    'E3;C1;Dupont;01/10/2026;31/10/2026;cent;100,00',
    'E4;;;01/10/2026;31/10/2026;100,00;100,00',
    'E5;C1;Dupont;01/10/2026;31/10/2026;100,00;150,00',
    'E6;C1;Dupont;01/10/2026;;100,00;100,00',
  ]
  const first = unwrap(await importFile(app, actor, list(...wrong), apply))
  expect([first.state, first.counts]).toMatchObject(['applied', { rows: 6, created: 1, errors: 5 }])
  const { errors } = unwrap(await readImport(app, actor, first.id))
  expect(errors.map(error => [error.row, error.code])).toEqual([
    [2, 'date-unreadable'],
    [4, 'amount-unreadable'],
    [5, 'customer-unknown'],
    [6, 'open-out-of-range'],
    [7, 'due-date-missing'],
  ])
  expect(errors[0]?.message).toBe(
    'Date de facture « 31/02/2026 » : date illisible ou impossible ; écrivez une date qui existe, par exemple 31/03/2026',
  )
  const csv = unwrap(await exportErrors(app, actor, first.id, 'csv'))
  const text = new TextDecoder().decode(csv.bytes)
  expect(text).toContain(`${HEADERS};motif`)
  const mended = text
    .replace('31/02/2026', '28/02/2026')
    .replace('cent', '100,00')
    .replace('E4;;;', 'E4;C4;Durand;')
    .replace('150,00', '15,00')
    .replace('01/10/2026;;100', '01/10/2026;31/10/2026;100')
  const back = { name: csv.name, bytes: new TextEncoder().encode(mended) }
  const second = unwrap(await importFile(app, actor, back, apply))
  expect([second.state, second.counts.created, second.counts.errors]).toEqual(['applied', 5, 0])
  expect(await outstanding(actor)).toBe('365.00')
})

test('customers without a code are known by their name until a list gives one', async () => {
  const actor = await house('names')
  const text = (...rows: readonly string[]) => ({
    name: 'factures.csv',
    bytes: new TextEncoder().encode(['Numéro;Client;Date de facture;Échéance;Montant TTC', ...rows].join('\n')),
  })
  const rows = ['N1;Dupont SARL;01/10/2026;31/10/2026;100,00', 'N2;DUPONT S.A.R.L.;01/10/2026;31/10/2026;50,00']
  const first = text(...rows, 'N3;Petit & Cie;01/10/2026;31/10/2026;10,00')
  const dry = unwrap(await importFile(app, actor, first))
  const done = unwrap(await importFile(app, actor, first, apply))
  expect([done.counts, done.totals]).toEqual([dry.counts, dry.totals])
  expect(done.counts).toMatchObject({ created: 3, errors: 0 })
  const coded = list('N4;C7;Dupont SARL;01/10/2026;31/10/2026;1,00;1,00')
  expect(unwrap(await importFile(app, actor, coded, apply)).counts).toMatchObject({ created: 1, errors: 0 })
  const customers = new TextEncoder().encode('Code client;Client;SIREN\nC7;Dupont SARL;732829320')
  await importFile(app, actor, { name: 'clients.csv', bytes: customers }, apply)
  expect(unwrap(await importFile(app, actor, first, apply)).counts).toMatchObject({ ignored: 3, errors: 0 })
  const { rows: aged } = unwrap(await agedBalance(app, actor, { by: 'customer', sort: 'name' }))
  expect(aged.map(({ name, ref, total }) => [name, ref, total])).toEqual([
    ['Dupont SARL', 'C7', 15_100n],
    ['Petit & Cie', 'Petit & Cie', 1000n],
  ])
})

test('the file of errors as a workbook is read as it is', async () => {
  const actor = await house('xlsx')
  const bad = 'A1;C1;Dupont;01/10/2026;31/10/2026;-82,80;-90,00'
  const first = unwrap(await importFile(app, actor, list(bad), apply))
  const xlsx = unwrap(await exportErrors(app, actor, first.id, 'xlsx'))
  const again = unwrap(await importFile(app, actor, xlsx, apply))
  expect(unwrap(await readImport(app, actor, again.id)).errors.map(error => error.code)).toEqual(['open-out-of-range'])
  const once = unwrap(await exportErrors(app, actor, again.id, 'csv'))
  expect(new TextDecoder().decode(once.bytes).match(/motif/g)).toHaveLength(1)
})

test('an invoice of another amount is refused, never rewritten; a settlement moves what is open, either way', async () => {
  const actor = await house('moves')
  const row = (open: string, amount = '100,00') =>
    list(`F1;C1;Dupont;01/10/2026;31/10/2026;${amount};${open}`, ...LINES.slice(2), LINES[0] ?? '')
  await importFile(app, actor, row('100,00'), apply)
  const changed = unwrap(await importFile(app, actor, row('90,00', '90,00'), apply))
  expect(changed.counts).toMatchObject({ errors: 1, ignored: 9 })
  expect(unwrap(await importFile(app, actor, row('40,00'), apply)).counts).toMatchObject({ changed: 1 })
  expect(await outstanding(actor)).toBe('940.00')
  expect(unwrap(await importFile(app, actor, row('70,00'), apply)).counts).toMatchObject({ changed: 1 })
  expect(await outstanding(actor)).toBe('970.00')
  const torn = [...LINES, 'F1;C1;Client 1;01/10/2026;31/10/2026;100,00;10,00']
  const twice = unwrap(await importFile(app, actor, list(...torn), apply))
  expect(unwrap(await readImport(app, actor, twice.id)).errors.map(error => error.code)).toEqual(['number-twice'])
})

test('a complete list settles what it no longer names, and stops when that is too much', async () => {
  const actor = await house('stock')
  await importFile(app, actor, list(...LINES), apply)
  const two = unwrap(await importFile(app, actor, list(...LINES.slice(2)), { ...apply, mode: 'stock' }))
  expect([two.state, two.counts.cleared, two.alarms]).toEqual(['applied', 2, []])
  expect(await outstanding(actor)).toBe('800.00')
  expect(await outstanding(actor, '2026-11-20')).toBe('1000.00')
  const half = unwrap(await importFile(app, actor, list(...LINES.slice(6)), { ...apply, mode: 'stock' }))
  expect([half.state, half.counts.cleared, half.alarms.map(alarm => alarm.code)]).toEqual([
    'to-confirm',
    4,
    ['clears-much'],
  ])
  expect(await outstanding(actor)).toBe('800.00')
  const refused = await applyImport(app, actor, half.id, { confirm: [], mapping: null })
  expect(refused.ok ? null : refused.refusal.code).toBe('to-confirm')
  const done = unwrap(await applyImport(app, actor, half.id, { confirm: ['clears-much'], mapping: null }))
  expect([done.state, await outstanding(actor)]).toEqual(['applied', '400.00'])
})

test('a row in error is not taken for an absent invoice', async () => {
  const actor = await house('stock with errors')
  await importFile(app, actor, list(...LINES), apply)
  const rows = LINES.map(line => (line.startsWith('F3') ? line.replace('01/10', '99/10') : line))
  const options = { ...apply, mode: 'stock', confirm: ['stock-with-errors'] } as const
  const done = unwrap(await importFile(app, actor, list(...rows), options))
  expect([done.state, done.counts.cleared, done.counts.errors]).toEqual(['applied', 0, 1])
})

const of = (creditor: string, line: string) => `${creditor};${line}`
const listOf = (...rows: readonly string[]) => ({
  name: 'f.csv',
  bytes: new TextEncoder().encode([`Créancier;${HEADERS}`, ...rows].join('\n')),
})

test('a row of an unknown creditor in a complete list settles nothing of the others', async () => {
  const actor = await house('two creditors')
  unwrap(await addCreditor(app, actor, { code: 'OTHER', name: 'Autre SARL', country: 'FR' }))
  const both = [
    ...LINES.slice(0, 5).map(line => of('VAUBRISE', line)),
    ...LINES.slice(5).map(line => of('OTHER', line)),
  ]
  expect(unwrap(await importFile(app, actor, listOf(...both), apply)).counts.created).toBe(10)
  const unnamed = await importFile(app, actor, list(...LINES), apply)
  expect(unnamed.ok ? null : unnamed.refusal.code).toBe('creditor-needed')
  const rows = [...both.slice(0, 5), of('Inconnu', LINES[9] ?? '')]
  const options = { ...apply, mode: 'stock', confirm: ['stock-with-errors'] } as const
  const done = unwrap(await importFile(app, actor, listOf(...rows), options))
  expect([done.state, done.counts.cleared, done.counts.errors]).toEqual(['applied', 0, 1])
  expect(done.totals).toMatchObject([{ before: { amount: '500.00' }, after: { amount: '500.00' } }])
})

const CUSTOMERS = 'Code client;Nom;Type;Adresse;Ville;IBAN client;E-mail'
const customers = (...rows: readonly string[]) => ({
  name: 'clients.csv',
  bytes: new TextEncoder().encode([CUSTOMERS, ...rows].join('\n')),
})

const firms = (street: string, iban: string) =>
  Array.from({ length: 10 }, (_, n) => `C${n};Client ${n};Société;${n} ${street};Lille;${iban};c${n}@c.example`)

test('many changed addresses or bank accounts stop for confirmation', async () => {
  const actor = await house('addresses')
  const [one, two] = ['FR7699999000010001020304024', 'BE04999102030431']
  expect(unwrap(await importFile(app, actor, customers(...firms('rue A', one)), apply))).toMatchObject({
    state: 'applied',
    content: 'customers',
    counts: { created: 10 },
  })
  const moved = unwrap(await importFile(app, actor, customers(...firms('rue B', two)), apply))
  expect([moved.state, moved.alarms.map(alarm => alarm.code)]).toEqual([
    'to-confirm',
    ['accounts-changed', 'addresses-changed'],
  ])
  const same = unwrap(await importFile(app, actor, customers(...firms('rue A', one)), apply))
  expect(same.counts).toMatchObject({ ignored: 10, changed: 0 })
})

test('a stopped import keeps nothing, and can be applied again', async () => {
  const actor = await house('stopped')
  const rows = Array.from({ length: 12_000 }, (_, n) => `S${n};C1;Dupont;01/10/2026;31/10/2026;1,00;1,00`)
  const running = importFile(app, actor, list(...rows), apply)
  let id: ImportId | null = null
  while (id === null) {
    const { rows: found } = await db.inTenant(actor.tenant, tx =>
      sql<{ id: ImportId; done: number }>`
        select import_id id, (report #>> '{counts,rows}')::int done from import_run where state = 'running'`.execute(
        tx,
      ),
    )
    if ((found[0]?.done ?? 0) > 0) id = found[0]?.id ?? null
  }
  unwrap(await stopImport(app, actor, id))
  const stopped = unwrap(await running)
  expect([stopped.state, await outstanding(actor)]).toEqual(['stopped', ''])
  const counted = await db.inTenant(actor.tenant, tx =>
    sql<{ n: number }>`select (select count(*) from invoice) + (select count(*) from customer) as n`.execute(tx),
  )
  expect(Number(counted.rows[0]?.n)).toBe(0)
  const done = unwrap(await applyImport(app, actor, id, { confirm: [], mapping: null }))
  expect(done.state).toBe('running')
})

test('columns corrected by a person are remembered for files of the same shape', async () => {
  const actor = await house('mapping')
  const bytes = new TextEncoder().encode('Pce;Tiers cpt;Qui;Jour;Ech;Mt;\nM1;C1;Dupont;01/10/2026;31/10/2026;12,00;\n')
  const file = { name: 'x.csv', bytes }
  const unread = await importFile(app, actor, file, apply)
  expect(unread.ok ? null : unread.refusal.code).toBe('file-refused')
  const mapping = {
    Pce: 'number',
    'Tiers cpt': 'customerCode',
    Qui: 'customerName',
    Jour: 'issueDate',
    Ech: 'dueDate',
    Mt: 'gross',
  }
  expect(unwrap(await importFile(app, actor, file, { ...apply, mapping })).counts.created).toBe(1)
  expect(unwrap(await importFile(app, actor, file, apply)).counts.ignored).toBe(1)
  const nonsense = await importFile(app, actor, file, { mapping: { Pce: 'colour' } })
  expect(nonsense.ok ? null : nonsense.refusal.code).toBe('mapping-not-valid')
})

test('e-invoices come in a zip: new ones make customer and invoice, a minimum profile takes the terms or is refused', async () => {
  const names = ['05-FA-2026-00387.pdf', '05-FA-2026-00499.pdf', '05-AV-2026-00034.pdf', '06-C2026-00007.xml']
  const entries = Object.fromEntries(names.map(name => [name, new Uint8Array(readFileSync(join(PORTFOLIO, name)))]))
  const file = {
    name: 'documents.zip',
    bytes: zipSync({ ...entries, 'note.xml': strToU8('<a/>'), 'liste.csv': strToU8('a;b') }),
  }
  const strict = await house('zip without terms')
  const refused = unwrap(await importFile(app, strict, file, apply))
  expect(unwrap(await readImport(app, strict, refused.id)).errors.map(error => error.code)).toEqual([
    'due-date-missing',
    'seller-unknown',
    'xml-unknown',
  ])
  const actor = await house('zip with terms', 30)
  const done = unwrap(await importFile(app, actor, file, apply))
  expect(done).toMatchObject({ content: 'documents', state: 'applied', counts: { rows: 5, created: 3, errors: 2 } })
  expect(done.warnings).toContainEqual(expect.objectContaining({ code: 'entry-ignored', where: 'liste.csv' }))
  const { rows } = await db.inTenant(actor.tenant, tx =>
    sql`select number, kind, amount, due_origin, document_sha256 is not null kept from invoice order by number`.execute(
      tx,
    ),
  )
  expect(rows).toMatchObject([
    { number: 'AV-2026-00034', kind: 'credit-note', amount: -8280n, kept: true },
    { number: 'FA-2026-00387', kind: 'invoice', amount: 231336n, due_origin: 'terms', kept: true },
    { number: 'FA-2026-00499', kind: 'invoice', due_origin: 'document', kept: true },
  ])
  expect(unwrap(await importFile(app, actor, file, apply)).counts).toMatchObject({ ignored: 3, created: 0, changed: 0 })
})

test('each customer touched has one entry in an unbroken journal, and another tenant sees nothing', async () => {
  const actor = await house('journal')
  const stranger = await house('stranger')
  const done = unwrap(await importFile(app, actor, list(...LINES), apply))
  const entries = await db.inTenant(actor.tenant, async tx => {
    expect((await verifyJournal(tx, actor.tenant)).ok).toBe(true)
    const { rows } = await sql<{ kind: string; data: Record<string, unknown> }>`
      select kind, data from journal where kind in ('invoices-imported', 'import-applied') order by seq`.execute(tx)
    return rows
  })
  expect(entries.map(entry => entry.kind)).toEqual([...LINES.map(() => 'invoices-imported'), 'import-applied'])
  expect(entries[0]?.data).toEqual({
    import: done.id, created: 1, changed: 0, settled: 0, numbers: ['F0'], moved: ['100.00 EUR'],
  }) // prettier-ignore
  const unread = await readImport(app, stranger, done.id)
  expect(unread.ok ? null : unread.refusal.code).toBe('not-found')
  expect(await outstanding(stranger)).toBe('')
  const own = unwrap(await importFile(app, stranger, list(...LINES), apply))
  expect(own.counts.created).toBe(10)
})
