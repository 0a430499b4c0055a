import { useMemo, useRef, useState, type ReactNode } from 'react'
import {
  columnVisibilityFeature,
  createSortedRowModel,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type Row as TableRow,
  type RowSelectionState,
} from '@tanstack/react-table'
import { Button, Checkbox, Skeleton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { Go, useGo } from '../go.tsx'
import { useLanguage, useText } from '../i18n.ts'
import { countText } from '../format/amount.ts'
import type { Path } from '../paths.ts'
import { useShortcut } from '../shortcuts.ts'
import type { Column } from './column.ts'
import { ListToolbar, type Export, type Filter } from './list-toolbar.tsx'
import type { ListState } from './list-state.ts'
import { useKept } from './list-kept.ts'
import { More } from './more.tsx'
import { Problem } from './problem.tsx'

const features = tableFeatures({
  columnVisibilityFeature,
  rowSelectionFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
})
type Features = typeof features
type Line<Row extends object> = TableRow<Features, Row>

export type ListTableProps<Row extends object> = {
  /** Names what is kept on this machine: views and columns. */
  readonly name: string
  /** What the list is, for screen readers: « Factures ». */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  readonly state: ListState
  readonly searchLabel: string
  readonly filters?: readonly Filter[]
  readonly exports?: readonly Export[]
  /** Where a row leads; its first cell becomes that link. */
  readonly to?: (row: Row) => Path
  /** What can be done with the ticked rows: buttons. Without it rows cannot be ticked. */
  readonly bulk?: (keys: string[], clear: () => void) => ReactNode
  readonly empty: ReactNode
  readonly loading?: boolean
  readonly error?: unknown
  readonly more?: (() => void) | null
  readonly loadingMore?: boolean
}

/**
 * The list of the product: search, filters, sort (all in the address), saved views, columns, ticked rows, downloads,
 * totals above, next pages as one scrolls, `j` `k` `Enter` `x` `/`. On a phone each row is two lines.
 */
export function ListTable<Row extends object>(props: ListTableProps<Row>): ReactNode {
  const { columns, rows, state, error } = props
  const { columnChoices, setShown, table, ticks } = useListModel(props)
  const lines = table.getRowModel().rows
  const ticked = Object.keys(ticks)
  const body = useRef<HTMLTableSectionElement>(null)
  useRowKeys(body, props.bulk ? key => lines.find(line => line.id === key)?.toggleSelected() : null)
  const shown = columns.filter(column => table.getColumn(column.id)?.getIsVisible())
  const frame = { props, shown, lines, ticked, table }
  return (
    <div className="list">
      <ListToolbar
        name={props.name}
        state={state}
        searchLabel={props.searchLabel}
        filters={props.filters ?? []}
        exports={props.exports ?? []}
        columns={columnChoices}
        onColumn={setShown}
      />
      {props.bulk && ticked.length > 0 && (
        <BulkBar count={ticked.length} onClear={() => table.resetRowSelection(true)}>
          {props.bulk(ticked, () => table.resetRowSelection(true))}
        </BulkBar>
      )}
      {error !== undefined && error !== null ? (
        <Problem error={error} />
      ) : (
        <table className="list-table" aria-label={props.label} aria-busy={props.loading ?? false}>
          <Head {...frame} />
          <tbody ref={body}>
            {props.loading ? (
              <Waiting columns={shown.length + (props.bulk ? 1 : 0)} />
            ) : (
              lines.map(line => <OneRow key={line.id} line={line} {...frame} />)
            )}
          </tbody>
        </table>
      )}
      {!props.loading && !error && rows.length === 0 && props.empty}
      <More more={props.more ?? null} loading={props.loadingMore ?? false} />
    </div>
  )
}

type Model<Row extends object> = ReturnType<typeof useListModel<Row>>
type Frame<Row extends object> = {
  readonly props: ListTableProps<Row>
  readonly shown: readonly Column<Row>[]
  readonly lines: readonly Line<Row>[]
  readonly ticked: string[]
  readonly table: Model<Row>['table']
}

/** Columns, sort and ticks, by TanStack Table; which columns show is kept on this machine. */
function useListModel<Row extends object>({ name, columns, rows, keyOf, state, bulk }: ListTableProps<Row>) {
  const initial = Object.fromEntries(columns.map(column => [column.id, !column.hidden]))
  const [kept, keep] = useKept<Record<string, boolean>>(`columns.${name}`, {}, isChoice)
  const visibility = { ...initial, ...kept }
  const [ticks, setTicks] = useState<RowSelectionState>({})
  const definitions = useMemo(
    () =>
      columns.map((column): ColumnDef<Features, Row> => ({
        id: column.id,
        accessorFn: row => row,
        ...(column.compare && { sortFn: (a, b) => column.compare?.(a.original, b.original) ?? 0 }),
      })),
    [columns],
  )
  const here = columns.find(column => column.compare && column.id === state.sort.replace(/^-/, ''))
  const table = useTable<Features, Row>({
    features,
    columns: definitions,
    data: rows,
    getRowId: keyOf,
    manualSorting: here === undefined,
    enableRowSelection: bulk !== undefined,
    state: {
      columnVisibility: visibility,
      rowSelection: ticks,
      sorting: here ? [{ id: here.id, desc: state.sort.startsWith('-') }] : [],
    },
    onRowSelectionChange: setTicks,
  })
  const columnChoices = columns
    .slice(1)
    .map(column => ({ id: column.id, label: column.header, shown: visibility[column.id] ?? true }))
  const setShown = (id: string, shown: boolean): void => keep({ ...kept, [id]: shown })
  return { table, ticks, columnChoices, setShown }
}

function Head<Row extends object>({ props, shown, lines, ticked, table }: Frame<Row>): ReactNode {
  const t = useText()
  const all = lines.length > 0 && ticked.length === lines.length
  return (
    <thead>
      <tr>
        {props.bulk && (
          <th className="tick">
            <Checkbox
              size="xs"
              aria-label={t('list.tickAll')}
              checked={all}
              indeterminate={ticked.length > 0 && !all}
              onChange={() => table.toggleAllRowsSelected(!all)}
            />
          </th>
        )}
        {shown.map(column => (
          <HeadCell key={column.id} column={column} state={props.state} />
        ))}
      </tr>
      {(lines.length > 0 || props.loading) && shown.some(column => column.total !== undefined) && (
        <tr className="totals">
          {props.bulk && <td />}
          {shown.map(column => (
            <td key={column.id} {...marks(column)}>
              {column.total}
            </td>
          ))}
        </tr>
      )}
    </thead>
  )
}

function HeadCell<Row>({ column, state }: { readonly column: Column<Row>; readonly state: ListState }): ReactNode {
  const way = state.sort === column.id ? 'ascending' : state.sort === `-${column.id}` ? 'descending' : 'none'
  const sortable = column.sortable === true || column.compare !== undefined
  // Figures are asked largest first, words from A.
  const first = column.align === 'end' ? `-${column.id}` : column.id
  const second = column.align === 'end' ? column.id : `-${column.id}`
  const next = way === 'none' ? first : state.sort === first ? second : ''
  return (
    <th
      scope="col"
      aria-sort={sortable ? way : undefined}
      style={column.width === undefined ? undefined : { width: column.width }}
      {...marks(column)}
    >
      {sortable ? (
        <button type="button" className="sort" onClick={() => state.set({ sort: next })}>
          {column.header}
          {way === 'ascending' && <IconArrowUp size={14} aria-hidden />}
          {way === 'descending' && <IconArrowDown size={14} aria-hidden />}
        </button>
      ) : (
        column.header
      )}
    </th>
  )
}

function OneRow<Row extends object>({ line, props, shown }: Frame<Row> & { readonly line: Line<Row> }): ReactNode {
  const t = useText()
  const go = useGo()
  const row = line.original
  const to = props.to?.(row)
  return (
    <tr
      data-key={line.id}
      data-ticked={line.getIsSelected()}
      className={to ? 'goes' : ''}
      // The whole row answers to the mouse; keyboard and screen readers have the link in its first cell.
      onClick={event => {
        if (to && !(event.target as Element).closest('a, button, input, label')) go(to)
      }}
    >
      {props.bulk && (
        <td className="tick">
          <Checkbox
            size="xs"
            aria-label={t('list.tick')}
            checked={line.getIsSelected()}
            onChange={() => line.toggleSelected()}
          />
        </td>
      )}
      {shown.map((column, index) => (
        <td key={column.id} {...marks(column, index)}>
          {index === 0 && to ? (
            <Go to={to} className="row-link">
              {column.cell(row)}
            </Go>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  )
}

function marks<Row>(column: Column<Row>, index = -1) {
  return {
    'data-align': column.align,
    'data-wide': column.wide,
    'data-phone': index === 0 ? 'main' : (column.phone ?? 'none'),
  }
}

function Waiting({ columns }: { readonly columns: number }): ReactNode {
  return Array.from({ length: 8 }, (_, row) => (
    <tr key={row}>
      {Array.from({ length: columns }, (__, column) => (
        <td key={column}>
          <Skeleton height={12} width={column === 0 ? '70%' : '50%'} />
        </td>
      ))}
    </tr>
  ))
}

function BulkBar(props: {
  readonly count: number
  readonly onClear: () => void
  readonly children: ReactNode
}): ReactNode {
  const t = useText()
  const language = useLanguage()
  return (
    <div className="bulk-bar" role="status">
      <strong>{t('list.ticked', { count: props.count, shown: countText(props.count, language) })}</strong>
      {props.children}
      <Button variant="subtle" className="quiet" onClick={props.onClear}>
        {t('list.untick')}
      </Button>
    </div>
  )
}

/** `j` and `k` move the focus along the rows' links (or ticks), where `Enter` is the link's own; `x` ticks. */
function useRowKeys(body: React.RefObject<HTMLElement | null>, tick: ((key: string) => void) | null): void {
  const t = useText()
  const move = (by: number): void => {
    const rows = [...(body.current?.querySelectorAll<HTMLElement>('tr[data-key]') ?? [])]
    const at = rows.findIndex(row => row.contains(document.activeElement))
    const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]
    next?.querySelector<HTMLElement>('.row-link, input, button')?.focus()
  }
  useShortcut('j', t('keys.next'), () => move(1))
  useShortcut('k', t('keys.previous'), () => move(-1))
  const tickFocused = (): void => {
    const key = document.activeElement?.closest<HTMLElement>('tr[data-key]')?.dataset['key']
    if (key !== undefined) tick?.(key)
  }
  useShortcut('x', t('keys.tick'), tickFocused, 'page', tick !== null)
}

function isChoice(value: unknown): value is Record<string, boolean> {
  return typeof value === 'object' && value !== null && Object.values(value).every(one => typeof one === 'boolean')
}
