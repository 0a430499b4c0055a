import { earliest, latest, type Day } from '#kernel/day.ts'
import type { Certainty } from '#law/certainty.ts'
import { contractual, floorBreaches } from '#law/applied-rates.ts'
import { checkTerm } from '#law/payment-terms.ts'
import { chooseRegime, lawCountry } from '#law/regime.ts'
import { percent, rateAt, type RateLine } from '#law/rates/rates.ts'
import { semesterOf, semestersOver } from '#law/rates/semester.ts'
import { SOURCES } from '#law/sources.ts'
import type { Clauses, Finding, Version } from './model.ts'

/** The terms to check: whose they are, what they say, when they hold. */
export type ComplianceQuestion = {
  readonly country: string
  readonly clauses: Clauses
  readonly from: Day
  readonly to: Day | null
  /** The floor is tested in every semester until this day's. */
  readonly today: Day
}

type Rule = (question: ComplianceQuestion, lines: readonly RateLine[]) => readonly Finding[]

const L441_10_II = SOURCES['fr-late-interest'].article
const toConsumers = ({ audience }: Clauses): boolean => audience !== 'professionals'
const toProfessionals = ({ audience }: Clauses): boolean => audience !== 'consumers'

function finding(
  code: string,
  severity: Finding['severity'],
  clause: keyof Clauses,
  message: string,
  article: string,
  certainty: Certainty,
  facts: Finding['facts'] = {},
): Finding[] {
  return [{ code, severity, clause, message, article, certainty, facts }]
}

/**
 * What the law says against a version of terms, each point with its article; nothing is corrected. Terms between
 * professionals: L441-10, L441-16; consumers: CPCE L111-8, Belgian Livre XIX. Sources: docs/law/payment-terms.md,
 * rate-floor.md, mentions.md, consumers.md, belgian-consumers.md.
 */
export function checkCompliance(asked: ComplianceQuestion, lines: readonly RateLine[]): Finding[] {
  const question = { ...asked, country: lawCountry(asked.country) }
  return RULES.flatMap(rule => rule(question, lines))
}

/** The codes of what a version breaks on a day. */
export function breachesOf(version: Version, today: Day, lines: readonly RateLine[]): string[] {
  const { clauses, creditor, from, to } = version
  const found = checkCompliance({ country: creditor.country, clauses, from, to, today }, lines)
  return found.filter(each => each.severity === 'breach').map(each => each.code)
}

const paymentTerm: Rule = ({ country, clauses }) => {
  if (!toProfessionals(clauses)) return []
  if (clauses.payment === null) {
    const message = 'No payment term is written: the law’s own applies, thirty days'
    return finding('payment-term-missing', 'doubt', 'payment', message, 'C. com. L441-10 I', 'B')
  }
  const rule = clauses.payment
  const verdict = checkTerm({ country, sector: clauses.sector, rule, inContract: true, startsOn: null })
  return [
    ...verdict.breaches.flatMap(breach =>
      finding(
        breach.code,
        'breach',
        'payment',
        breach.message,
        breach.source.article,
        breach.source.certainty,
        breach.data,
      ),
    ),
    ...verdict.flags.flatMap(flag =>
      finding(flag.code, 'doubt', 'payment', flag.message, verdict.cap.source.article, verdict.cap.source.certainty),
    ),
  ]
}

/** The last day on which an agreed rate is tested: the end of the semester it is in, or of the terms before that. */
export function testedUntil({ from, to, today }: Pick<ComplianceQuestion, 'from' | 'to' | 'today'>): Day {
  const last = semesterOf(latest(today, from)).to
  return to === null ? last : earliest(to, last)
}

const lateRate: Rule = ({ country, clauses, from, to, today }, lines) => {
  if (!toProfessionals(clauses)) return []
  if (clauses.lateRate === null) {
    const message = 'The rate of late interest is not written: it must be, and the legal default applies meanwhile'
    return country === 'FR' ? finding('late-rate-missing', 'breach', 'lateRate', message, L441_10_II, 'A') : []
  }
  if (clauses.lateRate.kind === 'legal') return []
  if (country !== 'FR') return clauses.lateRate.ppm === 0 ? interestExcluded(country) : []
  const pieces = contractual(clauses.lateRate.ppm)(from, testedUntil({ from, to, today }))
  const { breaches, unknown } = floorBreaches(pieces.ok ? pieces.value : [], lines)
  const article = SOURCES['fr-rate-floor'].article
  const below =
    `The rate of ${percent(clauses.lateRate.ppm)} % is below three times the legal rate in ` +
    breaches.map(breach => `${breach.semester} (${breach.floor} %)`).join(', ')
  const untested = `The legal rate of ${unknown.join(', ')} is not known yet: the floor could not be tested`
  return [
    ...(breaches.length > 0
      ? finding('rate-below-floor', 'breach', 'lateRate', below, article, 'A', { breaches })
      : []),
    ...(unknown.length > 0
      ? finding('floor-not-known', 'doubt', 'lateRate', untested, article, 'A', { semesters: unknown })
      : []),
  ]
}

// French terms are under the floor then, which says the same.
function interestExcluded(country: string): Finding[] {
  const { code } = chooseRegime({ creditorCountry: country, customerCountry: country, customer: 'business' })
  if (code !== 'be-business' && code !== 'eu-business') return []
  const article = code === 'be-business' ? 'Loi du 2 août 2002, art. 7' : 'Directive 2011/7/UE, art. 7'
  const message = 'A clause that excludes all interest between professionals is held to be manifestly unfair'
  return finding('interest-excluded', 'breach', 'lateRate', message, article, 'B')
}

const recoveryFee: Rule = ({ country, clauses }) => {
  const missing = 'The lump sum of 40 € is not written: terms between professionals must state it'
  const consumers = 'Collection costs may not be claimed from consumers: the clause is void and asking is an offence'
  const belgian = 'A consumer owes only the compensation of Livre XIX, within its caps and after the free reminder'
  return [
    ...(clauses.recoveryFee === null && country === 'FR' && toProfessionals(clauses)
      ? finding('recovery-fee-missing', 'breach', 'recoveryFee', missing, L441_10_II, 'A')
      : []),
    ...(clauses.recoveryFee === 'everybody' && toConsumers(clauses)
      ? country === 'BE'
        ? finding('fee-from-consumers', 'breach', 'recoveryFee', belgian, SOURCES['be-consumer'].article, 'B')
        : finding('fee-from-consumers', 'breach', 'recoveryFee', consumers, SOURCES['fr-consumer-costs'].article, 'A')
      : []),
  ]
}

const discount: Rule = ({ country, clauses }) => {
  if (clauses.discount !== null || country !== 'FR' || !toProfessionals(clauses)) return []
  const message = 'Nothing is said of a discount for early payment: invoices must, « néant » if there is none'
  return finding('discount-missing', 'doubt', 'discount', message, 'C. com. L441-9 I', 'A')
}

const retention: Rule = ({ clauses }) => {
  if (!clauses.retentionOfTitle) return []
  const message = 'Retention of title binds only when agreed in writing at the latest at delivery: keep the proof'
  return finding('retention-needs-acceptance', 'advice', 'retentionOfTitle', message, 'C. com. L624-16', 'M')
}

const belgianConsumers: Rule = ({ country, clauses, from, to, today }, lines) => {
  if (country !== 'BE' || !toConsumers(clauses)) return []
  const { article } = SOURCES['be-consumer']
  const without = 'Without a clause a Belgian consumer owes no compensation for late payment'
  const agreed = clauses.lateRate?.kind === 'contract' ? clauses.lateRate.ppm : null
  return [
    ...(clauses.consumerCompensation
      ? []
      : finding('consumer-compensation-missing', 'advice', 'consumerCompensation', without, article, 'B')),
    ...(agreed === null ? [] : aboveConsumerCap(agreed, { from, to, today }, lines)),
  ]
}

// The cap moves with the ECB rate: it is tested in every semester since Livre XIX, like the French floor.
function aboveConsumerCap(
  agreed: number,
  span: Pick<ComplianceQuestion, 'from' | 'to' | 'today'>,
  lines: readonly RateLine[],
): Finding[] {
  const { article, since } = SOURCES['be-consumer']
  const start = since === null ? span.from : latest(span.from, since as Day)
  const exceeded = semestersOver(start, testedUntil(span)).flatMap(semester => {
    const cap = rateAt('be-commercial', semester.from, lines)
    return cap.ok && agreed > cap.value.ppm ? [{ semester: semester.name, cap: percent(cap.value.ppm) }] : []
  })
  if (exceeded.length === 0) return []
  const message =
    `${percent(agreed)} % is above the most a Belgian consumer may owe in ` +
    exceeded.map(({ semester, cap }) => `${semester} (${cap} %)`).join(', ')
  return finding('consumer-rate-above-cap', 'breach', 'lateRate', message, article, 'B', { exceeded })
}

const jurisdiction: Rule = ({ country, clauses }) => {
  if (clauses.jurisdiction === null || country !== 'FR' || !toConsumers(clauses)) return []
  const message = 'A court chosen by a clause binds only traders among themselves: it is void for everybody else'
  return finding('jurisdiction-for-consumers', 'doubt', 'jurisdiction', message, 'CPC art. 48', 'M')
}

const RULES: readonly Rule[] = [paymentTerm, lateRate, recoveryFee, discount, retention, belgianConsumers, jurisdiction]
