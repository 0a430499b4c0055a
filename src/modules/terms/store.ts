import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, InvoiceId, SegmentId } from '#kernel/id.ts'
import type { Register } from './decide.ts'
import type { Acceptance, Clauses, Review, Variant, Version, VersionId } from './model.ts'

type VersionRow = Omit<Version, 'document'> & { readonly sha256: string | null; readonly documentName: string | null }

/** The versions of a creditor, or one of them, or all; the latest first. */
export async function loadVersions(
  tx: Tx,
  wanted: { readonly creditors?: readonly CreditorId[]; readonly id?: VersionId } = {},
): Promise<Version[]> {
  const { rows } = await sql<VersionRow>`
    select v.version_id id, jsonb_build_object('id', k.creditor_id, 'code', k.code, 'country', k.country) creditor,
      v.language, v.label, v.state, v.effective_from "from", v.effective_to "to", v.clauses,
      v.review_months "reviewMonths", v.author, v.created_at "createdAt", v.published_at "publishedAt",
      encode(v.document_sha256, 'hex') sha256, v.document_name "documentName"
    from terms_version v join creditor_card k using (tenant_id, creditor_id)
    where ${wanted.creditors === undefined ? sql`true` : sql`v.creditor_id = any(${wanted.creditors}::uuid[])`}
      and ${wanted.id === undefined ? sql`true` : sql`v.version_id = ${wanted.id}`}
    order by k.code, v.language, v.effective_from desc, v.version_id desc`.execute(tx)
  return rows.map(({ sha256, documentName, ...version }) => ({
    ...version,
    document: sha256 === null ? null : { sha256, name: documentName ?? 'document.pdf' },
  }))
}

/** The variants of a creditor, of a customer, or all; the latest first. */
export async function loadVariants(
  tx: Tx,
  wanted: { readonly creditors?: readonly CreditorId[]; readonly customer?: CustomerId } = {},
): Promise<Variant[]> {
  const { rows } = await sql<Variant>`
    select v.variant_id id, v.creditor_id creditor,
      case when v.customer_id is not null then jsonb_build_object('id', c.customer_id, 'name', c.name) end customer,
      case when v.segment_id is not null
        then jsonb_build_object('id', s.segment_id, 'name', s.segment_name) end segment,
      v.from_on "from", v.to_on "to", v.deviations, v.reason, v.author, v.created_at "createdAt"
    from terms_variant v
    left join customer_card c on (c.tenant_id, c.customer_id) = (v.tenant_id, v.customer_id)
    left join segment_face s on (s.tenant_id, s.segment_id) = (v.tenant_id, v.segment_id)
    where ${wanted.creditors === undefined ? sql`true` : sql`v.creditor_id = any(${wanted.creditors}::uuid[])`}
      and ${
        wanted.customer === undefined
          ? sql`true`
          : sql`(v.customer_id = ${wanted.customer}
              or v.segment_id = (select segment_id from customer_card where customer_id = ${wanted.customer}))`
      }
    order by v.from_on desc, v.variant_id desc`.execute(tx)
  return rows
}

/** The acceptances of customers, or of a version, or all; the latest first. */
export async function loadAcceptances(
  tx: Tx,
  wanted: { readonly customers?: readonly CustomerId[]; readonly version?: VersionId; readonly limit?: number } = {},
): Promise<Acceptance[]> {
  const { rows } = await sql<Acceptance>`
    select a.acceptance_id id, jsonb_build_object('id', v.version_id, 'label', v.label) version,
      jsonb_build_object('id', c.customer_id, 'name', c.name) customer, a.order_reference "orderReference", a.means,
      a.accepted_on "on", a.accepted_by "by", encode(a.document_sha256, 'hex') "documentSha256", a.note
    from terms_acceptance a
    join terms_version v using (tenant_id, version_id)
    join customer_card c on (c.tenant_id, c.customer_id) = (a.tenant_id, a.customer_id)
    where ${wanted.customers === undefined ? sql`true` : sql`a.customer_id = any(${wanted.customers}::uuid[])`}
      and ${wanted.version === undefined ? sql`true` : sql`a.version_id = ${wanted.version}`}
    order by a.accepted_on desc, a.acceptance_id desc limit ${wanted.limit ?? null}`.execute(tx)
  return rows
}

/** Everything that may govern invoices of these creditors and customers. */
export async function loadRegister(
  tx: Tx,
  creditors: readonly CreditorId[],
  customers: readonly CustomerId[],
): Promise<Register> {
  const versions = await loadVersions(tx, { creditors })
  if (versions.length === 0) return { versions, variants: await loadVariants(tx, { creditors }), acceptances: [] }
  const variants = await loadVariants(tx, { creditors })
  return { versions, variants, acceptances: await loadAcceptances(tx, { customers }) }
}

/** Reviews: those still open, or all of a version; the first due first. */
export async function loadReviews(
  tx: Tx,
  wanted: { readonly open?: boolean | undefined; readonly version?: VersionId | undefined; readonly id?: string } = {},
): Promise<Review[]> {
  const { rows } = await sql<Review>`
    select r.review_id id, jsonb_build_object('id', v.version_id, 'label', v.label, 'creditor', k.code) version,
      r.due_on "dueOn", r.cause, r.reason, r.outcome, r.note, r.done_at "doneAt"
    from terms_review r
    join terms_version v using (tenant_id, version_id)
    join creditor_card k on (k.tenant_id, k.creditor_id) = (v.tenant_id, v.creditor_id)
    where ${wanted.open === undefined ? sql`true` : sql`(r.outcome is null) = ${wanted.open}`}
      and ${wanted.version === undefined ? sql`true` : sql`r.version_id = ${wanted.version}`}
      and ${wanted.id === undefined ? sql`true` : sql`r.review_id = ${wanted.id}`}
    order by r.due_on, r.review_id`.execute(tx)
  return rows
}

/** The terms snapshotted on an invoice, as screens show them. */
export type InvoiceTerms = {
  readonly invoice: InvoiceId
  readonly version: { readonly id: VersionId; readonly label: string } | null
  readonly variant: string | null
  readonly acceptance: string | null
  readonly clauses: Clauses
  readonly because: readonly { readonly code: string; readonly facts: Readonly<Record<string, string>> }[]
  readonly referenceOn: Day
  readonly resolvedOn: Day
}

/** The snapshots of these invoices; those that have none are left out. */
export async function loadInvoiceTerms(tx: Tx, invoices: readonly InvoiceId[]): Promise<InvoiceTerms[]> {
  const { rows } = await sql<InvoiceTerms>`
    select invoice_id invoice,
      case when version_id is not null then jsonb_build_object('id', version_id, 'label', version_label) end version,
      variant_id variant, acceptance_id acceptance, clauses, because, reference_on "referenceOn",
      resolved_on "resolvedOn"
    from invoice_terms where invoice_id = any(${invoices}::uuid[])`.execute(tx)
  return rows
}

/** The customer or segment a variant is for, by name, or null when there is none. */
export async function findParty(
  tx: Tx,
  wanted: { readonly customer?: CustomerId | undefined; readonly segment?: SegmentId | undefined },
): Promise<Pick<Variant, 'customer' | 'segment'> | null> {
  const { rows } = await sql<Pick<Variant, 'customer' | 'segment'>>`
    select jsonb_build_object('id', customer_id, 'name', name) customer, null::jsonb segment
    from customer_card where customer_id = ${wanted.customer ?? null}::uuid
    union all
    select null::jsonb, jsonb_build_object('id', segment_id, 'name', segment_name)
    from segment_face where segment_id = ${wanted.segment ?? null}::uuid`.execute(tx)
  return rows[0] ?? null
}
