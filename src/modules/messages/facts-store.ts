import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { daysBetween, type Day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId, MessageId } from '#kernel/id.ts'
import { NO_REMINDERS } from './model.ts'
import type { CreditorFacts, CustomerFacts, ReminderChannel, ReminderFacts, ReminderItem } from './facts.ts'

/** The facts of one message as they are now, and what its invoices' documents are. */
export type LoadedFacts = {
  readonly facts: ReminderFacts
  readonly invoices: readonly {
    readonly id: InvoiceId
    readonly number: string
    readonly dueOn: Day
    readonly open: bigint
  }[]
  /** The documents we hold of the invoices listed, by hash in hex, in the order of the items. */
  readonly documents: readonly { readonly number: string; readonly sha256: string }[]
}

/**
 * Loads what a message says, read afresh: only what is still open is listed, so a payment that came in meanwhile is
 * never chased. `today` dates the text and counts the lateness. Null when there is no such message.
 */
export async function loadReminderFacts(tx: Tx, id: MessageId, today: Day): Promise<LoadedFacts | null> {
  const head = await loadHead(tx, sql`(select * from message where message_id = ${id})`)
  if (!head) return null
  const items = await loadItems(tx, id)
  const documents = items.flatMap(({ kind, number, document }) =>
    kind === 'invoice' && document !== null ? [{ number, sha256: document }] : [],
  )
  return {
    facts: {
      ...head,
      today,
      items: items.map(item => itemOf(item, today)),
      previousReminders: await loadPrevious(tx, id, today),
      payBy: null,
      charges: null,
      contractCompensation: null,
      attachedInvoices: documents.length,
      window: 'right',
    },
    invoices: items.map(({ id: invoice, number, dueOn, open }) => ({ id: invoice, number, dueOn, open })),
    documents,
  }
}

type Head = Pick<ReminderFacts, 'creditor' | 'customer' | 'contact' | 'currency' | 'paymentReference' | 'delivery'>

/** Who writes to whom when nothing has been decided to leave: a letter, in the customer's language. */
export async function loadLetterHead(tx: Tx, customer: CustomerId, currency: string): Promise<Head | null> {
  return loadHead(
    tx,
    sql`(select tenant_id, customer_id, creditor_id, null::uuid message_id, null::uuid contact_id, language,
      ${currency} currency, 'letter' channel, false registered from customer_card where customer_id = ${customer})`,
  )
}

async function loadHead(tx: Tx, message: RawBuilder<unknown>): Promise<Head | null> {
  const { rows } = await sql<{
    creditor: Omit<CreditorFacts, 'signatory' | 'logo'> & { signatory: string | null }
    customer: CustomerFacts
    contact: { name: string } | null
    currency: string
    payment_reference: string | null
    delivery: ReminderFacts['delivery']
  }>`
    select
      jsonb_build_object('name', k.name, 'legalLine', k.legal_form,
        'addressLines', ${addressOf('k')}, 'city', coalesce(k.city, ''), 'country', k.country, 'siren', k.siren,
        'enterpriseNumber', k.enterprise_number, 'vat', k.vat_number, 'iban', k.iban, 'bic', k.bic, 'phone', k.phone,
        'email', k.email, 'signatory', k.signatory) creditor,
      jsonb_build_object('name', c.name, 'ref', c.ref, 'addressLines', ${addressOf('c')}, 'country', c.country,
        'language', m.language, 'kind', c.kind) customer,
      (select jsonb_build_object('name', b.name) from contact_best b
        where (b.tenant_id, b.customer_id, b.contact_id, b.way)
          = (m.tenant_id, m.customer_id, m.contact_id, 'email')) contact,
      m.currency,
        case when m.channel = 'email' then 'email' when m.registered then 'registered-letter' else 'letter' end delivery,
      (select min(l.payment_reference) from message_item i join invoice_line l using (tenant_id, invoice_id)
        where i.message_id = m.message_id and l.open > 0 having count(*) = 1) payment_reference
    from ${message} m
    join customer_card c using (tenant_id, customer_id)
    join creditor_card k on (k.tenant_id, k.creditor_id) = (m.tenant_id, m.creditor_id)`.execute(tx)
  const row = rows[0]
  if (!row) return null
  const { signatory, ...creditor } = row.creditor
  return {
    creditor: { ...creditor, signatory: signatory === null ? null : { name: signatory, title: null }, logo: null },
    customer: row.customer,
    contact: row.contact,
    currency: row.currency,
    paymentReference: row.payment_reference,
    delivery: row.delivery,
  }
}

function addressOf(alias: 'k' | 'c') {
  const at = (column: string) => sql.ref(`${alias}.${column}`)
  return sql`to_jsonb(array_remove(array[${at('street')}, ${at('street2')},
    nullif(concat_ws(' ', ${at('postcode')}, ${at('city')}), '')], null))`
}

type ItemRow = Omit<ReminderItem, 'daysLate'> & { id: InvoiceId; document: string | null }

async function loadItems(tx: Tx, id: MessageId): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select l.invoice_id id, l.number, l.kind, l.issue_on "issueOn", l.due_on "dueOn", l.amount total, l.open,
      encode(l.document_sha256, 'hex') document, w.label
    from message_item i
    join invoice_line l using (tenant_id, invoice_id)
    left join invoice_label_line w using (tenant_id, invoice_id)
    where i.message_id = ${id} and l.open <> 0
    order by l.due_on, l.number`.execute(tx)
  return rows
}

function itemOf({ id: _, document: _document, ...item }: ItemRow, today: Day): ReminderItem {
  return { ...item, daysLate: daysBetween(item.dueOn, today) }
}

// What the debtor was already told about these invoices: mails and letters that left, and calls that were held.
async function loadPrevious(tx: Tx, id: MessageId, today: Day): Promise<{ on: Day; channel: ReminderChannel }[]> {
  const { rows } = await sql<{ on: Day; channel: ReminderChannel }>`
    select distinct on_day "on", channel from (
      select p.decided_on on_day, case when p.channel = 'email' then 'email' when p.registered then 'registered-letter'
        else 'letter' end channel
      from message p
      where p.state = 'sent' and p.message_id <> ${id} and p.template <> all(${NO_REMINDERS}::text[]) and exists (
        select 1 from message_item mine join message_item theirs using (tenant_id, invoice_id)
        where mine.message_id = ${id} and theirs.message_id = p.message_id)
      union all
      select (t.done_at at time zone 'UTC')::date, 'call' from task_line t
      join message m on (m.tenant_id, m.customer_id) = (t.tenant_id, t.customer_id)
      where m.message_id = ${id} and t.kind = 'call' and t.state = 'done') said
    where on_day <= ${today} order by on_day`.execute(tx)
  return rows
}
