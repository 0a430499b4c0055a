import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, sql, type Compilable, type Transaction } from 'kysely'
import { Pool, type ClientConfig, type PoolClient } from 'pg'
import type { TenantId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { silentLog, type Log } from '../log.ts'
import type { Config } from '../config.ts'
import { isCode } from './binaries.ts'
import { clientDialect, clientOf } from './driver.ts'
import { joinEmbedded } from './embedded.ts'
import { migrate, readMigrations } from './migrate.ts'
import { APPLICATION_ROLE } from './roles.ts'
import type { Tables } from './tables.ts'
import { columnReaders } from './types.ts'

/** A transaction, the only way to the tables. */
export type Tx = Transaction<Tables>

/** The database as the application sees it: everything happens in a transaction, under the role `quittance_app`. */
export type Database = {
  /**
   * A transaction for one tenant: it sees and writes that tenant's rows and no other. Rolled back when `work` throws.
   */
  inTenant<T>(tenant: TenantId, work: (tx: Tx) => Promise<T>): Promise<T>
  /** A transaction without a tenant, for the few shared tables; a tenant's table is an error here. */
  shared<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** The connections beneath, already under `quittance_app`, for what has its own transactions (jobs). */
  readonly pool: Pool
  /** How the owner connects: for migrations of other packages' tables and for backups. */
  readonly owner: ClientConfig
  close(): Promise<void>
}

/**
 * Opens the database of the settings: `DATABASE_URL`, or the embedded server, started when it is not running. The
 * schema is brought up to date first. Refuses like `migrate`, with `database-unreachable` when nothing answers at
 * `DATABASE_URL`, and with `role-not-taken` when the connection keeps the owner's rights.
 */
export async function openDatabase(config: Config, log: Log = silentLog): Promise<Result<Database>> {
  const migrations = await readMigrations()
  if (config.databaseUrl !== undefined) return openAt({ connectionString: config.databaseUrl })
  const server = await joinEmbedded({ dataDir: config.dataDir, log })
  const leave = (): Promise<void> => server.leave()
  try {
    const opened = await openAt({ host: server.host, user: 'quittance_owner', database: 'quittance' }, leave)
    if (!opened.ok) await leave()
    return opened
  } catch (error) {
    await leave()
    throw error
  }

  async function openAt(owner: ClientConfig, after?: () => Promise<void>): Promise<Result<Database>> {
    try {
      const migrated = await migrate(owner, migrations)
      if (!migrated.ok) return migrated
      for (const name of migrated.value) log.note('migration-applied', { name })
      const db = connectDatabase(owner, config.poolSize, log, after)
      return (await actsAsApplication(db)) ? ok(db) : await refuseWrongRole(db)
    } catch (error) {
      if (!isCode(error, 'ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', '28P01', '28000', '3D000'))
        throw error
      const why = error instanceof Error ? error.message : ''
      return refuse('database-unreachable', `DATABASE_URL leads to no database (${why}): mend it, or start the server`)
    }
  }
}

// `options` in the URL, or a connection pooler that drops them, would leave every statement with the owner's rights.
async function actsAsApplication(db: Database): Promise<boolean> {
  const { rows } = await db.pool.query<{ me: string }>('select current_user as me')
  return rows[0]?.me === APPLICATION_ROLE
}

async function refuseWrongRole(db: Database): Promise<Result<never>> {
  await db.pool.end()
  return refuse(
    'role-not-taken',
    `the connection does not act as ${APPLICATION_ROLE}: take options= out of DATABASE_URL; a pooler must pass options on`,
  )
}

/** The application's view of a migrated database; `after` runs when it is closed. */
export function connectDatabase(
  owner: ClientConfig,
  poolSize: number,
  log: Log = silentLog,
  after: () => Promise<void> = async () => {},
): Database {
  const pool = new Pool({
    ...owner,
    application_name: 'quittance',
    // The role comes with the connection, so no statement ever runs as the owner.
    options: `-c role=${APPLICATION_ROLE} -c timezone=UTC -c datestyle=ISO -c jit=off`,
    types: columnReaders,
    max: poolSize,
    // Also the longest wait for a free connection; a first start on a busy disk has taken more than ten seconds.
    connectionTimeoutMillis: 30_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    allowExitOnIdle: true,
  })
  // A broken connection fails the query it was running, if any, and is replaced; nobody else hears of it. Without these
  // listeners `pg` would end the program, for an idle connection by the first, for a borrowed one by the second.
  // Once we are leaving, a server that stops under an idle connection is what was asked for.
  let leaving = false
  pool.on('error', error => {
    if (!leaving) log.warn('database-connection-lost', {}, error)
  })
  pool.on('connect', client => client.on('error', () => {}))
  const kysely = new Kysely<Tables>({ dialect: clientDialect(() => connectPatiently(pool)) })
  return {
    pool,
    owner,
    inTenant: (tenant, work) =>
      kysely.transaction().execute(async tx => {
        await sql`select set_config('app.tenant', ${tenant}, true)`.execute(tx)
        return work(tx)
      }),
    shared: work => kysely.transaction().execute(work),
    close: async () => {
      leaving = true
      await pool.end()
      await after()
    },
  }
}

// A database that was restarted is back within a second or two, and nothing was sent yet: waiting is always right here.
async function connectPatiently(pool: Pool): Promise<PoolClient> {
  const patience = performance.now() + 10_000
  for (;;) {
    try {
      return await pool.connect()
    } catch (error) {
      const absent = isCode(error, 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', '57P01', '57P03')
      if (!absent || performance.now() > patience) throw error
      await sleep(100)
    }
  }
}

/**
 * Runs a point read as a prepared statement: PostgreSQL plans it once per connection instead of at every call. `name`
 * is unique in the program, `module-what`, and always stands for the same text.
 */
export async function prepared<Row>(tx: Tx, name: string, query: Compilable<Row>): Promise<Row[]> {
  const client = await clientOf(tx)
  const { sql: text, parameters } = query.compile()
  const { rows } = await client.query({ name, text, values: [...parameters] })
  return rows as Row[]
}
