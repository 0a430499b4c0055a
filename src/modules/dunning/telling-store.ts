import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import type { Currency } from '#kernel/money.ts'

/** A waiver of charges of which nobody has told the customer yet; minor units, `open` is what its invoice owes. */
export type Untold = {
  readonly waiver: string
  readonly customer: CustomerId
  readonly invoice: InvoiceId
  readonly number: string
  readonly dueOn: Day
  readonly open: bigint
  readonly amount: bigint
  readonly currency: Currency
}

/** What these customers are still to be told, the oldest first. */
export async function loadUntold(tx: Tx, customers: readonly CustomerId[]): Promise<Untold[]> {
  const { rows } = await sql<Untold>`
    select waiver_id waiver, customer_id customer, invoice_id invoice, number, due_on "dueOn",
      case when invoice_currency = currency then open else 0 end open, amount, currency
    from waiver_to_tell where customer_id = any(${customers}::uuid[]) order by waived_on, waiver_id`.execute(tx)
  return rows
}
