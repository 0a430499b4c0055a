import { createContext, useContext } from 'react'
import type { Role } from '#kernel/contract.ts'
import type { Day } from '#kernel/day.ts'
import type { TenantId } from '#kernel/id.ts'

export const LANGUAGES = ['fr', 'nl', 'en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

/** Who looks at the screen. `today` is the tenant's, said by the server: the browser's clock is never asked. */
export type Session = {
  readonly name: string
  readonly email: string
  readonly tenant: string
  /** The firms this person works for, the current one included. */
  readonly tenants: readonly { readonly id: TenantId; readonly name: string; readonly current: boolean }[]
  readonly role: Role
  readonly language: Language
  readonly today: Day
  readonly timeZone: string
}

const SessionContext = createContext<Session | null>(null)
export const SessionProvider = SessionContext.Provider

/** The signed-in person. Throws outside the shell: sign-in pages have nobody yet. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('useSession is for pages inside the shell')
  return session
}

/** True when the person has one of the roles; for hiding a gesture, the server refuses it anyway. */
export function useMay(roles: readonly Role[]): boolean {
  return roles.includes(useSession().role)
}
