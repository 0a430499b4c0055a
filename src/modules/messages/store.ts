import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { enqueue } from '#platform/jobs.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId, MessageId, TenantId, UserId } from '#kernel/id.ts'
import type { MessageRequest, MessageState, Outgoing, PaidItem } from './model.ts'
import { THANK_YOU } from './model.ts'

/**
 * Writes messages with what they list, and the jobs that will send those that need no approval, all in the caller's
 * transaction. One that exists already for the same customer, scenario, step and cycle is left alone: that key is what
 * makes a second reminder impossible; so is a second one about the same waiver. They wait `afterSeconds` before they
 * leave. Answers the ids that are new.
 */
export async function requestMessages(
  tx: Tx,
  tenant: TenantId,
  requests: readonly MessageRequest[],
  afterSeconds = 0,
): Promise<MessageId[]> {
  if (requests.length === 0) return []
  const messages = requests.map(({ items: _, ...message }) => ({ ...message, total: String(message.total) }))
  const items = requests.flatMap(({ id, items: listed }) =>
    listed.map(item => ({ message: id, invoice: item.invoice, open: String(item.open), dueOn: item.dueOn })),
  )
  const { rows } = await sql<{ message_id: MessageId; state: MessageState; decided_on: Day }>`
    insert into message (tenant_id, message_id, creditor_id, customer_id, contact_id, channel, state, registered,
      scenario_id, step, cycle, template, language, recipient, total, currency, decided_on, waiver_id)
    select ${tenant}, m.id, m.creditor, m.customer, m.contact, m.channel,
      case when m.approval then 'to-approve' else 'queued' end, m.registered, m.scenario, m.step, m.cycle, m.template,
      m.language, m.recipient, m.total, m.currency, m."decidedOn", m.waiver
    from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb)
      as m(id uuid, creditor uuid, customer uuid, contact uuid,
      channel text, approval boolean, registered boolean, scenario uuid, step text, cycle uuid, template text,
      language text, recipient text, total bigint, currency text, "decidedOn" date, waiver uuid)
    on conflict do nothing
    returning message_id, state, decided_on`.execute(tx)
  const made = rows.map(row => row.message_id)
  await sql`
    insert into message_item (tenant_id, message_id, invoice_id, open, due_on)
    select ${tenant}, i.message, i.invoice, i.open, i."dueOn"
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as i(message uuid, invoice uuid, open bigint, "dueOn" date)
    where i.message = any(${made}::uuid[])`.execute(tx)
  const ready = rows.filter(row => row.state === 'queued')
  await enqueue(
    tx,
    'send-messages',
    ready.map(row => ({ message: row.message_id, on: row.decided_on })),
    { afterSeconds },
  )
  return made
}

/** One message for the postman, locked until the transaction ends, or null. */
export async function loadOutgoing(tx: Tx, id: MessageId): Promise<Outgoing | null> {
  const { rows } = await sql<Omit<Outgoing, 'from'> & { senderName: string; senderAddress: string | null }>`
    select m.message_id id, m.state, m.customer_id customer, m.channel, m.registered, m.template,
      m.recipient, m.subject,
      m.currency, m.decided_on "decidedOn", m.mail_id "mailId", m.waiver_id waiver, encode(m.content_sha256, 'hex') "contentSha256",
      k.name "senderName", k.email "senderAddress", c.paused_until "pausedUntil"
    from message m
    join customer_card c using (tenant_id, customer_id)
    join creditor_card k on (k.tenant_id, k.creditor_id) = (m.tenant_id, m.creditor_id)
    where m.message_id = ${id} for update of m`.execute(tx)
  const row = rows[0]
  if (!row) return null
  const { senderName, senderAddress, ...message } = row
  return { ...message, from: { name: senderName, address: senderAddress } }
}

/** What changes when a message moves to another state; absent fields keep their value. */
export type Move = {
  readonly state: MessageState
  readonly reason?: string | null
  readonly reply?: string
  readonly subject?: string
  readonly mailId?: string
  readonly contentSha256?: string
  readonly sentAt?: string
  readonly approvedBy?: UserId | null
}

/** Moves messages; the database refuses a move that is not allowed. */
export async function recordMove(tx: Tx, ids: readonly MessageId[], move: Move): Promise<void> {
  await sql`
    update message set state = ${move.state},
      reason = ${move.reason === undefined ? sql`reason` : move.reason},
      reply = ${move.reply === undefined ? sql`reply` : move.reply},
      subject = ${move.subject === undefined ? sql`subject` : move.subject},
      mail_id = ${move.mailId === undefined ? sql`mail_id` : move.mailId},
      content_sha256 =
        ${move.contentSha256 === undefined ? sql`content_sha256` : sql`decode(${move.contentSha256}, 'hex')`},
      sent_at = ${move.sentAt === undefined ? sql`sent_at` : sql`${move.sentAt}::timestamptz`},
      approved_by = ${move.approvedBy === undefined ? sql`approved_by` : move.approvedBy},
      attempts = attempts + ${move.state === 'sending' ? 1 : 0}, changed_at = clock_timestamp()
    where message_id = any(${ids}::uuid[])`.execute(tx)
}

/** The messages among `ids` whose state is one of `states` (and, if asked, that a person approved), locked. */
export async function lockMessages(
  tx: Tx,
  ids: readonly MessageId[],
  states: readonly MessageState[],
  onlyApproved = false,
): Promise<{ id: MessageId; state: MessageState; customer: string }[]> {
  const { rows } = await sql<{ id: MessageId; state: MessageState; customer: string }>`
    select message_id id, state, customer_id customer from message
    where message_id = any(${ids}::uuid[]) and state = any(${states}::text[])
      and (not ${onlyApproved}::boolean or approved_by is not null)
    order by message_id for update`.execute(tx)
  return rows
}

/** The message that tells of one of these waivers, locked, or null. */
export async function lockTelling(
  tx: Tx,
  waivers: readonly string[],
): Promise<{ id: MessageId; state: MessageState } | null> {
  const { rows } = await sql<{ id: MessageId; state: MessageState }>`
    select message_id id, state from message where waiver_id = any(${waivers}::uuid[]) for update`.execute(tx)
  return rows[0] ?? null
}

/** The messages of these customers that wait for approval and list nothing that is still owed, locked. */
export async function lockPaid(
  tx: Tx,
  customers: readonly CustomerId[],
): Promise<{ id: MessageId; customer: CustomerId }[]> {
  const { rows } = await sql<{ id: MessageId; customer: CustomerId }>`
    select message_id id, customer_id customer from message m
    where customer_id = any(${customers}::uuid[]) and state = 'to-approve'
      and exists (select from message_item i where i.message_id = m.message_id)
      and (select coalesce(sum(o.open), 0) from message_item i join open_item o using (tenant_id, invoice_id)
        where i.message_id = m.message_id) <= 0
    order by message_id for update of m`.execute(tx)
  return rows
}

/** What a message thanks for, with what of it is owed again. */
export async function loadPaidItems(tx: Tx, id: MessageId): Promise<PaidItem[]> {
  const { rows } = await sql<PaidItem>`
    select l.number, i.open amount, l.open from message_item i join invoice_line l using (tenant_id, invoice_id)
    where i.message_id = ${id} order by l.due_on, l.number`.execute(tx)
  return rows
}

/** Those of these invoices for which somebody was thanked already. */
export async function loadThanked(tx: Tx, invoices: readonly InvoiceId[]): Promise<Set<InvoiceId>> {
  if (invoices.length === 0) return new Set()
  const { rows } = await sql<{ invoice: InvoiceId }>`
    select i.invoice_id invoice from message_item i join message m using (tenant_id, message_id)
    where i.invoice_id = any(${invoices}::uuid[]) and m.template = ${THANK_YOU}`.execute(tx)
  return new Set(rows.map(row => row.invoice))
}
