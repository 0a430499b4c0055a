import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId, TaskId } from '#kernel/id.ts'
import type { Settled } from './model.ts'

/** A task that payments have overtaken, or that a payment taken back has made due again. */
export type MovedTask = {
  readonly id: TaskId
  readonly customer: CustomerId
  readonly kind: string
  readonly step: string | null
}

// What the invoices a task names still have open, less what was received for the customer and settles nothing yet.
const STILL_OWED = sql`(
  select coalesce(sum(o.open), 0) - coalesce((
      select sum(k.amount) from customer_credit k
      where k.customer_id = t.customer_id and k.currency = t.currency), 0)
  from jsonb_array_elements(t.facts -> 'invoices') i
  join open_item o on o.customer_id = t.customer_id and o.invoice_id = (i ->> 'id')::uuid)`

/** Ends the open calls and hand-offs of these customers whose invoices are all paid; answers them. */
export async function withdrawPaidTasks(tx: Tx, customers: readonly CustomerId[], at: string): Promise<MovedTask[]> {
  const { rows } = await sql<MovedTask>`
    update task t set state = 'skipped', outcome = 'paid', done_by = null, done_at = ${at}::timestamptz
    where t.customer_id = any(${customers}::uuid[]) and t.state = 'open' and t.kind in ('call', 'legal')
      and jsonb_array_length(coalesce(t.facts -> 'invoices', '[]')) > 0 and ${STILL_OWED} <= 0
    returning task_id id, customer_id customer, kind, step`.execute(tx)
  return rows
}

/**
 * Opens the tasks again that were so ended and whose invoices are owed again: the payment came back. Only where the
 * invoice has come no further since.
 */
export async function restoreTasks(tx: Tx, customers: readonly CustomerId[]): Promise<MovedTask[]> {
  const { rows } = await sql<MovedTask>`
    update task t set state = 'open', outcome = null, done_at = null
    where t.customer_id = any(${customers}::uuid[]) and t.state = 'skipped' and t.outcome = 'paid' and t.done_by is null
      and exists (select from invoice_step s where s.invoice_id = t.cycle and s.step = t.step)
      and ${STILL_OWED} > 0
    returning task_id id, customer_id customer, kind, step`.execute(tx)
  return rows
}

/**
 * Takes at most `limit` customers who have to be looked at and of whom something waits (a task, a message to approve),
 * in the order of their ids after `after`, and locks them; those that a run holds are left to it.
 */
export async function lockPending(tx: Tx, today: Day, after: CustomerId | null, limit: number): Promise<CustomerId[]> {
  const { rows } = await sql<{ customer_id: CustomerId }>`
    select f.customer_id from follow_up f
    where f.next_on <= ${today} and f.customer_id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
      and (exists (select from task t where t.customer_id = f.customer_id and (t.state = 'open' or t.outcome = 'paid'))
        or exists (select from message_line m where m.customer_id = f.customer_id and m.state = 'to-approve'))
    order by f.customer_id limit ${limit} for update of f skip locked`.execute(tx)
  return rows.map(row => row.customer_id)
}

/** The invoices of these customers that were reminded and got money within so many days that settles them. */
export async function loadSettled(
  tx: Tx,
  customers: readonly CustomerId[],
  since: Day,
): Promise<Map<CustomerId, Settled[]>> {
  const { rows } = await sql<Settled & { customer: CustomerId }>`
    select s.customer_id customer, l.invoice_id invoice, l.due_on "dueOn", l.currency, l.amount, s.rank
    from invoice_step s join invoice_line l using (tenant_id, invoice_id)
    where s.customer_id = any(${customers}::uuid[]) and l.open = 0 and l.kind = 'invoice'
      and exists (select from allocation_line a where a.invoice_id = l.invoice_id and a.kind in ('receipt', 'list')
        and a.amount > 0 and a.on_day >= ${since})`.execute(tx)
  const found = new Map<CustomerId, Settled[]>()
  for (const { customer, ...settled } of rows) found.set(customer, [...(found.get(customer) ?? []), settled])
  return found
}
