import { Client, type ClientConfig } from 'pg'
import { inject } from 'vitest'
import type { TenantId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import { embeddedBinaries, type Account, type Binaries } from '#platform/db/binaries.ts'
import { connectDatabase, type Database } from '#platform/db/database.ts'
import { joinEmbedded, type EmbeddedServer } from '#platform/db/embedded.ts'
import { migrate, readMigrations } from '#platform/db/migrate.ts'
import { newId } from '#platform/ids.ts'
import { createLog } from '#platform/log.ts'
import { systemBinaries } from './system-postgres.ts'

const log = createLog('warn')
const TEMPLATE = 'quittance'

let server: Promise<EmbeddedServer> | undefined

/**
 * The throw-away server of this test run, started by whichever test file asks first, with its migrated template. It is
 * the embedded PostgreSQL, or the system's when QUITTANCE_TEST_POSTGRES=system.
 */
function testServer(): Promise<EmbeddedServer> {
  server ??= startServer()
  return server
}

async function startServer(): Promise<EmbeddedServer> {
  const options = { log, durable: false, lingers: true, binaries: chosenBinaries }
  const joined = await joinEmbedded({ ...options, dataDir: inject('testDataDir') })
  unwrap(await migrate(ownerOf(joined, TEMPLATE), await readMigrations()))
  return joined
}

async function chosenBinaries(account: Account): Promise<Binaries> {
  if (process.env['QUITTANCE_TEST_POSTGRES'] !== 'system') return embeddedBinaries(account, inject('testDataDir'))
  const found = await systemBinaries(account)
  if (!found) throw new Error('QUITTANCE_TEST_POSTGRES=system, but this machine has no PostgreSQL 15 or later')
  return found
}

/** How the owner connects to a database of the test server: to migrate, or to look where the application may not. */
function ownerOf(on: EmbeddedServer, database: string): ClientConfig {
  return { host: on.host, user: 'quittance_owner', database }
}

/** Runs statements as the superuser, each on its own: databases are made and dropped outside transactions. */
async function asSuperuser(on: EmbeddedServer, ...statements: readonly string[]): Promise<void> {
  const client = new Client({ host: on.host, user: 'postgres', database: 'postgres' })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A database without any schema, to migrate; `drop` removes it. */
export async function emptyDatabase(): Promise<{ owner: ClientConfig; drop: () => Promise<void> }> {
  const on = await testServer()
  const name = newName()
  await asSuperuser(on, `create database ${name} owner quittance_owner`)
  return { owner: ownerOf(on, name), drop: () => asSuperuser(on, `drop database ${name} with (force)`) }
}

function newName(): string {
  return `test_${newId().replaceAll('-', '')}`
}

/** An empty database with today's schema, for one test file; `close()` drops it. Make it in `beforeAll`. */
export async function freshDatabase(): Promise<Database> {
  const on = await testServer()
  const name = newName()
  await asSuperuser(on, `create database ${name} template ${TEMPLATE} owner quittance_owner`)
  return connectDatabase(ownerOf(on, name), 5, log, () => asSuperuser(on, `drop database ${name} with (force)`))
}

/** A new tenant in a database. */
export async function newTenant(db: Database, name = 'Alpha'): Promise<TenantId> {
  const tenant_id = newId<'tenant'>()
  await db.shared(tx => tx.insertInto('tenant').values({ tenant_id, name, country: 'FR' }).execute())
  return tenant_id
}
