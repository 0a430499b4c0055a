import type { ReactNode } from 'react'
import type { CustomerId, MessageId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { listMessages } from '../api.ts'
import type { MessageLine } from './message-split.tsx'
import { StateTag } from './message-view.tsx'
import { useStepText } from './words.ts'

/** Every message written to one customer, each leading to exactly what left. */
export function CustomerMessages({ customer }: { readonly customer: CustomerId }): ReactNode {
  const t = web.useText('messages')
  const step = useStepText()
  const list = web.useList(listMessages, { query: { customer, sort: '-decided', limit: 20 } })
  const columns: web.Column<MessageLine>[] = [
    {
      id: 'what',
      header: t('message'),
      cell: row => (
        <web.Go to={web.paths.message(row.id as MessageId)}>
          {row.subject ?? t(`template.${row.template}`, { defaultValue: row.template })}
        </web.Go>
      ),
    },
    { id: 'step', header: t('stepLabel'), cell: row => step(row.step) },
    { id: 'channel', header: t('channelLabel'), cell: row => t(`channel.${row.channel}`) },
    { id: 'on', header: t('decided'), phone: 'under', cell: row => <web.DayText value={row.decidedOn} form="short" /> },
    { id: 'state', header: t('stateLabel'), phone: 'side', cell: row => <StateTag state={row.state} /> },
    { id: 'total', header: t('total'), align: 'end', phone: 'side', cell: row => <web.Amount value={row.total} /> },
  ]
  if (list.error) return <web.Problem error={list.error} />
  if (!list.loading && list.rows.length === 0) return <p className="soft">{t('noneYet')}</p>
  return (
    <>
      <web.MoneyTable stacked caption={t('messages')} columns={columns} rows={list.rows} keyOf={row => row.id} />
      <web.More more={list.more} loading={list.loadingMore} />
    </>
  )
}
