import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { Day } from '#kernel/day.ts'
import type { ContactId, CreditorId, CustomerId, InvoiceId, ScenarioId, SegmentId, TenantId } from '#kernel/id.ts'
import type { Expected, Facts, Item, Received, Scenario } from './model.ts'

/** A scenario as it stands in the database, with the segment it serves. */
export type ActiveScenario = {
  readonly id: ScenarioId
  readonly segment: SegmentId | null
  readonly definition: Scenario
}

/** The active scenario of each segment. */
export async function loadScenarios(
  tx: Tx,
): Promise<(ActiveScenario & { version: number; segmentName: string | null })[]> {
  const { rows } = await sql<ActiveScenario & { version: number; segmentName: string | null }>`
    select s.scenario_id id, s.segment_id segment, s.definition, s.version, g.segment_name "segmentName"
    from scenario s
    left join segment_face g using (tenant_id, segment_id)
    where s.active order by s.name`.execute(tx)
  return rows
}

/** Writes a scenario as the active one of its segment. */
export async function recordScenario(
  tx: Tx,
  tenant: TenantId,
  scenario: ActiveScenario,
  version: number,
): Promise<void> {
  await sql`
    insert into scenario (tenant_id, scenario_id, segment_id, name, version, definition, active)
    values (${tenant}, ${scenario.id}, ${scenario.segment}, ${scenario.definition.name}, ${version},
      ${JSON.stringify(scenario.definition)}::jsonb, true)`.execute(tx)
}

/** What the journal says that can change a decision. Our own entries are not among them, or we would look for ever. */
const LOOK_AGAIN = [
  'invoices-imported',
  'invoice-changed',
  'allocation-recorded',
  'customer-changed',
  'customer-placed',
  'customers-imported',
  'contact-added',
  'contact-changed',
  'contact-removed',
  'address-bounced',
  'message-cancelled',
  'task-ended',
  'invoice-finding-settled',
  'invoice-dates-said',
  'charges-waived',
  'cheque-announced',
  'cheque-received',
  'cheque-deposited',
  'cheque-cleared',
  'cheque-bounced',
  'cheque-lost',
  'cheque-cancelled',
  'cheque-changed',
  'cheque-undone',
]

/** What may end the wait for bank statements: everybody who waits for them is looked at again. */
const STATEMENTS_NEWS = ['statement-imported', 'bank-account-changed', 'freshness-changed']

/**
 * Reads the journal from where we stopped and marks every customer it names to be looked at on `today`.
 * A lost or doubled entry does no harm: the decision reads the truth afresh.
 */
export async function recordSignals(tx: Tx, tenant: TenantId, today: Day): Promise<void> {
  await sql`insert into follow_up_cursor values (${tenant}, 0) on conflict do nothing`.execute(tx)
  await sql`
    with place as (select journal_seq from follow_up_cursor for update),
    news as materialized (
      select seq, customer_id, kind, kind = any(${LOOK_AGAIN}::text[]) wanted from journal
      where seq > (select journal_seq from place)),
    marked as (
      insert into follow_up (tenant_id, customer_id, next_on, outcome, reason)
      select ${tenant}::uuid, customer_id, ${today}::date, 'new', 'new' from (
        select customer_id from news where wanted and customer_id is not null
        union
        select customer_id from follow_up where outcome = 'hold' and reason = 'statements-stale'
          and exists (select from news where kind = any(${STATEMENTS_NEWS}::text[]))) named
      on conflict (tenant_id, customer_id) do update
        set next_on = least(coalesce(follow_up.next_on, excluded.next_on), excluded.next_on)
      returning 1)
    update follow_up_cursor set journal_seq = greatest(journal_seq, (select max(seq) from news))
    where exists (select 1 from news)`.execute(tx)
}

/**
 * Takes at most `limit` customers who have to be looked at, longest due first, and locks them until the transaction
 * ends;
 * those that another run holds are left to it. Read in the order of its index, the last batch costs what the first
 * does.
 */
export async function lockDueCustomers(tx: Tx, today: Day, limit: number): Promise<CustomerId[]> {
  const { rows } = await sql<{ customer_id: CustomerId }>`
    select customer_id from follow_up where next_on <= ${today}
    order by next_on, customer_id limit ${limit} for update skip locked`.execute(tx)
  return rows.map(row => row.customer_id)
}

/** Who has to be looked at, at most `limit`, in the order of their ids after `after`; nobody is locked. */
export async function loadDueCustomers(
  tx: Tx,
  today: Day,
  limit: number,
  after: CustomerId | null,
): Promise<CustomerId[]> {
  const { rows } = await sql<{ customer_id: CustomerId }>`
    select customer_id from follow_up
    where next_on <= ${today} and customer_id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
    order by customer_id limit ${limit}`.execute(tx)
  return rows.map(row => row.customer_id)
}

/** Where a message to this customer would go. */
export type Addressee = {
  readonly contact: ContactId | null
  readonly email: string | null
  readonly post: string | null
  readonly language: Facts['language']
  readonly scenario: ScenarioId | null
}

/** The facts of one customer with what is needed to act on the decision. */
export type Looked = { readonly facts: Facts; readonly scenario: Scenario | null; readonly to: Addressee }

/**
 * The facts of many customers in three statements, whatever their number. Contacts and steps are narrowed to them
 * before they are joined: left to itself, the planner reads those of the whole house for each batch.
 */
export async function loadFacts(tx: Tx, customers: readonly CustomerId[]): Promise<Looked[]> {
  const scenarios = new Map((await loadScenarios(tx)).map(scenario => [scenario.segment, scenario]))
  const items = await loadItems(tx, customers)
  const statements = await loadStatements(tx)
  const received = await loadReceived(tx, customers)
  const expected = await loadExpected(tx, customers)
  const { rows } = await sql<CustomerRow>`
    select c.customer_id customer, c.creditor_id creditor, c.kind, c.country, c.postcode, c.language, c.segment_id,
      c.paused_until, c.has_address, concat_ws(E'\n', c.street, c.street2, concat_ws(' ', c.postcode, c.city)) post,
      f.last_contact_on, b.contact_id, b.address email, b.language contact_language
    from customer_card c
    left join follow_up f using (tenant_id, customer_id)
    left join (
      select tenant_id, customer_id, contact_id, address, language from contact_best
      where customer_id = any(${customers}::uuid[]) and way = 'email') b using (tenant_id, customer_id)
    where c.customer_id = any(${customers}::uuid[])
    order by c.customer_id`.execute(tx)
  return rows.map(row => {
    const scenario = row.segment_id === null ? undefined : scenarios.get(row.segment_id)
    return {
      facts: factsOf(row, {
        items: items.get(row.customer) ?? [],
        statements: statements.get(row.creditor) ?? null,
        received: received.get(row.customer) ?? [],
        expected: expected.get(row.customer) ?? [],
      }),
      scenario: scenario?.definition ?? null,
      to: {
        contact: row.contact_id,
        email: row.email,
        post: row.has_address ? row.post : null,
        language: row.contact_language ?? row.language,
        scenario: scenario?.id ?? null,
      },
    }
  })
}

type CustomerRow = Pick<Facts, 'customer' | 'creditor' | 'kind' | 'country' | 'postcode' | 'language'> & {
  segment_id: SegmentId | null
  paused_until: Day | null
  has_address: boolean
  post: string
  last_contact_on: Day | null
  contact_id: ContactId | null
  email: string | null
  contact_language: Facts['language'] | null
}

function factsOf(row: CustomerRow, more: Pick<Facts, 'items' | 'statements' | 'received' | 'expected'>): Facts {
  return {
    customer: row.customer,
    creditor: row.creditor,
    kind: row.kind,
    country: row.country,
    postcode: row.postcode,
    language: row.language,
    pausedUntil: row.paused_until,
    lastContactOn: row.last_contact_on,
    reachable: { email: row.email !== null, post: row.has_address },
    ...more,
  }
}

// How far the bank of each creditor is known: a handful of rows, whatever the customers.
async function loadStatements(tx: Tx): Promise<Map<CreditorId, NonNullable<Facts['statements']>>> {
  const { rows } = await sql<NonNullable<Facts['statements']> & { creditor: CreditorId }>`
    select creditor_id creditor, number account, known_to "knownTo", fresh_until "freshUntil"
    from creditor_freshness`.execute(tx)
  return new Map(rows.map(({ creditor, ...known }) => [creditor, known]))
}

async function loadReceived(tx: Tx, customers: readonly CustomerId[]): Promise<Map<CustomerId, Received[]>> {
  const { rows } = await sql<Received & { customer: CustomerId }>`
    select customer_id customer, currency, sum(kept)::bigint "onAccount", sum(likely)::bigint likely from (
      select customer_id, currency, amount kept, 0 likely from customer_credit
      where customer_id = any(${customers}::uuid[])
      union all
      select customer_id, currency, 0, amount from receipt_line
      where customer_id = any(${customers}::uuid[]) and verdict in ('certain', 'likely') and placed = 0
        and amount > 0 and pass is distinct from 'already-settled') money
    group by customer_id, currency`.execute(tx)
  const found = new Map<CustomerId, Received[]>()
  for (const { customer, ...received } of rows) found.set(customer, [...(found.get(customer) ?? []), received])
  return found
}

async function loadExpected(tx: Tx, customers: readonly CustomerId[]): Promise<Map<CustomerId, Expected[]>> {
  const { rows } = await sql<Expected & { customer: CustomerId }>`
    select customer_id customer, case state when 'announced' then 'announced' else 'in-hand' end state, currency, amount,
      until_on "until", exists (select from task t where t.state = 'open' and t.facts ? 'cheque'
        and t.facts ->> 'cheque' = e.cheque_id::text) asked
    from cheque_expected e where customer_id = any(${customers}::uuid[]) and until_on is not null`.execute(tx)
  const found = new Map<CustomerId, Expected[]>()
  for (const { customer, ...paper } of rows) found.set(customer, [...(found.get(customer) ?? []), paper])
  return found
}

async function loadItems(tx: Tx, customers: readonly CustomerId[]): Promise<Map<CustomerId, Item[]>> {
  const { rows } = await sql<Item & { customer: CustomerId }>`
    select o.customer_id customer, o.invoice_id invoice, o.number, o.kind, o.issue_on "issueOn", o.due_on "dueOn",
      o.currency, o.open, coalesce(s.rank, -1) rank, s.on_day "stepOn", h.code blocked
    from open_item o
    left join invoice_hold h using (tenant_id, invoice_id)
    left join (
      select tenant_id, invoice_id, rank, on_day from invoice_step where customer_id = any(${customers}::uuid[])) s
      using (tenant_id, invoice_id)
    where o.customer_id = any(${customers}::uuid[])
    order by o.customer_id, o.due_on, o.number`.execute(tx)
  const byCustomer = new Map<CustomerId, Item[]>()
  for (const { customer, ...item } of rows) {
    const list = byCustomer.get(customer)
    if (list) list.push(item)
    else byCustomer.set(customer, [item])
  }
  return byCustomer
}

/** How a customer stands after a decision. */
export type Standing = {
  readonly customer: CustomerId
  readonly nextOn: Day | null
  readonly outcome: string
  readonly reason: string
  readonly facts: Readonly<Record<string, string | number>>
  readonly scenario: ScenarioId | null
  readonly step: string | null
  readonly contacted: boolean
}

/** Writes where many customers stand. */
export async function recordStandings(tx: Tx, standings: readonly Standing[], today: Day): Promise<void> {
  await sql`
    update follow_up f set next_on = s."nextOn", outcome = s.outcome, reason = s.reason, facts = s.facts,
      scenario_id = s.scenario, step = coalesce(s.step, f.step), decided_on = ${today},
      last_contact_on = case when s.contacted then ${today}::date else f.last_contact_on end
    from jsonb_to_recordset(${JSON.stringify(standings)}::jsonb) as s(customer uuid, "nextOn" date, outcome text,
      reason text, facts jsonb, scenario uuid, step text, contacted boolean)
    where f.customer_id = s.customer`.execute(tx)
}

export type Climb = {
  readonly invoice: InvoiceId
  readonly customer: CustomerId
  readonly step: string
  readonly rank: number
}

/** Writes the steps invoices have climbed to. */
export async function recordClimbs(tx: Tx, tenant: TenantId, climbs: readonly Climb[], today: Day): Promise<void> {
  await sql`
    insert into invoice_step (tenant_id, invoice_id, customer_id, step, rank, on_day)
    select ${tenant}, c.invoice, c.customer, c.step, c.rank, ${today}
    from jsonb_to_recordset(${JSON.stringify(climbs)}::jsonb) as c(invoice uuid, customer uuid, step text, rank int)
    on conflict (tenant_id, invoice_id) do update
      set step = excluded.step, rank = excluded.rank, on_day = excluded.on_day
      where excluded.rank > invoice_step.rank`.execute(tx)
}
