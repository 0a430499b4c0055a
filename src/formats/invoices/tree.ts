import { parseDay } from '#kernel/day.ts'
import type { XmlElement } from '../xml.ts'
import type { DateText } from './model.ts'

/** The elements reached by a path of local names, `A/B/C`, through every branch. */
export function all(from: XmlElement | null | undefined, path: string): XmlElement[] {
  let here = from ? [from] : []
  for (const name of path.split('/')) {
    here = here.flatMap(element => element.children.filter(child => child.name === name))
  }
  return here
}

/** The first element reached by a path. */
export function one(from: XmlElement | null | undefined, path: string): XmlElement | null {
  return all(from, path)[0] ?? null
}

/** The trimmed text of an element, `null` when it is absent or blank. */
export function textOf(element: XmlElement | null | undefined): string | null {
  const trimmed = element?.text.trim() ?? ''
  return trimmed === '' ? null : trimmed
}

/** The trimmed text of the first element reached by a path. */
export function text(from: XmlElement | null | undefined, path: string): string | null {
  return textOf(one(from, path))
}

/** An attribute, trimmed, `null` when absent or blank. */
export function attribute(element: XmlElement | null | undefined, name: string): string | null {
  const value = element?.attributes.get(name)?.trim() ?? ''
  return value === '' ? null : value
}

/** An ISO date of UBL; a zone behind it (`2026-01-31+01:00`, allowed by xs:date) is dropped. */
export function isoDate(value: string | null): DateText | null {
  if (value === null) return null
  return { text: value, iso: dayOrNull(value.replace(/(Z|[+-]\d\d:\d\d)$/, '')), format: 'iso' }
}

/**
 * A date of CII: format 102 is `YYYYMMDD`, 203 and 204 go on with the hour, 205 with the zone too (UNTDID 2379). A date
 * written in ISO under the code 102 is still understood (`iso`), the rule on its form then names it.
 */
export function ciiDate(element: XmlElement | null): DateText | null {
  const value = textOf(element)
  if (value === null) return null
  const digits = /^(\d{4})(\d{2})(\d{2})(?:\d{4}(?:\d{2})?)?(?:[+-]?\d{4})?$/.exec(value)
  const iso = digits ? `${digits[1]}-${digits[2]}-${digits[3]}` : value.slice(0, 10)
  return { text: value, iso: dayOrNull(iso), format: attribute(element, 'format') ?? '' }
}

function dayOrNull(value: string): string | null {
  const parsed = parseDay(value)
  return parsed.ok ? parsed.value : null
}
