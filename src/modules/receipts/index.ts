/** The door of this module: what others may use. */
export { importAndMatch, importStatement, tieReturns, type Reconciled, type StatementImport } from './import.ts'
export { applyCertain, propose, undo, type Verdicts } from './run.ts'
export { announceCheque, depositCheques, move as moveCheque } from './cheques.ts'
export { listReceipts } from './read.ts'
export type { LineId } from './model.ts'
export { routes } from './http.ts'
