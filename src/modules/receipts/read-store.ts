import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import { pageBy } from '#platform/db/page.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import { ok, type Result } from '#kernel/result.ts'
import { plainName } from '#kernel/text.ts'
import type { BankAccountId, ChequeId, DepositId, Evidence, Ground, LineId, Verdict } from './model.ts'

type Party = { readonly id: CustomerId; readonly name: string; readonly ref: string }

/** A bank line as lists show it; amounts are minor units, as text inside `parts`. */
export type ReceiptRow = {
  readonly id: LineId
  readonly sort_key: string
  readonly account: { readonly id: BankAccountId; readonly number: string; readonly label: string | null }
  readonly bookedOn: Day
  readonly valueOn: Day | null
  readonly amount: bigint
  readonly currency: string
  readonly placed: bigint
  readonly onAccount: bigint
  readonly name: string | null
  readonly iban: string | null
  readonly text: string | null
  readonly reference: string | null
  readonly endToEndId: string | null
  readonly raw: string | null
  readonly returned: string | null
  readonly elsewhere: boolean
  readonly verdict: Verdict | null
  readonly pass: Ground | null
  readonly customer: Party | null
  readonly evidence: readonly Evidence[] | null
  readonly proposedOnAccount: bigint
  readonly parts: readonly {
    readonly invoice: { readonly id: InvoiceId; readonly number: string; readonly dueOn: Day; readonly open: string }
    readonly customer: Party
    readonly kind: 'receipt' | 'write-off' | 'settled'
    readonly amount: string
    readonly rule: string
  }[]
  /** What of a slip it credits; once it has its place, what it has credited. */
  readonly slip: {
    readonly id: DepositId
    readonly number: string
    readonly kind: 'cheque' | 'bill'
    readonly on: Day
    readonly single: boolean
    readonly cheques: readonly {
      readonly id: ChequeId
      readonly number: string | null
      readonly customer: Party
      readonly amount: string
    }[]
  } | null
}

export type ReceiptFilter = {
  readonly q?: string | undefined
  readonly verdict?: readonly string[] | undefined
  readonly state?: keyof typeof STATES | undefined
  readonly way?: 'in' | 'back' | 'all' | undefined
  readonly account?: string | undefined
  readonly customer?: string | undefined
  readonly line?: LineId | undefined
}

const SORTS = {
  booked: { by: sql`l.booked_on`, as: 'date' },
  amount: { by: sql`l.amount`, as: 'bigint' },
  // The order of work: what takes one key first.
  verdict: {
    by: sql`case p.verdict when 'certain' then 0 when 'likely' then 1 when 'to-sort' then 2 else 3 end`,
    as: 'int',
  },
} as const

const STATES = {
  waiting: sql`l.placed <> l.amount`,
  placed: sql`l.placed = l.amount`,
  'on-account': sql`l.on_account > 0`,
  'not-ours': sql`exists (select from receipt_part e where e.line_id = l.line_id and e.kind = 'elsewhere'
    and e.customer_id is null) and l.placed = l.amount`,
  all: sql`true`,
} as const

// « 1 234,5 » as minor units of a currency with cents; null when a search is no amount.
function centsOf(q: string): bigint | null {
  const found = /^([\d\s\u00a0\u202f]+)(?:[.,](\d{1,2}))?$/.exec(q.trim())
  const whole = found?.[1]?.replace(/\D/g, '') ?? ''
  return whole === '' || whole.length > 12 ? null : BigInt(whole + (found?.[2] ?? '').padEnd(2, '0'))
}

function receiptsFrom(filter: ReceiptFilter) {
  const { q, verdict, state = 'all', way = 'all', account, customer, line } = filter
  return sql`
    from bank_line l
    join bank_account a using (tenant_id, account_id)
    left join receipt_proposal p using (tenant_id, line_id)
    where (l.amount > 0 or l.returned is not null)
      and ${STATES[state]}
      and ${way === 'in' ? sql`l.amount > 0` : way === 'back' ? sql`l.amount < 0` : sql`true`}
      and ${verdict === undefined ? sql`true` : sql`coalesce(p.verdict, 'to-sort') = any(${verdict}::text[])`}
      and ${account === undefined ? sql`true` : sql`l.account_id = ${account}`}
      and ${line === undefined ? sql`true` : sql`l.line_id = ${line}`}
      and ${customer === undefined ? sql`true` : sql`p.customer_id = ${customer}`}
      and ${
        q === undefined
          ? sql`true`
          : sql`(l.name_plain like ${`%${plainName(q)}%`} or l.remittance ilike ${`%${q}%`} or l.end_to_end_id = ${q}
              or l.iban = ${q.replaceAll(' ', '').toUpperCase()} or l.structured_reference like ${`%${q}%`}
              or abs(l.amount) = ${centsOf(q)}::bigint)`
      }`
}

const SLIP = sql`(
  select jsonb_build_object('id', d.deposit_id, 'number', d.number, 'kind', d.kind, 'on', d.on_day,
    'single', p.cheque_id is not null, 'cheques', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.cheque_id, 'number', c.number, 'amount', c.amount::text,
        'customer', jsonb_build_object('id', k.customer_id, 'name', k.name, 'ref', k.ref))
        order by k.name, c.number, c.cheque_id)
      from cheque c join customer_card k using (tenant_id, customer_id)
      where c.deposit_id = d.deposit_id and (p.cheque_id is null or p.cheque_id = c.cheque_id)
        and case when l.placed = 0 then c.state = 'deposited' else c.line_id = l.line_id end), '[]'))
  from cheque_deposit d where d.deposit_id = p.deposit_id)`

/** One page of bank lines. Refused: `not-a-sort`, `not-a-cursor`. */
export async function findReceipts(
  tx: Tx,
  filter: ReceiptFilter,
  query: { readonly sort: string; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<{ rows: ReceiptRow[]; count: number }>> {
  const page = pageBy(SORTS, sql`l.line_id`, query)
  if (!page.ok) return page
  const from = receiptsFrom(filter)
  const { rows } = await sql<ReceiptRow>`
    select l.line_id id, jsonb_build_object('id', a.account_id, 'number', a.number, 'label', a.label) account,
      l.booked_on "bookedOn", l.value_on "valueOn", l.amount, l.currency, l.placed, l.on_account "onAccount", l.name,
      l.iban, l.remittance text, l.structured_reference reference, l.end_to_end_id "endToEndId", l.raw, l.returned,
      exists (select from receipt_part e where e.line_id = l.line_id and e.kind = 'elsewhere'
        and e.customer_id is null) elsewhere,
      p.verdict, p.pass, p.evidence, coalesce(p.on_account, 0) "proposedOnAccount",
      (select jsonb_build_object('id', c.customer_id, 'name', c.name, 'ref', c.ref) from customer_card c
        where c.customer_id = p.customer_id) customer,
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'invoice', jsonb_build_object('id', i.invoice_id, 'number', i.number, 'dueOn', i.due_on, 'open', i.open::text),
          'customer', jsonb_build_object('id', i.customer_id, 'name', i.customer_name, 'ref', i.customer_ref),
          'kind', part ->> 'kind', 'amount', part ->> 'amount', 'rule', part ->> 'rule') order by n)
        from jsonb_array_elements(p.parts) with ordinality x(part, n)
        join invoice_line i on i.invoice_id = (part ->> 'invoice')::uuid), '[]') parts,
      case when p.deposit_id is not null then ${SLIP} end slip, ${page.value.select}
    ${from} and ${page.value.where} ${page.value.order}`.execute(tx)
  const counted = await sql<{ count: number }>`select count(*)::int count ${from}`.execute(tx)
  return ok({ rows, count: counted.rows[0]?.count ?? 0 })
}

/** How many lines wait, by verdict and currency, and how many have their place. */
export async function countReceipts(tx: Tx, today: Day) {
  const waiting = await sql<{ verdict: Verdict | null; currency: string; count: number; total: bigint }>`
    select case when l.amount > 0 then coalesce(p.verdict, 'to-sort') end verdict, l.currency, count(*)::int count, sum(l.amount - l.placed)::bigint total
    from bank_line l left join receipt_proposal p using (tenant_id, line_id)
    where l.placed <> l.amount and (l.amount > 0 or l.returned is not null) group by 1, 2 order by 1, 2`.execute(tx)
  const done = await sql<{ count: number; today: number; applied: number }>`
    select count(*)::int count, count(*) filter (where by_hand)::int today,
      count(*) filter (where by_machine and not by_hand)::int applied
    from bank_line l
    left join lateral (
      select bool_or(o.kind <> 'applied') by_hand, bool_or(o.kind = 'applied') by_machine
      from receipt_operation o where o.line_id = l.line_id and o.at >= ${today}::date and o.kind <> 'undone'
        and not exists (select from receipt_operation u where u.undoes = o.operation_id)) o on true
    where l.placed = l.amount`.execute(tx)
  return { waiting: waiting.rows, done: done.rows[0] ?? { count: 0, today: 0, applied: 0 } }
}

/** What was done with a line, latest first. */
export async function loadOperations(tx: Tx, line: LineId) {
  const { rows } = await sql<{
    id: string
    kind: 'applied' | 'confirmed' | 'split' | 'on-account' | 'not-ours' | 'returned' | 'undone'
    at: string
    by: string | null
    reason: string | null
    undone: boolean
  }>`
    select operation_id id, kind, at, actor ->> 'user' "by", reason,
      exists (select from receipt_operation u where u.undoes = o.operation_id) undone
    from receipt_operation o where line_id = ${line} order by at desc, operation_id desc`.execute(tx)
  return rows
}

/** Names of the invoices and customers of parts. */
export async function loadNames(tx: Tx, customers: readonly CustomerId[], invoices: readonly InvoiceId[]) {
  const named = await sql<Party>`
    select customer_id id, name, ref from customer_card where customer_id = any(${customers}::uuid[])`.execute(tx)
  const numbered = await sql<{ id: InvoiceId; number: string }>`
    select invoice_id id, number from invoice_line where invoice_id = any(${invoices}::uuid[])`.execute(tx)
  return {
    customers: new Map(named.rows.map(row => [row.id, row])),
    invoices: new Map(numbered.rows.map(row => [row.id, row])),
  }
}

/** Open items by number, customer name or reference, in the line's currency; those of the line's amount first. */
export async function findOpenItems(tx: Tx, line: LineId, q: string, customer: CustomerId | null) {
  const { rows } = await sql<{
    id: InvoiceId
    number: string
    customer: Party
    issueOn: Day
    dueOn: Day
    currency: string
    open: bigint
    sameAmount: boolean
  }>`
    select o.invoice_id id, o.number, o.issue_on "issueOn", o.due_on "dueOn", o.currency, o.open,
      o.open = l.amount - l.placed + l.on_account "sameAmount",
      jsonb_build_object('id', c.customer_id, 'name', c.name, 'ref', c.ref) customer
    from bank_line l
    join open_item o on o.currency = l.currency
    join customer_card c on c.customer_id = o.customer_id
    where l.line_id = ${line}
      and (${customer}::uuid is null or o.customer_id = ${customer}::uuid)
      and (${q} = '' or o.number ilike ${`%${q}%`} or c.name_plain like ${`%${plainName(q)}%`} or c.ref ilike ${`${q}%`})
    order by 7 desc, c.name_plain, o.due_on, o.number limit 50`.execute(tx)
  return rows
}

/** Customers by name or reference; without a search, whoever is proposed and those whose name begins as the line's. */
export async function findCustomersFor(tx: Tx, line: LineId, q: string): Promise<Party[]> {
  const { rows } = await sql<Party>`
    select c.customer_id id, c.name, c.ref
    from bank_line l
    left join receipt_proposal p using (tenant_id, line_id)
    join customer_card c on c.tenant_id = l.tenant_id
    where l.line_id = ${line} and case when ${q} = ''
      then c.customer_id = p.customer_id or c.name_plain like split_part(l.name_plain, ' ', 1) || '%'
      else c.name_plain like ${`%${plainName(q)}%`} or c.ref ilike ${`${q}%`} end
    order by c.customer_id is not distinct from p.customer_id desc, c.name_plain limit 12`.execute(tx)
  return rows
}

/** Accounts with how far they are known. */
export async function loadAccounts(tx: Tx, today: Day) {
  const { rows } = await sql<{
    id: BankAccountId
    number: string
    currency: string
    creditor: { id: string; code: string } | null
    label: string | null
    rhythmDays: number
    knownTo: Day | null
    fresh: boolean
    closing: bigint | null
    statements: number
    gaps: number
    waiting: number
  }>`
    select a.account_id id, a.number, a.currency, a.label, a.rhythm_days "rhythmDays", a.known_to "knownTo",
      coalesce(a.known_to >= ${today}::date - a.rhythm_days, false) fresh, a.closing, a.statements, a.gaps,
      (select jsonb_build_object('id', c.creditor_id, 'code', c.code) from creditor_card c
        where c.creditor_id = a.creditor_id) creditor,
      (select count(*)::int from bank_line l where l.account_id = a.account_id and l.placed <> l.amount
        and (l.amount > 0 or l.returned is not null)) waiting
    from bank_account_card a order by a.number, a.currency`.execute(tx)
  return rows
}

/** Statements of an account, latest first; `continues` is null where a balance is missing. */
export async function loadStatements(tx: Tx, account: BankAccountId) {
  const { rows } = await sql<{
    id: string
    number: string | null
    format: string
    fileName: string
    from: Day | null
    to: Day | null
    opening: bigint | null
    closing: bigint | null
    currency: string
    balanced: boolean | null
    continues: boolean | null
    lines: number
    fresh: number
    warnings: { code: string; message: string; where: string | null }[]
    importedAt: string
  }>`
    select s.statement_id id, s.number, s.format, s.file_name "fileName", s.from_on "from", s.to_on "to", s.opening,
      s.closing, a.currency, s.balanced, s.lines, s.new_lines fresh, s.warnings, s.imported_at "importedAt",
      s.opening = lag(s.closing) over (
        order by coalesce(s.closing_on, s.to_on), coalesce(s.opening_on, s.from_on), s.statement_id) continues
    from bank_statement s join bank_account a using (tenant_id, account_id)
    where s.account_id = ${account}
    order by coalesce(s.closing_on, s.to_on) desc, s.statement_id desc limit 500`.execute(tx)
  return rows
}

/** What confirmations taught of a customer. */
export async function loadKnownPayers(tx: Tx, customer: CustomerId) {
  const { rows } = await sql<{ kind: 'iban' | 'alias'; value: string; confirmed: number; learnedAt: string }>`
    select kind, value, confirmed, learned_at "learnedAt" from known_payer
    where customer_id = ${customer} order by kind desc, value`.execute(tx)
  return rows
}

/** Whether there is such a customer. */
export async function hasCustomer(tx: Tx, customer: CustomerId): Promise<boolean> {
  const { rows } = await sql`select from customer_card where customer_id = ${customer}`.execute(tx)
  return rows.length > 0
}

/** A customer's receipts and what of them stands where, latest first. */
export async function loadCustomerReceipts(tx: Tx, customer: CustomerId) {
  const { rows } = await sql<{
    line: LineId
    bookedOn: Day
    amount: bigint
    currency: string
    name: string | null
    text: string | null
    parts: {
      kind: 'invoice' | 'on-account' | 'write-off' | 'elsewhere'
      invoice: InvoiceId | null
      number: string | null
      amount: string
    }[]
  }>`
    select l.line_id line, l.booked_on "bookedOn", l.amount, l.currency, l.name, l.remittance text, s.parts
    from (
      select line_id, jsonb_agg(jsonb_build_object('kind', kind, 'invoice', invoice_id, 'number', number,
        'amount', amount::text) order by kind, number) parts
      from (
        select p.line_id, p.kind, invoice_id, i.number, sum(p.amount) amount
        from receipt_part p left join invoice_line i using (tenant_id, invoice_id)
        where p.customer_id = ${customer}
        group by p.line_id, p.kind, invoice_id, i.number having sum(p.amount) <> 0) part
      group by line_id) s
    join bank_line l using (line_id)
    order by l.booked_on desc, l.line_id desc limit 200`.execute(tx)
  const credit = await sql<{ currency: string; amount: bigint }>`
    select currency, amount from customer_credit where customer_id = ${customer} order by currency`.execute(tx)
  return { receipts: rows, credit: credit.rows }
}
