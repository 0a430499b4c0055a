import { join } from 'node:path'
import { httpApp, serve, type HttpServer } from '#platform/http/server.ts'
import { listenLive } from '#platform/http/events.ts'
import { loadSite } from '#platform/http/static.ts'
import { enqueue, startWorker } from '#platform/jobs.ts'
import { authenticator, loadTenants } from '#modules/identity/index.ts'
import { allJobs, allRoutes, type House } from './house.ts'

const EVERY_MINUTE = 60_000
/** From this hour of the tenant's morning the day's follow-up is decided. */
const MORNING_HOUR = 7

/** The program at work: pages, API, worker and the morning's alarm clock, until closed. */
export type Running = { readonly server: HttpServer; close(): Promise<void> }

/** Starts everything on one port. The worker shares the process; more of them may run elsewhere. */
export async function serveHouse(house: House, version: string): Promise<Running> {
  const { app, auth } = house
  const events = await listenLive(app.db.pool, app.log)
  const site = await loadSite(join(import.meta.dirname, '..', '..', 'dist', 'web'))
  const authenticate = authenticator(app, auth)
  const hono = httpApp({ app, routes: allRoutes(auth), authenticate, events, site, version })
  const worker = await startWorker(app, allJobs)
  const alarm = setInterval(() => void wakeTenants(house), EVERY_MINUTE)
  const server = await serve(hono, app.config.host, app.config.port)
  return {
    server,
    close: async () => {
      clearInterval(alarm)
      await server.close()
      await worker.stop()
      await events.close()
    },
  }
}

/**
 * Asks for the day's follow-up of every tenant whose morning has come; the queue keeps one request a tenant and day.
 */
export async function wakeTenants({ app }: House): Promise<void> {
  for (const tenant of await loadTenants(app.db)) {
    const local = Temporal.Instant.from(app.clock.instant()).toZonedDateTimeISO(tenant.timeZone)
    if (local.hour < MORNING_HOUR) continue
    const on = app.clock.today(tenant.timeZone)
    await app.db.inTenant(tenant.id, tx => enqueue(tx, 'run-day', [{ on }]))
  }
}
