import type { z } from 'zod'
import type { Contract } from '#kernel/contract.ts'
import { ok, refuse, type Refusal, type Result } from '#kernel/result.ts'
import type { Mistake } from './problem.ts'

/** What a route receives: every part read by its schema. */
export type ParsedInput<C extends Contract> = Parsed<'params', C['params']> &
  Parsed<'query', C['query']> &
  Parsed<'body', C['body']>

type Parsed<Name extends string, Schema> = [NonNullable<Schema>] extends [never]
  ? unknown
  : { readonly [key in Name]: z.output<NonNullable<Schema>> }

/** The parts of a request before their schemas have seen them. `body` is JSON, or the fields of a form. */
export type RawInput = { readonly params: unknown; readonly query: unknown; readonly body: unknown }

/** Either the input, or a refusal with every mistake the schemas found. */
export type Checked =
  | { readonly ok: true; readonly input: unknown }
  | { readonly ok: false; readonly refusal: Refusal; readonly errors: readonly Mistake[] }

/** Limits of a body, in bytes. */
export type BodyLimits = { readonly json: number; readonly upload: number }

/** Runs the schemas of a contract over a request; lists all mistakes of all parts together. */
export async function checkInput(contract: Contract, raw: RawInput): Promise<Checked> {
  const input: Record<string, unknown> = {}
  const errors: Mistake[] = []
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = contract[part]
    if (!schema) continue
    errors.push(...zeroMistakes(raw[part], [part]))
    const read = await schema.safeParseAsync(raw[part])
    if (read.success) input[part] = read.data
    else errors.push(...read.error.issues.map(issue => ({ path: pathOf(part, issue), message: issue.message })))
  }
  if (errors.length === 0) return { ok: true, input }
  const places = errors.map(error => error.path).join(', ')
  const count = errors.length === 1 ? 'one part' : `${errors.length} parts`
  const message = `${count} of the request cannot be read: ${places}`
  return { ok: false, refusal: { code: 'invalid-request', message }, errors }
}

// PostgreSQL's text has no zero byte: one that came as far as a statement would be our failure, not the caller's
// mistake.
function zeroMistakes(value: unknown, path: readonly string[]): Mistake[] {
  if (typeof value === 'string') {
    return value.includes('\0') ? [{ path: path.join('.'), message: 'a text without zero bytes' }] : []
  }
  if (typeof value !== 'object' || value === null || value instanceof Blob) return []
  return Object.entries(value).flatMap(([key, item]) => zeroMistakes(item, [...path, key]))
}

function pathOf(part: string, issue: z.core.$ZodIssue): string {
  const below = issue.code === 'unrecognized_keys' ? issue.keys : []
  return [part, ...issue.path, ...below].map(String).join('.')
}

/** The query of a URL: a name met once is a string, met several times a list. */
export function queryOf(url: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null)
  const search = new URL(url).searchParams
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name)
    query[name] = values.length === 1 ? (values[0] ?? '') : values
  }
  return query
}

/**
 * Reads the body of a request as its contract says: JSON, or the fields of a form. Reading stops at the limit, whatever
 * the `Content-Length` claims. Refused with `too-large`, `wrong-media-type`, `not-json` or `not-a-form`.
 */
export async function readBody(contract: Contract, request: Request, limits: BodyLimits): Promise<Result<unknown>> {
  if (!contract.body) return ok(undefined)
  const wanted = contract.upload === true ? 'multipart/form-data' : 'application/json'
  const mediaType = request.headers.get('content-type') ?? ''
  const limit = contract.upload === true ? limits.upload : limits.json
  const bytes = await readCapped(request, limit)
  if (!bytes) return refuse('too-large', `the body is larger than the ${limit} bytes this route takes`, { limit })
  if (bytes.byteLength === 0 && contract.upload !== true) return ok(undefined)
  if (mediaType.split(';', 1)[0]?.trim().toLowerCase() !== wanted) {
    return refuse('wrong-media-type', `this route reads ${wanted}; the request says "${mediaType.slice(0, 80)}"`)
  }
  return contract.upload === true ? await readForm(bytes, mediaType) : readJson(bytes)
}

async function readCapped(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return null
  const chunks: Uint8Array[] = []
  let size = 0
  if (request.body) {
    for await (const chunk of request.body) {
      size += chunk.byteLength
      if (size > limit) return null
      chunks.push(chunk)
    }
  }
  const whole = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.byteLength
  }
  return whole
}

function readJson(bytes: Uint8Array): Result<unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return ok(value)
  } catch (error) {
    return refuse('not-json', `the body is not JSON in UTF-8: ${error instanceof Error ? error.message : 'unreadable'}`)
  }
}

async function readForm(bytes: Uint8Array<ArrayBuffer>, mediaType: string): Promise<Result<unknown>> {
  try {
    const form = await new Response(bytes, { headers: { 'content-type': mediaType } }).formData()
    const fields: Record<string, unknown> = Object.create(null)
    for (const name of new Set(form.keys())) {
      const values = form.getAll(name)
      fields[name] = values.length === 1 ? values[0] : values
    }
    return ok(fields)
  } catch {
    return refuse('not-a-form', 'the body is not a readable multipart form; send it as multipart/form-data')
  }
}
