import PostalMime from 'postal-mime'
import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { keyOf } from '#platform/db/page.ts'
import { loadFile } from '#platform/files.ts'
import { pageFrom } from '#platform/http/cursor.ts'
import type { Day } from '#kernel/day.ts'
import type { MessageId } from '#kernel/id.ts'
import { money, moneyToJson, type MoneyJson } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { compose, type Composition } from './compose.ts'
import { fileNameOf } from './deliver.ts'
import { loadChargedFacts } from './charged.ts'
import { THANK_YOU, WAIVER_TOLD } from './model.ts'
import { findListed, findMessage, findMessages, type MessageFilter, type MessageRow } from './read-store.ts'
import { templateOf } from './templates/shape.ts'
import { loadThanks } from './thanks.ts'
import { loadWaiverTold } from './waivers.ts'

/** A message as a list shows it. */
export function lineOf(row: MessageRow) {
  const { sort_key: _, currency, mailId: _mail, reply: _reply, contentSha256: _content, waiver: _waiver, ...line } = row
  return { ...line, total: moneyToJson(money(row.total, currency)) }
}

type Query = { readonly sort?: string | undefined; readonly cursor?: string | undefined; readonly limit: number }

/** One page of messages. Refused: `not-a-sort`, `not-a-cursor`. */
export function listMessages(app: App, actor: Actor, { sort, cursor, limit, ...filter }: MessageFilter & Query) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await findMessages(tx, filter, { sort: sort ?? '-decided', cursor, limit })
    return found.ok ? ok({ ...pageFrom(found.value.rows, limit, keyOf, lineOf), count: found.value.count }) : found
  })
}

/** The texts of a message: exactly as it left, or as it would leave now. */
type Texts = {
  readonly subject: string | null
  readonly text: string | null
  readonly html: string | null
  readonly exact: boolean
}

/** One message with its texts and what it listed. Refused: `not-found`. */
export function readMessage(app: App, actor: Actor, id: MessageId) {
  return app.db.inTenant(actor.tenant, async tx => {
    const row = await findMessage(tx, id)
    if (!row) return notFound(id)
    const listed = await findListed(tx, id)
    const invoices: { id: string; number: string; dueOn: Day; open: MoneyJson }[] = listed.map(
      ({ open, ...invoice }) => {
        return { ...invoice, open: moneyToJson(money(open, row.currency)) }
      },
    )
    const texts = await textsOf(tx, actor, row)
    return ok({ ...lineOf(row), ...texts, mailId: row.mailId, reply: row.reply, invoices })
  })
}

async function textsOf(tx: Tx, actor: Actor, row: MessageRow): Promise<Texts> {
  if (row.contentSha256 !== null) {
    const stored = await loadFile(tx, actor.tenant, row.contentSha256)
    if (!stored.ok || row.channel === 'letter') return { subject: row.subject, text: null, html: null, exact: true }
    const mail = await PostalMime.parse(stored.value.bytes)
    return { subject: row.subject, text: mail.text ?? null, html: mail.html ?? null, exact: true }
  }
  const composed = await previewOf(tx, actor, row)
  if (!composed) return { subject: null, text: null, html: null, exact: false }
  return { subject: composed.subject, text: composed.text, html: composed.html, exact: false }
}

// How it would leave now; null when it is gone.
async function previewOf(tx: Tx, actor: Actor, row: MessageRow): Promise<Composition | null> {
  if (row.template === THANK_YOU) return (await loadThanks(tx, row.id, actor.today))?.composed ?? null
  if (row.template === WAIVER_TOLD) return previewOfWaiver(tx, actor, row)
  const loaded = await loadChargedFacts(tx, row.id, templateOf(row.template), actor.today)
  return loaded && compose(loaded.facts, templateOf(row.template))
}

async function previewOfWaiver(tx: Tx, actor: Actor, row: MessageRow): Promise<Composition | null> {
  const told = row.waiver === null ? null : await loadWaiverTold(tx, row.id, row.waiver, actor.today)
  if (told === null) return null
  const { letter, fileName: _, ...mail } = told
  return row.channel === 'letter' ? { ...mail, letter } : mail
}

/** The exact bytes of a message, or its preview when it has not left. Refused: `not-found`. */
export function readContent(
  app: App,
  actor: Actor,
  id: MessageId,
): Promise<Result<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string; name: string }>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const row = await findMessage(tx, id)
    if (!row) return notFound(id)
    const name = fileNameOf(row)
    if (row.contentSha256 !== null) {
      const stored = await loadFile(tx, actor.tenant, row.contentSha256)
      return stored.ok ? ok({ bytes: stored.value.bytes, mediaType: stored.value.mediaType, name }) : stored
    }
    const composed = await previewOf(tx, actor, row)
    if (!composed) return notFound(id)
    if (composed.letter) return ok({ bytes: new Uint8Array(composed.letter), mediaType: 'application/pdf', name })
    return ok({
      bytes: new TextEncoder().encode(composed.text),
      mediaType: 'text/plain; charset=utf-8',
      name: `${name}.txt`,
    })
  })
}

function notFound(id: MessageId): Result<never> {
  return refuse('not-found', `there is no message ${id} here`, { id })
}
