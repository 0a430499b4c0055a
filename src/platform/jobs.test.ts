import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { PgBoss } from 'pg-boss'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { TenantId } from '#kernel/id.ts'
import { testApp } from '#test/app.ts'
import { freshDatabase, newTenant } from '#test/support.ts'
import type { Actor, App } from './app.ts'
import type { Database } from './db/database.ts'
import { enqueue, jobHandler, queueDepth, startWorker, type JobHandler, type JobPayload } from './jobs.ts'
import { createLog } from './log.ts'

let db: Database
let app: App

beforeAll(async () => {
  db = await freshDatabase()
  app = testApp(db)
})
afterAll(() => db.close())

/** Waits for what must come; how soon is for the bench. */
function until(met: () => boolean | Promise<boolean>): Promise<boolean> {
  return vi.waitUntil(met, { timeout: 45_000, interval: 50 })
}

/** A handler that notes what it was given. */
function noting(): { seen: { actor: Actor; payload: JobPayload }[]; handler: JobHandler } {
  const seen: { actor: Actor; payload: JobPayload }[] = []
  return { seen, handler: async (_app, actor, payload) => void seen.push({ actor, payload }) }
}

async function depth(tenant: TenantId, queue: string): Promise<number> {
  const depths = await db.inTenant(tenant, tx => queueDepth(tx, tenant))
  return depths.find(found => found.queue === queue)?.waiting ?? 0
}

test('a job exists when its transaction commits, and not when it rolls back', async () => {
  const tenant = await newTenant(db)
  const failing = db.inTenant(tenant, async tx => {
    await enqueue(tx, 'import-file', [{ file: 'a' }])
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await depth(tenant, 'import-file')).toBe(0)
  expect(await db.inTenant(tenant, tx => enqueue(tx, 'import-file', [{ file: 'a' }, { file: 'b' }]))).toBe(2)
  expect(await depth(tenant, 'import-file')).toBe(2)
})

test('a queue with `once` does not queue the same payload twice, other queues and tenants do', async () => {
  const [one, two] = [await newTenant(db), await newTenant(db)]
  const look = (tenant: TenantId): Promise<number> =>
    db.inTenant(tenant, tx => enqueue(tx, 'look-again', [{ customers: ['x'] }, { customers: ['y'] }]))
  expect(await look(one)).toBe(2)
  expect(await look(one)).toBe(0)
  expect(await look(two)).toBe(2)
})

test('without a tenant there is no job', async () => {
  await expect(db.shared(tx => enqueue(tx, 'run-day', [{ day: '2026-01-02' }]))).rejects.toThrow(
    /app\.tenant|type uuid: ""/,
  )
})

test('the tables are those pg-boss expects', async () => {
  const boss = new PgBoss({ ...(db.owner as object), migrate: false, schedule: false, supervise: false })
  await boss.start()
  const drift = await boss.detectSchemaDrift()
  await boss.stop()
  expect(drift).toMatchObject({ ok: true, missingTables: [], missing: [], mismatchedFunctions: [] })
})

test('the worker hands each job to its handler, in its tenant, after the commit', async () => {
  const tenant = await newTenant(db)
  const { seen, handler } = noting()
  const worker = await startWorker(app, { 'send-messages': handler })
  await db.inTenant(tenant, tx => enqueue(tx, 'send-messages', [{ n: 1 }]))
  await until(() => seen.length === 1)
  expect(seen[0]).toMatchObject({
    actor: { tenant, user: null, role: 'administrator', via: 'worker' },
    payload: { n: 1 },
  })
  const many = Array.from({ length: 40 }, (_, n) => ({ n: n + 2 }))
  await db.inTenant(tenant, tx => enqueue(tx, 'send-messages', many))
  await until(() => seen.length === 41)
  await until(async () => (await depth(tenant, 'send-messages')) === 0)
  await worker.stop()
})

test('a job that fails is tried again, and the queue keeps no word of the error', async () => {
  const tenant = await newTenant(db)
  const lines: string[] = []
  let tries = 0
  const failsOnce = jobHandler(z.object({ day: z.string() }), async (_app, _actor, { day }) => {
    tries += 1
    if (tries === 1) throw new Error(`Madame Dupont was wrong on ${day}`)
  })
  const worker = await startWorker(
    { ...app, log: createLog('warn', line => lines.push(line)) },
    { 'run-day': failsOnce },
  )
  await db.inTenant(tenant, tx => enqueue(tx, 'run-day', [{ day: '2026-01-02' }]))
  await until(() => tries === 2)
  await worker.stop()
  expect(lines.join()).toContain('job-failed')
  const owner = new Client(db.owner)
  await owner.connect()
  const { rows } = await owner.query(`select output::text from pgboss.job where name = 'run-day'`)
  await owner.end()
  expect(JSON.stringify(rows)).not.toContain('Dupont')
})

test('a job does not start before its time', async () => {
  const tenant = await newTenant(db)
  const { seen, handler } = noting()
  await db.inTenant(tenant, tx => enqueue(tx, 'run-day', [{ day: '2026-01-03' }], { afterSeconds: 3600 }))
  const worker = await startWorker(app, { 'run-day': handler })
  await sleep(1500)
  await worker.stop()
  expect(seen).toEqual([])
})

const KILLED_WORKER = `
  import { connectDatabase } from '#platform/db/database.ts'
  import { systemClock } from '#platform/clock.ts'
  import { startWorker } from '#platform/jobs.ts'
  import { silentLog as log } from '#platform/log.ts'
  const db = connectDatabase(JSON.parse(process.env.OWNER), 2)
  await startWorker({ config: {}, db, clock: systemClock, log }, {
    'import-file': () => { console.log('begun'); return new Promise(() => {}) },
  })`

test('the job of a worker killed with -9 runs again', async () => {
  const tenant = await newTenant(db)
  const owner = new Client(db.owner)
  await owner.connect()
  await owner.query(`delete from pgboss.job`)
  await owner.end()
  await db.inTenant(tenant, tx => enqueue(tx, 'import-file', [{ file: 'killed' }]))
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', KILLED_WORKER], {
    env: { ...process.env, OWNER: JSON.stringify(db.owner) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  const killed = performance.now()
  const { seen, handler } = noting()
  const worker = await startWorker(app, { 'import-file': handler })
  await until(() => seen.length > 0)
  const seconds = (performance.now() - killed) / 1000
  await worker.stop()
  process.stderr.write(`jobs: run again ${Math.round(seconds)} s after kill -9\n`)
  expect(seen[0]?.payload).toEqual({ file: 'killed' })
})

test('many jobs at once cost little: 20,000 in one call', async () => {
  const tenant = await newTenant(db)
  const many = Array.from({ length: 20_000 }, (_, n) => ({ n }))
  const started = performance.now()
  expect(await db.inTenant(tenant, tx => enqueue(tx, 'send-messages', many))).toBe(20_000)
  const seconds = (performance.now() - started) / 1000
  process.stderr.write(`jobs: ${Math.round(20_000 / seconds)} queued/s\n`)
})
