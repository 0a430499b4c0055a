import type { ReactNode } from 'react'
import type { Answer } from '#kernel/contract.ts'
import type { InvoiceId } from '#kernel/id.ts'
import { useStepText } from '#modules/messages/ui/index.ts'
import * as web from '#web/index.ts'
import type { readBalance } from '../api.ts'

type Balance = Answer<typeof readBalance>
type Item = Balance['items'][number]

type OpenItemsProps = { readonly balance: Balance; readonly limit?: number }

/** The open items of a customer, oldest due first, one table per currency with its total above. */
export function OpenItems({ balance, limit }: OpenItemsProps): ReactNode {
  const t = web.useText('desk')
  if (balance.items.length === 0) return <p className="soft">{t('nothingOpen')}</p>
  return balance.ages.map(age => {
    const { currency } = age.outstanding
    const items = balance.items.filter(item => item.open.currency === currency)
    return (
      <ItemTable key={currency} rows={limit === undefined ? items : items.slice(0, limit)} total={age.outstanding} />
    )
  })
}

function ItemTable(props: { readonly rows: readonly Item[]; readonly total: Item['open'] }): ReactNode {
  const t = web.useText('desk')
  const step = useStepText()
  const columns: web.Column<Item>[] = [
    {
      id: 'number',
      header: t('invoice'),
      cell: row => (
        <span className="line">
          <web.Go to={web.paths.invoice(row.id as InvoiceId)}>{row.number}</web.Go>
          {row.kind === 'credit-note' && <web.Tag>{t('creditNote')}</web.Tag>}
        </span>
      ),
    },
    { id: 'issue', header: t('issued'), cell: row => <web.DayText value={row.issueOn} form="short" /> },
    { id: 'due', header: t('due'), phone: 'under', cell: row => <web.DayText value={row.dueOn} form="short" /> },
    {
      id: 'late',
      header: t('late'),
      align: 'end',
      phone: 'side',
      // A credit is never late.
      cell: row => (row.kind === 'credit-note' ? '–' : <web.Lateness days={row.daysLate} />),
    },
    { id: 'step', header: t('step'), cell: row => step(row.step) },
    { id: 'amount', header: t('amount'), align: 'end', cell: row => <web.Amount value={row.amount} tone="soft" /> },
    {
      id: 'open',
      header: t('open'),
      align: 'end',
      phone: 'side',
      total: <web.Amount value={props.total} zero="show" />,
      cell: row => <web.Amount value={row.open} />,
    },
  ]
  return <web.MoneyTable stacked caption={t('openItems')} columns={columns} rows={props.rows} keyOf={row => row.id} />
}
