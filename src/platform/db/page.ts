import { sql, type RawBuilder } from 'kysely'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { readCursor } from '../http/cursor.ts'

/** What a list may be sorted by: never null, so that a cursor can always be compared; `as` is its SQL type. */
export type Sorts = Readonly<
  Record<string, { readonly by: RawBuilder<unknown>; readonly as: 'text' | 'date' | 'bigint' | 'int' | 'timestamptz' }>
>

/** The three pieces a list query needs; the rows carry `sort_key` for `pageFrom`. */
export type PageSql = {
  readonly select: RawBuilder<unknown>
  readonly where: RawBuilder<unknown>
  readonly order: RawBuilder<unknown>
}

/**
 * Keyset paging: pages do not shift when rows come and go, and the hundredth costs what the first does. `sort` is a
 * name of `sorts`, with a minus for descending; the id settles ties. Refused: `not-a-sort`, `not-a-cursor`.
 */
export function pageBy(
  sorts: Sorts,
  id: RawBuilder<unknown>,
  query: { readonly sort: string; readonly cursor?: string | undefined; readonly limit: number },
): Result<PageSql> {
  const descending = query.sort.startsWith('-')
  const sort = sorts[descending ? query.sort.slice(1) : query.sort]
  if (!sort) {
    return refuse('not-a-sort', `cannot sort by "${query.sort}"; there is ${Object.keys(sorts).join(', ')}`, {
      sort: query.sort,
    })
  }
  const direction = descending ? sql`desc` : sql`asc`
  const page = {
    select: sql`(${sort.by})::text sort_key`,
    order: sql`order by ${sort.by} ${direction}, ${id} ${direction} limit ${query.limit + 1}`,
  }
  if (query.cursor === undefined) return ok({ ...page, where: sql`true` })
  const cursor = readCursor(query.cursor, 2)
  if (!cursor.ok) return cursor
  const [key, last] = cursor.value
  const than = descending ? sql`<` : sql`>`
  return ok({ ...page, where: sql`(${sort.by}, ${id}) ${than} (${key}::${sql.raw(sort.as)}, ${last}::uuid)` })
}

/** The key `pageFrom` writes into the cursor. */
export function keyOf(row: { readonly sort_key: string; readonly id: string }): readonly string[] {
  return [row.sort_key, row.id]
}
