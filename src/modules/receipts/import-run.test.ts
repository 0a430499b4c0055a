import { zipSync } from 'fflate'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { InvoiceId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { startWorker } from '#platform/jobs.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { checkLedger } from '#test/receipts-ledger.ts'
import { freshDatabase } from '#test/support.ts'
import { importAndMatch, readImport, resumeImport, startImport, stopImport } from './import-run.ts'
import { jobs } from './jobs.ts'
import type { StatementImportId } from './model.ts'
import { readReceiptRules, saveReceiptRules } from './rules.ts'
import { statementFile, type Movement } from './statement-testing.ts'

let db: Database
let app: App
beforeAll(async () => {
  db = await freshDatabase()
  app = testApp(db)
})
afterAll(() => db.close())

const movement = (cents: bigint, remittance: string, more: Partial<Movement> = {}): Movement => {
  return { on: '2026-03-05', cents, remittance, name: null, iban: null, endToEnd: null, returned: null, ...more }
}

/** A house of so many invoices, and a month of the bank that pays all but the last, and takes the first back. */
async function month(name: string, count = 12) {
  const house = await furnishedTenant(db, name)
  const customer = await addCustomer(db, house, { name: 'Menuiserie Lambert' })
  const invoices: InvoiceId[] = []
  const movements: Movement[] = []
  for (let n = 0; n < count; n += 1) {
    const number = `FA-2026-${String(10_000 + n)}`
    const cents = BigInt(10_000 + 37 * n)
    invoices.push(await addInvoice(db, house, customer, { number, issueOn: '2026-01-20', dueOn: '2026-02-20', cents }))
    if (n < count - 1) movements.push(movement(cents, number, { endToEnd: `E-${n}` }))
  }
  movements.push(movement(-10_000n, 'REJET', { on: '2026-03-09', endToEnd: 'E-0', returned: 'AM04' }))
  return { ...house, invoices, file: { name: 'mars.xml', bytes: statementFile(movements) } }
}

async function opens(actor: Actor): Promise<string> {
  const { rows } = await db.inTenant(actor.tenant, tx =>
    sql<{ said: string }>`select string_agg(number || ' ' || open, ', ' order by number) said from invoice`.execute(tx),
  )
  return rows[0]?.said ?? ''
}

async function lastImport(actor: Actor): Promise<StatementImportId> {
  const { rows } = await db.inTenant(actor.tenant, tx =>
    sql<{ id: StatementImportId }>`select import_id id from statement_import order by started_at desc`.execute(tx),
  )
  return rows[0]?.id as StatementImportId
}

/** The worker's word that it may go on, taken back after so many questions: every transaction asks once. */
function killedAfter(questions: number): () => boolean {
  let asked = 0
  return () => {
    asked += 1
    return asked <= questions
  }
}

test('killed at any point and gone on with, the ledger and the report are those of a run in one go', async () => {
  const whole = await month('In one go')
  const actor = actorOn(whole.tenant, '2026-03-10')
  const done = unwrap(await importAndMatch(app, actor, whole.file, 'certain'))
  expect(done).toMatchObject({ state: 'done', stage: 'finished', report: { fresh: 12, applied: 11, returned: 1 } })
  const wanted = await opens(actor)
  for (let questions = 0; ; questions += 1) {
    const made = await month(`Killed after ${questions}`)
    const by = actorOn(made.tenant, '2026-03-10')
    await startImport(app, by, { ...made.file, bytes: padded(made.file.bytes) }, 'certain')
    const id = await lastImport(by)
    const alive = killedAfter(questions)
    const killed = await resumeImport(app, by, id, { alive }).then(
      () => false,
      () => true,
    )
    if (killed) expect(unwrap(await readImport(app, by, id)).state).toBe('running')
    const resumed = unwrap(await resumeImport(app, by, id))
    expect(resumed.report, `killed after ${questions}`).toMatchObject({ fresh: 12, applied: 11, returned: 1 })
    expect(await opens(by)).toBe(wanted)
    expect(await checkLedger(db, made.tenant)).toEqual([])
    if (!killed) return expect(questions).toBeGreaterThan(3)
  }
})

// Above what is answered at once, without saying anything more.
function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder().decode(bytes)
  return new TextEncoder().encode(text.replace('<GrpHdr>', `${' '.repeat(1024 * 1024)}<GrpHdr>`))
}

test('a large file is answered at once and taken in by the worker', async () => {
  const made = await month('Worker')
  const actor = actorOn(made.tenant, '2026-03-10')
  const begun = unwrap(await startImport(app, actor, { ...made.file, bytes: padded(made.file.bytes) }, 'certain'))
  expect(begun).toMatchObject({ state: 'running', stage: 'reading', report: { fresh: 0 } })
  const worker = await startWorker(app, jobs)
  try {
    await expect
      .poll(async () => unwrap(await readImport(app, actor, begun.id)).state, { timeout: 45_000 })
      .toBe('done')
  } finally {
    await worker.stop()
  }
  expect(unwrap(await readImport(app, actor, begun.id))).toMatchObject({ state: 'done', report: { applied: 11 } })
})

test('a small file leaves a job too, should the program be killed: ten minutes later it finds nothing to do', async () => {
  const made = await month('Watched')
  const actor = actorOn(made.tenant, '2026-03-10')
  const done = unwrap(await importAndMatch(app, actor, made.file, 'certain'))
  const owner = new Client(db.owner)
  await owner.connect()
  const mine = `name = 'import-statement' and data->'payload'->>'import' = '${done.id}'`
  const waiting = `${mine} and state = 'created' and start_after > now() + interval '9 minutes'`
  const later = `update pgboss.job set start_after = start_after - interval '10 minutes' where ${waiting}`
  const moved = await owner.query(later)
  const worker = await startWorker(app, jobs)
  const left = `select 1 from pgboss.job where ${mine} and state <> 'completed'`
  await vi.waitUntil(async () => (await owner.query(left)).rowCount === 0, { timeout: 45_000 })
  await worker.stop()
  await owner.end()
  expect(moved.rowCount).toBe(1)
  expect(unwrap(await readImport(app, actor, done.id))).toEqual(done)
})

test('stopped before it was read, nothing is kept; the same file later brings everything', async () => {
  const made = await month('Stopped')
  const actor = actorOn(made.tenant, '2026-03-10')
  const begun = unwrap(await startImport(app, actor, { ...made.file, bytes: padded(made.file.bytes) }, 'certain'))
  expect(unwrap(await stopImport(app, actor, begun.id)).state).toBe('stopped')
  expect(unwrap(await resumeImport(app, actor, begun.id))).toMatchObject({ state: 'stopped', report: { fresh: 0 } })
  expect(unwrap(await importAndMatch(app, actor, made.file, 'certain')).report).toMatchObject({
    fresh: 12,
    applied: 11,
  })
  expect(unwrap(await stopImport(app, actor, await lastImport(actor))).state).toBe('done')
})

test('a file cut short or without its account leaves nothing but the word why', async () => {
  const made = await month('Refused')
  const actor = actorOn(made.tenant, '2026-03-10')
  const cut = { name: 'coupe.xml', bytes: padded(made.file.bytes).slice(0, -400) }
  const begun = unwrap(await startImport(app, actor, cut, 'certain'))
  await resumeImport(app, actor, begun.id)
  const ended = unwrap(await readImport(app, actor, begun.id))
  expect(ended).toMatchObject({ state: 'refused', stage: 'reading', report: { refusal: { code: 'file-refused' } } })
  expect(await importAndMatch(app, actor, { ...cut, name: 'coupe.xml' }, 'certain')).toMatchObject({
    refusal: { code: 'file-refused', message: expect.stringContaining('cut short'), data: { code: 'xml-malformed' } },
  })
  const lines = await db.inTenant(made.tenant, tx => sql`select from bank_line`.execute(tx))
  expect(lines.rows).toHaveLength(0)
})

test('a zip of two overlapping files, and what is pending in one and booked in the other, counts once', async () => {
  const made = await furnishedTenant(db, 'Zip')
  const actor = actorOn(made.tenant, '2026-03-10')
  const first = statementFile([movement(5_000n, 'A'), movement(7_000n, 'B')])
  const second = new TextDecoder().decode(statementFile([movement(7_000n, 'B'), movement(9_000n, 'ANNONCE')]))
  const at = second.lastIndexOf('<Sts>BOOK</Sts>')
  const pending = `${second.slice(0, at)}<Sts>PDNG</Sts>${second.slice(at + '<Sts>BOOK</Sts>'.length)}`
  const zip = zipSync({ 'un.xml': first, 'deux.xml': new TextEncoder().encode(pending) })
  const done = unwrap(await importAndMatch(app, actor, { name: 'releves.zip', bytes: new Uint8Array(zip) }, 'nothing'))
  expect(done.report).toMatchObject({ fresh: 2 })
  expect(done.report.warnings.map(warning => warning.code)).toContain('pending-entries')
  const booked = { name: 'c.xml', bytes: statementFile([movement(9_000n, 'ANNONCE, PUIS COMPTABILISÉ')]) }
  expect(unwrap(await importAndMatch(app, actor, booked, 'nothing')).report.fresh).toBe(1)
})

test('a batch booked in one sum and listed in detail counts once, whichever file comes first', async () => {
  const one = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
  const text = new TextDecoder().decode(statementFile([movement(12_000n, 'LOT')]))
  const sum = one(text.replace('<Sts>BOOK</Sts>', '<Sts>BOOK</Sts><AcctSvcrRef>LOT-1</AcctSvcrRef>'))
  const details = [5_000n, 7_000n].map(cents => {
    const amount = `<Amt Ccy="EUR">${cents / 100n}.00</Amt>`
    return `<TxDtls>${amount}<RmtInf><Ustrd>part ${cents}</Ustrd></RmtInf></TxDtls>`
  })
  const listed = one(new TextDecoder().decode(sum).replace(/<TxDtls>.*?<\/TxDtls>/s, details.join('')))
  const waiting = async (actor: Actor): Promise<string> => {
    const { rows } = await db.inTenant(actor.tenant, tx =>
      sql<{ said: string | null }>`select string_agg(amount::text, ' ' order by amount) said from bank_line
        where placed = 0`.execute(tx),
    )
    return rows[0]?.said ?? ''
  }
  for (const [name, files] of [
    ['Sum first', [sum, listed, sum, listed]],
    ['Details first', [listed, sum, listed]],
  ] as const) {
    const made = await furnishedTenant(db, name)
    const actor = actorOn(made.tenant, '2026-03-10')
    for (const bytes of files) unwrap(await importAndMatch(app, actor, { name: 'lot.xml', bytes }, 'nothing'))
    expect(await waiting(actor), name).toBe('5000 7000')
    expect(await checkLedger(db, made.tenant)).toEqual([])
  }
})

test('a creditor may want every proposal looked at, and sets what may be written off', async () => {
  const made = await month('Rules', 3)
  const actor = actorOn(made.tenant, '2026-03-10')
  const strict = { smallDifference: '0.00', bankFee: '5', applyCertain: false }
  expect((await saveReceiptRules(app, actor, made.creditor, strict)).ok).toBe(true)
  expect(unwrap(await readReceiptRules(app, actor)).creditors).toMatchObject([
    { smallDifference: { amount: '0.00' }, bankFee: { amount: '5.00' }, applyCertain: false },
  ])
  expect(unwrap(await importAndMatch(app, actor, made.file, 'certain')).report).toMatchObject({
    verdicts: { certain: 2 },
    applied: 0,
  })
  const short = { name: 'b.xml', bytes: statementFile([movement(10_074n - 60n, 'FA-2026-10002')]) }
  expect(unwrap(await importAndMatch(app, actor, short, 'nothing')).report.verdicts).toMatchObject({
    certain: 2,
    likely: 1,
  })
  await saveReceiptRules(app, actor, made.creditor, { ...strict, smallDifference: '1', applyCertain: true })
  expect(unwrap(await importAndMatch(app, actor, short, 'certain')).report).toMatchObject({ fresh: 0, applied: 3 })
  const wild = { smallDifference: '5000', bankFee: '0', applyCertain: true }
  expect(await saveReceiptRules(app, actor, made.creditor, wild)).toMatchObject({ refusal: { code: 'limit-too-high' } })
})

test('the cash discount of the terms in force is taken off before the due date, and shown among the rules', async () => {
  const made = await month('Discount', 2)
  const actor = actorOn(made.tenant, '2026-02-10')
  const clauses = JSON.stringify({ discount: { kind: 'rate', ppm: 20_000 } })
  await db.inTenant(made.tenant, tx =>
    sql`insert into terms_version (tenant_id, version_id, creditor_id, language, label, state, effective_from, clauses)
      values (${made.tenant}, ${newId()}, ${made.creditor}, 'fr', 'CGV', 'in-force', '2026-01-01', ${clauses}::jsonb)
    `.execute(tx),
  )
  expect(unwrap(await readReceiptRules(app, actor)).creditors).toMatchObject([
    { discounts: [{ ratePpm: 20_000, from: '2026-01-01', to: null, customer: null }] },
  ])
  const early = movement(9_800n, 'FA-2026-10000', { on: '2026-02-10' })
  const late = movement(9_836n, 'FA-2026-10001', { on: '2026-02-20' })
  const bytes = statementFile([early, late])
  const done = unwrap(await importAndMatch(app, actor, { name: 'f.xml', bytes }, 'certain'))
  expect(done.report).toMatchObject({ applied: 1, verdicts: { certain: 1, likely: 1 } })
  expect(await opens(actor)).toBe('FA-2026-10000 0, FA-2026-10001 10037')
})
