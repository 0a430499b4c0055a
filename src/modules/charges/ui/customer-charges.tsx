import type { ReactNode } from 'react'
import type { Answer } from '#kernel/contract.ts'
import type { InvoiceId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { listCharges, sumCharges } from '../api.ts'
import { LedgerStats, nothingIn, Sum, sumOf } from './sums.tsx'

type Row = Answer<typeof listCharges>['items'][number]

/** Charges on a customer's page: totals, and the invoices that bear most. Nothing when there is nothing to say. */
export function CustomerCharges({ customer }: { readonly customer: string }): ReactNode {
  const t = web.useText('charges')
  const { data } = web.useAnswer(sumCharges, { query: { customer } })
  const list = web.useAnswer(listCharges, { query: { customer, sort: 'due', limit: 8 } }).data
  web.useLive([sumCharges, listCharges])
  if (!data || !list || data.sums.every(line => nothingIn([line.computed, line.claimed, line.waived]))) return null
  const columns: web.Column<Row>[] = [
    {
      id: 'number',
      header: t('invoice'),
      cell: row => <web.Go to={web.paths.invoice(row.invoice.id as InvoiceId)}>{row.invoice.number}</web.Go>,
    },
    {
      id: 'due',
      header: t('due'),
      phone: 'under',
      cell: row => <web.DayText value={row.invoice.dueOn} form="short" />,
    },
    {
      id: 'computed',
      header: t('figure.computed'),
      align: 'end',
      cell: row => <Sum values={sumOf(row.lines, 'computed')} />,
    },
    {
      id: 'claimed',
      header: t('figure.claimed'),
      align: 'end',
      cell: row => <Sum values={sumOf(row.lines, 'claimed')} />,
    },
    {
      id: 'waived',
      header: t('figure.waived'),
      align: 'end',
      cell: row => <Sum values={sumOf(row.lines, 'waived')} />,
    },
    {
      id: 'toClaim',
      header: t('figure.toClaim'),
      align: 'end',
      phone: 'side',
      cell: row => <Sum values={sumOf(row.lines, 'toClaim')} />,
    },
  ]
  return (
    <web.Section
      title={t('charges')}
      aside={<web.Go to={web.paths.charges({ customer })}>{t('seeAll', { count: data.count })}</web.Go>}
    >
      <div className="stack">
        <LedgerStats lines={data.sums} />
        <web.MoneyTable
          stacked
          caption={t('charges')}
          columns={columns}
          rows={list.items}
          keyOf={row => row.invoice.id}
        />
      </div>
    </web.Section>
  )
}
