import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId, TaskId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'

/** A cheque whose three days are over, with what its customer owes in its currency; amounts are minor units. */
export type MissingCheque = {
  readonly cheque: string
  readonly customer: CustomerId
  readonly announcement: number
  readonly dueOn: Day
  readonly total: bigint
  readonly currency: Currency
  readonly oldest: Day
  readonly invoices: readonly {
    readonly id: string
    readonly number: string
    readonly dueOn: Day
    readonly open: string
  }[]
}

/** Cheques announced, due by `today`, that have no task yet and whose customer owes something. */
export async function loadMissingCheques(tx: Tx, today: Day): Promise<MissingCheque[]> {
  const { rows } = await sql<MissingCheque>`
    select e.cheque_id cheque, e.customer_id customer, e.announcements announcement, e.due_on "dueOn", e.amount total,
      e.currency, min(o.due_on) oldest,
      jsonb_agg(jsonb_build_object('id', o.invoice_id, 'number', o.number, 'dueOn', o.due_on, 'open', o.open::text)
        order by o.due_on, o.number) invoices
    from cheque_expected e
    join open_item o on o.customer_id = e.customer_id and o.currency = e.currency and o.open > 0
    where e.state = 'announced' and e.kind = 'cheque' and e.due_on <= ${today}
      and not exists (select from task t where t.facts ->> 'cheque' = e.cheque_id::text and t.facts ? 'cheque'
        and t.facts ->> 'announcement' = e.announcements::text)
    group by e.cheque_id, e.customer_id, e.announcements, e.due_on, e.amount, e.currency
    order by e.due_on, e.cheque_id`.execute(tx)
  return rows
}

/** Ends the open tasks about cheques that have come meanwhile, or are given up; answers them. */
export async function withdrawChequeTasks(
  tx: Tx,
  at: string,
): Promise<{ readonly id: TaskId; readonly customer: CustomerId; readonly cheque: string }[]> {
  const { rows } = await sql<{ id: TaskId; customer: CustomerId; cheque: string }>`
    update task t set state = 'skipped', outcome = 'cheque-moved', done_by = null, done_at = ${at}::timestamptz
    where t.state = 'open' and t.facts ? 'cheque'
      and not exists (select from cheque_expected e where e.cheque_id::text = t.facts ->> 'cheque'
        and e.state = 'announced' and e.announcements::text = t.facts ->> 'announcement')
    returning t.task_id id, t.customer_id customer, t.facts ->> 'cheque' cheque`.execute(tx)
  return rows
}
