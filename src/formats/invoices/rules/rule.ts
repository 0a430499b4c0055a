import type { Invoice } from '../model.ts'

/**
 * One rule of a published set. `level` is what the official validators do with a breach: `fatal` rejects the file,
 * `warning` lets it pass. `since` is the least Factur-X level that carries what the rule speaks about. `broken` answers
 * where it is broken, empty when it holds; a rule says nothing about groups that are absent, unless it is about their
 * absence.
 */
export type Rule = {
  readonly id: string
  readonly level: 'fatal' | 'warning'
  readonly since: Level
  readonly says: string
  readonly broken: (invoice: Invoice) => readonly string[]
}

/** Factur-X levels from the poorest: MINIMUM has totals only, BASIC WL the whole header, BASIC and up the lines. */
export type Level = 'minimum' | 'basic-wl' | 'lines'

/** A fatal rule. */
export function fatal(id: string, since: Level, says: string, broken: (invoice: Invoice) => readonly string[]): Rule {
  return { id, level: 'fatal', since, says, broken }
}

/** `where` when the condition does not hold. */
export function unless(holds: boolean, where: string): string[] {
  return holds ? [] : [where]
}

/** The places of the members that break a condition, named `group 1`, `group 2`…. */
export function each<T>(members: readonly T[], group: string, holds: (member: T) => boolean): string[] {
  return members.flatMap((member, index) => (holds(member) ? [] : [`${group} ${index + 1}`]))
}
