import type { ReactNode } from 'react'
import type { Answer } from '#kernel/contract.ts'
import type { CustomerId } from '#kernel/id.ts'
import type { MoneyJson } from '#kernel/money.ts'
import * as web from '#web/index.ts'
import type { readAged } from '../api.ts'

type Balance = Answer<typeof readAged>
type Row = Balance['items'][number]
type By = Balance['by']

const STEPS = [
  ['notDue', 'notDue', 'not-due'],
  ['days1to30', 'to30', '1-30'],
  ['days31to60', 'to60', '31-60'],
  ['days61to90', 'to90', '61-90'],
  ['over90', 'over90', '90+'],
] as const

/** A line may stand once for each currency. */
export function keyOf(row: Row): string {
  return `${row.id ?? ''} ${row.total.currency}`
}

/** Where a line leads: a customer to its page, a group of them to the same balance by customer. */
export function leadsTo(row: Row, by: By, state: web.ListState): web.Path {
  if (row.id === null) return web.paths.agedBalance({ asOf: state.filters['asOf'] })
  if (by === 'customer') return web.paths.customer(row.id as CustomerId)
  return web.paths.agedBalance({ asOf: state.filters['asOf'], [by]: row.id })
}

/** The columns of the aged balance; every amount leads to the invoices it is made of. */
export function columnsOf(
  t: web.Text,
  words: web.Text,
  by: By,
  balance: Balance | undefined,
  state: web.ListState,
): web.Column<Row>[] {
  const money = (id: (typeof STEPS)[number][0] | 'total', header: string, bucket?: string): web.Column<Row> => ({
    id,
    header,
    width: 118,
    align: 'end',
    sortable: true,
    ...(id === 'total' ? { phone: 'side' as const } : {}),
    total: balance && <Totals values={balance.totals.map(total => total[id])} />,
    cell: row => <Cell row={row} by={by} value={row[id]} bucket={bucket} state={state} />,
  })
  return [
    {
      id: 'name',
      header: t(`by.${by}`),
      sortable: true,
      cell: row => (row.name === '' ? <span className="soft">{t(`without.${by}`)}</span> : row.name),
    },
    ...(by === 'customer'
      ? [{ id: 'ref', header: t('ref'), width: 100, phone: 'under' as const, wide: true, cell: (row: Row) => row.ref }]
      : []),
    money('total', t('outstanding')),
    ...STEPS.map(([id, age, bucket]) => money(id, words(`age.${age}`), bucket)),
  ]
}

function Totals({ values }: { readonly values: readonly MoneyJson[] }): ReactNode {
  return (
    <span className="sums">
      {values.map(value => (
        <web.Amount key={value.currency} value={value} />
      ))}
    </span>
  )
}

type CellProps = {
  readonly row: Row
  readonly by: By
  readonly value: MoneyJson
  readonly bucket: string | undefined
  readonly state: web.ListState
}

function Cell({ row, by, value, bucket, state }: CellProps): ReactNode {
  const zero = /^0*\.?0*$/.test(value.amount)
  // The list of invoices knows no groups, and no line stands for those who have none.
  if (zero || row.id === null || by === 'group') return <web.Amount value={value} />
  const { segment, collector, creditor, asOf } = state.filters
  const open = bucket === undefined ? { state: 'not-due,overdue' } : { bucket }
  const to = web.paths.invoices({ segment, collector, creditor, asOf, [by]: row.id, ...open })
  return (
    <web.Go to={to} className="cell-link">
      <web.Amount value={value} />
    </web.Go>
  )
}
