/** The door of this module: what others may use. */
export type { MessageRequest, MessageState } from './model.ts'
export { THANK_YOU } from './model.ts'
export { loadThanked, requestMessages } from './store.ts'
export { deliver } from './deliver.ts'
export { approve, cancelPaid } from './run.ts'
export { jobs } from './jobs.ts'
export { routes } from './http.ts'
