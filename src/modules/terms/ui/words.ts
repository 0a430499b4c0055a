import type { Answer } from '#kernel/contract.ts'
import { parseDay } from '#kernel/day.ts'
import * as web from '#web/index.ts'
import { ACCEPTANCE_MEANS } from '../agreements-api.ts'
import { DERIVED_SERIES, PUBLISHED_SERIES } from '../rates-api.ts'
import { REVIEW_CAUSES } from '../reviews-api.ts'
import { zTermMethod, zTermSector, zTermStart } from '../clauses-api.ts'
import type { checkTerms, listAcceptances, listRates, listReviews, listTerms, listVariants, readTerms } from '../api.ts'

export type VersionLine = Answer<typeof listTerms>['items'][number]
export type Version = Answer<typeof readTerms>
export type Clauses = VersionLine['clauses']
export type Clause = keyof Clauses
export type Finding = VersionLine['findings'][number]
export type Law = Answer<typeof checkTerms>['law']
export type Variant = Answer<typeof listVariants>['items'][number]
export type Acceptance = Answer<typeof listAcceptances>['items'][number]
export type Review = Answer<typeof listReviews>['items'][number]
export type Rate = Answer<typeof listRates>['items'][number]
export type Because = { readonly code: string; readonly facts: Readonly<Record<string, string>> }
export type Choice = { readonly value: string; readonly label: string }

/** The clauses in the order people read them. */
export const CLAUSES = [
  'audience',
  'sector',
  'payment',
  'lateRate',
  'recoveryFee',
  'discount',
  'retentionOfTitle',
  'jurisdiction',
  'acceleration',
  'consumerCompensation',
] as const satisfies readonly Clause[]

export const METHODS = zTermMethod.options
export const STARTS = zTermStart.options
export const AUDIENCES = ['professionals', 'consumers', 'both'] as const
export const SECTORS = zTermSector.options
export const MEANS = ACCEPTANCE_MEANS
export const CAUSES = REVIEW_CAUSES

/** Series somebody publishes, which may be added; then those that are computed from them. */
export const PUBLISHED = PUBLISHED_SERIES
export const SERIES = [...PUBLISHED_SERIES, ...DERIVED_SERIES] as const

/** Terms that say nothing yet but what most firms say: thirty days, the law's rate, 40 €, no discount. */
export const NEW_CLAUSES: Clauses = {
  audience: 'professionals',
  payment: { method: 'net', days: 30, from: 'issue' },
  sector: 'general',
  lateRate: { kind: 'legal' },
  recoveryFee: 'professionals',
  discount: { kind: 'none' },
  retentionOfTitle: false,
  jurisdiction: null,
  acceleration: false,
  consumerCompensation: false,
}

/** `12.15` as the user writes it: `12,15 %`. */
export function useRateText(): (rate: string) => string {
  const t = web.useText('terms')
  const comma = web.useLanguage() !== 'en'
  return rate => t('percent', { rate: comma ? rate.replace('.', ',') : rate })
}

/** Parts per million as a percentage with two decimals or more: 121500 → `12.15`. */
export function percentOf(ppm: number): string {
  const decimals = String(ppm % 10_000).padStart(4, '0')
  return `${Math.floor(ppm / 10_000)}.${decimals.replace(/0{1,2}$/, '')}`
}

/** A percentage as typed (`12,15` or `12.15`) in parts per million; null when it is none. */
export function ppmOf(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?$/.exec(text.trim())
  const ppm = match ? Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0')) : Number.NaN
  return ppm <= 1_000_000 ? ppm : null
}

/** `2026-S2` as « S2 2026 ». */
export function useSemesterText(): (semester: string) => string {
  const t = web.useText('terms')
  return semester => {
    const [year = '', half = ''] = semester.split('-')
    return t('semester', { half: half.slice(1), year })
  }
}

/** The first day of a semester named `2027-S1`. */
export function semesterStart(semester: string): string {
  return `${semester.slice(0, 4)}-${semester.endsWith('S1') ? '01' : '07'}-01`
}

type Term = { readonly method: string; readonly days: number; readonly from: string }

/** A payment term in words: « 30 jours nets à compter de l'émission ». */
export function useTermText(): (term: Term) => string {
  const t = web.useText('terms')
  return ({ method, days, from }) => t(`term.${method}`, { count: days, from: t(`from.${from}`) })
}

/** What one clause says, in words. */
export function useClauseText(): (clause: string, value: unknown) => string {
  const t = web.useText('terms')
  const term = useTermText()
  const rate = useRateText()
  const percent = (said: { readonly ppm: number }): string => rate(percentOf(said.ppm))
  return (clause, value) => {
    const said = { [clause]: value } as Partial<Clauses>
    const { payment, lateRate, discount } = said
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    if (value === null || value === undefined) return t('silent')
    if (payment) return term(payment)
    if (lateRate) return lateRate.kind === 'legal' ? t('lateRate.legal') : percent(lateRate)
    if (discount) return discount.kind === 'none' ? t('discount.none') : percent(discount)
    if (typeof value !== 'string') return ''
    return clause === 'jurisdiction' ? value : t(`${clause}.${value}`)
  }
}

const DAYS = ['on', 'from', 'to', 'startsOn', 'dueOn', 'latest'] as const

/** Facts ready to be put into words: days as people write them. */
function useFacts(): (facts: Readonly<Record<string, unknown>>) => Record<string, string> {
  const language = web.useLanguage()
  return facts =>
    Object.fromEntries(
      Object.entries(facts).map(([name, value]) => {
        const text = typeof value === 'string' ? value : ''
        const read = DAYS.some(known => known === name) ? parseDay(text) : null
        return [name, read?.ok ? web.shortDayText(read.value, language) : text]
      }),
    )
}

/** Why these terms govern, one reason in words. */
export function useBecauseText(): (because: Because) => string {
  const t = web.useText('terms')
  const words = useFacts()
  return ({ code, facts }) => {
    const means = facts['means']
    return t(`because.${code}`, { ...words(facts), ...(means === undefined ? {} : { means: t(`means.${means}`) }) })
  }
}

type Breach = { readonly semester: string; readonly rate: string; readonly floor: string }

/** What the law says of a clause, in words, and how to mend it. */
export function useFindingText(): (finding: Finding) => { readonly says: string; readonly remedy: string } {
  const t = web.useText('terms')
  const words = useFacts()
  const rate = useRateText()
  const semester = useSemesterText()
  return ({ code, message, facts }) => {
    const breaches = (facts['breaches'] ?? []) as readonly Breach[]
    const semesters = (facts['semesters'] ?? []) as readonly string[]
    const values = {
      ...words(facts),
      breaches: breaches.map(each => `${semester(each.semester)} (${rate(each.floor)})`).join(', '),
      semesters: semesters.map(semester).join(', '),
    }
    return {
      says: t(`finding.${code}`, { defaultValue: message, ...values }),
      remedy: t(`mend.${code}`, { defaultValue: '', ...values }),
    }
  }
}

/** Choices named by a prefix of the words: `means.click` and the like. */
export function useChoices(prefix: string, values: readonly string[]): Choice[] {
  const t = web.useText('terms')
  return values.map(value => ({ value, label: t(`${prefix}.${value}`) }))
}
