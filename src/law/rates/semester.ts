import { day, type Day } from '#kernel/day.ts'

/** A calendar half-year, the step of every late-payment rate: `2026-S2` runs from 1 July to 31 December 2026. */
export type Semester = { readonly name: string; readonly from: Day; readonly to: Day }

/** The semester that holds a day. */
export function semesterOf(on: Day): Semester {
  const year = on.slice(0, 4)
  return on.slice(5) < '07-01'
    ? { name: `${year}-S1`, from: `${year}-01-01` as Day, to: `${year}-06-30` as Day }
    : { name: `${year}-S2`, from: `${year}-07-01` as Day, to: `${year}-12-31` as Day }
}

/** The semester after. */
export function semesterAfter({ name, from }: Semester): Semester {
  const year = Number(from.slice(0, 4))
  return semesterOf(day(name.endsWith('S1') ? `${year}-07-01` : `${year + 1}-01-01`))
}

/** Every semester from the one of `from` to the one of `to`. */
export function semestersOver(from: Day, to: Day): Semester[] {
  const list: Semester[] = []
  for (let semester = semesterOf(from); semester.from <= to; semester = semesterAfter(semester)) list.push(semester)
  return list
}
