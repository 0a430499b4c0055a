import type { Day } from '#kernel/day.ts'
import { toDecimal, type Money } from '#kernel/money.ts'
import { ok, type Result } from '#kernel/result.ts'
import { eachSemester, floorBreaches, raised } from './applied-rates.ts'
import { accountFlags, capsInEuro } from './charge-flags.ts'
import { compensationCap, countedReminder, freePeriod } from './belgian-consumer.ts'
import type { Flag, Source } from './certainty.ts'
import { interestRule, type RuleFacts } from './interest-rules.ts'
import { lateInterest, type Debt, type DebtEvent, type InterestRule, type InterestStatement } from './late-interest.ts'
import { SHIPPED_RATES, type RateLine } from './rates/rates.ts'
import { outOfReach } from './reach.ts'
import { recoveryFee, type FeeReason } from './recovery-fee.ts'
import { chooseRegime, type Parties, type Regime, type RegimeCode } from './regime.ts'
import { sourcesOf, type SourceName } from './sources.ts'

/** What replaces a contract rate below the floor: an open question of law, so the contract's rate stays by default. */
export type BelowFloor = 'contract' | 'floor' | 'default'

/** One late debt and everything the law asks about it. Optional facts left out mean « not known » or « no ». */
export type Claim = Partial<
  Pick<RuleFacts, 'contractPpm' | 'givenRates' | 'formalNoticeOn' | 'contractOn' | 'reminder' | 'smallCreditor'>
> &
  Partial<Pick<InterestRule, 'convention' | 'yearBase' | 'imputation' | 'disputed' | 'compound'>> & {
    readonly debt: Debt
    readonly events?: readonly DebtEvent[]
    readonly parties: Parties
    /** Day of the statement. */
    readonly asOf: Day
    readonly insolvencyOn?: Day | null
    /** The contract with a Belgian consumer has a compensation clause. */
    readonly compensationClause?: boolean
    readonly belowFloor?: BelowFloor
  }

/** Interest and fee of one debt, every figure with its lines, its doubts and its sources. */
export type ChargeStatement = InterestStatement & {
  readonly regime: Regime
  readonly fee: Money
  readonly feeReason: FeeReason | 'compensation-clause'
  /** Fee not yet covered by what was paid beyond principal and interest. */
  readonly feeLeft: Money
  /** Principal, interest and fee still owed, in the currency of the debt. */
  readonly total: Money
  readonly flags: readonly Flag[]
  readonly sources: readonly Source[]
}

const FEE_LAW: Partial<Readonly<Record<RegimeCode, SourceName>>> = {
  'fr-business': 'fr-recovery-fee',
  'fr-public': 'fr-public-fee',
  'be-business': 'be-recovery-fee',
  'be-public': 'be-recovery-fee',
  'eu-business': 'eu-recovery-fee',
  'eu-public': 'eu-recovery-fee',
}

/**
 * Late interest and recovery fee of one debt under the law that governs it. Nothing is decided silently: every open
 * question is a flag, with the other reading's figure where there is one.
 * Refused like `lateInterest`, and `day-out-of-reach`; `lines` are the rates known, those of the release by default.
 */
export function computeCharges(claim: Claim, lines: readonly RateLine[] = SHIPPED_RATES): Result<ChargeStatement> {
  const beyond = outOfReach(daysOf(claim))
  if (beyond) return beyond
  const regime = chooseRegime(claim.parties)
  const events = claim.events ?? []
  const legal = interestRule(regime.code, ruleFacts(claim), lines)
  const rule = fullRule(claim, legal)
  const stated = lateInterest(claim.debt, events, rule, claim.asOf)
  if (!stated.ok) return stated
  const floor = regime.code === 'fr-business' ? floorReview(claim, rule, stated.value, lines) : NOTHING_FOUND
  const kept = floor.kept ?? stated.value
  const { fee, reason } = chargedFee(claim, regime.code)
  const flags = [
    ...regime.flags,
    ...legal.flags,
    ...floor.flags,
    ...(regime.code === 'be-consumer' ? capsInEuro(claim) : []),
    ...accountFlags(claim, kept, fee, feeAccount(kept, fee).surplus),
  ]
  return ok({
    ...kept,
    regime,
    ...feeAccount(kept, fee),
    feeReason: reason,
    flags,
    sources: sourcesOf(sourceNames(claim, regime, flags)),
  })
}

function daysOf({ debt, asOf, events = [], formalNoticeOn, insolvencyOn, contractOn, reminder }: Claim) {
  const happened = events.map(event => event.on)
  return [debt.dueOn, asOf, ...happened, formalNoticeOn, insolvencyOn, contractOn, reminder?.sentOn]
}

function ruleFacts(claim: Claim): RuleFacts {
  return {
    dueOn: claim.debt.dueOn,
    asOf: claim.asOf,
    creditorCountry: claim.parties.creditorCountry,
    contractPpm: claim.contractPpm ?? null,
    givenRates: claim.givenRates ?? [],
    formalNoticeOn: claim.formalNoticeOn ?? null,
    contractOn: claim.contractOn ?? null,
    reminder: claim.reminder ?? null,
    smallCreditor: claim.smallCreditor ?? false,
  }
}

function fullRule(claim: Claim, legal: Pick<InterestRule, 'startsAfter' | 'rates'>): InterestRule {
  return {
    startsAfter: legal.startsAfter,
    rates: legal.rates,
    convention: claim.convention ?? 'B',
    yearBase: claim.yearBase ?? '365',
    imputation: claim.imputation ?? 'lower',
    frozenFrom: claim.insolvencyOn ?? null,
    disputed: claim.disputed ?? null,
    compound: claim.compound ?? false,
  }
}

type FloorReview = { readonly flags: readonly Flag[]; readonly kept: InterestStatement | null }
const NOTHING_FOUND: FloorReview = { flags: [], kept: null }

// The floor of L441-10 II is tested in every semester that bore interest, and both replacements are shown.
function floorReview(
  claim: Claim,
  rule: InterestRule,
  stated: InterestStatement,
  lines: readonly RateLine[],
): FloorReview {
  const { breaches, unknown } = floorBreaches(stated.segments, lines)
  const missing: readonly Flag[] =
    unknown.length === 0
      ? []
      : [
          {
            code: 'floor-not-known',
            message: `The legal rate of ${unknown.join(', ')} is not known: the floor could not be tested`,
            data: { semesters: unknown },
          },
        ]
  if (breaches.length === 0) return { flags: missing, kept: null }
  const legalDefault = eachSemester('fr-default', lines)
  const recount = (rates: InterestRule['rates']): Result<InterestStatement> =>
    lateInterest(claim.debt, claim.events ?? [], { ...rule, rates }, claim.asOf)
  const atFloor = recount(raised(rule.rates, eachSemester('fr-floor', lines)))
  const atDefault = recount(legalDefault)
  const byContract = claim.contractPpm != null || (claim.givenRates ?? []).length > 0
  const choice = { contract: null, floor: atFloor, default: atDefault }[claim.belowFloor ?? 'contract']
  const flag: Flag = {
    code: byContract ? 'rate-below-floor' : 'default-below-floor',
    message: byContract
      ? `The rate is below three times the legal rate in ${breaches.map(breach => breach.semester).join(', ')}: ` +
        `what replaces it is not settled`
      : `The default rate is itself below three times the legal rate in ` +
        `${breaches.map(breach => breach.semester).join(', ')}: it applies unless the contract says otherwise`,
    data: {
      breaches,
      interestAtFloor: atFloor.ok ? toDecimal(atFloor.value.interest) : null,
      interestAtDefault: atDefault.ok ? toDecimal(atDefault.value.interest) : null,
    },
  }
  return { flags: [...missing, flag], kept: byContract && choice?.ok ? choice.value : null }
}

function chargedFee(
  claim: Claim,
  regime: RegimeCode,
): { readonly fee: Money; readonly reason: ChargeStatement['feeReason'] } {
  const { debt, asOf } = claim
  const reminder = countedReminder(claim.reminder ?? null, debt.dueOn)
  // The caps are in euros: they say nothing of a price in another currency.
  const clause = claim.compensationClause === true && debt.principal.currency === 'EUR'
  if (regime === 'be-consumer' && clause && reminder && asOf >= freePeriod(reminder).chargesFrom) {
    const due = unpaidAt(claim, freePeriod(reminder).endsOn)
    return { fee: compensationCap({ ...debt.principal, amount: due }), reason: 'compensation-clause' }
  }
  return recoveryFee({
    law: FEE_LAW[regime] ?? null,
    dueOn: debt.dueOn,
    asOf,
    unpaidAtDue: unpaidAt(claim, debt.dueOn),
    insolvencyOn: claim.insolvencyOn ?? null,
  })
}

// Price less what was paid or credited until a day included; at most zero once settled.
function unpaidAt({ debt, events = [] }: Claim, on: Day): bigint {
  return events
    .filter(event => event.on <= on)
    .reduce((left, event) => (event.kind === 'settlement' ? 0n : left - event.amount.amount), debt.principal.amount)
}

function feeAccount(
  stated: InterestStatement,
  fee: Money,
): Pick<ChargeStatement, 'fee' | 'feeLeft' | 'total' | 'surplus'> {
  const { currency } = stated.principalLeft
  const left = stated.principalLeft.amount + stated.interestLeft.amount
  if (fee.currency !== currency)
    return { fee, feeLeft: fee, total: { amount: left, currency }, surplus: stated.surplus }
  // What was paid beyond price and interest can only have paid the fee.
  const paidBeyond = stated.imputed.reduce(
    (sum, part) => sum + (part.kind === 'payment' ? part.surplus.amount : 0n),
    0n,
  )
  const covered = paidBeyond < fee.amount ? paidBeyond : fee.amount
  return {
    fee,
    feeLeft: { amount: fee.amount - covered, currency },
    total: { amount: left + fee.amount - covered, currency },
    surplus: { amount: stated.surplus.amount - covered, currency },
  }
}

function sourceNames(claim: Claim, regime: Regime, flags: readonly Flag[]): SourceName[] {
  const names: SourceName[] = [...regime.sources]
  if (regime.code.startsWith('fr-')) {
    if (flags.some(flag => flag.code.endsWith('below-floor'))) names.push('fr-rate-floor')
    if ((claim.events ?? []).some(event => event.kind === 'payment')) names.push('fr-imputation')
    if (claim.compound) names.push('fr-compounding')
    if (claim.insolvencyOn) names.push('fr-insolvency')
  }
  return names
}
