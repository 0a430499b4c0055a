import type { Answer } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import type { listCreditors, listSegments, readCustomer } from '../api.ts'

export type Customer = Answer<typeof readCustomer>
export type Contact = Customer['contacts'][number]
export type Creditor = Answer<typeof listCreditors>['items'][number]
export type Segment = Answer<typeof listSegments>['items'][number]
export type Choice = { readonly value: string; readonly label: string }

export const KINDS = ['company', 'public', 'private', 'unknown'] as const
export const ROLES = ['accounts-payable', 'decision-maker', 'sales', 'legal'] as const
export const SIZES = ['large', 'small'] as const

/** What a customer may be, in the user's words. */
export function useKindChoices(): readonly Choice[] {
  const t = web.useText('parties')
  return KINDS.map(value => ({ value, label: t(`kind.${value}`) }))
}

/** The languages a letter may be written in. */
export function useLanguageChoices(): readonly Choice[] {
  const t = web.useText('parties')
  return web.LANGUAGES.map(value => ({ value, label: t(`language.${value}`) }))
}

// The countries offered by name; any other code stays as it came.
const COUNTRIES = ['FR', 'BE', 'LU', 'NL', 'DE', 'CH', 'IT', 'ES', 'PT', 'GB', 'IE', 'AT', 'PL', 'US']

/** Countries by name in the user's language, the one given among them. */
export function useCountryChoices(given: string): readonly Choice[] {
  const names = new Intl.DisplayNames([web.useLanguage()], { type: 'region' })
  return [...new Set([...COUNTRIES, given])]
    .filter(code => code !== '')
    .map(value => ({ value, label: names.of(value) ?? value }))
}

/** A field left empty is null: the server keeps no empty text. */
export function filled(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}

/** An IBAN in groups of four, as it is printed. */
export function spaced(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ')
}
