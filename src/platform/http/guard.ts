import type { Access } from '#kernel/contract.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Actor } from '../app.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a change that another site makes a signed-in browser send. Browsers name the page they come from (`Origin`,
 * else `Sec-Fetch-Site`) and pages cannot forge either; a cookie without both must carry the header `X-Quittance`,
 * which a foreign page cannot set without a preflight. Callers with an API key are no browsers and pass.
 */
export function checkOrigin(request: Request, actor: Actor | null, publicOrigin: string | null): Result<void> {
  if (SAFE.has(request.method) || actor?.via === 'api') return ok(undefined)
  const foreign = refuse('foreign-origin', 'this change was asked for by a page of another site; open Quittance itself')
  const origin = request.headers.get('origin')
  if (origin !== null) return isOwn(origin, request, publicOrigin) ? ok(undefined) : foreign
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' || site === 'none' ? ok(undefined) : foreign
  const marked = request.headers.has('x-quittance') || !request.headers.has('cookie')
  return marked ? ok(undefined) : foreign
}

function isOwn(origin: string, request: Request, publicOrigin: string | null): boolean {
  if (publicOrigin !== null && origin === publicOrigin) return true
  // Behind a proxy that ends TLS the scheme differs from what the page sees; the host does not.
  const host = request.headers.get('host') ?? new URL(request.url).host
  return URL.canParse(origin) && new URL(origin).host === host
}

/** Whether this caller may use a route: `not-signed-in` or `not-allowed`. */
export function checkAccess(access: Access, actor: Actor | null): Result<void> {
  if (access === 'public') return ok(undefined)
  if (!actor) return refuse('not-signed-in', 'sign in, or send an API key as "Authorization: Bearer …"')
  if (access === 'signed-in' || access.includes(actor.role)) return ok(undefined)
  return refuse('not-allowed', `the role ${actor.role} may not do this; it takes ${access.join(' or ')}`, {
    role: actor.role,
    needs: access,
  })
}
