import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import * as web from '#web/index.ts'
import { listCheques } from '../cheque-api.ts'
import { Nothing } from './cheque-board.tsx'
import { Marks } from './cheque-card.tsx'
import { DepositPanel } from './cheque-deposit.tsx'
import { STATE_TONES, sums, useStateText, useWaitingText, type ChequeLine } from './cheque-words.ts'

type ListProps = {
  readonly state: web.ListState
  readonly filters: readonly web.Filter[]
  readonly exports: readonly web.Export[]
  readonly onAnnounce: () => void
}

/** Cheques and bills as a list: searched, sorted, filtered, taken away as a file; several go on one slip. */
export function ChequeList({ state, filters, exports, onAnnounce }: ListProps): ReactNode {
  const t = web.useText('receipts')
  const [depositing, deposit] = useState<readonly ChequeLine[] | null>(null)
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  const list = web.useList(listCheques, { query: web.queryFor(listCheques, { sort: 'due', ...state.query }) })
  const totals = sums((list.first?.totals ?? []).map(each => each.total))
  const narrowed = state.q !== '' || filters.some(filter => state.filters[filter.id] !== undefined)
  return (
    <>
      <web.ListTable
        {...list}
        name="cheques"
        label={t('cheque.title')}
        searchLabel={t('cheque.search')}
        columns={useColumns(totals)}
        state={state}
        keyOf={row => row.id}
        to={row => web.paths.cheques({ ...Object.fromEntries(new URLSearchParams(state.search)), cheque: row.id })}
        filters={filters}
        exports={exports}
        {...(may && {
          bulk: (ids: string[]) => {
            const chosen = list.rows.filter(row => ids.includes(row.id) && row.state === 'received')
            return (
              <Button disabled={chosen.length === 0} onClick={() => deposit(chosen)}>
                {t('cheque.deposit.some', { count: chosen.length })}
              </Button>
            )
          },
        })}
        empty={<Nothing narrowed={narrowed} onAnnounce={onAnnounce} />}
      />
      {depositing && <DepositPanel cheques={depositing} onClose={() => deposit(null)} />}
    </>
  )
}

function useColumns(totals: ReturnType<typeof sums>): web.Column<ChequeLine>[] {
  const t = web.useText('receipts')
  const stateText = useStateText()
  const waiting = useWaitingText()
  return [
    { id: 'customer', header: t('cheque.field.customer'), sortable: true, cell: row => row.customer.name },
    { id: 'kind', header: t('cheque.field.kind'), width: 100, wide: true, cell: row => t(`cheque.kind.${row.kind}`) },
    {
      id: 'state',
      header: t('cheque.field.state'),
      width: 95,
      phone: 'under',
      cell: row => <web.Tag tone={STATE_TONES[row.state]}>{stateText(row)}</web.Tag>,
    },
    { id: 'number', header: t('cheque.field.number'), width: 90, cell: row => row.number ?? '–' },
    { id: 'bank', header: t('cheque.field.bank'), width: 125, wide: true, cell: row => row.bank ?? '–' },
    {
      id: 'since',
      header: t('cheque.field.since'),
      width: 125,
      sortable: true,
      cell: row => waiting(row),
    },
    {
      id: 'due',
      header: t('cheque.field.look'),
      width: 100,
      sortable: true,
      cell: row => <web.DayText value={row.dueOn} form="short" />,
    },
    {
      id: 'flags',
      header: t('cheque.field.flags'),
      width: 190,
      cell: row => <Marks cheque={row} />,
    },
    { id: 'creditor', header: t('cheque.field.creditor'), width: 80, hidden: true, cell: row => row.creditor.code },
    {
      id: 'deposit',
      header: t('cheque.field.deposit'),
      width: 100,
      hidden: true,
      cell: row => row.deposit?.number ?? '–',
    },
    {
      id: 'amount',
      header: t('cheque.field.amount'),
      width: 115,
      align: 'end',
      sortable: true,
      phone: 'side',
      total: (
        <>
          {totals.map(total => (
            <div key={total.currency}>
              <web.Amount value={total} />
            </div>
          ))}
        </>
      ),
      cell: row => <web.Amount value={row.amount} />,
    },
  ]
}
