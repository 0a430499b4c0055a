import type { Warning } from '../../outcome.ts'
import type { Invoice } from '../model.ts'
import { CODE_AND_FORM_RULES } from './codes.ts'
import { entersReform, FRENCH_LAW_RULES, FRENCH_RULES, isDomestic } from './french.ts'
import { PRESENCE_RULES } from './presence.ts'
import type { Level, Rule } from './rule.ts'
import { TOTAL_RULES } from './totals.ts'
import { VAT_RULES } from './vat.ts'

/** The rules of EN 16931 that hold for every invoice. */
export const RULES: readonly Rule[] = [...PRESENCE_RULES, ...TOTAL_RULES, ...VAT_RULES, ...CODE_AND_FORM_RULES]

/** A breach: what to tell, and whether the official validators reject the file for it. */
export type Finding = Warning & { readonly fatal: boolean }

const ORDER: Readonly<Record<Level, number>> = { minimum: 0, 'basic-wl': 1, lines: 2 }

/** How much a profile carries, read from its URN. */
export function levelOf(profile: string | null): Level {
  if (/minimum/i.test(profile ?? '')) return 'minimum'
  return /basic\s*-?wl/i.test(profile ?? '') ? 'basic-wl' : 'lines'
}

/**
 * Every breach of EN 16931 and, for a domestic French invoice, of the French rules: all of them as rejections when it
 * enters the reform, the legal mentions as warnings when it does not. An invoice of ZUGFeRD 1 is older than the
 * standard and is not judged by it.
 */
export function checkRules(invoice: Invoice): Finding[] {
  if (invoice.syntax === 'zugferd1') return []
  const level = levelOf(invoice.profile)
  const french = entersReform(invoice)
  const local = french ? FRENCH_RULES : isDomestic(invoice) ? FRENCH_LAW_RULES : []
  const apply = (rules: readonly Rule[], reject: boolean): Finding[] =>
    rules
      .filter(rule => ORDER[rule.since] <= ORDER[level])
      .flatMap(rule => {
        const places = rule.broken(invoice)
        if (places.length === 0) return []
        const where = places.length > 5 ? `${places.slice(0, 5).join(', ')}… (${places.length})` : places.join(', ')
        return [{ code: rule.id, message: rule.says, where, fatal: reject && rule.level === 'fatal' }]
      })
  // The rules on how CII writes things come last: the others name the same defect by the term that a user knows.
  const writing = RULES.filter(rule => rule.id.startsWith('CII-'))
  const terms = RULES.filter(rule => !rule.id.startsWith('CII-'))
  return [...apply(terms, true), ...apply(local, french), ...apply(writing, true)]
}
