import type { ReactNode } from 'react'
import type { Answer } from '#kernel/contract.ts'
import type { CustomerId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { listFollowUps } from '../api.ts'
import { WhyReason } from './follow-up.tsx'
import { useReasonText } from './words.ts'

type FollowUpLine = Answer<typeof listFollowUps>['items'][number]

/** Who was held back, grouped by reason: why, and where to mend it. */
export function Held({ empty }: { readonly empty: ReactNode }): ReactNode {
  const t = web.useText('dunning')
  const list = web.useList(listFollowUps, { query: { outcome: 'hold', sort: '-overdue', limit: 500 } })
  if (list.error) return <web.Problem error={list.error} />
  if (list.loading) return <p className="soft">{t('looking')}</p>
  if (list.rows.length === 0) return empty
  const codes = (list.first?.byReason ?? []).filter(one => one.outcome === 'hold')
  return (
    <>
      {codes.map(({ code, count }) => (
        <web.Section key={code} title={t('heldTitle', { reason: t(`held.${code}`, { defaultValue: code }), count })}>
          <div className="stack">
            <p className="soft">{t(`heldRemedy.${code}`, { defaultValue: '' })}</p>
            <HeldRows rows={list.rows.filter(row => row.reason.code === code)} />
          </div>
        </web.Section>
      ))}
      <web.More more={list.more} loading={list.loadingMore} />
    </>
  )
}

function HeldRows({ rows }: { readonly rows: readonly FollowUpLine[] }): ReactNode {
  const t = web.useText('dunning')
  const columns: web.Column<FollowUpLine>[] = [
    {
      id: 'customer',
      header: t('customer'),
      width: 300,
      cell: row => <web.Go to={web.paths.customer(row.customer.id as CustomerId)}>{row.customer.name}</web.Go>,
    },
    { id: 'why', header: t('whyHeader'), phone: 'under', cell: row => <WhyHeld row={row} /> },
    { id: 'next', header: t('nextOn'), width: 160, cell: row => <web.DayText value={row.nextOn} /> },
    {
      id: 'overdue',
      header: t('overdue'),
      width: 140,
      align: 'end',
      phone: 'side',
      cell: row => <web.Amount value={row.overdue} />,
    },
  ]
  return (
    <web.MoneyTable stacked caption={t('heldCaption')} columns={columns} rows={rows} keyOf={row => row.customer.id} />
  )
}

function WhyHeld({ row }: { readonly row: FollowUpLine }): ReactNode {
  const t = web.useText('dunning')
  const reason = useReasonText()
  return (
    <span className="line">
      {reason(row.reason)}
      <WhyReason
        reason={row.reason}
        lines={[
          { label: t('scenario'), value: row.scenario?.name ?? t('noScenario') },
          { label: t('decidedOn'), value: <web.DayText value={row.decidedOn} /> },
        ]}
      />
    </span>
  )
}
