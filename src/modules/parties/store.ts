import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { ContactId, CreditorId, CustomerId, TenantId } from '#kernel/id.ts'
import { plainName } from '#kernel/text.ts'
import type { Account, Contact, Creditor, Customer, Segment } from './model.ts'

// The row is shaped by SQL into the model's own names, so that no mapping code stands between them.

const CREDITOR = sql`
  jsonb_build_object(
    'id', c.creditor_id, 'code', c.code, 'name', c.name, 'legalForm', c.legal_form, 'country', c.country,
    'language', c.language, 'timeZone', c.time_zone, 'currency', c.currency, 'siren', c.siren,
    'vatNumber', c.vat_number, 'enterpriseNumber', c.enterprise_number, 'street', c.street, 'street2', c.street2,
    'postcode', c.postcode, 'city', c.city, 'email', c.email, 'phone', c.phone, 'signatory', c.signatory,
    'paymentDays', c.payment_days,
    'accounts', coalesce((
      select jsonb_agg(jsonb_build_object('iban', a.iban, 'bic', a.bic, 'label', a.label) order by a.position, a.iban)
      from creditor_account a where (a.tenant_id, a.creditor_id) = (c.tenant_id, c.creditor_id)), '[]'))`

/** All our legal entities, by code; or only those asked for. */
export async function loadCreditors(tx: Tx, ids?: readonly CreditorId[]): Promise<Creditor[]> {
  const wanted = ids === undefined ? sql`true` : sql`c.creditor_id = any(${ids}::uuid[])`
  const { rows } = await sql<{ creditor: Creditor }>`
    select ${CREDITOR} creditor from creditor c where ${wanted} order by c.code`.execute(tx)
  return rows.map(row => row.creditor)
}

/** Writes a creditor, new or changed, with its bank accounts in their order. */
export async function recordCreditor(tx: Tx, tenant: TenantId, creditor: Creditor): Promise<void> {
  const row = { tenant, ...creditor }
  await sql`
    insert into creditor (tenant_id, creditor_id, code, name, legal_form, country, language, time_zone, currency, siren,
      vat_number, enterprise_number, street, street2, postcode, city, email, phone, signatory, payment_days)
    values (${row.tenant}, ${row.id}, ${row.code}, ${row.name}, ${row.legalForm}, ${row.country}, ${row.language},
      ${row.timeZone}, ${row.currency}, ${row.siren}, ${row.vatNumber}, ${row.enterpriseNumber}, ${row.street},
      ${row.street2}, ${row.postcode}, ${row.city}, ${row.email}, ${row.phone}, ${row.signatory}, ${row.paymentDays})
    on conflict (tenant_id, creditor_id) do update set
      name = excluded.name, legal_form = excluded.legal_form, country = excluded.country, language = excluded.language,
      time_zone = excluded.time_zone, currency = excluded.currency, siren = excluded.siren,
      vat_number = excluded.vat_number, enterprise_number = excluded.enterprise_number, street = excluded.street,
      street2 = excluded.street2, postcode = excluded.postcode, city = excluded.city, email = excluded.email,
      phone = excluded.phone, signatory = excluded.signatory, payment_days = excluded.payment_days`.execute(tx)
  await recordAccounts(tx, tenant, creditor.id, creditor.accounts)
}

async function recordAccounts(
  tx: Tx,
  tenant: TenantId,
  creditor: CreditorId,
  accounts: readonly Account[],
): Promise<void> {
  await sql`delete from creditor_account where creditor_id = ${creditor}`.execute(tx)
  await sql`
    insert into creditor_account (tenant_id, creditor_id, iban, bic, label, position)
    select ${tenant}, ${creditor}, a.iban, a.bic, a.label, a.position
    from jsonb_to_recordset(${JSON.stringify(accounts.map((account, position) => ({ ...account, position })))}::jsonb)
      as a(iban text, bic text, label text, position int)`.execute(tx)
}

/** One customer with contacts, or null. The row is locked when a command is about to change it. */
export async function loadCustomer(tx: Tx, id: CustomerId, lock: 'lock' | 'look' = 'look'): Promise<Customer | null> {
  const { rows } = await sql<{ customer: Customer }>`
    select jsonb_build_object(
      'id', c.customer_id, 'ref', c.ref, 'name', c.name, 'kind', c.kind, 'size', c.size, 'country', c.country,
      'language', c.language, 'siren', c.siren, 'siret', c.siret, 'vatNumber', c.vat_number,
      'enterpriseNumber', c.enterprise_number, 'street', c.street, 'street2', c.street2, 'postcode', c.postcode,
      'city', c.city, 'segmentFixed', c.segment_fixed, 'pausedUntil', c.paused_until, 'pauseReason', c.pause_reason,
      'note', c.note,
      'creditor', (select jsonb_build_object('id', k.creditor_id, 'code', k.code, 'name', k.name)
        from creditor k where (k.tenant_id, k.creditor_id) = (c.tenant_id, c.creditor_id)),
      'group', (select jsonb_build_object('id', g.group_id, 'name', g.name)
        from customer_group g where (g.tenant_id, g.group_id) = (c.tenant_id, c.group_id)),
      'segment', (select jsonb_build_object('id', s.segment_id, 'code', s.code, 'name', s.name)
        from segment s where (s.tenant_id, s.segment_id) = (c.tenant_id, c.segment_id)),
      'collector', (select jsonb_build_object('id', p.user_id, 'name', p.name)
        from person p where (p.tenant_id, p.user_id) = (c.tenant_id, c.collector_id)),
      'contacts', coalesce((select jsonb_agg(jsonb_build_object(
          'id', t.contact_id, 'name', t.name, 'role', t.role, 'email', t.email, 'phone', t.phone,
          'language', t.language, 'bounced', t.bounced_at is not null) order by t.position, t.contact_id)
        from contact t where (t.tenant_id, t.customer_id) = (c.tenant_id, c.customer_id)), '[]')) customer
    from customer c where c.customer_id = ${id} ${lock === 'lock' ? sql`for update` : sql``}`.execute(tx)
  return rows[0]?.customer ?? null
}

/** Where a customer stands among others, by id. */
export type Place = {
  readonly segment: string | null
  readonly segmentFixed: boolean
  readonly group: string | null
  readonly collector: string | null
}

/** Writes everything a person may change of a customer. */
export async function recordCustomer(tx: Tx, customer: Customer, place: Place): Promise<void> {
  await sql`
    update customer set
      name = ${customer.name}, name_plain = ${plainName(customer.name)}, kind = ${customer.kind},
        size = ${customer.size},
      country = ${customer.country}, language = ${customer.language}, siren = ${customer.siren},
      vat_number = ${customer.vatNumber}, enterprise_number = ${customer.enterpriseNumber}, street = ${customer.street},
      street2 = ${customer.street2}, postcode = ${customer.postcode}, city = ${customer.city},
      group_id = ${place.group}, segment_id = ${place.segment}, segment_fixed = ${place.segmentFixed},
      collector_id = ${place.collector},
      paused_until = ${customer.pausedUntil}, pause_reason = ${customer.pauseReason}, note = ${customer.note}
    where customer_id = ${customer.id}`.execute(tx)
}

/** Adds or replaces a contact; a replaced address loses its bounce mark. */
export async function recordContact(tx: Tx, tenant: TenantId, customer: CustomerId, contact: Contact): Promise<void> {
  await sql`
    insert into contact (tenant_id, contact_id, customer_id, name, role, email, phone, language, position)
    values (${tenant}, ${contact.id}, ${customer}, ${contact.name}, ${contact.role}, ${contact.email}, ${contact.phone},
      ${contact.language}, (select count(*) from contact where customer_id = ${customer}))
    on conflict (tenant_id, contact_id) do update set name = excluded.name, role = excluded.role,
      email = excluded.email, phone = excluded.phone, language = excluded.language, bounced_at = null`.execute(tx)
}

/** Removes a contact; false when there was none. */
export async function removeContactRow(tx: Tx, customer: CustomerId, contact: ContactId): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from contact where customer_id = ${customer} and contact_id = ${contact}`.execute(tx)
  return numAffectedRows === 1n
}

/** The segments in the order their rules are tried, with how many customers each holds. */
export async function loadSegments(tx: Tx): Promise<(Segment & { customers: number })[]> {
  const { rows } = await sql<{ segment: Segment & { customers: number } }>`
    select jsonb_build_object('id', s.segment_id, 'code', s.code, 'name', s.name, 'position', s.position,
      'rule', s.rule,
      'customers', (select count(*) from customer c where (c.tenant_id, c.segment_id) = (s.tenant_id, s.segment_id))) segment
    from segment s order by s.position`.execute(tx)
  return rows.map(row => row.segment)
}

/** Writes segments, new or changed. */
export async function recordSegments(tx: Tx, tenant: TenantId, segments: readonly Segment[]): Promise<void> {
  await sql`
    insert into segment (tenant_id, segment_id, code, name, position, rule)
    select ${tenant}, s.id, s.code, s.name, s.position, s.rule
    from jsonb_to_recordset(${JSON.stringify(segments)}::jsonb)
      as s(id uuid, code text, name text, position int, rule jsonb)
    on conflict (tenant_id, segment_id) do update
      set name = excluded.name, position = excluded.position, rule = excluded.rule`.execute(tx)
}

/** Places every customer whose segment was not fixed by a person by the rules as they stand; says whom it moved. */
export async function placeCustomers(tx: Tx): Promise<CustomerId[]> {
  const { rows } = await sql<{ customer_id: CustomerId }>`
    update customer c set segment_id = p.segment_id
    from (
      select c.tenant_id, c.customer_id, (
        select s.segment_id from segment s
        where s.tenant_id = c.tenant_id
          and (not s.rule ? 'kinds' or s.rule -> 'kinds' ? c.kind)
          and (not s.rule ? 'sizes' or s.rule -> 'sizes' ? c.size)
          and (not s.rule ? 'countries' or s.rule -> 'countries' ? c.country::text)
        order by s.position limit 1) segment_id
      from customer c where not c.segment_fixed) p
    where (c.tenant_id, c.customer_id) = (p.tenant_id, p.customer_id) and c.segment_id is distinct from p.segment_id
    returning c.customer_id`.execute(tx)
  return rows.map(row => row.customer_id)
}

/** Groups by name, with how many customers each holds. */
export async function loadGroups(tx: Tx): Promise<{ id: string; name: string; customers: number }[]> {
  const { rows } = await sql<{ id: string; name: string; customers: number }>`
    select g.group_id id, g.name, count(c.customer_id)::int customers
    from customer_group g left join customer c using (tenant_id, group_id)
    group by g.group_id, g.name order by g.name`.execute(tx)
  return rows
}

/** A customer to choose. */
export type CustomerName = {
  readonly id: CustomerId
  readonly name: string
  readonly ref: string
  readonly creditor: { readonly id: CreditorId; readonly code: string }
}

/** At most twenty customers whose name holds the text, or whose account or SIREN begins with it. */
export async function findCustomerNames(
  tx: Tx,
  wanted: { readonly q: string; readonly creditor: string | undefined },
): Promise<CustomerName[]> {
  const q = wanted.q.trim()
  const plain = plainName(q)
  const { rows } = await sql<CustomerName>`
    select c.customer_id id, c.name, c.ref, jsonb_build_object('id', k.creditor_id, 'code', k.code) creditor
    from customer c join creditor k using (tenant_id, creditor_id)
    where (c.name_plain like ${`%${plain}%`} or c.ref ilike ${`${q}%`} or c.siren = ${q})
      and ${wanted.creditor === undefined ? sql`true` : sql`c.creditor_id = ${wanted.creditor}`}
    order by (c.name_plain like ${`${plain}%`}) desc, c.name_plain, c.customer_id limit 20`.execute(tx)
  return rows
}
