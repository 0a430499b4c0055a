import { lazyPage } from '#web/index.ts'

export { searchEverything } from './search.ts'
export const TodayPage = lazyPage(() => import('./today-page.tsx'), 'TodayPage')
export const CustomersPage = lazyPage(() => import('./customers-page.tsx'), 'CustomersPage')
export const CustomerPage = lazyPage(() => import('./customer-page.tsx'), 'CustomerPage')
export const InvoicePage = lazyPage(() => import('./invoice-page.tsx'), 'InvoicePage')
