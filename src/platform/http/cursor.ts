import { ok, refuse, type Result } from '#kernel/result.ts'

/** A cursor: the sort key of the last row of a page, opaque to the caller. */
export function writeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/**
 * The sort key inside a cursor of `length` parts; refused with `not-a-cursor` when it was not made by `writeCursor`.
 */
export function readCursor(cursor: string, length: number): Result<readonly (string | number | null)[]> {
  const refusal = refuse('not-a-cursor', 'cursor is not one this list gave out; start again without it')
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (!Array.isArray(key) || key.length !== length) return refusal
    const parts: unknown[] = key
    return parts.every(isKeyPart) ? ok(parts) : refusal
  } catch {
    return refusal
  }
}

function isKeyPart(part: unknown): part is string | number | null {
  return part === null || typeof part === 'string' || typeof part === 'number'
}

/**
 * Cuts a page from rows loaded with `limit + 1`: the extra row only tells that there is a following page.
 * `keyOf` gives the sort key of a row, the same parts the query compares with.
 */
export function pageFrom<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number | null)[],
  itemOf: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { items: rows.slice(0, limit).map(itemOf), next: last === undefined ? null : writeCursor(keyOf(last)) }
}
