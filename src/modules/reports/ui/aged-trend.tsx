import type { ReactNode } from 'react'
import type { Input } from '#kernel/contract.ts'
import type { Day } from '#kernel/day.ts'
import * as web from '#web/index.ts'
import { readAgedTrend } from '../api.ts'

const STEPS = [
  ['notDue', 'notDue'],
  ['days1to30', 'to30'],
  ['days31to60', 'to60'],
  ['days61to90', 'to90'],
  ['over90', 'over90'],
] as const

type TrendProps = {
  readonly query: Input<typeof readAgedTrend>['query']
  readonly asOf: Day
  readonly onPick: (on: Day) => void
}

/** Twelve month ends and the day itself, stacked by age; a bar leads to the balance of its day. */
export function AgedTrend({ query, asOf, onPick }: TrendProps): ReactNode {
  const t = web.useText('reports')
  const words = web.useText()
  const language = web.useLanguage()
  const { asOf: on, creditor, segment, collector, group, currency, q } = query
  const trend = web.useAnswer(readAgedTrend, {
    query: { asOf: on, creditor, segment, collector, group, currency, q },
  })
  const items = trend.data?.items ?? []
  const first = items[0]
  const last = items.at(-1)
  if (!first || !last) return null
  return (
    <web.Chart
      title={t('trend')}
      summary={t('trendWords', {
        before: web.roundAmountText(first.over90, language),
        after: web.roundAmountText(last.over90, language),
      })}
      kind="stacked"
      height={180}
      categoryLabel={t('endOf')}
      categories={items.map(item =>
        item.asOf === asOf ? web.shortDayText(asOf, language) : monthOf(item.asOf, language),
      )}
      series={STEPS.map(([id, age]) => ({
        label: words(`age.${age}`),
        tone: age,
        values: items.map(item => item[id]),
      }))}
      onPick={category => {
        const item = items[category]
        if (item) onPick(item.asOf)
      }}
    />
  )
}

/** « nov. 2025 ». */
function monthOf(on: Day, language: string): string {
  const utc = Date.UTC(Number(on.slice(0, 4)), Number(on.slice(5, 7)) - 1, 1)
  return new Intl.DateTimeFormat(language, { month: 'short', year: '2-digit', timeZone: 'UTC' }).format(utc)
}
