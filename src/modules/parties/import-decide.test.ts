import { describe, expect, test } from 'vitest'
import type { CreditorId, SegmentId } from '#kernel/id.ts'
import { DEFAULT_SEGMENTS } from './decide.ts'
import { languageOf, planCustomer, type KnownCustomer, type Says } from './import-decide.ts'
import { countryOfWord, kindOfWord, languageOfWord, matchCreditor, saysOf, sizeOfWord } from './import-words.ts'
import type { Creditor } from './model.ts'

const segments = DEFAULT_SEGMENTS.map((segment, position) => ({ ...segment, position, id: segment.code as SegmentId }))
const FRENCH = { id: 'k1' as CreditorId, country: 'FR', language: 'fr' } as const
const FLEMISH = { id: 'k2' as CreditorId, country: 'BE', language: 'nl' } as const
let ids = 0
const around = { creditor: FRENCH, segments, newId: () => `id${(ids += 1)}` }

function plan(says: Says, known: KnownCustomer | null = null, ref: string | null = 'V1') {
  const made = planCustomer(ref, says, known, around)
  if (!made.ok) throw new Error(made.refusal.code)
  return made.value
}

describe('a customer of a list', () => {
  test.each<[string, Says, string]>([
    ['nothing but a name', { name: 'Dupont' }, 'unknown FR fr private'],
    ['a company by its SIREN', { name: 'Dupont', siren: '999998974' }, 'company FR fr small'],
    ['a public body by its SIREN', { name: 'Commune', siren: '299998799' }, 'public FR fr public'],
    ['said to be a person all the same', { name: 'D', siren: '999998974', kind: 'private' }, 'private FR fr private'],
    ['a large account', { name: 'D', kind: 'company', size: 'large' }, 'company FR fr large'],
    ['Belgian by its VAT number', { name: 'D', vatNumber: 'BE0999989232', postcode: '2000' }, 'company BE nl small'],
    ['a Belgian person', { name: 'D', kind: 'private', country: 'BE', postcode: '4000' }, 'private BE fr private-be'],
  ])('%s', (_, says, expected) => {
    const { after, outcome } = plan(says)
    expect([outcome, `${after.kind} ${after.country} ${after.language} ${after.segment}`]).toEqual([
      'created',
      expected,
    ])
  })

  test('without code takes its register number, and the code when a list gives it', () => {
    const made = plan({ name: 'D', siren: '999998974' }, null, null)
    expect(made.after.ref).toBe('999998974')
    const coded = plan({ name: 'D', siren: '999998974' }, made.after, 'V7')
    expect([coded.outcome, coded.after.ref]).toEqual(['changed', 'V7'])
  })

  test.each<[string, string | null, Says, string]>([
    ['nothing to find it again by', null, { name: 'D' }, 'code-missing'],
    ['no name', 'V1', {}, 'name-missing'],
  ])('refused: %s', (_, ref, says, code) => {
    const made = planCustomer(ref, says, null, around)
    expect(made.ok ? 'taken' : made.refusal.code).toBe(code)
  })

  test('the same again is ignored; a new street is a change of address; an absent cell erases nothing', () => {
    const says: Says = { name: 'D', street: '1 rue Basse', city: 'Lille', email: 'a@d.example' }
    const { after } = plan(says)
    expect(plan(says, after)).toMatchObject({ outcome: 'ignored', write: false })
    const moved = plan({ name: 'D', street: '2 rue Haute' }, after)
    expect(moved).toMatchObject({ outcome: 'changed', addressChanged: true, after: { city: 'Lille' } })
  })

  test('what a person corrected survives the same list, until the list itself says something else', () => {
    const says: Says = { name: 'D', email: 'old@d.example', kind: 'company' }
    const listed = plan(says).after
    const contacts = listed.contacts.map(contact => ({ ...contact, email: 'right@d.example' }))
    const corrected: KnownCustomer = { ...listed, kind: 'private', contacts }
    expect(plan(says, corrected).outcome).toBe('ignored')
    const news = plan({ ...says, email: 'newest@d.example' }, corrected)
    expect(news.contacts).toMatchObject([{ role: 'accounts-payable', email: 'newest@d.example' }])
    expect(news.after.kind).toBe('private')
  })

  test('a segment chosen by a person stays, a changed bank account is told', () => {
    const { after } = plan({ name: 'D', kind: 'company', iban: 'FR1' })
    const fixed: KnownCustomer = { ...after, segment: 'large' as SegmentId, segmentFixed: true }
    expect(plan({ name: 'D', kind: 'public', iban: 'FR2' }, fixed)).toMatchObject({
      ibanChanged: true,
      after: { segment: 'large', kind: 'public' },
    })
  })
})

test.each([
  ['BE', '1000', FLEMISH, 'nl'],
  ['BE', '1000', FRENCH, 'fr'],
  ['BE', '1500', FRENCH, 'nl'],
  ['BE', '1300', FLEMISH, 'fr'],
  ['BE', '4699', FLEMISH, 'fr'],
  ['BE', '4700', FLEMISH, 'de'],
  ['BE', '4792', FRENCH, 'fr'],
  ['BE', '9000', FRENCH, 'nl'],
  ['BE', null, FLEMISH, 'nl'],
  ['LU', null, FLEMISH, 'fr'],
  ['NL', null, FRENCH, 'nl'],
  ['AT', null, FRENCH, 'de'],
  ['IT', null, FRENCH, 'en'],
] as const)('language of %s %s', (country, postcode, creditor, language) => {
  expect(languageOf(country, postcode, creditor)).toBe(language)
})

test.each([
  ['Société', 'company'], ['Organisme public', 'public'], ['Particulier', 'private'], ['SRL', 'company'],
  ['Collectivité territoriale', 'public'], ['B2C', 'private'], ['?', null],
] as const)('the kind « %s »', (word, kind) => expect(kindOfWord(word)).toBe(kind)) // prettier-ignore

test.each([
  ['France', 'FR'], ['be', 'BE'], ['B', 'BE'], ['Pays-Bas', 'NL'], ['UK', 'GB'], ['EL', 'GR'],
  ['Atlantide', null], ['', null],
  ['de', 'DE'], ['pays', null],
] as const)('the country « %s »', (word, country) => expect(countryOfWord(word)).toBe(country)) // prettier-ignore

test('sizes and languages by their words', () => {
  expect(['Grand compte', 'PME', 'ETI', 'x'].map(sizeOfWord)).toEqual(['large', 'small', 'large', null])
  expect(['français', 'NL', 'German', 'es'].map(languageOfWord)).toEqual(['fr', 'nl', 'de', null])
})

test('a wrong key is not taken, an unreadable address of mail or country is named', () => {
  const { says, problems } = saysOf({ customerName: 'D', siren: '123456789', email: 'a@b, c@d', country: 'Nulle part' })
  expect(says).toEqual({ name: 'D' })
  expect(problems.map(problem => problem.code)).toEqual(['country-unreadable', 'email-unreadable'])
})

test('a creditor is named by code, name or number, and by nothing when two answer', () => {
  const one = {
    code: 'VAUBRISE',
    name: 'Ateliers Vaubrise SAS',
    siren: '999999980',
    vatNumber: null,
    enterpriseNumber: null,
  }
  const creditors = [one, { ...one, code: 'B', siren: null }] as Creditor[]
  expect(matchCreditor(creditors, 'vaubrise')?.code).toBe('VAUBRISE')
  expect(matchCreditor(creditors, '999 999 980')?.code).toBe('VAUBRISE')
  expect(matchCreditor(creditors, 'Ateliers Vaubrise')).toBe(null)
  expect(matchCreditor(creditors, 'autre')).toBe(null)
})
