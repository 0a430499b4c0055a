import { addDays, latest, type Day } from '#kernel/day.ts'
import {
  belgianCommercial,
  capped,
  contractual,
  eachSemester,
  fixedAt,
  given,
  type GivenRate,
} from './applied-rates.ts'
import { countedReminder, freePeriod, type FreeReminder } from './belgian-consumer.ts'
import type { Flag } from './certainty.ts'
import type { InterestRule } from './late-interest.ts'
import type { RateLine } from './rates/rates.ts'
import type { RegimeCode } from './regime.ts'

/** The facts, beyond debt and payments, on which the start and the rate of interest depend. */
export type RuleFacts = {
  readonly dueOn: Day
  readonly asOf: Day
  readonly creditorCountry: string
  /** Rate of the contract, null when it sets none. */
  readonly contractPpm: number | null
  /** Rates given line by line, in place of the regime's. */
  readonly givenRates: readonly GivenRate[]
  readonly formalNoticeOn: Day | null
  /** Day the contract was made: decides the old Belgian regime. */
  readonly contractOn: Day | null
  readonly reminder: FreeReminder | null
  /** The creditor is a small or medium enterprise (Belgian consumers only). */
  readonly smallCreditor: boolean
}

/** Start and rate of interest under a regime, with what a person must look at. */
export type RegimeInterest = Pick<InterestRule, 'startsAfter' | 'rates'> & { readonly flags: readonly Flag[] }

const CONTRACT_RATE_IGNORED: Flag = {
  code: 'contract-rate-ignored',
  message: 'A contract may not lower the interest a public body owes: the legal rate is used',
}
const NO_FORMAL_NOTICE: Flag = {
  code: 'no-formal-notice',
  message: 'A consumer owes interest only from a formal notice: none is given, so none runs',
}
const CONSUMER_CLAUSE: Flag = {
  code: 'consumer-contract-rate',
  message:
    'A rate agreed with a consumer holds only within the law of unfair terms: the legal rate is used, decide yourself',
}
const RATES_GIVEN: Flag = {
  code: 'rates-given',
  message: 'The rates are those given line by line, not those of the regime',
}
const OLD_BELGIAN_REGIME: Flag = {
  code: 'belgian-old-regime-possible',
  message: 'A contract made before 16 March 2013 bears the ECB rate + 7 points until 15 March 2015: give its date',
}
const FREE_REMINDER_FIRST: Flag = {
  code: 'free-reminder-first',
  message: 'A Belgian consumer owes nothing more than the price until fourteen days after a free reminder have passed',
}
const REMINDER_BEFORE_DUE: Flag = {
  code: 'reminder-before-due',
  message: 'The reminder was sent before the price was late: the free reminder of Livre XIX comes after the due date',
}
const OLDER_CONSUMER_LAW: Flag = {
  code: 'belgian-older-consumer-law',
  message:
    'Livre XIX holds from 1 September 2023, and from 1 December 2023 for older contracts: before, another law applies ' +
    'that is not held here, and this is only the reading that protects the consumer',
}
const INTEREST_EXCLUDED: Flag = {
  code: 'interest-excluded',
  message: 'A clause that excludes all interest between professionals is held to be manifestly unfair: check it',
}
const NO_RATE_CLAUSE: Flag = {
  code: 'no-rate-clause',
  message:
    'The contract sets no rate: the civil legal rate runs from the formal notice, and not before the fourteen days end',
}
const SMALL_CREDITOR: Flag = {
  code: 'small-creditor-start',
  message: 'One source says that a small enterprise counts interest from the day after the reminder: check it',
}
const SINGLE_IRISH_RATE: Flag = {
  code: 'irish-single-rate',
  message:
    'Ireland applies the rate of the payment date to the whole delay, and a compensation of 40, 70 or 100 euros ' +
    'by size',
}

/** Start and rate of interest of a debt under a regime. Sources: docs/law/late-interest.md and regimes.md. */
export function interestRule(regime: RegimeCode, facts: RuleFacts, lines: readonly RateLine[]): RegimeInterest {
  const legal = legalRule(regime, facts, lines)
  if (facts.givenRates.length === 0) return legal
  return { ...legal, rates: given(facts.givenRates), flags: [...legal.flags, RATES_GIVEN] }
}

function legalRule(regime: RegimeCode, facts: RuleFacts, lines: readonly RateLine[]): RegimeInterest {
  const { dueOn, contractPpm } = facts
  const agreed = (rates: InterestRule['rates'], flags: readonly Flag[] = []): RegimeInterest =>
    contractPpm === null
      ? { startsAfter: dueOn, rates, flags }
      : { startsAfter: dueOn, rates: contractual(contractPpm), flags: interestExcluded(regime, contractPpm) }
  const imposed = (rates: InterestRule['rates'], flags: readonly Flag[] = []): RegimeInterest => ({
    startsAfter: dueOn,
    rates,
    flags: contractPpm === null ? flags : [...flags, CONTRACT_RATE_IGNORED],
  })
  switch (regime) {
    case 'fr-business':
      return agreed(eachSemester('fr-default', lines))
    case 'fr-public':
      return imposed(fixedAt('fr-public', addDays(dueOn, 1), lines))
    case 'fr-consumer':
      return frenchConsumer(facts, lines)
    case 'be-business':
      return agreed(belgianCommercial(facts.contractOn, lines), oldBelgianRegime(facts))
    case 'be-public':
      return imposed(belgianCommercial(facts.contractOn, lines), oldBelgianRegime(facts))
    case 'be-consumer':
      return belgianConsumer(facts, lines)
    case 'eu-business':
      return facts.creditorCountry === 'IE'
        ? agreed(fixedAt('eu-directive', facts.asOf, lines), [SINGLE_IRISH_RATE])
        : agreed(eachSemester('eu-directive', lines))
    case 'eu-public':
      return imposed(eachSemester('eu-directive', lines))
    case 'other-consumer':
    case 'other':
      return { startsAfter: null, rates: eachSemester('eu-directive', lines), flags: [] }
  }
}

// Loi du 2 août 2002 art. 7 and directive art. 7(2). In France the floor says the same, and has its own flag.
function interestExcluded(regime: RegimeCode, contractPpm: number): readonly Flag[] {
  return contractPpm === 0 && regime !== 'fr-business' ? [INTEREST_EXCLUDED] : []
}

function frenchConsumer({ dueOn, formalNoticeOn, contractPpm }: RuleFacts, lines: readonly RateLine[]): RegimeInterest {
  const clause = contractPpm === null ? [] : [CONSUMER_CLAUSE]
  return {
    startsAfter: formalNoticeOn === null ? null : latest(dueOn, formalNoticeOn),
    rates: eachSemester('fr-legal-pro', lines),
    flags: formalNoticeOn === null ? [NO_FORMAL_NOTICE, ...clause] : clause,
  }
}

function oldBelgianRegime({ dueOn, asOf, contractOn }: RuleFacts): readonly Flag[] {
  const crosses = asOf >= '2013-03-16' && dueOn < '2015-03-15'
  return crosses && contractOn === null ? [OLD_BELGIAN_REGIME] : []
}

function belgianConsumer(facts: RuleFacts, lines: readonly RateLine[]): RegimeInterest {
  const { dueOn, asOf, contractPpm, formalNoticeOn } = facts
  const cap = eachSemester('be-commercial', lines)
  const reminder = countedReminder(facts.reminder, dueOn)
  const older = olderConsumerLaw(facts) ? [OLDER_CONSUMER_LAW] : []
  if (!reminder) {
    const early = facts.reminder ? [REMINDER_BEFORE_DUE] : []
    return { startsAfter: null, rates: cap, flags: [FREE_REMINDER_FIRST, ...early, ...older] }
  }
  const period = freePeriod(reminder)
  if (asOf < period.chargesFrom) {
    return { startsAfter: null, rates: cap, flags: [{ ...FREE_REMINDER_FIRST, data: period }, ...older] }
  }
  if (contractPpm === null) {
    const startsAfter = formalNoticeOn && latest(latest(dueOn, formalNoticeOn), period.endsOn)
    return { startsAfter, rates: eachSemester('be-civil', lines), flags: [NO_RATE_CLAUSE, ...older] }
  }
  return {
    startsAfter: latest(dueOn, facts.smallCreditor ? reminder.sentOn : period.endsOn),
    rates: capped(contractual(contractPpm), cap),
    flags: facts.smallCreditor ? [SMALL_CREDITOR, ...older] : older,
  }
}

// New contracts from 1 September 2023; older ones for a delay that begins on 1 December 2023 or later.
function olderConsumerLaw({ dueOn, contractOn }: RuleFacts): boolean {
  return dueOn < '2023-11-30' && (contractOn === null || contractOn < '2023-09-01')
}
