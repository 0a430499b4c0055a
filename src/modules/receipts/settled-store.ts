import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { addDays } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import type { Credit, KnownPayer, Payer } from './model.ts'
import { Settlements, type Settlement } from './settled-decide.ts'

/**
 * What imported lists show as paid around the days of these credits, less what earlier bank lines were recognised as.
 */
export async function loadSettlements(tx: Tx, credits: readonly Credit[]): Promise<Settlements> {
  const days = credits.map(credit => credit.bookedOn).sort()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return new Settlements([], [], [])
  const { rows } = await sql<Settlement>`
    with seen as (
      select (part ->> 'invoice')::uuid invoice_id, sum((part ->> 'amount')::bigint) amount
      from receipt_proposal p join bank_line l using (tenant_id, line_id),
        jsonb_array_elements(p.parts) part
      where p.pass = 'already-settled' and l.placed = l.amount group by 1)
    select a.invoice_id invoice, i.customer_id customer, i.number, i.issue_on "issueOn", i.due_on "dueOn", i.currency,
      i.payment_reference "paymentReference", a.on_day "paidOn", sum(a.amount)::bigint open
    from allocation_line a
    join invoice_line i using (tenant_id, invoice_id)
    left join seen s on s.invoice_id = a.invoice_id
    where a.kind = 'list' and a.on_day between ${addDays(first, -10)}::date and ${addDays(last, 60)}::date
      and a.reverses is null and not exists (select from allocation_line r where r.reverses = a.allocation_id)
      and (s.amount is null or abs(s.amount) < abs(a.amount))
    group by a.invoice_id, i.customer_id, i.number, i.issue_on, i.due_on, i.currency, i.payment_reference, a.on_day
    order by a.on_day, i.number`.execute(tx)
  const customers = [...new Set(rows.map(row => row.customer))]
  return new Settlements(await loadPayersOf(tx, customers), rows, await loadKnown(tx, customers))
}

async function loadPayersOf(tx: Tx, customers: readonly CustomerId[]): Promise<Payer[]> {
  const { rows } = await sql<Payer>`
    select customer_id customer, creditor_id creditor, name, group_id "group", ref,
      array_remove(array[siren, vat_number, enterprise_number], null) identifiers
    from customer_card where customer_id = any(${customers}::uuid[])`.execute(tx)
  return rows
}

async function loadKnown(tx: Tx, customers: readonly CustomerId[]): Promise<KnownPayer[]> {
  const { rows } = await sql<KnownPayer>`
    select kind, value, customer_id customer from known_payer
    where customer_id = any(${customers}::uuid[])`.execute(tx)
  return rows
}
