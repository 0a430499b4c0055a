import { sql } from 'kysely'
import { enqueue } from '#platform/jobs.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Cheque } from './cheque-decide.ts'
import { lockCheques, type LockedCheque } from './cheque-store.ts'
import type { ChequeId, LineId } from './model.ts'
import { WaitingSlips, type WaitingSlip } from './slip-decide.ts'

type Row = Omit<WaitingSlip, 'cheques'> & {
  readonly cheques: (Omit<WaitingSlip['cheques'][number], 'amount'> & { readonly amount: string })[]
}

/**
 * The slips with what waits on them. When only some `lines` are asked about, what is proposed to another line is left
 * to it.
 */
export async function loadWaitingSlips(tx: Tx, lines: readonly LineId[] | null): Promise<WaitingSlips> {
  const { rows } = await sql<Row>`
    select d.deposit_id deposit, d.account_id account, d.number, d.kind, d.on_day "on", d.currency,
      greatest(d.on_day, max(c.due_on) filter (where c.kind <> 'cheque')) until,
      jsonb_agg(jsonb_build_object('cheque', c.cheque_id, 'number', c.number, 'amount', c.amount::text)
        order by c.cheque_id) cheques
    from cheque c join cheque_deposit d using (tenant_id, deposit_id)
    where c.state = 'deposited' and (${lines}::uuid[] is null or not exists (
      select from receipt_proposal p join bank_line l using (tenant_id, line_id)
      where p.deposit_id = c.deposit_id and (p.cheque_id is null or p.cheque_id = c.cheque_id)
        and p.verdict <> 'to-sort' and l.placed = 0 and p.line_id <> all(${lines}::uuid[])))
    group by d.tenant_id, d.deposit_id, d.account_id, d.number, d.kind, d.on_day, d.currency
    order by d.on_day, d.deposit_id`.execute(tx)
  return new WaitingSlips(
    rows.map(row => ({ ...row, cheques: row.cheques.map(each => ({ ...each, amount: BigInt(each.amount) })) })),
  )
}

/** The cheques that the proposal of a line would clear, locked: before the line, as every command on cheques does. */
export async function lockProposed(tx: Tx, line: LineId): Promise<LockedCheque[]> {
  const { rows } = await sql<{ id: ChequeId }>`
    select c.cheque_id id from receipt_proposal p join cheque c using (tenant_id, deposit_id)
    where p.line_id = ${line} and p.verdict <> 'to-sort' and c.state = 'deposited'
      and (p.cheque_id is null or p.cheque_id = c.cheque_id)`.execute(tx)
  const found =
    rows.length === 0
      ? []
      : (
          await lockCheques(
            tx,
            rows.map(row => row.id),
          )
        ).values()
  return [...found].filter(cheque => cheque.state === 'deposited')
}

/** Lines whose certain proposal credits a slip; `byRule` leaves out those of creditors who want every one looked at. */
export async function findCertainSlips(tx: Tx, lines: readonly LineId[] | null, byRule: boolean): Promise<LineId[]> {
  const { rows } = await sql<{ line: LineId }>`
    select p.line_id line from receipt_proposal p join bank_line l using (tenant_id, line_id)
    where p.deposit_id is not null and p.verdict = 'certain' and l.placed = 0
      and (${lines}::uuid[] is null or p.line_id = any(${lines}::uuid[]))
      and (not ${byRule} or not exists (
        select from bank_account a join receipt_rule r using (tenant_id, creditor_id)
        where a.account_id = l.account_id and not r.apply_certain))
    order by p.line_id`.execute(tx)
  return rows.map(row => row.line)
}

/** The cheques whose money a line moved and that was not taken back, locked. */
export async function lockMovedBy(tx: Tx, line: LineId): Promise<LockedCheque[]> {
  const { rows } = await sql<{ id: ChequeId }>`
    select distinct cheque_id id from cheque_move where line_id = ${line} and not undone`.execute(tx)
  const ids = rows.map(row => row.id)
  return ids.length === 0 ? [] : [...(await lockCheques(tx, ids)).values()]
}

/**
 * A cheque came to the bank or left it: what was proposed with it to lines that wait no longer holds, and when lines
 * wait on the account of its slip, matching looks at them again.
 */
export async function lookAgainAtLines(tx: Tx, before: Cheque | null, after: Cheque): Promise<void> {
  const was = before?.state === 'deposited' ? before.deposit : null
  const is = after.state === 'deposited' ? after.deposit : null
  if (was === is) return
  if (was !== null) {
    await sql`
      delete from receipt_proposal p using bank_line l
      where (l.tenant_id, l.line_id) = (p.tenant_id, p.line_id) and l.placed = 0 and p.deposit_id = ${was}
        and (p.cheque_id is null or p.cheque_id = ${after.id})`.execute(tx)
  }
  const { rows } = await sql`
    select from cheque_deposit d join bank_line l using (tenant_id, account_id)
    where d.deposit_id = any(${[was, is].filter(id => id !== null)}::uuid[]) and l.placed = 0 and l.amount > 0
      and l.booked_on >= d.on_day - 5 limit 1`.execute(tx)
  if (rows.length > 0) await enqueue(tx, 'match-again', [{}])
}
