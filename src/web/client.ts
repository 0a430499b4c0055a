import type { Answer, Contract, Input } from '#kernel/contract.ts'
import { paths } from './paths.ts'

/** One field the server did not accept: where it stands in what was sent, and why. */
export type FieldProblem = { readonly path: string; readonly message: string }

/**
 * A call that was answered with a no (RFC 9457). `code` is the refusal's stable code, `unreachable` when no answer
 * came; `data` holds the figures of the refusal; `errors` the fields, when the input itself was wrong.
 */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly data: Readonly<Record<string, unknown>>
  readonly errors: readonly FieldProblem[]

  constructor(status: number, body: Readonly<Record<string, unknown>>, cause?: unknown) {
    const detail = textOf(body['detail']) ?? textOf(body['title']) ?? `HTTP ${status}`
    super(detail, { cause })
    this.name = 'ApiProblem'
    this.status = status
    this.code = textOf(body['code']) ?? (status === 0 ? 'unreachable' : `http-${status}`)
    this.detail = detail
    this.data = isRecord(body['data']) ? body['data'] : {}
    this.errors = Array.isArray(body['errors']) ? body['errors'].map(fieldProblem) : []
  }
}

export type CallOptions = {
  readonly signal?: AbortSignal
  /** Makes a repeated POST the same call; without it each has its own key. Null: a question that writes nothing. */
  readonly idempotencyKey?: string | null
  /** Bytes sent so far, for uploads. */
  readonly onProgress?: (sent: number, total: number) => void
  /** Asks who is signed in: nobody is an answer, and does not lead to sign-in. */
  readonly mayBeNobody?: true
}

/** Calls one route. Throws `ApiProblem` on a refusal or when the server cannot be reached; a 401 leads to sign-in. */
export async function call<C extends Contract>(
  contract: C,
  input: Input<C>,
  options: CallOptions = {},
): Promise<Answer<C>> {
  const url = hrefOf(contract, input)
  const headers = new Headers({ accept: 'application/json' })
  const { idempotencyKey = newKey() } = options
  if (contract.method === 'post' && idempotencyKey !== null) headers.set('idempotency-key', idempotencyKey)
  const body = bodyOf(contract, input, headers)
  const request = { method: contract.method.toUpperCase(), headers, body }
  const response = options.onProgress
    ? await sendWithProgress(url, request, options.onProgress, options.signal)
    : await send(url, request, options.signal)
  if (response.status === 204 || (response.ok && contract.answer === undefined)) return undefined as Answer<C>
  const json: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw refusedBy(response.status, json, options.mayBeNobody)
  return contract.answer?.parse(json) as Answer<C>
}

/** The address of a route with its parameters: for downloads (`media` contracts), which are plain links. */
export function hrefOf<C extends Contract>(contract: C, input: Input<C>): string {
  const { params = {}, query = {} } = input as { params?: Parts; query?: Parts }
  const path = contract.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(asText(params[name])))
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (one !== undefined && one !== null) search.append(key, asText(one))
    }
  }
  return `/api${path}${search.size > 0 ? `?${search.toString()}` : ''}`
}

/** A key for one intention; the same key sent twice does the work once. */
export function newKey(): string {
  return crypto.randomUUID()
}

type Parts = Readonly<Record<string, unknown>>
type Request = { readonly method: string; readonly headers: Headers; readonly body: BodyInit | null }

async function send(url: string, request: Request, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { ...request, credentials: 'same-origin', signal: signal ?? null })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiProblem(0, {}, cause)
  }
}

// fetch does not tell how much of a body has left, so uploads that show progress use XMLHttpRequest.
function sendWithProgress(
  url: string,
  request: Request,
  onProgress: (sent: number, total: number) => void,
  signal?: AbortSignal,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open(request.method, url)
    request.headers.forEach((value, name) => xhr.setRequestHeader(name, value))
    xhr.upload.addEventListener('progress', event => onProgress(event.loaded, event.total))
    xhr.addEventListener('load', () => {
      resolve(new Response(xhr.status === 204 ? null : xhr.responseText, { status: xhr.status }))
    })
    xhr.addEventListener('error', () => reject(new ApiProblem(0, {})))
    xhr.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
    signal?.addEventListener('abort', () => xhr.abort())
    xhr.send(request.body as XMLHttpRequestBodyInit | null)
  })
}

function bodyOf(contract: Contract, input: unknown, headers: Headers): BodyInit | null {
  const body = (input as { body?: unknown }).body
  if (contract.body === undefined || body === undefined) return null
  if (!contract.upload) {
    headers.set('content-type', 'application/json')
    return JSON.stringify(body)
  }
  const form = new FormData()
  for (const [name, value] of Object.entries(body as Parts)) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (one instanceof Blob) form.append(name, one)
      else if (one !== undefined && one !== null) form.append(name, asText(one))
    }
  }
  return form
}

function refusedBy(status: number, json: unknown, mayBeNobody = false): ApiProblem {
  const signIn = paths.signIn(location.pathname + location.search)
  if (status === 401 && !mayBeNobody && location.pathname !== '/connexion') location.assign(signIn)
  return new ApiProblem(status, isRecord(json) ? json : {})
}

function fieldProblem(value: unknown): FieldProblem {
  const parts: Parts = isRecord(value) ? value : {}
  const path = parts['path'] ?? parts['pointer'] ?? ''
  return {
    path: Array.isArray(path) ? path.join('.') : asText(path),
    message: textOf(parts['message']) ?? textOf(parts['detail']) ?? '',
  }
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? '' : JSON.stringify(value)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
