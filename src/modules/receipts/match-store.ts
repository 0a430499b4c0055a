import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId, TenantId } from '#kernel/id.ts'
import type { Credit, Credited, Evidence, KnownPayer, LineId, OpenInvoice, Part, Payer, Proposal } from './model.ts'
import { Portfolio } from './portfolio-decide.ts'

/** Money received that has no place yet, oldest first; only those named when `lines` is given. */
export async function loadWaiting(tx: Tx, lines: readonly LineId[] | null): Promise<Credit[]> {
  const { rows } = await sql<Credit>`
    select l.line_id line, a.creditor_id creditor, l.account_id account, l.booked_on "bookedOn", l.amount, l.currency, l.name, l.iban,
      l.remittance, l.structured_reference "structuredReference", l.end_to_end_id "endToEndId"
    from bank_line l join bank_account a using (tenant_id, account_id)
    where l.placed <> l.amount and l.amount > 0 and l.placed = 0
      and (${lines}::uuid[] is null or l.line_id = any(${lines}::uuid[]))
    order by l.booked_on, l.line_id`.execute(tx)
  return rows
}

const PAGE = 2000

/**
 * Everything open, with everybody who may pay, read page by page; while this program lays one page out, the database
 * makes the next. A page comes as one JSON text: the driver would take longer to make a million rows of columns than
 * the matching of all of them takes.
 */
export async function loadPortfolio(tx: Tx): Promise<Portfolio> {
  const folio = new Portfolio()
  let payers = await loadPayers(tx, null)
  while (payers.length > 0) {
    const [page, last] = [payers, payers.at(-1)?.customer ?? null]
    const items = loadItems(tx, page)
    for (const payer of page) folio.addPayer(payer)
    const given = await items
    const next = loadPayers(tx, last)
    for (const row of parseItems(given)) folio.addInvoice(itemOf(row, page))
    payers = await next
  }
  const known = await sql<KnownPayer>`select kind, value, customer_id customer from known_payer`.execute(tx)
  for (const each of known.rows) folio.addKnown(each)
  return folio.close()
}

/** One open item; `payer` counts from 1 in the page of payers. */
type ItemRow = readonly [
  payer: number,
  invoice: InvoiceId,
  number: string,
  issueOn: Day,
  dueOn: Day,
  currency: string,
  open: string,
  paymentReference: string | null,
  debitNote: boolean,
]

async function loadItems(tx: Tx, payers: readonly Payer[]): Promise<string | null> {
  const { rows } = await sql<{ items: string | null }>`
    select json_agg(json_build_array(p.n, o.invoice_id, o.number, o.issue_on, o.due_on, o.currency, o.open::text,
      o.payment_reference, o.type_code = '383') order by p.n, o.due_on, o.number)::text items
    from unnest(${payers.map(payer => payer.customer)}::uuid[]) with ordinality p(id, n)
    join open_item o on o.customer_id = p.id`.execute(tx)
  return rows[0]?.items ?? null
}

function parseItems(text: string | null): readonly ItemRow[] {
  return text === null ? [] : (JSON.parse(text) as readonly ItemRow[])
}

function itemOf(row: ItemRow, payers: readonly Payer[]): OpenInvoice {
  const [payer, invoice, number, issueOn, dueOn, currency, open, paymentReference, debitNote] = row
  const owner = payers[payer - 1]
  if (!owner) throw new Error(`invoice ${number}: its customer is not on its page`)
  const said = { invoice, customer: owner.customer, number, issueOn, dueOn, currency, paymentReference, debitNote }
  return { ...said, open: BigInt(open) }
}

async function loadPayers(tx: Tx, after: CustomerId | null): Promise<Payer[]> {
  const { rows } = await sql<Payer>`
    select customer_id customer, creditor_id creditor, name, group_id "group", ref,
      array_remove(array[siren, vat_number, enterprise_number], null) identifiers
    from customer_card
    where ${after}::uuid is null or customer_id > ${after}::uuid
    order by customer_id limit ${PAGE}`.execute(tx)
  return rows
}

const CHUNK = 2000

/** Replaces the proposals of lines. */
export async function recordProposals(tx: Tx, tenant: TenantId, proposals: readonly Proposal[]): Promise<void> {
  let writing: Promise<unknown> = Promise.resolve()
  for (let start = 0; start < proposals.length; start += CHUNK) {
    // The next text is made while the database writes this one.
    const text = JSON.stringify(proposals.slice(start, start + CHUNK).map(rowOf))
    await writing
    writing = writeProposals(tx, tenant, text)
  }
  await writing
}

function rowOf({ parts, onAccount, ...proposal }: Proposal) {
  return {
    ...proposal,
    parts: parts.map(part => ({ ...part, amount: String(part.amount) })),
    onAccount: String(onAccount),
  }
}

async function writeProposals(tx: Tx, tenant: TenantId, text: string): Promise<void> {
  await sql`
    insert into receipt_proposal (tenant_id, line_id, verdict, pass, customer_id, parts, evidence, on_account, deposit_id,
      cheque_id)
    select ${tenant}, p.line, p.verdict, p.pass, p.customer, p.parts, p.evidence, p."onAccount",
      (p.credited ->> 'deposit')::uuid, (p.credited ->> 'cheque')::uuid
    from jsonb_to_recordset(${text}::jsonb) as p(line uuid, verdict text, pass text, customer uuid, parts jsonb,
      evidence jsonb, "onAccount" bigint, credited jsonb)
    on conflict (tenant_id, line_id) do update set verdict = excluded.verdict, pass = excluded.pass,
      customer_id = excluded.customer_id, parts = excluded.parts, evidence = excluded.evidence,
      on_account = excluded.on_account, deposit_id = excluded.deposit_id, cheque_id = excluded.cheque_id,
      decided_at = now()`.execute(tx)
}

/** A proposal as it is kept. */
export type KeptProposal = {
  readonly line: LineId
  readonly verdict: Proposal['verdict']
  readonly customer: CustomerId | null
  readonly parts: readonly Part[]
  readonly evidence: readonly Evidence[]
  readonly onAccount: bigint
  readonly credited: Credited | null
}

/**
 * Which proposals; `byRule` leaves out those of creditors who want every one looked at, `slips` those that credit one.
 */
export type Wanted = {
  readonly lines: readonly LineId[] | null
  readonly verdict: Proposal['verdict'] | null
  readonly byRule?: boolean
  readonly slips?: boolean
}

/** Proposals of lines that still wait whole, with their line locked; at most `limit`, after a line. */
export async function lockProposals(
  tx: Tx,
  wanted: Wanted,
  after: LineId | null,
  limit: number,
): Promise<KeptProposal[]> {
  const { rows } = await sql<Omit<KeptProposal, 'parts'> & { parts: (Omit<Part, 'amount'> & { amount: string })[] }>`
    select p.line_id line, p.verdict, p.customer_id customer, p.parts, p.evidence, p.on_account "onAccount",
      case when p.deposit_id is not null then jsonb_build_object('deposit', p.deposit_id, 'cheque', p.cheque_id) end credited
    from receipt_proposal p join bank_line l using (tenant_id, line_id)
    where l.placed = 0 and l.amount > 0
      and (${wanted.lines}::uuid[] is null or p.line_id = any(${wanted.lines}::uuid[]))
      and (${wanted.verdict}::text is null or p.verdict = ${wanted.verdict})
      and (${after}::uuid is null or p.line_id > ${after}::uuid)
      and (${wanted.slips ?? true} or p.deposit_id is null)
      and (not ${wanted.byRule ?? false} or not exists (
        select from bank_account a join receipt_rule r using (tenant_id, creditor_id)
        where a.account_id = l.account_id and not r.apply_certain))
    order by p.line_id limit ${limit} for update of l skip locked`.execute(tx)
  return rows.map(row => ({ ...row, parts: row.parts.map(part => ({ ...part, amount: BigInt(part.amount) })) }))
}

/** Throws proposals away: the ground they stood on has changed. */
export async function dropProposals(tx: Tx, lines: readonly LineId[]): Promise<void> {
  if (lines.length === 0) return
  await sql`delete from receipt_proposal where line_id = any(${lines}::uuid[])`.execute(tx)
}
