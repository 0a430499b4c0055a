import { sql } from 'kysely'
import type { Tx } from '#platform/db/database.ts'
import type { CreditorId, CustomerId, GroupId, TenantId } from '#kernel/id.ts'
import { plainName } from '#kernel/text.ts'
import type { CustomerPlan, KnownCustomer } from './import-decide.ts'

/** By what a customer is looked for: its code, else an identifier, else its name. */
export type Wanted = {
  readonly creditor: CreditorId
  readonly ref: string | null
  readonly siren: string | null
  readonly vatNumber: string | null
  readonly enterpriseNumber: string | null
  readonly name: string | null
}

/** What a search found: one customer, none, or too many to tell. */
export type Found = CustomerId | 'several' | null

/**
 * Finds customers, one answer per wish in the same order. A code decides alone. An unknown code still finds the
 * customer whom a document created under its register number, or a list under its name. Without code an identifier
 * decides, the name settling ties, and where there is no identifier the name.
 */
export async function findCustomers(tx: Tx, wanted: readonly Wanted[]): Promise<Found[]> {
  const found: Found[] = Array.from(wanted, () => null)
  const { rows: byRef } = await sql<{ n: bigint; id: CustomerId }>`
    select w.n, c.customer_id id
    from unnest(${wanted.map(wish => wish.creditor)}::uuid[], ${wanted.map(wish => wish.ref)}::text[])
      with ordinality w(creditor, ref, n)
    join customer c on c.creditor_id = w.creditor and c.ref = w.ref`.execute(tx)
  for (const { n, id } of byRef) found[Number(n) - 1] = id
  const rest = [...wanted.entries()].filter(([n]) => found[n] === null)
  if (rest.length === 0) return found
  const asked = rest.map(([n, wish]) => ({ n, ...wish, plain: wish.name === null ? null : plainName(wish.name) }))
  const { rows } = await sql<{ n: number; ids: CustomerId[]; named: CustomerId[] }>`
    with w as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as w(n int, creditor uuid, ref text, siren text,
        "vatNumber" text, "enterpriseNumber" text, plain text)),
    hit as (
      select w.n, w.ref wished, w.plain, c.* from w join customer c on c.creditor_id = w.creditor and c.siren = w.siren
      union select w.n, w.ref, w.plain, c.* from w join customer c
        on c.creditor_id = w.creditor and c.vat_number = w."vatNumber"
      union select w.n, w.ref, w.plain, c.* from w join customer c
        on c.creditor_id = w.creditor and c.enterprise_number = w."enterpriseNumber"
      union select w.n, w.ref, w.plain, c.* from w join customer c
        on c.creditor_id = w.creditor and c.name_plain = w.plain and (w.ref is null or c.ref = c.name)
          and (w.siren is null or c.siren is null) and (w."vatNumber" is null or c.vat_number is null)
          and (w."enterpriseNumber" is null or c.enterprise_number is null))
    select n, array_agg(customer_id::text) ids,
      coalesce(array_agg(customer_id::text) filter (where name_plain = plain), '{}') named
    from hit where wished is null or ref in (siren, vat_number, enterprise_number) or ref = name
    group by n`.execute(tx)
  for (const { n, ids, named } of rows) {
    const [only] = ids.length === 1 ? ids : named.length === 1 ? named : []
    found[n] = only ?? 'several'
  }
  return found
}

/** Customers as they stand, locked until the transaction ends. */
export async function loadKnownCustomers(tx: Tx, ids: readonly CustomerId[]): Promise<Map<CustomerId, KnownCustomer>> {
  const { rows } = await sql<{ customer: KnownCustomer }>`
    select jsonb_build_object(
      'id', c.customer_id, 'creditor', c.creditor_id, 'ref', c.ref, 'name', c.name, 'kind', c.kind, 'size', c.size,
      'country', c.country, 'language', c.language, 'siren', c.siren, 'siret', c.siret, 'vatNumber', c.vat_number,
      'enterpriseNumber', c.enterprise_number, 'street', c.street, 'street2', c.street2, 'postcode', c.postcode,
      'city', c.city, 'segment', c.segment_id, 'segmentFixed', c.segment_fixed, 'listed', coalesce(c.listed, '{}'),
      'group', (select g.name from customer_group g where (g.tenant_id, g.group_id) = (c.tenant_id, c.group_id)),
      'contacts', coalesce((
        select jsonb_agg(jsonb_build_object('id', t.contact_id, 'role', t.role, 'name', t.name, 'email', t.email,
          'phone', t.phone) order by t.position, t.contact_id)
        from contact t where (t.tenant_id, t.customer_id) = (c.tenant_id, c.customer_id)), '[]')) customer
    from customer c where c.customer_id = any(${ids}::uuid[]) order by c.customer_id for update`.execute(tx)
  return new Map(rows.map(row => [row.customer.id, row.customer]))
}

/** The ids of groups by name, those missing created. */
export async function recordGroups(
  tx: Tx,
  tenant: TenantId,
  groups: readonly { readonly id: GroupId; readonly name: string }[],
): Promise<Map<string, GroupId>> {
  if (groups.length === 0) return new Map()
  await sql`
    insert into customer_group (tenant_id, group_id, name)
    select ${tenant}, g.id, g.name from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as g(id uuid, name text)
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<{ id: GroupId; name: string }>`
    select group_id id, name from customer_group where name = any(${groups.map(group => group.name)}::text[])`.execute(
    tx,
  )
  return new Map(rows.map(row => [row.name, row.id]))
}

/** Writes planned customers with their contacts, new and changed. */
export async function recordPlans(
  tx: Tx,
  tenant: TenantId,
  plans: readonly CustomerPlan[],
  groups: ReadonlyMap<string, GroupId>,
): Promise<void> {
  const rows = plans.map(({ after: { contacts: _, ...customer } }) => ({
    ...customer,
    plain: plainName(customer.name),
    group: customer.group === null ? null : (groups.get(customer.group) ?? null),
  }))
  await sql`
    insert into customer (tenant_id, customer_id, creditor_id, ref, name, name_plain, kind, size, country, language,
      siren,
      siret, vat_number, enterprise_number, street, street2, postcode, city, group_id, segment_id, listed)
    select ${tenant}, c.id, c.creditor, c.ref, c.name, c.plain, c.kind, c.size, c.country, c.language, c.siren, c.siret,
      c."vatNumber", c."enterpriseNumber", c.street, c.street2, c.postcode, c.city, c."group", c.segment, c.listed
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as c(id uuid, creditor uuid, ref text, name text, plain text,
      kind text, size text, country text, language text, siren text, siret text, "vatNumber" text,
      "enterpriseNumber" text, street text, street2 text, postcode text, city text, "group" uuid, segment uuid,
      listed jsonb)
    on conflict (tenant_id, customer_id) do update set ref = excluded.ref, name = excluded.name,
      name_plain = excluded.name_plain, kind = excluded.kind, size = excluded.size, country = excluded.country,
      language = excluded.language, siren = excluded.siren, siret = excluded.siret, vat_number = excluded.vat_number,
      enterprise_number = excluded.enterprise_number, street = excluded.street, street2 = excluded.street2,
      postcode = excluded.postcode, city = excluded.city, group_id = excluded.group_id,
      segment_id = excluded.segment_id, listed = excluded.listed`.execute(tx)
  const contacts = plans.flatMap(({ after, contacts: changed }) =>
    changed.map((contact, position) => ({ customer: after.id, position, ...contact })),
  )
  await sql`
    insert into contact (tenant_id, contact_id, customer_id, name, role, email, phone, position)
    select ${tenant}, c.id, c.customer, c.name, c.role, c.email, c.phone, c.position
    from jsonb_to_recordset(${JSON.stringify(contacts)}::jsonb)
      as c(id uuid, customer uuid, name text, role text, email text, phone text, position int)
    on conflict (tenant_id, contact_id) do update set name = excluded.name, email = excluded.email,
      phone = excluded.phone,
      bounced_at = case when contact.email is not distinct from excluded.email then contact.bounced_at end`.execute(tx)
}

/** How many customers of some creditors have an address, and a bank account that a list gave. */
export async function countReachable(
  tx: Tx,
  creditors: readonly CreditorId[],
): Promise<{ addresses: number; accounts: number }> {
  const { rows } = await sql<{ addresses: number; accounts: number }>`
    select (count(*) filter (where coalesce(street, street2, postcode, city) is not null))::int addresses,
      (count(*) filter (where listed ? 'iban'))::int accounts
    from customer where creditor_id = any(${creditors}::uuid[])`.execute(tx)
  return rows[0] ?? { addresses: 0, accounts: 0 }
}
