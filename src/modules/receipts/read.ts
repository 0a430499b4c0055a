import type { Actor, App } from '#platform/app.ts'
import { keyOf } from '#platform/db/page.ts'
import { pageFrom } from '#platform/http/cursor.ts'
import type { CustomerId } from '#kernel/id.ts'
import { money, moneyToJson, type MoneyJson } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { BankAccountId, LineId } from './model.ts'
import { loadStanding } from './part-store.ts'
import * as store from './read-store.ts'
import { findReturned } from './return-store.ts'

function shown(amount: bigint | string, currency: string): MoneyJson {
  return moneyToJson(money(BigInt(amount), currency))
}

function stateOf({ placed, amount, elsewhere }: store.ReceiptRow): 'waiting' | 'partly-placed' | 'placed' | 'not-ours' {
  if (placed === amount) return elsewhere ? 'not-ours' : 'placed'
  return placed === 0n ? 'waiting' : 'partly-placed'
}

/** A bank line as answers show it. */
export function receiptLine(row: store.ReceiptRow) {
  const { id, account, bookedOn, currency, text, reference, returned, verdict, pass, customer } = row
  return {
    id,
    account,
    bookedOn,
    amount: shown(row.amount, currency),
    free: shown(row.amount - row.placed, currency),
    onAccount: shown(row.onAccount, currency),
    payer: { name: row.name, iban: row.iban },
    text,
    reference,
    returned,
    state: stateOf(row),
    verdict,
    pass,
    customer,
    evidence: row.evidence ?? [],
    proposedOnAccount: shown(row.proposedOnAccount, currency),
    parts: row.parts.map(part => ({
      ...part,
      invoice: { ...part.invoice, open: shown(part.invoice.open, currency) },
      amount: shown(part.amount, currency),
    })),
    slip: row.slip && slipOf(row.slip, currency),
  }
}

function slipOf({ cheques, ...slip }: NonNullable<store.ReceiptRow['slip']>, currency: string) {
  return {
    ...slip,
    total: shown(
      cheques.reduce((sum, cheque) => sum + BigInt(cheque.amount), 0n),
      currency,
    ),
    cheques: cheques.map(cheque => ({ ...cheque, amount: shown(cheque.amount, currency) })),
  }
}

type Query = { readonly sort?: string | undefined; readonly cursor?: string | undefined; readonly limit: number }

/** One page of bank lines with what waits and what is done. Refused: `not-a-sort`, `not-a-cursor`. */
export function listReceipts(app: App, actor: Actor, { sort, cursor, limit, ...filter }: store.ReceiptFilter & Query) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await store.findReceipts(tx, filter, { sort: sort ?? '-booked', cursor, limit })
    if (!found.ok) return found
    const { waiting, done } = await store.countReceipts(tx, actor.today)
    const { rows, count } = found.value
    return ok({
      ...pageFrom(rows, limit, keyOf, receiptLine),
      count,
      waiting: waiting.map(each => ({ ...each, total: shown(each.total, each.currency) })),
      done,
    })
  })
}

/** One bank line as lists show it. Refused: `not-found`. */
export function receiptAfter(app: App, actor: Actor, line: LineId): Promise<Result<ReturnType<typeof receiptLine>>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await store.findReceipts(tx, { line }, { sort: 'booked', limit: 1 })
    const row = found.ok ? found.value.rows[0] : undefined
    return row ? ok(receiptLine(row)) : refuse('not-found', 'there is no such bank line', { line })
  })
}

/** One bank line with everything about it. Refused: `not-found`. */
export function readReceipt(app: App, actor: Actor, line: LineId) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await store.findReceipts(tx, { line }, { sort: 'booked', limit: 1 })
    const row = found.ok ? found.value.rows[0] : undefined
    if (!row) return refuse('not-found', 'there is no such bank line', { line })
    const standing = await loadStanding(tx, line, null)
    const names = await store.loadNames(
      tx,
      standing.flatMap(part => part.customer ?? []),
      standing.flatMap(part => part.invoice ?? []),
    )
    const { raw, valueOn, endToEndId, currency } = row
    const placed = standing.map(({ kind, customer, invoice, amount }) => ({
      kind,
      customer: customer === null ? null : (names.customers.get(customer) ?? null),
      invoice: invoice === null ? null : (names.invoices.get(invoice) ?? null),
      amount: shown(amount, currency),
    }))
    const operations = await store.loadOperations(tx, line)
    const returnOf = await findReturned(tx, line)
    return ok({ ...receiptLine(row), raw, valueOn, endToEndId, placed, operations, returnOf })
  })
}

/** Open items a line could pay. Refused: `not-found`. */
export function findPayable(app: App, actor: Actor, line: LineId, q: string, customer: CustomerId | null) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await store.findReceipts(tx, { line }, { sort: 'booked', limit: 1 })
    if (!found.ok || found.value.rows.length === 0) return refuse('not-found', 'there is no such bank line', { line })
    const items = await store.findOpenItems(tx, line, q, customer)
    return ok({ items: items.map(({ currency, open, ...item }) => ({ ...item, open: shown(open, currency) })) })
  })
}

/** Customers whose money a line could be. Refused: `not-found`. */
export function findPayers(app: App, actor: Actor, line: LineId, q: string) {
  return app.db.inTenant(actor.tenant, async tx => {
    const found = await store.findReceipts(tx, { line }, { sort: 'booked', limit: 1 })
    if (!found.ok || found.value.rows.length === 0) return refuse('not-found', 'there is no such bank line', { line })
    return ok({ items: await store.findCustomersFor(tx, line, q) })
  })
}

/** Every bank account with its freshness. */
export function listBankAccounts(app: App, actor: Actor) {
  return app.db.inTenant(actor.tenant, async tx => {
    const accounts = await store.loadAccounts(tx, actor.today)
    const items = accounts.map(({ closing, ...account }) => ({
      ...account,
      closing: closing === null ? null : shown(closing, account.currency),
    }))
    return ok({ items })
  })
}

/** Statements of an account. Refused: `not-found`. */
export function listStatements(app: App, actor: Actor, account: BankAccountId) {
  return app.db.inTenant(actor.tenant, async tx => {
    const accounts = await store.loadAccounts(tx, actor.today)
    if (!accounts.some(each => each.id === account)) return refuse('not-found', 'there is no such account', { account })
    const statements = await store.loadStatements(tx, account)
    const items = statements.map(({ opening, closing, currency, ...statement }) => ({
      ...statement,
      opening: opening === null ? null : shown(opening, currency),
      closing: closing === null ? null : shown(closing, currency),
    }))
    return ok({ items })
  })
}

/** What confirmations taught of a customer. Refused: `not-found`. */
export function listKnownPayers(app: App, actor: Actor, customer: CustomerId) {
  return app.db.inTenant(actor.tenant, async tx => {
    if (!(await store.hasCustomer(tx, customer))) return refuse('not-found', 'there is no such customer', { customer })
    return ok({ items: await store.loadKnownPayers(tx, customer) })
  })
}

/** A customer's receipts and what they paid. Refused: `not-found`. */
export function listCustomerReceipts(app: App, actor: Actor, customer: CustomerId) {
  return app.db.inTenant(actor.tenant, async tx => {
    if (!(await store.hasCustomer(tx, customer))) return refuse('not-found', 'there is no such customer', { customer })
    const { receipts, credit } = await store.loadCustomerReceipts(tx, customer)
    const items = receipts.map(({ currency, amount, parts, ...receipt }) => ({
      ...receipt,
      amount: shown(amount, currency),
      parts: parts.map(part => ({ ...part, amount: shown(part.amount, currency) })),
    }))
    return ok({ items, onAccount: credit.map(each => shown(each.amount, each.currency)) })
  })
}
