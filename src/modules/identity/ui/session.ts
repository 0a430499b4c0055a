import { day } from '#kernel/day.ts'
import type { TenantId } from '#kernel/id.ts'
import { ApiProblem, call, type Language, type Session } from '#web/index.ts'
import * as api from '../api.ts'

/** The signed-in person, or null when nobody is. */
export async function loadSession(): Promise<Session | null> {
  try {
    const { user, tenant, tenants, role, today } = await call(api.readSession, {}, { mayBeNobody: true })
    return {
      name: user.name,
      email: user.email,
      language: user.language,
      tenant: tenant.name,
      tenants: tenants.map(({ id, name }) => ({ id: id as TenantId, name, current: id === tenant.id })),
      role,
      today: day(today),
      timeZone: tenant.timeZone,
    }
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null
    throw error
  }
}

/** Ends the session. */
export function signOut(): Promise<void> {
  return call(api.signOut, {})
}

/** Works for another firm from now on. */
export async function chooseTenant(tenant: TenantId): Promise<void> {
  await call(api.chooseTenant, { body: { tenant } })
}

/** Keeps the language with the account. */
export async function saveLanguage(language: Language): Promise<void> {
  await call(api.saveProfile, { body: { language } })
}
