import { dayOf, parseDay, type Day } from '#kernel/day.ts'

/**
 * Reads a day as people of the four languages type it, day first: `3/12/2026`, `03.12.26`, `3-12-2026`, `03122026`, or
 * ISO `2026-12-03`. Null when it is none of these or does not exist. Two figures of year are of this century.
 */
export function readDay(typed: string): Day | null {
  const text = typed.trim()
  const shape = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text)
  if (!shape) {
    const iso = parseDay(text)
    return iso.ok ? iso.value : null
  }
  const year = Number(shape[3])
  const read = dayOf(year < 100 ? 2000 + year : year, Number(shape[2]), Number(shape[1]))
  return read.ok ? read.value : null
}
