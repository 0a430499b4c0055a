import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { record } from '#platform/journal.ts'
import { enqueue } from '#platform/jobs.ts'
import { buildMime } from '#platform/mail/mime.ts'
import type { CreditorId, CustomerId, MessageId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { newId } from '#platform/ids.ts'
import type { MessageState } from './model.ts'
import { loadCreditorSender } from './read-store.ts'
import { lockMessages, lockPaid, lockTelling, recordMove } from './store.ts'

/** The messages a command changed, and those it had to leave as they were, with the state that stood in the way. */
export type Changed = {
  readonly done: MessageId[]
  readonly left: { readonly id: MessageId; readonly reason: string }[]
}

/** How long a message approved on the screen waits before it leaves, so that « Annuler » still finds it. */
export const TAKE_BACK_SECONDS = 12

/** Lets messages leave that waited for a person; approved on a screen, they stay within reach for some seconds. */
export function approve(app: App, actor: Actor, ids: readonly MessageId[]): Promise<Changed> {
  return move(app, actor, ids, ['to-approve'], { state: 'queued', approvedBy: actor.user }, 'message-approved')
}

/** Takes an approval back: messages that a person approved and that have not left wait for a person again. */
export function takeBack(app: App, actor: Actor, ids: readonly MessageId[]): Promise<Changed> {
  return move(app, actor, ids, ['queued'], { state: 'to-approve', approvedBy: null }, 'approval-taken-back')
}

/** Withdraws messages that have not left. */
export function cancel(app: App, actor: Actor, ids: readonly MessageId[], reason: string): Promise<Changed> {
  const states: MessageState[] = ['to-approve', 'queued', 'failed', 'doubtful']
  return move(app, actor, ids, states, { state: 'cancelled', reason }, 'message-cancelled')
}

/** Withdraws the messages of these customers that wait for approval and whose invoices are all paid. */
export async function cancelPaid(tx: Tx, actor: Actor, customers: readonly CustomerId[]): Promise<void> {
  const reason = 'paid-meanwhile'
  const found = await lockPaid(tx, customers)
  if (found.length === 0) return
  await recordMove(
    tx,
    found.map(message => message.id),
    { state: 'cancelled', reason },
  )
  await record(
    tx,
    actor.tenant,
    actor,
    found.map(({ id, customer }) => ({ customer, kind: 'message-cancelled', data: { message: id, reason } })),
  )
}

/**
 * Withdraws the message that tells of one of these waivers, unless it has left or may have. With `rest`, others of the
 * same gesture stand: the message is only kept from leaving before the transaction ends, and then says what is left.
 * Answers `stopped` (the customer never reads of it), `told`, or `none` when there was no message.
 */
export async function stopTelling(
  tx: Tx,
  actor: Actor,
  customer: CustomerId,
  waivers: readonly string[],
  rest: boolean,
): Promise<'stopped' | 'told' | 'none'> {
  const found = await lockTelling(tx, waivers)
  if (found === null || found.state === 'cancelled') return 'none'
  if (found.state !== 'queued' && found.state !== 'to-approve' && found.state !== 'failed') return 'told'
  if (rest) return 'stopped'
  const reason = 'waiver-taken-back'
  await recordMove(tx, [found.id], { state: 'cancelled', reason })
  await record(tx, actor.tenant, actor, [{ customer, kind: 'message-cancelled', data: { message: found.id, reason } }])
  return 'stopped'
}

/** What a person found out about a message that failed or is doubtful. Refused: `not-settleable`. */
export async function settleDoubtful(
  app: App,
  actor: Actor,
  id: MessageId,
  verdict: 'sent' | 'again' | 'cancel',
): Promise<Result<void>> {
  const states: MessageState[] = verdict === 'sent' ? ['doubtful'] : ['doubtful', 'failed']
  const state: MessageState = verdict === 'sent' ? 'sent' : verdict === 'again' ? 'queued' : 'cancelled'
  const sentAt = verdict === 'sent' ? { sentAt: app.clock.instant() } : {}
  const changed = await move(
    app,
    actor,
    [id],
    states,
    { state, reason: `settled-${verdict}`, ...sentAt },
    'message-settled',
  )
  if (changed.done.length === 1) return ok(undefined)
  return refuse('not-settleable', 'only a message that failed or is doubtful can be settled; read it again', { id })
}

function move(
  app: App,
  actor: Actor,
  ids: readonly MessageId[],
  states: readonly MessageState[],
  change: Parameters<typeof recordMove>[2],
  kind: string,
): Promise<Changed> {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await lockMessages(tx, ids, states, change.state === 'to-approve')
    const done = found.map(message => message.id)
    await recordMove(tx, done, change)
    if (change.state === 'queued')
      await enqueue(
        tx,
        'send-messages',
        done.map(message => ({ message, on: actor.today })),
        actor.via === 'screen' && change.approvedBy ? { afterSeconds: TAKE_BACK_SECONDS } : {},
      )
    const reason = change.reason ?? null
    await record(
      tx,
      actor.tenant,
      actor,
      found.map(({ id, customer }) => ({ customer: customer as CustomerId, kind, data: { message: id, reason } })),
    )
    const left = ids.filter(id => !done.includes(id)).map(id => ({ id, reason: 'already-moved' }))
    return { done, left }
  })
}

const TEST_SUBJECT = 'Quittance : message d’essai'
const TEST_TEXT = 'Ce message d’essai est bien arrivé : vos relances partiront par le même chemin.'

/** Sends a test message from a creditor and says what the way out answered. Refused: `not-found`, `no-sender`. */
export async function testMail(
  app: App,
  actor: Actor,
  to: string,
  creditor: CreditorId,
): Promise<Result<{ state: 'sent' | 'failed' | 'doubtful'; transport: 'smtp' | 'folder'; reply: string }>> {
  const from = await app.db.inTenant(actor.tenant, tx => loadCreditorSender(tx, creditor))
  if (from === null) return refuse('not-found', 'there is no such creditor; choose one of the list')
  if (from.address === null) return refuse('no-sender', `give ${from.name} an e-mail address first: it is the sender`)
  const id = newId<'message'>()
  const messageId = `<${id}@${from.address.split('@')[1] ?? 'localhost'}>`
  const mime = await buildMime({
    id,
    messageId,
    at: app.clock.instant(),
    from: { name: from.name, address: from.address },
    to: [{ address: to }],
    subject: TEST_SUBJECT,
    text: TEST_TEXT,
    html: '',
    attachments: [],
    headers: {},
  })
  if (!mime.ok) return mime
  const delivery = await app.mail.sendRaw({ messageId, from: from.address, to: [to] }, mime.value)
  const state = delivery.state === 'accepted' ? 'sent' : delivery.state === 'unknown' ? 'doubtful' : 'failed'
  const reply = delivery.state === 'unknown' ? delivery.reason : delivery.reply
  await app.db.inTenant(actor.tenant, tx =>
    record(tx, actor.tenant, actor, [{ customer: null, kind: 'mail-tested', data: { state, reply } }]),
  )
  return ok({ state, transport: app.mail.kind, reply })
}
