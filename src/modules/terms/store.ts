import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { pageBy } from '#platform/db/page.ts'
import type { Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, InvoiceId, SegmentId } from '#kernel/id.ts'
import { ok, type Result } from '#kernel/result.ts'
import { plainName } from '#kernel/text.ts'
import type { Register } from './decide.ts'
import type {
  Acceptance,
  AcceptanceId,
  Clauses,
  GoverningQuestion,
  Review,
  Variant,
  VariantId,
  Version,
  VersionId,
} from './model.ts'

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
      v.published_by "publishedBy", v.accepted, encode(v.document_sha256, 'hex') sha256, v.document_name "documentName"
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
  wanted: { readonly creditors?: readonly CreditorId[]; readonly customer?: CustomerId; readonly id?: VariantId } = {},
): Promise<Variant[]> {
  const { rows } = await sql<Variant>`
    select v.variant_id id, v.creditor_id creditor,
      case when v.customer_id is not null then jsonb_build_object('id', c.customer_id, 'name', c.name) end customer,
      case when v.segment_id is not null
        then jsonb_build_object('id', s.segment_id, 'name', s.segment_name) end segment,
      v.from_on "from", v.to_on "to", v.deviations, v.reason, p.name author, v.created_at "createdAt"
    from terms_variant v
    left join person p on (p.tenant_id, p.user_id) = (v.tenant_id, v.author)
    left join customer_card c on (c.tenant_id, c.customer_id) = (v.tenant_id, v.customer_id)
    left join segment_face s on (s.tenant_id, s.segment_id) = (v.tenant_id, v.segment_id)
    where ${wanted.creditors === undefined ? sql`true` : sql`v.creditor_id = any(${wanted.creditors}::uuid[])`}
      and ${
        wanted.customer === undefined
          ? sql`true`
          : sql`(v.customer_id = ${wanted.customer}
              or v.segment_id = (select segment_id from customer_card where customer_id = ${wanted.customer}))`
      }
      and ${wanted.id === undefined ? sql`true` : sql`v.variant_id = ${wanted.id}`}
    order by v.from_on desc, v.variant_id desc`.execute(tx)
  return rows
}

const ACCEPTANCE = sql`
    a.acceptance_id id, jsonb_build_object('id', v.version_id, 'label', v.label) version,
    jsonb_build_object('id', c.customer_id, 'name', c.name) customer, a.order_reference "orderReference", a.means,
    a.accepted_on "on", a.accepted_by "by", a.note, p.name "recordedBy", a.recorded_at "recordedAt",
    case when a.document_sha256 is not null then jsonb_build_object('sha256', encode(a.document_sha256, 'hex'),
      'name', coalesce(a.document_name, 'document')) end document
  from terms_acceptance a
  join terms_version v using (tenant_id, version_id)
  join customer_card c on (c.tenant_id, c.customer_id) = (a.tenant_id, a.customer_id)
  left join person p on (p.tenant_id, p.user_id) = (a.tenant_id, a.recorded_by)`

/** The acceptances of customers, or one of them, or all; the latest first. */
export async function loadAcceptances(
  tx: Tx,
  wanted: { readonly customers?: readonly CustomerId[]; readonly id?: AcceptanceId } = {},
): Promise<Acceptance[]> {
  const { rows } = await sql<Acceptance>`
    select ${ACCEPTANCE}
    where ${wanted.customers === undefined ? sql`true` : sql`a.customer_id = any(${wanted.customers}::uuid[])`}
      and ${wanted.id === undefined ? sql`true` : sql`a.acceptance_id = ${wanted.id}`}
    order by a.accepted_on desc, a.acceptance_id desc`.execute(tx)
  return rows
}

/** What the list of acceptances may be narrowed to. */
export type AcceptanceFilter = {
  readonly q?: string | undefined
  readonly customer?: string | undefined
  readonly version?: string | undefined
  readonly means?: string | undefined
  readonly proof?: 'yes' | 'no' | undefined
}

const ACCEPTANCE_SORTS = {
  on: { by: sql`a.accepted_on`, as: 'date' },
  customer: { by: sql`c.name_plain`, as: 'text' },
  version: { by: sql`v.label`, as: 'text' },
} as const

/** One page of acceptances, and how many there are in all. Refused: `not-a-sort`, `not-a-cursor`. */
export async function findAcceptances(
  tx: Tx,
  filter: AcceptanceFilter,
  query: { readonly sort: string; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<{ rows: (Acceptance & { readonly sort_key: string })[]; count: number }>> {
  const page = pageBy(ACCEPTANCE_SORTS, sql`a.acceptance_id`, query)
  if (!page.ok) return page
  const on = (column: string, value: string | undefined) =>
    value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`
  const q = filter.q?.trim()
  const like = `%${plainName(q ?? '')}%`
  const wanted = sql`
    ${on('a.customer_id', filter.customer)} and ${on('a.version_id', filter.version)} and ${on('a.means', filter.means)}
    and ${filter.proof === undefined ? sql`true` : sql`(a.document_sha256 is not null) = ${filter.proof === 'yes'}`}
    and ${q ? sql`(c.name_plain like ${like} or a.order_reference ilike ${`%${q}%`} or a.accepted_by ilike ${`%${q}%`})` : sql`true`}`
  const { rows } = await sql<Acceptance & { sort_key: string }>`
    select ${page.value.select}, ${ACCEPTANCE} where ${wanted} and ${page.value.where} ${page.value.order}`.execute(tx)
  const counted = await sql<{ count: number }>`
    select count(*)::int count from terms_acceptance a join terms_version v using (tenant_id, version_id)
    join customer_card c on (c.tenant_id, c.customer_id) = (a.tenant_id, a.customer_id) where ${wanted}`.execute(tx)
  return ok({ rows, count: counted.rows[0]?.count ?? 0 })
}

/** How often each version was accepted, and its first review to be done; a version without either is left out. */
export async function loadTallies(
  tx: Tx,
): Promise<Map<VersionId, { readonly acceptances: number; readonly reviewOn: Day | null }>> {
  const { rows } = await sql<{ version: VersionId; acceptances: number; reviewOn: Day | null }>`
    select version_id version, sum(acceptances)::int acceptances, min(review_on) "reviewOn"
    from (
      select version_id, count(*) acceptances, null::date review_on from terms_acceptance group by version_id
      union all
      select version_id, 0, min(due_on) from terms_review where outcome is null group by version_id) t
    group by version_id`.execute(tx)
  return new Map(rows.map(({ version, ...tally }) => [version, tally]))
}

/** Names of people by their id; those unknown here are left out. */
export async function loadPeople(tx: Tx, users: readonly string[]): Promise<Map<string, string>> {
  if (users.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select user_id::text id, name from person where user_id::text = any(${[...new Set(users)]}::text[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
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
      r.due_on "dueOn", r.cause, r.reason, r.outcome, r.note, r.done_at "doneAt",
      p.name "doneBy"
    from terms_review r
    join terms_version v using (tenant_id, version_id)
    join creditor_card k on (k.tenant_id, k.creditor_id) = (v.tenant_id, v.creditor_id)
    left join person p on (p.tenant_id, p.user_id) = (r.tenant_id, r.done_by)
    where ${wanted.open === undefined ? sql`true` : sql`(r.outcome is null) = ${wanted.open}`}
      and ${wanted.version === undefined ? sql`true` : sql`r.version_id = ${wanted.version}`}
      and ${wanted.id === undefined ? sql`true` : sql`r.review_id = ${wanted.id}`}
    order by r.due_on, r.review_id`.execute(tx)
  return rows
}

/** What the terms of an order of this customer depend on, but its day; null when there is no such customer. */
export async function findOrderer(
  tx: Tx,
  customer: CustomerId,
): Promise<Pick<GoverningQuestion, 'creditor' | 'customer' | 'segment' | 'language' | 'creditorLanguage'> | null> {
  const { rows } = await sql<
    Pick<GoverningQuestion, 'creditor' | 'customer' | 'segment' | 'language' | 'creditorLanguage'>
  >`
    select c.creditor_id creditor, c.customer_id customer, c.segment_id segment, c.language,
      k.language "creditorLanguage"
    from customer_card c join creditor_card k using (tenant_id, creditor_id)
    where c.customer_id = ${customer}`.execute(tx)
  return rows[0] ?? null
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

/** A customer or a segment by name; `creditor` is the customer's own. */
export type Party = Pick<Variant, 'customer' | 'segment'> & { readonly creditor: CreditorId | null }

/** The customer or segment named, or null when there is none. */
export async function findParty(
  tx: Tx,
  wanted: { readonly customer?: CustomerId | undefined; readonly segment?: SegmentId | undefined },
): Promise<Party | null> {
  const { rows } = await sql<Party>`
    select jsonb_build_object('id', customer_id, 'name', name) customer, null::jsonb segment, creditor_id creditor
    from customer_card where customer_id = ${wanted.customer ?? null}::uuid
    union all
    select null::jsonb, jsonb_build_object('id', segment_id, 'name', segment_name), null
    from segment_face where segment_id = ${wanted.segment ?? null}::uuid`.execute(tx)
  return rows[0] ?? null
}
