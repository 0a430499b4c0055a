import { plain } from '#kernel/text.ts'
import type { SampleCreditor } from './creditors.ts'
import { belgianNumber, frenchVat, siren, siret } from './numbers.ts'
import { at, stream, type Random } from './random.ts'
import * as words from './words.ts'

export type Kind = 'company' | 'public' | 'private' | 'unknown'
export type Language = 'fr' | 'nl' | 'de' | 'en'
/** How a customer pays; `invoices.ts` turns it into days. */
export type Profile =
  | 'punctual'
  | 'debited'
  | 'slow'
  | 'habitual'
  | 'drifting'
  | 'disputer'
  | 'insolvent'
  | 'never'
  | 'administration'
export type Terms = '15' | '30' | '60' | '30-end' | '45-end' | 'receipt'

export type SampleContact = { readonly name: string; readonly email: string; readonly phone: string }

export type SampleCustomer = {
  readonly ref: string
  readonly name: string
  readonly kind: Kind
  readonly size: 'large' | 'small' | null
  readonly legalForm: string | null
  readonly country: 'FR' | 'BE'
  readonly language: Language
  readonly siren: string | null
  readonly siret: string | null
  readonly vat: string | null
  readonly enterpriseNumber: string | null
  readonly street: string
  readonly street2: string | null
  readonly postcode: string
  readonly city: string
  readonly group: string | null
  readonly payable: SampleContact | null
  readonly decider: SampleContact | null
  readonly terms: Terms
  /** Credit limit in whole euros. */
  readonly limit: number | null
  readonly seller: string
  readonly profile: Profile
  /** How often this customer buys, against the others. */
  readonly weight: number
}

const SELLERS = ['Marc Delannoy', 'Sophie Wattiau', 'Ilse Bogaert', 'Karim Haddouche'] as const

/** The kinds of one creditor's book in thousandths: [kind, size, share]. */
const MIX: readonly (readonly [Kind, 'large' | 'small' | null, number])[] = [
  ['company', 'large', 75],
  ['public', null, 105],
  ['private', null, 160],
  ['unknown', null, 33],
  ['company', 'small', 627],
]

/** The book of one creditor: everything follows from the seed, the creditor and the rank. */
export function book(seed: number, creditor: SampleCreditor, count: number): SampleCustomer[] {
  const places = new Map<string, number>()
  const names = new Set<string>()
  return Array.from({ length: count }, (_, index) => {
    const [kind, size] = kindOf(index + 1)
    const place = places.get(`${kind}/${size}`) ?? 0
    places.set(`${kind}/${size}`, place + 1)
    const made = customer(seed, creditor, { rank: index + 1, count, place, kind, size })
    // Two companies of one name in one book are told apart by their town; two persons may well share a name.
    if (!names.has(made.name) || kind === 'private') return names.add(made.name) && made
    const { name, city, legalForm: form } = made
    const told = form ? `${name.slice(0, -form.length)}${city} ${form}` : `${name} ${city}`
    names.add(told)
    return { ...made, name: told }
  })
}

type Seat = { rank: number; count: number; place: number; kind: Kind; size: 'large' | 'small' | null }

function customer(seed: number, creditor: SampleCreditor, seat: Seat): SampleCustomer {
  const { rank, count, kind, size } = seat
  const random = stream(seed, creditor.code, 'customer', rank)
  const home = random.chance(86) || kind === 'public' || size === 'large'
  const country = home ? creditor.country : creditor.country === 'FR' ? 'BE' : 'FR'
  const language = languageOf(random, creditor, seat, country)
  const name = nameOf(random, creditor, seat, language)
  const numbers = kind === 'company' || kind === 'public' ? registers(creditor, country, kind, rank) : NO_NUMBERS
  const [postcode, city] = random.pick(townsOf(country, language))
  const unreachable = random.chance(6)
  const person = personOf(random, language)
  const deciderUnknown = kind === 'private' || kind === 'unknown' || (size === 'small' && random.chance(45))
  return {
    ref: `${creditor.country === 'FR' ? 'V' : 'L'}${String(rank).padStart(count > 9999 ? 6 : 4, '0')}`,
    name: name.full,
    kind,
    size,
    legalForm: name.form,
    country,
    language,
    ...numbers,
    street: streetOf(random, language),
    street2: random.chance(8)
      ? random.pick(language === 'nl' ? ['Bus 3', 'Bus 12'] : ['Bâtiment B', 'BP 20114'])
      : null,
    postcode,
    city,
    group: size === 'large' && random.chance(60) ? random.pick(words.GROUPS) : null,
    payable: unreachable ? null : payableContact(random, { kind, language, country, company: name.plain, person }),
    decider: deciderUnknown ? null : contact(random, name.plain, country, person),
    terms: termsOf(random, creditor, kind, size),
    limit: limitOf(random, kind, size),
    seller: random.pick(SELLERS),
    profile: profileOf(random, kind, size),
    weight: weightOf(random, kind, size),
  }
}

const weightOf = (random: Random, kind: Kind, size: 'large' | 'small' | null): number =>
  size === 'large' ? random.between(50, 140) : kind === 'private' ? random.between(2, 8) : random.between(8, 40)

/** The kinds are laid out by rank, so that every size of book has its share of each, rounded. */
function kindOf(rank: number): readonly [Kind, 'large' | 'small' | null] {
  // A multiplier prime to 1009 scatters the ranks: the large accounts are not all at the top of the list.
  const place = (((rank * 619) % 1009) * 1000) / 1009
  let upTo = 0
  for (const [kind, size, share] of MIX) {
    upTo += share
    if (place < upTo) return [kind, size]
  }
  return ['company', 'small']
}

function languageOf(random: Random, creditor: SampleCreditor, seat: Seat, country: 'FR' | 'BE'): Language {
  if (country === 'FR') return seat.kind === 'private' && random.chance(5) ? 'en' : 'fr'
  if (seat.kind === 'public') return languageOfBody(publicName(creditor, seat))
  if (random.chance(5)) return 'de'
  if (random.chance(3)) return 'en'
  return random.chance(creditor.country === 'FR' ? 40 : 60) ? 'nl' : 'fr'
}

const publicName = (creditor: SampleCreditor, seat: Seat): string => {
  const names = creditor.country === 'FR' ? words.FRENCH_PUBLIC : words.BELGIAN_PUBLIC
  return at(names, seat.place % names.length)
}

/** A Belgian public body speaks the language of its name. */
function languageOfBody(name: string): Language {
  if (/^(Gemeente|OCMW|Stadsbestuur|Provinciaal|Cultuurcentrum)/.test(name)) return 'nl'
  return name.startsWith('Gemeinde') ? 'de' : 'fr'
}

function townsOf(country: 'FR' | 'BE', language: Language): readonly words.Town[] {
  if (country === 'FR') return words.FRENCH_TOWNS
  return language === 'nl' ? words.FLEMISH_TOWNS : language === 'de' ? words.GERMAN_TOWNS : words.WALLOON_TOWNS
}

function streetOf(random: Random, language: Language): string {
  const number = random.between(1, 148)
  if (language === 'nl') return `${random.pick(words.DUTCH_STREETS)} ${number}`
  if (language === 'de') return `${random.pick(words.GERMAN_STREETS)} ${number}`
  return `${number} ${random.pick(words.FRENCH_STREETS)}`
}

type Person = { readonly first: string; readonly last: string }

function personOf(random: Random, language: Language): Person {
  if (language === 'en') {
    const [first = '', last = ''] = random.pick(words.ENGLISH_NAMES).split(' ')
    return { first, last }
  }
  const dutch = language === 'nl'
  return {
    first: random.pick(dutch ? words.DUTCH_FIRST_NAMES : words.FRENCH_FIRST_NAMES),
    last: random.pick(surnames(language)),
  }
}

const surnames = (language: Language): readonly string[] =>
  language === 'nl' ? words.DUTCH_SURNAMES : language === 'de' ? words.GERMAN_SURNAMES : words.FRENCH_SURNAMES

type Name = { readonly full: string; readonly plain: string; readonly form: string | null }

const named = (company: string, form: string | null = null): Name => ({
  full: form ? `${company} ${form}` : company,
  plain: company,
  form,
})

function nameOf(random: Random, creditor: SampleCreditor, seat: Seat, language: Language): Name {
  const french = creditor.country === 'FR'
  const inTurn = (names: readonly string[]): string => at(names, seat.place % names.length)
  if (seat.kind === 'public') return named(publicName(creditor, seat))
  const person = personOf(random, language)
  if (seat.kind === 'private') return named(`${person.first} ${person.last}`)
  const form = legalForm(random, seat.size, language, creditor)
  if (seat.size === 'large') return named(inTurn(french ? words.LARGE_NAMES : words.BELGIAN_LARGE_NAMES), form)
  return named(tradeName(random, french, language, person), seat.kind === 'unknown' ? null : form)
}

function tradeName(random: Random, french: boolean, language: Language, person: Person): string {
  const style = random.between(1, 3)
  if (language === 'nl') {
    if (style === 1) return `${random.pick(words.DUTCH_CAFES)} ${random.pick(words.DUTCH_EMBLEMS)}`
    return style === 2 ? `${random.pick(words.DUTCH_CAFES)} ${person.last}` : `${person.last} & Zonen`
  }
  const trade = random.pick(french ? words.FRENCH_TRADES : words.FRENCH_CAFES)
  if (style === 1) return `${trade} ${random.pick(words.EMBLEMS)}`
  return style === 2 ? `${trade} ${person.last}` : `${person.last} & Fils`
}

function legalForm(
  random: Random,
  size: 'large' | 'small' | null,
  language: Language,
  creditor: SampleCreditor,
): string {
  if (language === 'nl') return size === 'large' ? 'NV' : random.pick(['BV', 'BV', 'VOF', 'NV'])
  if (creditor.country === 'BE' || language === 'de')
    return size === 'large' ? 'SA' : random.pick(['SRL', 'SRL', 'SC', 'SA'])
  return size === 'large' ? random.pick(['SA', 'SAS']) : random.pick(['SARL', 'SARL', 'SAS', 'EURL', 'SASU', 'SNC'])
}

type Numbers = Pick<SampleCustomer, 'siren' | 'siret' | 'vat' | 'enterpriseNumber'>
const NO_NUMBERS: Numbers = { siren: null, siret: null, vat: null, enterpriseNumber: null }

function registers(creditor: SampleCreditor, country: 'FR' | 'BE', kind: Kind, rank: number): Numbers {
  // Each book counts in its own half of the invented range; the first hundred are kept for the creditors.
  const place = 100 + rank * 2 + (creditor.country === 'FR' ? 0 : 1)
  if (country === 'BE') {
    const number = belgianNumber(place)
    return { siren: null, siret: null, vat: `BE${number}`, enterpriseNumber: number }
  }
  const ofSiren = siren(place, kind === 'public')
  return { siren: ofSiren, siret: siret(ofSiren), vat: frenchVat(ofSiren), enterpriseNumber: null }
}

const slug = (text: string): string => plain(text).replaceAll(' ', '-').slice(0, 40)

// French numbers are of the range that ARCEP keeps for fiction (03 53 01); Belgium has none, 02 000 is not in use.
const phoneOf = (random: Random, country: 'FR' | 'BE'): string =>
  `${country === 'FR' ? '+33 3 53 01' : '+32 2 000'} ${random.between(10, 99)} ${random.between(10, 99)}`

function contact(random: Random, company: string, country: 'FR' | 'BE', person: Person): SampleContact {
  return {
    name: `${person.first} ${person.last}`,
    email: `${slug(person.first)}.${slug(person.last)}@${slug(company)}.example`,
    phone: phoneOf(random, country),
  }
}

type Clerk = { kind: Kind; language: Language; country: 'FR' | 'BE'; company: string; person: Person }

function payableContact(random: Random, { kind, language, country, company, person }: Clerk): SampleContact {
  const phone = phoneOf(random, country)
  if (kind === 'private') {
    const [first = '', ...last] = company.split(' ')
    return { name: company, email: `${slug(first)}.${slug(last.join(' '))}@courriel.example`, phone }
  }
  const box = { fr: 'compta', nl: 'boekhouding', de: 'buchhaltung', en: 'accounts' }[language]
  const clerk = random.chance(60) ? personOf(random, language) : person
  return { name: `${clerk.first} ${clerk.last}`, email: `${box}@${slug(company)}.example`, phone }
}

function termsOf(random: Random, creditor: SampleCreditor, kind: Kind, size: 'large' | 'small' | null): Terms {
  if (kind === 'private')
    return random.weighted([
      ['receipt', 40],
      ['15', 60],
    ] as const)
  if (kind === 'public') return '30'
  if (creditor.country === 'BE')
    return size === 'large'
      ? '60'
      : random.weighted([
          ['30', 80],
          ['15', 20],
        ] as const)
  if (size === 'large')
    return random.weighted([
      ['60', 50],
      ['45-end', 50],
    ] as const)
  return random.weighted([
    ['30', 70],
    ['30-end', 30],
  ] as const)
}

function limitOf(random: Random, kind: Kind, size: 'large' | 'small' | null): number | null {
  if (kind === 'private' || kind === 'unknown') return null
  if (size === 'large') return random.between(10, 40) * 5000
  return random.between(2, 30) * 1000
}

function profileOf(random: Random, kind: Kind, size: 'large' | 'small' | null): Profile {
  if (size === 'large')
    return random.weighted([
      ['punctual', 50],
      ['habitual', 25],
      ['drifting', 15],
      ['disputer', 10],
    ] as const)
  if (kind === 'public')
    return random.weighted([
      ['administration', 70],
      ['punctual', 30],
    ] as const)
  return random.weighted([
    ['punctual', 36],
    ['debited', 9],
    ['slow', 16],
    ['habitual', 18],
    ['drifting', 9],
    ['disputer', 5],
    ['insolvent', 4],
    ['never', 3],
  ] as const)
}
