// The labelled world in the books of a tenant, written by the superuser past every check: only reading it is measured.
import { join } from 'node:path'
import type { Client } from 'pg'
import type { TenantId } from '#kernel/id.ts'
import { plainName } from '#kernel/text.ts'
import { batches, readLines, type CreditLine, type InvoiceLine, type PayerLine } from './files.ts'

const BATCH = 20_000

/** Ids of the world are short words; here they are the uuids made of them. */
const ID = (column: string): string => `md5(${column})::uuid`

/** Fills the books of a tenant from the files of `writeWorld`. */
export async function fillBooks(superuser: Client, tenant: TenantId, folder: string): Promise<void> {
  const write = (statement: string, rows: readonly unknown[]): Promise<unknown> =>
    superuser.query(statement, [tenant, JSON.stringify(rows)])
  await superuser.query('set session_replication_role = replica')
  await superuser.query(
    `insert into creditor (tenant_id, creditor_id, code, name, country, language)
     select $1, ${ID('c')}, upper(c), c, 'FR', 'fr' from unnest(array['fr', 'be', 'num']) c`,
    [tenant],
  )
  await superuser.query(
    `insert into bank_account (tenant_id, account_id, number, currency, creditor_id)
     select $1, ${ID(`'account' || c`)}, 'account ' || c, 'EUR', ${ID('c')} from unnest(array['fr', 'be', 'num']) c`,
    [tenant],
  )
  for (const rows of batches(readLines<PayerLine>(join(folder, 'payers')), BATCH)) {
    await write(
      PAYERS,
      rows.map(row => ({ ...row, plain: plainName(row.name) })),
    )
    await write(
      KNOWN,
      rows.filter(row => row.iban !== null),
    )
  }
  for (const rows of batches(readLines<InvoiceLine>(join(folder, 'invoices')), BATCH)) await write(INVOICES, rows)
  let line = 0
  for (const rows of batches(readLines<CreditLine>(join(folder, 'credits')), BATCH)) {
    await write(
      CREDITS,
      rows.map(row => ({ ...row, line: `line ${(line += 1)}` })),
    )
  }
  await superuser.query('set session_replication_role = origin')
  await superuser.query('analyze')
}

const PAYERS = `
  insert into customer (tenant_id, customer_id, creditor_id, ref, name, name_plain, kind, country, language, siren, group_id)
  select $1, ${ID('p.customer')}, ${ID('p.creditor')}, p.ref, p.name, p.plain, 'company', 'FR', 'fr', p.siren, ${ID('p."group"')}
  from jsonb_to_recordset($2::jsonb) as p(customer text, creditor text, ref text, name text, plain text, siren text,
    "group" text)`
const KNOWN = `
  insert into known_payer (tenant_id, kind, value, customer_id, operation_id)
  select $1, 'iban', p.iban, ${ID('p.customer')}, ${ID('p.customer')}
  from jsonb_to_recordset($2::jsonb) as p(customer text, iban text) on conflict do nothing`
const INVOICES = `
  insert into invoice (tenant_id, invoice_id, creditor_id, customer_id, number, kind, type_code, issue_on, due_on,
    due_origin, currency, gross, amount, open, payment_reference)
  select $1, ${ID(`'i' || (i ->> 0)`)}, c.creditor_id, c.customer_id, i ->> 2,
    case when (i ->> 5)::bigint < 0 then 'credit-note' else 'invoice' end, '380', (i ->> 3)::date, (i ->> 4)::date, 'list',
    'EUR', (i ->> 5)::bigint, (i ->> 5)::bigint, (i ->> 5)::bigint, i ->> 6
  from jsonb_array_elements($2::jsonb) i join customer c on c.tenant_id = $1 and c.customer_id = ${ID('i ->> 1')}`
const CREDITS = `
  insert into bank_line (tenant_id, account_id, statement_id, line_id, content_key, booked_on, amount, currency, name,
    iban, remittance, structured_reference, end_to_end_id)
  select $1, ${ID(`'account' || l.creditor`)}, ${ID(`'statement'`)}, ${ID('l.line')}, sha256(l.line::bytea), l."bookedOn",
    l.amount, 'EUR', l.name, l.iban, l.remittance, l."structuredReference", l."endToEndId"
  from jsonb_to_recordset($2::jsonb) as l(line text, creditor text, "bookedOn" date, amount bigint, name text, iban text,
    remittance text, "structuredReference" text, "endToEndId" text)`
