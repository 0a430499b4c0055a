import { checkBelgianNumber, checkBelgianVat, checkOgm } from './belgian.ts'
import type { IdReason, IdVerdict } from './compact.ts'
import { checkBic, checkIban, checkLei, checkRf } from './financial.ts'
import { checkFrenchVat, checkRcs, checkSiren, checkSiret } from './french.ts'
import { checkEuVat } from './vat.ts'

export type { IdReason } from './compact.ts'

const CHECKS = {
  siren: checkSiren,
  siret: checkSiret,
  rcs: checkRcs,
  'fr-vat': checkFrenchVat,
  'be-vat': checkBelgianVat,
  'be-number': checkBelgianNumber,
  'eu-vat': checkEuVat,
  iban: checkIban,
  bic: checkBic,
  lei: checkLei,
  rf: checkRf,
  ogm: checkOgm,
} as const satisfies Record<string, (text: string) => IdVerdict>

/** A kind of identifier that can be checked without asking anybody. */
export type IdKind = keyof typeof CHECKS

/** Every kind, in the order the command line shows them. */
export const ID_KINDS = Object.keys(CHECKS) as readonly IdKind[]

/** The verdict on one identifier: its normal writing when valid, the reason when not. */
export type CheckedId = {
  readonly kind: IdKind
  readonly value: string
  readonly valid: boolean
  readonly normalized: string | null
  readonly reason: IdReason | null
}

/** True when the text names a kind. */
export function isIdKind(text: string): text is IdKind {
  return Object.hasOwn(CHECKS, text)
}

/**
 * Checks the writing, the length and the key of an identifier; it says nothing of whether it was ever given to anybody.
 * Separators that people write in that kind of number are accepted, and removed in `normalized`.
 */
export function checkId(kind: IdKind, text: string): CheckedId {
  const verdict = CHECKS[kind](text)
  return 'reason' in verdict
    ? { kind, value: text, valid: false, normalized: null, reason: verdict.reason }
    : { kind, value: text, valid: true, normalized: verdict.normalized, reason: null }
}
