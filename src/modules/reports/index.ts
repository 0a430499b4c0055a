/** The door of this module: what others may use. */
export { routes } from './http.ts'
export { agedBalance, agesToJson, exportAged, type AgedBalance } from './run.ts'
export type { AgedBy } from './store.ts'
