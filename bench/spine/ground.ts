import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { foundScenarios } from '#modules/dunning/index.ts'
import { addCreditor, foundSegments } from '#modules/parties/index.ts'
import type { Actor, App } from '#platform/app.ts'
import { systemClock } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { destroyCluster } from '#platform/db/cluster.ts'
import { connectDatabase, openDatabase } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { silentLog } from '#platform/log.ts'
import { folderTransport } from '#platform/mail/folder.ts'
import { day } from '#kernel/day.ts'
import type { CreditorId, TenantId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'

/** The day of every bench: a Wednesday that is no holiday in France or Belgium. */
export const TODAY = day('2026-11-18')

/** One line of the table: a claim, what we take, what plain SQL takes for the same work, and what was promised. */
export type Figure = {
  readonly claim: string
  readonly ours: string
  readonly plain: string
  readonly ratio: string
  readonly target: string
  readonly met: boolean | null
}

/** A durable embedded cluster of the bench's own, the application over it, and the superuser beside it. */
export type Ground = {
  readonly app: App
  /** Sees every row and passes by row-level security: what the plain SQL runs as. */
  readonly superuser: Client
  close(): Promise<void>
}

/**
 * Makes the cluster in the system's temporary folder, with fsync on and the schema of today; `close` removes it.
 * `settings` hold for every connection of the application.
 */
export async function openGround(settings: readonly string[] = []): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'quittance-bench-'))
  const config = unwrap(readConfig({ QUITTANCE_DATA: folder, LOG_LEVEL: 'error' }))
  const made = unwrap(await openDatabase(config))
  const superuser = new Client({ ...made.owner, user: 'postgres', options: '-c jit=off' })
  await superuser.connect()
  for (const setting of settings) await superuser.query(`alter database quittance ${setting}`)
  // A pool without connections yet, so that the settings and whoever listens to it miss none.
  const db = connectDatabase(made.owner, config.poolSize)
  const app = { config, db, clock: systemClock, log: silentLog, mail: folderTransport(join(folder, 'mail')) }
  const close = async (): Promise<void> => {
    await superuser.end()
    await db.close()
    await made.close()
    await destroyCluster(folder)
  }
  return { app, superuser, close }
}

/** A tenant with its segments, its scenarios and one creditor, and who acts for it today. */
export async function newHouse({ app }: Ground, name: string): Promise<{ actor: Actor; creditor: CreditorId }> {
  const tenant = newId<'tenant'>() as TenantId
  await app.db.shared(tx => tx.insertInto('tenant').values({ tenant_id: tenant, name, country: 'FR' }).execute())
  const actor: Actor = { tenant, user: null, role: 'administrator', via: 'cli', today: TODAY }
  await app.db.inTenant(tenant, async tx => foundScenarios(tx, tenant, await foundSegments(tx, tenant)))
  const creditor = unwrap(await addCreditor(app, actor, { code: 'OWN', name: 'Ateliers du Banc', country: 'FR' }))
  return { actor, creditor: creditor.id }
}

/** Milliseconds that some work takes. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now()
  const value = await work()
  return { ms: performance.now() - start, value }
}

/** The middle one of several measures. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The longest this program's memory has been, in MB, since it began. */
export function peakMegabytes(): number {
  return process.resourceUsage().maxRSS / 1024
}

/** Milliseconds as a table shows them. */
export function showMs(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(2)} s`
}
