import type { Result } from '#kernel/result.ts'

/** A person or office that mail comes from or goes to. */
export type Mailbox = { readonly name?: string; readonly address: string }

/** A file joined to a message, with its exact bytes. */
export type Attachment = { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }

/**
 * A message before it is bytes. `messageId` is the whole header value, `<…@…>`; `at` is the ISO instant of its Date
 * header.
 */
export type MailMessage = {
  readonly id: string
  readonly messageId: string
  readonly at: string
  readonly from: Mailbox
  readonly replyTo?: Mailbox
  readonly to: readonly Mailbox[]
  readonly bcc?: readonly Mailbox[]
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachments: readonly Attachment[]
  readonly headers: Readonly<Record<string, string>>
}

/** What the postman reads: bare addresses, and the Message-ID under which the outcome can be looked up later. */
export type Envelope = { readonly messageId: string; readonly from: string; readonly to: readonly string[] }

/**
 * How a sending ended.
 * `accepted`: the server took charge (`refused` lists the recipients it did not take). `rejected`: never send this
 * again as it is. `later`: certainly not taken, may be tried again. `unknown`: the whole message left and no answer
 * came, so it may have been taken: trying again could send it twice, and somebody must look (RFC 5321 §4.5.3.2.6).
 */
export type Delivery =
  | { readonly state: 'accepted'; readonly reply: string; readonly refused: readonly string[] }
  | { readonly state: 'rejected'; readonly reply: string }
  | { readonly state: 'later'; readonly reply: string }
  | { readonly state: 'unknown'; readonly reason: string }

/**
 * A way out for mail. `send` builds the bytes and sends them; `sendRaw` sends bytes that were built and stored before.
 */
export type MailTransport = {
  readonly kind: 'smtp' | 'folder'
  readonly send: (message: MailMessage) => Promise<Result<Delivery>>
  readonly sendRaw: (envelope: Envelope, bytes: Uint8Array) => Promise<Delivery>
  /** How many copies of a Message-ID left by this way; null when this way keeps no trace of its own (SMTP). */
  readonly find: (messageId: string) => Promise<number | null>
}
