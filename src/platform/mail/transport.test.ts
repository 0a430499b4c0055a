import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { unwrap } from '#kernel/result.ts'
import { folderTransport } from './folder.ts'
import type { Delivery, MailMessage } from './mail.ts'
import { buildMime, envelopeOf } from './mime.ts'
import { smtpTransport, type SmtpOptions } from './smtp.ts'
import { mailTransport, parseSmtpUrl } from './transport.ts'

const message: MailMessage = {
  id: '1',
  messageId: '<1.abc@quittance.example>',
  at: '2026-11-21T08:30:00Z',
  from: { name: 'Lys', address: 'compta@lys.example' },
  to: [{ address: 'jean@dupont.example' }],
  subject: 'Relance',
  text: 'Bonjour\n.\n..points\nFin',
  html: '<p>Bonjour</p>',
  attachments: [{ name: 'a.bin', mediaType: 'application/octet-stream', bytes: new Uint8Array(200_000).fill(46) }],
  headers: {},
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

type Sink = { port: number; received: Buffer[] }

async function smtpServer(options: SMTPServerOptions = {}): Promise<Sink> {
  const received: Buffer[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        received.push(Buffer.concat(chunks))
        done(null, 'queued as 42')
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise(resolve => server.close(resolve)))
  return { port: (server.server.address() as AddressInfo).port, received }
}

/** A server that speaks just enough SMTP to die at a chosen moment, which `smtp-server` cannot. */
async function faultyServer(act: (line: string, socket: Socket, inBody: boolean) => string | null): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.write('220 faulty\r\n')
    let inBody = false
    let rest = ''
    socket.on('data', chunk => {
      rest += chunk.toString('latin1')
      for (let cut = rest.indexOf('\r\n'); cut >= 0; cut = rest.indexOf('\r\n')) {
        const line = rest.slice(0, cut)
        rest = rest.slice(cut + 2)
        const answer = act(line, socket, inBody)
        if (answer?.startsWith('354')) inBody = true
        if (answer !== null) socket.write(`${answer}\r\n`)
      }
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise(resolve => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

const polite = (line: string): string => (line === 'DATA' ? '354 go on' : line === 'QUIT' ? '221 bye' : '250 ok')

function local(port: number, more: Partial<SmtpOptions> = {}): SmtpOptions {
  return { host: '127.0.0.1', port, tls: 'none', timeoutMillis: 400, ...more }
}

async function send(port: number, more: Partial<SmtpOptions> = {}): Promise<Delivery> {
  return unwrap(await smtpTransport(local(port, more)).send(message))
}

function fault(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code })
}

describe('SMTP', () => {
  test('what the server gets is what was built, byte for byte', async () => {
    const sink = await smtpServer()
    expect(await send(sink.port)).toEqual({ state: 'accepted', reply: '250 queued as 42', refused: [] })
    expect(sink.received[0]?.equals(unwrap(await buildMime(message)))).toBe(true)
  })

  test('signs in, and a wrong password is our setting, not the message’s fault', async () => {
    const sink = await smtpServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (auth, _session, done) =>
        auth.password === 'right' ? done(null, { user: 'lys' }) : done(fault(535, 'Authentication failed')),
    })
    expect((await send(sink.port, { user: 'lys', password: 'right' })).state).toBe('accepted')
    expect(await send(sink.port, { user: 'lys', password: 'wrong' })).toMatchObject({ state: 'later' })
    expect(await send(sink.port)).toMatchObject({ state: 'later' })
    expect(sink.received).toHaveLength(1)
  })

  test.each([
    ['MAIL FROM', 451, 'later'],
    ['MAIL FROM', 550, 'rejected'],
    ['RCPT TO', 450, 'later'],
    ['RCPT TO', 550, 'rejected'],
    ['after the dot', 452, 'later'],
    ['after the dot', 554, 'rejected'],
  ] as const)('%s answered %i: %s', async (where, code, state) => {
    const no = fault(code, 'no thanks')
    const sink = await smtpServer({
      ...(where === 'MAIL FROM' ? { onMailFrom: (_a, _s, done) => done(no) } : {}),
      ...(where === 'RCPT TO' ? { onRcptTo: (_a, _s, done) => done(no) } : {}),
      ...(where === 'after the dot'
        ? {
            onData: (stream, _s, done) => {
              stream.resume()
              stream.on('end', () => done(no))
            },
          }
        : {}),
    })
    expect(await send(sink.port)).toEqual({ state, reply: `${code} no thanks` })
  })

  test('one recipient of two refused: accepted, and the other is named', async () => {
    const sink = await smtpServer({
      onRcptTo: (box, _session, done) => (box.address.startsWith('gone') ? done(fault(550, 'gone')) : done()),
    })
    const bytes = unwrap(await buildMime(message))
    const envelope = { ...envelopeOf(message), to: ['gone@dupont.example', 'jean@dupont.example'] }
    const delivery = await smtpTransport(local(sink.port)).sendRaw(envelope, bytes)
    expect(delivery).toMatchObject({ state: 'accepted', refused: ['gone@dupont.example'] })
  })

  test('no answer after the dot: unknown', async () => {
    const port = await faultyServer((line, _socket, inBody) => (inBody ? null : polite(line)))
    expect(await send(port)).toMatchObject({ state: 'unknown' })
  })

  test('connection reset after the dot: unknown', async () => {
    const port = await faultyServer((line, socket, inBody) => {
      if (!inBody) return polite(line)
      if (line === '.') socket.resetAndDestroy()
      return null
    })
    expect(await send(port)).toMatchObject({ state: 'unknown' })
  })

  test.each(['EHLO', 'MAIL', 'RCPT', 'DATA'])('connection reset at %s: later', async verb => {
    const port = await faultyServer((line, socket) => {
      if (!line.startsWith(verb)) return polite(line)
      socket.resetAndDestroy()
      return null
    })
    expect(await send(port)).toMatchObject({ state: 'later' })
  })

  test('silence at DATA: later', async () => {
    const port = await faultyServer(line => (line === 'DATA' ? null : polite(line)))
    expect(await send(port)).toMatchObject({ state: 'later' })
  })

  test('reset in the middle of a large message: later, the dot never left', async () => {
    const port = await faultyServer((line, socket, inBody) => {
      if (!inBody) return polite(line)
      socket.resetAndDestroy()
      return null
    })
    const large = { ...message, attachments: [{ name: 'a', mediaType: 'a/b', bytes: new Uint8Array(20_000_000) }] }
    expect(unwrap(await smtpTransport(local(port)).send(large))).toMatchObject({ state: 'later' })
  })

  test('nobody listens: later', async () => {
    const sink = await smtpServer()
    await closing.pop()?.()
    expect(await send(sink.port)).toMatchObject({ state: 'later' })
  })

  test('encryption required and not offered: later, nothing sent in clear', async () => {
    const sink = await smtpServer()
    expect(await send(sink.port, { tls: 'starttls' })).toMatchObject({ state: 'later' })
    expect(sink.received).toHaveLength(0)
  })
})

describe('folder', () => {
  test('one file per message, the exact bytes, and a second sending shows', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'quittance-mail-'))
    closing.push(() => rm(folder, { recursive: true }))
    const transport = folderTransport(join(folder, 'sent'))
    expect(await transport.find(message.messageId)).toBe(0)
    expect(unwrap(await transport.send(message))).toEqual({
      state: 'accepted',
      reply: '250 written as 1.abc@quittance.example.eml',
      refused: [],
    })
    expect(await transport.find(message.messageId)).toBe(1)
    expect((await transport.send(message)).ok).toBe(true)
    expect(await transport.find(message.messageId)).toBe(2)
    expect((await readdir(join(folder, 'sent'))).toSorted()).toEqual([
      '1.abc@quittance.example.eml',
      '1.abc@quittance.example~2.eml',
    ])
    const stored = await readFile(join(folder, 'sent', '1.abc@quittance.example.eml'))
    expect(stored.equals(unwrap(await buildMime(message)))).toBe(true)
  })

  test('a Message-ID cannot leave the folder, and two different ones never share a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'quittance-mail-'))
    closing.push(() => rm(folder, { recursive: true }))
    const transport = folderTransport(folder)
    for (const messageId of ['<../../up@x>', '<..__..__up@x>', '<.._.._up@x>']) {
      await transport.sendRaw({ messageId, from: 'a@b.example', to: [] }, new Uint8Array([1]))
      expect(await transport.find(messageId)).toBe(1)
    }
    expect(await readdir(folder)).toHaveLength(3)
  })

  test('a folder that cannot be written: later, with the reason', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'quittance-mail-'))
    closing.push(() => rm(folder, { recursive: true }))
    await folderTransport(folder).send(message)
    const blocked = folderTransport(join(folder, '1.abc@quittance.example.eml'))
    expect(unwrap(await blocked.send(message))).toMatchObject({ state: 'later' })
  })
})

describe('mail server address', () => {
  test.each([
    ['smtp://mail.example', { host: 'mail.example', port: 587, tls: 'starttls' }],
    [
      'smtps://lys:p%40ss@mail.example',
      { host: 'mail.example', port: 465, tls: 'implicit', user: 'lys', password: 'p@ss' },
    ],
    ['smtp://127.0.0.1:1025', { host: '127.0.0.1', port: 1025, tls: 'opportunistic' }],
    ['smtp://relay.lan:25?tls=none', { host: 'relay.lan', port: 25, tls: 'none' }],
  ])('%s', (url, options) => {
    expect(unwrap(parseSmtpUrl(url))).toEqual(options)
  })

  test('anything else is refused without repeating it', () => {
    for (const url of ['http://lys:secret@mail', 'secret', 'smtp://secret@mail.example?tls=maybe']) {
      const parsed = parseSmtpUrl(url)
      expect(parsed).toMatchObject({ ok: false, refusal: { code: 'bad-smtp-address' } })
      expect(JSON.stringify(parsed)).not.toContain('secret')
    }
    expect(unwrap(mailTransport(null, 'sent')).kind).toBe('folder')
    expect(unwrap(mailTransport('smtp://mail.example', 'sent')).kind).toBe('smtp')
  })
})
