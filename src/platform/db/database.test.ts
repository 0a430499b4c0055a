import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TenantId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import { freshDatabase, newTenant } from '#test/support.ts'
import { readConfig } from '../config.ts'
import { connectDatabase, openDatabase, prepared, type Database, type Tx } from './database.ts'

let db: Database
let alpha: TenantId
let beta: TenantId

beforeAll(async () => {
  db = await freshDatabase()
  alpha = await newTenant(db, 'Alpha')
  beta = await newTenant(db, 'Beta')
  await db.inTenant(alpha, tx => addFile(tx, alpha, 1))
  await db.inTenant(beta, tx => addFile(tx, beta, 2))
})
afterAll(() => db.close())

async function addFile(tx: Tx, tenant_id: TenantId, mark: number): Promise<void> {
  const row = { tenant_id, sha256: Buffer.alloc(32, mark), media_type: 'text/plain', name: 'a.txt', size: 1 }
  await tx
    .insertInto('file')
    .values({ ...row, content: Buffer.of(mark) })
    .execute()
}

const countFiles = (tx: Tx): Promise<{ name: string }[]> => tx.selectFrom('file').select('name').execute()

describe('tenants', () => {
  test('sees its own rows and no other', async () => {
    const rows = await db.inTenant(alpha, tx => tx.selectFrom('file').select('tenant_id').execute())
    expect(rows).toEqual([{ tenant_id: alpha }])
  })

  test('cannot write into another tenant', async () => {
    await expect(db.inTenant(alpha, tx => addFile(tx, beta, 3))).rejects.toMatchObject({ code: '42501' })
  })

  test('cannot change another tenant, even by its key', async () => {
    await db.inTenant(beta, tx =>
      tx
        .insertInto('journal_head')
        .values({ tenant_id: beta, seq: 1n, hash: Buffer.alloc(32) })
        .execute(),
    )
    const changed = await db.inTenant(alpha, tx =>
      tx.updateTable('journal_head').set({ seq: 9n }).where('tenant_id', '=', beta).executeTakeFirst(),
    )
    expect(changed.numUpdatedRows).toBe(0n)
  })

  test('a query without a tenant is an error, also on a connection that a tenant used before', async () => {
    const one = connectDatabase(db.owner, 1)
    try {
      // Never set in this session.
      await expect(one.shared(countFiles)).rejects.toMatchObject({ code: '42704' })
      expect(await one.inTenant(alpha, countFiles)).toHaveLength(1)
      // Set and forgotten at the end of the tenant's transaction: PostgreSQL leaves an empty text, which is no uuid.
      await expect(one.shared(countFiles)).rejects.toMatchObject({ code: '22P02' })
      expect(await one.inTenant(alpha, countFiles)).toHaveLength(1)
      await expect(one.inTenant(alpha, tx => sql`select 1/0`.execute(tx))).rejects.toMatchObject({ code: '22012' })
      await expect(one.shared(countFiles)).rejects.toMatchObject({ code: '22P02' })
    } finally {
      await one.pool.end()
    }
  })

  test('a pool connection outside any transaction sees nothing either', async () => {
    await expect(db.pool.query('select * from file')).rejects.toThrow(/app\.tenant|uuid/)
  })
})

describe('the application role', () => {
  test('is refused to be left aside by the options of a DATABASE_URL', async () => {
    const { host, user, database } = db.owner
    const url = (extra: string): string => `postgres://${user}@/${database}?host=${host}${extra}`
    const config = unwrap(readConfig({}))
    const owning = await openDatabase({ ...config, databaseUrl: url('&options=-c%20jit%3Doff') })
    expect(owning).toMatchObject({ ok: false, refusal: { code: 'role-not-taken' } })
    const good = unwrap(await openDatabase({ ...config, databaseUrl: url('') }))
    expect(await good.inTenant(alpha, countFiles)).toHaveLength(1)
    await good.close()
  })

  test('owns nothing, bypasses nothing and cannot log in', async () => {
    const { rows } = await db.pool.query(
      `select current_user as me, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb,
         (select count(*) from pg_class where relowner = r.oid) as owned
       from pg_roles r where rolname = current_user`,
    )
    expect(rows).toEqual([
      {
        me: 'quittance_app',
        rolsuper: false,
        rolbypassrls: false,
        rolcanlogin: false,
        rolcreaterole: false,
        rolcreatedb: false,
        owned: 0n,
      },
    ])
  })

  test.each([
    'update journal set kind = kind',
    'delete from journal',
    'truncate journal',
    'delete from journal_head',
    'delete from file',
    'update file set name = name',
    'alter table journal disable row level security',
    'drop policy tenant on journal',
    'create table loot (x int)',
    `call tenant_table('journal', 'delete')`,
    'select * from migration',
  ])('may not: %s', async statement => {
    await expect(db.inTenant(alpha, tx => sql.raw(statement).execute(tx))).rejects.toMatchObject({ code: '42501' })
  })
})

describe('transactions', () => {
  test('are rolled back when the work throws', async () => {
    const failing = db.inTenant(alpha, async tx => {
      await addFile(tx, alpha, 7)
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await db.inTenant(alpha, countFiles)).toHaveLength(1)
  })

  test('do not pretend to commit after a swallowed error', async () => {
    const swallowing = db.inTenant(alpha, async tx => {
      await addFile(tx, alpha, 7)
      await sql`select 1/0`.execute(tx).catch(() => {})
    })
    await expect(swallowing).rejects.toThrow(/abort|rolled back/i)
    expect(await db.inTenant(alpha, countFiles)).toHaveLength(1)
  })
})

describe('values', () => {
  test('money is bigint, days and instants are text, numerics keep their digits', async () => {
    const rows = await db.shared(tx =>
      sql`select 9007199254740993::int8 as big, array[1, null]::int8[] as bigs, date '2026-03-31' as day,
        array[date '2026-03-31'] as days, timestamptz '2026-03-31 10:00:00.123456+02' as at, 1.10::numeric as exact,
        array[1.10]::numeric[] as exacts, '{"a": [1]}'::jsonb as json, '{}'::int8[] as none`.execute(tx),
    )
    expect(rows.rows).toEqual([
      {
        big: 9007199254740993n,
        bigs: [1n, null],
        day: '2026-03-31',
        days: ['2026-03-31'],
        at: '2026-03-31T08:00:00.123456Z',
        exact: '1.10',
        exacts: ['1.10'],
        json: { a: [1] },
        none: [],
      },
    ])
  })

  test('point reads are prepared once per connection', async () => {
    const rows = await db.inTenant(alpha, async tx => {
      const read = (): Promise<{ name: string }[]> =>
        prepared(tx, 'test-file', tx.selectFrom('file').select('name').where('size', '=', 1))
      expect(await read()).toEqual(await read())
      return sql<{ calls: bigint }>`
        select generic_plans + custom_plans as calls from pg_prepared_statements where name = 'test-file'`.execute(tx)
    })
    expect(rows.rows).toEqual([{ calls: 2n }])
  })
})
