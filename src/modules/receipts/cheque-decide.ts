import { addDays, type Day } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import { exponent, type Currency } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { ChequeId, DepositId, LineId } from './model.ts'

/** `lcr` is the French bill on magnetic file, `draft` a traite, `promissory-note` a billet à ordre. */
export const CHEQUE_KINDS = ['cheque', 'lcr', 'draft', 'promissory-note'] as const
export const CHEQUE_STATES = ['announced', 'received', 'deposited', 'cleared', 'bounced', 'lost', 'cancelled'] as const
export type ChequeKind = (typeof CHEQUE_KINDS)[number]
export type ChequeState = (typeof CHEQUE_STATES)[number]

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
  /** When somebody has to look: three days after an announcement, the maturity of a bill. */
  readonly dueOn: Day | null
  readonly receivedOn: Day | null
  readonly signed: boolean | null
  readonly copy: string | null
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
  readonly copy?: string | undefined
  readonly line?: LineId | undefined
  readonly deposit?: DepositId | undefined
  readonly reason?: string | undefined
  readonly cost?: bigint | undefined
}

/** mission.md S12: three days for priority mail. */
const ANNOUNCED_DAYS = 3

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
 * Announces a cheque. `before` is the one already announced and not come: it is the same paper said again, and the
 * second time a number or a copy is asked for; without it the words are an excuse. Refused: `proof-needed`.
 */
export function announce(fresh: Cheque, before: Cheque | null, today: Day): Result<Cheque> {
  const dueOn = fresh.dueOn ?? addDays(today, ANNOUNCED_DAYS)
  if (before === null) return ok({ ...fresh, state: 'announced', announcedOn: today, announcements: 1, dueOn })
  const number = fresh.number ?? before.number
  const copy = fresh.copy ?? before.copy
  if (number === null && copy === null) {
    return refuse('proof-needed', 'this cheque was announced before and has not come: ask for its number or a copy', {
      cheque: before.id,
      announcedOn: before.announcedOn,
    })
  }
  const { amount, currency, bank } = fresh
  return ok({
    ...before,
    amount,
    currency,
    number,
    copy,
    bank: bank ?? before.bank,
    announcements: before.announcements + 1,
    dueOn,
  })
}

/**
 * Moves a cheque to another state. Refused: `move-not-allowed`, `number-needed` (a cheque is received with its number),
 * `not-signed` (an unsigned cheque is not deposited), `deposit-needed`, `reason-needed`.
 */
export function moveCheque(cheque: Cheque, to: ChequeState, says: ChequeSays, today: Day): Result<Cheque> {
  if (!MOVES[cheque.state].includes(to)) {
    return refuse('move-not-allowed', `a cheque that is ${cheque.state} cannot become ${to}`, {
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
    copy: says.copy ?? cheque.copy,
    state: to,
  }
  switch (to) {
    case 'received':
      if (paper.number === null) return refuse('number-needed', 'note the number written on the paper')
      return ok({ ...paper, receivedOn: cheque.receivedOn ?? today, deposit: null, dueOn: today })
    case 'deposited':
      if (paper.signed === false) return refuse('not-signed', 'an unsigned cheque is worth nothing: send it back')
      if (says.deposit === undefined && cheque.deposit === null) return refuse('deposit-needed', 'put it on a slip')
      return ok({ ...paper, deposit: says.deposit ?? cheque.deposit, line: null, endedOn: null, dueOn: cheque.dueOn })
    case 'cleared':
      return ok({ ...paper, line: says.line ?? null, endedOn: today, dueOn: null })
    case 'bounced':
      if (says.reason === undefined) return refuse('reason-needed', 'say why the bank sent it back')
      return ok({ ...paper, bounceReason: says.reason, bounceCost: says.cost ?? null, endedOn: today, dueOn: null })
    default:
      return ok({ ...paper, note: says.reason ?? cheque.note, endedOn: today, dueOn: null })
  }
}

/** Facts that announce trouble: a round amount pays no invoice, an unsigned cheque buys a week. */
export type ChequeFlag = 'round-amount' | 'unsigned' | 'announced-again' | 'bounced'

/** The red flags of a cheque, for scoring and for the screen. */
export function chequeFlags(cheque: Cheque): ChequeFlag[] {
  const hundred = 100n * 10n ** BigInt(exponent(cheque.currency))
  return [
    ...(cheque.amount % hundred === 0n ? (['round-amount'] as const) : []),
    ...(cheque.signed === false ? (['unsigned'] as const) : []),
    ...(cheque.announcements > 1 ? (['announced-again'] as const) : []),
    ...(cheque.state === 'bounced' ? (['bounced'] as const) : []),
  ]
}

/** The bank's costs of a rejected cheque are the drawer's, whatever their nature. */
export const BOUNCE_COST_ARTICLE = 'CMF L131-73'
