import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
  actor = actorOn(await newTenant(db, 'Large'), '2026-11-21')
  await db.inTenant(actor.tenant, tx => foundSegments(tx, actor.tenant))
  unwrap(await addCreditor(app, actor, { code: 'FR', name: 'Vaubrise', country: 'FR' }))
})
afterAll(() => db.close())

function largeList() {
  const header = 'N° facture;Code client;Client;Date de facture;Échéance;Montant TTC;Reste dû'
  const row = (n: number): string => `F-${n};C-${n % 500};Établissements ${n % 500};01/10/2026;31/10/2026;100,00;100,00`
  return {
    name: 'grand.csv',
    bytes: Buffer.from([header, ...Array.from({ length: ROWS }, (_, n) => row(n))].join('\n')),
  }
}

async function ended(id: ImportId) {
  for (;;) {
    const run = unwrap(await readImport(app, actor, id))
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
