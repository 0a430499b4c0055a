// What receivables shows: its pages.
import { lazyPage } from '#web/index.ts'

export const InvoicesPage = lazyPage(() => import('./invoices-page.tsx'), 'InvoicesPage')
export const InvoicePage = lazyPage(() => import('./invoice-page.tsx'), 'InvoicePage')
export const ImportPage = lazyPage(() => import('./import-page.tsx'), 'ImportPage')
