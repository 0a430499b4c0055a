import { toDecimal } from '#kernel/money.ts'
import type { ChargeStatement } from './charges.ts'
import { percent } from './rates/rates.ts'

/** A statement as `quittance charges --json` and the API print it: amounts and rates as decimal strings. */
export function chargesToJson(stated: ChargeStatement) {
  return {
    regime: stated.regime.code,
    segments: stated.segments.map(({ from, to, days, base, ppm, interest, why, certainty }) => ({
      from,
      to,
      days,
      base: toDecimal(base),
      rate: percent(ppm),
      interest: toDecimal(interest),
      why,
      certainty,
    })),
    days: stated.days,
    interest: toDecimal(stated.interest),
    fee: toDecimal(stated.fee),
    principalLeft: toDecimal(stated.principalLeft),
    interestLeft: toDecimal(stated.interestLeft),
    total: toDecimal(stated.total),
    flags: stated.flags,
    sources: stated.sources,
    currency: stated.total.currency,
    because: stated.regime.because,
    imputation: stated.order,
    imputed: stated.imputed.map(part => ({
      on: part.on,
      kind: part.kind,
      amount: toDecimal(part.amount),
      toInterest: toDecimal(part.toInterest),
      toPrincipal: toDecimal(part.toPrincipal),
      surplus: toDecimal(part.surplus),
    })),
    feeLeft: toDecimal(stated.feeLeft),
    feeReason: stated.feeReason,
    daily: toDecimal(stated.daily),
  }
}

/** What `chargesToJson` gives. */
export type ChargeJson = ReturnType<typeof chargesToJson>
