import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '#test/support.ts'
import type { Database } from './database.ts'

// The catalogue is asked, so that a table added tomorrow is covered too. These few hold no tenant's rows.
const SHARED_TABLES = ['migration', 'tenant', 'law_rate']

let db: Database
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(() => db.close())

/** Every answer is a mistake: the name of what breaks the rule. */
async function mistakes(query: string): Promise<string[]> {
  const { rows } = await db.shared(tx => sql.raw<{ name: string }>(query).execute(tx))
  return rows.map(row => row.name)
}

const OURS = `relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
  and relname not in (${SHARED_TABLES.map(name => `'${name}'`).join(', ')})`
const TENANT_FIRST = `(select attname from pg_attribute where attrelid = c.oid and attnum = %) = 'tenant_id'`
// People, for one, belong to no tenant: a foreign key to a table without tenant_id has none to lead it.
const SHARED_TARGET = `not exists (select from pg_attribute where attrelid = k.confrelid and attname = 'tenant_id')`

test('every table forces row-level security with the tenant policy', async () => {
  expect(
    await mistakes(`select relname as name from pg_class c where ${OURS} and not (relrowsecurity and relforcerowsecurity
      and exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and polcmd = '*'
        and pg_get_expr(polqual, polrelid) ~ 'tenant_id = .*current_setting.*app\\.tenant')
      and not exists (select from pg_policy p where p.polrelid = c.oid
        and pg_get_expr(polqual, polrelid) !~ 'app\\.tenant'))`),
  ).toEqual([])
})

test('every table has a primary key, and all its keys begin with tenant_id', async () => {
  expect(
    await mistakes(`select relname as name from pg_class c where ${OURS}
      and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')`),
  ).toEqual([])
  expect(
    await mistakes(`select conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
      where ${OURS} and contype in ('p', 'u', 'f') and not ${TENANT_FIRST.replace('%', 'conkey[1]')}
      and not (contype = 'f' and ${SHARED_TARGET})`),
  ).toEqual([])
  expect(
    await mistakes(`select indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
      where ${OURS} and indisunique and not ${TENANT_FIRST.replace('%', 'indkey[0]')}`),
  ).toEqual([])
})

test('every view looks with the eyes of whoever asks', async () => {
  expect(
    await mistakes(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
      and not coalesce('security_invoker=true' = any (reloptions), false)`),
  ).toEqual([])
})

test('no materialised view and no function with the rights of its owner goes round the policies', async () => {
  expect(
    await mistakes(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'm'
      union all select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`),
  ).toEqual([])
})

test('nobody but the application role is granted anything, and it may truncate and trigger nothing', async () => {
  expect(
    await mistakes(`select c.relname || ': ' || g.privilege_type || ' to ' || coalesce(r.rolname, 'public') as name
      from pg_class c cross join lateral aclexplode(c.relacl) g left join pg_roles r on r.oid = g.grantee
      where c.relnamespace = 'public'::regnamespace and g.grantee <> c.relowner and (r.rolname is distinct from 'quittance_app'
        or g.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER') or g.is_grantable)`),
  ).toEqual([])
})
