import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { LineId } from './model.ts'

// A direct debit can be contested for thirteen months after it was debited (directive 2015/2366, art. 71).
const LATEST = sql`interval '13 months'`

/** Returns whose end-to-end reference, account and amount name one receipt only. */
export async function loadReturnsToTie(tx: Tx): Promise<{ line: LineId; of: LineId }[]> {
  const { rows } = await sql<{ line: LineId; of: LineId }>`
    select r.line_id line, min(c.line_id::text)::uuid of
    from bank_line r
    join bank_line c on c.account_id = r.account_id and c.end_to_end_id = r.end_to_end_id and c.amount = -r.amount
      and c.currency = r.currency and c.booked_on between r.booked_on - ${LATEST} and r.booked_on and c.placed = c.amount
    where r.returned is not null and r.amount < 0 and r.placed = 0 and r.end_to_end_id <> 'NOTPROVIDED'
    group by r.line_id having count(*) = 1`.execute(tx)
  return rows
}

/** A receipt that a return may take back. */
export type ReturnCandidate = {
  readonly line: LineId
  readonly bookedOn: Day
  readonly name: string | null
  readonly remittance: string | null
  readonly sameReference: boolean
  readonly samePayer: boolean
}

/** Receipts of the amount that a return takes back, the likeliest first. */
export async function findReturned(tx: Tx, line: LineId): Promise<ReturnCandidate[]> {
  const { rows } = await sql<ReturnCandidate>`
    select c.line_id line, c.booked_on "bookedOn", c.name, c.remittance,
      coalesce(c.end_to_end_id = r.end_to_end_id and c.end_to_end_id <> 'NOTPROVIDED', false) "sameReference",
      coalesce(c.iban = r.iban, false) or coalesce(c.name_plain = r.name_plain, false) "samePayer"
    from bank_line r
    join bank_line c on c.account_id = r.account_id and c.amount = -r.amount and c.currency = r.currency
      and c.booked_on between r.booked_on - ${LATEST} and r.booked_on
    where r.line_id = ${line} and r.amount < 0
    order by 5 desc, 6 desc, c.booked_on desc limit 10`.execute(tx)
  return rows
}
