/** The door of this module: what others may use. */
export type * from './model.ts'
export { routes } from './http.ts'
export { addCreditor, changeCreditor, foundSegments, listCreditors } from './run.ts'
