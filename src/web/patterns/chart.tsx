import { lazy, Suspense, useId, useState, type ReactNode } from 'react'
import { Skeleton } from '@mantine/core'
import type { MoneyJson } from '#kernel/money.ts'
import { Amount } from '../format/cells.tsx'
import { countText } from '../format/amount.ts'
import type { Age } from '../format/day.ts'
import { useLanguage, useText } from '../i18n.ts'
import { MoneyTable } from './money-table.tsx'

// ECharts is the heaviest part of the product; it is fetched when a chart is first shown.
const Drawing = lazy(() => import('./chart-drawing.tsx'))

/** One series; `tone` is an age, the brand, soft ink, or money received. */
export type Series = {
  readonly label: string
  readonly tone: Age | 'brand' | 'soft' | 'received'
  readonly values: readonly (MoneyJson | number | null)[]
}

export type ChartProps = {
  /** What it shows, as a heading for the eye and for screen readers. */
  readonly title: string
  /** The same in a sentence, with the main figure. */
  readonly summary: string
  readonly kind: 'bars' | 'stacked' | 'lines'
  /** What a category is: « Mois ». */
  readonly categoryLabel: string
  readonly categories: readonly string[]
  readonly series: readonly Series[]
  readonly height?: number
  /** A click on a category leads to the list behind it. */
  readonly onPick?: (category: number, series: number) => void
}

/** A chart with its table one click away; the table holds the exact figures, the drawing only their look. */
export function Chart(props: ChartProps): ReactNode {
  const t = useText()
  const id = useId()
  const [asTable, setAsTable] = useState(false)
  const { title, summary, categoryLabel, categories, series, height = 220 } = props
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption id={id}>
        <strong>{title}</strong>
        <span className="soft">{summary}</span>
        <button type="button" className="why" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? t('chart.drawing') : t('chart.table')}
        </button>
      </figcaption>
      {asTable ? (
        <MoneyTable
          caption={title}
          rows={categories.map((category, index) => ({ category, index }))}
          keyOf={row => row.category}
          columns={[
            { id: 'category', header: categoryLabel, cell: row => row.category },
            ...series.map(one => ({
              id: one.label,
              header: one.label,
              align: 'end' as const,
              cell: (row: { index: number }) => <Figure value={one.values[row.index] ?? null} />,
            })),
          ]}
        />
      ) : (
        <Suspense fallback={<Skeleton height={height} />}>
          <Drawing {...props} height={height} />
        </Suspense>
      )}
    </figure>
  )
}

function Figure({ value }: { readonly value: MoneyJson | number | null }): ReactNode {
  const language = useLanguage()
  if (typeof value === 'number') return <span className="amount">{countText(value, language)}</span>
  return <Amount value={value} />
}
