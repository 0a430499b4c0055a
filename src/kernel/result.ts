/**
 * The expected "no": a value with a code and data, never an exception.
 * Screens translate the code; `message` is the plain English that logs and `--json` show.
 */
export type Refusal = {
  readonly code: string
  readonly message: string
  readonly data?: Readonly<Record<string, unknown>>
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal }

/** Wraps a good answer. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

/** Says no: `code` is kebab-case and stable, `message` says what, why and how to mend it. */
export function refuse(code: string, message: string, data?: Readonly<Record<string, unknown>>): Result<never> {
  return { ok: false, refusal: data === undefined ? { code, message } : { code, message, data } }
}

/** The value, or a thrown `Error` carrying the refusal as `cause`: for places where a refusal would be a bug. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`unexpected refusal ${result.refusal.code}: ${result.refusal.message}`, { cause: result.refusal })
}

/** Makes the compiler prove that a switch is complete. */
export function unreachable(value: never): never {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`)
}
