import type { ReactNode } from 'react'
import { Skeleton } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { listCustomerReceipts, listKnownPayers } from '../api.ts'
import { spaced } from './words.ts'

type Payment = Answer<typeof listCustomerReceipts>['items'][number]
type Payer = Answer<typeof listKnownPayers>['items'][number]

const FEW = 8

/** What a customer paid and what it paid for, the money kept for it, and who is known to pay for it. */
export function CustomerReceipts({ customer }: { readonly customer: CustomerId }): ReactNode {
  const t = web.useText('receipts')
  const asked = web.useAnswer(listCustomerReceipts, { params: { customer } })
  const payers = web.useAnswer(listKnownPayers, { params: { customer } }).data?.items ?? []
  const state = web.useListState(['payments'])
  if (asked.error) return <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data) return <Skeleton height={80} />
  const { items, onAccount } = asked.data
  const shown = state.filters['payments'] === 'all' ? items : items.slice(0, FEW)
  return (
    <web.Section title={t('customer.payments')}>
      <div className="stack">
        {items.length === 0 && <p className="soft">{t('customer.none')}</p>}
        {onAccount.length > 0 && (
          <p>
            <web.Tag tone="received">{t('customer.onAccount')}</web.Tag>{' '}
            {onAccount.map(each => (
              <web.Amount key={each.currency} value={each} tone="received" />
            ))}{' '}
            <span className="soft">{t('customer.onAccountNote')}</span>
          </p>
        )}
        {items.length > 0 && <Payments items={shown} />}
        {items.length > shown.length && (
          <button type="button" className="why" onClick={() => state.set({ payments: 'all' })}>
            {t('customer.all', { count: items.length })}
          </button>
        )}
        {payers.length > 0 && <KnownPayers payers={payers} />}
      </div>
    </web.Section>
  )
}

function Payments({ items }: { readonly items: readonly Payment[] }): ReactNode {
  const t = web.useText('receipts')
  const columns: web.Column<Payment>[] = [
    {
      id: 'on',
      header: t('column.on'),
      cell: payment => (
        <web.Go to={web.paths.receipts({ line: payment.line })}>
          <web.DayText value={payment.bookedOn} form="short" />
        </web.Go>
      ),
    },
    {
      id: 'name',
      header: t('column.payer'),
      cell: payment => (
        <>
          {payment.name ?? t('noName')} <span className="soft">{payment.text}</span>
        </>
      ),
    },
    { id: 'pays', header: t('column.pays'), phone: 'under', cell: payment => <Pays payment={payment} /> },
    {
      id: 'amount',
      header: t('column.amount'),
      align: 'end',
      phone: 'side',
      cell: payment => (
        <web.Amount value={payment.amount} tone={payment.amount.amount.startsWith('-') ? 'plain' : 'received'} />
      ),
    },
  ]
  return (
    <web.MoneyTable stacked caption={t('customer.payments')} columns={columns} rows={items} keyOf={one => one.line} />
  )
}

function Pays({ payment }: { readonly payment: Payment }): ReactNode {
  const t = web.useText('receipts')
  return (
    <span className="pays">
      {payment.parts.map(({ kind, invoice, number, amount }) => (
        <span key={`${kind} ${invoice}`}>
          {invoice === null ? (
            t(kind === 'elsewhere' ? 'part.elsewhere-settled' : `part.${kind}`)
          ) : (
            <web.Go to={web.paths.invoice(invoice as InvoiceId)}>{number}</web.Go>
          )}{' '}
          {kind === 'write-off' && <span className="soft">{t('part.write-off')} </span>}
          {(payment.parts.length > 1 || kind === 'write-off') && <web.Amount value={amount} tone="soft" />}
        </span>
      ))}
    </span>
  )
}

/** The accounts and names that confirmations taught. */
function KnownPayers({ payers }: { readonly payers: readonly Payer[] }): ReactNode {
  const t = web.useText('receipts')
  return (
    <div>
      <h3>{t('customer.known')}</h3>
      <ul className="plain-list">
        {payers.map(payer => (
          <li key={`${payer.kind} ${payer.value}`} className="line">
            <span className={payer.kind === 'iban' ? 'figures' : ''}>
              {payer.kind === 'iban' ? spaced(payer.value) : payer.value}
            </span>
            <span className="soft">{t('customer.confirmed', { count: payer.confirmed })}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
