import { daysBetween, yearOf, type Day } from '#kernel/day.ts'
import { localeOf } from './amount.ts'

/** « mar. 3 mars »; with the year and without the weekday when it is not this year: « 21 nov. 2025 ». */
export function dayText(value: Day, today: Day, language: string): string {
  const thisYear = yearOf(value) === yearOf(today)
  return format(value, language, {
    day: 'numeric',
    month: 'short',
    ...(thisYear ? { weekday: 'short' } : { year: 'numeric' }),
  })
}

/** « 03/03/2026 »: for tables where dates are compared. */
export function shortDayText(value: Day, language: string): string {
  return format(value, language, { day: '2-digit', month: '2-digit', year: 'numeric' })
}

/** « mardi 3 mars 2026 »: said in full. */
export function longDayText(value: Day, language: string): string {
  return format(value, language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
}

/** An instant in a time zone: « mar. 3 mars, 14:05 ». */
export function atText(at: string, timeZone: string, today: Day, language: string): string {
  const instant = new Date(at)
  const thisYear = at.slice(0, 4) === today.slice(0, 4)
  return new Intl.DateTimeFormat(localeOf(language), {
    timeZone,
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...(thisYear ? { weekday: 'short' } : { year: 'numeric' }),
  }).format(instant)
}

/** The five steps of the age scale, the only rainbow of the product. */
export const AGES = ['notDue', 'to30', 'to60', 'to90', 'over90'] as const
export type Age = (typeof AGES)[number]

/** Days late on `today` (0 or less: not due) → its step. A debt is late from the day after its due date. */
export function ageOf(late: number): Age {
  if (late <= 0) return 'notDue'
  if (late <= 30) return 'to30'
  if (late <= 60) return 'to60'
  return late <= 90 ? 'to90' : 'over90'
}

/** Days late on `today` of something due on `dueOn`; zero or negative when it is not late. */
export function daysLate(dueOn: Day, today: Day): number {
  return daysBetween(dueOn, today)
}

// A Day has no zone: it is laid on UTC and read back in UTC.
function format(value: Day, language: string, options: Intl.DateTimeFormatOptions): string {
  const utc = Date.UTC(Number(value.slice(0, 4)), Number(value.slice(5, 7)) - 1, Number(value.slice(8, 10)))
  return new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: 'UTC' }).format(utc)
}
