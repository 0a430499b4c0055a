import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import * as web from '#web/index.ts'
import { listCheques } from '../cheque-api.ts'
import { AnnounceCheque } from './cheque-announce.tsx'
import { Marks } from './cheque-card.tsx'
import { ChequePanel } from './cheque-panel.tsx'
import { STATE_TONES, useStateText, useWaitingText, type ChequeLine } from './cheque-words.ts'

type CustomerChequesProps = { readonly customer: { readonly id: string; readonly name: string } }

/** The cheques and bills of one customer, those on their way first; « Annoncer » beside. */
export function CustomerCheques({ customer }: CustomerChequesProps): ReactNode {
  const t = web.useText('receipts')
  const stateText = useStateText()
  const waiting = useWaitingText()
  const [opened, open] = useState<string | null>(null)
  const [announcing, setAnnouncing] = useState(false)
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  web.useShortcut('q', t('cheque.announce.open'), () => setAnnouncing(true), 'page', may)
  const list = web.useList(listCheques, { query: { customer: customer.id, sort: 'due', limit: 20 } })
  const columns: web.Column<ChequeLine>[] = [
    {
      id: 'what',
      header: t('cheque.field.paper'),
      cell: row => (
        <button type="button" className="link-button" onClick={() => open(row.id)}>
          {[t(`cheque.kind.${row.kind}`), row.number].filter(Boolean).join(' ')}
        </button>
      ),
    },
    {
      id: 'state',
      header: t('cheque.field.state'),
      phone: 'under',
      cell: row => (
        <span className="line">
          <web.Tag tone={STATE_TONES[row.state]}>{stateText(row)}</web.Tag>
          <span className="soft">{waiting(row)}</span>
        </span>
      ),
    },
    { id: 'bank', header: t('cheque.field.bank'), cell: row => row.bank ?? '–' },
    { id: 'look', header: t('cheque.field.look'), cell: row => <web.DayText value={row.dueOn} form="short" /> },
    {
      id: 'flags',
      header: t('cheque.field.flags'),
      cell: row => <Marks cheque={row} />,
    },
    {
      id: 'amount',
      header: t('cheque.field.amount'),
      align: 'end',
      phone: 'side',
      cell: row => <web.Amount value={row.amount} />,
    },
  ]
  return (
    <web.Section
      title={t('cheque.title')}
      aside={
        may && (
          <Button variant="subtle" size="compact-md" onClick={() => setAnnouncing(true)}>
            {t('cheque.announce.open')}
          </Button>
        )
      }
    >
      {list.error ? (
        <web.Problem error={list.error} />
      ) : !list.loading && list.rows.length === 0 ? (
        <p className="soft">{t('cheque.noneOfCustomer')}</p>
      ) : (
        <web.MoneyTable stacked caption={t('cheque.title')} columns={columns} rows={list.rows} keyOf={row => row.id} />
      )}
      <web.More more={list.more} loading={list.loadingMore} />
      {opened !== null && <ChequePanel key={opened} id={opened} onClose={() => open(null)} />}
      {announcing && <AnnounceCheque customer={customer} onClose={() => setAnnouncing(false)} />}
    </web.Section>
  )
}
