import type { ReadOutcome, StatementDocument, StatementEntry } from '../outcome.ts'
import { readStatement } from './index.ts'

/** Reads a text that must be recognised. */
export function read(text: string, name = 'file.txt'): ReadOutcome {
  const outcome = readStatement(new TextEncoder().encode(text), name)
  if (!outcome) throw new Error('not recognised')
  return outcome
}

/** The first document of a file that must not be refused. */
export function only(outcome: ReadOutcome): StatementDocument {
  if (outcome.error) throw new Error(`refused: ${outcome.error.code}: ${outcome.error.message}`)
  return outcome.documents[0] as StatementDocument
}

/** The first entry of the first document. */
export function first(outcome: ReadOutcome): StatementEntry {
  return only(outcome).entries[0] as StatementEntry
}

/** The codes of the warnings, in order. */
export function codes(outcome: ReadOutcome): string[] {
  return outcome.warnings.map(warning => warning.code)
}

/** A fixed-width line: texts at columns counted from 1. */
export function line(width: number, ...fields: readonly (readonly [number, string])[]): string {
  return fields.reduce(
    (done, [from, text]) => done.slice(0, from - 1) + text + done.slice(from - 1 + text.length),
    ' '.repeat(width),
  )
}
