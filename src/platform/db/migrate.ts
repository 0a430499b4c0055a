import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Client, type ClientConfig } from 'pg'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { ensureApplicationRole } from './roles.ts'

/** One numbered file of `db/migrations`. */
export type Migration = {
  readonly version: number
  readonly name: string
  readonly sha256: string
  readonly sql: string
}

type Applied = { readonly version: number; readonly name: string; readonly sha256: string }

const MIGRATIONS = fileURLToPath(new URL('../../../db/migrations/', import.meta.url))
const ONE_AT_A_TIME = 7_176_003

/** Reads `NNNN_name.sql` files in order; throws when a file is misnamed or two share a number. */
export async function readMigrations(folder: string = MIGRATIONS): Promise<Migration[]> {
  const names = (await readdir(folder)).filter(name => !name.startsWith('.')).sort()
  const versions = new Set<number>()
  return Promise.all(
    names.map(async name => {
      const version = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1] ?? Number.NaN)
      if (Number.isNaN(version)) throw new Error(`db/migrations/${name} should be named like 0010_parties.sql`)
      if (versions.has(version)) throw new Error(`db/migrations has two files numbered ${version}`)
      versions.add(version)
      const sql = await readFile(`${folder}/${name}`, 'utf8')
      return { version, name, sha256: createHash('sha256').update(sql).digest('hex'), sql }
    }),
  )
}

/**
 * Brings the database up to this program's schema as its owner, each file in its own transaction, one process at a
 * time. Answers the names applied now. Refuses `postgres-too-old`, `application-role-missing`, `database-newer` (a
 * later program has been here) and `migration-changed` (an applied file was edited). A failing file throws and leaves
 * nothing.
 */
export async function migrate(connection: ClientConfig, migrations: readonly Migration[]): Promise<Result<string[]>> {
  const owner = new Client({ ...connection, application_name: 'quittance migration' })
  await owner.connect()
  try {
    const { rows } = await owner.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    )
    const version = rows[0]?.version ?? 0
    if (version < 150000) {
      return refuse('postgres-too-old', `PostgreSQL ${Math.floor(version / 10000)} is too old: 15 to 18 are needed`)
    }
    const before = pending(migrations, await loadApplied(owner))
    // The usual start finds nothing to do and waits for nobody.
    if (!before.ok || before.value.length === 0) return before.ok ? ok([]) : before
    await owner.query('select pg_advisory_lock($1)', [ONE_AT_A_TIME])
    return await applyPending(owner, migrations)
  } finally {
    await owner.end()
  }
}

async function applyPending(owner: Client, migrations: readonly Migration[]): Promise<Result<string[]>> {
  const role = await ensureApplicationRole(owner)
  if (!role.ok) return role
  const todo = pending(migrations, await loadApplied(owner))
  if (!todo.ok) return todo
  for (const migration of todo.value) await apply(owner, migration)
  return ok(todo.value.map(migration => migration.name))
}

async function apply(owner: Client, migration: Migration): Promise<void> {
  await owner.query('begin')
  try {
    await owner.query(`
      create table if not exists migration (
        version int primary key,
        name text not null,
        sha256 text not null,
        applied_at timestamptz not null default now()
      )`)
    await owner.query(migration.sql)
    await owner.query('insert into migration (version, name, sha256) values ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.sha256,
    ])
    await owner.query('commit')
  } catch (cause) {
    await owner.query('rollback')
    throw new Error(`db/migrations/${migration.name} failed: ${cause instanceof Error ? cause.message : ''}`, { cause })
  }
}

async function loadApplied(owner: Client): Promise<Applied[]> {
  const { rows } = await owner.query<{ made: boolean }>(`select to_regclass('migration') is not null as made`)
  if (rows[0]?.made !== true) return []
  return (await owner.query<Applied>('select version, name, sha256 from migration order by version')).rows
}

/** What is left to apply, or why this program and this database do not belong together. */
export function pending(migrations: readonly Migration[], applied: readonly Applied[]): Result<Migration[]> {
  const known = new Map(migrations.map(migration => [migration.version, migration]))
  for (const { version, name, sha256 } of applied) {
    const file = known.get(version)
    if (!file) {
      return refuse(
        'database-newer',
        `the database holds ${name}, which this program does not know: update the program`,
        {
          name,
        },
      )
    }
    if (file.sha256 !== sha256) {
      return refuse(
        'migration-changed',
        `db/migrations/${name} was changed after it was applied: restore it, add a new file`,
        {
          name,
        },
      )
    }
  }
  const done = new Set(applied.map(({ version }) => version))
  return ok(migrations.filter(migration => !done.has(migration.version)))
}
