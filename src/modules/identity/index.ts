/** The door of this module: what others may use. */
export { routes } from './http.ts'
export { foundTenant } from './run.ts'
export { authenticator } from './sessions.ts'
export { findAccount, loadTenants, type Tenant } from './store.ts'
