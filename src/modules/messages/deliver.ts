import { join } from 'node:path'
import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { loadFile, storeFile } from '#platform/files.ts'
import { record } from '#platform/journal.ts'
import type { Attachment, Delivery } from '#platform/mail/mail.ts'
import { buildMime } from '#platform/mail/mime.ts'
import { putFile } from '#platform/outbox.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { MessageId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import { claimInReminder } from '#modules/charges/index.ts'
import { compose, type Composition } from './compose.ts'
import { loadChargedFacts, type ChargedFacts } from './charged.ts'
import type { LoadedFacts } from './facts-store.ts'
import { NOTICE_DAYS } from './words.ts'
import { THANK_YOU, WAIVER_TOLD, type Outgoing } from './model.ts'
import { loadOutgoing, recordMove } from './store.ts'
import { templateOf } from './templates/shape.ts'
import { loadThanks } from './thanks.ts'
import { loadWaiverTold } from './waivers.ts'

/** Attached invoices beyond this many bytes are left out: mail servers refuse more. */
const MAX_ATTACHED_BYTES = 8 * 1024 * 1024

/** A message whose bytes are stored and which is marked `sending`. */
type Ready = {
  readonly message: Outgoing
  readonly mailId: string
  readonly bytes: Uint8Array
  readonly resumed: boolean
}

/**
 * Sends one message, once. What is about to leave is stored and the message marked `sending` in a transaction before
 * the world is touched; a crash after that point is resolved by asking the way out whether it left, and where nobody
 * can tell the message becomes `doubtful` for a person to settle. Safe to call again at any point; throws to be tried
 * again later. `on` dates the text.
 */
export async function deliver(app: App, actor: Actor, id: MessageId, on: Day): Promise<void> {
  const ready = await app.db.inTenant(actor.tenant, tx => prepare(app, tx, actor, id, on))
  if (ready === null) return
  const delivery = ready.message.channel === 'letter' ? await postLetter(app, ready) : await postMail(app, ready)
  await app.db.inTenant(actor.tenant, tx => settle(app, tx, actor, ready.message, delivery))
  if (delivery.state === 'later') throw new Error(`the way out asks to come back later: ${delivery.reply}`)
}

async function prepare(app: App, tx: Tx, actor: Actor, id: MessageId, on: Day): Promise<Ready | null> {
  const message = await loadOutgoing(tx, id)
  if (message === null || (message.state !== 'queued' && message.state !== 'sending')) return null
  if (message.state === 'sending') {
    const stored = unwrap(await loadFile(tx, actor.tenant, message.contentSha256 ?? ''))
    return { message, mailId: message.mailId ?? '', bytes: stored.bytes, resumed: true }
  }
  if (message.template === THANK_YOU) return thank(app, tx, actor, message, on)
  if (message.template === WAIVER_TOLD) return tell(app, tx, actor, message, on)
  const loaded = await loadChargedFacts(tx, id, templateOf(message.template), on)
  const obstacle = loaded === null ? 'gone' : obstacleTo(message, loaded, on)
  if (loaded === null || obstacle !== null) return stop(tx, actor, message, obstacle)
  return store(app, tx, actor, message, await claimed(tx, actor, id, loaded, on))
}

async function stop(tx: Tx, actor: Actor, message: Outgoing, reason: string | null): Promise<null> {
  const state = reason === 'no-sender' ? 'failed' : 'cancelled'
  await recordMove(tx, [message.id], { state, reason })
  await journal(tx, actor, message, `message-${state}`, { reason })
  return null
}

// Nobody is thanked for what the bank has taken back meanwhile.
async function thank(app: App, tx: Tx, actor: Actor, message: Outgoing, on: Day): Promise<Ready | null> {
  const thanks = await loadThanks(tx, message.id, on)
  if (thanks === null) return stop(tx, actor, message, 'gone')
  if (thanks.owedAgain) return stop(tx, actor, message, 'owed-again')
  if (message.from.address === null) return stop(tx, actor, message, 'no-sender')
  return keep(app, tx, actor, message, { ...thanks.composed, attachments: [] })
}

// Told as it stands now: what was taken back meanwhile is not said, and nothing at all when nothing is left of it.
async function tell(app: App, tx: Tx, actor: Actor, message: Outgoing, on: Day): Promise<Ready | null> {
  const told = message.waiver === null ? null : await loadWaiverTold(tx, message.id, message.waiver, on)
  if (told === null) return stop(tx, actor, message, 'waiver-taken-back')
  const mail = message.channel === 'email'
  if (mail && message.from.address === null) return stop(tx, actor, message, 'no-sender')
  const letter = { name: `${fileWord(told.fileName)}.pdf`, mediaType: 'application/pdf', bytes: told.letter }
  return keep(app, tx, actor, message, { ...told, attachments: mail ? [letter] : [] })
}

/** The truth read again at the last moment: nobody is chased for what is paid, nor while a person said to wait. */
function obstacleTo(message: Outgoing, { invoices }: LoadedFacts, on: Day): string | null {
  if (message.pausedUntil !== null && on <= message.pausedUntil) return 'paused'
  if (message.channel === 'email' && message.from.address === null) return 'no-sender'
  return invoices.reduce((sum, invoice) => sum + invoice.open, 0n) <= 0n ? 'paid-meanwhile' : null
}

// What the text claims becomes a claim in the transaction that makes the message leave: one cannot be without the
// other.
async function claimed(tx: Tx, actor: Actor, id: MessageId, loaded: ChargedFacts, on: Day): Promise<LoadedFacts> {
  const { facts, toClaim, documents } = loaded
  if (toClaim === null) return loaded
  const claim = await claimInReminder(tx, { ...actor, today: on }, toClaim, { id, payBy: addDays(on, NOTICE_DAYS) })
  if (claim === null) return { ...loaded, facts: { ...facts, charges: null } }
  const { number, sums, sha256 } = claim
  const charges = { interest: sums.interest, fees: sums.fee, rates: toClaim.rates, claimed: true, note: number }
  return { ...loaded, facts: { ...facts, charges }, documents: [...documents, { number, sha256 }] }
}

async function store(app: App, tx: Tx, actor: Actor, message: Outgoing, loaded: LoadedFacts): Promise<Ready> {
  const attachments = message.channel === 'email' ? await attachmentsOf(tx, actor, loaded) : []
  const facts = { ...loaded.facts, attachedInvoices: attachments.length }
  return keep(app, tx, actor, message, { ...compose(facts, templateOf(message.template)), attachments })
}

async function keep(
  app: App,
  tx: Tx,
  actor: Actor,
  message: Outgoing,
  composed: Composition & { readonly attachments: Attachment[] },
): Promise<Ready> {
  const mailId = `<${message.id}@${message.from.address?.split('@')[1] ?? 'letter'}>`
  const bytes =
    message.channel === 'letter'
      ? (composed.letter ?? new Uint8Array())
      : unwrap(await buildMime({ ...mailOf(app, message, mailId), ...composed }))
  const mediaType = message.channel === 'letter' ? 'application/pdf' : 'message/rfc822'
  const contentSha256 = await storeFile(tx, actor.tenant, { bytes, mediaType, name: fileNameOf(message) })
  await recordMove(tx, [message.id], { state: 'sending', mailId, contentSha256, subject: composed.subject })
  return { message, mailId, bytes, resumed: false }
}

function mailOf(app: App, message: Outgoing, messageId: string) {
  return {
    id: message.id,
    messageId,
    at: app.clock.instant(),
    from: { name: message.from.name, address: message.from.address ?? '' },
    to: [{ address: message.recipient }],
    headers: {},
  }
}

/** The name a message is kept and saved under. */
export function fileNameOf(message: Pick<Outgoing, 'id' | 'decidedOn' | 'channel'>): string {
  return `${message.decidedOn}-${message.id}.${message.channel === 'letter' ? 'pdf' : 'eml'}`
}

// The debtor sees the number of the invoice, not what somebody here once called the file.
function fileWord(number: string): string {
  return number.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)
}

async function attachmentsOf(tx: Tx, actor: Actor, loaded: LoadedFacts): Promise<Attachment[]> {
  const attachments: Attachment[] = []
  let total = 0
  for (const { number, sha256 } of loaded.documents) {
    const { bytes, mediaType } = unwrap(await loadFile(tx, actor.tenant, sha256))
    total += bytes.byteLength
    if (total > MAX_ATTACHED_BYTES) break
    if (mediaType === 'application/pdf') attachments.push({ name: `${fileWord(number)}.pdf`, mediaType, bytes })
  }
  return attachments
}

// A letter is printed and posted by people; here it leaves as a PDF in a folder, the same file however often it is
// written.
async function postLetter(app: App, { message, bytes }: Ready): Promise<Delivery> {
  const path = await putFile(join(app.config.dataDir, 'letters'), fileNameOf(message), bytes)
  return { state: 'accepted', reply: `written as ${path.split('/').at(-1)}`, refused: [] }
}

async function postMail(app: App, { message, mailId, bytes, resumed }: Ready): Promise<Delivery> {
  if (resumed) {
    const copies = await app.mail.find(mailId)
    if (copies === null) return { state: 'unknown', reason: 'the program stopped while this message was leaving' }
    if (copies > 0) return { state: 'accepted', reply: 'found where it left', refused: [] }
  }
  return app.mail.sendRaw({ messageId: mailId, from: message.from.address ?? '', to: [message.recipient] }, bytes)
}

async function settle(app: App, tx: Tx, actor: Actor, before: Outgoing, delivery: Delivery): Promise<void> {
  const message = await loadOutgoing(tx, before.id)
  if (message?.state !== 'sending') return
  switch (delivery.state) {
    case 'accepted':
      await recordMove(tx, [message.id], {
        state: 'sent',
        reply: delivery.reply,
        reason: null,
        sentAt: app.clock.instant(),
      })
      return journal(tx, actor, message, 'message-sent', { reply: delivery.reply })
    case 'rejected':
      await recordMove(tx, [message.id], { state: 'failed', reply: delivery.reply, reason: delivery.reply })
      return journal(tx, actor, message, 'message-failed', { reason: delivery.reply })
    case 'unknown':
      await recordMove(tx, [message.id], { state: 'doubtful', reason: delivery.reason })
      return journal(tx, actor, message, 'message-doubtful', { reason: delivery.reason })
    case 'later':
      return recordMove(tx, [message.id], { state: 'queued', reason: delivery.reply })
  }
}

async function journal(tx: Tx, actor: Actor, message: Outgoing, kind: string, more: object): Promise<void> {
  const entry = { message: message.id, channel: message.channel, template: message.template, to: message.recipient }
  await record(tx, actor.tenant, actor, [{ customer: message.customer, kind, data: { ...entry, ...more } }])
}
