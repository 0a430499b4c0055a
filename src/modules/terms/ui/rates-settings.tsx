import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import * as web from '#web/index.ts'
import { checkRates, exportRates, listRates } from '../api.ts'
import { RatePanel } from './rate-panel.tsx'
import { SERIES, useChoices, useRateText, useSemesterText, type Rate } from './words.ts'

type Missing = { readonly series: string; readonly semester: string; readonly startsIn: number }

/** Settings: the rates of the law by series, with their source; what is missing; and the gesture that adds one. */
export function RatesSettings(): ReactNode {
  const t = web.useText('terms')
  const may = web.useMay(['administrator'])
  const [adding, setAdding] = useState<Missing | 'any' | null>(null)
  const { data: checked } = web.useAnswer(checkRates, { query: {} })
  web.useLive([listRates, checkRates])
  web.useShortcut('n', t('addRate'), () => setAdding('any'), 'page', may)
  return (
    <>
      <web.Section
        title={t('rates.today')}
        aside={may && <Button onClick={() => setAdding('any')}>{t('addRate')}</Button>}
      >
        <div className="stack">
          {checked && <Check missing={checked.missing} {...(may && { onAdd: setAdding })} />}
          <RatesToday />
        </div>
      </web.Section>
      <web.Section title={t('rates.all')}>
        <RateList />
      </web.Section>
      {adding !== null && <RatePanel missing={adding === 'any' ? null : adding} onClose={() => setAdding(null)} />}
    </>
  )
}

type CheckProps = { readonly missing: readonly Missing[]; readonly onAdd?: (missing: Missing) => void }

/** What is missing: computing stops at the first day without a rate, so it is asked for before. */
function Check({ missing, onAdd }: CheckProps): ReactNode {
  const t = web.useText('terms')
  const semester = useSemesterText()
  if (missing.length === 0) {
    return (
      <p>
        <web.Tag tone="brand">{t('rates.complete')}</web.Tag> {t('rates.completeHint')}
      </p>
    )
  }
  return (
    <ul className="notices" aria-label={t('rates.missing')}>
      {missing.map(each => (
        <li key={`${each.series} ${each.semester}`} className="notice notice-alert">
          <span className="line">
            <strong>{t(`series.${each.series}`)}</strong>
            <span>
              {each.startsIn > 0
                ? t('rates.missingSoon', { semester: semester(each.semester), count: each.startsIn })
                : t('rates.missingNow', { semester: semester(each.semester) })}
            </span>
            {onAdd && (
              <Button variant="default" size="compact-xs" onClick={() => onAdd(each)}>
                {t('addRate')}
                <span className="only-read"> {t(`series.${each.series}`)}</span>
              </Button>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The rate of each series today. */
function RatesToday(): ReactNode {
  const t = web.useText('terms')
  const rate = useRateText()
  const { today } = web.useSession()
  const { data: answer } = web.useAnswer(listRates, { query: { on: today } })
  const latest = SERIES.flatMap(series => answer?.items.find(line => line.series === series) ?? [])
  const columns: web.Column<Rate>[] = [
    { id: 'series', header: t('rates.series'), cell: row => t(`series.${row.series}`) },
    {
      id: 'since',
      header: t('rates.since'),
      width: 110,
      phone: 'under',
      cell: row => <web.DayText value={row.from} form="short" />,
    },
    {
      id: 'until',
      header: t('until'),
      width: 110,
      cell: row => <web.DayText value={row.to} form="short" />,
    },
    {
      id: 'rate',
      header: t('rates.rate'),
      width: 100,
      align: 'end',
      phone: 'side',
      cell: row => <strong>{rate(row.rate)}</strong>,
    },
  ]
  return <web.MoneyTable caption={t('rates.today')} columns={columns} rows={latest} keyOf={row => row.series} stacked />
}

function RateList(): ReactNode {
  const t = web.useText('terms')
  const words = web.useText()
  const state = web.useListState(['series', 'origin', 'on'], '-from')
  const query = web.queryFor(listRates, state.query)
  const list = web.useList(listRates, { query: { ...query, limit: 50 } })
  const series = useChoices('series', SERIES)
  const origins = useChoices('origin', ['release', 'derived', 'added'])
  return (
    <web.ListTable
      {...list}
      name="rates"
      label={t('rates.all')}
      searchLabel={t('search.rates')}
      columns={useColumns()}
      state={state}
      keyOf={row => `${row.series} ${row.from} ${row.origin} ${row.addedAt ?? ''}`}
      filters={[
        { id: 'series', label: t('rates.series'), choices: series },
        { id: 'origin', label: t('rates.origin'), choices: origins },
        { id: 'on', label: t('rates.on'), choices: 'day' },
      ]}
      exports={(['csv', 'xlsx'] as const).map(format => ({
        label: words(`format.${format}`),
        href: web.hrefOf(exportRates, { query: { ...query, format } }),
      }))}
      empty={<web.EmptyState title={t('nothing')} hint={t('nothingHint')} />}
    />
  )
}

function useColumns(): web.Column<Rate>[] {
  const t = web.useText('terms')
  const rate = useRateText()
  return [
    {
      id: 'series',
      header: t('rates.series'),
      width: 270,
      cell: row => t(`series.${row.series}`),
      sortable: true,
    },
    {
      id: 'from',
      header: t('from.label'),
      width: 100,
      phone: 'under',
      cell: row => <web.DayText value={row.from} form="short" />,
      sortable: true,
    },
    {
      id: 'to',
      header: t('until'),
      width: 100,
      cell: row => <web.DayText value={row.to} form="short" />,
    },
    {
      id: 'rate',
      header: t('rates.rate'),
      width: 90,
      align: 'end',
      phone: 'side',
      cell: row => rate(row.rate),
      sortable: true,
    },
    {
      id: 'certainty',
      header: t('rates.certainty'),
      width: 80,
      cell: row => <span title={t(`certainty.${row.certainty}`)}>{row.certainty}</span>,
    },
    { id: 'source', header: t('rates.source'), wide: true, cell: row => <span title={row.source}>{row.source}</span> },
    {
      id: 'author',
      header: t('author'),
      width: 110,
      cell: row => (row.origin === 'added' ? (row.author ?? t('otherFirm')) : t(`origin.${row.origin}`)),
    },
  ]
}
