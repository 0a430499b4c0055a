// What charges shows: its pages, and what an invoice's and a customer's page say of charges.
import { lazyPage } from '#web/index.ts'

export const ChargesPage = lazyPage(() => import('./charges-page.tsx'), 'ChargesPage')
export const CalculatorPage = lazyPage(() => import('./calculator-page.tsx'), 'CalculatorPage')
export const ChargeRules = lazyPage(() => import('./rules-page.tsx'), 'ChargeRules')
export { CustomerCharges } from './customer-charges.tsx'
export { InvoiceCharges } from './invoice-charges.tsx'
