import { createHash } from 'node:crypto'
import { Client, type ClientConfig } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { emptyDatabase } from '#test/support.ts'
import { migrate, pending, readMigrations, type Migration } from './migrate.ts'

function migration(version: number, sql: string): Migration {
  const name = `${String(version).padStart(4, '0')}_test.sql`
  return { version, name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
}

const one = migration(1, 'create table one (x int)')
const two = migration(20, 'create table two (x int)')

describe('what is left to apply', () => {
  test('is every file not yet applied, also one numbered between others', () => {
    expect(pending([one, two], [two])).toEqual({ ok: true, value: [one] })
  })

  test('is refused when an applied file was edited', () => {
    const edited = { ...one, sha256: two.sha256 }
    expect(pending([edited, two], [one])).toMatchObject({ ok: false, refusal: { code: 'migration-changed' } })
  })

  test('is refused when the database has been used by a later program', () => {
    expect(pending([one], [one, two])).toMatchObject({ ok: false, refusal: { code: 'database-newer' } })
  })
})

describe('a database', () => {
  let owner: ClientConfig
  let drop: () => Promise<void>
  beforeEach(async () => ({ owner, drop } = await emptyDatabase()))
  afterEach(() => drop())

  async function ask(sql: string): Promise<unknown[]> {
    const client = new Client(owner)
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows
    } finally {
      await client.end()
    }
  }

  test('is migrated once by many at the same time', async () => {
    const slow = migration(30, 'create table three (x int); select pg_sleep(0.1)')
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => migrate(owner, [one, two, slow])))
    const names = answers.map(answer => (answer.ok ? answer.value : answer.refusal.code))
    expect(names.filter(list => list.length > 0)).toEqual([[one.name, two.name, slow.name]])
    expect(await ask('select version from migration order by 1')).toEqual([
      { version: 1 },
      { version: 20 },
      { version: 30 },
    ])
  })

  test('keeps nothing of a file that fails, and what came before it', async () => {
    const failing = migration(30, 'create table three (x int); select 1/0')
    await expect(migrate(owner, [one, failing])).rejects.toThrow('0030_test.sql failed: division by zero')
    expect(
      await ask(`select to_regclass('one') is not null as one, to_regclass('three') is not null as three`),
    ).toEqual([{ one: true, three: false }])
    expect(await ask('select name from migration')).toEqual([{ name: one.name }])
  })

  test('gets the real schema, once', async () => {
    const migrations = await readMigrations()
    expect(await migrate(owner, migrations)).toEqual({ ok: true, value: migrations.map(({ name }) => name) })
    expect(await migrate(owner, migrations)).toEqual({ ok: true, value: [] })
  })
})
