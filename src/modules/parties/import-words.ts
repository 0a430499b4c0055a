import { checkId, type IdKind } from '#law/identifiers/index.ts'
import { plain, plainName } from '#kernel/text.ts'
import type { Said, Says } from './import-decide.ts'
import type { Creditor, CustomerKind, Language } from './model.ts'

/** The cells of a row of a list by what they hold, as `formats/tables` reads them. */
export type Cells = Readonly<Record<string, string | undefined>>

/** A cell that cannot be taken: which field, a stable code and what to do. */
export type WordProblem = { readonly field: string; readonly code: string; readonly remedy: string }

const PUBLIC =
  /\b(public|publique|publics|collectivite|administration|etat|commune|mairie|departement|region|epci|epa|hopital|ministere|overheid|gemeente|openbaar|behorde|b2g|government)\b/
const PRIVATE =
  /\b(particulier|particuliers|consommateur|personne physique|private person|particuliere|privatperson|privatkunde|consumer|consument|b2c|individual)\b/
const COMPANY =
  /\b(societe|entreprise|professionnel|professionnels|commercant|artisan|association|asbl|vzw|company|business|bedrijf|firma|unternehmen|b2b|sarl|eurl|sas|sasu|sa|snc|scs|sca|sci|scop|scp|selarl|sprl|srl|bv|bvba|nv|sc|scrl|gmbh|ag|ltd|plc|llc|ei|eirl|gie|cooperative)\b/

/** The kind that a word such as « Organisme public » or a legal form names, or null. */
export function kindOfWord(text: string): CustomerKind | null {
  const word = plain(text)
  if (PRIVATE.test(word)) return 'private'
  if (PUBLIC.test(word)) return 'public'
  return COMPANY.test(word) ? 'company' : null
}

/** Large or small, by the words of credit managers and of statistics offices; null for any other word. */
export function sizeOfWord(text: string): 'large' | 'small' | null {
  const word = plain(text)
  if (/\b(grand compte|grands comptes|grande|grande entreprise|ge|eti|large|key account|groot|gross)\b/.test(word))
    return 'large'
  return /\b(pme|tpe|tpme|petite?s?|micro|moyenne|small|sme|kmo|kmu|klein)\b/.test(word) ? 'small' : null
}

const LANGUAGES: Readonly<Record<Language, string>> = {
  fr: 'fr fra fre francais francaise french frans franzosisch',
  nl: 'nl nld dut neerlandais nederlands dutch flamand vlaams niederlandisch',
  en: 'en eng gb uk anglais english engels englisch',
  de: 'de deu ger allemand deutsch german duits',
}

/** The language a word or code names, or null when it is none of ours. */
export function languageOfWord(text: string): Language | null {
  const [word = ''] = plain(text).split(' ')
  for (const language of ['fr', 'nl', 'en', 'de'] as const) {
    if (LANGUAGES[language].split(' ').includes(word)) return language
  }
  return null
}

// Names and codes other than ISO 3166-1 alpha-2, as French and Belgian files write them.
const COUNTRIES: Readonly<Record<string, string>> = {
  FR: 'f,fra,france,frankrijk,frankreich',
  BE: 'b,bel,belgique,belgie,belgium,belgien',
  LU: 'l,lux,luxembourg,luxemburg,grand duche de luxembourg',
  NL: 'nld,pays bas,nederland,netherlands,the netherlands,niederlande,hollande',
  DE: 'd,deu,allemagne,deutschland,germany,duitsland',
  CH: 'che,suisse,schweiz,switzerland,zwitserland',
  IT: 'ita,italie,italia,italy',
  ES: 'esp,espagne,espana,spain,spanje',
  PT: 'prt,portugal',
  GB: 'uk,gbr,royaume uni,united kingdom,grande bretagne,angleterre,verenigd koninkrijk',
  IE: 'irl,irlande,ireland,ierland',
  AT: 'aut,autriche,osterreich,austria,oostenrijk',
  PL: 'pol,pologne,polska,poland',
  GR: 'el,grc,grece,greece',
  MC: 'mco,monaco',
  US: 'usa,etats unis,united states',
}

const COUNTRY_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(COUNTRIES).flatMap(([code, names]) => names.split(',').map(name => [name, code] as const)),
)

/** The ISO code of a country written as code or name, or null. */
export function countryOfWord(text: string): string | null {
  const word = plain(text)
  return COUNTRY_OF.get(word) ?? (/^[a-z]{2}$/.test(word) ? word.toUpperCase() : null)
}

const IDENTIFIERS: readonly (readonly [cell: string, said: Said, kind: IdKind])[] = [
  ['siren', 'siren', 'siren'],
  ['siret', 'siret', 'siret'],
  ['vat', 'vatNumber', 'eu-vat'],
  ['enterpriseNumber', 'enterpriseNumber', 'be-number'],
  ['iban', 'iban', 'iban'],
]

const TEXTS: readonly (readonly [cell: string, said: Said, longest: number])[] = [
  ['customerName', 'name', 200],
  ['address', 'street', 200],
  ['address2', 'street2', 200],
  ['postalCode', 'postcode', 20],
  ['city', 'city', 100],
  ['group', 'group', 200],
  ['contact', 'contact', 200],
  ['phone', 'phone', 40],
  ['decisionContact', 'decisionContact', 200],
  ['decisionPhone', 'decisionPhone', 40],
]

/**
 * What a row says of a customer. An identifier whose key is wrong is not taken (the reader has warned of it); an
 * address of mail or a country that cannot be read is a problem, because something would be sent, or judged, by it.
 */
export function saysOf(cells: Cells): { readonly says: Says; readonly problems: readonly WordProblem[] } {
  const says: Partial<Record<Said, string>> = {}
  const problems: WordProblem[] = []
  const take = (said: Said, value: string | null | undefined): void => {
    if (value !== null && value !== undefined && value !== '') says[said] = value
  }
  for (const [cell, said, longest] of TEXTS) take(said, cells[cell]?.replace(/\s+/g, ' ').trim().slice(0, longest))
  for (const [cell, said, kind] of IDENTIFIERS) {
    const value = cells[cell]
    if (value !== undefined) take(said, checkId(kind, value).normalized)
  }
  take('kind', kindOf(cells))
  take('size', cells['size'] === undefined ? null : sizeOfWord(cells['size']))
  take('language', cells['language'] === undefined ? null : languageOfWord(cells['language']))
  if (cells['country'] !== undefined) {
    const country = countryOfWord(cells['country'])
    if (country === null) {
      problems.push({ field: 'country', code: 'country-unreadable', remedy: 'write the country as FR, BE or its name' })
    }
    take('country', country)
  }
  for (const [cell, said] of [
    ['email', 'email'],
    ['decisionEmail', 'decisionEmail'],
  ] as const) {
    const address = cells[cell]?.trim()
    if (address === undefined) continue
    if (/^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]{2,}$/.test(address)) take(said, address)
    else problems.push({ field: cell, code: 'email-unreadable', remedy: 'write one address such as nom@societe.fr' })
  }
  return { says, problems }
}

function kindOf(cells: Cells): CustomerKind | null {
  const named = cells['kind'] === undefined ? null : kindOfWord(cells['kind'])
  return named ?? (cells['legalForm'] === undefined ? null : kindOfWord(cells['legalForm']))
}

/** The creditor that a text names: by code, name, SIREN, VAT or enterprise number; null when none or several. */
export function matchCreditor(creditors: readonly Creditor[], text: string): Creditor | null {
  const name = plainName(text)
  const digits = text.replace(/[^A-Za-z0-9]/g, '').toUpperCase()
  const found = creditors.filter(
    creditor =>
      creditor.code === text.trim().toUpperCase() ||
      plainName(creditor.name) === name ||
      [creditor.siren, creditor.vatNumber, creditor.enterpriseNumber].some(id => id !== null && id === digits),
  )
  return found.length === 1 ? (found[0] ?? null) : null
}
