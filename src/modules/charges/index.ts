/** The door of this module: what others may use. */
export type { ChargeKind, Choice, ClaimId } from './model.ts'
export { claimCharges, type Claimed } from './claims.ts'
export { exportCharges, listCharges, readInvoiceCharges, sumCharges } from './run.ts'
export { chargesOfReminder, claimInReminder, type ReminderCharges } from './reminder.ts'
export { waiveCharges } from './waive.ts'
export type { Telling } from './telling.ts'
export { loadStandingWaivers, type KeptWaiver } from './waiver-store.ts'
export { routes } from './http.ts'
