import { serve as listen } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import type { Contract } from '#kernel/contract.ts'
import { refuse, type Refusal } from '#kernel/result.ts'
import type { Actor, App } from '../app.ts'
import { newId } from '../ids.ts'
import { liveResponse, type LiveEvents } from './events.ts'
import { FileAnswer, fileResponse } from './file.ts'
import { checkAccess, checkOrigin } from './guard.ts'
import { securityHeaders } from './headers.ts'
import { onceByKey } from './idempotency.ts'
import { checkInput, queryOf, readBody, type BodyLimits } from './input.ts'
import { toJson } from './json.ts'
import { openapi } from './openapi.ts'
import { incidentOf, problemOf, problemResponse } from './problem.ts'
import { contextOf, type Route } from './route.ts'
import type { StaticSite } from './static.ts'

/** What the HTTP side is made of; `src/app/server.ts` puts it together. */
export type HttpParts = {
  readonly app: App
  readonly routes: readonly Route[]
  /** Who calls: by the key of `Authorization: Bearer`, else by the session cookie; `null` for nobody. Never both. */
  readonly authenticate: (request: Request) => Promise<Actor | null>
  /** The live events of `/api/events`; absent means the route answers 404. */
  readonly events?: LiveEvents
  /** The built web application, from `loadSite`. */
  readonly site?: StaticSite
  /** Whole sub-trees answered by another library (better-auth under `/api/auth`), by path. */
  readonly mounts?: Readonly<Record<string, (request: Request) => Promise<Response>>>
  readonly limits?: BodyLimits
  readonly version?: string
}

const LIMITS: BodyLimits = { json: 1024 * 1024, upload: 64 * 1024 * 1024 }

/** The events route, which is no module's: what changes, as it changes, for the screens of one tenant. */
export const eventsContract: Contract = {
  name: 'listenEvents',
  method: 'get',
  path: '/events',
  summary: 'Live events of the tenant (server-sent): "journal" after each change, "progress" of long work',
  access: 'signed-in',
  media: 'text/event-stream',
}

/** Builds the whole HTTP side; `.request(…)` calls it without a port. */
export function httpApp(parts: HttpParts): Hono {
  const { app } = parts
  const publicUrl = app.config.publicUrl
  const hono = new Hono()
  hono.use(securityHeaders(publicUrl?.startsWith('https:') === true))
  hono.use('/api/*', compress({ contentTypeFilter: /^application\/(json|problem\+json)/ }))
  hono.onError(error => {
    const incident = newId<'incident'>()
    app.log.error('request-failed', { incident }, error)
    return problemResponse(incidentOf(incident))
  })
  for (const [path, answer] of Object.entries(parts.mounts ?? {})) {
    hono.all(`${path}/*`, context => answer(context.req.raw))
  }
  const document = toJson(openapi([...parts.routes.map(route => route.contract), eventsContract], parts.version ?? '0'))
  hono.get('/api/openapi.json', () => jsonResponse(document))
  mountEvents(hono, parts)
  mountRoutes(hono, parts)
  hono.all('/api/*', () => refused(refuse('not-found', 'there is no such route; /api/openapi.json lists them')))
  hono.all('*', context => {
    const found = parts.site?.(context.req.raw)
    return (
      found ?? new Response('not found\n', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } })
    )
  })
  return hono
}

function mountEvents(hono: Hono, parts: HttpParts): void {
  hono.get('/api/events', async context => {
    const actor = await parts.authenticate(context.req.raw)
    const access = checkAccess(eventsContract.access, actor)
    if (!access.ok || !actor) return refused(access)
    if (!parts.events) return refused(refuse('not-found', 'live events are off on this server'))
    return liveResponse(parts.events, actor.tenant, context.req.raw.signal)
  })
}

// Sorts `:` after every letter.
function order(path: string): string {
  return path.replaceAll(':', '~')
}

// Routes with plain words come before those with parameters in the same place, whatever the order of the modules.
function mountRoutes(hono: Hono, parts: HttpParts): void {
  const routes = [...parts.routes].sort((a, b) => (order(a.contract.path) < order(b.contract.path) ? -1 : 1))
  const methods = new Map<string, string[]>()
  for (const route of routes) {
    const { method, path } = route.contract
    methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()])
    hono.on(method.toUpperCase(), `/api${path}`, context =>
      answerCall(parts, route, context.req.raw, context.req.param()),
    )
  }
  for (const [path, allowed] of methods) {
    hono.all(`/api${path}`, () => {
      const response = refused(refuse('method-not-allowed', `this path answers ${allowed.join(', ')} only`))
      response.headers.set('allow', allowed.join(', '))
      return response
    })
  }
}

async function answerCall(parts: HttpParts, route: Route, request: Request, params: unknown): Promise<Response> {
  const { app } = parts
  const { contract } = route
  const visitor = await parts.authenticate(request)
  const access = checkAccess(contract.access, visitor)
  if (!access.ok) return refused(access)
  const publicUrl = app.config.publicUrl
  const origin = checkOrigin(request, visitor, publicUrl === undefined ? null : new URL(publicUrl).origin)
  if (!origin.ok) return refused(origin)
  const body = await readBody(contract, request, parts.limits ?? LIMITS)
  if (!body.ok) return refused(body)
  const checked = await checkInput(contract, { params, query: queryOf(request.url), body: body.value })
  if (!checked.ok) return problemResponse(problemOf(checked.refusal, undefined, checked.errors))

  const run = async (): Promise<Response> => {
    const context = contextOf(app, visitor, request)
    const result = await route.run(context, checked.input)
    const response = result.ok ? answered(contract, result.value) : refusedBy(contract, result.refusal)
    for (const [name, value] of context.headers) response.headers.append(name, value)
    return response
  }
  const key = request.headers.get('idempotency-key')
  const repeatable = visitor !== null && key !== null && contract.media === undefined
  if (!repeatable || !['post', 'put', 'patch'].includes(contract.method)) return run()
  return onceByKey(app, visitor, { key, contract, url: request.url, body: body.value }, run)
}

function answered(contract: Contract, value: unknown): Response {
  if (value instanceof FileAnswer) return fileResponse(value)
  if (!contract.answer) return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
  return jsonResponse(toJson(value))
}

function refusedBy(contract: Contract, refusal: Refusal): Response {
  return problemResponse(problemOf(refusal, contract.refusals))
}

function refused(result: { readonly ok: false; readonly refusal: Refusal } | { readonly ok: true }): Response {
  if (result.ok) throw new Error('a refusal was expected here')
  return problemResponse(problemOf(result.refusal))
}

function jsonResponse(text: string): Response {
  return new Response(text, {
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  })
}

/** A server that listens. */
export type HttpServer = { readonly url: string; close(): Promise<void> }

/** Listens on `host` and `port` (0 takes a free one). `close` lets running requests end for five seconds. */
export async function serve(hono: Hono, host: string, port: number): Promise<HttpServer> {
  const server = listen({ fetch: hono.fetch, hostname: host, port })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 5000).unref()
      }),
  }
}
