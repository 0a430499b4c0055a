import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import type { InvoiceId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import { telling } from '#app/house.ts'
import { claimCharges, readInvoiceCharges, waiveCharges } from '#modules/charges/index.ts'
import type { App } from '#platform/app.ts'
import type { Database } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { verifyJournal } from '#platform/journal.ts'
import { testApp } from '#test/app.ts'
import { actorOn, addCustomer, addInvoice, furnishedTenant, pay } from '#test/portfolio.ts'
import { freshDatabase } from '#test/support.ts'

let db: Database
let app: App
beforeAll(async () => {
  db = await freshDatabase()
  app = testApp(db)
})
afterAll(() => db.close())

/**
 * La facture F1 de 10 000,00 € échoit le 20 mai 2026. Le taux légal par défaut est de 12,15 % au premier semestre et de
 * 12,40 % au second. Acompte de 3 000,00 € le 10 juin, avoir de 1 000,00 € le 15 juillet, décompte réclamé le 31 août,
 * la moitié des intérêts abandonnée le 10 septembre, principal soldé le 15 septembre, note de débit payée en octobre.
 */
test('an invoice crosses two semesters: payment, credit note, claim, waiver of half, payment', async () => {
  const house = await furnishedTenant(db, 'Histoire')
  const { tenant } = house
  const customer = await addCustomer(db, house, { name: 'Menuiserie Lambert' })
  const given = { number: 'F1', issueOn: '2026-04-20', dueOn: '2026-05-20', cents: 1_000_000n }
  const invoice = await addInvoice(db, house, customer, given)
  const on = (date: string) => actorOn(tenant, date)

  /** The ledger of one kind on a day, as decimal strings. */
  const ledger = async (date: string, kind: 'interest' | 'fee') => {
    const charges = unwrap(await readInvoiceCharges(app, on(date), invoice, {}, day(date)))
    const line = charges.lines.find(each => each.kind === kind)
    if (!line) throw new Error('no line')
    const { computed, claimed, waived, collected, remaining, toClaim } = line
    return [computed, claimed, waived, collected, remaining, toClaim].map(value => value.amount)
  }
  const openOf = async (id: InvoiceId) => {
    const { rows } = await db.inTenant(tenant, tx =>
      sql<{ open: bigint }>`select open from invoice where invoice_id = ${id}`.execute(tx),
    )
    return rows[0]?.open
  }

  // 20 May: the due date itself bears nothing, and no fee.
  expect(await ledger('2026-05-20', 'interest')).toEqual(['0.00', '0.00', '0.00', '0.00', '0.00', '0.00'])
  expect(await ledger('2026-05-20', 'fee')).toEqual(['0.00', '0.00', '0.00', '0.00', '0.00', '0.00'])
  // 21 May: one day, 10 000 × 12.15 % / 365 = 3.33, and the 40 €.
  expect(await ledger('2026-05-21', 'interest')).toEqual(['3.33', '0.00', '0.00', '0.00', '0.00', '3.33'])
  expect(await ledger('2026-05-21', 'fee')).toEqual(['40.00', '0.00', '0.00', '0.00', '0.00', '40.00'])

  // 10 June: 21 days on 10 000 = 69.90. The part payment goes where the total is lower: to the principal.
  await pay(db, tenant, invoice, 300_000n, day('2026-06-10'))
  expect((await ledger('2026-06-10', 'interest'))[0]).toBe('69.90')
  // 30 June: 20 days on 7 000 = 46.60.
  expect((await ledger('2026-06-30', 'interest'))[0]).toBe('116.50')

  // 15 July: the credit note lowers the price; 15 days of the second semester on 7 000 at 12.40 % = 35.67.
  await db.inTenant(tenant, tx =>
    sql`insert into allocation (tenant_id, allocation_id, invoice_id, kind, amount, on_day)
      values (${tenant}, ${newId()}, ${invoice}, 'credit-note', 100000, '2026-07-15')`.execute(tx),
  )
  expect((await ledger('2026-07-15', 'interest'))[0]).toBe('152.17')

  // 31 August: 47 days on 6 000 = 95.80; everything is claimed by a debit note, which is one open item.
  expect((await ledger('2026-08-31', 'interest'))[0]).toBe('247.97')
  const claim = { invoices: [invoice], form: 'debit-note' as const, kinds: ['interest', 'fee'] as const, choices: {} }
  unwrap(await claimCharges(app, on('2026-08-31'), claim))
  expect(await ledger('2026-08-31', 'interest')).toEqual(['247.97', '247.97', '0.00', '0.00', '247.97', '0.00'])
  expect(await ledger('2026-08-31', 'fee')).toEqual(['40.00', '40.00', '0.00', '0.00', '40.00', '0.00'])
  expect(await claimCharges(app, on('2026-08-31'), claim)).toMatchObject({ refusal: { code: 'nothing-to-claim' } })
  const { rows: items } = await db.inTenant(tenant, tx =>
    sql<{ id: InvoiceId; number: string; due_on: string; open: bigint; type_code: string }>`
      select i.invoice_id id, i.number, i.due_on, i.open, i.type_code
      from charge_claim c join invoice i on i.invoice_id = c.item_id`.execute(tx),
  )
  const [item] = items
  if (!item) throw new Error('no debit note')
  expect(item).toMatchObject({ number: 'DFR-2026-00001', due_on: '2026-09-30', open: 28_797n, type_code: '383' })
  // The debit note bears no interest of its own.
  expect(await readInvoiceCharges(app, on('2026-12-01'), item.id, {}, day('2026-12-01'))).toMatchObject({ ok: false })

  // 10 September: 57 days on 6 000 make 116.19, ten of them not claimed (20.39); half of the claimed interest is
  // given up.
  expect(await ledger('2026-09-10', 'interest')).toEqual(['268.36', '247.97', '0.00', '0.00', '247.97', '20.39'])
  const half = {
    kind: 'interest' as const,
    amount: '123.98',
    reason: 'commercial-gesture' as const,
    note: null,
    inWriting: true,
  }
  const collector = { ...on('2026-09-10'), role: 'collector' as const }
  expect(await waiveCharges(app, collector, invoice, half, telling)).toMatchObject({ refusal: { code: 'above-limit' } })
  unwrap(await waiveCharges(app, on('2026-09-10'), invoice, half, telling))
  expect(await ledger('2026-09-10', 'interest')).toEqual(['268.36', '247.97', '123.98', '0.00', '123.99', '20.39'])
  expect(await openOf(item.id)).toBe(16_399n)

  // 15 September: 62 days make 126.38; the principal is settled; the interest survives.
  await pay(db, tenant, invoice, 600_000n, day('2026-09-15'))
  expect(await openOf(invoice)).toBe(0n)
  expect(await ledger('2026-09-15', 'interest')).toEqual(['278.55', '247.97', '123.98', '0.00', '123.99', '30.58'])

  // 1 October: part of the debit note is paid, interest first; then the rest.
  await pay(db, tenant, item.id, 15_000n, day('2026-10-01'))
  expect(await ledger('2026-10-01', 'interest')).toEqual(['278.55', '247.97', '123.98', '123.99', '0.00', '30.58'])
  expect(await ledger('2026-10-01', 'fee')).toEqual(['40.00', '40.00', '0.00', '26.01', '13.99', '0.00'])
  await pay(db, tenant, item.id, 1_399n, day('2026-10-02'))
  expect(await openOf(item.id)).toBe(0n)
  expect(await ledger('2026-10-02', 'fee')).toEqual(['40.00', '40.00', '0.00', '40.00', '0.00', '0.00'])

  // What was claimed stays as it was shown, and nothing may rewrite it.
  const { rows: kept } = await db.inTenant(tenant, tx =>
    sql<{ interest: string; as_of: string; events: number }>`
      select statement ->> 'interest' interest, parameters ->> 'asOf' as_of,
        jsonb_array_length(parameters -> 'events') events
      from charge_claim_line where kind = 'interest'`.execute(tx),
  )
  expect(kept).toEqual([{ interest: '247.97', as_of: '2026-08-31', events: 2 }])
  await expect(db.inTenant(tenant, tx => sql`update charge_claim_line set amount = 1`.execute(tx))).rejects.toThrow(
    /permission denied/,
  )
  expect(await db.inTenant(tenant, tx => verifyJournal(tx, tenant))).toMatchObject({ ok: true })
})
