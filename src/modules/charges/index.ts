/** The door of this module: what others may use. */
export type { ChargeKind, Choice, ClaimId } from './model.ts'
export { claimCharges, readInvoiceCharges } from './run.ts'
export { waiveCharges } from './waive.ts'
export { routes } from './http.ts'
