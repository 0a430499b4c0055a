import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Envelope, Mailbox, MailMessage } from './mail.ts'

// One address, without the quoted and commented forms of RFC 5322 that mail servers of businesses do not use and that
// have misled address parsers before.
const ADDRESS = /^[^\s<>()[\]",;:\\@\p{Cc}]{1,64}@[^\s<>()[\]",;:\\@\p{Cc}]{1,255}$/u
const MESSAGE_ID = /^<[^\s<>@\p{Cc}]+@[^\s<>@\p{Cc}]+>$/u
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]*$/
const CONTROL = /\p{Cc}|[\u2028\u2029]/u
// These are written from the message's own fields; a second one would make two readers see two messages.
const OWN_HEADERS = /^(?:from|to|cc|bcc|sender|subject|date|message-id|mime-version|content-.*)$/i

/**
 * The exact bytes of a message, CRLF line ends, the same for the same message: boundaries come from the Message-ID and
 * the date from `at`. Refused: `header-injection` (a control character where a header will stand), `bad-address`,
 * `bad-message-id`, `bad-header`.
 */
export async function buildMime(message: MailMessage): Promise<Result<Uint8Array>> {
  const fault = headerFault(message)
  if (fault) return fault
  const composer = new MailComposer({
    messageId: message.messageId,
    date: new Date(message.at),
    from: nodemailerAddress(message.from),
    to: message.to.map(nodemailerAddress),
    ...(message.replyTo ? { replyTo: nodemailerAddress(message.replyTo) } : {}),
    subject: message.subject,
    text: message.text,
    html: message.html,
    headers: message.headers,
    attachments: message.attachments.map(file => ({
      filename: file.name,
      contentType: file.mediaType,
      content: Buffer.from(file.bytes),
    })),
    baseBoundary: createHash('sha256').update(message.messageId).digest('hex').slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const built = await composer.compile().build()
  return ok(withCrlf(built))
}

/** The envelope of a message: every recipient once, blind copies included. */
export function envelopeOf(message: MailMessage): Envelope {
  const to = [...message.to, ...(message.bcc ?? [])].map(box => box.address)
  return { messageId: message.messageId, from: message.from.address, to: [...new Set(to)] }
}

function headerFault(message: MailMessage): Result<never> | null {
  const boxes = [message.from, ...(message.replyTo ? [message.replyTo] : []), ...message.to, ...(message.bcc ?? [])]
  if (!MESSAGE_ID.test(message.messageId)) {
    return refuse('bad-message-id', `"${printable(message.messageId)}" is not a Message-ID such as <id@host>`)
  }
  if (message.to.length === 0) return refuse('bad-address', 'the message has no recipient: give at least one')
  for (const name of Object.keys(message.headers)) {
    if (!HEADER_NAME.test(name) || OWN_HEADERS.test(name)) {
      return refuse('bad-header', `"${printable(name)}" cannot be set as an extra header`)
    }
  }
  const values: [string, string][] = [
    ['subject', message.subject],
    ...boxes.flatMap((box): [string, string][] => [['name', box.name ?? '']]),
    ...Object.entries(message.headers),
    ...message.attachments.flatMap((file): [string, string][] => [
      ['attachment name', file.name],
      ['attachment type', file.mediaType],
    ]),
  ]
  for (const [where, value] of values) {
    if (CONTROL.test(value)) {
      return refuse('header-injection', `the ${where} holds a line break or control character: remove it`, { where })
    }
  }
  const wrong = boxes.find(box => !ADDRESS.test(box.address))
  if (wrong) return refuse('bad-address', `"${printable(wrong.address)}" is not one plain e-mail address`)
  return null
}

function nodemailerAddress(box: Mailbox): { name: string; address: string } {
  return { name: box.name ?? '', address: box.address }
}

function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?').slice(0, 80)
}

// Servers turn a lone LF into CRLF on the way; doing it here keeps what is stored equal to what is sent.
function withCrlf(bytes: Buffer): Uint8Array {
  const text = bytes.toString('latin1').replace(/\r\n|\r|\n/g, '\r\n')
  return new Uint8Array(Buffer.from(text, 'latin1'))
}
