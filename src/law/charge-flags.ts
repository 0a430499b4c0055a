import { toDecimal, type Money } from '#kernel/money.ts'
import type { Flag } from './certainty.ts'
import type { Claim } from './charges.ts'
import type { InterestStatement } from './late-interest.ts'

/** What a person must look at in an account: doubts on imputation, fee, rates, and events that change the reading. */
export function accountFlags(claim: Claim, stated: InterestStatement, fee: Money, surplus: Money): Flag[] {
  const found = [
    imputationOpen(stated),
    laterEvents(claim),
    surplusFlag(surplus),
    creditedInFull(stated, fee),
    feeInEuro(claim, fee),
    disputedPart(claim),
    claim.compound === true ? COMPOUNDING : null,
    insolvency(claim),
    doubtfulRates(stated),
  ]
  return found.filter(flag => flag !== null)
}

const COMPOUNDING: Flag = {
  code: 'compounding-chosen',
  message: 'Interest on interest needs a contract or a judgment that says so (C. civ. 1343-2)',
}

function imputationOpen(stated: InterestStatement): Flag | null {
  const { other } = stated
  if (!other) return null
  const totals = [stated, other].map(({ order, principalLeft, interestLeft }) => [
    order,
    toDecimal({ ...principalLeft, amount: principalLeft.amount + interestLeft.amount }),
  ])
  return {
    code: 'imputation-open',
    message:
      `${stated.order} gives the lower total, kept until you choose: a part payment goes to interest ` +
      `first unless agreed otherwise`,
    data: Object.fromEntries(totals),
  }
}

function laterEvents({ events = [], asOf }: Claim): Flag | null {
  const days = events.filter(event => event.on > asOf).map(event => event.on)
  if (days.length === 0) return null
  return { code: 'event-after-statement', message: `Events after ${asOf} are not counted`, data: { days } }
}

function surplusFlag(surplus: Money): Flag | null {
  if (surplus.amount === 0n) return null
  return {
    code: 'surplus',
    message: `${toDecimal(surplus)} ${surplus.currency} was paid or credited beyond what is owed`,
    data: { surplus: toDecimal(surplus) },
  }
}

function creditedInFull({ imputed, principalLeft }: InterestStatement, fee: Money): Flag | null {
  const credited = imputed.some(part => part.kind === 'credit-note')
  if (!credited || principalLeft.amount > 0n || fee.amount === 0n) return null
  return { code: 'credited-in-full', message: 'Credit notes and payments left nothing of the price: is the fee fair?' }
}

function feeInEuro({ debt }: Claim, fee: Money): Flag | null {
  if (fee.amount === 0n || fee.currency === debt.principal.currency) return null
  return {
    code: 'fee-in-euro',
    message: `${toDecimal(fee)} EUR of fee is owed on top, not added to a total in ${debt.principal.currency}`,
  }
}

/** Said when a Belgian consumer's compensation cannot be computed because its caps are in another currency. */
export function capsInEuro({ debt, compensationClause, reminder }: Claim): Flag[] {
  const { currency } = debt.principal
  if (compensationClause !== true || !reminder || currency === 'EUR') return []
  const message = `The caps of a consumer's compensation are in euros: none is computed on a price in ${currency}`
  return [{ code: 'compensation-in-euro', message }]
}

function disputedPart({ disputed }: Claim): Flag | null {
  if (!disputed || disputed.amount === 0n) return null
  return {
    code: 'disputed-part-excluded',
    message: `${toDecimal(disputed)} ${disputed.currency} bears no interest while it is disputed`,
  }
}

function insolvency({ insolvencyOn, asOf }: Claim): Flag | null {
  if (!insolvencyOn || insolvencyOn > asOf) return null
  return {
    code: 'insolvency-stops-interest',
    message: 'Interest stops the day before the opening judgment; a later payment may have to be given back',
  }
}

function doubtfulRates({ segments }: InterestStatement): Flag | null {
  const doubtful = segments.filter(({ certainty }) => certainty === 'M' || certainty === 'X').map(({ why }) => why)
  if (doubtful.length === 0) return null
  return { code: 'rate-to-check', message: `Check before relying on it: ${[...new Set(doubtful)].join(', ')}` }
}
