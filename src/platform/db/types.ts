import { types, type CustomTypesConfig } from 'pg'

// The text form of each type becomes what the house computes with: money stays exact, days and instants are strings.
const READERS = new Map<number, (text: string) => unknown>([
  [20, BigInt], // int8
  [1016, list(BigInt)], // int8[]
  [1082, String], // date, `YYYY-MM-DD` because DateStyle is ISO
  [1182, list(String)], // date[]
  [1184, instant], // timestamptz
  [1185, list(instant)], // timestamptz[]
  [1231, list(String)], // numeric[]; numeric itself is text already
])

/** `2026-03-31 08:00:00.5+00` → `2026-03-31T08:00:00.5Z`; every connection runs in UTC. */
function instant(text: string): string {
  return text.replace(' ', 'T').replace(/\+00$/, 'Z')
}

// None of these types writes a comma or a brace inside an element.
function list<T>(read: (text: string) => T): (text: string) => (T | null)[] {
  const element = (text: string): T | null => (text === 'NULL' ? null : read(text.replaceAll('"', '')))
  return text => (text === '{}' ? [] : text.slice(1, -1).split(',').map(element))
}

type TypeOid = Parameters<CustomTypesConfig['getTypeParser']>[0]

/** The `types` option of `pg`: int8 → bigint, date → `Day`, timestamptz → ISO text, numeric → text, jsonb → parsed. */
export const columnReaders: CustomTypesConfig = {
  getTypeParser: (oid: TypeOid, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : READERS.get(oid)) ?? types.getTypeParser(oid, format),
}
