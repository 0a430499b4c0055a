import type { Column } from './catalogue.ts'

const HEADING = `// Generated from db/migrations by scripts/generate.ts; do not edit. After a new migration: node scripts/generate.ts
import type { ColumnType, Generated } from 'kysely'
import type { Day } from '#kernel/day.ts'
import type { Id } from '#kernel/id.ts'

/** \`jsonb\`: written as text, \`JSON.stringify(value)\`, so that a list cannot be taken for an SQL array. */
type Json = ColumnType<JsonValue, string, string>
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }
/** An instant, read as ISO 8601 text in UTC with up to six decimals. */
type At = ColumnType<string, string | Date, string | Date>
`

/** The TypeScript row types of all tables and views, one \`Tables\` type that Kysely understands. */
export function printTables(columns: readonly Column[]): string {
  const tables = Map.groupBy(columns, column => column.table)
  const bodies = [...tables].map(([table, list]) => {
    const lines = list.map(column => `  ${column.name}: ${typeOf(column, columns)}`)
    return `type ${pascal(table)}Row = {\n${lines.join('\n')}\n}\n`
  })
  const index = [...tables.keys()].map(table => `  ${table.includes('.') ? `'${table}'` : table}: ${pascal(table)}Row`)
  return `${HEADING}\n${bodies.join('\n')}\nexport type Tables = {\n${index.join('\n')}\n}\n`
}

function pascal(name: string): string {
  return name.replace(/(?:^|[_.])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

function typeOf(column: Column, columns: readonly Column[]): string {
  const base = scalar(column, columns)
  // A view's columns are only read.
  const nullable = column.notNull ? base : `${base} | null`
  if (column.view) return nullable
  if (column.computed) return `ColumnType<${nullable}, never, never>`
  // Json and At are column types already: Generated would bury them, a nullable insert says the same.
  if (column.preset === null) return nullable
  if (base === 'Json') return `ColumnType<JsonValue, string | undefined, string>`
  if (base === 'At') return `ColumnType<string, string | Date | undefined, string | Date>`
  return `Generated<${nullable}>`
}

function scalar(column: Column, columns: readonly Column[]): string {
  if (column.choices) return column.choices.map(choice => `'${choice}'`).join(' | ')
  if (column.type.endsWith('[]')) return `${scalar({ ...column, type: column.type.slice(0, -2) }, columns)}[]`
  switch (column.type.replace(/\(.*\)/, '')) {
    case 'uuid':
      return idType(column, columns)
    case 'bigint':
      return 'bigint'
    case 'smallint':
    case 'integer':
    case 'real':
    case 'double precision':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'date':
      return 'Day'
    case 'timestamp with time zone':
      return 'At'
    case 'jsonb':
    case 'json':
      return 'Json'
    case 'bytea':
      return 'Buffer'
    case 'text':
    case 'character':
    case 'character varying':
    case 'numeric':
    case 'tsvector':
      return 'string'
    default:
      throw new Error(`${column.table}.${column.name}: say in scripts/generate/tables.ts what ${column.type} reads as`)
  }
}

/** `customer_id` is an `Id<'customer'>`; a column of another name is what it refers to (`collector_id` → user). */
function idType(column: Column, columns: readonly Column[]): string {
  const target = column.refersTo
  if (target) {
    const found = columns.find(other => other.table === target.table && other.name === target.name)
    if (found && found !== column && !(found.table === column.table && found.name === column.name)) {
      return idType(found, columns)
    }
  }
  // A table of a library calls its own id `id`.
  const noun = column.name === 'id' ? column.table.split('.').at(-1) : /^(.+)_id$/.exec(column.name)?.[1]
  return noun === undefined ? 'string' : `Id<'${noun.replaceAll('_', '-')}'>`
}
