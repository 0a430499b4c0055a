import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId, TenantId } from '#kernel/id.ts'
import type { Cheque } from './cheque-decide.ts'
import type { BankAccountId, ChequeId, DepositId } from './model.ts'

const CHEQUE = sql`c.cheque_id id, c.customer_id customer, c.kind, c.state, c.amount, c.currency, c.number, c.bank,
  c.drawn_on "drawnOn", c.announced_on "announcedOn", c.announcements, c.due_on "dueOn", c.received_on "receivedOn",
  c.signed, encode(c.copy_sha256, 'hex') copy, c.deposit_id deposit, c.line_id line, c.ended_on "endedOn",
  c.bounce_reason "bounceReason", c.bounce_cost "bounceCost", c.note`

/** Cheques by id, locked. */
export async function lockCheques(tx: Tx, ids: readonly ChequeId[]): Promise<Map<ChequeId, Cheque>> {
  const { rows } = await sql<Cheque>`
    select ${CHEQUE} from cheque c where cheque_id = any(${ids}::uuid[]) order by cheque_id for update`.execute(tx)
  return new Map(rows.map(row => [row.id, row]))
}

/** The cheque a customer announced and that has not come, locked, or null. */
export async function lockAnnounced(tx: Tx, customer: CustomerId): Promise<Cheque | null> {
  const { rows } = await sql<Cheque>`
    select ${CHEQUE} from cheque c where customer_id = ${customer} and state = 'announced'
    order by announced_on, cheque_id limit 1 for update`.execute(tx)
  return rows[0] ?? null
}

/** Writes a cheque, new or changed. */
export async function recordCheque(tx: Tx, tenant: TenantId, cheque: Cheque): Promise<void> {
  const c = cheque
  await sql`
    insert into cheque (tenant_id, cheque_id, customer_id, kind, state, amount, currency, number, bank, drawn_on,
      announced_on, announcements, due_on, received_on, signed, copy_sha256, deposit_id, line_id, ended_on,
      bounce_reason, bounce_cost, note)
    values (${tenant}, ${c.id}, ${c.customer}, ${c.kind}, ${c.state}, ${c.amount}, ${c.currency}, ${c.number}, ${c.bank},
      ${c.drawnOn}, ${c.announcedOn}, ${c.announcements}, ${c.dueOn}, ${c.receivedOn}, ${c.signed},
      decode(${c.copy}, 'hex'), ${c.deposit}, ${c.line}, ${c.endedOn}, ${c.bounceReason}, ${c.bounceCost}, ${c.note})
    on conflict (tenant_id, cheque_id) do update set state = excluded.state, amount = excluded.amount,
      currency = excluded.currency, number = excluded.number, bank = excluded.bank, drawn_on = excluded.drawn_on,
      announcements = excluded.announcements, due_on = excluded.due_on, received_on = excluded.received_on,
      signed = excluded.signed, copy_sha256 = excluded.copy_sha256, deposit_id = excluded.deposit_id,
      line_id = excluded.line_id, ended_on = excluded.ended_on, bounce_reason = excluded.bounce_reason,
      bounce_cost = excluded.bounce_cost, note = excluded.note, changed_at = now()`.execute(tx)
}

/** Writes a deposit slip; its number is the account's next. Answers it. */
export async function recordDeposit(
  tx: Tx,
  tenant: TenantId,
  slip: {
    readonly id: DepositId
    readonly account: BankAccountId
    readonly on: Day
    readonly total: bigint
    readonly currency: string
  },
): Promise<string | null> {
  const account = await sql`
    select from bank_account where account_id = ${slip.account} and currency = ${slip.currency} for update`.execute(tx)
  if (account.rows.length === 0) return null
  const { rows } = await sql<{ number: string }>`
    insert into cheque_deposit (tenant_id, deposit_id, account_id, number, on_day, total, currency)
    select ${tenant}, ${slip.id}, ${slip.account}, to_char(${slip.on}::date, 'YYYY') || '-' || lpad((count(*) + 1)::text, 4, '0'),
      ${slip.on}, ${slip.total}, ${slip.currency}
    from cheque_deposit where account_id = ${slip.account} and date_trunc('year', on_day) = date_trunc('year', ${slip.on}::date)
    returning number`.execute(tx)
  return rows[0]?.number ?? null
}

export type ChequeRow = Cheque & {
  readonly customerName: string
  readonly customerRef: string
  readonly depositNumber: string | null
}

/** Cheques of the board: those on their way, or those of one customer, soonest to look at first. */
export async function findCheques(
  tx: Tx,
  filter: {
    readonly states: readonly string[] | null
    readonly customer: CustomerId | null
    readonly id: ChequeId | null
  },
): Promise<ChequeRow[]> {
  const { rows } = await sql<ChequeRow>`
    select ${CHEQUE}, k.name "customerName", k.ref "customerRef", d.number "depositNumber"
    from cheque c
    join customer_card k using (tenant_id, customer_id)
    left join cheque_deposit d using (tenant_id, deposit_id)
    where (${filter.states}::text[] is null or c.state = any(${filter.states}::text[]))
      and (${filter.customer}::uuid is null or c.customer_id = ${filter.customer}::uuid)
      and (${filter.id}::uuid is null or c.cheque_id = ${filter.id}::uuid)
    order by c.due_on nulls last, c.created_at desc, c.cheque_id limit 500`.execute(tx)
  return rows
}
