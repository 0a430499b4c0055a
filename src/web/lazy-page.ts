import type { ComponentType } from 'react'
import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'

/**
 * A page in its own chunk, fetched when its link is pointed at:
 * `export const InvoicesPage = lazyPage(() => import('./invoices-page.tsx'), 'InvoicesPage')`.
 */
export function lazyPage<Name extends string>(
  load: () => Promise<Readonly<Record<Name, ComponentType>>>,
  name: Name,
): RouteComponent {
  return lazyRouteComponent(load as () => Promise<Record<string, ComponentType>>, name)
}
