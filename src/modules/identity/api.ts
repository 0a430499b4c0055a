import { z } from 'zod'
import { ADMINISTRATORS, contract } from '#kernel/contract.ts'
import { zAt, zId, zLanguage } from '#kernel/schema.ts'

export const zRole = z.enum(['collector', 'credit-manager', 'director', 'administrator'])

const zSession = z.object({
  user: z.object({ id: zId, name: z.string(), email: z.string(), language: zLanguage }),
  tenant: z.object({ id: zId, name: z.string(), country: z.string(), timeZone: z.string() }),
  role: zRole,
  tenants: z.array(z.object({ id: zId, name: z.string(), role: zRole })),
  /** False for someone who came by a one-time link and should now choose a password. */
  hasPassword: z.boolean(),
  /** Today in the tenant's time zone: screens count days from it, never from the browser's clock. */
  today: z.string(),
})

export const readSession = contract({
  name: 'readSession',
  method: 'get',
  path: '/session',
  summary: 'Who is signed in, for which tenant, in which role',
  access: 'signed-in',
  answer: zSession,
})

export const signIn = contract({
  name: 'signIn',
  method: 'post',
  path: '/session/sign-in',
  summary: 'Sign in with e-mail and password; sets the session cookie',
  access: 'public',
  body: z.object({ email: z.email(), password: z.string().min(1).max(200) }),
  answer: zSession,
  refusals: { 'wrong-credentials': 403, 'too-many-tries': 429, 'no-tenant': 403 },
})

export const openLink = contract({
  name: 'openLink',
  method: 'post',
  path: '/session/link',
  summary: 'Sign in by a one-time link; sets the session cookie',
  access: 'public',
  body: z.object({ token: z.string().max(200) }),
  answer: zSession,
  refusals: { 'link-not-valid': 404, 'no-tenant': 403 },
})

export const signOut = contract({
  name: 'signOut',
  method: 'post',
  path: '/session/sign-out',
  summary: 'End this session',
  access: 'signed-in',
})

export const chooseTenant = contract({
  name: 'chooseTenant',
  method: 'post',
  path: '/session/tenant',
  summary: 'Work for another tenant of the same person',
  access: 'signed-in',
  body: z.object({ tenant: zId }),
  answer: zSession,
  refusals: { 'not-a-member': 403 },
})

export const saveProfile = contract({
  name: 'saveProfile',
  method: 'patch',
  path: '/session/profile',
  summary: 'Change own name, language or password',
  access: 'signed-in',
  body: z.object({
    name: z.string().min(1).max(100).optional(),
    language: zLanguage.optional(),
    password: z.object({ old: z.string().max(200), new: z.string().min(12).max(200) }).optional(),
  }),
  answer: zSession,
  refusals: { 'wrong-credentials': 403 },
})

const zUser = z.object({
  id: zId,
  name: z.string(),
  email: z.string(),
  role: zRole,
  active: z.boolean(),
  lastSeenAt: zAt.nullable(),
})

export const listUsers = contract({
  name: 'listUsers',
  method: 'get',
  path: '/users',
  summary: 'The people of this tenant',
  access: 'signed-in',
  answer: z.object({ items: z.array(zUser) }),
})

export const inviteUser = contract({
  name: 'inviteUser',
  method: 'post',
  path: '/users',
  summary: 'Invite a person: answers a one-time link to hand over, or null when they have an account of another firm',
  access: ADMINISTRATORS,
  body: z.object({ email: z.email(), name: z.string().min(1).max(100), role: zRole }),
  answer: z.object({ user: zUser, link: z.string().nullable() }),
  refusals: { 'already-a-member': 409 },
})

export const changeUser = contract({
  name: 'changeUser',
  method: 'patch',
  path: '/users/:user',
  summary: 'Change a role, or switch an account off or on',
  access: ADMINISTRATORS,
  params: z.object({ user: zId }),
  body: z.object({ role: zRole.optional(), active: z.boolean().optional() }),
  answer: zUser,
  refusals: { 'not-found': 404, 'last-administrator': 409 },
})

export const renewLink = contract({
  name: 'renewLink',
  method: 'post',
  path: '/users/:user/link',
  summary: 'A new one-time link for somebody who lost their password',
  access: ADMINISTRATORS,
  params: z.object({ user: zId }),
  answer: z.object({ link: z.string() }),
  refusals: { 'not-found': 404, 'works-elsewhere': 409 },
})

const zKey = z.object({
  id: zId,
  name: z.string(),
  role: zRole,
  start: z.string(),
  createdAt: zAt,
  lastUsedAt: zAt.nullable(),
})

export const listKeys = contract({
  name: 'listKeys',
  method: 'get',
  path: '/api-keys',
  summary: 'API keys of this tenant, without their secrets',
  access: ADMINISTRATORS,
  answer: z.object({ items: z.array(zKey) }),
})

export const createKey = contract({
  name: 'createKey',
  method: 'post',
  path: '/api-keys',
  summary: 'Make an API key; its secret is shown this once',
  access: ADMINISTRATORS,
  body: z.object({ name: z.string().min(1).max(100), role: zRole }),
  answer: z.object({ key: zKey, secret: z.string() }),
})

export const revokeKey = contract({
  name: 'revokeKey',
  method: 'delete',
  path: '/api-keys/:key',
  summary: 'Revoke an API key at once',
  access: ADMINISTRATORS,
  params: z.object({ key: zId }),
  refusals: { 'not-found': 404 },
})
