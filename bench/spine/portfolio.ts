import type { Client } from 'pg'
import type { CreditorId, TenantId } from '#kernel/id.ts'
import { TODAY } from './ground.ts'

/**
 * Whose lateness: `due` is 8 to 14 days, where every scenario writes; `ages` runs over all columns of the aged balance.
 */
export type Lateness = 'due' | 'ages'

// Six in ten are small firms with an address, one in ten a firm without one (its reminder becomes a letter), two
// private persons, one a public body.
const CUSTOMERS = `
  insert into customer (tenant_id, customer_id, creditor_id, ref, name, name_plain, kind, size, country, language, street,
    postcode, city, segment_id)
  select $1, uuidv7(), $2, 'C' || lpad(n::text, 7, '0'), 'Maison Delvaux ' || n, 'maison delvaux ' || n,
    case when n % 10 < 7 then 'company' when n % 10 < 9 then 'private' else 'public' end,
    case when n % 10 < 7 then 'small' end, 'FR', 'fr', n || ' rue du Port', '59000', 'Lille', s.segment_id
  from generate_series(1, $3::int) n
  join segment s on s.tenant_id = $1
    and s.code = case when n % 10 < 7 then 'small' when n % 10 < 9 then 'private' else 'public' end`

const CONTACTS = `
  insert into contact (tenant_id, contact_id, customer_id, name, role, email, phone)
  select tenant_id, uuidv7(), customer_id, name, role, role || '@' || lower(ref) || '.example', '+33300000000'
  from customer, unnest(array['accounts-payable', 'decision-maker']) role
  where tenant_id = $1 and right(ref, 1) <> '6'`

// One to five open invoices per customer, and two that were paid.
const INVOICES = `
  insert into invoice (tenant_id, invoice_id, creditor_id, customer_id, number, kind, type_code, issue_on, due_on,
    due_origin, currency, net, tax, gross, amount, open)
  select tenant_id, uuidv7(), creditor_id, customer_id, ref || '-' || k, 'invoice', '380', due_on - 30, due_on, 'list',
    'EUR', amount * 5 / 6, amount / 6, amount, amount, case when k > 2 then amount else 0 end
  from customer c, generate_series(1, 3 + right(ref, 6)::int / 10 % 5) k,
    lateral (select 10000 + abs(hashint4(right(ref, 6)::int * 8 + k)) % 20000 amount,
      $2::date - case when k <= 2 then 60 * k when $3 = 'due' then 8 + (k * 3 + right(ref, 6)::int) % 7
        else abs(hashint4(right(ref, 6)::int * 8 + k)) % 150 - 30 end due_on) d
  where tenant_id = $1`

const ALLOCATIONS = `
  insert into allocation (tenant_id, allocation_id, invoice_id, kind, amount, on_day)
  select tenant_id, uuidv7(), invoice_id, 'list', amount, due_on from invoice where tenant_id = $1 and open = 0`

const FOLLOW_UPS = `
  insert into follow_up (tenant_id, customer_id, next_on, outcome, reason)
  select tenant_id, customer_id, $2, 'new', 'new' from customer where tenant_id = $1`

/**
 * Fills a tenant with customers who all have to be looked at today. It is no part of any measure, so triggers and
 * checks of foreign keys, which would only confirm it, are off.
 */
export async function fill(
  superuser: Client,
  house: { readonly tenant: TenantId; readonly creditor: CreditorId },
  customers: number,
  lateness: Lateness,
): Promise<void> {
  const { tenant, creditor } = house
  await superuser.query(`set session_replication_role = replica`)
  await superuser.query(CUSTOMERS, [tenant, creditor, customers])
  await superuser.query(CONTACTS, [tenant])
  await superuser.query(INVOICES, [tenant, TODAY, lateness])
  await superuser.query(ALLOCATIONS, [tenant])
  await superuser.query(FOLLOW_UPS, [tenant, TODAY])
  await superuser.query(`set session_replication_role = origin`)
  await superuser.query(`vacuum analyze`)
  await superuser.query(`checkpoint`)
}
