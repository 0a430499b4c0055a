import type pg from 'pg'
import type { TenantId } from '#kernel/id.ts'
import type { Log } from '../log.ts'

/** What a live screen hears: `journal` (something was recorded) or `progress` (a long work moved on). */
export type LiveEvent = { readonly kind: 'journal' | 'progress'; readonly text: string }

type Listener = (event: LiveEvent) => void

/** Hears the database's notifications on one connection and passes them on to the screens of the tenant concerned. */
export type LiveEvents = {
  /** Calls `listener` for each event of the tenant until the returned function is called. */
  subscribe(tenant: TenantId, listener: Listener): () => void
  close(): Promise<void>
}

const RETRY_MILLIS = 2000
const BEAT_MILLIS = 20_000
const MAX_WAITING = 256

/**
 * Starts listening to the channels `journal` (payload: tenant) and `progress` (payload: JSON with `tenant`). A lost
 * connection is taken again every two seconds; screens then hear one `journal` event, because something may have been
 * missed.
 */
export async function listenLive(pool: pg.Pool, log: Log): Promise<LiveEvents> {
  const listeners = new Map<string, Set<Listener>>()
  let client: pg.PoolClient | null = null
  let retry: NodeJS.Timeout | null = null
  let closed = false

  const send = (tenant: string, event: LiveEvent): void => {
    for (const listener of listeners.get(tenant) ?? []) listener(event)
  }
  const lose = (cause: unknown): void => {
    if (!client) return
    client.removeAllListeners('notification')
    client.release(true)
    client = null
    log.warn('live-events-lost', {}, cause)
    again()
  }
  const again = (): void => {
    if (closed) return
    retry = setTimeout(() => {
      connect().then(
        () => [...listeners.keys()].forEach(tenant => send(tenant, { kind: 'journal', text: tenant })),
        again,
      )
    }, RETRY_MILLIS)
  }
  const connect = async (): Promise<void> => {
    const fresh = await pool.connect()
    fresh.on('notification', message => {
      const event = readNotification(message.channel, message.payload ?? '')
      if (event) send(event.tenant, event)
    })
    fresh.on('error', lose)
    await fresh.query('listen journal; listen progress')
    client = fresh
  }
  await connect()

  return {
    subscribe(tenant, listener) {
      const own = listeners.get(tenant) ?? new Set()
      listeners.set(tenant, own.add(listener))
      return () => {
        own.delete(listener)
        if (own.size === 0) listeners.delete(tenant)
      }
    },
    async close() {
      closed = true
      if (retry) clearTimeout(retry)
      client?.removeAllListeners('notification')
      client?.release(true)
      client = null
    },
  }
}

function readNotification(channel: string, payload: string): (LiveEvent & { tenant: string }) | null {
  if (channel === 'journal') return { tenant: payload, kind: 'journal', text: payload }
  const progress: unknown = JSON.parse(payload)
  if (typeof progress !== 'object' || progress === null || !('tenant' in progress)) return null
  return { tenant: String(progress.tenant), kind: 'progress', text: payload }
}

/**
 * A `text/event-stream` of the tenant's events until the browser goes away. A comment every 20 seconds keeps proxies
 * from closing it. A browser that does not read loses events beyond 256 waiting ones: it reloads what it shows anyway.
 */
export function liveResponse(events: LiveEvents, tenant: TenantId, signal: AbortSignal): Response {
  const encoder = new TextEncoder()
  const leaving = new AbortController()
  let cancelled = false
  signal.addEventListener('abort', () => leaving.abort(), { once: true, signal: leaving.signal })
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const write = (text: string): void => {
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(text))
        }
        const leave = events.subscribe(tenant, event => write(`event: ${event.kind}\ndata: ${event.text}\n\n`))
        const beat = setInterval(() => write(': still here\n\n'), BEAT_MILLIS)
        leaving.signal.addEventListener('abort', () => {
          leave()
          clearInterval(beat)
          // Who cancelled has closed the stream already, and closing it twice throws where nobody can catch it.
          if (!cancelled) controller.close()
        })
        write('retry: 2000\n\n')
      },
      cancel() {
        cancelled = true
        leaving.abort()
      },
    },
    { highWaterMark: MAX_WAITING },
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  })
}
