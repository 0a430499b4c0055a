import type { Contract } from '#kernel/contract.ts'
import type { Refusal } from '#kernel/result.ts'
import { toJson } from './json.ts'

/** One mistake in what the caller sent: where (`body.lines.0.amount`) and why. */
export type Mistake = { readonly path: string; readonly message: string }

/** An RFC 9457 problem. `code` and `data` are what programs read, `detail` is for people who read English. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly data?: Readonly<Record<string, unknown>>
  readonly errors?: readonly Mistake[]
}

// Refusals that mean the same everywhere; a contract may give any of them another status.
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  'not-signed-in': 401,
  'not-allowed': 403,
  'foreign-origin': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'request-in-progress': 409,
  'too-large': 413,
  'wrong-media-type': 415,
  'not-json': 400,
  'not-a-form': 400,
}

/** The problem document of a refusal; status from the contract, else by code, else 422. */
export function problemOf(refusal: Refusal, refusals?: Contract['refusals'], errors?: readonly Mistake[]): Problem {
  return {
    type: `urn:quittance:refusal:${refusal.code}`,
    title: titleOf(refusal.code),
    status: refusals?.[refusal.code] ?? STATUS_BY_CODE[refusal.code] ?? 422,
    detail: refusal.message,
    code: refusal.code,
    ...(refusal.data === undefined ? {} : { data: refusal.data }),
    ...(errors === undefined ? {} : { errors }),
  }
}

/** The problem document of a failure or a bug: nothing of the inside, only the number under which the log has it. */
export function incidentOf(incident: string): Problem {
  return {
    type: 'urn:quittance:failure',
    title: 'Something went wrong on our side',
    status: 500,
    detail: `Nothing you sent was wrong. Quote incident ${incident} to whoever runs this server; its log says why.`,
    code: 'failure',
    data: { incident },
  }
}

/** A problem as an HTTP answer. */
export function problemResponse(problem: Problem): Response {
  return new Response(toJson(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  })
}

function titleOf(code: string): string {
  const words = code.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
