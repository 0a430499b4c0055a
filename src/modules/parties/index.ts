/** The door of this module: what others may use. */
export type * from './model.ts'
export { routes } from './http.ts'
export { addCreditor, changeCreditor, foundSegments, listCreditors } from './run.ts'
export { loadCreditors } from './store.ts'
export type { Says } from './import-decide.ts'
export { countReachable, findCustomers } from './import-store.ts'
export { takeCustomers, type CustomerMemory } from './import-run.ts'
export { matchCreditor, saysOf } from './import-words.ts'
