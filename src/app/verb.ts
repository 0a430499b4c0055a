import type { Refusal } from '#kernel/result.ts'

/** Exit codes of every verb: done, refused with a reason, wrong usage. */
export type ExitCode = 0 | 1 | 2

/** One verb of the command line. Answers go to stdout, progress and complaints to stderr. */
export type Verb = {
  /** One line for `quittance help`. */
  readonly summary: string
  /** The usage text, printed by `quittance help VERB` and after a wrong call. */
  readonly usage: string
  readonly run: (args: readonly string[]) => Promise<ExitCode>
}

/** A call the verb cannot understand: the usage follows, exit code 2. */
export class WrongUsage extends Error {}

/** Writes one line of the answer. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Writes one line of progress or complaint. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Says a refusal the way the command line always does, and gives its exit code. */
export function sayRefusal(refusal: Refusal, json: boolean): ExitCode {
  if (json) print(JSON.stringify({ error: refusal }))
  say(`${refusal.code}: ${refusal.message}`)
  return 1
}
