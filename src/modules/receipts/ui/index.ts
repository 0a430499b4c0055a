// What receipts shows: its pages, and a customer's payments for the customer's page.
import { lazyPage } from '#web/index.ts'

export { CustomerReceipts } from './customer-receipts.tsx'
export { AnnounceCheque } from './cheque-announce.tsx'
export { CustomerCheques } from './customer-cheques.tsx'
export const ChequesPage = lazyPage(() => import('./cheques-page.tsx'), 'ChequesPage')
export const ReceiptsPage = lazyPage(() => import('./receipts-page.tsx'), 'ReceiptsPage')
export const BankAccountsPage = lazyPage(() => import('./bank-accounts-page.tsx'), 'BankAccountsPage')
