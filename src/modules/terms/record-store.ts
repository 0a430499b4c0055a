import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { CustomerId, TenantId, UserId } from '#kernel/id.ts'
import type {
  Acceptance,
  AcceptanceId,
  Governing,
  Review,
  ReviewId,
  Variant,
  VariantId,
  Version,
  VersionId,
} from './model.ts'

/** Writes a draft, or changes one that is still a draft. */
export async function recordDraft(tx: Tx, tenant: TenantId, version: Version): Promise<void> {
  await sql`
    insert into terms_version (tenant_id, version_id, creditor_id, language, label, state, effective_from, clauses,
      review_months, author)
    values (${tenant}, ${version.id}, ${version.creditor.id}, ${version.language}, ${version.label}, 'draft',
      ${version.from}, ${JSON.stringify(version.clauses)}::jsonb, ${version.reviewMonths}, ${version.author})
    on conflict (tenant_id, version_id) do update set language = excluded.language, label = excluded.label,
      effective_from = excluded.effective_from, clauses = excluded.clauses,
      review_months = excluded.review_months`.execute(tx)
}

/** Ties a stored file to a draft. */
export async function recordDocument(tx: Tx, id: VersionId, sha256: string, name: string): Promise<void> {
  await sql`
    update terms_version set document_sha256 = decode(${sha256}, 'hex'), document_name = ${name}
    where version_id = ${id}`.execute(tx)
}

/** Throws a draft away. */
export async function removeDraft(tx: Tx, id: VersionId): Promise<void> {
  await sql`delete from terms_version where version_id = ${id} and state = 'draft'`.execute(tx)
}

/**
 * Puts a draft in force: the version that covers its first day ends the day before and is replaced, and its open
 * reviews with it.
 */
export async function recordForce(
  tx: Tx,
  version: Version,
  force: {
    readonly to: Day | null
    readonly at: string
    readonly by: UserId | null
    readonly accepted: readonly string[]
  },
): Promise<void> {
  const { to, at, by } = force
  const before = addDays(version.from, -1)
  await sql`
    with ended as (
      update terms_version set effective_to = ${before}, state = 'replaced'
      where creditor_id = ${version.creditor.id} and language = ${version.language} and state <> 'draft'
        and effective_from < ${version.from} and (effective_to is null or effective_to >= ${version.from})
      returning version_id)
    update terms_review set outcome = 'changed', done_at = ${at}::timestamptz, done_by = ${by}
    where outcome is null and version_id in (select version_id from ended)`.execute(tx)
  await sql`
    update terms_version set state = ${to === null ? 'in-force' : 'replaced'}, effective_to = ${to},
      published_at = ${at}::timestamptz, published_by = ${by}, accepted = ${force.accepted}::text[]
    where version_id = ${version.id}`.execute(tx)
}

/** Notes which breaches of a version were read. */
export async function recordRead(tx: Tx, id: VersionId, accepted: readonly string[]): Promise<void> {
  await sql`update terms_version set accepted = ${accepted}::text[] where version_id = ${id}`.execute(tx)
}

/** Writes a variant. */
export async function recordVariant(
  tx: Tx,
  tenant: TenantId,
  variant: Omit<Variant, 'author' | 'createdAt'>,
  by: UserId | null,
): Promise<void> {
  await sql`
    insert into terms_variant (tenant_id, variant_id, creditor_id, customer_id, segment_id, from_on, to_on, deviations,
      reason, author)
    values (${tenant}, ${variant.id}, ${variant.creditor}, ${variant.customer?.id ?? null},
      ${variant.segment?.id ?? null}, ${variant.from}, ${variant.to}, ${JSON.stringify(variant.deviations)}::jsonb,
      ${variant.reason}, ${by})`.execute(tx)
}

/** Ends a variant on an earlier day. */
export async function recordVariantEnd(tx: Tx, id: VariantId, to: Day): Promise<void> {
  await sql`update terms_variant set to_on = ${to} where variant_id = ${id}`.execute(tx)
}

/** A proof to write. */
export type NewAcceptance = Omit<Acceptance, 'version' | 'customer' | 'recordedBy' | 'recordedAt'> & {
  readonly version: VersionId
  readonly customer: CustomerId
}

/** Writes a proof of acceptance. */
export async function recordAcceptance(
  tx: Tx,
  tenant: TenantId,
  acceptance: NewAcceptance,
  by: UserId | null,
): Promise<void> {
  const { document } = acceptance
  await sql`
    insert into terms_acceptance (tenant_id, acceptance_id, version_id, customer_id, order_reference, means,
      accepted_on, accepted_by, document_sha256, document_name, note, recorded_by)
    values (${tenant}, ${acceptance.id}, ${acceptance.version}, ${acceptance.customer},
      ${acceptance.orderReference}, ${acceptance.means}, ${acceptance.on}, ${acceptance.by},
      decode(${document?.sha256 ?? null}, 'hex'), ${document?.name ?? null}, ${acceptance.note}, ${by})`.execute(tx)
}

/** Ties a document to a proof that has none; false when it has one. */
export async function recordProof(
  tx: Tx,
  id: AcceptanceId,
  document: { readonly sha256: string; readonly name: string },
): Promise<boolean> {
  const { rows } = await sql`
    update terms_acceptance set document_sha256 = decode(${document.sha256}, 'hex'), document_name = ${document.name}
    where acceptance_id = ${id} and document_sha256 is null returning 1`.execute(tx)
  return rows.length === 1
}

/** Plans a review. */
export async function recordReview(
  tx: Tx,
  tenant: TenantId,
  review: Pick<Review, 'id' | 'dueOn' | 'cause' | 'reason'> & { readonly version: VersionId },
): Promise<void> {
  await sql`
    insert into terms_review (tenant_id, review_id, version_id, due_on, cause, reason)
    values (${tenant}, ${review.id}, ${review.version}, ${review.dueOn}, ${review.cause}, ${review.reason})`.execute(tx)
}

/** Ends a review; false when somebody has ended it already. */
export async function recordReviewEnd(
  tx: Tx,
  id: ReviewId,
  end: {
    readonly outcome: 'confirmed' | 'changed'
    readonly note: string
    readonly by: UserId | null
    readonly at: string
  },
): Promise<boolean> {
  const { rows } = await sql`
    update terms_review set outcome = ${end.outcome}, note = ${end.note}, done_by = ${end.by},
      done_at = ${end.at}::timestamptz
    where review_id = ${id} and outcome is null returning 1`.execute(tx)
  return rows.length === 1
}

/** Writes the terms that govern invoices; a later resolution replaces an earlier one. */
export async function recordGoverning(
  tx: Tx,
  tenant: TenantId,
  found: readonly Governing[],
  today: Day,
): Promise<void> {
  if (found.length === 0) return
  await sql`
    insert into terms_invoice (tenant_id, invoice_id, version_id, variant_id, acceptance_id, clauses, because,
      reference_on, resolved_on)
    select ${tenant}, g.invoice, g.version, g.variant, g.acceptance, g.clauses, g.because, g."referenceOn", ${today}
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as g(invoice uuid, version uuid, variant uuid,
      acceptance uuid, clauses jsonb, because jsonb, "referenceOn" date)
    on conflict (tenant_id, invoice_id) do update set version_id = excluded.version_id,
      variant_id = excluded.variant_id, acceptance_id = excluded.acceptance_id, clauses = excluded.clauses,
      because = excluded.because, reference_on = excluded.reference_on, resolved_on = excluded.resolved_on`.execute(tx)
}
