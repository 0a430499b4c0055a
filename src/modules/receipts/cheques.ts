import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import { money, moneyToJson, type Money } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import {
  announce,
  chequeFlags,
  moveCheque,
  BOUNCE_COST_ARTICLE,
  type Cheque,
  type ChequeKind,
} from './cheque-decide.ts'
import type { ChequeSays, ChequeState } from './cheque-decide.ts'
import * as store from './cheque-store.ts'
import type { BankAccountId, ChequeId, LineId } from './model.ts'
import { lockLines } from './part-store.ts'
import { hasCustomer } from './read-store.ts'
import { recordReturn } from './run.ts'

/** What somebody says is in the post. */
export type Announcement = {
  readonly customer: CustomerId
  readonly kind: ChequeKind
  readonly amount: Money
  readonly number: string | null
  readonly bank: string | null
  readonly copy: string | null
  /** Maturity of a bill; three days for a cheque when absent. */
  readonly dueOn: Day | null
}

/** Notes « the cheque is in the post ». Refused: `not-found`, `amount-not-positive`, `proof-needed`. */
export function announceCheque(app: App, actor: Actor, said: Announcement): Promise<Result<ChequeId>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const { customer, kind, amount, number, bank, copy, dueOn } = said
    if (amount.amount <= 0n) return refuse('amount-not-positive', 'a cheque has an amount above zero')
    if (!(await hasCustomer(tx, customer))) return refuse('not-found', 'there is no such customer', { customer })
    const before = kind === 'cheque' ? await store.lockAnnounced(tx, customer) : null
    const fresh: Cheque = { ...BLANK, id: newId<'cheque'>(), customer, kind, ...amount, number, bank, copy, dueOn }
    const announced = announce(fresh, before, actor.today)
    if (!announced.ok) return announced
    await write(tx, actor, announced.value, 'cheque-announced')
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
  deposit: null,
  line: null,
  endedOn: null,
  bounceReason: null,
  bounceCost: null,
  note: null,
} as const

async function write(tx: Tx, actor: Actor, cheque: Cheque, kind: string): Promise<void> {
  await store.recordCheque(tx, actor.tenant, cheque)
  const { id, state, number, announcements, dueOn, bounceReason, bounceCost } = cheque
  const cost = bounceCost === null ? null : { amount: String(bounceCost), article: BOUNCE_COST_ARTICLE }
  const facts = { cheque: id, kind: cheque.kind, state, number, announcements, dueOn, bounceReason, cost }
  const amount = moneyToJson(money(cheque.amount, cheque.currency))
  await record(tx, actor.tenant, actor, [
    { customer: cheque.customer, kind, data: { ...facts, amount, flags: chequeFlags(cheque) } },
  ])
}

/**
 * Moves a cheque: received, cleared, bounced, lost, cancelled. Bounced after it was cleared, `returned` is the bank's
 * line that took the money back: the invoices are open again. Refused: `not-found`, what `moveCheque` refuses, and what
 * `recordReturn` refuses.
 */
export async function move(
  app: App,
  actor: Actor,
  id: ChequeId,
  to: ChequeState,
  says: ChequeSays,
  returned: LineId | null,
): Promise<Result<void>> {
  const moved = await app.db.inTenant(actor.tenant, async (tx): Promise<Result<LineId | null>> => {
    const cheque = (await store.lockCheques(tx, [id])).get(id)
    if (!cheque) return refuse('not-found', 'there is no such cheque', { id })
    if (says.line !== undefined && !(await lockLines(tx, [says.line])).has(says.line)) {
      return refuse('not-found', 'there is no such bank line', { line: says.line })
    }
    const after = moveCheque(cheque, to, says, actor.today)
    if (!after.ok) return after
    await write(tx, actor, after.value, `cheque-${to}`)
    return ok(cheque.line)
  })
  if (!moved.ok) return moved
  if (to !== 'bounced' || returned === null || moved.value === null) return ok(undefined)
  return recordReturn(app, actor, returned, moved.value)
}

/** Hands received cheques to the bank on one slip. Refused: `not-found`, `account-unknown`, `currency-differs`, what
 * `moveCheque` refuses. */
export function depositCheques(
  app: App,
  actor: Actor,
  ids: readonly ChequeId[],
  account: BankAccountId,
): Promise<Result<{ readonly number: string }>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const cheques = await store.lockCheques(tx, ids)
    const [first] = cheques.values()
    if (!first || cheques.size < new Set(ids).size)
      return refuse('not-found', 'one of these cheques does not exist', {})
    if ([...cheques.values()].some(cheque => cheque.currency !== first.currency)) {
      return refuse('currency-differs', 'one slip holds one currency')
    }
    const deposit = newId<'deposit'>()
    const moves = [...cheques.values()].map(cheque => moveCheque(cheque, 'deposited', { deposit }, actor.today))
    for (const moved of moves) if (!moved.ok) return moved
    const total = [...cheques.values()].reduce((sum, cheque) => sum + cheque.amount, 0n)
    const slip = { id: deposit, account, on: actor.today, total, currency: first.currency }
    const number = await store.recordDeposit(tx, actor.tenant, slip)
    if (number === null) return refuse('account-unknown', 'there is no such account in this currency', { account })
    for (const moved of moves) if (moved.ok) await write(tx, actor, moved.value, 'cheque-deposited')
    return ok({ number })
  })
}

/** A cheque as answers show it. */
export function chequeLine({ customer, customerName, customerRef, deposit, depositNumber, ...row }: store.ChequeRow) {
  const { amount, currency, bounceCost, ...cheque } = row
  return {
    ...cheque,
    amount: moneyToJson(money(amount, currency)),
    bounceCost: bounceCost === null ? null : moneyToJson(money(bounceCost, currency)),
    article: row.state === 'bounced' && row.kind === 'cheque' ? BOUNCE_COST_ARTICLE : null,
    customer: { id: customer, name: customerName, ref: customerRef },
    deposit: deposit === null ? null : { id: deposit, number: depositNumber ?? '' },
    flags: chequeFlags({ ...row, customer, deposit }),
  }
}

/** The board of cheques. */
export function listCheques(app: App, actor: Actor, states: readonly string[] | null, customer: CustomerId | null) {
  return app.db.inTenant(actor.tenant, async tx => {
    const rows = await store.findCheques(tx, { states, customer, id: null })
    return ok({ items: rows.map(chequeLine) })
  })
}

/** One cheque. Refused: `not-found`. */
export function readCheque(app: App, actor: Actor, id: ChequeId) {
  return app.db.inTenant(actor.tenant, async tx => {
    const [row] = await store.findCheques(tx, { states: null, customer: null, id })
    return row ? ok(chequeLine(row)) : refuse('not-found', 'there is no such cheque', { id })
  })
}
