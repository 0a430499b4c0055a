import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider, type AnyRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { queryClient } from './queries.ts'
import { cssVariables, theme } from './theme.ts'

const colourScheme = localStorageColorSchemeManager({ key: 'quittance.scheme' })

/** Everything a page stands on: colours, cache, messages, router. */
export function App({ router }: { readonly router: AnyRouter }): ReactNode {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colourScheme}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-center" limit={3} containerWidth={420} transitionDuration={100} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
