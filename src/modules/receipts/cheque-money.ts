import { lockInvoices } from '#modules/receivables/index.ts'
import type { Actor } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { dayNumber } from '#kernel/day.ts'
import type { InvoiceId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Cheque } from './cheque-decide.ts'
import * as cheques from './cheque-store.ts'
import { impute } from './impute-decide.ts'
import type { LineId } from './model.ts'
import {
  loadStanding,
  lockLines,
  recordOperations,
  type LockedLine,
  type Operation,
  type PlacedPart,
} from './part-store.ts'
import { journal, settledMeanwhile, takenBack } from './placing.ts'

/**
 * Ties a cheque to the bank line that credited it. Where the line still has money without a place, that of the cheque
 * is placed on what its customer owes, in the order of C. civ. 1342-10, the rest on account. Answers what was moved, or
 * null when the line had its place already. Refused: `not-found`, `not-a-receipt`, `currency-differs`,
 * `line-too-small`, `returned-since`.
 */
export async function placeCheque(
  tx: Tx,
  actor: Actor,
  cheque: Cheque,
  id: LineId,
  kind: 'split' | 'applied' | 'confirmed' = 'split',
): Promise<Result<cheques.Moved | null>> {
  const credit = await creditFor(tx, [cheque], id)
  if (!credit.ok) return credit
  const line = credit.value
  if (line.placed === line.amount) return ok(null)
  const debts = await cheques.loadDebts(tx, cheque.customer, cheque.currency)
  const spread = impute(
    debts.map((debt, at) => ({ at, open: debt.open, dueOn: dayNumber(debt.dueOn), issueOn: dayNumber(debt.issueOn) })),
    cheque.amount,
    dayNumber(line.bookedOn),
    new Set(),
  )
  const parts = spread.flatMap(({ at, amount }): PlacedPart[] => {
    const invoice = debts[at]?.invoice as InvoiceId | undefined
    return invoice ? [{ kind: 'invoice', customer: cheque.customer, invoice, amount }] : []
  })
  const rest = cheque.amount - parts.reduce((sum, part) => sum + part.amount, 0n)
  if (rest > 0n) parts.push({ kind: 'on-account', customer: cheque.customer, invoice: null, amount: rest })
  return ok(await write(tx, actor, { line: id, kind, on: line.bookedOn, parts }))
}

/**
 * The line that credited cheques, when it is large enough for all of them together: asked before anything is written,
 * because a refusal takes nothing back. Refused: what `placeCheque` refuses.
 */
export async function creditFor(tx: Tx, paid: readonly Cheque[], id: LineId): Promise<Result<LockedLine>> {
  const line = (await lockLines(tx, [id])).get(id)
  if (!line) return refuse('not-found', 'there is no such bank line', { line: id })
  if (line.amount < 0n) return refuse('not-a-receipt', 'money that left pays no cheque: choose a credit', { line: id })
  if (paid.some(cheque => cheque.currency !== line.currency)) {
    return refuse('currency-differs', `this line is in ${line.currency}, the cheque is not: choose another line`, {})
  }
  const asked = paid.reduce((sum, cheque) => sum + cheque.amount, 0n)
  const free = line.amount - line.placed
  const room = line.amount - (await cheques.sumCleared(tx, id))
  const left = free > 0n && free < room ? free : room
  if (left < asked) {
    return refuse('line-too-small', 'what is left of this line is less than the cheques: choose another line', {
      left: String(left),
      asked: String(asked),
    })
  }
  if (free === 0n && line.takenBack) {
    return refuse('returned-since', 'the bank took this line back: undo the return first, or choose another line')
  }
  return ok(line)
}

/**
 * A cheque came back: the parts that its money took are taken back by the line with which the bank debited it, and the
 * invoices are open again. Refused: `not-found`, `not-a-return`, `already-placed`, `amount-differs`,
 * `nothing-to-return`.
 */
export async function returnCheque(
  tx: Tx,
  actor: Actor,
  cheque: Cheque,
  id: LineId,
  placed: cheques.Moved | null,
): Promise<Result<cheques.Moved>> {
  const of = cheque.line
  if (of === null) {
    return refuse('nothing-to-return', 'no bank line is tied to this cheque: note the bounce without one', {})
  }
  const line = (await lockLines(tx, [id, of].toSorted())).get(id)
  if (!line) return refuse('not-found', 'there is no such bank line', { line: id })
  if (line.amount >= 0n) return refuse('not-a-return', 'a return is money that left: choose a debit', { line: id })
  if (line.placed !== 0n) return refuse('already-placed', 'this return has its receipt already', { line: id })
  if (line.currency !== cheque.currency || -line.amount !== cheque.amount) {
    return refuse('amount-differs', 'the bank takes back the amount of the cheque, its fees on a line of their own', {
      line: id,
    })
  }
  const standing = (await loadStanding(tx, of, placed?.operation ?? null)).filter(
    part => part.customer === cheque.customer && part.kind !== 'elsewhere' && !part.returned,
  )
  const total = standing.reduce((sum, part) => (part.kind === 'write-off' ? sum : sum + part.amount), 0n)
  if (total !== cheque.amount) {
    return refuse(
      'nothing-to-return',
      'the money of this cheque was placed otherwise since: tie the return to its receipt among the receipts',
      { of },
    )
  }
  const parts = standing.map(({ kind, customer, invoice, amount, allocation }): PlacedPart => {
    return { kind, customer, invoice, amount: -amount, reverses: { part: null, allocation } }
  })
  return ok(await write(tx, actor, { line: id, kind: 'returned', on: line.bookedOn, takesBack: of, parts }))
}

/**
 * Takes back what moved money with a cheque, by opposite rows. Refused: `spent-since` (it was placed otherwise, or the
 * invoices were settled meanwhile), `returned-since`.
 */
export async function takeBack(tx: Tx, actor: Actor, cheque: Cheque, moved: cheques.Moved): Promise<Result<void>> {
  const found = await readBack(tx, cheque, moved)
  if (!found.ok) return found
  const { line, parts } = found.value
  await write(tx, actor, { line: line.id, kind: 'undone', on: line.bookedOn, undoes: moved.operation, parts })
  return ok(undefined)
}

/** The rows that `takeBack` would write, to be asked for several cheques before any is taken back. Refused as there. */
export async function readBack(
  tx: Tx,
  cheque: Cheque,
  moved: cheques.Moved,
): Promise<Result<{ readonly line: LockedLine; readonly parts: readonly PlacedPart[] }>> {
  const line = (await lockLines(tx, [moved.line])).get(moved.line)
  const written = line ? await loadStanding(tx, moved.line, moved.operation) : []
  if (!line || written.some(part => part.returned)) {
    return refuse('returned-since', 'the bank took this receipt back: undo the return first', { line: moved.line })
  }
  const total = written.reduce((sum, part) => (part.kind === 'write-off' ? sum : sum + part.amount), 0n)
  const invoices = await lockInvoices(tx, written.flatMap(part => part.invoice ?? []).toSorted())
  const settled = settledMeanwhile(written, invoices)
  if ((total < 0n ? -total : total) !== cheque.amount || settled) {
    return refuse(
      'spent-since',
      'this money was placed otherwise, or its invoices were paid, since: undo that first among the receipts',
      settled ? { invoice: settled.number } : {},
    )
  }
  return ok({ line, parts: written.map(takenBack) })
}

async function write(tx: Tx, actor: Actor, given: Omit<Operation, 'id'>): Promise<cheques.Moved> {
  const operation = { id: newId<'operation'>(), ...given }
  const invoices = await lockInvoices(tx, given.parts.flatMap(part => part.invoice ?? []).toSorted())
  await recordOperations(tx, actor.tenant, actor, [operation])
  await journal(tx, actor, [operation], invoices)
  return { line: given.line, operation: operation.id }
}
