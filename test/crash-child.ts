import { allJobs } from '#app/house.ts'
import { day } from '#kernel/day.ts'
import type { TenantId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import { runDay } from '#modules/dunning/index.ts'
import type { App } from '#platform/app.ts'
import { systemClock } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { connectDatabase } from '#platform/db/database.ts'
import { startWorker } from '#platform/jobs.ts'
import { createLog, silentLog } from '#platform/log.ts'
import { mailTransport } from '#platform/mail/transport.ts'

// The program a crash test kills: it decides the day and sends, from wherever the one before it was killed.
type Orders = {
  owner: { host: string; user: string; database: string }
  tenant: TenantId
  today: string
  dataDir: string
  smtpUrl: string | null
}
const orders: Orders = JSON.parse(process.argv[2] ?? '{}')
const config = unwrap(readConfig({ QUITTANCE_DATA: orders.dataDir }))
const log = process.env['CRASH_LOG'] ? createLog('debug') : silentLog
const db = connectDatabase(orders.owner, 6, log)
const app: App = {
  config,
  db,
  clock: systemClock,
  log,
  mail: unwrap(mailTransport(orders.smtpUrl, `${orders.dataDir}/mail`)),
}
await startWorker(app, allJobs)
await runDay(
  app,
  { tenant: orders.tenant, user: null, role: 'administrator', via: 'cli', today: day(orders.today) },
  day(orders.today),
)
