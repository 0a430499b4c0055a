import type { Answer, Input } from '#kernel/contract.ts'
import { daysBetween, parseDay } from '#kernel/day.ts'
import { moneyFromJson, moneyToJson, sum, type MoneyJson } from '#kernel/money.ts'
import * as web from '#web/index.ts'
import type { listCheques, listDeposits, moveCheque, readCheque } from '../cheque-api.ts'

export type ChequeLine = Answer<typeof listCheques>['items'][number]
export type ChequeWhole = Answer<typeof readCheque>
export type Slip = Answer<typeof listDeposits>['items'][number]
export type ChequeState = ChequeLine['state']
export type Target = Input<typeof moveCheque>['body']['to']

/** The tone of each state; green is for money received. */
export const STATE_TONES: Readonly<Record<ChequeState, web.Tone>> = {
  announced: 'neutral',
  received: 'brand',
  deposited: 'brand',
  cleared: 'received',
  bounced: 'refused',
  lost: 'caution',
  cancelled: 'neutral',
}

/** What a state is called: a bill is accepted and paid where a cheque is received and credited. */
export function useStateText(): (cheque: Pick<ChequeLine, 'state' | 'kind'>) => string {
  const t = web.useText('receipts')
  return ({ state, kind }) => t(kind === 'cheque' ? `cheque.state.${state}` : `cheque.billState.${state}`)
}

/** How long it is in its state, or how far its maturity: « depuis 4 j ». */
export function useWaitingText(): (cheque: ChequeLine) => string {
  const t = web.useText('receipts')
  const { today } = web.useSession()
  return cheque => {
    const { kind, state, dueOn, since } = cheque
    if (kind !== 'cheque' && dueOn !== null && (state === 'received' || state === 'deposited')) {
      const days = daysBetween(today, dueOn)
      return days >= 0 ? t('cheque.dueIn', { count: days }) : t('cheque.duePast', { count: -days })
    }
    return t('cheque.waiting', { count: Math.max(0, daysBetween(since, today)) })
  }
}

/** The sum of amounts, by currency. */
export function sums(amounts: readonly MoneyJson[]): MoneyJson[] {
  const read = amounts.flatMap(amount => {
    const value = moneyFromJson(amount)
    return value.ok ? [value.value] : []
  })
  const currencies = [...new Set(read.map(each => each.currency))]
  return currencies.map(currency =>
    moneyToJson(
      sum(
        read.filter(each => each.currency === currency),
        currency,
      ),
    ),
  )
}

/** Amounts of several currencies as one text. */
export function useSumText(): (amounts: readonly MoneyJson[]) => string {
  const language = web.useLanguage()
  return amounts =>
    sums(amounts)
      .map(each => web.amountText(each, language))
      .join(' + ')
}

/** A day inside the facts of a journal entry, or null. */
export function dayIn(value: unknown): ReturnType<typeof parsed> {
  return parsed(typeof value === 'string' ? value : '')
}

function parsed(text: string) {
  const read = parseDay(text)
  return read.ok ? read.value : null
}
