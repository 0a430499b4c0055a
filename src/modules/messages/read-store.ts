import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { pageBy } from '#platform/db/page.ts'
import type { Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, MessageId } from '#kernel/id.ts'
import { ok, type Result } from '#kernel/result.ts'
import { plainName } from '#kernel/text.ts'
import type { Language } from './facts.ts'
import type { MessageState } from './model.ts'

/** One line of the list of messages. `total` is minor units. */
export type MessageRow = {
  readonly id: MessageId
  readonly sort_key: string
  readonly customer: { readonly id: CustomerId; readonly name: string; readonly ref: string }
  readonly creditor: { readonly id: CreditorId; readonly code: string }
  readonly channel: 'email' | 'letter'
  readonly state: MessageState
  readonly step: string | null
  readonly template: string
  readonly language: Language
  readonly recipient: string
  readonly subject: string | null
  readonly total: bigint
  readonly currency: string
  readonly items: number
  readonly decidedOn: Day
  readonly sentAt: string | null
  readonly reason: string | null
  readonly mailId: string | null
  readonly reply: string | null
  readonly contentSha256: string | null
  readonly waiver: string | null
}

/** What the list may be narrowed to. */
export type MessageFilter = {
  readonly q?: string | undefined
  readonly state?: readonly string[] | undefined
  readonly channel?: 'email' | 'letter' | undefined
  readonly customer?: string | undefined
  readonly from?: Day | undefined
  readonly to?: Day | undefined
  readonly sentOn?: Day | undefined
}

const SORTS = {
  decided: { by: sql`m.decided_on`, as: 'date' },
  customer: { by: sql`c.name_plain`, as: 'text' },
  total: { by: sql`m.total`, as: 'bigint' },
  state: { by: sql`m.state`, as: 'text' },
} as const

const COLUMNS = sql`
  m.message_id id, m.channel, m.state, m.step, m.template, m.language, m.recipient, m.subject, m.total, m.currency,
  m.decided_on "decidedOn", m.sent_at "sentAt", m.reason, m.mail_id "mailId", m.reply, m.waiver_id waiver,
  encode(m.content_sha256, 'hex') "contentSha256",
  jsonb_build_object('id', c.customer_id, 'name', c.name, 'ref', c.ref) customer,
  jsonb_build_object('id', c.creditor_id, 'code', c.creditor_code) creditor,
  (select count(*)::int from message_item i where (i.tenant_id, i.message_id) = (m.tenant_id, m.message_id)) items`

const sentDay = sql`
  (m.sent_at at time zone (select time_zone from tenant t where t.tenant_id = m.tenant_id))::date`

function narrowed(filter: MessageFilter) {
  const like = filter.q === undefined ? undefined : `%${plainName(filter.q)}%`
  return sql`
    ${filter.state === undefined ? sql`true` : sql`m.state = any(${filter.state}::text[])`}
    and ${filter.channel === undefined ? sql`true` : sql`m.channel = ${filter.channel}`}
    and ${filter.customer === undefined ? sql`true` : sql`m.customer_id = ${filter.customer}`}
    and ${filter.from === undefined ? sql`true` : sql`m.decided_on >= ${filter.from}`}
    and ${filter.to === undefined ? sql`true` : sql`m.decided_on <= ${filter.to}`}
    and ${filter.sentOn === undefined ? sql`true` : sql`${sentDay} = ${filter.sentOn}`}
    and ${like === undefined ? sql`true` : sql`(c.name_plain like ${like} or m.recipient ilike ${`%${filter.q}%`})`}`
}

/** One page of messages and how many there are in all. Refused: `not-a-sort`, `not-a-cursor`. */
export async function findMessages(
  tx: Tx,
  filter: MessageFilter,
  query: { readonly sort: string; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<{ rows: MessageRow[]; count: number }>> {
  const page = pageBy(SORTS, sql`m.message_id`, query)
  if (!page.ok) return page
  const from = sql`from message m join customer_card c using (tenant_id, customer_id) where ${narrowed(filter)}`
  const { rows } = await sql<MessageRow>`
    select ${COLUMNS}, ${page.value.select} ${from} and ${page.value.where} ${page.value.order}`.execute(tx)
  const counted = await sql<{ count: number }>`select count(*)::int count ${from}`.execute(tx)
  return ok({ rows, count: counted.rows[0]?.count ?? 0 })
}

/** One message, or null. */
export async function findMessage(tx: Tx, id: MessageId): Promise<MessageRow | null> {
  const { rows } = await sql<MessageRow>`
    select ${COLUMNS}, '' sort_key
    from message m join customer_card c using (tenant_id, customer_id) where m.message_id = ${id}`.execute(tx)
  return rows[0] ?? null
}

/** What a message listed when it was decided: its invoices with what was open then. */
export async function findListed(
  tx: Tx,
  id: MessageId,
): Promise<{ id: string; number: string; dueOn: Day; open: bigint }[]> {
  const { rows } = await sql<{ id: string; number: string; dueOn: Day; open: bigint }>`
    select l.invoice_id id, l.number, i.due_on "dueOn", i.open
    from message_item i join invoice_line l using (tenant_id, invoice_id)
    where i.message_id = ${id} order by i.due_on, l.number`.execute(tx)
  return rows
}

/** Under which name and address a creditor writes, or null when there is no such creditor. */
export async function loadCreditorSender(
  tx: Tx,
  creditor: CreditorId,
): Promise<{ name: string; address: string | null } | null> {
  const { rows } = await sql<{ name: string; address: string | null }>`
    select name, email address from creditor_card where creditor_id = ${creditor}`.execute(tx)
  return rows[0] ?? null
}
