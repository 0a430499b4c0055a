import type { ReactNode } from 'react'

/** One column of a `ListTable` or a `MoneyTable`. */
export type Column<Row> = {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** Figures stand at the end. */
  readonly align?: 'start' | 'end'
  /** Pixels; without it the column shares what is left. Keep the sum under 1000 so that 1280 px needs no scroll. */
  readonly width?: number
  /** The server sorts by this id (`sort=id`, `sort=-id`). */
  readonly sortable?: boolean
  /** Sorts here instead of at the server, when all rows are loaded. */
  readonly compare?: (a: Row, b: Row) => number
  /** Not shown until chosen in « Colonnes ». */
  readonly hidden?: boolean
  /** Left out under 1100 px. */
  readonly wide?: boolean
  /** Where it goes on a phone, where a row is two lines; nowhere when absent. The first column is always `main`. */
  readonly phone?: 'side' | 'under'
  /** The column's total, above the rows. */
  readonly total?: ReactNode
}
