import { Skeleton } from '@mantine/core'
import { createRootRoute, createRoute, createRouter, Outlet, redirect, type AnyRoute } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { chosenLanguage, speak, useText } from './i18n.ts'
import { EmptyState } from './patterns/empty-state.tsx'
import { PageHeader } from './patterns/page-header.tsx'
import { Problem } from './patterns/problem.tsx'
import { paths, patterns } from './paths.ts'
import { startAnew } from './go.tsx'
import { queryClient } from './queries.ts'
import { doors, home, pages, type Page } from './routes.tsx'
import { SessionProvider, type Session } from './session.tsx'
import { SettingsFrame, settingsOf } from './shell/settings-frame.tsx'
import { Shell } from './shell/shell.tsx'

// Asked again now and then, so that a tab left open overnight learns the new `today`.
const SESSION_KEPT_MILLIS = 300_000

/** Builds the router: pages inside the shell ask for a session first, the others (sign-in) stand alone. */
export function routerOf(more: readonly Page[] = [], loadSession = doors.loadSession) {
  const all = [...pages, ...more]
  const inSettings = all.filter(one => one.settings)
  const existing = [...all.map(one => one.path), ...(inSettings.length > 0 ? [patterns.settings] : [])]
  const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })
  const signedIn = createRoute({
    getParentRoute: () => root,
    id: 'signed-in',
    beforeLoad: async ({ location }) => {
      const session = await queryClient.fetchQuery({
        queryKey: ['session'],
        queryFn: async () => (await loadSession?.()) ?? null,
        staleTime: SESSION_KEPT_MILLIS,
      })
      if (session === null) throw redirect({ href: paths.signIn(location.href) })
      await speak(chosenLanguage(session.language))
      return { session }
    },
    component: () => <Inside session={signedIn.useRouteContext().session} existing={existing} />,
  })
  const settings = createRoute({ getParentRoute: () => signedIn, id: 'settings', component: SettingsFrame })
  const firstSetting = createRoute({
    getParentRoute: () => signedIn,
    path: patterns.settings,
    beforeLoad: ({ context }) => {
      const [first] = settingsOf(existing, context.session.role)
      throw redirect({ href: first?.to ?? home, replace: true })
    },
  })
  const start = createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: home })
    },
  })
  return createRouter({
    routeTree: root.addChildren([
      start,
      signedIn.addChildren([
        ...all.filter(one => !one.outside && !one.settings).map(one => routeOf(signedIn, one)),
        ...(inSettings.length > 0 ? [firstSetting] : []),
        settings.addChildren(inSettings.map(one => routeOf(settings, one))),
      ]),
      ...all.filter(one => one.outside).map(one => routeOf(root, one)),
    ]),
    // Addresses are plain `?statut=echue&q=12`: no JSON, so that people can read and write them.
    parseSearch: search => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: search => {
      const text = new URLSearchParams(search as Record<string, string>).toString()
      return text === '' ? '' : `?${text}`
    },
    scrollRestoration: true,
    defaultPendingComponent: Waiting,
    defaultPendingMs: 200,
    defaultErrorComponent: Failed,
    defaultNotFoundComponent: NotFound,
  })
}

function routeOf(parent: AnyRoute, one: Page): AnyRoute {
  return createRoute({ getParentRoute: () => parent, path: one.path, component: one.page })
}

function Inside({ session, existing }: { readonly session: Session; readonly existing: readonly string[] }): ReactNode {
  const { signOut } = doors
  const leave = signOut && ((): void => void signOut().then(() => startAnew(paths.signIn())))
  return (
    <SessionProvider value={session}>
      <Shell existing={existing} search={doors.search} onSignOut={leave} />
    </SessionProvider>
  )
}

function Waiting(): ReactNode {
  const t = useText()
  return (
    <div className="waiting" role="status" aria-label={t('loading')}>
      <Skeleton height={28} width={240} />
      <Skeleton height={16} width={360} mt="sm" />
      <Skeleton height={320} mt="xl" />
    </div>
  )
}

function Failed({ error, reset }: { readonly error: unknown; readonly reset: () => void }): ReactNode {
  return <Problem error={error} onRetry={reset} />
}

function NotFound(): ReactNode {
  const t = useText()
  return (
    <>
      <PageHeader title={t('notFound')} />
      <EmptyState title={t('notFound')} hint={t('notFoundHint')} />
    </>
  )
}
