/** The door of this module: what others may use. */
export type { MessageRequest, MessageState } from './model.ts'
export { THANK_YOU, WAIVER_TOLD } from './model.ts'
export { loadThanked, requestMessages } from './store.ts'
export { waiverLetter } from './waivers.ts'
export { deliver } from './deliver.ts'
export { approve, cancelPaid, stopTelling, TAKE_BACK_SECONDS } from './run.ts'
export { jobs } from './jobs.ts'
export { routes } from './http.ts'
