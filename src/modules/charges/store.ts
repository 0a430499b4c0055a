import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { keyOf, pageBy } from '#platform/db/page.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import { ok, type Result } from '#kernel/result.ts'
import { plainName } from '#kernel/text.ts'
import type { ChargeJson } from '#law/charge-json.ts'
import type { Clauses } from '#modules/terms/index.ts'
import type { ChargeKind, Choice, ClaimForm, ClaimId, LateInvoice, LedgerLine } from './model.ts'

/** An invoice with what the ledger says of it and who it is for. */
export type ChargedInvoice = Omit<LateInvoice, 'moves' | 'terms' | 'amount' | 'open'> & {
  readonly amount: bigint
  readonly open: bigint
  readonly moves: readonly (Omit<LateInvoice['moves'][number], 'amount'> & { readonly amount: string })[]
  readonly clauses: Clauses | null
  readonly accepted: boolean
  readonly choice: Choice
  readonly name: string
  readonly ref: string
  readonly creditorName: string
  readonly language: 'fr' | 'nl' | 'en' | 'de'
  readonly ledger: readonly {
    readonly kind: ChargeKind
    readonly currency: string
    readonly claimed: string
    readonly waived: string
    readonly waivedBefore: string
    readonly collected: string
  }[]
}

/** One invoice as the rules see it, with its names and its ledger. */
export type Charged = LateInvoice & {
  readonly ledger: readonly LedgerLine[]
  /** What reminders of its segment do with charges. */
  readonly choice: Choice
  readonly names: Pick<ChargedInvoice, 'name' | 'ref' | 'creditorName' | 'language'>
}

// Amounts leave jsonb as text: a number there would be read as a float.
const COLUMNS = sql`
  i.invoice_id invoice, i.number, i.creditor_id creditor, i.customer_id customer, c.segment_id segment,
  i.issue_on "issueOn", i.due_on "dueOn", i.currency, i.amount, i.open, k.country "creditorCountry",
  c.country "customerCountry", c.kind "customerKind", t.clauses, t.accepted_on is not null accepted,
  c.name, c.ref, k.name "creditorName", c.language, coalesce(s.choice, 'show') choice,
  coalesce((select jsonb_agg(jsonb_build_object('id', a.allocation_id, 'kind', a.kind, 'on', a.on_day,
      'amount', a.amount::text, 'reverses', a.reverses) order by a.on_day, a.allocation_id)
    from allocation_line a where (a.tenant_id, a.invoice_id) = (i.tenant_id, i.invoice_id)), '[]') moves,
  coalesce((select jsonb_agg(jsonb_build_object('kind', l.kind, 'currency', l.currency, 'claimed', l.claimed::text,
      'waived', l.waived::text, 'waivedBefore', l.waived_before::text, 'collected', l.collected::text))
    from charge_line l where (l.tenant_id, l.invoice_id) = (i.tenant_id, i.invoice_id)), '[]') ledger`

const FROM = sql`
  from invoice_line i
  join customer_card c using (tenant_id, customer_id)
  join creditor_card k on (k.tenant_id, k.creditor_id) = (i.tenant_id, i.creditor_id)
  left join charge_choice s on (s.tenant_id, s.segment_id) = (c.tenant_id, c.segment_id)
  left join invoice_terms t on (t.tenant_id, t.invoice_id) = (i.tenant_id, i.invoice_id)`

// A claim bears no interest itself, nor does a credit note.
const BEARING = sql`i.kind = 'invoice' and i.amount > 0 and i.type_code <> '383'`

function chargedOf({
  name,
  ref,
  creditorName,
  language,
  clauses,
  accepted,
  moves,
  ledger,
  ...row
}: ChargedInvoice): Charged {
  const rate = clauses?.lateRate
  return {
    ...row,
    moves: moves.map(move => ({ ...move, amount: BigInt(move.amount) })),
    terms: clauses && {
      contractPpm: rate?.kind === 'contract' ? rate.ppm : null,
      consumerCompensation: clauses.consumerCompensation,
      accepted,
    },
    ledger: ledger.map(line => ({
      kind: line.kind,
      currency: line.currency,
      claimed: BigInt(line.claimed),
      waived: BigInt(line.waived),
      waivedBefore: BigInt(line.waivedBefore),
      collected: BigInt(line.collected),
    })),
    names: { name, ref, creditorName, language },
  }
}

/** These invoices, those that may bear charges. */
export async function loadCharged(tx: Tx, invoices: readonly InvoiceId[]): Promise<Charged[]> {
  const { rows } = await sql<ChargedInvoice>`
    select ${COLUMNS} ${FROM} where ${BEARING} and i.invoice_id = any(${invoices}::uuid[])
    order by i.due_on, i.number`.execute(tx)
  return rows.map(chargedOf)
}

/** Holds the customers of these invoices until the transaction ends: two claims at once would claim the same twice. */
export async function lockCustomers(tx: Tx, invoices: readonly InvoiceId[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(customer_id::text, 61)) from (
      select distinct customer_id from invoice_line where invoice_id = any(${invoices}::uuid[]) order by customer_id) c
  `.execute(tx)
}

const SORTS = {
  due: { by: sql`i.due_on`, as: 'date' },
  amount: { by: sql`i.amount`, as: 'bigint' },
  customer: { by: sql`c.name_plain`, as: 'text' },
} as const

/** What the list may be narrowed to. */
export type ChargeFilter = {
  readonly q?: string | undefined
  readonly customer?: string | undefined
  readonly state?: ChargeState | undefined
}

/** See `zChargeState`. */
export type ChargeState = 'open' | 'paid-late' | 'claimed' | 'remaining' | 'collected' | 'waived'

function whereOf(filter: ChargeFilter, today: Day) {
  const having = (condition: ReturnType<typeof sql>) => sql`exists (select from charge_line l
    where (l.tenant_id, l.invoice_id) = (i.tenant_id, i.invoice_id) and ${condition})`
  const open = sql`(i.due_on < ${today} and i.open > 0)`
  const states = {
    open,
    'paid-late': sql`(i.open = 0 and exists (select from allocation_line a
      where (a.tenant_id, a.invoice_id) = (i.tenant_id, i.invoice_id) and a.on_day > i.due_on and a.amount > 0))`,
    claimed: having(sql`l.claimed > 0`),
    remaining: having(sql`l.remaining > 0`),
    collected: having(sql`l.collected > 0`),
    waived: having(sql`l.waived + l.waived_before > 0`),
  }
  const state = filter.state === undefined ? sql`(${open} or ${having(sql`true`)})` : states[filter.state]
  const like = filter.q === undefined ? undefined : `%${plainName(filter.q)}%`
  return sql`${BEARING} and ${state}
    and ${filter.customer === undefined ? sql`true` : sql`i.customer_id = ${filter.customer}`}
    and ${like === undefined ? sql`true` : sql`(c.name_plain like ${like} or i.number ilike ${`%${filter.q}%`})`}`
}

/** One page of late or charged invoices. Refused: `not-a-sort`, `not-a-cursor`. */
export async function findCharged(
  tx: Tx,
  filter: ChargeFilter,
  query: { readonly sort: string; readonly cursor?: string | undefined; readonly limit: number },
  today: Day,
): Promise<Result<{ rows: (Charged & { id: string; sort_key: string })[]; count: number }>> {
  const page = pageBy(SORTS, sql`i.invoice_id`, query)
  if (!page.ok) return page
  const where = whereOf(filter, today)
  const { rows } = await sql<ChargedInvoice & { sort_key: string }>`
    select ${COLUMNS}, ${page.value.select} ${FROM} where ${where} and ${page.value.where}
    ${page.value.order}`.execute(tx)
  const counted = await sql<{ count: number }>`select count(*)::int count ${FROM} where ${where}`.execute(tx)
  const found = rows.map(row => ({ ...chargedOf(row), id: row.invoice, sort_key: row.sort_key }))
  return ok({ rows: found, count: counted.rows[0]?.count ?? 0 })
}

export { keyOf }

/** A line of a claim with its statement, minor units. */
export type ClaimLineRow = {
  readonly invoice: { readonly id: InvoiceId; readonly number: string }
  readonly kind: ChargeKind
  readonly claimed: string
  readonly waived: string
  readonly collected: string
  readonly statement: ChargeJson
}

/** A claim as lists show it. */
export type ClaimRow = {
  readonly id: ClaimId
  readonly form: ClaimForm
  readonly number: string
  readonly item: InvoiceId
  readonly claimedOn: Day
  readonly dueOn: Day
  readonly total: bigint
  readonly open: bigint
  readonly currency: string
  readonly customer: { readonly id: CustomerId; readonly name: string; readonly ref: string }
  readonly lines: readonly ClaimLineRow[]
}

/** Claims, the latest first. */
export async function findClaims(
  tx: Tx,
  wanted: { readonly id?: ClaimId; readonly customer?: string | undefined; readonly invoice?: string | undefined },
): Promise<ClaimRow[]> {
  const { rows } = await sql<ClaimRow>`
    select q.claim_id id, q.form, i.number, i.invoice_id item, q.claimed_on "claimedOn", i.due_on "dueOn", q.total,
      i.open, q.currency, jsonb_build_object('id', c.customer_id, 'name', c.name, 'ref', c.ref) customer,
      (select jsonb_agg(jsonb_build_object('invoice', jsonb_build_object('id', s.invoice_id, 'number', o.number),
          'kind', s.kind, 'claimed', s.claimed::text, 'waived', s.waived::text, 'collected', s.collected::text,
          'statement', l.statement) order by s.place)
        from charge_claim_state s
        join charge_claim_line l using (tenant_id, claim_id, invoice_id, kind)
        join invoice_line o on (o.tenant_id, o.invoice_id) = (s.tenant_id, s.invoice_id)
        where (s.tenant_id, s.claim_id) = (q.tenant_id, q.claim_id)) lines
    from charge_claim q
    join invoice_line i on (i.tenant_id, i.invoice_id) = (q.tenant_id, q.item_id)
    join customer_card c on (c.tenant_id, c.customer_id) = (q.tenant_id, q.customer_id)
    where ${wanted.id === undefined ? sql`true` : sql`q.claim_id = ${wanted.id}`}
      and ${wanted.customer === undefined ? sql`true` : sql`q.customer_id = ${wanted.customer}`}
      and ${
        wanted.invoice === undefined
          ? sql`true`
          : sql`exists (select from charge_claim_line l where (l.tenant_id, l.claim_id) = (q.tenant_id, q.claim_id)
              and l.invoice_id = ${wanted.invoice})`
      }
    order by q.claimed_on desc, q.claim_id desc limit 500`.execute(tx)
  return rows
}
