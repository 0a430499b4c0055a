import { addDays, day, weekday, yearOf, type Day } from '#kernel/day.ts'

/** Whose holidays: France, the three departments of Alsace-Moselle, or Belgium. */
export type HolidayRegion = 'FR' | 'FR-ALSACE-MOSELLE' | 'BE'

/** One legal holiday: its day and its French name. */
export type Holiday = { readonly on: Day; readonly name: string }

/** Easter Sunday of a year of the Gregorian calendar (computation of Meeus, Astronomical Algorithms, chapter 8). */
export function easter(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const l = (32 + 2 * (b % 4) + 2 * i - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const monthAndDay = h + l - 7 * m + 114
  return addDays(day(`${year}-01-01`), -1 + dayOfYear(year, Math.floor(monthAndDay / 31), (monthAndDay % 31) + 1))
}

// Easter falls in March or April only.
function dayOfYear(year: number, month: number, dayOfMonth: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return (month === 3 ? 59 : 90) + (leap ? 1 : 0) + dayOfMonth
}

// C. trav. L3133-1: eleven holidays. Alsace-Moselle adds Good Friday and 26 December (C. trav. L3134-13).
// Belgium: ten holidays (loi du 4 janvier 1974; arrêté royal du 18 avril 1974, art. 1).
const FIXED: Readonly<Record<HolidayRegion, readonly (readonly [string, string])[]>> = {
  FR: [
    ['01-01', 'Jour de l’an'],
    ['05-01', 'Fête du Travail'],
    ['05-08', 'Victoire 1945'],
    ['07-14', 'Fête nationale'],
    ['08-15', 'Assomption'],
    ['11-01', 'Toussaint'],
    ['11-11', 'Armistice 1918'],
    ['12-25', 'Noël'],
  ],
  'FR-ALSACE-MOSELLE': [['12-26', 'Saint-Étienne']],
  BE: [
    ['01-01', 'Jour de l’an'],
    ['05-01', 'Fête du Travail'],
    ['07-21', 'Fête nationale'],
    ['08-15', 'Assomption'],
    ['11-01', 'Toussaint'],
    ['11-11', 'Armistice 1918'],
    ['12-25', 'Noël'],
  ],
}

const AFTER_EASTER: readonly (readonly [number, string])[] = [
  [1, 'Lundi de Pâques'],
  [39, 'Ascension'],
  [50, 'Lundi de Pentecôte'],
]

const calendars = new Map<string, readonly Holiday[]>()

/** The legal holidays of a region in a year, in order. Sundays that hold a holiday are listed too. */
export function holidays(region: HolidayRegion, year: number): readonly Holiday[] {
  const key = `${region} ${year}`
  const known = calendars.get(key)
  if (known) return known
  const listed = listHolidays(region, year)
  calendars.set(key, listed)
  return listed
}

function listHolidays(region: HolidayRegion, year: number): Holiday[] {
  const sunday = easter(year)
  const local = region === 'FR-ALSACE-MOSELLE'
  const fixed = local ? [...FIXED.FR, ...FIXED[region]] : FIXED[region]
  const moving = local ? [[-2, 'Vendredi saint'] as const, ...AFTER_EASTER] : AFTER_EASTER
  return [
    ...fixed.map(([date, name]) => ({ on: day(`${year}-${date}`), name })),
    ...moving.map(([offset, name]) => ({ on: addDays(sunday, offset), name })),
  ].sort((a, b) => (a.on < b.on ? -1 : 1))
}

/** The holiday that falls on a day, if any. */
export function holidayOn(on: Day, region: HolidayRegion): Holiday | undefined {
  return holidays(region, yearOf(on)).find(holiday => holiday.on === on)
}

/** True from Monday to Friday outside legal holidays. */
export function isBusinessDay(on: Day, region: HolidayRegion): boolean {
  return weekday(on) <= 5 && holidayOn(on, region) === undefined
}

/** The day itself when it is a business day, else the next one (CPC 642 moves a deadline so). */
export function nextBusinessDay(on: Day, region: HolidayRegion): Day {
  let candidate = on
  while (!isBusinessDay(candidate, region)) candidate = addDays(candidate, 1)
  return candidate
}

/** Moves by whole business days, forward or back; with 0, the same as `nextBusinessDay`. */
export function addBusinessDays(on: Day, count: number, region: HolidayRegion): Day {
  if (count === 0) return nextBusinessDay(on, region)
  const step = Math.sign(count)
  let candidate = on
  for (let left = Math.abs(count); left > 0; left -= 1) {
    candidate = addDays(candidate, step)
    while (!isBusinessDay(candidate, region)) candidate = addDays(candidate, step)
  }
  return candidate
}

/**
 * The calendar a customer lives by: Belgium's, that of the three departments of Alsace and Moselle (postcodes 57, 67,
 * 68), or France's, which also stands for countries whose calendar we do not hold, because the sender keeps it.
 */
export function holidayRegion(country: string, postcode: string | null): HolidayRegion {
  if (country === 'BE') return 'BE'
  return country === 'FR' && /^(57|67|68)/.test(postcode ?? '') ? 'FR-ALSACE-MOSELLE' : 'FR'
}
