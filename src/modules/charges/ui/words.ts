import type { Answer } from '#kernel/contract.ts'
import { parseDay } from '#kernel/day.ts'
import * as web from '#web/index.ts'
import type { computeCharges } from '../calculator-api.ts'

export type Stated = Answer<typeof computeCharges>
export type Flag = Stated['flags'][number]

// The law speaks in articles: their explanation in the reader's language stands under a key of its own.
const ARTICLES: readonly (readonly [article: string, says: string, key: string])[] = [
  ['C. com. L441-10 II', 'Late interest', 'frInterest'],
  ['C. com. L441-10 II', 'A contractual rate', 'frFloor'],
  ['C. com. L441-10 II and D441-5', '', 'frFee'],
  ['CCP R2192-31', '', 'frPublicInterest'],
  ['CCP D2192-35 (décret 2013-269 art. 9)', '', 'frPublicFee'],
  ['C. civ. 1231-6 and 1344-1', '', 'frConsumerInterest'],
  ['CPCE L111-8 al. 2', '', 'frConsumerCosts'],
  ['C. civ. 1343-1', '', 'frImputation'],
  ['C. civ. 1343-2', '', 'frCompounding'],
  ['C. com. L622-28 and L641-3', '', 'frInsolvency'],
  ['Loi du 2 août 2002, art. 5', '', 'beInterest'],
  ['Loi du 2 août 2002, art. 6', '', 'beFee'],
  ['CDE Livre XIX', '', 'beConsumer'],
  ['Directive 2011/7/UE, art. 2 to 4', '', 'euInterest'],
  ['Directive 2011/7/UE, art. 6', '', 'euFee'],
  ['Règlement (CE) 593/2008 (Rome I), art. 4', '', 'rome4'],
  ['Règlement (CE) 593/2008 (Rome I), art. 6', '', 'rome6'],
]

/** What a source says, in the reader's language; its own words when they are not known here. */
export function sourceWords(t: web.Text, source: Stated['sources'][number]): { article: string; says: string } {
  const found = ARTICLES.findLast(
    ([article, says]) => source.article.startsWith(article) && source.says.startsWith(says),
  )
  const article = source.article.replace(' and ', t('sourceAnd')).replace(/(\d) to (\w)/, `$1${t('sourceTo')}$2`)
  return { article, says: found ? t(`source.${found[2]}`) : source.says }
}

/** Why a rate applies: « fr-default 2026-S1 » in the reader's words. */
export function whyWords(t: web.Text, why: string): string {
  return why
    .split(', ')
    .map(part => {
      if (part === 'fixed') return t('rateWhy.fixed')
      const [, bound = '', series = '', semester] = /^(floor |cap )?([\w-]+)(?: (\d{4}-S[12]))?$/.exec(part) ?? []
      if (series === '') return part
      const name = t(`rateWhy.${series}`, { defaultValue: series })
      const words = semester === undefined ? name : `${name} ${semester.slice(-2)} ${semester.slice(0, 4)}`
      return bound === '' ? words : t(`rateWhy.${bound.trim()}`, { rate: words })
    })
    .join(', ')
}

/** Why a body of rules was chosen, sentence by sentence. */
export function becauseWords(t: web.Text, sentences: readonly string[], language: string): string[] {
  const country = new Intl.DisplayNames([language], { type: 'region' })
  return sentences.map(sentence => {
    const law = /^the law followed is that of ([A-Z]{2}), the country of the (creditor|customer)$/.exec(sentence)
    if (law) return t(`because.${law[2]}`, { country: country.of(law[1] ?? '') ?? law[1] })
    if (sentence.startsWith('nobody said')) return t('because.unknown')
    const kind = { 'a professional': 'business', 'a public body': 'public', 'a consumer': 'consumer' }
    const found = Object.entries(kind).find(([words]) => sentence.endsWith(words))
    return found ? t(`because.${found[1]}`) : sentence
  })
}

/** A flag in the reader's language, with its figures. Amounts in it are of the statement's currency. */
export function flagWords(t: web.Text, flag: Flag, currency: string, language: string): string {
  const values = Object.fromEntries(
    Object.entries(flag.data ?? {}).map(([name, value]) => [
      name.replaceAll('-', '_'),
      shown(value, currency, language),
    ]),
  )
  return t(`flag.${flag.code}`, { defaultValue: flag.message, ...values })
}

function shown(value: unknown, currency: string, language: string): string {
  if (typeof value === 'string') {
    if (/^-?\d+\.\d+$/.test(value)) return web.amountText({ amount: value, currency }, language)
    const day = parseDay(value)
    return day.ok ? web.shortDayText(day.value, language) : value
  }
  if (!Array.isArray(value)) return typeof value === 'number' ? String(value) : ''
  return value.map((item: unknown) => breach(item) ?? shown(item, currency, language)).join(', ')
}

function breach(item: unknown): string | null {
  if (typeof item !== 'object' || item === null || !('semester' in item)) return null
  return typeof item.semester === 'string' ? item.semester : null
}

/** A rate, « 12,40 % », from its decimal text. */
export function rateWords(rate: string, language: string): string {
  return language === 'en' ? `${rate}%` : `${rate.replace('.', ',')}\u00a0%`
}

/** A refusal that stands inside an answer, as the other refusals are said. */
export function refusalWords(
  t: web.Text,
  refusal: {
    readonly code: string
    readonly message: string
    readonly data?: Readonly<Record<string, unknown>> | undefined
  },
): string {
  const series = refusal.data?.['series']
  const name = typeof series === 'string' ? t(`rateWhy.${series}`, { defaultValue: series }) : ''
  return t(`refusal.${refusal.code}`, { defaultValue: refusal.message, ...refusal.data, name })
}
