import { sql } from 'kysely'
import { allocateReceipts, type NewAllocation } from '#modules/receivables/index.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import type { Actor } from '#platform/app.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId, Id, InvoiceId, TenantId } from '#kernel/id.ts'
import type { LineId, OperationId } from './model.ts'

export type OperationKind = 'applied' | 'confirmed' | 'split' | 'on-account' | 'not-ours' | 'returned' | 'undone'

export type PartId = Id<'part'>

/** Where a part of a line goes. `reverses` names the part (and its allocation) that it takes back. */
export type PlacedPart = {
  readonly kind: 'invoice' | 'on-account' | 'write-off' | 'elsewhere'
  readonly customer: CustomerId | null
  readonly invoice: InvoiceId | null
  readonly amount: bigint
  readonly reverses?: { readonly part: PartId | null; readonly allocation: Id<'allocation'> | null }
}

/** One thing done with one line. */
export type Operation = {
  readonly id: OperationId
  readonly line: LineId
  readonly kind: OperationKind
  readonly on: Day
  readonly reason?: string | null
  readonly undoes?: OperationId
  readonly takesBack?: LineId
  readonly parts: readonly PlacedPart[]
}

/** Writes operations with their parts and allocations, all in three statements. */
export async function recordOperations(
  tx: Tx,
  tenant: TenantId,
  actor: Actor,
  operations: readonly Operation[],
): Promise<void> {
  if (operations.length === 0) return
  const by = JSON.stringify({ user: actor.user, role: actor.role, via: actor.via })
  await sql`
    insert into receipt_operation (tenant_id, operation_id, line_id, kind, actor, reason, undoes, takes_back)
    select ${tenant}, o.id, o.line, o.kind, ${by}::jsonb, o.reason, o.undoes, o."takesBack"
    from jsonb_to_recordset(${JSON.stringify(operations.map(({ parts: _, ...operation }) => operation))}::jsonb)
      as o(id uuid, line uuid, kind text, reason text, undoes uuid, "takesBack" uuid)`.execute(tx)
  const rows = operations.flatMap(operation => operation.parts.map(part => rowOf(operation, part)))
  const allocations = rows.flatMap(({ allocated }) => (allocated ? [allocated] : []))
  await allocateReceipts(tx, tenant, allocations)
  await sql`
    insert into receipt_part (tenant_id, part_id, operation_id, line_id, kind, customer_id, invoice_id, allocation_id,
      amount, on_day, reverses)
    select ${tenant}, p.* from unnest(
      ${rows.map(row => row.id)}::uuid[], ${rows.map(row => row.operation.id)}::uuid[],
      ${rows.map(row => row.operation.line)}::uuid[], ${rows.map(row => row.part.kind)}::text[],
      ${rows.map(row => row.part.customer)}::uuid[], ${rows.map(row => row.part.invoice)}::uuid[],
      ${rows.map(row => row.allocated?.id ?? null)}::uuid[], ${rows.map(row => row.part.amount)}::bigint[],
      ${rows.map(row => row.operation.on)}::date[], ${rows.map(row => row.part.reverses?.part ?? null)}::uuid[])
      as p`.execute(tx)
}

type Row = {
  readonly id: PartId
  readonly operation: Operation
  readonly part: PlacedPart
  readonly allocated: NewAllocation | null
}

function rowOf(operation: Operation, part: PlacedPart): Row {
  const { invoice, amount } = part
  const allocated: NewAllocation | null =
    invoice === null
      ? null
      : {
          id: newId<'allocation'>(),
          invoice,
          kind: part.kind === 'write-off' ? 'write-off' : 'receipt',
          source: operation.line,
          amount,
          on: operation.on,
          reverses: part.reverses?.allocation ?? null,
        }
  return { id: newId<'part'>(), operation, part, allocated }
}

/** A bank line that a command works on. */
export type LockedLine = {
  readonly id: LineId
  readonly bookedOn: Day
  readonly amount: bigint
  readonly currency: string
  readonly placed: bigint
  readonly onAccount: bigint
  readonly name: string | null
  readonly namePlain: string | null
  readonly iban: string | null
  readonly returned: string | null
  readonly endToEndId: string | null
  /** A return stands against it. */
  readonly takenBack: boolean
}

/** Lines locked in the order of their ids. */
export async function lockLines(tx: Tx, ids: readonly LineId[]): Promise<Map<LineId, LockedLine>> {
  const { rows } = await sql<LockedLine>`
    select line_id id, booked_on "bookedOn", amount, currency, placed, on_account "onAccount", name,
      name_plain "namePlain", iban, returned, end_to_end_id "endToEndId",
      exists (select from receipt_operation o where o.takes_back = l.line_id
        and not exists (select from receipt_operation u where u.undoes = o.operation_id)) "takenBack"
    from bank_line l where line_id = any(${ids}::uuid[]) order by line_id for update`.execute(tx)
  return new Map(rows.map(row => [row.id, row]))
}

/**
 * A part as its line has it now. Taking back, and taking that back, make a chain: the part stands when the chain has an
 * even number of links, and `tail` is what the next link takes back.
 */
export type StandingPart = {
  readonly tail: PartId
  readonly kind: PlacedPart['kind']
  readonly customer: CustomerId | null
  readonly invoice: InvoiceId | null
  readonly allocation: Id<'allocation'> | null
  readonly amount: bigint
  /** Another line's return has taken the allocation back and stands. */
  readonly returned: boolean
}

/** The parts of a line that stand, or, with an operation, what it wrote that stands as it wrote it. */
export async function loadStanding(tx: Tx, line: LineId, operation: OperationId | null): Promise<StandingPart[]> {
  const { rows } = await sql<StandingPart>`
    with recursive chain as (
      select part_id root, part_id tail, 0 depth from receipt_part
      where line_id = ${line}
        and case when ${operation}::uuid is null then reverses is null else operation_id = ${operation}::uuid end
      union all
      select c.root, p.part_id, c.depth + 1 from chain c join receipt_part p on p.reverses = c.tail and p.line_id = ${line}),
    last as (select distinct on (root) root, tail, depth from chain order by root, depth desc),
    paid as (
      select p.allocation_id origin, p.allocation_id tail, 0 depth
      from last l join receipt_part p on p.part_id = l.tail where p.allocation_id is not null
      union all
      select c.origin, a.allocation_id, c.depth + 1 from paid c join allocation_line a on a.reverses = c.tail),
    settled as (select distinct on (origin) origin, tail, depth from paid order by origin, depth desc)
    select l.tail, p.kind, p.customer_id customer, p.invoice_id invoice, s.tail allocation, p.amount,
      coalesce(s.depth % 2 = 1, false) returned
    from last l
    join receipt_part p on p.part_id = l.tail
    left join settled s on s.origin = p.allocation_id
    where l.depth % 2 = 0
    order by l.root`.execute(tx)
  return rows
}

/** The last operation of a line that was not undone. */
export async function loadLastOperation(
  tx: Tx,
  line: LineId,
): Promise<{ readonly id: OperationId; readonly kind: OperationKind } | null> {
  const { rows } = await sql<{ id: OperationId; kind: OperationKind }>`
    select operation_id id, kind from receipt_operation o
    where line_id = ${line} and kind <> 'undone'
      and not exists (select from receipt_operation u where u.undoes = o.operation_id)
    order by at desc, operation_id desc limit 1`.execute(tx)
  return rows[0] ?? null
}

/** Remembers that an account or a name pays for a customer. */
export async function learnPayers(
  tx: Tx,
  tenant: TenantId,
  learned: readonly {
    readonly kind: 'iban' | 'alias'
    readonly value: string
    readonly customer: CustomerId
    readonly operation: OperationId
  }[],
): Promise<void> {
  if (learned.length === 0) return
  await sql`
    insert into known_payer (tenant_id, kind, value, customer_id, operation_id)
    select ${tenant}, k.kind, k.value, k.customer, k.operation
    from jsonb_to_recordset(${JSON.stringify(learned)}::jsonb) as k(kind text, value text, customer uuid, operation uuid)
    on conflict (tenant_id, kind, value, customer_id) do update set confirmed = known_payer.confirmed + 1`.execute(tx)
}

/** Forgets what an operation that is undone taught; what others confirmed since stays, once less. */
export async function forgetPayers(tx: Tx, line: LineId, customers: readonly CustomerId[]): Promise<void> {
  await sql`
    with said as (
      select k.tenant_id, k.kind, k.value, k.customer_id from known_payer k join bank_line l using (tenant_id)
      where l.line_id = ${line} and k.customer_id = any(${customers}::uuid[])
        and (k.kind, k.value) in (('iban', l.iban), ('alias', l.name_plain))),
    less as (
      update known_payer k set confirmed = confirmed - 1 from said s
      where (k.tenant_id, k.kind, k.value, k.customer_id) = (s.tenant_id, s.kind, s.value, s.customer_id)
        and k.confirmed > 1)
    delete from known_payer k using said s
    where (k.tenant_id, k.kind, k.value, k.customer_id) = (s.tenant_id, s.kind, s.value, s.customer_id)
      and k.confirmed = 1`.execute(tx)
}
