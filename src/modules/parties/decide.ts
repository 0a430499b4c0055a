import { checkId, type IdKind } from '#law/identifiers/index.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { CustomerFacts, Segment } from './model.ts'

/** The segments every tenant starts with: the procedures of good practice, in the order their rules are tried. */
export const DEFAULT_SEGMENTS: readonly Omit<Segment, 'id' | 'position'>[] = [
  { code: 'public-be', name: 'Organismes publics, Belgique', rule: { kinds: ['public'], countries: ['BE'] } },
  { code: 'public', name: 'Organismes publics', rule: { kinds: ['public'] } },
  { code: 'large', name: 'Grands comptes', rule: { kinds: ['company'], sizes: ['large'] } },
  { code: 'small', name: 'Petites entreprises', rule: { kinds: ['company'] } },
  // A person of unknown kind gets the procedure that is lawful for everybody: the private person's.
  { code: 'private-be', name: 'Particuliers, Belgique', rule: { kinds: ['private', 'unknown'], countries: ['BE'] } },
  { code: 'private', name: 'Particuliers', rule: { kinds: ['private', 'unknown'] } },
]

/** The first segment whose rule holds, or null. `segments` come in the order of their position. */
export function segmentOf(
  customer: Pick<CustomerFacts, 'kind' | 'size' | 'country'>,
  segments: readonly Segment[],
): Segment | null {
  const holds = <T>(allowed: readonly T[] | undefined, value: T | null): boolean =>
    allowed === undefined || (value !== null && allowed.includes(value))
  return (
    segments.find(
      ({ rule }) =>
        holds(rule.kinds, customer.kind) && holds(rule.sizes, customer.size) && holds(rule.countries, customer.country),
    ) ?? null
  )
}

/** The identifiers a party may carry; each is checked by its own key before it is written. */
const IDENTIFIERS = [
  ['siren', 'siren'],
  ['siret', 'siret'],
  ['vatNumber', 'eu-vat'],
  ['enterpriseNumber', 'be-number'],
] as const satisfies readonly (readonly [string, IdKind])[]

/** Any part of a party that carries identifiers. */
export type Identifiers = { readonly [key in (typeof IDENTIFIERS)[number][0]]?: string | null | undefined }

/**
 * The identifiers that were given, in their normal form, or `identifier-not-valid` naming the first one whose key is
 * wrong. Empty becomes null, absent stays absent.
 */
export function checkIdentifiers<T extends Identifiers>(party: T): Result<T> {
  const checked: Record<string, unknown> = { ...party }
  for (const [field, kind] of IDENTIFIERS) {
    const value = party[field]
    if (value === undefined || value === null) continue
    if (value.trim() === '') {
      checked[field] = null
      continue
    }
    const found = checkId(kind, value)
    if (!found.valid) {
      return refuse(
        'identifier-not-valid',
        `${field} "${value}" is not valid (${found.reason}): correct it or leave it empty`,
        {
          field,
          value,
        },
      )
    }
    checked[field] = found.normalized
  }
  return ok(checked as T)
}
