import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import type { Day } from '#kernel/day.ts'
import type { InvoiceId } from '#kernel/id.ts'
import { fromDecimal, money, moneyToJson, toDecimal } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { recordWriteOff } from '#modules/receivables/index.ts'
import { loadRates } from '#modules/terms/index.ts'
import { claimable, DEFAULT_LIMITS, mayWaive, statementOf } from './decide.ts'
import type { ChargeKind, Choice, ClaimId, WaiverId, WaiverReason } from './model.ts'
import {
  loadChoices,
  loadLimits,
  loadTotals,
  recordChoices,
  recordLimits,
  recordWaiver,
  type NewWaiver,
} from './record-store.ts'
import { loadCharged, lockCustomers, type Charged } from './store.ts'
import type { Telling } from './telling.ts'
import { findWaivable, findWaivers } from './waiver-store.ts'

/** What is given up; `amount` left out is all that is left. */
export type GivenWaiver = {
  readonly kind: ChargeKind
  readonly amount?: string | undefined
  readonly reason: WaiverReason
  readonly note: string | null
  readonly inWriting: boolean
}

type Share = {
  readonly claim: ClaimId | null
  readonly item: InvoiceId | null
  readonly open: bigint
  readonly left: bigint
}

/**
 * Gives up charges of an invoice: first what was claimed and not collected, the latest claim first, which lowers its
 * open item by a write-off; then what is computed and not yet claimed. In writing, the message to the customer is
 * decided in the same transaction. Refused: `not-found`, `above-limit`, `nothing-to-waive`, `more-than-left`,
 * `note-needed`, `not-an-amount`, `too-many-decimals`, `unknown-rate`.
 */
export function waiveCharges(app: App, actor: Actor, invoice: InvoiceId, given: GivenWaiver, telling: Telling) {
  return app.db.inTenant(actor.tenant, async tx => {
    if (given.reason === 'other' && !given.note?.trim()) {
      return refuse('note-needed', 'say in a few words why this is given up', { field: 'note' })
    }
    await lockCustomers(tx, [invoice])
    const [charged] = await loadCharged(tx, [invoice])
    if (!charged) return refuse('not-found', `there is no invoice ${invoice} here that may bear charges`, { invoice })
    const currency = given.kind === 'fee' ? 'EUR' : charged.currency
    const shares = await sharesOf(tx, charged, given.kind, actor)
    if (!shares.ok) return shares
    const left = shares.value.reduce((sum, share) => sum + share.left, 0n)
    if (left === 0n) return refuse('nothing-to-waive', 'nothing is left here to give up', { kind: given.kind })
    const amount = given.amount === undefined ? ok(money(left, currency)) : fromDecimal(given.amount, currency)
    if (!amount.ok) return amount
    if (amount.value.amount <= 0n || amount.value.amount > left) {
      const most = toDecimal(money(left, currency))
      return refuse('more-than-left', `give up more than nothing and at most ${most} ${currency}`, { left: most })
    }
    const limits = Object.fromEntries((await loadLimits(tx)).map(limit => [limit.role, limit.amount]))
    const allowed = mayWaive(actor.role, amount.value, limits)
    if (!allowed.ok) return allowed
    const ids = await writeShares(tx, actor, charged, given, shares.value, amount.value.amount)
    if (given.inWriting) await telling.ask(tx, actor, charged.customer)
    const facts = { invoice, kind: given.kind, amount: toDecimal(amount.value), reason: given.reason, note: given.note }
    await record(tx, actor.tenant, actor, [
      { customer: charged.customer, kind: 'charges-waived', data: { ...facts, inWriting: given.inWriting } },
    ])
    return ok(await shownWaivers(tx, { ids }))
  })
}

async function sharesOf(tx: Tx, charged: Charged, kind: ChargeKind, actor: Actor): Promise<Result<Share[]>> {
  const claimed = await findWaivable(tx, charged.invoice, kind)
  const stated = statementOf(charged, {}, actor.today, await loadRates(tx))
  // A rate that is missing hides what is computed, not what was claimed.
  if (!stated.ok) return claimed.length > 0 ? ok(claimed) : stated
  const unclaimed =
    claimable(stated.value.statement, charged.ledger).find(found => found.kind === kind)?.left.amount ?? 0n
  return ok(unclaimed > 0n ? [...claimed, { claim: null, item: null, open: 0n, left: unclaimed }] : claimed)
}

async function writeShares(
  tx: Tx,
  actor: Actor,
  charged: Charged,
  given: GivenWaiver,
  shares: readonly Share[],
  amount: bigint,
): Promise<WaiverId[]> {
  const ids: WaiverId[] = []
  let rest = amount
  for (const share of shares) {
    if (rest === 0n) break
    const part = share.left < rest ? share.left : rest
    const waiver: NewWaiver = {
      id: newId<'charge-waiver'>(),
      invoice: charged.invoice,
      claim: share.claim,
      kind: given.kind,
      amount: part,
      currency: given.kind === 'fee' ? 'EUR' : charged.currency,
      reason: given.reason,
      note: given.note,
      on: actor.today,
      inWriting: given.inWriting,
      // One message tells of the whole gesture: it is named after its first row.
      toTell: given.inWriting && ids.length === 0,
    }
    await recordWaiver(tx, actor, waiver)
    if (share.item !== null) {
      await recordWriteOff(tx, actor.tenant, {
        id: newId<'allocation'>(),
        invoice: share.item,
        amount: part < share.open ? part : share.open,
        on: actor.today,
        note: given.reason,
        source: waiver.id,
      })
    }
    ids.push(waiver.id)
    rest -= part
  }
  return ids
}

/** Waivers as lists show them. */
export async function shownWaivers(tx: Tx, wanted: Parameters<typeof findWaivers>[1]) {
  const rows = await findWaivers(tx, wanted)
  return rows.map(({ currency, amount, ...row }) => ({ ...row, amount: moneyToJson(money(amount, currency)) }))
}

/** What was given up, the latest first. */
export function listWaivers(
  app: App,
  actor: Actor,
  wanted: { readonly invoice?: string | undefined; readonly customer?: string | undefined },
) {
  return app.db.inTenant(actor.tenant, tx => shownWaivers(tx, wanted))
}

/** Claimed, waived and collected over a time; waivers by reason. */
export async function readTotals(
  app: App,
  actor: Actor,
  range: { readonly from?: Day | undefined; readonly to?: Day | undefined },
) {
  const { totals, waivedByReason } = await app.db.inTenant(actor.tenant, tx => loadTotals(tx, range.from, range.to))
  return {
    totals: totals.map(({ kind, currency, ...sums }) => ({
      kind,
      claimed: moneyToJson(money(sums.claimed, currency)),
      waived: moneyToJson(money(sums.waived, currency)),
      collected: moneyToJson(money(sums.collected, currency)),
    })),
    waivedByReason: waivedByReason.map(({ currency, amount, ...row }) => {
      return { ...row, amount: moneyToJson(money(amount, currency)) }
    }),
  }
}

const ROLES = ['collector', 'credit-manager', 'administrator'] as const

/** The choice of each segment and the limit of each role; limits are in euros. */
export function readRules(app: App, actor: Actor) {
  return app.db.inTenant(actor.tenant, tx => loadRules(tx))
}

async function loadRules(tx: Tx) {
  const set = await loadLimits(tx)
  return {
    segments: await loadChoices(tx),
    limits: ROLES.map(role => {
      const found = set.find(limit => limit.role === role)
      const amount = found ? found.amount : (DEFAULT_LIMITS[role] ?? null)
      return { role, amount: amount === null ? null : moneyToJson(money(amount, 'EUR')) }
    }),
  }
}

/**
 * Changes choices and limits; only an administrator changes limits. Refused: `segment-not-found`, `not-allowed`,
 * `not-an-amount`, `too-many-decimals`.
 */
export function saveRules(
  app: App,
  actor: Actor,
  given: {
    readonly segments: readonly { readonly id: string; readonly choice: Choice }[]
    readonly limits: readonly { readonly role: (typeof ROLES)[number]; readonly amount: string | null }[]
  },
) {
  return app.db.inTenant(actor.tenant, async tx => {
    if (given.limits.length > 0 && actor.role !== 'administrator') {
      return refuse('not-allowed', 'only an administrator says how much each role may give up')
    }
    const known = new Set<string>((await loadChoices(tx)).map(segment => segment.id))
    const unknown = given.segments.find(segment => !known.has(segment.id))
    if (unknown) return refuse('segment-not-found', 'there is no such segment: choose one of the list')
    const limits: { role: string; amount: bigint | null }[] = []
    for (const { role, amount } of given.limits) {
      const read = amount === null ? ok(null) : fromDecimal(amount, 'EUR')
      if (!read.ok) return read
      limits.push({ role, amount: read.value?.amount ?? null })
    }
    await recordChoices(tx, actor.tenant, given.segments, actor.user)
    await recordLimits(tx, actor.tenant, limits)
    const facts = { segments: given.segments, limits: given.limits }
    await record(tx, actor.tenant, actor, [{ customer: null, kind: 'charge-rules-changed', data: facts }])
    return ok(await loadRules(tx))
  })
}
