import { exportTable, MOST_ROWS, type ExportColumn, type ExportFormat } from '#formats/export.ts'
import type { Actor, App } from '#platform/app.ts'
import { keyOf } from '#platform/db/page.ts'
import { loadFile } from '#platform/files.ts'
import { pageFrom } from '#platform/http/cursor.ts'
import { daysBetween, type Day } from '#kernel/day.ts'
import type { InvoiceId } from '#kernel/id.ts'
import { money, moneyToJson, type Money, type MoneyJson } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { findAllocations, findInvoice, findInvoices, type InvoiceFilter, type InvoiceRow } from './read-store.ts'

type Query = { readonly sort?: string | undefined; readonly cursor?: string | undefined; readonly limit: number }

/** An invoice as a list shows it, on the day it is looked at. */
function lineOf(row: InvoiceRow, on: Day) {
  const { sort_key: _, currency, amount, open, ...line } = row
  const late = daysBetween(row.dueOn, on)
  const state: 'settled' | 'overdue' | 'not-due' = open === 0n ? 'settled' : late > 0 ? 'overdue' : 'not-due'
  const json = (value: bigint): MoneyJson => moneyToJson(money(value, currency))
  return { ...line, amount: json(amount), open: json(open), daysLate: open === 0n ? null : late, state }
}

/** One page of invoices with the totals of the whole list. Refused: `not-a-sort`, `not-a-cursor`. */
export function listInvoices(app: App, actor: Actor, { sort, cursor, limit, ...filter }: InvoiceFilter & Query) {
  return app.db.inTenant(actor.tenant, async tx => {
    const on = filter.asOf ?? actor.today
    const found = await findInvoices(tx, filter, actor.today, { sort: sort ?? '-issue', cursor, limit })
    if (!found.ok) return found
    const totals = found.value.totals.map(({ currency, amount, open }) => ({
      amount: moneyToJson(money(amount, currency)),
      open: moneyToJson(money(open, currency)),
    }))
    const page = pageFrom(found.value.rows, limit, keyOf, row => lineOf(row, on))
    return ok({ ...page, count: found.value.count, totals })
  })
}

type Line = ReturnType<typeof lineOf> & { readonly money: { readonly amount: Money; readonly open: Money } }

const COLUMNS: readonly ExportColumn<Line>[] = [
  { heading: 'Créancier', cell: line => line.creditor.code },
  { heading: 'Code client', cell: line => line.customer.ref },
  { heading: 'Client', cell: line => line.customer.name },
  { heading: 'N° facture', cell: line => line.number },
  { heading: 'Type', cell: line => (line.kind === 'credit-note' ? 'Avoir' : 'Facture') },
  { heading: 'Date de facture', cell: line => ({ day: line.issueOn }) },
  { heading: 'Date d’échéance', cell: line => ({ day: line.dueOn }) },
  { heading: 'Devise', cell: line => line.money.amount.currency },
  { heading: 'Montant TTC', cell: line => line.money.amount },
  { heading: 'Reste dû', cell: line => line.money.open },
  { heading: 'Jours de retard', cell: line => (line.daysLate !== null && line.daysLate > 0 ? line.daysLate : null) },
]

/** The list as a file, all pages. Refused: `not-a-sort`. */
export function exportInvoices(
  app: App,
  actor: Actor,
  { sort, ...filter }: InvoiceFilter & { readonly sort?: string | undefined },
  format: ExportFormat,
) {
  return app.db.inTenant(actor.tenant, async tx => {
    const on = filter.asOf ?? actor.today
    const found = await findInvoices(tx, filter, actor.today, { sort: sort ?? '-issue', limit: MOST_ROWS })
    if (!found.ok) return found
    const lines = found.value.rows.map(row => ({
      ...lineOf(row, on),
      money: { amount: money(row.amount, row.currency), open: money(row.open, row.currency) },
    }))
    return exportTable(`factures-${on}`, COLUMNS, lines, format)
  })
}

/** One invoice with what reduced it. Refused: `not-found`. */
export function readInvoice(app: App, actor: Actor, id: InvoiceId) {
  return app.db.inTenant(actor.tenant, async tx => {
    const row = await findInvoice(tx, id)
    if (!row) return notFound(id)
    const json = (value: bigint): MoneyJson => moneyToJson(money(value, row.currency))
    const { net, tax, gross, sha256: _, ...rest } = row
    const allocations = (await findAllocations(tx, id)).map(({ amount, openAfter, ...allocation }) => {
      return { ...allocation, amount: json(amount), openAfter: json(openAfter) }
    })
    const amounts = { net: net === null ? null : json(net), tax: tax === null ? null : json(tax), gross: json(gross) }
    return ok({ ...rest, ...lineOf(row, actor.today), ...amounts, allocations })
  })
}

/** The document of an invoice as it was received. Refused: `not-found`. */
export function readDocument(
  app: App,
  actor: Actor,
  id: InvoiceId,
): Promise<Result<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string; name: string }>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const row = await findInvoice(tx, id)
    if (!row || row.sha256 === null) return notFound(id)
    const file = await loadFile(tx, actor.tenant, row.sha256)
    return file.ok ? ok(file.value) : notFound(id)
  })
}

function notFound(id: InvoiceId): Result<never> {
  return refuse('not-found', `there is no invoice or document ${id} here`, { id })
}
