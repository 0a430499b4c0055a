import { connect } from 'node:net'
import type { Actor, App } from '#platform/app.ts'
import { serverFacts } from '#platform/db/health.ts'
import { queueDepth } from '#platform/jobs.ts'
import { readJournal, verifyJournal } from '#platform/journal.ts'
import { parseSmtpUrl } from '#platform/mail/transport.ts'
import { missingRates } from '#law/rates/rates.ts'

/** One thing looked at. `look` is for a person to read, `bad` stops the work. */
export type Finding = { readonly what: string; readonly state: 'good' | 'look' | 'bad'; readonly says: string }

/** Figures older than this chase people for what they have paid since. */
const STALE_DAYS = 7
const DAY_MS = 86_400_000
const CONNECT_MS = 3000

/** Looks at everything a day's work stands on: database, journal, jobs, mail, freshness of the figures, rates. */
export async function checkUp(app: App, actor: Actor): Promise<Finding[]> {
  return [
    await database(app),
    await journal(app, actor),
    ...(await jobs(app, actor)),
    await mail(app),
    await freshness(app, actor),
    rates(actor),
  ]
}

async function database({ db, config }: App): Promise<Finding> {
  const { version, bytes } = await serverFacts(db)
  const where = config.databaseUrl === undefined ? 'embedded' : 'at DATABASE_URL'
  return { what: 'database', state: 'good', says: `PostgreSQL ${version}, ${where}, ${bytes / 1_048_576n} MB` }
}

async function journal({ db }: App, { tenant }: Actor): Promise<Finding> {
  const verified = await db.inTenant(tenant, tx => verifyJournal(tx, tenant))
  if (!verified.ok) return { what: 'journal', state: 'bad', says: verified.refusal.message }
  return { what: 'journal', state: 'good', says: `${verified.value.entries} entries, unbroken` }
}

async function jobs({ db }: App, { tenant }: Actor): Promise<Finding[]> {
  const depths = await db.inTenant(tenant, tx => queueDepth(tx, tenant))
  const busy = depths.filter(({ waiting, running, failed }) => waiting + running + failed > 0)
  if (busy.length === 0) return [{ what: 'jobs', state: 'good', says: 'nothing waits' }]
  return busy.map(({ queue, waiting, running, failed }) => ({
    what: `jobs ${queue}`,
    state: failed > 0 ? 'bad' : 'look',
    says: `${waiting} wait, ${running} run, ${failed} failed for good${waiting > 0 ? ': is a server running?' : ''}`,
  }))
}

async function mail({ config, mail: way }: App): Promise<Finding> {
  if (way.kind === 'folder' || config.smtpUrl === undefined) {
    return { what: 'mail', state: 'look', says: 'goes to files in the data folder: set SMTP_URL to reach anybody' }
  }
  const server = parseSmtpUrl(config.smtpUrl)
  if (!server.ok) return { what: 'mail', state: 'bad', says: server.refusal.message }
  const { host, port } = server.value
  const answers = await listens(host, port)
  if (answers) return { what: 'mail', state: 'good', says: `the mail server answers on port ${port}` }
  return { what: 'mail', state: 'bad', says: `nothing answers on port ${port} of the mail server: check SMTP_URL` }
}

function listens(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host, port, timeout: CONNECT_MS })
    const end = (answer: boolean) => (): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false))
  })
}

async function freshness({ db, clock }: App, { tenant }: Actor): Promise<Finding> {
  const [last] = await db.inTenant(tenant, tx =>
    readJournal(tx, tenant, { kinds: ['invoices-imported'], newestFirst: true, limit: 1 }),
  )
  if (!last) return { what: 'figures', state: 'look', says: 'no invoice was ever imported' }
  const days = Math.floor((clock.now() - Temporal.Instant.from(last.at).epochMilliseconds) / DAY_MS)
  const state = days > STALE_DAYS ? 'look' : 'good'
  return { what: 'figures', state, says: `invoices last imported ${days} days ago` }
}

function rates({ today }: Actor): Finding {
  const missing = missingRates(today).map(({ series, semester }) => `${series} ${semester}`)
  if (missing.length === 0) return { what: 'rates', state: 'good', says: 'every rate the law asks for is known' }
  return { what: 'rates', state: 'look', says: `missing: ${missing.join(', ')}; « quittance rates add » takes them` }
}
