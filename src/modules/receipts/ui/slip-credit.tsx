import type { ReactNode } from 'react'
import type { CustomerId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import type { Receipt } from './words.ts'

type CreditedSlip = NonNullable<Receipt['slip']>

/** What a line credits: the slip, or the one cheque or bill of it, and whose money that is. */
export function SlipCredit({ slip, differs }: { readonly slip: CreditedSlip; readonly differs: boolean }): ReactNode {
  const t = web.useText('receipts')
  const language = web.useLanguage()
  const [only] = slip.single ? slip.cheques : []
  const to = only ? { cheque: only.id } : { view: 'slips', slip: slip.id }
  const counted = t(`slip.${slip.kind}s`, { count: slip.cheques.length })
  return (
    <>
      <p className="line">
        <web.Go to={web.paths.cheques(to)}>
          {t(only ? `slip.one.${slip.kind}` : 'slip.heading', { number: slip.number })}
        </web.Go>
        <span className="soft">
          {only ? null : `${counted}, `}
          {t('slip.on', { on: web.shortDayText(slip.on, language) })}
        </span>
      </p>
      {slip.cheques.length > 0 && <Drawers slip={slip} />}
      <p className="soft">{t(differs ? 'slip.differs' : 'slip.pays')}</p>
    </>
  )
}

function Drawers({ slip }: { readonly slip: CreditedSlip }): ReactNode {
  const t = web.useText('receipts')
  return (
    <web.MoneyTable
      stacked
      caption={t('slip.heading', { number: slip.number })}
      rows={slip.cheques}
      keyOf={cheque => cheque.id}
      columns={[
        {
          id: 'customer',
          header: t('column.customer'),
          cell: ({ customer }) => <web.Go to={web.paths.customer(customer.id as CustomerId)}>{customer.name}</web.Go>,
        },
        {
          id: 'number',
          header: t('cheque.field.number'),
          phone: 'under',
          cell: ({ id, number }) => (
            <web.Go to={web.paths.cheques({ cheque: id })}>{number ?? t('cheque.noNumber')}</web.Go>
          ),
        },
        {
          id: 'amount',
          header: t('column.amount'),
          align: 'end',
          phone: 'side',
          total: <web.Amount value={slip.total} />,
          cell: ({ amount }) => <web.Amount value={amount} tone="received" />,
        },
      ]}
    />
  )
}
