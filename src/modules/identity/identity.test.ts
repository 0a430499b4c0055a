import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TenantId, UserId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import type { Actor, App } from '#platform/app.ts'
import { openAuth, type Auth } from '#platform/auth.ts'
import type { Database } from '#platform/db/database.ts'
import { testApp } from '#test/app.ts'
import { actorOn } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { changeUser, createKey, foundTenant, inviteUser, renewLink, revokeKey } from './run.ts'
import { authenticator, chooseTenant, openLink, saveProfile, signIn, signOut } from './sessions.ts'

let db: Database
let auth: Auth
let app: App
beforeAll(async () => {
  db = await freshDatabase()
  auth = await openAuth(db, undefined)
  app = testApp(db)
})
afterAll(async () => {
  await auth.close()
  await db.close()
})

const FIRM = { country: 'FR', timeZone: 'Europe/Paris' }
const PASSWORD = 'correct horse battery'

async function firm(
  name: string,
  email: string,
): Promise<{ tenant: TenantId; user: UserId; token: string; actor: Actor }> {
  const made = await foundTenant(app, auth, { ...FIRM, name, email, person: name })
  return { ...made, actor: { ...actorOn(made.tenant, '2026-03-02'), user: made.user } }
}

/** The headers a browser would send after an answer. */
function cookies(out: Headers): Headers {
  return new Headers({
    cookie: out
      .getSetCookie()
      .map(text => text.split(';')[0])
      .join('; '),
  })
}

function caller(headers: Headers): Promise<Actor | null> {
  return authenticator(app, auth)(new Request('http://localhost/', { headers }))
}

test('a one-time link opens the door once; then a password does', async () => {
  const { tenant, token } = await firm('Un', 'un@firm.example')
  const out = new Headers()
  expect(unwrap(await openLink(app, auth, token, out))).toMatchObject({ role: 'administrator', hasPassword: false })
  expect(await openLink(app, auth, token, new Headers())).toMatchObject({ refusal: { code: 'link-not-valid' } })
  const session = cookies(out)
  expect(await caller(session)).toMatchObject({ tenant, role: 'administrator', via: 'screen' })

  unwrap(await saveProfile(app, auth, session, { password: { old: '', new: PASSWORD } }))
  const wrong = await signIn(app, auth, { email: 'un@firm.example', password: 'not this one at all' }, new Headers())
  expect(wrong).toMatchObject({ refusal: { code: 'wrong-credentials' } })
  const again = new Headers()
  unwrap(await signIn(app, auth, { email: 'UN@firm.example', password: PASSWORD }, again))
  await signOut(auth, cookies(again), new Headers())
  expect(await caller(cookies(again))).toBeNull()
})

test('guessing is slowed down, whoever is guessed', async () => {
  await firm('Deux', 'deux@firm.example')
  const tries = []
  for (let n = 0; n < 12; n += 1) {
    const tried = await signIn(app, auth, { email: 'deux@firm.example', password: 'guessing, guessing' }, new Headers())
    tries.push(tried.ok ? 'in' : tried.refusal.code)
  }
  expect(tries.slice(0, 10)).toEqual(Array(10).fill('wrong-credentials'))
  expect(tries.slice(10)).toEqual(['too-many-tries', 'too-many-tries'])
})

test('no firm hands out a link into another firm', async () => {
  const ours = await firm('Trois', 'trois@firm.example')
  const theirs = await firm('Quatre', 'quatre@firm.example')
  const out = new Headers()
  unwrap(await openLink(app, auth, theirs.token, out))
  const invited = await inviteUser(app, auth, ours.actor, {
    email: 'quatre@firm.example',
    name: 'Q',
    role: 'collector',
  })
  expect(unwrap(invited).token).toBeNull()
  expect(await caller(cookies(out))).toBeNull()
  expect(await renewLink(app, auth, ours.actor, theirs.user)).toMatchObject({ refusal: { code: 'works-elsewhere' } })
  expect(await renewLink(app, auth, ours.actor, ours.user)).toMatchObject({ ok: true })
})

test('a person of two firms chooses, and is nobody in a third', async () => {
  const [first, second, third] = [
    await firm('A', 'a@firm.example'),
    await firm('B', 'b@firm.example'),
    await firm('C', 'c@firm.example'),
  ]
  const out = new Headers()
  unwrap(await openLink(app, auth, first.token, out))
  unwrap(await saveProfile(app, auth, cookies(out), { password: { old: '', new: PASSWORD } }))
  unwrap(await inviteUser(app, auth, second.actor, { email: 'a@firm.example', name: 'A', role: 'director' }))
  const back = new Headers()
  const session = unwrap(await signIn(app, auth, { email: 'a@firm.example', password: PASSWORD }, back))
  expect(session.tenants.map(tenant => tenant.name)).toEqual(['A', 'B'])
  unwrap(await chooseTenant(app, auth, cookies(back), second.tenant))
  expect(await caller(cookies(back))).toMatchObject({ tenant: second.tenant, role: 'director' })
  expect(await chooseTenant(app, auth, cookies(back), third.tenant)).toMatchObject({
    refusal: { code: 'not-a-member' },
  })
})

test('somebody keeps the keys; a closed account is out at once', async () => {
  const { actor, user } = await firm('Cinq', 'cinq@firm.example')
  expect(await changeUser(app, actor, user, { role: 'director' })).toMatchObject({
    refusal: { code: 'last-administrator' },
  })
  const second = unwrap(await inviteUser(app, auth, actor, { email: 'six@firm.example', name: 'S', role: 'collector' }))
  const out = new Headers()
  unwrap(await openLink(app, auth, second.token ?? '', out))
  expect(await caller(cookies(out))).toMatchObject({ role: 'collector' })
  unwrap(await changeUser(app, actor, second.user.id, { active: false }))
  expect(await caller(cookies(out))).toBeNull()
})

test('an API key acts for its firm in its role until it is revoked', async () => {
  const { actor, tenant } = await firm('Sept', 'sept@firm.example')
  const { key, secret } = unwrap(await createKey(app, actor, { name: 'Compta', role: 'director' }))
  const bearer = (text: string): Headers => new Headers({ authorization: `Bearer ${text}` })
  expect(await caller(bearer(secret))).toMatchObject({ tenant, role: 'director', via: 'api', user: null })
  expect(await caller(bearer(`${secret.slice(0, -1)}?`))).toBeNull()
  unwrap(await revokeKey(app, actor, key.id))
  expect(await caller(bearer(secret))).toBeNull()
})
