import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { addCreditor, foundSegments } from '#modules/parties/index.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { startWorker } from '#platform/jobs.ts'
import type { ImportId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import { testApp } from '#test/app.ts'
import { actorOn } from '#test/portfolio.ts'
import { freshDatabase, newTenant } from '#test/support.ts'
import { startImport, stopImport } from './import.ts'
import { readImport } from './import-read.ts'
import { jobs } from './jobs.ts'

const ROWS = 16_000
const OPTIONS = { creditor: null, mode: 'delta', apply: true, confirm: [], mapping: null } as const

let db: Database
let app: App
let actor: Actor

beforeAll(async () => {
  db = await freshDatabase()
  app = testApp(db)
  actor = await firm('Large')
})
afterAll(() => db.close())

/** Somebody of a firm of its own, with one creditor. */
async function firm(name: string): Promise<Actor> {
  const by = actorOn(await newTenant(db, name), '2026-11-21')
  await db.inTenant(by.tenant, tx => foundSegments(tx, by.tenant))
  unwrap(await addCreditor(app, by, { code: 'FR', name: 'Vaubrise', country: 'FR' }))
  return by
}

function largeList() {
  const header = 'N° facture;Code client;Client;Date de facture;Échéance;Montant TTC;Reste dû'
  const row = (n: number): string => `F-${n};C-${n % 500};Établissements ${n % 500};01/10/2026;31/10/2026;100,00;100,00`
  return {
    name: 'grand.csv',
    bytes: Buffer.from([header, ...Array.from({ length: ROWS }, (_, n) => row(n))].join('\n')),
  }
}

async function ended(id: ImportId, by = actor) {
  for (;;) {
    const run = unwrap(await readImport(app, by, id))
    if (run.state !== 'running') return run
    await sleep(50)
  }
}

test('a large file is left to the worker: the same figures; one that was stopped before is left alone', async () => {
  const stopped = unwrap(await startImport(app, actor, largeList(), OPTIONS))
  unwrap(await stopImport(app, actor, stopped.id))
  const left = unwrap(await startImport(app, actor, largeList(), OPTIONS))
  expect(left.state).toBe('running')
  const worker = await startWorker(app, jobs)
  try {
    expect(await ended(left.id)).toMatchObject({ state: 'applied', counts: { rows: ROWS, created: ROWS, errors: 0 } })
    expect(await ended(stopped.id)).toMatchObject({ state: 'stopped', counts: { created: 0 } })
  } finally {
    await worker.stop()
  }
}, 120_000)

const KILLED_IMPORT = `
  import { importFile } from '#modules/receivables/import.ts'
  import { systemClock } from '#platform/clock.ts'
  import { connectDatabase } from '#platform/db/database.ts'
  import { silentLog } from '#platform/log.ts'
  const { owner, actor, name, text } = JSON.parse(await new Response(process.stdin).text())
  const db = connectDatabase(owner, 4, silentLog)
  const app = { config: {}, db, clock: systemClock, log: silentLog }
  await importFile(app, actor, { name, bytes: Buffer.from(text) }, { apply: true })`

test('an import killed with -9 while somebody waits for it is ended by the worker, once', async () => {
  const there = await firm('Killed')
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', KILLED_IMPORT], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const file = largeList()
  child.stdin.end(JSON.stringify({ owner: db.owner, actor: there, name: file.name, text: String(file.bytes) }))
  const stands = async () => {
    const { rows } = await db.inTenant(there.tenant, tx =>
      sql<{ id: ImportId; read: number }>`
        select import_id id, (report->'counts'->>'rows')::int "read" from import_run`.execute(tx),
    )
    return rows[0]
  }
  await vi.waitUntil(async () => ((await stands())?.read ?? 0) > 0, { timeout: 60_000, interval: 20 })
  child.kill('SIGKILL')
  await once(child, 'exit')
  const id = (await stands())?.id as ImportId
  expect(unwrap(await readImport(app, there, id))).toMatchObject({ state: 'running' })
  await tenMinutesLater()
  const worker = await startWorker(app, jobs)
  try {
    expect(await ended(id, there)).toMatchObject({ state: 'applied', counts: { created: ROWS, errors: 0 } })
  } finally {
    await worker.stop()
  }
}, 180_000)

/** What waits for its time may start. */
async function tenMinutesLater(): Promise<void> {
  const owner = new Client(db.owner)
  await owner.connect()
  await owner.query(`update pgboss.job set start_after = start_after - interval '10 minutes' where state = 'created'`)
  await owner.end()
}
