import { addDays, weekday, type Day } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import { exponent, type Currency } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { ChequeId, DepositId, LineId } from './model.ts'

/** `lcr` is the French bill on magnetic file, `draft` a traite, `promissory-note` a billet à ordre. */
export const CHEQUE_KINDS = ['cheque', 'lcr', 'draft', 'promissory-note'] as const
export const CHEQUE_STATES = ['announced', 'received', 'deposited', 'cleared', 'bounced', 'lost', 'cancelled'] as const
export type ChequeKind = (typeof CHEQUE_KINDS)[number]
export type ChequeState = (typeof CHEQUE_STATES)[number]
export type CopyType = 'image/jpeg' | 'image/png' | 'application/pdf'

/** A cheque or a bill on its way; `amount` is minor units. */
export type Cheque = {
  readonly id: ChequeId
  readonly customer: CustomerId
  readonly kind: ChequeKind
  readonly state: ChequeState
  readonly amount: bigint
  readonly currency: Currency
  readonly number: string | null
  readonly bank: string | null
  readonly drawnOn: Day | null
  readonly announcedOn: Day | null
  readonly announcements: number
  /** When somebody has to look, if nothing happened before; of a bill its maturity, which nothing moves. */
  readonly dueOn: Day | null
  readonly receivedOn: Day | null
  readonly signed: boolean | null
  /** SHA-256 of the photo or scan, and what it is. */
  readonly copy: string | null
  readonly copyType: CopyType | null
  readonly deposit: DepositId | null
  readonly line: LineId | null
  readonly endedOn: Day | null
  readonly bounceReason: string | null
  readonly bounceCost: bigint | null
  readonly note: string | null
}

/** What a move says about the paper; absent fields stay. */
export type ChequeSays = {
  readonly number?: string | undefined
  readonly bank?: string | undefined
  readonly drawnOn?: Day | undefined
  readonly signed?: boolean | undefined
  readonly line?: LineId | undefined
  readonly deposit?: DepositId | undefined
  readonly reason?: string | undefined
  readonly cost?: bigint | undefined
}

/** mission.md S12: three days for priority mail. */
const ANNOUNCED_DAYS = 3
/** A cheque in a drawer is money that sleeps: two days to take it to the bank. */
const RECEIVED_DAYS = 2
/** A cheque that the bank has not credited after ten days has gone astray. */
const CLEARING_DAYS = 10
/** How long a cheque that was announced and never came is remembered. */
export const EXCUSE_DAYS = 90

/** The states a cheque may go to from each; the database holds the same list. */
export const MOVES: Readonly<Record<ChequeState, readonly ChequeState[]>> = {
  announced: ['received', 'lost', 'cancelled'],
  received: ['deposited', 'lost', 'cancelled'],
  deposited: ['cleared', 'bounced', 'received', 'lost'],
  cleared: ['bounced', 'deposited'],
  bounced: ['deposited'],
  lost: ['received'],
  cancelled: [],
}

/**
 * Announces a cheque or a bill. `before` is one of the customer that was announced and has not come: said again it is
 * the same paper, unless both have a number and these differ. `unkept` is one that was announced and never came. The
 * second time a number or a copy is asked for; without it the words are an excuse (mission.md S12). Refused:
 * `proof-needed`.
 */
export function announce(fresh: Cheque, before: Cheque | null, unkept: Cheque | null, today: Day): Result<Cheque> {
  const dueOn = isBill(fresh) ? fresh.dueOn : lookOn(today, ANNOUNCED_DAYS)
  const again = before !== null && isSame(fresh, before) ? before : null
  const said = again ?? (before === null ? unkept : null)
  const number = fresh.number ?? again?.number ?? null
  const copy = fresh.copy ?? again?.copy ?? null
  if (said !== null && number === null && copy === null) {
    return refuse(
      'proof-needed',
      'this customer announced a cheque before and it has not come: ask for its number or a copy, and note it',
      { cheque: said.id, announcedOn: said.announcedOn },
    )
  }
  if (again === null) return ok({ ...fresh, state: 'announced', announcedOn: today, announcements: 1, dueOn })
  const { amount, currency, bank } = fresh
  return ok({
    ...again,
    amount,
    currency,
    number,
    copy,
    copyType: fresh.copyType ?? again.copyType,
    bank: bank ?? again.bank,
    announcements: again.announcements + 1,
    dueOn: dueOn ?? again.dueOn,
  })
}

// Nobody looks on a week-end: the post does not come, and banks are closed.
function lookOn(today: Day, days: number): Day {
  const on = addDays(today, days)
  return weekday(on) > 5 ? addDays(on, 8 - weekday(on)) : on
}

function isSame(fresh: Cheque, before: Cheque): boolean {
  if (fresh.kind !== before.kind) return false
  return fresh.number === null || before.number === null || fresh.number === before.number
}

/** A bill is paid on its maturity and needs no number; a cheque is paid at sight. */
export function isBill({ kind }: Pick<Cheque, 'kind'>): boolean {
  return kind !== 'cheque'
}

/**
 * Moves a cheque to another state. Refused: `move-not-allowed`, `number-needed` (a cheque is received with its number),
 * `not-signed` (an unsigned cheque is not deposited), `deposit-needed`, `reason-needed`.
 */
export function moveCheque(cheque: Cheque, to: ChequeState, says: ChequeSays, today: Day): Result<Cheque> {
  if (!MOVES[cheque.state].includes(to)) {
    return refuse('move-not-allowed', `a cheque that is ${cheque.state} cannot become ${to}: take back the last move`, {
      from: cheque.state,
      to,
    })
  }
  const paper = {
    ...cheque,
    number: says.number ?? cheque.number,
    bank: says.bank ?? cheque.bank,
    drawnOn: says.drawnOn ?? cheque.drawnOn,
    signed: says.signed ?? cheque.signed,
    state: to,
  }
  const look = (days: number): Day | null => (isBill(cheque) ? cheque.dueOn : lookOn(today, days))
  const ended = { endedOn: today, dueOn: isBill(cheque) ? cheque.dueOn : null }
  switch (to) {
    case 'received':
      if (paper.number === null && !isBill(cheque)) {
        return refuse('number-needed', 'note the number written on the paper: it is how the bank names it')
      }
      return ok({
        ...paper,
        receivedOn: cheque.receivedOn ?? today,
        deposit: null,
        endedOn: null,
        dueOn: look(RECEIVED_DAYS),
      })
    case 'deposited':
      if (paper.signed === false) {
        return refuse('not-signed', 'an unsigned cheque is worth nothing: send it back, or say that it is signed now')
      }
      if (says.deposit === undefined && cheque.deposit === null) return refuse('deposit-needed', 'put it on a slip')
      return ok({
        ...paper,
        deposit: says.deposit ?? cheque.deposit,
        line: null,
        endedOn: null,
        dueOn: look(CLEARING_DAYS),
      })
    case 'cleared':
      return ok({ ...paper, line: says.line ?? null, ...ended })
    case 'bounced':
      if (!says.reason) return refuse('reason-needed', 'say why the bank sent it back')
      return ok({ ...paper, bounceReason: says.reason, bounceCost: says.cost ?? null, ...ended })
    default:
      return ok({ ...paper, note: says.reason ?? cheque.note, ...ended })
  }
}

/** What may be corrected without a move; absent fields stay. */
export type ChequeDetails = Pick<ChequeSays, 'number' | 'bank' | 'drawnOn' | 'signed'> & {
  readonly amount?: bigint | undefined
  readonly dueOn?: Day | undefined
  readonly note?: string | undefined
}

/**
 * Corrects what is known of the paper. Refused: `cheque-ended` (cleared, lost, cancelled), `amount-fixed` (once it is
 * here the amount is what is written on it).
 */
export function correctCheque(cheque: Cheque, details: ChequeDetails): Result<Cheque> {
  if (cheque.state === 'cleared' || cheque.state === 'lost' || cheque.state === 'cancelled') {
    return refuse('cheque-ended', `a cheque that is ${cheque.state} is not rewritten: take back the last move first`)
  }
  const { amount = cheque.amount, dueOn, ...rest } = details
  if (amount !== cheque.amount && cheque.state !== 'announced') {
    return refuse(
      'amount-fixed',
      'the amount of a cheque that came is what is written on it: cancel it and note the other',
    )
  }
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return ok({ ...cheque, ...given, amount, dueOn: isBill(cheque) ? (dueOn ?? cheque.dueOn) : cheque.dueOn })
}

/** Facts that announce trouble: a round amount pays no invoice, an unsigned cheque buys a week (mission.md S4). */
export const CHEQUE_FLAGS = ['round-amount', 'unsigned', 'announced-again', 'bounced', 'bounced-before'] as const
export type ChequeFlag = (typeof CHEQUE_FLAGS)[number]

/** The red flags of a cheque, for scoring and for the screen; `bounces` counts the customer's other bounced ones. */
export function chequeFlags(cheque: Cheque, bounces = 0): ChequeFlag[] {
  const hundred = 100n * 10n ** BigInt(exponent(cheque.currency))
  const before = bounces > 0 || (cheque.bounceReason !== null && cheque.state !== 'bounced')
  return [
    ...(cheque.amount % hundred === 0n ? (['round-amount'] as const) : []),
    ...(cheque.signed === false ? (['unsigned'] as const) : []),
    ...(cheque.announcements > 1 ? (['announced-again'] as const) : []),
    ...(cheque.state === 'bounced' ? (['bounced'] as const) : []),
    ...(before ? (['bounced-before'] as const) : []),
  ]
}

/** The bank's costs of a rejected cheque are the drawer's, whatever their nature. */
export const BOUNCE_COST_ARTICLE = 'CMF L131-73'
