import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import type { Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, SegmentId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { plainName } from '#kernel/text.ts'
import { loadCreditors } from '#modules/parties/index.ts'
import { deviationLines, type DeviationLine } from './decide.ts'
import { checkCompliance } from './compliance-decide.ts'
import {
  NO_TERMS,
  type Deviations,
  type Finding,
  type Variant,
  type VariantId,
  type Version,
  type VersionId,
} from './model.ts'
import { loadRates } from './rates-store.ts'
import { recordVariant, recordVariantEnd } from './record-store.ts'
import { findParty, loadVariants, loadVersions } from './store.ts'

/** A variant as the list of what differs, with what the law says of the result. */
export type VariantLine = Omit<Variant, 'deviations'> & {
  readonly creditorCode: string
  readonly state: 'coming' | 'running' | 'ended'
  readonly base: { readonly id: VersionId; readonly label: string } | null
  readonly lines: readonly DeviationLine[]
  readonly findings: readonly Finding[]
}

async function variantLines(tx: Tx, variants: readonly Variant[], today: Day): Promise<VariantLine[]> {
  if (variants.length === 0) return []
  const versions = await loadVersions(tx)
  const creditors = await loadCreditors(tx)
  const lines = await loadRates(tx)
  return variants.map(({ deviations, ...variant }) => {
    const { creditor, from, to } = variant
    const base = baseOf(versions, creditor, from)
    const known = creditors.find(each => each.id === creditor)
    const clauses = { ...NO_TERMS, ...base?.clauses, ...deviations }
    const country = known?.country ?? 'FR'
    return {
      ...variant,
      creditorCode: known?.code ?? '',
      state: today < from ? 'coming' : today > to ? 'ended' : 'running',
      base: base ? { id: base.id, label: base.label } : null,
      lines: deviationLines(base?.clauses ?? NO_TERMS, deviations),
      findings: checkCompliance({ country, clauses, from, to, today }, lines),
    }
  })
}

// The version of the creditor that is published and covers a day.
function baseOf(versions: readonly Version[], creditor: CreditorId, on: Day): Version | undefined {
  return versions.find(
    version =>
      version.creditor.id === creditor &&
      version.state !== 'draft' &&
      version.from <= on &&
      (version.to === null || on <= version.to),
  )
}

/** What the list of variants may be narrowed to. */
export type VariantFilter = {
  readonly customer?: CustomerId | undefined
  readonly creditor?: CreditorId | undefined
  readonly state?: VariantLine['state'] | undefined
  readonly q?: string | undefined
}

/** Variants, the latest first; of one customer with those of his segment. */
export function listVariants(app: App, actor: Actor, filter: VariantFilter = {}): Promise<VariantLine[]> {
  const { customer, creditor, state } = filter
  const q = plainName(filter.q ?? '')
  return app.db.inTenant(actor.tenant, async tx => {
    const variants = await loadVariants(tx, {
      ...(customer === undefined ? {} : { customer }),
      ...(creditor === undefined ? {} : { creditors: [creditor] }),
    })
    const lines = await variantLines(tx, variants, actor.today)
    return lines.filter(
      line =>
        (state === undefined || line.state === state) &&
        plainName(`${line.customer?.name ?? line.segment?.name} ${line.reason}`).includes(q),
    )
  })
}

/** What is agreed, with whom, for how long and why. */
export type GivenVariant = {
  readonly creditor: CreditorId
  readonly customer?: CustomerId | undefined
  readonly segment?: SegmentId | undefined
  readonly from: Day
  readonly to: Day
  readonly deviations: Deviations
  readonly reason: string
}

/**
 * Agrees other conditions with one customer or one segment. Refused: `one-party-needed`, `creditor-not-found`,
 * `customer-not-found`, `dates-reversed`, `dates-overlap`, `nothing-differs`.
 */
export function addVariant(app: App, actor: Actor, given: GivenVariant): Promise<Result<VariantLine>> {
  return app.db.inTenant(actor.tenant, async tx => {
    if ((given.customer === undefined) === (given.segment === undefined)) {
      return refuse('one-party-needed', 'a variant is for one customer or for one segment: name one of them')
    }
    if (given.to < given.from) return refuse('dates-reversed', `${given.to} is before ${given.from}`, { field: 'to' })
    const [creditor] = await loadCreditors(tx, [given.creditor])
    if (!creditor) return refuse('creditor-not-found', 'there is no such creditor: choose one of the list')
    const party = await findParty(tx, given)
    if (!party) return refuse('customer-not-found', 'there is no such customer or segment: choose one of the list')
    if (party.creditor !== null && party.creditor !== given.creditor) {
      return refuse('customer-not-found', 'this customer is another creditor’s: choose one of this creditor')
    }
    const base = baseOf(await loadVersions(tx, { creditors: [given.creditor] }), given.creditor, given.from)
    if (deviationLines(base?.clauses ?? NO_TERMS, given.deviations).length === 0) {
      return refuse('nothing-differs', 'these clauses say what the version says already: change one of them')
    }
    const clash = (await loadVariants(tx, { creditors: [given.creditor] })).find(
      other =>
        (given.customer !== undefined
          ? other.customer?.id === given.customer
          : other.segment !== null && other.segment.id === given.segment) &&
        other.from <= given.to &&
        given.from <= other.to,
    )
    if (clash) {
      return refuse('dates-overlap', `a variant already runs from ${clash.from} to ${clash.to}: end it first`, {
        variant: clash.id,
      })
    }
    const { creditor: creditorId, from, to, deviations, reason } = given
    const id = newId<'terms-variant'>()
    const { customer, segment } = party
    const variant = { id, creditor: creditorId, customer, segment, from, to, deviations, reason }
    await recordVariant(tx, actor.tenant, variant, actor.user)
    const facts = { variant: id, segment: given.segment ?? null, from, to, deviations, reason }
    await record(tx, actor.tenant, actor, [
      { customer: given.customer ?? null, kind: 'terms-variant-agreed', data: facts },
    ])
    const [line] = await variantLines(tx, await loadVariants(tx, { id }), actor.today)
    return line ? ok(line) : notFound(id)
  })
}

/** Ends a variant on an earlier day. Refused: `not-found`, `dates-reversed`. */
export function endVariant(app: App, actor: Actor, id: VariantId, to: Day): Promise<Result<VariantLine>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const [variant] = await loadVariants(tx, { id })
    if (!variant) return notFound(id)
    if (to < variant.from || to > variant.to) {
      return refuse('dates-reversed', `choose a day from ${variant.from} to ${variant.to}`, { field: 'to' })
    }
    await recordVariantEnd(tx, id, to)
    const customer = variant.customer?.id ?? null
    await record(tx, actor.tenant, actor, [{ customer, kind: 'terms-variant-ended', data: { variant: id, to } }])
    const [line] = await variantLines(tx, [{ ...variant, to }], actor.today)
    return line ? ok(line) : notFound(id)
  })
}

function notFound(id: VariantId): Result<never> {
  return refuse('not-found', `there is no variant ${id} here`, { id })
}
