import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { contract } from '#kernel/contract.ts'
import { z } from 'zod'
import { readBody } from './input.ts'
import { liveResponse, type LiveEvents } from './events.ts'
import { serve } from './server.ts'
import type { TenantId } from '#kernel/id.ts'

const upload = contract({
  name: 'importFiles',
  method: 'post',
  path: '/imports',
  summary: 'Imports files',
  access: 'public',
  body: z.unknown(),
  upload: true,
})

test('over a real socket: an endless body stops at the limit, and the next request is answered', async () => {
  const hono = new Hono()
  hono.post('/imports', async context => {
    const read = await readBody(upload, context.req.raw, { json: 10, upload: 100_000 })
    return context.json({ code: read.ok ? 'read' : read.refusal.code }, read.ok ? 200 : 413)
  })
  const server = await serve(hono, '127.0.0.1', 0)
  try {
    const endless = new ReadableStream<Uint8Array>({ pull: controller => controller.enqueue(new Uint8Array(50_000)) })
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const sent = fetch(`${server.url}/imports`, {
      method: 'POST',
      headers,
      body: endless,
      duplex: 'half',
    } as RequestInit)
    // Some clients see the answer, others the closed connection; either way the server has let go.
    const code = await sent.then(async answer => ((await answer.json()) as { code: string }).code).catch(() => 'closed')
    expect(['too-large', 'closed']).toContain(code)
    const form = new FormData()
    form.set('a', 'b')
    const next = await fetch(`${server.url}/imports`, { method: 'POST', body: form })
    expect(await next.json()).toEqual({ code: 'read' })
  } finally {
    await server.close()
  }
})

test('over a real socket: a browser that goes away is forgotten', async () => {
  let listening = 0
  const events: LiveEvents = {
    subscribe: () => {
      listening += 1
      return () => {
        listening -= 1
      }
    },
    close: async () => {},
  }
  const hono = new Hono()
  hono.get('/events', context => liveResponse(events, 'x' as TenantId, context.req.raw.signal))
  const server = await serve(hono, '127.0.0.1', 0)
  try {
    const stop = new AbortController()
    const response = await fetch(`${server.url}/events`, { signal: stop.signal })
    await response.body?.getReader().read()
    expect(listening).toBe(1)
    stop.abort()
    await expect.poll(() => listening, { timeout: 5000 }).toBe(0)
  } finally {
    await server.close()
  }
})

test('a stream of events that its reader cancels is forgotten too, and nothing is thrown', async () => {
  let listening = 1
  const events: LiveEvents = { subscribe: () => () => (listening -= 1), close: async () => {} }
  const stop = new AbortController()
  await liveResponse(events, 'x' as TenantId, stop.signal).body?.cancel()
  stop.abort()
  // What a listener of an abort throws is thrown on the next tick, and would end the program.
  await new Promise(resolve => setImmediate(resolve))
  expect(listening).toBe(0)
})

test('a port that is taken is an error at the start, not later', async () => {
  const first = await serve(new Hono(), '127.0.0.1', 0)
  const port = Number(new URL(first.url).port)
  await expect(serve(new Hono(), '127.0.0.1', port)).rejects.toThrow('EADDRINUSE')
  await first.close()
})
