import type { Actor, App } from '#platform/app.ts'
import { storeFile } from '#platform/files.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import type { Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, SegmentId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { loadCreditors } from '#modules/parties/index.ts'
import { deviationLines, type DeviationLine } from './decide.ts'
import { checkCompliance } from './compliance-decide.ts'
import {
  NO_TERMS,
  type Acceptance,
  type Deviations,
  type Finding,
  type Variant,
  type VariantId,
  type VersionId,
} from './model.ts'
import { loadRates } from './rates-store.ts'
import { recordAcceptance, recordVariant, recordVariantEnd } from './record-store.ts'
import { findParty, loadAcceptances, loadVariants, loadVersions } from './store.ts'

/** A variant as the list of what differs, with what the law says of the result. */
export type VariantLine = Omit<Variant, 'deviations' | 'author' | 'createdAt'> & {
  readonly lines: readonly DeviationLine[]
  readonly findings: readonly Finding[]
}

async function variantLines(tx: Tx, variants: readonly Variant[], today: Day): Promise<VariantLine[]> {
  const versions = await loadVersions(tx)
  const creditors = await loadCreditors(tx)
  const lines = await loadRates(tx)
  return variants.map(({ deviations, author: _author, createdAt: _createdAt, ...variant }) => {
    const base =
      versions.find(
        version =>
          version.creditor.id === variant.creditor &&
          version.state !== 'draft' &&
          version.from <= variant.from &&
          (version.to === null || variant.from <= version.to),
      )?.clauses ?? NO_TERMS
    const country = creditors.find(creditor => creditor.id === variant.creditor)?.country ?? 'FR'
    const clauses = { ...base, ...deviations }
    const findings = checkCompliance({ country, clauses, from: variant.from, to: variant.to, today }, lines)
    return { ...variant, lines: deviationLines(base, deviations), findings }
  })
}

/** Variants, the latest first; of one customer with those of his segment. */
export function listVariants(app: App, actor: Actor, customer?: CustomerId): Promise<VariantLine[]> {
  return app.db.inTenant(actor.tenant, async tx =>
    variantLines(tx, await loadVariants(tx, customer === undefined ? {} : { customer }), actor.today),
  )
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
 * `customer-not-found`, `dates-reversed`, `dates-overlap`.
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
    const variant: Variant = {
      id: newId<'terms-variant'>(),
      creditor: creditorId,
      ...party,
      from,
      to,
      deviations,
      reason,
      author: actor.user,
      createdAt: app.clock.instant(),
    }
    await recordVariant(tx, actor.tenant, variant)
    const facts = { variant: variant.id, segment: given.segment ?? null, from, to, deviations, reason }
    await record(tx, actor.tenant, actor, [
      { customer: given.customer ?? null, kind: 'terms-variant-agreed', data: facts },
    ])
    const [line] = await variantLines(tx, [variant], actor.today)
    return line ? ok(line) : notFound(variant.id)
  })
}

/** Ends a variant on an earlier day. Refused: `not-found`, `dates-reversed`. */
export function endVariant(app: App, actor: Actor, id: VariantId, to: Day): Promise<Result<VariantLine>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const variant = (await loadVariants(tx)).find(each => each.id === id)
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

/** Proofs of acceptance, the latest first. */
export function listAcceptances(
  app: App,
  actor: Actor,
  wanted: { readonly customer?: CustomerId | undefined; readonly version?: VersionId | undefined },
): Promise<Acceptance[]> {
  const { customer, version } = wanted
  return app.db.inTenant(actor.tenant, tx =>
    loadAcceptances(tx, {
      ...(customer === undefined ? {} : { customers: [customer] }),
      ...(version === undefined ? {} : { version }),
      limit: 500,
    }),
  )
}

/** A proof as it is given; `file` is what was signed. */
export type GivenAcceptance = Pick<Acceptance, 'means' | 'on' | 'by'> & {
  readonly version: VersionId
  readonly customer: CustomerId
  readonly orderReference: string | null
  readonly note: string | null
  readonly file: { readonly bytes: Uint8Array; readonly name: string; readonly mediaType: string } | null
}

/** Records a proof. Refused: `not-found`, `customer-not-found`, `not-published`, `date-in-future`. */
export function addAcceptance(app: App, actor: Actor, given: GivenAcceptance): Promise<Result<Acceptance>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const [version] = await loadVersions(tx, { id: given.version })
    if (!version) return refuse('not-found', `there are no terms ${given.version} here`, { version: given.version })
    if (version.state === 'draft') return refuse('not-published', `${version.label} is a draft: publish it first`)
    const party = await findParty(tx, { customer: given.customer })
    if (!party?.customer) return refuse('customer-not-found', 'there is no such customer: choose one of the list')
    if (given.on > actor.today) return refuse('date-in-future', `${given.on} is still to come`, { field: 'on' })
    const acceptance: Acceptance = {
      id: newId<'terms-acceptance'>(),
      version: { id: version.id, label: version.label },
      customer: party.customer,
      orderReference: given.orderReference,
      means: given.means,
      on: given.on,
      by: given.by,
      documentSha256: given.file ? await storeFile(tx, actor.tenant, given.file) : null,
      note: given.note,
    }
    await recordAcceptance(tx, actor.tenant, acceptance, actor.user)
    const facts = { acceptance: acceptance.id, version: version.id, on: given.on, order: given.orderReference }
    await record(tx, actor.tenant, actor, [{ customer: given.customer, kind: 'terms-accepted', data: facts }])
    return ok(acceptance)
  })
}

function notFound(id: VariantId): Result<never> {
  return refuse('not-found', `there is no variant ${id} here`, { id })
}
