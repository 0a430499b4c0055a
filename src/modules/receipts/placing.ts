import type { LockedInvoice } from '#modules/receivables/index.ts'
import type { Actor } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { enqueue } from '#platform/jobs.ts'
import { record } from '#platform/journal.ts'
import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import type { KeptProposal } from './match-store.ts'
import type { LockedLine, Operation, PlacedPart, StandingPart } from './part-store.ts'

/** The invoices that proposals name, in the order in which they are locked. */
export function invoicesOf(proposals: readonly KeptProposal[]): InvoiceId[] {
  return [...new Set(proposals.flatMap(proposal => proposal.parts.map(part => part.invoice)))].sort()
}

/** Whether the invoices can still bear the parts; takes them off `left` when they can. */
export function takes(proposal: KeptProposal, left: Map<InvoiceId, bigint>): boolean {
  const after = new Map<InvoiceId, bigint>()
  for (const { invoice, kind, amount } of proposal.parts) {
    if (kind === 'settled') continue
    const open = after.get(invoice) ?? left.get(invoice) ?? 0n
    const rest = open - amount
    if (open > 0n !== amount > 0n || (rest !== 0n && rest > 0n !== open > 0n)) return false
    after.set(invoice, rest)
  }
  for (const [invoice, rest] of after) left.set(invoice, rest)
  return true
}

/** A proposal as the operation that places it. */
export function operationOf(
  line: LockedLine,
  proposal: KeptProposal,
  invoices: ReadonlyMap<InvoiceId, LockedInvoice>,
  kind: 'applied' | 'confirmed',
): Operation {
  // The books have this money already: it goes nowhere else, and stays the customer's.
  const settled = proposal.parts.filter(part => part.kind === 'settled')
  const due = proposal.parts.filter(part => part.kind !== 'settled')
  const parts = due.map((part): PlacedPart => ({
    kind: part.kind === 'write-off' ? 'write-off' : 'invoice',
    customer: invoices.get(part.invoice)?.customer ?? null,
    invoice: part.invoice,
    amount: part.amount,
  }))
  const counted = settled.reduce((sum, part) => sum + part.amount, 0n)
  if (counted !== 0n) parts.push({ kind: 'elsewhere', customer: proposal.customer, invoice: null, amount: counted })
  if (proposal.onAccount > 0n) {
    parts.push({ kind: 'on-account', customer: proposal.customer, invoice: null, amount: proposal.onAccount })
  }
  return { id: newId<'operation'>(), line: line.id, kind, on: line.bookedOn, parts }
}

/** The part that takes a standing part back. */
export function takenBack(part: StandingPart): PlacedPart {
  const { kind, customer, invoice, amount, tail, allocation } = part
  return { kind, customer, invoice, amount: -amount, reverses: { part: tail, allocation } }
}

/** The invoice that undoing would settle although somebody else has paid it meanwhile. */
export function settledMeanwhile(
  written: readonly StandingPart[],
  invoices: ReadonlyMap<InvoiceId, LockedInvoice>,
): LockedInvoice | undefined {
  const after = new Map<InvoiceId, bigint>()
  for (const { invoice, amount } of written) {
    if (invoice !== null) after.set(invoice, (after.get(invoice) ?? invoices.get(invoice)?.open ?? 0n) + amount)
  }
  return [...invoices.values()].find(({ id, amount }) => {
    const open = after.get(id) ?? 0n
    return amount > 0n ? open < 0n || open > amount : open > 0n || open < amount
  })
}

/**
 * One entry per customer whose money moved, and one request that the follow-up looks at them within seconds: whoever
 * has just paid is not called.
 */
export async function journal(
  tx: Tx,
  actor: Actor,
  operations: readonly Operation[],
  invoices: ReadonlyMap<InvoiceId, LockedInvoice>,
): Promise<void> {
  const entries = operations.flatMap(operation => {
    const customers = new Set(operation.parts.map(part => part.customer))
    const told = customers.size === 0 ? new Set<CustomerId | null>([null]) : customers
    return [...told].map(customer => ({
      customer,
      kind: operation.kind === 'not-ours' ? 'receipt-set-aside' : 'allocation-recorded',
      data: {
        line: operation.line,
        operation: operation.id,
        how: operation.kind,
        on: operation.on,
        parts: operation.parts
          .filter(part => part.customer === customer)
          .map(part => ({
            kind: part.kind,
            invoice: part.invoice === null ? null : (invoices.get(part.invoice)?.number ?? part.invoice),
            amount: String(part.amount),
          })),
      },
    }))
  })
  if (entries.some(entry => entry.customer !== null)) await enqueue(tx, 'look-again', [{}])
  await record(tx, actor.tenant, actor, entries)
}
