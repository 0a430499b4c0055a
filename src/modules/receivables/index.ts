/** The door of this module: what others may use. */
export type * from './model.ts'
export { importFile, type ImportedFile, type ImportOptions } from './import.ts'
export { exportErrors, readImport, type ImportView } from './import-read.ts'
export { jobs } from './jobs.ts'
export { routes } from './http.ts'
