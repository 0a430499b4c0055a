// What receivables shows: its pages.
import { lazyPage } from '#web/index.ts'

export const InvoicesPage = lazyPage(() => import('./invoices-page.tsx'), 'InvoicesPage')
export { InvoicePage, type Invoice } from './invoice-page.tsx'
export const QualityPage = lazyPage(() => import('./quality-page.tsx'), 'QualityPage')
export const IssuePage = lazyPage(() => import('./issue-page.tsx'), 'IssuePage')
export const ImportPage = lazyPage(() => import('./import-page.tsx'), 'ImportPage')
export const RetentionPage = lazyPage(() => import('./retention-page.tsx'), 'RetentionPage')
