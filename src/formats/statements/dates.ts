import { dayOf, type Day } from '#kernel/day.ts'

// Bank files outlive the century they abbreviate: two-digit years 70 to 99 are 1970 to 1999.
function fullYear(twoDigits: number): number {
  return twoDigits >= 70 ? 1900 + twoDigits : 2000 + twoDigits
}

/** `DDMMYY` (CFONB, CODA); null when blank, zero or not a day of the calendar. */
export function dayFromDmy(text: string): Day | null {
  const match = /^(\d{2})(\d{2})(\d{2})$/.exec(text)
  return match ? orNull(fullYear(Number(match[3])), Number(match[2]), Number(match[1])) : null
}

/** `YYMMDD` (SWIFT); null when it is not a day of the calendar. */
export function dayFromYmd(text: string): Day | null {
  const match = /^(\d{2})(\d{2})(\d{2})$/.exec(text)
  return match ? orNull(fullYear(Number(match[1])), Number(match[2]), Number(match[3])) : null
}

/**
 * The day of an ISO or OFX stamp: `2026-03-31`, `2026-03-31T10:00:00+02:00`, `20260331120000[-5:EST]`. The zone is the
 * bank's own.
 */
export function dayFromStamp(text: string): Day | null {
  const match = /^\s*(\d{4})-?(\d{2})-?(\d{2})/.exec(text)
  return match ? orNull(Number(match[1]), Number(match[2]), Number(match[3])) : null
}

// A statement names the same few days again and again, and asking the calendar costs more than remembering.
const KNOWN = new Map<number, Day | null>()

/** A day from numbers, null when the calendar has none such. */
export function orNull(year: number, month: number, dayOfMonth: number): Day | null {
  const key = year * 10_000 + month * 100 + dayOfMonth
  const known = KNOWN.get(key)
  if (known !== undefined) return known
  const parsed = dayOf(year, month, dayOfMonth)
  const date = parsed.ok ? parsed.value : null
  if (KNOWN.size < 50_000) KNOWN.set(key, date)
  return date
}
