import { createHash } from 'node:crypto'
import type { Actor, App } from '#platform/app.ts'
import type { Auth } from '#platform/auth.ts'
import type { Role } from '#kernel/contract.ts'
import type { TenantId, UserId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import * as store from './store.ts'

const TRIES = 10
const MINUTES = 15

/** Who is signed in, as the screens show it. */
export type Session = {
  readonly user: { readonly id: UserId; readonly name: string; readonly email: string; readonly language: Language }
  readonly tenant: store.Tenant
  readonly role: Role
  readonly tenants: readonly { readonly id: TenantId; readonly name: string; readonly role: Role }[]
  readonly hasPassword: boolean
  readonly today: string
}

type Language = 'fr' | 'nl' | 'en' | 'de'

/** The sign-in library's own answer about a cookie, with what we keep in it. */
async function openSession(auth: Auth, headers: Headers) {
  const found = await auth.api.getSession({ headers })
  if (!found) return null
  const { id, name, email } = found.user
  return {
    user: { id: id as UserId, name, email, language: (found.user.language ?? 'fr') as Language },
    token: found.session.token,
    tenant: (found.session.tenantId ?? null) as TenantId | null,
  }
}

/** Who calls: by API key, else by session cookie; null for nobody. */
export function authenticator(app: App, auth: Auth): (request: Request) => Promise<Actor | null> {
  return async request => {
    const bearer = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
    if (bearer !== undefined) return actorOfKey(app, bearer)
    const session = request.headers.has('cookie') ? await openSession(auth, request.headers) : null
    if (!session) return null
    const memberships = await store.loadMemberships(app.db, session.user.id)
    const current = memberships.find(({ tenant }) => tenant.id === session.tenant) ?? memberships[0]
    if (!current) return null
    await app.db.inTenant(current.tenant.id, tx => store.recordSeen(tx, session.user.id))
    const today = app.clock.today(current.tenant.timeZone)
    return { tenant: current.tenant.id, user: session.user.id, role: current.role, via: 'screen', today }
  }
}

/** The text of a key is `qk_<tenant>_<secret>`: it says in whose house to look for it. */
export const KEY_FORM = /^qk_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/

/** The hash under which a key is kept. */
export function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

async function actorOfKey(app: App, key: string): Promise<Actor | null> {
  const hex = KEY_FORM.exec(key)?.[1]
  if (hex === undefined) return null
  const tenant = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as TenantId
  const found = await app.db.inTenant(tenant, tx => store.findKey(tx, digestOf(key)))
  const zone = (await store.loadTenants(app.db)).find(({ id }) => id === tenant)?.timeZone
  if (!found || zone === undefined) return null
  return { tenant, user: null, role: found.role, via: 'api', today: app.clock.today(zone) }
}

/** What the screens need to know of the session behind these headers. Refused: `no-tenant`. */
export async function describeSession(app: App, auth: Auth, headers: Headers): Promise<Result<Session>> {
  const session = await openSession(auth, headers)
  if (!session) return refuse('not-signed-in', 'sign in first')
  const memberships = await store.loadMemberships(app.db, session.user.id)
  const current = memberships.find(({ tenant }) => tenant.id === session.tenant) ?? memberships[0]
  if (!current) {
    return refuse('no-tenant', 'this account works for nobody here any more: ask an administrator to invite you')
  }
  return ok({
    user: session.user,
    tenant: current.tenant,
    role: current.role,
    tenants: memberships.map(({ tenant, role }) => ({ id: tenant.id, name: tenant.name, role })),
    hasPassword: await store.hasPassword(app.db, session.user.id),
    today: app.clock.today(current.tenant.timeZone),
  })
}

/** Headers that carry the cookies an answer has just set, so that the new session can be described at once. */
function withCookies(answer: Response): Headers {
  const cookie = answer.headers
    .getSetCookie()
    .map(text => text.split(';')[0])
    .join('; ')
  return new Headers({ cookie })
}

function copyCookies(from: Response, to: Headers): void {
  for (const cookie of from.headers.getSetCookie()) to.append('set-cookie', cookie)
}

/** Signs in with a password. Refused: `wrong-credentials`, `too-many-tries`, `no-tenant`. */
export async function signIn(
  app: App,
  auth: Auth,
  given: { readonly email: string; readonly password: string },
  out: Headers,
): Promise<Result<Session>> {
  const key = digestOf(given.email.toLowerCase()).toString('hex')
  if ((await store.countAttempt(app.db, key, MINUTES)) > TRIES) {
    return refuse(
      'too-many-tries',
      `too many tries: wait ${MINUTES} minutes, or ask an administrator for a one-time link`,
    )
  }
  const answer = await auth.api.signInEmail({ body: given, asResponse: true })
  // The same words whether the address is unknown or the password wrong: nobody learns who works here.
  if (!answer.ok) return refuse('wrong-credentials', 'this e-mail and password do not go together: check both')
  const session = await describeSession(app, auth, withCookies(answer))
  if (!session.ok) return session
  await store.forgetAttempts(app.db, key)
  copyCookies(answer, out)
  return session
}

/** Signs in by a one-time link. Refused: `link-not-valid`, `no-tenant`. */
export async function openLink(app: App, auth: Auth, token: string, out: Headers): Promise<Result<Session>> {
  const answer = await auth.api.magicLinkVerify({ query: { token }, headers: new Headers(), asResponse: true })
  if (answer.headers.getSetCookie().length === 0) {
    return refuse('link-not-valid', 'this link was used already or is too old: ask for a new one')
  }
  const session = await describeSession(app, auth, withCookies(answer))
  if (session.ok) copyCookies(answer, out)
  return session
}

/** Ends the session behind these headers. */
export async function signOut(auth: Auth, headers: Headers, out: Headers): Promise<void> {
  copyCookies(await auth.api.signOut({ headers, asResponse: true }), out)
}

/** Works for another tenant from now on. Refused: `not-a-member`. */
export async function chooseTenant(app: App, auth: Auth, headers: Headers, tenant: TenantId): Promise<Result<Session>> {
  const session = await openSession(auth, headers)
  if (!session) return refuse('not-signed-in', 'sign in first')
  const memberships = await store.loadMemberships(app.db, session.user.id)
  if (!memberships.some(membership => membership.tenant.id === tenant)) {
    return refuse('not-a-member', 'this account does not work for that firm')
  }
  await store.recordSessionTenant(app.db, session.token, tenant)
  return describeSession(app, auth, headers)
}

/** What a person may change about themselves. */
export type Profile = {
  readonly name?: string | undefined
  readonly language?: Language | undefined
  /** `old` is empty for an account that has no password yet. */
  readonly password?: { readonly old: string; readonly new: string } | undefined
}

/** Changes own name, language or password. Refused: `wrong-credentials`. */
export async function saveProfile(app: App, auth: Auth, headers: Headers, change: Profile): Promise<Result<Session>> {
  const session = await openSession(auth, headers)
  if (!session) return refuse('not-signed-in', 'sign in first')
  if (change.password && !(await changePassword(app, auth, headers, session.user.id, change.password))) {
    return refuse('wrong-credentials', 'the old password is not right', { field: 'password.old' })
  }
  await store.recordProfile(app.db, session.user.id, change)
  return describeSession(app, auth, headers)
}

async function changePassword(
  app: App,
  auth: Auth,
  headers: Headers,
  user: UserId,
  password: { readonly old: string; readonly new: string },
): Promise<boolean> {
  if (!(await store.hasPassword(app.db, user))) {
    const { status } = await auth.api.setPassword({ body: { newPassword: password.new }, headers })
    return status
  }
  const body = { currentPassword: password.old, newPassword: password.new, revokeOtherSessions: true }
  return (await auth.api.changePassword({ body, headers, asResponse: true })).ok
}
