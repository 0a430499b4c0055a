import type { Actor, App } from '#platform/app.ts'
import type { Auth } from '#platform/auth.ts'
import { newId, randomToken } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import type { Role } from '#kernel/contract.ts'
import type { TenantId, UserId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { digestOf } from './sessions.ts'
import * as store from './store.ts'

/**
 * Makes a tenant with its first administrator, who enters by a one-time link. The rest of the house is furnished by
 * app/.
 */
export async function foundTenant(
  app: App,
  auth: Auth,
  given: {
    readonly name: string
    readonly country: string
    readonly timeZone: string
    readonly email: string
    readonly person: string
  },
): Promise<{ tenant: TenantId; user: UserId; token: string }> {
  const tenant = newId<'tenant'>()
  const user = await accountOf(app, given.email, given.person)
  await app.db.inTenant(tenant, async tx => {
    await store.recordTenant(tx, { id: tenant, name: given.name, country: given.country, timeZone: given.timeZone })
    await store.recordMember(tx, tenant, user, 'administrator', true)
    const founder = { user, role: 'administrator', via: 'cli' } as const
    await record(tx, tenant, founder, [{ customer: null, kind: 'tenant-founded', data: { country: given.country } }])
  })
  return { tenant, user, token: await auth.makeLinkToken(given.email) }
}

async function accountOf(app: App, email: string, name: string): Promise<UserId> {
  const known = await store.findAccount(app.db, email)
  if (known !== null) return known
  const user = newId<'user'>()
  await store.recordAccount(app.db, user, email, name)
  return user
}

/** The people of the tenant. */
export function listUsers(app: App, actor: Actor): Promise<store.Person[]> {
  return app.db.inTenant(actor.tenant, tx => store.loadPeople(tx))
}

/**
 * Invites a person: makes the account when needed. Answers the token of a one-time link, or null for somebody who works
 * for another firm too: such a link would open that firm's door to us, so they sign in with their own password.
 * Refused: `already-a-member`.
 */
export async function inviteUser(
  app: App,
  auth: Auth,
  actor: Actor,
  given: { readonly email: string; readonly name: string; readonly role: Role },
): Promise<Result<{ user: store.Person; token: string | null }>> {
  const user = await accountOf(app, given.email, given.name)
  const added = await app.db.inTenant(actor.tenant, async tx => {
    if ((await store.loadPeople(tx)).some(person => person.id === user && person.active)) {
      return refuse('already-a-member', `${given.email} works here already`, { field: 'email' })
    }
    await store.recordMember(tx, actor.tenant, user, given.role, true)
    await record(tx, actor.tenant, actor, [{ customer: null, kind: 'user-invited', data: { user, role: given.role } }])
    const person = (await store.loadPeople(tx)).find(({ id }) => id === user)
    return person ? ok(person) : refuse('not-found', 'the new member is gone already')
  })
  if (!added.ok) return added
  if (await worksOnlyHere(app, actor, user))
    return ok({ user: added.value, token: await auth.makeLinkToken(given.email) })
  // Whoever holds an older session of this account must show the password before seeing a second firm.
  await store.closeSessions(app.db, user)
  return ok({ user: added.value, token: null })
}

async function worksOnlyHere(app: App, actor: Actor, user: UserId): Promise<boolean> {
  return (await store.loadMemberships(app.db, user)).every(({ tenant }) => tenant.id === actor.tenant)
}

/**
 * A new one-time link for somebody who lost their password. Refused: `not-found`, and `works-elsewhere` for a person of
 * several firms, whose door no single firm may open.
 */
export async function renewLink(app: App, auth: Auth, actor: Actor, user: UserId): Promise<Result<string>> {
  const people = await listUsers(app, actor)
  const person = people.find(({ id, active }) => id === user && active)
  if (!person) return refuse('not-found', 'there is no such person here, or the account is closed', { user })
  if (!(await worksOnlyHere(app, actor, user))) {
    return refuse(
      'works-elsewhere',
      `${person.name} works for another firm too: only their own password opens the account`,
    )
  }
  await app.db.inTenant(actor.tenant, tx =>
    record(tx, actor.tenant, actor, [{ customer: null, kind: 'link-renewed', data: { user } }]),
  )
  return ok(await auth.makeLinkToken(person.email))
}

/** Changes a role, or switches an account off or on. Refused: `not-found`, `last-administrator`. */
export function changeUser(
  app: App,
  actor: Actor,
  user: UserId,
  change: { readonly role?: Role | undefined; readonly active?: boolean | undefined },
): Promise<Result<store.Person>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const people = await store.loadPeople(tx)
    const person = people.find(({ id }) => id === user)
    if (!person) return refuse('not-found', 'there is no such person here', { user })
    const after = { ...person, role: change.role ?? person.role, active: change.active ?? person.active }
    const others = people.filter(({ id, role, active }) => id !== user && active && role === 'administrator')
    if (others.length === 0 && !(after.active && after.role === 'administrator')) {
      return refuse('last-administrator', 'name another administrator first: somebody must hold the keys', { user })
    }
    await store.recordMember(tx, actor.tenant, user, after.role, after.active)
    const facts = { user, role: after.role, active: after.active }
    await record(tx, actor.tenant, actor, [{ customer: null, kind: 'user-changed', data: facts }])
    return ok(after)
  })
}

/** The API keys of the tenant. */
export function listKeys(app: App, actor: Actor): Promise<store.ApiKey[]> {
  return app.db.inTenant(actor.tenant, tx => store.loadKeys(tx))
}

/** Makes an API key; its secret is answered this once and never again. */
export function createKey(
  app: App,
  actor: Actor,
  given: { readonly name: string; readonly role: Role },
): Promise<Result<{ key: store.ApiKey; secret: string }>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const secret = `qk_${actor.tenant.replaceAll('-', '')}_${randomToken(32)}`
    const id = newId<'api-key'>()
    const start = `${secret.slice(0, 3)}…${secret.slice(36, 41)}`
    const key = await store.recordKey(tx, actor.tenant, {
      ...given,
      id,
      start,
      digest: digestOf(secret),
      by: actor.user,
    })
    await record(tx, actor.tenant, actor, [{ customer: null, kind: 'key-made', data: { key: id, role: given.role } }])
    return key ? ok({ key, secret }) : refuse('not-found', 'the key was not kept; try again')
  })
}

/** Revokes an API key at once. Refused: `not-found`. */
export function revokeKey(app: App, actor: Actor, id: string): Promise<Result<void>> {
  return app.db.inTenant(actor.tenant, async tx => {
    if (!(await store.revokeKeyRow(tx, id)))
      return refuse('not-found', 'there is no such key, or it is revoked already')
    await record(tx, actor.tenant, actor, [{ customer: null, kind: 'key-revoked', data: { key: id } }])
    return ok(undefined)
  })
}
