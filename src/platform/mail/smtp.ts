import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { ok } from '#kernel/result.ts'
import type { Delivery, Envelope, MailTransport } from './mail.ts'
import { buildMime, envelopeOf } from './mime.ts'

/**
 * Where and how to hand mail over. `tls`: `implicit` (port 465), `starttls` (required), `opportunistic` (when offered)
 * or `none` (a relay on the same machine). `timeoutMillis` bounds each silence of the server; the answer after the
 * final dot gets ten minutes unless said otherwise, as RFC 5321 §4.5.3.2.6 asks.
 */
export type SmtpOptions = {
  readonly host: string
  readonly port: number
  readonly user?: string
  readonly password?: string
  readonly tls: 'implicit' | 'starttls' | 'opportunistic' | 'none'
  readonly name?: string
  readonly timeoutMillis?: number
  /** Accepts a certificate that no authority signed: only for a relay on one's own network. */
  readonly selfSigned?: boolean
}

type Failure = {
  readonly message: string
  readonly code?: string | undefined
  readonly responseCode?: number | undefined
  readonly response?: string | undefined
}
type Progress = { wholeMessageGiven: boolean }

/** Mail by SMTP, one connection per message. */
export function smtpTransport(options: SmtpOptions): MailTransport {
  const sendRaw = (envelope: Envelope, bytes: Uint8Array): Promise<Delivery> => deliver(options, envelope, bytes)
  return {
    kind: 'smtp',
    sendRaw,
    send: async message => {
      const mime = await buildMime(message)
      return mime.ok ? ok(await sendRaw(envelopeOf(message), mime.value)) : mime
    },
    find: async () => null,
  }
}

function deliver(options: SmtpOptions, envelope: Envelope, bytes: Uint8Array): Promise<Delivery> {
  const progress: Progress = { wholeMessageGiven: false }
  const connection = connect(options)
  return new Promise(resolve => {
    let settled = false
    const settle = (delivery: Delivery): void => {
      if (settled) return
      settled = true
      resolve(delivery)
      // QUIT is a courtesy: the outcome is known, so a server that is slow to say goodbye must not hold us.
      if (delivery.state === 'accepted') connection.quit()
      else connection.close()
    }
    const fail = (error: Failure): void => settle(judge(error, progress))
    connection.on('error', fail)
    connection.once('end', () => fail(new Error('the server closed the connection')))
    const transmit = (): void => {
      connection.send({ from: envelope.from, to: [...envelope.to] }, source(bytes, progress), (error, answer) => {
        if (error) return fail(error)
        settle({ state: 'accepted', reply: oneLine(answer?.response ?? ''), refused: answer?.rejected ?? [] })
      })
    }
    connection.connect(problem => {
      if (problem) return fail(problem)
      if (options.user === undefined) return transmit()
      connection.login({ user: options.user, pass: options.password ?? '' }, error =>
        error ? fail(error) : transmit(),
      )
    })
  })
}

function connect(options: SmtpOptions): SMTPConnection {
  const timeout = options.timeoutMillis
  return new SMTPConnection({
    host: options.host,
    port: options.port,
    secure: options.tls === 'implicit',
    requireTLS: options.tls === 'starttls',
    ignoreTLS: options.tls === 'none',
    connectionTimeout: Math.min(timeout ?? 30_000, 30_000),
    greetingTimeout: Math.min(timeout ?? 30_000, 30_000),
    socketTimeout: timeout ?? 600_000,
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.selfSigned === true ? { tls: { rejectUnauthorized: false } } : {}),
    logger: false,
  })
}

// nodemailer starts to read the message only after the server answered 354, and asks for its end only to write the
// final dot. Where the reading stands is therefore the one sure sign of how far the server may have come.
const CHUNK = 16_384

function source(bytes: Uint8Array, progress: Progress): Readable {
  let at = 0
  return new Readable({
    read(): void {
      const chunk = bytes.subarray(at, at + CHUNK)
      at += chunk.length
      if (chunk.length === 0) progress.wholeMessageGiven = true
      this.push(chunk.length === 0 ? null : Buffer.from(chunk))
    },
  })
}

// A wrong password or a missing sign-in is our own setting, not a fault of the message: mending it lets the message go.
const OUR_SETTING = new Set([530, 534, 535, 538])

function judge(error: Failure, progress: Progress): Delivery {
  const reply = oneLine(error.response ?? error.message)
  const code = error.responseCode ?? 0
  if (code >= 400) {
    const ofMessage = error.code === 'EENVELOPE' || error.code === 'EMESSAGE'
    return { state: code >= 500 && ofMessage && !OUR_SETTING.has(code) ? 'rejected' : 'later', reply }
  }
  if (progress.wholeMessageGiven) return { state: 'unknown', reason: reply }
  // Said by nodemailer itself before anything was transmitted: no such address form, message above the server's limit.
  if (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') return { state: 'rejected', reply }
  return { state: 'later', reply }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 500)
}
