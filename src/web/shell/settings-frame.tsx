import { useEffect, useRef, type ReactNode } from 'react'
import { Outlet, useLocation } from '@tanstack/react-router'
import type { Role } from '#kernel/contract.ts'
import { Go } from '../go.tsx'
import { useText } from '../i18n.ts'
import { PageHeader } from '../patterns/page-header.tsx'
import { paths, patterns, type Path } from '../paths.ts'
import { pages } from '../routes.tsx'
import { useSession } from '../session.tsx'

type Setting = {
  readonly id:
    | 'company'
    | 'segments'
    | 'rates'
    | 'chargeRules'
    | 'bankAccounts'
    | 'mail'
    | 'users'
    | 'apiKeys'
    | 'profile'
  readonly to: Path
  /** Who may see it; everybody when absent. */
  readonly roles?: readonly Role[]
}

/** The settings in the order a new firm goes through them; one's own profile stands last. */
const SETTINGS: readonly Setting[] = [
  { id: 'company', to: paths.company() },
  { id: 'segments', to: paths.segments() },
  { id: 'rates', to: paths.rates() },
  { id: 'chargeRules', to: paths.chargeRules() },
  { id: 'bankAccounts', to: paths.bankAccounts() },
  { id: 'mail', to: paths.mail() },
  { id: 'users', to: paths.users() },
  { id: 'apiKeys', to: paths.apiKeys(), roles: ['administrator'] },
  { id: 'profile', to: paths.profile() },
]

/** The settings whose pages exist and which this role may see. */
export function settingsOf(existing: readonly string[], role: Role): readonly Setting[] {
  return SETTINGS.filter(one => existing.includes(patterns[one.id]) && (one.roles?.includes(role) ?? true))
}

/**
 * Around every page of the settings: their title, and their list at the left (above, on a phone). A page inside begins
 * with a `Section`, since the title of the page is said here.
 */
export function SettingsFrame(): ReactNode {
  const t = useText()
  const { role } = useSession()
  const { pathname } = useLocation()
  const existing = pages.map(one => one.path)
  const list = useRef<HTMLElement>(null)
  // On a phone the list is one line that scrolls: the page shown must be seen in it.
  useEffect(() => {
    list.current?.querySelector(`[href="${pathname}"]`)?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [pathname])
  return (
    <>
      <PageHeader title={t('nav.settings')} />
      <div className="settings">
        <nav ref={list} className="settings-list" aria-label={t('nav.settings')}>
          {settingsOf(existing, role).map(({ id, to }) => (
            <Go key={id} to={to} className="nav-item" {...(pathname === to ? { 'aria-current': 'page' as const } : {})}>
              {t(`settings.${id}`)}
            </Go>
          ))}
        </nav>
        <div className="settings-page">
          <Outlet />
        </div>
      </div>
    </>
  )
}
