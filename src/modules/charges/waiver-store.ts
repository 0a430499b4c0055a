import { sql } from 'kysely'
import type { Actor } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId, MessageId } from '#kernel/id.ts'
import type { ChargeKind, ClaimId, WaiverId, WaiverReason } from './model.ts'

/** A waiver as lists show it, minor units. */
export type WaiverRow = {
  readonly id: WaiverId
  readonly invoice: { readonly id: InvoiceId; readonly number: string }
  readonly claim: ClaimId | null
  readonly kind: ChargeKind
  readonly amount: bigint
  readonly currency: string
  readonly reason: WaiverReason
  readonly note: string | null
  readonly waivedOn: Day
  readonly inWriting: boolean
  readonly reversed: boolean
  /** The message that tells the customer; null when none was asked for, or no address is known yet. */
  readonly message: { readonly id: MessageId; readonly state: string; readonly channel: 'email' | 'letter' } | null
  /** He is to be told, and there is no address to write to. */
  readonly addressMissing: boolean
}

/** A waiver with what taking it back, or writing of it, needs. */
export type KeptWaiver = WaiverRow & {
  readonly customer: CustomerId
  readonly item: InvoiceId | null
  readonly claimNumber: string | null
}

// The message of a gesture is named after one of its rows, and is shown beside each.
const MESSAGE = sql`(
  select jsonb_build_object('id', m.message_id, 'state', m.state, 'channel', m.channel)
  from charge_waiver g join message_line m on (m.tenant_id, m.waiver_id) = (g.tenant_id, g.waiver_id)
  where (g.tenant_id, g.invoice_id, g.kind, g.recorded_at) = (w.tenant_id, w.invoice_id, w.kind, w.recorded_at)
    and g.to_tell) message,
  exists (
    select from charge_waiver g join waiver_to_tell u using (tenant_id, waiver_id)
    where (g.tenant_id, g.invoice_id, g.kind, g.recorded_at) = (w.tenant_id, w.invoice_id, w.kind, w.recorded_at))
    "addressMissing"`

/** Waivers, the latest first. */
export async function findWaivers(
  tx: Tx,
  wanted: {
    readonly ids?: readonly WaiverId[]
    readonly invoice?: string | undefined
    readonly customer?: string | undefined
  },
): Promise<WaiverRow[]> {
  const { rows } = await sql<WaiverRow>`
    select w.waiver_id id, jsonb_build_object('id', i.invoice_id, 'number', i.number) invoice, w.claim_id claim, w.kind,
      w.amount, w.currency, w.reason, w.note, w.waived_on "waivedOn", w.in_writing "inWriting",
      exists (select from charge_waiver r where (r.tenant_id, r.reverses) = (w.tenant_id, w.waiver_id)) reversed,
      ${MESSAGE}
    from charge_waiver w join invoice_line i using (tenant_id, invoice_id)
    where w.reverses is null
      and ${wanted.ids === undefined ? sql`true` : sql`w.waiver_id = any(${wanted.ids}::uuid[])`}
      and ${wanted.invoice === undefined ? sql`true` : sql`w.invoice_id = ${wanted.invoice}`}
      and ${wanted.customer === undefined ? sql`true` : sql`i.customer_id = ${wanted.customer}`}
    order by w.waived_on desc, w.waiver_id desc limit 500`.execute(tx)
  return rows
}

/** What is left of each claimed line of an invoice: claimed, less waived, less collected. The latest claim first. */
export async function findWaivable(
  tx: Tx,
  invoice: InvoiceId,
  kind: ChargeKind,
): Promise<{ claim: ClaimId; item: InvoiceId; open: bigint; left: bigint; currency: string }[]> {
  const { rows } = await sql<{ claim: ClaimId; item: InvoiceId; open: bigint; left: bigint; currency: string }>`
    select s.claim_id claim, s.item_id item, i.open, s.claimed - s.waived - s.collected "left", s.currency
    from charge_claim_state s join invoice_line i on (i.tenant_id, i.invoice_id) = (s.tenant_id, s.item_id)
    where s.invoice_id = ${invoice} and s.kind = ${kind} and s.claimed - s.waived - s.collected > 0
    order by s.claimed_on desc, s.claim_id desc`.execute(tx)
  return rows
}

/**
 * A waiver and those written with it: one gesture may lower several claims and what is not claimed yet. The one asked
 * for comes first; nothing when there is no such waiver.
 */
export async function loadWaivers(tx: Tx, id: WaiverId): Promise<KeptWaiver[]> {
  const { rows } = await sql<KeptWaiver>`
    select w.waiver_id id, jsonb_build_object('id', i.invoice_id, 'number', i.number) invoice, w.claim_id claim, w.kind,
      w.amount, w.currency, w.reason, w.note, w.waived_on "waivedOn", w.in_writing "inWriting",
      exists (select from charge_waiver r where (r.tenant_id, r.reverses) = (w.tenant_id, w.waiver_id)) reversed,
      i.customer_id customer, q.item_id item, d.number "claimNumber", ${MESSAGE}
    from charge_waiver a
    join charge_waiver w using (tenant_id, invoice_id, kind, recorded_at)
    join invoice_line i on (i.tenant_id, i.invoice_id) = (w.tenant_id, w.invoice_id)
    left join charge_claim q on (q.tenant_id, q.claim_id) = (w.tenant_id, w.claim_id)
    left join invoice_line d on (d.tenant_id, d.invoice_id) = (q.tenant_id, q.item_id)
    where a.waiver_id = ${id} and a.reverses is null and w.reverses is null
    order by (w.waiver_id = ${id}) desc, w.waiver_id`.execute(tx)
  return rows
}

/** What stands of one gesture: its waivers, without those taken back. */
export async function loadStandingWaivers(tx: Tx, id: string): Promise<KeptWaiver[]> {
  return (await loadWaivers(tx, id as WaiverId)).filter(waiver => !waiver.reversed)
}

/** Writes that a waiver is taken back; the amount is the waiver's own, negative. */
export async function recordReversal(
  tx: Tx,
  actor: Actor,
  reversal: { readonly id: WaiverId; readonly reverses: WaiverId; readonly note: string; readonly on: Day },
): Promise<void> {
  await sql`
    insert into charge_waiver (tenant_id, waiver_id, invoice_id, claim_id, kind, amount, currency, reason, note,
      waived_on, reverses, in_writing, actor)
    select tenant_id, ${reversal.id}, invoice_id, claim_id, kind, -amount, currency, reason, ${reversal.note},
      ${reversal.on}, waiver_id, false, ${JSON.stringify({ user: actor.user, role: actor.role, via: actor.via })}::jsonb
    from charge_waiver where waiver_id = ${reversal.reverses}`.execute(tx)
}
