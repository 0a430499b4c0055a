import type { z } from 'zod'
import type { Day } from '#kernel/day.ts'
import { fromDecimal, toDecimal, type Money } from '#kernel/money.ts'
import { ok, type Result } from '#kernel/result.ts'
import type { Claim } from '#law/charges.ts'
import type { DebtEvent } from '#law/late-interest.ts'
import { parsePercent, percent } from '#law/rates/rates.ts'
import type { zQuestion } from './calculator-api.ts'

type Question = z.output<typeof zQuestion>

/**
 * The question of the calculator as the law takes it. Refused: `not-an-amount`, `too-many-decimals`, `not-a-rate`.
 */
export function claimOfQuestion(question: Question, today: Day): Result<Claim> {
  const { currency } = question
  const principal = fromDecimal(question.principal, currency)
  if (!principal.ok) return principal
  const disputed = question.disputed === undefined ? ok(null) : fromDecimal(question.disputed, currency)
  if (!disputed.ok) return disputed
  const contractRate = question.contractRate === undefined ? ok(null) : parsePercent(question.contractRate)
  if (!contractRate.ok) return contractRate
  const rates = collect(
    question.rateLines,
    line => parsePercent(line.rate),
    (line, ppm) => ({ from: line.from, ppm }),
  )
  if (!rates.ok) return rates
  const amountOf = (dated: { readonly amount: string }): Result<Money> => fromDecimal(dated.amount, currency)
  const payments = collect(question.payments, amountOf, eventOf('payment'))
  if (!payments.ok) return payments
  const credits = collect(question.creditNotes, amountOf, eventOf('credit-note'))
  if (!credits.ok) return credits
  const { paid, creditorCountry, reminder } = question
  return ok({
    debt: { principal: principal.value, dueOn: question.due },
    asOf: question.asOf ?? paid ?? today,
    events: [...payments.value, ...credits.value, ...(paid ? [{ kind: 'settlement' as const, on: paid }] : [])],
    parties: {
      creditorCountry,
      customerCountry: question.customerCountry ?? creditorCountry,
      customer: question.customer,
    },
    contractPpm: contractRate.value,
    givenRates: rates.value,
    belowFloor: question.belowFloor,
    contractOn: question.contractDate ?? null,
    formalNoticeOn: question.formalNotice ?? null,
    insolvencyOn: question.insolvency ?? null,
    disputed: disputed.value,
    reminder: reminder ? { sentOn: reminder.on, by: reminder.by } : null,
    compensationClause: question.compensationClause,
    smallCreditor: question.smallCreditor,
    convention: question.convention,
    yearBase: question.base,
    imputation: question.imputation,
    compound: question.compound,
  })
}

/** The other way: a claim as the calculator shows it. Amounts and rates are decimal strings. */
export function questionOfClaim(claim: Claim): Question {
  const { debt, events = [], parties, contractPpm, reminder } = claim
  const dated = (kind: DebtEvent['kind']) =>
    events.flatMap(event =>
      event.kind === kind && event.kind !== 'settlement' ? [{ on: event.on, amount: toDecimal(event.amount) }] : [],
    )
  return {
    principal: toDecimal(debt.principal),
    currency: debt.principal.currency,
    due: debt.dueOn,
    asOf: claim.asOf,
    payments: dated('payment'),
    creditNotes: dated('credit-note'),
    ...parties,
    ...(contractPpm == null ? {} : { contractRate: percent(contractPpm) }),
    rateLines: [],
    belowFloor: claim.belowFloor ?? 'contract',
    ...(reminder ? { reminder: { on: reminder.sentOn, by: reminder.by } } : {}),
    compensationClause: claim.compensationClause ?? false,
    smallCreditor: claim.smallCreditor ?? false,
    convention: claim.convention ?? 'B',
    base: claim.yearBase ?? '365',
    imputation: claim.imputation ?? 'lower',
    compound: claim.compound ?? false,
  }
}

function eventOf(kind: 'payment' | 'credit-note') {
  return ({ on }: { readonly on: Day }, amount: Money): DebtEvent => ({ kind, on, amount })
}

function collect<T, Value, Made>(
  items: readonly T[],
  read: (item: T) => Result<Value>,
  make: (item: T, value: Value) => Made,
): Result<Made[]> {
  const made: Made[] = []
  for (const item of items) {
    const found = read(item)
    if (!found.ok) return found
    made.push(make(item, found.value))
  }
  return ok(made)
}
