import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId, TenantId } from '#kernel/id.ts'
import { addCustomer, addInvoice, furnishedTenant } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'
import { lockDueCustomers, recordClimbs, recordSignals } from './store.ts'

const TODAY = day('2026-03-31')
const invoiceOf = (number: string) => ({ number, issueOn: '2026-02-01', dueOn: '2026-03-03', cents: 12_000n })

let db: Database
let tenant: TenantId
let customer: CustomerId
let other: CustomerId
let invoice: InvoiceId
let foreign: { tenant: TenantId; customer: CustomerId; invoice: InvoiceId }

beforeAll(async () => {
  db = await freshDatabase()
  const house = await furnishedTenant(db)
  tenant = house.tenant
  customer = await addCustomer(db, house, { name: 'Alba' })
  other = await addCustomer(db, house, { name: 'Borea' })
  invoice = await addInvoice(db, house, customer, invoiceOf('F-1'))
  const away = await furnishedTenant(db, 'Beta')
  const stranger = await addCustomer(db, away, { name: 'Cirta' })
  const theirs = await addInvoice(db, away, stranger, invoiceOf('F-1'))
  foreign = { tenant: away.tenant, customer: stranger, invoice: theirs }
})
afterAll(() => db.close())

const climb = (of: CustomerId, which: InvoiceId) =>
  db.inTenant(tenant, tx => recordClimbs(tx, tenant, [{ invoice: which, customer: of, step: 'd+8', rank: 3 }], TODAY))

test('a step is written only for an invoice of the customer it names', async () => {
  const refused = 'a step names an invoice that this customer does not have'
  await expect(climb(other, invoice)).rejects.toThrow(refused)
  await expect(climb(customer, newId<'invoice'>())).rejects.toThrow(refused)
  await expect(climb(foreign.customer, foreign.invoice)).rejects.toThrow(refused)
  await climb(customer, invoice)
})

test('a message item names a message and an invoice that exist in its tenant', async () => {
  const message = newId<'message'>()
  const item = (of: string, which: string) =>
    db.inTenant(tenant, tx =>
      sql`insert into message_item values (${tenant}, ${of}, ${which}, 12000, '2026-03-03')`.execute(tx),
    )
  await db.inTenant(tenant, tx =>
    sql`insert into message (tenant_id, message_id, creditor_id, customer_id, channel, state, template, language,
        recipient, total, currency, decided_on)
      select ${tenant}, ${message}, creditor_id, customer_id, 'letter', 'queued', 'firm-charges', 'fr', 'Alba', 12000,
        'EUR', ${TODAY} from customer where customer_id = ${customer}`.execute(tx),
  )
  await item(message, invoice)
  const refused = 'a message item names a message or an invoice that does not exist'
  await expect(item(newId(), invoice)).rejects.toThrow(refused)
  await expect(item(message, newId())).rejects.toThrow(refused)
  await expect(item(message, foreign.invoice)).rejects.toThrow(refused)
})

test('two runs at once never take the same customer', async () => {
  await db.inTenant(tenant, tx => recordSignals(tx, tenant, TODAY))
  const [first, second] = await db.inTenant(tenant, async one => {
    const taken = await lockDueCustomers(one, TODAY, 10)
    return [taken, await db.inTenant(tenant, two => lockDueCustomers(two, TODAY, 10))]
  })
  expect(first).toEqual([customer])
  expect(second).toEqual([])
})
