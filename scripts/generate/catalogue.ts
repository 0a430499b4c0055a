import type { Client } from 'pg'

/** The schemas that our migrations make, as a query of their oids; pg-boss looks after its own tables. */
export const OUR_SCHEMAS = `select oid from pg_namespace
  where nspname !~ '^pg_' and nspname not in ('information_schema', 'pgboss')`

/** One column of the catalogue; `choices` are the texts its check allows, `refersTo` what its foreign key names. */
export type Column = {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly notNull: boolean
  readonly preset: string | null
  readonly computed: boolean
  readonly view: boolean
  readonly refersTo: { readonly table: string; readonly name: string } | null
  readonly choices: readonly string[] | null
}

// As Kysely names tables: the schema is said unless it is public.
const NAME = `case when c.relnamespace = 'public'::regnamespace then '' else c.relnamespace::regnamespace || '.' end
  || c.relname`

type Row = Omit<Column, 'choices'> & { readonly checks: readonly string[] }

/** The columns of every table and view of our schema, tables by name and columns in their order. */
export async function readColumns(client: Client): Promise<Column[]> {
  const { rows } = await client.query<Row>(`
    select ${NAME} as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull or coalesce(col_description(c.oid, a.attnum) ~ '^not null', false) as "notNull",
      pg_get_expr(d.adbin, d.adrelid) as preset, a.attgenerated <> '' or a.attidentity = 'a' as computed,
      c.relkind in ('v', 'm') as view,
      (select json_build_object('table', ${NAME.replaceAll('c.', 'f.')}, 'name', fa.attname)
        from pg_constraint k
        cross join lateral unnest(k.conkey, k.confkey) as pair (here, there)
        join pg_class f on f.oid = k.confrelid
        join pg_attribute fa on fa.attrelid = f.oid and fa.attnum = pair.there
        where k.conrelid = c.oid and k.contype = 'f' and pair.here = a.attnum
        order by cardinality(k.conkey), k.conname limit 1) as "refersTo",
      array(select pg_get_constraintdef(k.oid) from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]) as checks
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace in (${OUR_SCHEMAS}) and c.relkind in ('r', 'p', 'v', 'm') and c.relname <> 'migration'
    order by ${NAME} collate "C", a.attnum`)
  const columns = rows.map(({ checks, ...column }) => ({ ...column, choices: choicesOf(checks) }))
  const origins = await readOrigins(client)
  return columns.map(column => (column.view ? throughView(column, columns, origins) : column))
}

type Origin = { readonly table: string; readonly name: string; readonly outer: boolean }

// A view's column tells nothing but its type. What it shows of which table, PostgreSQL says when the view's own query
// is run: each field of the answer carries the table and column it is an untouched copy of.
async function readOrigins(client: Client): Promise<Map<string, Origin>> {
  const views = await client.query<{ name: string; query: string }>(`
    select ${NAME} as name, rtrim(pg_get_viewdef(c.oid), ';') as query
    from pg_class c where relnamespace in (${OUR_SCHEMAS}) and relkind in ('v', 'm')`)
  const names = await client.query<{ oid: number; n: number; table: string; name: string }>(`
    select c.oid::int, a.attnum as n, ${NAME} as "table", a.attname as name
    from pg_class c join pg_attribute a on a.attrelid = c.oid where c.relnamespace in (${OUR_SCHEMAS})`)
  const byNumber = new Map(names.rows.map(({ oid, n, ...origin }) => [`${oid}.${n}`, origin]))
  const origins = new Map<string, Origin>()
  for (const view of views.rows) {
    const { fields } = await client.query(`select * from (${view.query}) as face limit 0`)
    for (const field of fields) {
      const origin = byNumber.get(`${field.tableID}.${field.columnID}`)
      if (!origin) continue
      origins.set(`${view.name}.${field.name}`, { ...origin, outer: isOuter(view.query, origin.table) })
    }
  }
  return origins
}

/**
 * Whether an outer join may leave this table's columns empty: it stands to the right of a LEFT JOIN, or we cannot tell.
 */
function isOuter(query: string, table: string): boolean {
  if (/(?:RIGHT|FULL) JOIN|LEFT JOIN \(/.test(query)) return true
  return [...query.matchAll(/LEFT JOIN (?:LATERAL )?(\w+)/g)].some(match => match[1] === table)
}

function throughView(column: Column, columns: readonly Column[], origins: ReadonlyMap<string, Origin>): Column {
  const origin = origins.get(`${column.table}.${column.name}`)
  const found = origin && columns.find(other => other.table === origin.table && other.name === origin.name)
  if (!origin || !found) return column
  const source = found.view ? throughView(found, columns, origins) : found
  // The view's author may know better and say so by a comment on the column that begins "not null".
  const notNull = column.notNull || (source.notNull && !origin.outer)
  return { ...column, notNull, choices: source.choices, refersTo: { table: source.table, name: source.name } }
}

// How PostgreSQL prints `column in ('a', 'b')`.
function choicesOf(checks: readonly string[]): string[] | null {
  for (const check of checks) {
    const list = /^CHECK \(\(\w+ = ANY \(ARRAY\[((?:'[^']*'::text(?:, )?)+)\]\)\)\)$/.exec(check)?.[1]
    if (list !== undefined) return [...list.matchAll(/'([^']*)'::text/g)].map(match => match[1] ?? '')
  }
  return null
}
