// What reports shows: its pages.
import { lazyPage } from '#web/index.ts'

export const AgedPage = lazyPage(() => import('./aged-page.tsx'), 'AgedPage')
