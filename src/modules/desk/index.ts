/** The door of this module: what others may use. */
export { routes } from './http.ts'
