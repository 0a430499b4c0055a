import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, TenantId } from '#kernel/id.ts'
import { EXCUSE_DAYS, type Cheque } from './cheque-decide.ts'
import type { BankAccountId, ChequeId, DepositId, LineId, OperationId } from './model.ts'

/** The columns of `cheque c` as a `Cheque`. */
export const CHEQUE = sql`c.cheque_id id, c.customer_id customer, c.kind, c.state, c.amount, c.currency, c.number, c.bank,
  c.drawn_on "drawnOn", c.announced_on "announcedOn", c.announcements, c.due_on "dueOn", c.received_on "receivedOn",
  c.signed, encode(c.copy_sha256, 'hex') copy, c.copy_type "copyType", c.deposit_id deposit, c.line_id line,
  c.ended_on "endedOn", c.bounce_reason "bounceReason", c.bounce_cost "bounceCost", c.note`

/** A cheque as a command sees it, with whose customer drew it. */
export type LockedCheque = Cheque & { readonly creditor: CreditorId; readonly drawer: string }

/** Cheques by id, locked. */
export async function lockCheques(tx: Tx, ids: readonly ChequeId[]): Promise<Map<ChequeId, LockedCheque>> {
  const { rows } = await sql<LockedCheque>`
    select ${CHEQUE}, k.creditor_id creditor, k.name drawer
    from cheque c join customer_card k using (tenant_id, customer_id)
    where cheque_id = any(${ids}::uuid[]) order by cheque_id for update of c`.execute(tx)
  return new Map(rows.map(row => [row.id, row]))
}

/** The cheques still on a slip, locked. */
export async function lockDeposited(tx: Tx, deposit: DepositId): Promise<LockedCheque[]> {
  const { rows } = await sql<{ id: ChequeId }>`
    select cheque_id id from cheque where deposit_id = ${deposit} and state = 'deposited'`.execute(tx)
  const found = await lockCheques(
    tx,
    rows.map(row => row.id),
  )
  return [...found.values()].filter(cheque => cheque.state === 'deposited')
}

/** What a customer announced that has not come, and what he announced lately that never came; locked, latest first. */
export async function lockAnnounced(
  tx: Tx,
  customer: CustomerId,
  today: Day,
): Promise<{ readonly waiting: Cheque[]; readonly unkept: Cheque | null }> {
  const { rows } = await sql<Cheque>`
    select ${CHEQUE} from cheque c
    where customer_id = ${customer} and received_on is null
      and (state = 'announced' or (state = 'lost' and kind = 'cheque' and ended_on >= ${addDays(today, -EXCUSE_DAYS)}))
    order by announced_on desc, cheque_id desc for update`.execute(tx)
  return {
    waiting: rows.filter(cheque => cheque.state === 'announced'),
    unkept: rows.find(cheque => cheque.state === 'lost') ?? null,
  }
}

/** Writes a cheque, new or changed. */
export async function recordCheque(tx: Tx, tenant: TenantId, cheque: Cheque): Promise<void> {
  const c = cheque
  await sql`
    insert into cheque (tenant_id, cheque_id, customer_id, kind, state, amount, currency, number, bank, drawn_on,
      announced_on, announcements, due_on, received_on, signed, copy_sha256, copy_type, deposit_id, line_id, ended_on,
      bounce_reason, bounce_cost, note)
    values (${tenant}, ${c.id}, ${c.customer}, ${c.kind}, ${c.state}, ${c.amount}, ${c.currency}, ${c.number}, ${c.bank},
      ${c.drawnOn}, ${c.announcedOn}, ${c.announcements}, ${c.dueOn}, ${c.receivedOn}, ${c.signed},
      decode(${c.copy}, 'hex'), ${c.copyType}, ${c.deposit}, ${c.line}, ${c.endedOn}, ${c.bounceReason},
      ${c.bounceCost}, ${c.note})
    on conflict (tenant_id, cheque_id) do update set state = excluded.state, amount = excluded.amount,
      currency = excluded.currency, number = excluded.number, bank = excluded.bank, drawn_on = excluded.drawn_on,
      announcements = excluded.announcements, due_on = excluded.due_on, received_on = excluded.received_on,
      signed = excluded.signed, copy_sha256 = excluded.copy_sha256, copy_type = excluded.copy_type,
      deposit_id = excluded.deposit_id, line_id = excluded.line_id, ended_on = excluded.ended_on,
      bounce_reason = excluded.bounce_reason, bounce_cost = excluded.bounce_cost, note = excluded.note,
      changed_at = now()`.execute(tx)
}

/** What moved money with a cheque: the operation, and the bank line it was done with. */
export type Moved = { readonly line: LineId; readonly operation: OperationId }

/** One thing done with a cheque. */
export type ChequeMove = {
  readonly position: number
  readonly kind: string
  /** How the cheque stood before; null when this announced it. */
  readonly before: Cheque | null
  readonly moved: Moved | null
}

/** Notes what was done with cheques, so that the last thing can be taken back. */
export async function recordMove(
  tx: Tx,
  tenant: TenantId,
  id: ChequeId,
  move: Omit<ChequeMove, 'position'>,
): Promise<void> {
  const { kind, before, moved } = move
  const snapshot = before && { ...before, amount: String(before.amount), bounceCost: textOf(before.bounceCost) }
  await sql`
    insert into cheque_move (tenant_id, cheque_id, position, kind, before, line_id, operation_id)
    select ${tenant}, ${id}, coalesce(max(position), 0) + 1, ${kind},
      ${snapshot === null ? null : JSON.stringify(snapshot)}::jsonb, ${moved?.line ?? null}::uuid,
      ${moved?.operation ?? null}::uuid
    from cheque_move where cheque_id = ${id}`.execute(tx)
}

function textOf(amount: bigint | null): string | null {
  return amount === null ? null : String(amount)
}

type Snapshot = Omit<Cheque, 'amount' | 'bounceCost'> & {
  readonly amount: string
  readonly bounceCost: string | null
}

type MoveRow = {
  readonly position: number
  readonly kind: string
  readonly before: Snapshot | null
  readonly line: LineId | null
  readonly operation: OperationId | null
}

/** What was done with a cheque and not taken back, the latest first. */
export async function loadMoves(tx: Tx, id: ChequeId): Promise<ChequeMove[]> {
  const { rows } = await sql<MoveRow>`
    select position, kind, before, line_id line, operation_id operation from cheque_move
    where cheque_id = ${id} and not undone order by position desc`.execute(tx)
  return rows.map(({ position, kind, before, line, operation }) => ({
    position,
    kind,
    before: before && {
      ...before,
      amount: BigInt(before.amount),
      bounceCost: before.bounceCost === null ? null : BigInt(before.bounceCost),
    },
    moved: line !== null && operation !== null ? { line, operation } : null,
  }))
}

/** The operations of one gesture: those of the same line that one transaction wrote, and that stand. */
export async function findTogether(tx: Tx, operation: OperationId): Promise<OperationId[]> {
  const { rows } = await sql<{ id: OperationId }>`
    select o.operation_id id from receipt_operation o join receipt_operation n using (tenant_id, line_id, at)
    where n.operation_id = ${operation}
      and not exists (select from receipt_operation u where u.undoes = o.operation_id)`.execute(tx)
  return rows.map(row => row.id)
}

/** Says that a move was taken back. */
export async function recordUndone(tx: Tx, id: ChequeId, position: number): Promise<void> {
  await sql`update cheque_move set undone = true where cheque_id = ${id} and position = ${position}`.execute(tx)
}

/** The money of a move that stands was moved anew by another operation. */
export async function replaceMoved(tx: Tx, id: ChequeId, kind: string, moved: Moved): Promise<void> {
  await sql`
    update cheque_move set line_id = ${moved.line}, operation_id = ${moved.operation}
    where cheque_id = ${id} and position = (
      select max(position) from cheque_move where cheque_id = ${id} and kind = ${kind} and not undone)`.execute(tx)
}

/** A slip as it is written, with what it lists. */
export type NewDeposit = {
  readonly id: DepositId
  readonly account: BankAccountId
  readonly kind: 'cheque' | 'bill'
  readonly on: Day
  readonly total: bigint
  readonly currency: string
  readonly cheques: readonly LockedCheque[]
}

/** Writes a deposit slip; its number is the account's next of the year. Answers it. */
export async function recordDeposit(tx: Tx, tenant: TenantId, slip: NewDeposit): Promise<string> {
  const { rows } = await sql<{ number: string }>`
    insert into cheque_deposit (tenant_id, deposit_id, account_id, kind, number, on_day, total, currency)
    select ${tenant}, ${slip.id}, ${slip.account}, ${slip.kind},
      to_char(${slip.on}::date, 'YYYY') || '-' || lpad((count(*) + 1)::text, 4, '0'), ${slip.on}, ${slip.total},
      ${slip.currency}
    from cheque_deposit where account_id = ${slip.account} and date_trunc('year', on_day) = date_trunc('year', ${slip.on}::date)
    returning number`.execute(tx)
  const items = slip.cheques.map(({ id, drawer, number, bank, amount, dueOn, kind }) => ({
    id,
    drawer,
    number,
    bank,
    amount: String(amount),
    dueOn: kind === 'cheque' ? null : dueOn,
  }))
  await sql`
    insert into cheque_deposit_item (tenant_id, deposit_id, cheque_id, position, drawer, number, bank, amount, due_on)
    select ${tenant}, ${slip.id}, i.id, row_number() over (order by i.drawer, i.number, i.id), i.drawer, i.number, i.bank,
      i.amount, i."dueOn"
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as i(id uuid, drawer text, number text, bank text,
      amount bigint, "dueOn" date)`.execute(tx)
  return rows[0]?.number ?? ''
}

/** Takes a cheque off its slip again; a slip that would list nothing keeps its last total and lists nothing. */
export async function withdrawFromDeposit(tx: Tx, deposit: DepositId, id: ChequeId): Promise<void> {
  await sql`update cheque_deposit_item set withdrawn = true where deposit_id = ${deposit} and cheque_id = ${id}`.execute(
    tx,
  )
  await sql`
    update cheque_deposit d set total = i.total from (
      select sum(amount)::bigint total from cheque_deposit_item where deposit_id = ${deposit} and not withdrawn) i
    where d.deposit_id = ${deposit} and i.total is not null`.execute(tx)
}

/** A debt of a customer that a cheque can pay; amounts are minor units. */
export type OpenDebt = { readonly invoice: string; readonly open: bigint; readonly dueOn: Day; readonly issueOn: Day }

/** What a customer owes in a currency, oldest due first. */
export async function loadDebts(tx: Tx, customer: CustomerId, currency: string): Promise<OpenDebt[]> {
  const { rows } = await sql<OpenDebt>`
    select invoice_id invoice, open, due_on "dueOn", issue_on "issueOn" from open_item
    where customer_id = ${customer} and currency = ${currency} and open > 0 order by due_on, issue_on, number`.execute(
    tx,
  )
  return rows
}

/** What cheques already say they were paid by a line, minor units. */
export async function sumCleared(tx: Tx, line: LineId): Promise<bigint> {
  const { rows } = await sql<{ sum: bigint }>`
    select coalesce(sum(amount), 0)::bigint sum from cheque where line_id = ${line} and state = 'cleared'`.execute(tx)
  return rows[0]?.sum ?? 0n
}
