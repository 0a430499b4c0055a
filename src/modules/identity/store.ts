import { sql } from 'kysely'
import type { Database, Tx } from '#platform/db/database.ts'
import type { Role } from '#kernel/contract.ts'
import type { Id, TenantId, UserId } from '#kernel/id.ts'

/** A tenant as its people see it. */
export type Tenant = {
  readonly id: TenantId
  readonly name: string
  readonly country: string
  readonly timeZone: string
}

/** For whom a person works, and as what. */
export type Membership = { readonly tenant: Tenant; readonly role: Role }

/** The tenants a person works for, by name. */
export function loadMemberships(db: Database, user: UserId): Promise<Membership[]> {
  return db.shared(async tx => {
    await sql`select set_config('app.user', ${user}, true)`.execute(tx)
    const { rows } = await sql<Membership>`
      select m.role,
        jsonb_build_object('id', t.tenant_id, 'name', t.name, 'country', t.country, 'timeZone', t.time_zone) tenant
      from member m join tenant t using (tenant_id)
      where m.user_id = ${user} and m.active order by t.name`.execute(tx)
    return rows
  })
}

/** Every tenant of the house, for the worker and the command line. */
export function loadTenants(db: Database): Promise<Tenant[]> {
  return db.shared(async tx => {
    const { rows } = await sql<Tenant>`
      select tenant_id id, name, country, time_zone "timeZone" from tenant order by created_at, name`.execute(tx)
    return rows
  })
}

/** Writes a new tenant. */
export async function recordTenant(tx: Tx, tenant: Tenant): Promise<void> {
  await sql`
    insert into tenant (tenant_id, name, country, time_zone)
    values (${tenant.id}, ${tenant.name}, ${tenant.country}, ${tenant.timeZone})`.execute(tx)
}

/** A person of a tenant. */
export type Person = {
  readonly id: UserId
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly active: boolean
  readonly lastSeenAt: string | null
}

/** The people of the tenant, by name. */
export async function loadPeople(tx: Tx): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select m.user_id id, u.name, u.email, m.role, m.active, m.last_seen_at "lastSeenAt"
    from member m join auth."user" u on u.id = m.user_id order by lower(u.name)`.execute(tx)
  return rows
}

/** Makes a person a member, or changes what they may do. */
export async function recordMember(tx: Tx, tenant: TenantId, user: UserId, role: Role, active: boolean): Promise<void> {
  await sql`
    insert into member (tenant_id, user_id, role, active) values (${tenant}, ${user}, ${role}, ${active})
    on conflict (tenant_id, user_id) do update set role = excluded.role, active = excluded.active`.execute(tx)
}

/** Notes that a person was here, at most once a minute. */
export async function recordSeen(tx: Tx, user: UserId): Promise<void> {
  await sql`
    update member set last_seen_at = now()
    where user_id = ${user} and (last_seen_at is null or last_seen_at < now() - interval '1 minute')`.execute(tx)
}

/** The account of an address, or null; addresses are compared in lower case. */
export async function findAccount(db: Database, email: string): Promise<UserId | null> {
  const { rows } = await db.shared(tx =>
    sql<{ id: UserId }>`select id from auth."user" where email = ${email.toLowerCase()}`.execute(tx),
  )
  return rows[0]?.id ?? null
}

/** Makes an account without a password: it is entered by a one-time link. */
export async function recordAccount(db: Database, user: UserId, email: string, name: string): Promise<void> {
  await db.shared(tx =>
    sql`insert into auth."user" (id, email, name, email_verified) values (${user}, ${email.toLowerCase()}, ${name}, true)`.execute(
      tx,
    ),
  )
}

/** Changes a person's own name or language. */
export async function recordProfile(
  db: Database,
  user: UserId,
  change: { readonly name?: string | undefined; readonly language?: string | undefined },
): Promise<void> {
  await db.shared(tx =>
    sql`update auth."user" set name = coalesce(${change.name ?? null}, name),
      language = coalesce(${change.language ?? null}, language), updated_at = now() where id = ${user}`.execute(tx),
  )
}

/** Says for which tenant a session works. */
export async function recordSessionTenant(db: Database, token: string, tenant: TenantId): Promise<void> {
  await db.shared(tx => sql`update auth.session set tenant_id = ${tenant} where token = ${token}`.execute(tx))
}

/** Ends every session of a person, everywhere. */
export async function closeSessions(db: Database, user: UserId): Promise<void> {
  await db.shared(tx => sql`delete from auth.session where user_id = ${user}`.execute(tx))
}

/** Whether a person has chosen a password. */
export async function hasPassword(db: Database, user: UserId): Promise<boolean> {
  const { rows } = await db.shared(tx =>
    sql`select from auth.account where user_id = ${user} and provider_id = 'credential' and password is not null`.execute(
      tx,
    ),
  )
  return rows.length > 0
}

/** Counts a sign-in try and says how many there were in the last `minutes`. */
export async function countAttempt(db: Database, key: string, minutes: number): Promise<number> {
  const { rows } = await db.shared(tx =>
    sql<{ tries: number }>`
      insert into auth.attempt (key, tries, since) values (${key}, 1, now())
      on conflict (key) do update set
        tries = case when attempt.since < now() - make_interval(mins => ${minutes}) then 1 else attempt.tries + 1 end,
        since = case when attempt.since < now() - make_interval(mins => ${minutes}) then now() else attempt.since end
      returning tries`.execute(tx),
  )
  return rows[0]?.tries ?? 0
}

/** Forgets the tries of a key once it was right. */
export async function forgetAttempts(db: Database, key: string): Promise<void> {
  await db.shared(tx => sql`delete from auth.attempt where key = ${key}`.execute(tx))
}

/** An API key without its secret. */
export type ApiKey = {
  readonly id: Id<'api-key'>
  readonly name: string
  readonly role: Role
  readonly start: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

const KEY = sql`api_key_id id, name, role, start, created_at "createdAt", last_used_at "lastUsedAt"`

/** The keys that are not revoked, latest first. */
export async function loadKeys(tx: Tx): Promise<ApiKey[]> {
  const { rows } =
    await sql<ApiKey>`select ${KEY} from api_key where revoked_at is null order by created_at desc`.execute(tx)
  return rows
}

/** Writes a new key under the hash of its secret. */
export async function recordKey(
  tx: Tx,
  tenant: TenantId,
  key: Pick<ApiKey, 'id' | 'name' | 'role' | 'start'> & { readonly digest: Buffer; readonly by: UserId | null },
): Promise<ApiKey | undefined> {
  const { rows } = await sql<ApiKey>`
    insert into api_key (tenant_id, api_key_id, name, role, secret_sha256, start, created_by)
    values (${tenant}, ${key.id}, ${key.name}, ${key.role}, ${key.digest}, ${key.start}, ${key.by})
    returning ${KEY}`.execute(tx)
  return rows[0]
}

/** The role of a key that is not revoked, or null; notes its use at most once a minute. */
export async function findKey(tx: Tx, digest: Buffer): Promise<{ role: Role } | null> {
  const { rows } = await sql<{ role: Role }>`
    select role from api_key where secret_sha256 = ${digest} and revoked_at is null`.execute(tx)
  await sql`update api_key set last_used_at = now() where secret_sha256 = ${digest}
    and (last_used_at is null or last_used_at < now() - interval '1 minute')`.execute(tx)
  return rows[0] ?? null
}

/** Revokes a key; false when there is none to revoke. */
export async function revokeKeyRow(tx: Tx, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update api_key set revoked_at = now() where api_key_id = ${id} and revoked_at is null`.execute(tx)
  return numAffectedRows === 1n
}
