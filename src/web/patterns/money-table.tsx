import type { ReactNode } from 'react'
import type { Column } from './column.ts'

type MoneyTableProps<Row> = {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly showCaption?: boolean
  /** On a phone each row is two lines, as in `ListTable`; without it the table scrolls in its frame. */
  readonly stacked?: boolean
}

/**
 * A small table of figures whose totals (`column.total`) stand above the rows they total. For lists, use `ListTable`.
 */
export function MoneyTable<Row>(props: MoneyTableProps<Row>): ReactNode {
  const { caption, columns, rows, keyOf, showCaption, stacked = false } = props
  return (
    <div className="money-table-frame" tabIndex={0} role="group" aria-label={caption}>
      <table className={stacked ? 'money-table stacked' : 'money-table'}>
        <caption className={showCaption ? '' : 'only-read'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(column =>
              // A column of buttons has no name, and an empty heading would be read aloud as one.
              column.header === '' ? (
                <td key={column.id} />
              ) : (
                <th
                  key={column.id}
                  scope="col"
                  data-align={column.align}
                  style={column.width === undefined ? undefined : { width: column.width }}
                >
                  {column.header}
                </th>
              ),
            )}
          </tr>
          {columns.some(column => column.total !== undefined) && (
            <tr className="totals">
              {columns.map(column => (
                <td key={column.id} data-align={column.align}>
                  {column.total}
                </td>
              ))}
            </tr>
          )}
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={keyOf(row)}>
              {columns.map((column, index) => (
                <td key={column.id} data-align={column.align} data-phone={index === 0 ? 'main' : column.phone}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
