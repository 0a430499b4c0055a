import type { ContactId, CreditorId, CustomerId, SegmentId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { segmentOf } from './decide.ts'
import type { ContactRole, Creditor, CustomerFacts, CustomerKind, Language, Segment } from './model.ts'

/** What a list or a document can say of a customer; every value is text in its normal form. */
export type Said =
  | 'name' | 'kind' | 'size' | 'country' | 'language' | 'siren' | 'siret' | 'vatNumber' | 'enterpriseNumber'
  | 'street' | 'street2' | 'postcode' | 'city' | 'group' | 'iban'
  | 'contact' | 'email' | 'phone' | 'decisionContact' | 'decisionEmail' | 'decisionPhone' // prettier-ignore

export type Says = Readonly<Partial<Record<Said, string>>>

/** A contact as a list can give it: one of accounts payable, one who decides. */
export type ListedContact = {
  readonly id: ContactId
  readonly role: ContactRole
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
}

/** A customer as it stands, with what the last list said of it. */
export type KnownCustomer = CustomerFacts & {
  readonly id: CustomerId
  readonly creditor: CreditorId
  readonly ref: string
  readonly group: string | null
  readonly segment: SegmentId | null
  readonly segmentFixed: boolean
  readonly listed: Says
  readonly contacts: readonly ListedContact[]
}

/** What becomes of a customer. `before` is null for a new one. */
export type CustomerPlan = {
  readonly outcome: 'created' | 'changed' | 'ignored'
  readonly after: KnownCustomer
  /** Contacts to write, new ones with the id they get. */
  readonly contacts: readonly ListedContact[]
  readonly addressChanged: boolean
  readonly ibanChanged: boolean
  /** The row must be written, be it only to remember what the list said. */
  readonly write: boolean
}

const FACTS = [
  'name',
  'siren',
  'siret',
  'vatNumber',
  'enterpriseNumber',
  'street',
  'street2',
  'postcode',
  'city',
] as const
const POSTAL = ['street', 'street2', 'postcode', 'city'] as const

/**
 * The code of a customer that only a document knows: its register number, so that a later list can give the real one.
 */
export function provisionalRef(says: Says): string | null {
  return says.siren ?? says.enterpriseNumber ?? says.vatNumber ?? null
}

/**
 * What a row makes of a customer. What the last list said already says nothing new, so that a correction made here
 * survives the next import of the same list; an absent or empty cell never erases. Refused: `code-missing`,
 * `name-missing`.
 */
export function planCustomer(
  ref: string | null,
  says: Says,
  known: KnownCustomer | null,
  around: {
    readonly creditor: Pick<Creditor, 'id' | 'country' | 'language'>
    readonly segments: readonly Segment[]
    readonly newId: () => string
  },
): Result<CustomerPlan> {
  const base = known ? ok(known) : blank(ref, says, around)
  if (!base.ok) return base
  const before = base.value
  const news = newsOf(says, before.listed)
  if (known && Object.keys(news).length === 0 && (ref === null || ref === known.ref)) {
    return ok({
      outcome: 'ignored',
      after: known,
      contacts: [],
      addressChanged: false,
      ibanChanged: false,
      write: false,
    })
  }
  const applied = apply(before, news, around.creditor)
  const contacts = contactsOf(before, news, around.newId)
  const segment = before.segmentFixed ? before.segment : (segmentOf(applied, around.segments)?.id ?? null)
  const after: KnownCustomer = {
    ...applied,
    ref: ref ?? before.ref,
    segment,
    listed: { ...before.listed, ...news },
    contacts: [...before.contacts.filter(old => !contacts.some(contact => contact.id === old.id)), ...contacts],
  }
  const moved = (fields: readonly (keyof KnownCustomer)[]): boolean =>
    fields.some(field => after[field] !== before[field])
  const changed = moved([...FACTS, 'kind', 'size', 'country', 'language', 'group', 'ref']) || contacts.length > 0
  const iban = known?.listed.iban
  return ok({
    outcome: known === null ? 'created' : changed ? 'changed' : 'ignored',
    after,
    contacts,
    addressChanged: known !== null && POSTAL.some(field => known[field] !== null && after[field] !== known[field]),
    ibanChanged: iban !== undefined && news.iban !== undefined && news.iban !== iban,
    write: true,
  })
}

function newsOf(says: Says, listed: Says): Says {
  const news: Partial<Record<Said, string>> = {}
  for (const [said, value] of Object.entries(says) as [Said, string][]) {
    if (listed[said] !== value) news[said] = value
  }
  return news
}

function blank(ref: string | null, says: Says, around: Parameters<typeof planCustomer>[3]): Result<KnownCustomer> {
  const code = ref ?? provisionalRef(says)
  if (code === null) {
    return refuse('code-missing', 'give the customer a code, a SIREN or a VAT number: it cannot be found again without')
  }
  if (says.name === undefined) return refuse('name-missing', `give the name of customer ${code}: it is not known yet`)
  const { creditor } = around
  return ok({
    id: around.newId() as CustomerId,
    creditor: creditor.id,
    ref: code,
    name: says.name,
    kind: 'unknown',
    size: null,
    country:
      says.country ??
      countryOfVat(says.vatNumber) ??
      (says.enterpriseNumber ? 'BE' : says.siren ? 'FR' : creditor.country),
    language: creditor.language,
    siren: null,
    siret: null,
    vatNumber: null,
    enterpriseNumber: null,
    street: null,
    street2: null,
    postcode: null,
    city: null,
    group: null,
    segment: null,
    segmentFixed: false,
    listed: {},
    contacts: [],
  })
}

function apply(before: KnownCustomer, news: Says, creditor: Pick<Creditor, 'country' | 'language'>): KnownCustomer {
  const facts = Object.fromEntries(FACTS.flatMap(field => (news[field] === undefined ? [] : [[field, news[field]]])))
  const after = { ...before, ...facts }
  const country = news.country ?? before.country
  const moved = news.country !== undefined || news.postcode !== undefined || Object.keys(before.listed).length === 0
  const inferred = moved && before.listed.language === undefined ? languageOf(country, after.postcode, creditor) : null
  const kind = (news.kind as CustomerKind | undefined) ?? (before.kind === 'unknown' ? inferKind(after) : before.kind)
  return {
    ...after,
    kind,
    size: (news.size as KnownCustomer['size'] | undefined) ?? before.size,
    country,
    language: (news.language as Language | undefined) ?? inferred ?? before.language,
    group: news.group ?? before.group,
  }
}

/**
 * A French public body has a SIREN that begins with 1 or 2 (INSEE); another identifier makes a company; without any,
 * unknown.
 */
export function inferKind(facts: Pick<CustomerFacts, 'siren' | 'vatNumber' | 'enterpriseNumber'>): CustomerKind {
  if (facts.siren !== null) return /^[12]/.test(facts.siren) ? 'public' : 'company'
  return facts.vatNumber !== null || facts.enterpriseNumber !== null ? 'company' : 'unknown'
}

function countryOfVat(vat: string | undefined): string | null {
  const prefix = vat?.slice(0, 2)
  return prefix === undefined ? null : prefix === 'EL' ? 'GR' : prefix
}

/**
 * The language a customer is written to when nobody said: that of the country, in Belgium that of the region of the
 * postcode (law on the use of languages; German around Eupen and Sankt Vith), Brussels and what is unknown there in
 * the creditor's own.
 */
export function languageOf(
  country: string,
  postcode: string | null,
  creditor: Pick<Creditor, 'country' | 'language'>,
): Language {
  if (country === 'BE') {
    const code = /^\d{4}$/.test(postcode ?? '') ? Number(postcode) : 0
    if (code >= 4700 && code < 4792) return 'de'
    if ((code >= 1500 && code < 4000) || code >= 8000) return 'nl'
    if ((code >= 1300 && code < 1500) || (code >= 4000 && code < 8000)) return 'fr'
    return creditor.language === 'nl' ? 'nl' : 'fr'
  }
  if (/^(FR|LU|MC)$/.test(country)) return 'fr'
  if (country === 'NL') return 'nl'
  return /^(DE|AT)$/.test(country) ? 'de' : country === creditor.country ? creditor.language : 'en'
}

const CONTACTS: readonly (readonly [role: ContactRole, name: Said, email: Said, phone: Said])[] = [
  ['accounts-payable', 'contact', 'email', 'phone'],
  ['decision-maker', 'decisionContact', 'decisionEmail', 'decisionPhone'],
]

function contactsOf(
  before: KnownCustomer,
  news: Says,
  newId: Parameters<typeof planCustomer>[3]['newId'],
): ListedContact[] {
  return CONTACTS.flatMap(([role, name, email, phone]) => {
    if (news[name] === undefined && news[email] === undefined && news[phone] === undefined) return []
    const old = before.contacts.find(contact => contact.role === role)
    const contact: ListedContact = {
      id: old?.id ?? (newId() as ContactId),
      role,
      name: news[name] ?? old?.name ?? news.name ?? before.name,
      email: news[email] ?? old?.email ?? null,
      phone: news[phone] ?? old?.phone ?? null,
    }
    const same = old && old.name === contact.name && old.email === contact.email && old.phone === contact.phone
    return same ? [] : [contact]
  })
}
