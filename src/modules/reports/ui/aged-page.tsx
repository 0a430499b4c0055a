import type { ReactNode } from 'react'
import { NativeSelect, Skeleton } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import { day, type Day } from '#kernel/day.ts'
import { fromDecimal } from '#kernel/money.ts'
import * as web from '#web/index.ts'
import { exportAged, readAged } from '../api.ts'
import { columnsOf, keyOf, leadsTo } from './aged-columns.tsx'
import { AGED_FILTERS, useAgedFilters } from './aged-filters.ts'
import { AgedTrend } from './aged-trend.tsx'

const BYS = ['customer', 'group', 'segment', 'collector', 'creditor'] as const
const BUCKETS: Readonly<Record<web.Age, string>> = {
  notDue: 'not-due',
  to30: '1-30',
  to60: '31-60',
  to90: '61-90',
  over90: '90+',
}

type Balance = Answer<typeof readAged>
type Totals = Balance['totals'][number]

/** The aged balance of any day: what is owed, how late, by whom, and how it came to this in twelve months. */
export function AgedPage(): ReactNode {
  const t = web.useText('reports')
  const words = web.useText()
  const go = web.useGo()
  const { today } = web.useSession()
  const state = web.useListState(AGED_FILTERS, '-total')
  const query = web.queryFor(readAged, state.query)
  const list = web.useList(readAged, { query })
  const balance = list.first
  const filters = useAgedFilters(balance?.totals.map(total => total.total.currency) ?? [])
  web.useLive([readAged])
  const asOf = query.asOf === undefined ? today : day(query.asOf)
  const by = query.by ?? 'customer'
  const pick = (age: web.Age): void => {
    const { segment, collector, creditor } = state.filters
    go(web.paths.invoices({ bucket: BUCKETS[age], segment, collector, creditor, asOf: query.asOf }))
  }
  const main = balance?.totals[0]
  return (
    <>
      <web.PageHeader
        title={t('aged')}
        state={balance && <StateSentence totals={balance.totals} />}
        action={<WhichBalance asOf={asOf} by={by} state={state} />}
      />
      {list.loading && <Skeleton height={280} mb="xl" />}
      {main && (
        <div className="above-list">
          <web.AgeBar amounts={agesOf(main)} onPick={pick} />
          <AgedTrend query={query} asOf={asOf} onPick={on => state.set({ asOf: on === today ? '' : on })} />
        </div>
      )}
      <web.ListTable
        {...list}
        name={`aged.${by}`}
        label={t('aged')}
        searchLabel={t('search')}
        columns={columnsOf(t, words, by, balance, state)}
        state={state}
        keyOf={keyOf}
        to={row => leadsTo(row, by, state)}
        filters={filters}
        exports={(['csv', 'xlsx'] as const).map(format => ({
          label: words(`format.${format}`),
          href: web.hrefOf(exportAged, { query: { ...query, format } }),
        }))}
        empty={<Nothing narrowed={state.q !== '' || state.search !== ''} />}
      />
    </>
  )
}

function Nothing({ narrowed }: { readonly narrowed: boolean }): ReactNode {
  const t = web.useText('reports')
  if (narrowed) return <web.EmptyState title={t('nothing')} hint={t('nothingHint')} />
  return (
    <web.EmptyState
      title={t('none')}
      hint={t('noneHint')}
      action={<web.Go to={web.paths.imports()}>{t('toImport')}</web.Go>}
    />
  )
}

function StateSentence({ totals }: { readonly totals: readonly Totals[] }): ReactNode {
  const t = web.useText('reports')
  const language = web.useLanguage()
  const [main] = totals
  if (!main) return t('noneOpen')
  const outstanding = totals.map(one => web.roundAmountText(one.total, language)).join(' + ')
  const share = web.percentText(shareOf(main), language)
  return t(totals.length > 1 ? 'stateMany' : 'state', { outstanding, share, currency: main.total.currency })
}

/** The overdue part of one currency as a ratio, for words only: every amount beside it is exact. */
function shareOf({ total, overdue }: Totals): number {
  const whole = fromDecimal(total.amount, total.currency)
  const part = fromDecimal(overdue.amount, overdue.currency)
  if (!whole.ok || !part.ok || whole.value.amount === 0n) return 0
  return Number((part.value.amount * 10_000n) / whole.value.amount) / 10_000
}

function agesOf(total: Totals): Readonly<Record<web.Age, Totals['total']>> {
  const { notDue, days1to30, days31to60, days61to90, over90 } = total
  return { notDue, to30: days1to30, to60: days31to60, to90: days61to90, over90 }
}

type WhichProps = { readonly asOf: Day; readonly by: (typeof BYS)[number]; readonly state: web.ListState }

/** The day of the balance and by what its lines are grouped. */
function WhichBalance({ asOf, by, state }: WhichProps): ReactNode {
  const t = web.useText('reports')
  const { today } = web.useSession()
  return (
    <div className="header-fields">
      <web.DayInput
        label={t('asOf')}
        value={asOf}
        max={today}
        onChange={on => state.set({ asOf: on === null || on === today ? '' : on })}
      />
      <NativeSelect
        label={t('byWhat')}
        value={by}
        onChange={event => state.set({ by: event.currentTarget.value === 'customer' ? '' : event.currentTarget.value })}
        data={BYS.map(value => ({ value, label: t(`by.${value}`) }))}
      />
    </div>
  )
}
