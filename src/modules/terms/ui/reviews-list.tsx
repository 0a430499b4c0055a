import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import type { Id } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { exportReviews, listReviews } from '../api.ts'
import { DueTag } from './due-tag.tsx'
import { EndReviewPanel } from './review-panels.tsx'
import { CAUSES, useChoices, type Review } from './words.ts'

/** Reviews to be done, late ones first, then those done. */
export function ReviewsList(): ReactNode {
  const t = web.useText('terms')
  const words = web.useText()
  const state = web.useListState(['tab', 'state', 'cause'])
  const query = web.queryFor(listReviews, state.query)
  const list = web.useList(listReviews, { query })
  const states = useChoices('reviewState', ['late', 'due', 'open', 'done'])
  const causes = useChoices('cause', CAUSES)
  const [ended, setEnded] = useState<Review | null>(null)
  const narrowed = Object.keys(query).length > 0
  return (
    <>
      <web.ListTable
        {...list}
        name="terms-reviews"
        label={t('tab.reviews')}
        searchLabel={t('search.reviews')}
        columns={useColumns(setEnded)}
        state={state}
        keyOf={row => row.id}
        to={row => web.paths.termsVersion(row.version.id as Id<'terms-version'>)}
        filters={[
          { id: 'state', label: t('stateLabel'), choices: states },
          { id: 'cause', label: t('causeLabel'), choices: causes },
        ]}
        exports={(['csv', 'xlsx'] as const).map(format => ({
          label: words(`format.${format}`),
          href: web.hrefOf(exportReviews, { query: { ...query, format } }),
        }))}
        empty={
          <web.EmptyState
            title={t(narrowed ? 'nothing' : 'empty.reviews')}
            hint={t(narrowed ? 'nothingHint' : 'emptyHint.reviews')}
          />
        }
      />
      {ended && <EndReviewPanel review={ended} onClose={() => setEnded(null)} />}
    </>
  )
}

function useColumns(end: (review: Review) => void): web.Column<Review>[] {
  const t = web.useText('terms')
  const may = web.useMay(['credit-manager', 'administrator'])
  return [
    {
      id: 'version',
      header: t('version'),
      cell: row => row.version.label,
      compare: (a, b) => a.version.label.localeCompare(b.version.label),
    },
    { id: 'creditor', header: t('creditor'), width: 90, wide: true, cell: row => row.version.creditor },
    {
      id: 'due',
      header: t('dueOn'),
      width: 210,
      phone: 'under',
      cell: row => (
        <>
          <web.DayText value={row.dueOn} form="short" /> {row.outcome === null && <DueTag inDays={row.inDays} />}
        </>
      ),
      compare: (a, b) => a.dueOn.localeCompare(b.dueOn),
    },
    { id: 'cause', header: t('causeLabel'), width: 130, cell: row => t(`cause.${row.cause}`) },
    { id: 'why', header: t('reason'), wide: true, cell: row => row.reason ?? <span className="soft">–</span> },
    {
      id: 'outcome',
      header: t('outcomeLabel'),
      width: 190,
      phone: 'side',
      cell: row => <Outcome review={row} {...(may && { onEnd: () => end(row) })} />,
    },
    { id: 'by', header: t('by'), width: 130, wide: true, cell: row => row.doneBy ?? <span className="soft">–</span> },
  ]
}

/** What a review gave, or the gesture that does it. */
export function Outcome({ review, onEnd }: { readonly review: Review; readonly onEnd?: () => void }): ReactNode {
  const t = web.useText('terms')
  if (review.outcome === null) {
    if (!onEnd) return <span className="soft">{t('toDo')}</span>
    return (
      <Button variant="default" size="compact-xs" onClick={onEnd}>
        {t('endReview')}
        <span className="only-read"> {review.version.label}</span>
      </Button>
    )
  }
  const text = review.note === null ? t('replacedSince') : t(`outcome.${review.outcome}`)
  return <span title={review.note ?? ''}>{text}</span>
}
