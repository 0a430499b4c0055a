import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { storeFile } from '#platform/files.ts'
import { newId } from '#platform/ids.ts'
import { enqueue } from '#platform/jobs.ts'
import { record } from '#platform/journal.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import { money, moneyToJson, type Money } from '#kernel/money.ts'
import { ok, refuse, unwrap, type Result } from '#kernel/result.ts'
import * as decide from './cheque-decide.ts'
import type { Cheque, ChequeSays, ChequeState } from './cheque-decide.ts'
import * as cheques from './cheque-money.ts'
import * as store from './cheque-store.ts'
import { copyType } from './copy-decide.ts'
import type { ChequeId, LineId, OperationId } from './model.ts'
import type { LockedLine } from './part-store.ts'
import { lookAgainAtLines } from './slip-store.ts'
import { hasCustomer } from './read-store.ts'

/** What somebody says is in the post. */
export type Announcement = {
  readonly customer: CustomerId
  readonly kind: decide.ChequeKind
  readonly amount: Money
  readonly number: string | null
  readonly bank: string | null
  /** Maturity of a bill; a cheque is looked for after three days. */
  readonly dueOn: Day | null
}

/** What was done, as the journal names it. */
const DONE = {
  announced: 'cheque-announced',
  received: 'cheque-received',
  deposited: 'cheque-deposited',
  cleared: 'cheque-cleared',
  bounced: 'cheque-bounced',
  lost: 'cheque-lost',
  cancelled: 'cheque-cancelled',
} as const

/** Every kind of journal entry about a cheque. */
export const CHEQUE_ENTRIES: readonly string[] = [
  ...Object.values(DONE),
  'cheque-changed',
  'cheque-copied',
  'cheque-undone',
  // Written by the follow-up, when its three days are over.
  'cheque-not-come',
]

/** Notes « the cheque is in the post ». Refused: `not-found`, `amount-not-positive`, `proof-needed`. */
export function announceCheque(app: App, actor: Actor, said: Announcement): Promise<Result<ChequeId>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const { customer, amount } = said
    if (amount.amount <= 0n) return refuse('amount-not-positive', 'a cheque has an amount above zero', {})
    if (!(await hasCustomer(tx, customer))) return refuse('not-found', 'there is no such customer', { customer })
    const fresh: Cheque = { ...BLANK, ...said, id: newId<'cheque'>(), ...amount }
    const { waiting, unkept } = await store.lockAnnounced(tx, customer, actor.today)
    const before = waiting.find(cheque => cheque.kind === said.kind) ?? null
    const announced = decide.announce(fresh, before, decide.isBill(fresh) ? null : unkept, actor.today)
    if (!announced.ok) return announced
    const same = announced.value.id === before?.id ? before : null
    await write(tx, actor, { before: same, after: announced.value, kind: DONE.announced, moved: null })
    return ok(announced.value.id)
  })
}

const BLANK = {
  state: 'announced',
  drawnOn: null,
  announcedOn: null,
  announcements: 0,
  receivedOn: null,
  signed: null,
  copy: null,
  copyType: null,
  deposit: null,
  line: null,
  endedOn: null,
  bounceReason: null,
  bounceCost: null,
  note: null,
} as const

/** One thing done with a cheque, to be written. */
export type Step = {
  readonly before: Cheque | null
  readonly after: Cheque
  readonly kind: string
  readonly moved: store.Moved | null
  /** Done by matching, which has looked at every line. */
  readonly byMatching?: boolean
}

/** Writes a cheque as it is now, how it was before, and last the journal entry. */
export async function write(tx: Tx, actor: Actor, step: Step, more: Record<string, unknown> = {}): Promise<void> {
  const { after: cheque, kind } = step
  await store.recordCheque(tx, actor.tenant, cheque)
  if (kind !== 'cheque-undone') await store.recordMove(tx, actor.tenant, cheque.id, step)
  const { id, state, number, announcements, dueOn, currency, deposit, line } = cheque
  const cost = cheque.bounceCost === null ? null : moneyToJson(money(cheque.bounceCost, currency))
  const bounce = kind === DONE.bounced ? { reason: cheque.bounceReason, cost, article: decide.BOUNCE_COST_ARTICLE } : {}
  const said = state === 'lost' || state === 'cancelled' ? { reason: cheque.note } : {}
  const facts = { cheque: id, paper: cheque.kind, state, number, announcements, dueOn, deposit, line }
  const amount = moneyToJson(money(cheque.amount, currency))
  const entry = { ...facts, ...bounce, ...said, ...more, ...amount, flags: decide.chequeFlags(cheque) }
  await enqueue(tx, 'look-again', [{}])
  if (!step.byMatching) await lookAgainAtLines(tx, step.before, cheque)
  await record(tx, actor.tenant, actor, [{ customer: cheque.customer, kind, data: entry }])
}

/** What a person says of a move. */
export type Said = ChequeSays & {
  /** The bank's line that took the money of a bounced cheque back. */
  readonly returned?: LineId | undefined
}

/**
 * Moves a cheque: received, cleared, bounced, lost, cancelled. Cleared by a bank line, the line's money finds its
 * place; bounced after that, it leaves it again: by the line with which the bank took it back, or, while that has not
 * come, by taking its place away. Refused: `not-found`, what `moveCheque`, `placeCheque`, `returnCheque` and `takeBack`
 * refuse, `return-line-needed`.
 */
export function move(
  app: App,
  actor: Actor,
  id: ChequeId,
  to: Exclude<ChequeState, 'announced' | 'deposited'>,
  says: Said,
): Promise<Result<void>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const cheque = (await store.lockCheques(tx, [id])).get(id)
    if (!cheque) return notFound(id)
    const after = decide.moveCheque(cheque, to, says, actor.today)
    if (!after.ok) return after
    const moved = await moveMoney(tx, actor, cheque, to, says)
    if (!moved.ok) return moved
    const line = moved.value === 'let-go' ? null : after.value.line
    const how = moved.value === 'let-go' ? null : moved.value
    await write(tx, actor, { before: cheque, after: { ...after.value, line }, kind: DONE[to], moved: how })
    return ok(undefined)
  })
}

// Where a move concerns money at the bank: what was moved, nothing, or that the money of a bounce waits for its return.
async function moveMoney(
  tx: Tx,
  actor: Actor,
  cheque: Cheque,
  to: ChequeState,
  says: Said,
): Promise<Result<store.Moved | 'let-go' | null>> {
  if (to === 'cleared' && says.line !== undefined) return cheques.placeCheque(tx, actor, cheque, says.line)
  if (to !== 'bounced') return ok(null)
  const placed = await placedBy(tx, cheque)
  if (says.returned !== undefined) return cheques.returnCheque(tx, actor, cheque, says.returned, placed)
  if (cheque.line === null) return ok(null)
  if (placed === null) {
    return refuse(
      'return-line-needed',
      'this cheque paid invoices: name the bank line that took the money back, or take its receipt back first',
      { line: cheque.line },
    )
  }
  const back = await cheques.takeBack(tx, actor, cheque, placed)
  return back.ok ? ok('let-go') : back
}

async function placedBy(tx: Tx, cheque: Cheque): Promise<store.Moved | null> {
  const moves = await store.loadMoves(tx, cheque.id)
  return moves.find(move => move.kind === DONE.cleared)?.moved ?? null
}

/** Clears deposited cheques of one slip with one line, or none. Refused: what `placeCheque` refuses. */
export async function clearAll(
  tx: Tx,
  actor: Actor,
  found: readonly Cheque[],
  line: LineId | undefined,
  how: 'split' | 'applied' | 'confirmed' = 'split',
): Promise<Result<void>> {
  if (line !== undefined) {
    const credit = await cheques.creditFor(tx, found, line)
    if (!credit.ok) return credit
  }
  for (const cheque of found) {
    const after = unwrap(decide.moveCheque(cheque, 'cleared', { line }, actor.today))
    const moved = line === undefined ? null : unwrap(await cheques.placeCheque(tx, actor, cheque, line, how))
    await write(tx, actor, { before: cheque, after, kind: DONE.cleared, moved, byMatching: how === 'applied' })
  }
  return ok(undefined)
}

/**
 * Clears the cheques that a proposal names with its line, all locked; false when they are no longer what the line
 * credits: one came back, was taken off the slip or cleared otherwise.
 */
export async function clearProposed(
  tx: Tx,
  actor: Actor,
  line: LockedLine,
  found: readonly store.LockedCheque[],
  how: 'applied' | 'confirmed',
): Promise<boolean> {
  const total = found.reduce((sum, cheque) => sum + cheque.amount, 0n)
  if (line.placed !== 0n || found.length === 0 || total !== line.amount) return false
  return (await clearAll(tx, actor, found.map(paperOf), line.id, how)).ok
}

/**
 * Takes back the moves of cheques that wrote an operation of their line: what one gesture cleared together goes back to
 * the bank together. Answers whether there was one. Refused: what `takeBack` refuses, before anything is written.
 */
export async function takeBackMoves(
  tx: Tx,
  actor: Actor,
  locked: readonly store.LockedCheque[],
  operation: OperationId,
): Promise<Result<boolean>> {
  const together = locked.length === 0 ? [] : await store.findTogether(tx, operation)
  const steps: { cheque: Cheque; move: store.ChequeMove; moved: store.Moved; later: readonly store.ChequeMove[] }[] = []
  for (const cheque of locked.map(paperOf)) {
    const moves = await store.loadMoves(tx, cheque.id)
    const move = moves.find(each => each.moved !== null && together.includes(each.moved.operation))
    if (!move?.moved) continue
    const back = await cheques.readBack(tx, cheque, move.moved)
    if (!back.ok) return back
    steps.push({ cheque, move, moved: move.moved, later: moves.filter(each => each.position >= move.position) })
  }
  for (const { cheque, move, moved, later } of steps) {
    unwrap(await cheques.takeBack(tx, actor, cheque, moved))
    // A copy that was given since stays with the cheque.
    for (const { position } of later) await store.recordUndone(tx, cheque.id, position)
    const { copy, copyType } = cheque
    const after: Cheque = { ...(move.before ?? cheque), copy, copyType }
    await write(tx, actor, { before: cheque, after, kind: 'cheque-undone', moved: null }, { undone: move.kind })
  }
  return ok(steps.length > 0)
}

/** A locked cheque without whose it is. */
export function paperOf({ creditor: _creditor, drawer: _drawer, ...cheque }: store.LockedCheque): Cheque {
  return cheque
}

/**
 * Takes back the last thing done with a cheque. What moved money is reversed by opposite rows; put on a slip, it is
 * taken off it; announced by mistake, it is cancelled. Refused: `not-found`, `nothing-to-undo`, what `takeBack`
 * refuses.
 */
export function undoCheque(app: App, actor: Actor, id: ChequeId): Promise<Result<void>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const cheque = (await store.lockCheques(tx, [id])).get(id)
    if (!cheque) return notFound(id)
    const [last] = await store.loadMoves(tx, id)
    if (!last) return refuse('nothing-to-undo', 'nothing done with this cheque is left to take back', { id })
    const replaced = last.kind === DONE.bounced ? await replacement(tx, actor, cheque, last) : ok(null)
    if (!replaced.ok) return replaced
    if (last.moved) {
      const back = await cheques.takeBack(tx, actor, cheque, last.moved)
      if (!back.ok) return back
    }
    if (last.kind === DONE.deposited && cheque.deposit) await store.withdrawFromDeposit(tx, cheque.deposit, id)
    await store.recordUndone(tx, id, last.position)
    const after: Cheque = last.before ?? { ...cheque, state: 'cancelled', endedOn: actor.today, dueOn: null }
    const step = { before: cheque, after, kind: 'cheque-undone', moved: null }
    await write(tx, actor, step, { undone: last.kind })
    return ok(undefined)
  })
}

// A bounce without its bank line took the place of the money away: taking the bounce back gives it a place again.
async function replacement(
  tx: Tx,
  actor: Actor,
  cheque: Cheque,
  last: store.ChequeMove,
): Promise<Result<store.Moved | null>> {
  const line = last.before?.line ?? null
  if (last.moved !== null || line === null || cheque.line !== null) return ok(null)
  const placed = await cheques.placeCheque(tx, actor, cheque, line)
  if (placed.ok && placed.value) await store.replaceMoved(tx, cheque.id, DONE.cleared, placed.value)
  return placed
}

/** Corrects what is known of a cheque. Refused: `not-found`, what `correctCheque` refuses, `amount-not-positive`. */
export function changeCheque(
  app: App,
  actor: Actor,
  id: ChequeId,
  details: decide.ChequeDetails,
): Promise<Result<void>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const before = (await store.lockCheques(tx, [id])).get(id)
    if (!before) return notFound(id)
    if (details.amount !== undefined && details.amount <= 0n) {
      return refuse('amount-not-positive', 'a cheque has an amount above zero', {})
    }
    const after = decide.correctCheque(before, details)
    if (!after.ok) return after
    await write(tx, actor, { before, after: after.value, kind: 'cheque-changed', moved: null })
    return ok(undefined)
  })
}

/** Keeps a photo or scan of a cheque, whatever its state. Refused: `not-found`, what `copyType` refuses. */
export function attachCopy(
  app: App,
  actor: Actor,
  id: ChequeId,
  file: { readonly bytes: Uint8Array; readonly name: string },
): Promise<Result<void>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const type = copyType(file.bytes)
    if (!type.ok) return type
    const before = (await store.lockCheques(tx, [id])).get(id)
    if (!before) return notFound(id)
    const copy = await storeFile(tx, actor.tenant, { ...file, mediaType: type.value })
    const after = { ...before, copy, copyType: type.value }
    await write(tx, actor, { before, after, kind: 'cheque-copied', moved: null })
    return ok(undefined)
  })
}

export function notFound(id: ChequeId): Result<never> {
  return refuse('not-found', 'there is no such cheque', { id })
}
