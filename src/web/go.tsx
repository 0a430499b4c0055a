import type { MouseEvent, ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import type { Id } from '#kernel/id.ts'
import type { Path } from './paths.ts'

type GoProps = {
  readonly to: Path
  readonly children: ReactNode
  readonly className?: string
  readonly 'aria-label'?: string
  readonly 'aria-current'?: 'page'
  readonly onClick?: () => void
}

/** A link to a screen: a real `<a href>`, so it opens in a new tab too. Its page is fetched when pointed at. */
export function Go({ to, children, onClick, ...rest }: GoProps): ReactNode {
  const router = useRouter()
  const follow = (event: MouseEvent): void => {
    onClick?.()
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.history.push(to)
  }
  const preload = (): void => void router.preloadRoute({ to: to.split('?')[0] ?? to }).catch(() => undefined)
  return (
    <a href={to} onClick={follow} onPointerEnter={preload} {...rest}>
      {children}
    </a>
  )
}

/** Goes to a screen from code: after a save, on a key. */
export function useGo(): (to: Path, options?: { readonly replace?: boolean }) => void {
  const router = useRouter()
  return (to, options) => (options?.replace ? router.history.replace(to) : router.history.push(to))
}

/** The identifier in the address of a page such as /clients/:id. */
export function useIdInPath<Kind extends string>(): Id<Kind> {
  const { id }: { id?: string } = useParams({ strict: false })
  if (id === undefined) throw new Error('this page has no :id in its path')
  return id as Id<Kind>
}

/** Loads the application anew at a screen, so that nothing of another person or firm stays in memory. */
export function startAnew(to: Path): void {
  location.assign(to)
}

/** Asks again who is signed in and shows it: after one's own name or language has changed. */
export function useSessionAgain(): () => Promise<void> {
  const router = useRouter()
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['session'] }).then(() => router.invalidate())
}
