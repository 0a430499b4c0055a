import { join } from 'node:path'
import { readConfig, type Config } from '#platform/config.ts'
import type { Actor, App } from '#platform/app.ts'
import { openAuth, type Auth } from '#platform/auth.ts'
import { systemClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db/database.ts'
import type { Route } from '#platform/http/route.ts'
import type { JobHandler, QueueName } from '#platform/jobs.ts'
import { createLog } from '#platform/log.ts'
import { mailTransport } from '#platform/mail/transport.ts'
import type { Day } from '#kernel/day.ts'
import type { CreditorId, TenantId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import * as charges from '#modules/charges/index.ts'
import * as desk from '#modules/desk/index.ts'
import * as dunning from '#modules/dunning/index.ts'
import * as identity from '#modules/identity/index.ts'
import * as messages from '#modules/messages/index.ts'
import * as parties from '#modules/parties/index.ts'
import * as receipts from '#modules/receipts/index.ts'
import * as receivables from '#modules/receivables/index.ts'
import * as reports from '#modules/reports/index.ts'
import * as terms from '#modules/terms/index.ts'
import { sayRefusal, type ExitCode } from './verb.ts'
import { worldRefusal } from './world.ts'

/** The program opened: the world it may use, and the sign-in library. */
export type House = { readonly app: App; readonly auth: Auth; close(): Promise<void> }

/**
 * Opens everything the settings name. Refused: `wrong-settings`, what `openDatabase` and `mailTransport` refuse,
 * and what the system does.
 */
export async function openHouse(
  env: Readonly<Record<string, string | undefined>>,
  change: Partial<Config> = {},
): Promise<Result<House>> {
  const read = readConfig(env)
  if (!read.ok) return read
  const config = { ...read.value, ...change }
  const log = createLog(config.logLevel)
  const mail = mailTransport(config.smtpUrl ?? null, join(config.dataDir, 'mail'))
  if (!mail.ok) return mail
  const db = await openDatabase(config, log).catch((error: unknown) => {
    const refusal = worldRefusal(error)
    if (!refusal) throw error
    return { ok: false as const, refusal }
  })
  if (!db.ok) return db
  const app: App = { config, db: db.value, clock: systemClock, log, mail: mail.value }
  const auth = await openAuth(app.db, config.publicUrl)
  const close = async (): Promise<void> => {
    await auth.close()
    await app.db.close()
  }
  return ok({ app, auth, close })
}

/** Every route of the program. */
export function allRoutes(auth: Auth): readonly Route[] {
  return [
    ...identity.routes(auth, linkTo),
    ...parties.routes,
    ...terms.routes,
    ...receivables.routes,
    ...receipts.routes,
    ...charges.routes(telling),
    ...messages.routes,
    ...dunning.routes,
    ...desk.routes,
    ...reports.routes,
  ]
}

/** How a customer is told of a waiver: charges stand left of the messages and tasks that it takes. */
export const telling: charges.Telling = {
  ask: dunning.tellOfWaivers,
  stop: messages.stopTelling,
  letter: messages.waiverLetter,
}

/** Everything the worker may be asked to do. */
export const allJobs: Readonly<Partial<Record<QueueName, JobHandler>>> = {
  ...receivables.jobs,
  ...receipts.jobs,
  ...messages.jobs,
  ...dunning.jobs,
  // What was registered since yesterday may govern what is unpaid: each morning starts from the terms as they stand.
  'run-day': async (app, actor, payload, signal) => {
    await receivables.resolveOpenTerms(app, actor)
    await dunning.jobs['run-day'](app, actor, payload, signal)
  },
}

function linkTo(request: Request, token: string): string {
  return signInLink(request.headers.get('origin') ?? new URL(request.url).origin, token)
}

/** The address of a one-time link. */
export function signInLink(origin: string, token: string): string {
  return `${origin}/connexion?lien=${token}`
}

/** Gives a new tenant what every tenant starts with: segments and a scenario for each. */
export function furnish(app: App, tenant: TenantId): Promise<void> {
  return app.db.inTenant(tenant, async tx => {
    await dunning.foundScenarios(tx, tenant, await parties.foundSegments(tx, tenant))
  })
}

/** Who acts on the command line: the tenant named, or the only one there is. Refused: `tenant-needed`, `no-tenant`. */
async function commandLineActor(app: App, name: string | undefined, on: Day | undefined): Promise<Result<Actor>> {
  const tenants = await identity.loadTenants(app.db)
  const found = name === undefined ? tenants : tenants.filter(tenant => tenant.name === name || tenant.id === name)
  const [tenant] = found
  if (!tenant && tenants.length > 0) {
    return refuse('no-tenant', `there is no tenant ${name ?? ''}: ${tenants.map(each => each.name).join(', ')}`)
  }
  if (!tenant) return refuse('no-tenant', 'there is no tenant here yet: `npm start` makes the first one')
  if (found.length > 1) {
    return refuse('tenant-needed', `name one with --tenant: ${tenants.map(each => each.name).join(', ')}`)
  }
  const today = on ?? app.clock.today(tenant.timeZone)
  return ok({ tenant: tenant.id, user: null, role: 'administrator', via: 'cli', today })
}

/** What every verb that opens the house is told. */
export type CommandLine = { readonly tenant: string | undefined; readonly on?: Day | undefined; readonly json: boolean }

/**
 * Opens the house for one verb of the command line, lets who acts do the work, and closes it whatever happens. What
 * `openHouse` and `commandLineActor` refuse is said, and is exit code 1.
 */
export async function inHouse(
  { tenant, on, json }: CommandLine,
  work: (app: App, actor: Actor) => Promise<ExitCode>,
): Promise<ExitCode> {
  const house = await openHouse(process.env)
  if (!house.ok) return sayRefusal(house.refusal, json)
  try {
    const actor = await commandLineActor(house.value.app, tenant, on)
    return actor.ok ? await work(house.value.app, actor.value) : sayRefusal(actor.refusal, json)
  } finally {
    await house.value.close()
  }
}

/** The creditor a person names by its code, null for none named. Refused: `no-creditor`. */
export async function creditorNamed(
  app: App,
  actor: Actor,
  code: string | undefined,
): Promise<Result<CreditorId | null>> {
  if (code === undefined) return ok(null)
  const creditors = await parties.listCreditors(app, actor)
  const found = creditors.find(creditor => creditor.code === code.toUpperCase())
  if (found) return ok(found.id)
  return refuse('no-creditor', `there is no creditor ${code}: ${creditors.map(creditor => creditor.code).join(', ')}`)
}
