import { sql } from 'kysely'
import { foundScenarios } from '#modules/dunning/index.ts'
import { foundSegments } from '#modules/parties/index.ts'
import type { Actor } from '#platform/app.ts'
import type { Database, Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import { day, type Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, InvoiceId, TenantId } from '#kernel/id.ts'
import { plainName } from '#kernel/text.ts'
import { newTenant } from './support.ts'

/** Who acts on a day. */
export function actorOn(tenant: TenantId, today: string): Actor {
  return { tenant, user: null, role: 'administrator', via: 'cli', today: day(today) }
}

/** A tenant with its segments, its scenarios and one French creditor. */
export async function furnishedTenant(
  db: Database,
  name = 'Alpha',
): Promise<{ tenant: TenantId; creditor: CreditorId }> {
  const tenant = await newTenant(db, name)
  const creditor = newId<'creditor'>()
  await db.inTenant(tenant, async tx => {
    await foundScenarios(tx, tenant, await foundSegments(tx, tenant))
    await sql`
      insert into creditor (tenant_id, creditor_id, code, name, country, language, street, postcode, city, email, siren)
      values (${tenant}, ${creditor}, 'FR', 'Ateliers Vaubrise', 'FR', 'fr', '41 rue des Deux-Portes', '59000', 'Lille',
        'compta@vaubrise.example', '999999980')`.execute(tx)
    await sql`insert into creditor_account (tenant_id, creditor_id, iban)
      values (${tenant}, ${creditor}, 'FR7699999000010001020304024')`.execute(tx)
  })
  return { tenant, creditor }
}

/** A customer with an e-mail address and a postal address, a small French firm unless said otherwise. */
export async function addCustomer(
  db: Database,
  { tenant, creditor }: { readonly tenant: TenantId; readonly creditor: CreditorId },
  given: {
    readonly name: string
    readonly email?: string | null
    readonly segment?: string
    readonly kind?: string
    readonly country?: string
    readonly language?: string
  },
): Promise<CustomerId> {
  const customer = newId<'customer'>()
  const { name, email = `compta@${plainName(name).replaceAll(' ', '-')}.example`, segment = 'small' } = given
  const { kind = 'company', country = 'FR', language = 'fr' } = given
  await db.inTenant(tenant, async tx => {
    await sql`
      insert into customer (tenant_id, customer_id, creditor_id, ref, name, name_plain, kind, country, language, street,
        postcode, city, segment_id)
      select ${tenant}, ${customer}, ${creditor}, ${`C-${plainName(name)}`}, ${name}, ${plainName(name)},
        ${kind}, ${country},
        ${language}, '3 rue du Port', ${country === 'BE' ? '7000' : '59000'}, ${country === 'BE' ? 'Mons' : 'Lille'},
        segment_id from segment where code = ${segment}`.execute(tx)
    if (email !== null) {
      await sql`insert into contact (tenant_id, contact_id, customer_id, name, role, email)
        values (${tenant}, ${newId()}, ${customer}, 'Compta', 'accounts-payable', ${email})`.execute(tx)
    }
  })
  return customer
}

/** An invoice of so many cents, with the journal entry an import would write. */
export async function addInvoice(
  db: Database,
  { tenant, creditor }: { readonly tenant: TenantId; readonly creditor: CreditorId },
  customer: CustomerId,
  given: {
    readonly number: string
    readonly issueOn: string
    readonly dueOn: string
    readonly cents: bigint
    readonly label?: string | undefined
  },
): Promise<InvoiceId> {
  const invoice = newId<'invoice'>()
  const kind = given.cents < 0n ? 'credit-note' : 'invoice'
  await db.inTenant(tenant, async tx => {
    await sql`
      insert into invoice (tenant_id, invoice_id, creditor_id, customer_id, number, kind, type_code, issue_on, due_on,
        due_origin, currency, gross, amount, open)
      values (${tenant}, ${invoice}, ${creditor}, ${customer}, ${given.number}, ${kind},
        ${kind === 'invoice' ? '380' : '381'}, ${given.issueOn}, ${given.dueOn}, 'list', 'EUR', ${given.cents},
        ${given.cents}, ${given.cents})`.execute(tx)
    if (given.label !== undefined) {
      await sql`insert into invoice_label values (${tenant}, ${invoice}, ${given.label})`.execute(tx)
    }
    await signal(tx, tenant, customer, 'invoices-imported')
  })
  return invoice
}

/** Money that came in for an invoice, or that a list shows as paid, with the journal entry that says so. */
export async function pay(
  db: Database,
  tenant: TenantId,
  invoice: InvoiceId,
  cents: bigint,
  on: Day,
  kind: 'receipt' | 'list' = 'receipt',
): Promise<void> {
  await db.inTenant(tenant, async tx => {
    await sql`
      insert into allocation (tenant_id, allocation_id, invoice_id, kind, amount, on_day)
      values (${tenant}, ${newId()}, ${invoice}, ${kind}, ${cents}, ${on})`.execute(tx)
    const { rows } = await sql<{ customer_id: CustomerId }>`
      select customer_id from invoice where invoice_id = ${invoice}`.execute(tx)
    const customer = rows[0]?.customer_id
    if (customer) await signal(tx, tenant, customer, 'allocation-recorded')
  })
}

function signal(tx: Tx, tenant: TenantId, customer: CustomerId, kind: string): Promise<number> {
  return record(tx, tenant, { user: null, role: 'administrator', via: 'cli' }, [{ customer, kind, data: {} }])
}
