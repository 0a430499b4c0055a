import type { Flag } from './certainty.ts'
import type { SourceName } from './sources.ts'

/** What a customer is. `unknown` counts as a consumer wherever money is at stake. */
export type CustomerKind = 'business' | 'public' | 'consumer' | 'unknown'

/** The body of rules that governs late payment of a debt. */
export type RegimeCode =
  | 'fr-business'
  | 'fr-public'
  | 'fr-consumer'
  | 'be-business'
  | 'be-public'
  | 'be-consumer'
  | 'eu-business'
  | 'eu-public'
  | 'other-consumer'
  | 'other'

/** Who owes whom: ISO 3166 country codes in capitals. */
export type Parties = {
  readonly creditorCountry: string
  readonly customerCountry: string
  readonly customer: CustomerKind
}

/** The regime, why it was chosen, what to look at, and where it comes from. */
export type Regime = {
  readonly code: RegimeCode
  readonly because: readonly string[]
  readonly flags: readonly Flag[]
  readonly sources: readonly SourceName[]
}

const EU = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '))

// The overseas departments, and two islands that were part of one, live under the same commercial and consumer law.
const FRENCH_OVERSEAS = new Set('BL GF GP MF MQ RE YT'.split(' '))

/**
 * The country whose law is meant by an ISO 3166 code: an address in La Réunion may be written RE, and French law holds
 * there (Constitution art. 73). Saint-Pierre-et-Miquelon and the Pacific territories have rules of their own.
 */
export function lawCountry(country: string): string {
  return FRENCH_OVERSEAS.has(country) ? 'FR' : country
}

const SOURCES_OF: Readonly<Record<RegimeCode, readonly SourceName[]>> = {
  'fr-business': ['fr-late-interest', 'fr-recovery-fee'],
  'fr-public': ['fr-public-interest', 'fr-public-fee'],
  'fr-consumer': ['fr-consumer-interest', 'fr-consumer-costs'],
  'be-business': ['be-late-interest', 'be-recovery-fee'],
  'be-public': ['be-late-interest', 'be-recovery-fee'],
  'be-consumer': ['be-consumer'],
  'eu-business': ['eu-late-interest', 'eu-recovery-fee'],
  'eu-public': ['eu-late-interest', 'eu-recovery-fee'],
  'other-consumer': ['conflict-consumer'],
  other: [],
}

/**
 * Which law governs late payment. Between professionals, the creditor's country (Rome I art. 4, no choice of law
 * known); a public body keeps its own country's rules and a consumer the law of the place where he lives (Rome I art.
 * 6). Outside the Union, or for a consumer of a country whose law is not held here, no figure is invented.
 */
export function chooseRegime(parties: Parties): Regime {
  const { customer } = parties
  const creditorCountry = lawCountry(parties.creditorCountry)
  const customerCountry = lawCountry(parties.customerCountry)
  const protectedKind = customer === 'consumer' || customer === 'unknown'
  const country = customer === 'business' ? creditorCountry : customerCountry
  const code = regimeCode(country, customer)
  const abroad = creditorCountry !== customerCountry
  const because = [
    customer === 'unknown'
      ? 'nobody said what the customer is: he is treated as a consumer'
      : `the customer is ${WORDS[customer]}`,
    `the law followed is that of ${country}, the country of the ${customer === 'business' ? 'creditor' : 'customer'}`,
  ]
  const flags = [
    ...(customer === 'unknown' ? [UNKNOWN_KIND] : []),
    ...(abroad ? [CROSS_BORDER] : []),
    ...(code.startsWith('other') ? [NO_LAW_HELD] : []),
    ...(code.startsWith('eu-') ? [DIRECTIVE_MINIMUM] : []),
  ]
  const conflict: readonly SourceName[] = abroad ? [protectedKind ? 'conflict-consumer' : 'conflict-business'] : []
  return { code, because, flags, sources: [...SOURCES_OF[code], ...conflict] }
}

const WORDS = { business: 'a professional', public: 'a public body', consumer: 'a consumer' } as const

function regimeCode(country: string, customer: CustomerKind): RegimeCode {
  const kind = customer === 'unknown' ? 'consumer' : customer
  if (country === 'FR') return `fr-${kind}`
  if (country === 'BE') return `be-${kind}`
  if (kind === 'consumer') return 'other-consumer'
  return EU.has(country) ? `eu-${kind}` : 'other'
}

const UNKNOWN_KIND: Flag = {
  code: 'customer-kind-unknown',
  message: 'The kind of customer is unknown: no fee and no professional rate until somebody says what he is',
}
const CROSS_BORDER: Flag = {
  code: 'cross-border',
  message: 'Creditor and customer are in two countries: check whether the contract chooses a law',
}
const NO_LAW_HELD: Flag = {
  code: 'law-not-held',
  message: 'The law of this country is not held here: no interest and no fee are computed',
}
const DIRECTIVE_MINIMUM: Flag = {
  code: 'directive-minimum',
  message: 'Only the minimum of directive 2011/7/EU is computed: the national law may give more',
}
