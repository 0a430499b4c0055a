import { lockInvoices, type LockedInvoice } from '#modules/receivables/index.ts'
import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { LineId, OperationId } from './model.ts'
import * as matching from './match-store.ts'
import * as store from './part-store.ts'
import { clearProposed, takeBackMoves } from './cheques.ts'
import { invoicesOf, journal, operationOf, settledMeanwhile, takenBack, takes } from './placing.ts'
import { lockMovedBy, lockProposed } from './slip-store.ts'
import { hasCustomer } from './read-store.ts'

/**
 * Accepts what is proposed for a line: a slip is credited by it, anything else is learned from. Refused: `not-found`,
 * `already-placed`, `nothing-proposed`, `proposal-stale`.
 */
export function confirm(app: App, actor: Actor, id: LineId): Promise<Result<void>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const cheques = await lockProposed(tx, id)
    const line = (await store.lockLines(tx, [id])).get(id)
    if (!line) return notFound(id)
    if (line.placed !== 0n) return refuse('already-placed', 'this receipt has its place already: undo it first', { id })
    const [proposal] = await matching.lockProposals(tx, { lines: [id], verdict: null }, null, 1)
    if (proposal?.credited && proposal.verdict !== 'to-sort') {
      if (await clearProposed(tx, actor, line, cheques, 'confirmed')) return ok(undefined)
      await matching.dropProposals(tx, [id])
      return refuse('proposal-stale', 'the cheques of this slip moved meanwhile: ask for a new proposal', { id })
    }
    if (!proposal || (proposal.parts.length === 0 && proposal.onAccount === 0n)) {
      return refuse('nothing-proposed', 'nothing is proposed for this receipt: choose invoices or a customer', { id })
    }
    const invoices = await lockInvoices(tx, invoicesOf([proposal]))
    if (!takes(proposal, new Map([...invoices].map(([invoice, locked]) => [invoice, locked.open])))) {
      await matching.dropProposals(tx, [id])
      return refuse('proposal-stale', 'these invoices were settled meanwhile: ask for a new proposal', { id })
    }
    const operation = operationOf(line, proposal, invoices, 'confirmed')
    await store.recordOperations(tx, actor.tenant, actor, [operation])
    await learn(tx, actor, line, operation)
    await journal(tx, actor, [operation], invoices)
    return ok(undefined)
  })
}

/**
 * What a person places: amounts are positive for invoices, negative for credit notes; `writeOff` is given up beside.
 */
export type Chosen = { readonly invoice: InvoiceId; readonly amount: bigint; readonly writeOff: bigint }

/**
 * Spreads a receipt as a person decides: over invoices, the rest on account of a customer. Money of this receipt that
 * was on account is used first to be spread again. Refused: `not-found`, `not-a-receipt`, `returned-since`,
 * `more-than-received`, `nothing-chosen`, `exceeds-open`, `currency-differs`, `invoice-unknown`, `customer-unknown`.
 */
export function split(
  app: App,
  actor: Actor,
  id: LineId,
  chosen: readonly Chosen[],
  onAccount: { readonly customer: CustomerId; readonly amount: bigint | null } | null,
): Promise<Result<void>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const line = (await store.lockLines(tx, [id])).get(id)
    if (!line) return notFound(id)
    if (line.amount < 0n) return refuse('not-a-receipt', 'money that left pays no invoice', { id })
    if (line.takenBack)
      return refuse('returned-since', 'the bank took this receipt back: undo the return first', { id })
    if (onAccount !== null && !(await hasCustomer(tx, onAccount.customer))) {
      return refuse('customer-unknown', 'there is no such customer', { customer: onAccount.customer })
    }
    const standing = await store.loadStanding(tx, id, null)
    const released = standing.filter(part => part.kind === 'on-account')
    const free = line.amount - line.placed + line.onAccount
    const invoices = await lockInvoices(tx, [...new Set(chosen.map(each => each.invoice))].sort())
    const checked = checkChosen(line, chosen, invoices)
    if (!checked.ok) return checked
    const spent = chosen.reduce((sum, each) => sum + each.amount, 0n)
    const kept = onAccount === null ? 0n : (onAccount.amount ?? free - spent)
    if (chosen.length === 0 && kept === 0n) return refuse('nothing-chosen', 'choose an invoice or a customer', { id })
    if (kept < 0n || spent < 0n || spent + kept > free) {
      const facts = { free: String(free), asked: String(spent + kept) }
      return refuse('more-than-received', 'this is more than the receipt still has to give', facts)
    }
    const parts = [...released.map(takenBack), ...checked.value]
    if (onAccount !== null && kept > 0n) {
      parts.push({ kind: 'on-account', customer: onAccount.customer, invoice: null, amount: kept })
    }
    const kind = chosen.length === 0 ? ('on-account' as const) : ('split' as const)
    const operation = { id: newId<'operation'>(), line: id, kind, on: line.bookedOn, parts }
    await store.recordOperations(tx, actor.tenant, actor, [operation])
    await learn(tx, actor, line, operation)
    await journal(tx, actor, [operation], invoices)
    return ok(undefined)
  })
}

function checkChosen(
  line: store.LockedLine,
  chosen: readonly Chosen[],
  invoices: ReadonlyMap<InvoiceId, LockedInvoice>,
): Result<store.PlacedPart[]> {
  const parts: store.PlacedPart[] = []
  const left = new Map([...invoices].map(([id, invoice]) => [id, invoice.open]))
  for (const { invoice: id, amount, writeOff } of chosen) {
    const invoice = invoices.get(id)
    if (!invoice) return refuse('invoice-unknown', 'there is no such invoice', { invoice: id })
    if (invoice.currency !== line.currency) {
      return refuse('currency-differs', `invoice ${invoice.number} is in ${invoice.currency}`, { invoice: id })
    }
    const open = left.get(id) ?? 0n
    const asked = amount + writeOff
    const fits =
      open > 0n ? amount >= 0n && writeOff >= 0n && asked <= open : amount <= 0n && writeOff <= 0n && asked >= open
    if (!fits || asked === 0n) {
      return refuse('exceeds-open', `invoice ${invoice.number} has ${open} open`, { invoice: id, open: String(open) })
    }
    left.set(id, open - asked)
    const place = { customer: invoice.customer, invoice: id }
    if (amount !== 0n) parts.push({ kind: 'invoice', ...place, amount })
    if (writeOff !== 0n) parts.push({ kind: 'write-off', ...place, amount: writeOff })
  }
  return ok(parts)
}

/** Sets a line aside: money that is no customer's. Refused: `not-found`, `already-placed`. */
export function setAside(app: App, actor: Actor, id: LineId, reason: string | null): Promise<Result<void>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const line = (await store.lockLines(tx, [id])).get(id)
    if (!line) return notFound(id)
    if (line.placed !== 0n) return refuse('already-placed', 'this line has its place already: undo it first', { id })
    const part = { kind: 'elsewhere' as const, customer: null, invoice: null, amount: line.amount }
    const operation = {
      id: newId<'operation'>(),
      line: id,
      kind: 'not-ours' as const,
      on: line.bookedOn,
      reason,
      parts: [part],
    }
    await store.recordOperations(tx, actor.tenant, actor, [operation])
    await journal(tx, actor, [operation], new Map())
    return ok(undefined)
  })
}

/**
 * Undoes the last thing done with a line: opposite rows bring every balance back, and what it taught is forgotten.
 * Cheques that it cleared together are at the bank again, one that it took back is credited again.
 * Refused: `not-found`, `nothing-to-undo`, `returned-since`, `spent-since`.
 */
export function undo(app: App, actor: Actor, id: LineId): Promise<Result<{ readonly undone: OperationId }>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const moved = await lockMovedBy(tx, id)
    const line = (await store.lockLines(tx, [id])).get(id)
    if (!line) return notFound(id)
    const last = await store.loadLastOperation(tx, id)
    if (!last) return refuse('nothing-to-undo', 'nothing stands on this line', { id })
    if (line.takenBack)
      return refuse('returned-since', 'the bank took this receipt back: undo the return first', { id })
    const cheques = await takeBackMoves(tx, actor, moved, last.id)
    if (!cheques.ok) return cheques
    if (cheques.value) return ok({ undone: last.id })
    const written = await store.loadStanding(tx, id, last.id)
    const invoices = await lockInvoices(tx, written.flatMap(part => part.invoice ?? []).sort())
    const settled = settledMeanwhile(written, invoices)
    if (settled)
      return refuse('spent-since', `invoice ${settled.number} was settled meanwhile`, { invoice: settled.id })
    const parts = written.map(takenBack)
    const operation = {
      id: newId<'operation'>(),
      line: id,
      kind: 'undone' as const,
      on: line.bookedOn,
      undoes: last.id,
      parts,
    }
    await store.recordOperations(tx, actor.tenant, actor, [operation])
    if (last.kind === 'confirmed' || last.kind === 'split' || last.kind === 'on-account') {
      await store.forgetPayers(tx, id, [...new Set(written.flatMap(part => part.customer ?? []))])
    }
    await journal(tx, actor, [operation], invoices)
    return ok({ undone: last.id })
  })
}

/**
 * Ties a line that the bank took back to the receipt it takes back: its invoices are open again. Refused: `not-found`,
 * `not-a-return`, `already-placed`, `returned-since`, `amount-differs`, `nothing-to-return`. `also` is done in the same
 * transaction.
 */
export function recordReturn(
  app: App,
  actor: Actor,
  id: LineId,
  of: LineId,
  also: (tx: Tx) => Promise<void> = async () => {},
): Promise<Result<void>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const lines = await store.lockLines(tx, [id, of].sort())
    const [line, receipt] = [lines.get(id), lines.get(of)]
    if (!line || !receipt) return notFound(line ? of : id)
    if (line.amount >= 0n || receipt.amount <= 0n) {
      return refuse('not-a-return', 'a return is money that left, of a receipt that came in', { id, of })
    }
    if (line.placed !== 0n)
      return refuse('already-placed', 'this return has its receipt already: undo it first', { id })
    if (receipt.takenBack) return refuse('returned-since', 'another return stands against this receipt', { of })
    if (receipt.amount !== -line.amount || receipt.currency !== line.currency) {
      return refuse('amount-differs', 'the return is not of the amount of this receipt', { id, of })
    }
    const standing = await store.loadStanding(tx, of, null)
    const back = standing.filter(part => part.kind !== 'elsewhere' && !part.returned)
    if (back.length === 0 || receipt.placed !== receipt.amount) {
      return refuse('nothing-to-return', 'this receipt has no place yet: give it one first, or set both lines aside', {
        of,
      })
    }
    const invoices = await lockInvoices(tx, [...new Set(back.flatMap(part => part.invoice ?? []))].sort())
    const parts = back.map(({ kind, customer, invoice, amount, allocation }): store.PlacedPart => {
      return { kind, customer, invoice, amount: -amount, reverses: { part: null, allocation } }
    })
    const operation = {
      id: newId<'operation'>(),
      line: id,
      kind: 'returned' as const,
      on: line.bookedOn,
      takesBack: of,
      parts,
    }
    await store.recordOperations(tx, actor.tenant, actor, [operation])
    await also(tx)
    await journal(tx, actor, [operation], invoices)
    return ok(undefined)
  })
}

function notFound(id: LineId): Result<never> {
  return refuse('not-found', 'there is no such bank line', { id })
}

// A person has said who pays: the account and the name are remembered when all the money is one customer's.
async function learn(tx: Tx, actor: Actor, line: store.LockedLine, operation: store.Operation): Promise<void> {
  const customers = new Set(operation.parts.filter(part => part.amount > 0n).flatMap(part => part.customer ?? []))
  const [customer] = customers
  if (customer === undefined || customers.size > 1) return
  const said = { customer, operation: operation.id }
  await store.learnPayers(tx, actor.tenant, [
    ...(line.iban === null ? [] : [{ kind: 'iban' as const, value: line.iban, ...said }]),
    ...(line.namePlain === null || line.namePlain === ''
      ? []
      : [{ kind: 'alias' as const, value: line.namePlain, ...said }]),
  ])
}
