import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Contract } from '#kernel/contract.ts'
import { refuse, type Refusal, type Result } from '#kernel/result.ts'
import type { Actor, App } from '../app.ts'
import { canonicalJson } from '../canonical.ts'
import { problemOf, problemResponse } from './problem.ts'

/** A call that carries an `Idempotency-Key`. `body` is what was read: JSON, or the fields of a form. */
export type KeyedCall = {
  readonly key: string
  readonly contract: Contract
  readonly url: string
  readonly body: unknown
}

// A first call that has not answered after this long died with its process; the next one may try again.
const ABANDONED = '15 minutes'
const KEPT = '48 hours'

/**
 * Answers a repeated call with what the first one was answered, without doing it again
 * (draft-ietf-httpapi-idempotency-key). The same key with another request is refused with `key-reused`, while the first
 * is at work with `request-in-progress`. A failure (500) is forgotten, so the call may be repeated; refusals are kept
 * like answers. Keys live two days.
 */
export async function onceByKey(
  app: App,
  actor: Actor,
  call: KeyedCall,
  run: () => Promise<Response>,
): Promise<Response> {
  if (!/^[\x20-\x7e]{1,200}$/.test(call.key)) {
    return refused(refuse('wrong-idempotency-key', 'Idempotency-Key takes 1 to 200 printable ASCII characters'))
  }
  // Two people of a tenant may pick the same key; the key is therefore theirs, not the tenant's.
  const key = `${actor.user ?? actor.via}:${call.key}`
  const fingerprint = await fingerprintOf(call)
  const claim = await claimKey(app, actor, key, fingerprint)
  if (claim !== 'ours') return claim
  const release = (): Promise<void> =>
    app.db.inTenant(actor.tenant, async tx => {
      await sql`delete from idempotency_key where tenant_id = ${actor.tenant} and key = ${key}`.execute(tx)
    })
  try {
    const response = await run()
    if (response.status >= 500) await release()
    else await keepAnswer(app, actor, key, response)
    return response
  } catch (error) {
    await release()
    throw error
  }
}

async function claimKey(app: App, actor: Actor, key: string, fingerprint: Buffer): Promise<'ours' | Response> {
  const { tenant } = actor
  return app.db.inTenant(tenant, async tx => {
    const { rows: claimed } = await sql`
      insert into idempotency_key as k (tenant_id, key, request_hash) values (${tenant}, ${key}, ${fingerprint})
      on conflict (tenant_id, key) do update set request_hash = excluded.request_hash, status = null, body = null,
        created_at = now()
      where k.created_at < now() - ${KEPT}::interval
         or (k.status is null and k.created_at < now() - ${ABANDONED}::interval)
      returning 1`.execute(tx)
    if (claimed.length > 0) {
      await sql`
        delete from idempotency_key
        where tenant_id = ${tenant} and created_at < now() - ${KEPT}::interval`.execute(tx)
      return 'ours'
    }
    const { rows } = await sql<{ same: boolean; status: number | null; body: string | null }>`
      select request_hash = ${fingerprint} as same, status, body from idempotency_key
      where tenant_id = ${tenant} and key = ${key}`.execute(tx)
    const first = rows[0]
    if (first?.same === false) {
      return refused(refuse('key-reused', 'this Idempotency-Key came before with another request; use a new one'))
    }
    if (!first || first.status === null) {
      return refused(refuse('request-in-progress', 'the first call with this Idempotency-Key is still at work; wait'))
    }
    return repeated(first.status, first.body)
  })
}

async function keepAnswer(app: App, actor: Actor, key: string, response: Response): Promise<void> {
  const body = response.body === null ? null : await response.clone().text()
  await app.db.inTenant(actor.tenant, async tx => {
    await sql`
      update idempotency_key set status = ${response.status}, body = ${body}
      where tenant_id = ${actor.tenant} and key = ${key}`.execute(tx)
  })
}

function repeated(status: number, body: string | null): Response {
  const mediaType = status >= 400 ? 'application/problem+json' : 'application/json; charset=utf-8'
  return new Response(body, {
    status,
    headers: {
      'idempotent-replay': 'true',
      'cache-control': 'no-store',
      ...(body === null ? {} : { 'content-type': mediaType }),
    },
  })
}

// A form is described by its fields and the hashes of its files: the boundary, which changes at each try, is left out.
async function fingerprintOf(call: KeyedCall): Promise<Buffer> {
  const { pathname, search } = new URL(call.url)
  const text = canonicalJson([call.contract.method, pathname, search, await described(call.body)])
  return createHash('sha256').update(text).digest()
}

async function described(value: unknown): Promise<unknown> {
  if (value instanceof File) {
    const digest = createHash('sha256')
      .update(new Uint8Array(await value.arrayBuffer()))
      .digest('hex')
    return { name: value.name, type: value.type, sha256: digest }
  }
  if (Array.isArray(value)) return Promise.all(value.map(described))
  if (typeof value !== 'object' || value === null) return value
  const entries = await Promise.all(
    Object.entries(value).map(async ([key, item]) => [key, await described(item)] as const),
  )
  return Object.fromEntries(entries)
}

function refused(result: Result<never>): Response {
  const refusal: Refusal | null = result.ok ? null : result.refusal
  if (!refusal) throw new Error('a refusal was expected here')
  return problemResponse(problemOf(refusal))
}
