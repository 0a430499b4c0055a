import { checkTerm } from '#law/payment-terms.ts'
import { lawCountry } from '#law/regime.ts'
import { percent, rateAt, type RateLine, type RateSeries } from '#law/rates/rates.ts'
import { semesterOf, semestersOver } from '#law/rates/semester.ts'
import { testedUntil, type ComplianceQuestion } from './compliance-decide.ts'
import type { TermsLaw } from './model.ts'

/** The series that applies between professionals where a contract names no rate. */
function legalSeries(country: string): RateSeries {
  if (country === 'FR') return 'fr-default'
  return country === 'BE' ? 'be-commercial' : 'eu-directive'
}

/**
 * What the law allows, to be shown beside the clauses while they are written: the cap of the payment term, the rate
 * without agreement, and whether a contract rate keeps the French floor in every semester from the first day on.
 */
export function lawOf(question: ComplianceQuestion, lines: readonly RateLine[]): TermsLaw {
  const { clauses, from, today } = question
  const country = lawCountry(question.country)
  const { sector, payment: rule } = clauses
  const verdict = checkTerm({ country, sector, rule, inContract: true, startsOn: null })
  const series = legalSeries(country)
  const rate = rateAt(series, today, lines)
  const agreed = clauses.lateRate?.kind === 'contract' ? clauses.lateRate.ppm : null
  const semesters = country === 'FR' && agreed !== null ? semestersOver(from, testedUntil(question)) : []
  return {
    cap: {
      limits: verdict.cap.limits.map(({ needsContract = false, ...limit }) => ({ ...limit, needsContract })),
      article: verdict.cap.source.article,
      certainty: verdict.cap.source.certainty,
      lawful: verdict.allowed,
    },
    legal: { series, semester: semesterOf(today).name, rate: rate.ok ? percent(rate.value.ppm) : null },
    floor: semesters.map(semester => {
      const floor = rateAt('fr-floor', semester.from, lines)
      return floor.ok
        ? { semester: semester.name, floor: percent(floor.value.ppm), kept: (agreed ?? 0) >= floor.value.ppm }
        : { semester: semester.name, floor: null, kept: null }
    }),
  }
}
