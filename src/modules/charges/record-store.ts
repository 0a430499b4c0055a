import { sql } from 'kysely'
import type { Actor } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, InvoiceId, MessageId, SegmentId, TenantId, UserId } from '#kernel/id.ts'
import type { ChargeKind, Choice, ClaimForm, ClaimId, WaiverId, WaiverReason } from './model.ts'

const by = ({ user, role, via }: Actor) => JSON.stringify({ user, role, via })

/** A claim to write; amounts are minor units. */
export type NewClaim = {
  readonly id: ClaimId
  readonly creditor: CreditorId
  readonly customer: CustomerId
  readonly form: ClaimForm
  readonly item: InvoiceId
  readonly on: Day
  readonly currency: string
  readonly total: bigint
  /** The reminder that carries it. */
  readonly message: MessageId | null
  readonly lines: readonly {
    readonly invoice: InvoiceId
    readonly kind: ChargeKind
    readonly amount: bigint
    readonly parameters: unknown
    readonly statement: unknown
  }[]
}

/** Writes a claim with its lines; nothing changes them afterwards. */
export async function recordClaim(tx: Tx, actor: Actor, claim: NewClaim): Promise<void> {
  await sql`
    insert into charge_claim (tenant_id, claim_id, creditor_id, customer_id, form, item_id, claimed_on, currency, total,
      message_id, actor)
    values (${actor.tenant}, ${claim.id}, ${claim.creditor}, ${claim.customer}, ${claim.form}, ${claim.item},
      ${claim.on}, ${claim.currency}, ${claim.total}, ${claim.message}, ${by(actor)}::jsonb)`.execute(tx)
  const lines = claim.lines.map((line, place) => ({ ...line, place, amount: String(line.amount) }))
  await sql`
    insert into charge_claim_line (tenant_id, claim_id, invoice_id, kind, place, amount, parameters, statement)
    select ${actor.tenant}, ${claim.id}, l.invoice, l.kind, l.place, l.amount, l.parameters, l.statement
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l(invoice uuid, kind text, place int, amount bigint,
      parameters jsonb, statement jsonb)`.execute(tx)
}

/** A waiver to write. */
export type NewWaiver = {
  readonly id: WaiverId
  readonly invoice: InvoiceId
  readonly claim: ClaimId | null
  readonly kind: ChargeKind
  readonly amount: bigint
  readonly currency: string
  readonly reason: WaiverReason
  readonly note: string | null
  readonly on: Day
  readonly inWriting: boolean
  /** Its message to the customer is named after this one. */
  readonly toTell: boolean
}

/** Writes a waiver. */
export async function recordWaiver(tx: Tx, actor: Actor, waiver: NewWaiver): Promise<void> {
  await sql`
    insert into charge_waiver (tenant_id, waiver_id, invoice_id, claim_id, kind, amount, currency, reason, note,
      waived_on, in_writing, to_tell, actor)
    values (${actor.tenant}, ${waiver.id}, ${waiver.invoice}, ${waiver.claim}, ${waiver.kind}, ${waiver.amount},
      ${waiver.currency}, ${waiver.reason}, ${waiver.note}, ${waiver.on}, ${waiver.inWriting}, ${waiver.toTell},
      ${by(actor)}::jsonb)`.execute(tx)
}

/** What each segment's reminders do with charges. */
export async function loadChoices(tx: Tx): Promise<{ id: SegmentId; name: string; choice: Choice }[]> {
  const { rows } = await sql<{ id: SegmentId; name: string; choice: Choice }>`
    select s.segment_id id, s.segment_name name, c.choice
    from segment_face s join charge_choice c using (tenant_id, segment_id) order by s.position`.execute(tx)
  return rows
}

/** How much each role may waive at once, for those that somebody set. */
export async function loadLimits(
  tx: Tx,
): Promise<{ role: 'collector' | 'credit-manager' | 'administrator'; amount: bigint | null }[]> {
  const { rows } = await sql<{ role: 'collector' | 'credit-manager' | 'administrator'; amount: bigint | null }>`
    select role, amount from charge_limit`.execute(tx)
  return rows
}

/** Writes the choice of segments. */
export async function recordChoices(
  tx: Tx,
  tenant: TenantId,
  choices: readonly { readonly id: string; readonly choice: Choice }[],
  who: UserId | null,
): Promise<void> {
  await sql`
    insert into charge_policy (tenant_id, segment_id, choice, changed_by)
    select ${tenant}, c.id, c.choice, ${who} from jsonb_to_recordset(${JSON.stringify(choices)}::jsonb)
      as c(id uuid, choice text)
    on conflict (tenant_id, segment_id) do update set choice = excluded.choice, changed_by = excluded.changed_by,
      changed_at = now()`.execute(tx)
}

/** Writes the limits of roles; null is without limit. */
export async function recordLimits(
  tx: Tx,
  tenant: TenantId,
  limits: readonly { readonly role: string; readonly amount: bigint | null }[],
): Promise<void> {
  const rows = limits.map(({ role, amount }) => ({ role, amount: amount === null ? null : String(amount) }))
  await sql`
    insert into charge_limit (tenant_id, role, amount)
    select ${tenant}, l.role, l.amount from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as l(role text, amount bigint)
    on conflict (tenant_id, role) do update set amount = excluded.amount, changed_at = now()`.execute(tx)
}

/** Sums of claims and waivers over a time, minor units. */
export type Totals = {
  readonly totals: { kind: ChargeKind; currency: string; claimed: bigint; waived: bigint; collected: bigint }[]
  readonly waivedByReason: { reason: WaiverReason; currency: string; amount: bigint; count: number }[]
}

/** Totals of the claims made, and of the waivers given, from a day to another. */
export async function loadTotals(tx: Tx, from: Day | undefined, to: Day | undefined): Promise<Totals> {
  const within = (column: string) => sql`
    ${from === undefined ? sql`true` : sql`${sql.ref(column)} >= ${from}`}
    and ${to === undefined ? sql`true` : sql`${sql.ref(column)} <= ${to}`}`
  const totals = await sql<Totals['totals'][number]>`
    select kind, currency, sum(claimed)::bigint claimed, sum(waived)::bigint waived, sum(collected)::bigint collected
    from charge_claim_state where ${within('claimed_on')} group by kind, currency order by kind, currency`.execute(tx)
  const reasons = await sql<Totals['waivedByReason'][number]>`
    select reason, currency, sum(amount)::bigint amount, count(*) filter (where amount > 0)::int count
    from charge_waiver where ${within('waived_on')} group by reason, currency order by sum(amount) desc`.execute(tx)
  return { totals: totals.rows, waivedByReason: reasons.rows }
}
