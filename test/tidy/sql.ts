import { lineAt, type Source, type Violation } from './walk.ts'

/** Which module owns which table. A table is private: others read the views of 0050_faces.sql. */
export type Owners = ReadonlyMap<string, string>

/** Reads the owner of each table from the migrations: `NNNN_module.sql` creates the tables of `module`. */
export function ownersOf(migrations: readonly Source[], modules: readonly string[]): Owners {
  return new Map(
    migrations.flatMap(source => {
      const name = /\d{4}_([a-z]+)/.exec(source.path)?.[1] ?? ''
      if (!modules.includes(name)) return []
      return [...source.text.matchAll(/create table (\w+)/g)].map((match): [string, string] => [match[1] ?? '', name])
    }),
  )
}

/** SQL of a module touches only its own tables and the public views. */
export function privateTableRules(sources: readonly Source[], owners: Owners): Violation[] {
  return sources.flatMap(source => {
    const module = /^src\/modules\/([^/]+)\//.exec(source.path)?.[1]
    if (module === undefined || source.path.endsWith('.test.ts')) return []
    const uses = source.text.matchAll(
      /(?:\b(?:from|join|into|update)\s+|(?:selectFrom|insertInto|updateTable|deleteFrom)\(')(\w+)/g,
    )
    return [...uses].flatMap(match => {
      const table = match[1] ?? ''
      const owner = owners.get(table)
      if (owner === undefined || owner === module) return []
      return [
        {
          path: source.path,
          line: lineAt(source.text, match.index),
          message: `${table} belongs to ${owner}: read its view`,
        },
      ]
    })
  })
}
