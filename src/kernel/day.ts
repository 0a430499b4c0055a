import { ok, refuse, type Result } from './result.ts'

/** A business date, `YYYY-MM-DD`: no hour, no zone. It sorts and compares as text. */
export type Day = string & { readonly __day: true }

/** Reads `YYYY-MM-DD`; an impossible date (30 February) is refused with `not-a-day`. */
export function parseDay(text: string): Result<Day> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text))
    return refuse('not-a-day', `"${text}" is not a date such as 2026-03-31`, { text })
  try {
    return ok(Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as Day)
  } catch {
    return refuse('not-a-day', `"${text}" does not exist in the calendar`, { text })
  }
}

/** A day written in code or read from a trusted column; throws when it is not one. */
export function day(text: string): Day {
  const parsed = parseDay(text)
  if (!parsed.ok) throw new RangeError(parsed.refusal.message)
  return parsed.value
}

/** A day from its year, month (1–12) and day of month; `not-a-day` when it does not exist. */
export function dayOf(year: number, month: number, dayOfMonth: number): Result<Day> {
  const [yearText, monthText, dayText] = [String(year), String(month), String(dayOfMonth)]
  return parseDay(`${yearText.padStart(4, '0')}-${monthText.padStart(2, '0')}-${dayText.padStart(2, '0')}`)
}

// Civil days are counted from 1970-01-01 in plain integers (the days-from-civil computation of Howard Hinnant's
// "chrono-compatible low-level date algorithms"): interest and ageing count days by the million, and a Temporal object
// per count costs fifty times more. The property test holds both to the same answer.
/** Days since 1970-01-01. */
export function dayNumber(value: Day): number {
  const year = digit(value, 0) * 1000 + digit(value, 1) * 100 + digit(value, 2) * 10 + digit(value, 3)
  const month = digit(value, 5) * 10 + digit(value, 6)
  const dayOfMonth = digit(value, 8) * 10 + digit(value, 9)
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}

function digit(value: Day, at: number): number {
  return value.charCodeAt(at) - 48
}

/** The day that many days after 1970-01-01: the inverse of `dayNumber`, for years 0 to 9999. */
export function dayFromNumber(days: number): Day {
  const shifted = days + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const dayOfMonth = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const monthText = `${month < 10 ? '0' : ''}${month}`
  return `${String(year).padStart(4, '0')}-${monthText}-${dayOfMonth < 10 ? '0' : ''}${dayOfMonth}` as Day
}

/** `value` moved by whole days, forward or back. */
export function addDays(value: Day, days: number): Day {
  return dayFromNumber(dayNumber(value) + days)
}

/** `value` moved by whole months; the end of a shorter month is kept (31 January + 1 month = 28 or 29 February). */
export function addMonths(value: Day, months: number): Day {
  return Temporal.PlainDate.from(value).add({ months }).toString() as Day
}

/** Days from `from` to `to`: 1 from today to tomorrow, negative when `to` is before. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from)
}

/** 1 (Monday) to 7 (Sunday), ISO 8601. */
export function weekday(value: Day): number {
  return ((((dayNumber(value) + 3) % 7) + 7) % 7) + 1
}

/** First day of the month of `value`. */
export function startOfMonth(value: Day): Day {
  return `${value.slice(0, 8)}01` as Day
}

/** Last day of the month of `value`. */
export function endOfMonth(value: Day): Day {
  return addDays(addMonths(startOfMonth(value), 1), -1)
}

/** Year of a day. */
export function yearOf(value: Day): number {
  return Number(value.slice(0, 4))
}

/** Month of a day, 1 to 12. */
export function monthOf(value: Day): number {
  return Number(value.slice(5, 7))
}

/** The earlier of two days. */
export function earliest(a: Day, b: Day): Day {
  return a < b ? a : b
}

/** The later of two days. */
export function latest(a: Day, b: Day): Day {
  return a > b ? a : b
}
