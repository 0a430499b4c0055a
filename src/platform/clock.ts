import { day, type Day } from '#kernel/day.ts'

/** The only source of "now". Everything that decides takes `today` as an argument and never a clock. */
export type Clock = {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number
  /** The instant it is, ISO 8601 UTC. */
  instant(): string
  /** The business date it is now in an IANA time zone, `Europe/Paris`. */
  today(timeZone: string): Day
}

function clockOf(now: () => number): Clock {
  return {
    now,
    instant: () => Temporal.Instant.fromEpochMilliseconds(now()).toString(),
    today: timeZone =>
      day(Temporal.Instant.fromEpochMilliseconds(now()).toZonedDateTimeISO(timeZone).toPlainDate().toString()),
  }
}

/** The clock of the machine. */
export const systemClock: Clock = clockOf(() => Date.now())

/** A clock that stands still at an instant such as `2026-03-31T08:00:00Z`: for tests, scenarios and `--date`. */
export function fixedClock(iso: string): Clock {
  const millis = Temporal.Instant.from(iso).epochMilliseconds
  return clockOf(() => millis)
}

/** An ISO instant as the `Date` that some libraries want. */
export function asDate(iso: string): Date {
  return new Date(iso)
}
