// What terms shows: its pages, and the parts that other pages compose.
import { lazyPage } from '#web/index.ts'

export { CustomerTerms } from './customer-terms.tsx'
export { ClauseFacts } from './clause-facts.tsx'
export { TermsNotices } from './notices.tsx'
export { useBecauseText, type Because } from './words.ts'

export const TermsPage = lazyPage(() => import('./terms-page.tsx'), 'TermsPage')
export const VersionPage = lazyPage(() => import('./version-page.tsx'), 'VersionPage')
export const RatesSettings = lazyPage(() => import('./rates-settings.tsx'), 'RatesSettings')
