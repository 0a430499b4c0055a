import type { ReactNode } from 'react'
import { Skeleton } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import { listStatements, type listBankAccounts } from '../api.ts'
import { Balanced, WarningLines } from './import-report.tsx'
import { spaced } from './words.ts'

type Account = Answer<typeof listBankAccounts>['items'][number]
type Statement = Answer<typeof listStatements>['items'][number]

/** The statements of an account, latest first: does each go on where the one before it ended? */
export function Statements({ account }: { readonly account: Account }): ReactNode {
  const t = web.useText('receipts')
  const asked = web.useAnswer(listStatements, { params: { account: account.id } })
  if (asked.error) return <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data) return <Skeleton height={120} mt="lg" />
  const columns: web.Column<Statement>[] = [
    { id: 'period', header: t('column.period'), cell: one => <Period statement={one} /> },
    {
      id: 'opening',
      header: t('column.opening'),
      align: 'end',
      cell: one => <web.Amount value={one.opening} zero="show" />,
    },
    {
      id: 'closing',
      header: t('column.closing'),
      align: 'end',
      phone: 'side',
      cell: one => <web.Amount value={one.closing} zero="show" />,
    },
    { id: 'lines', header: t('column.lines'), align: 'end', cell: one => one.lines },
    { id: 'checks', header: t('column.balanced'), phone: 'under', cell: one => <Checks statement={one} /> },
  ]
  return (
    <web.Section title={t('accounts.statementsOf', { account: account.label ?? spaced(account.number) })}>
      <web.MoneyTable
        stacked
        caption={t('statements')}
        columns={columns}
        rows={asked.data.items}
        keyOf={statement => statement.id}
      />
    </web.Section>
  )
}

function Period({ statement }: { readonly statement: Statement }): ReactNode {
  const { from, to, number, fileName, format } = statement
  return (
    <>
      <span className="line">
        <web.DayText value={from} form="short" /> – <web.DayText value={to} form="short" />
      </span>
      <div className="soft">{[number, format, fileName].filter(Boolean).join(' · ')}</div>
    </>
  )
}

function Checks({ statement }: { readonly statement: Statement }): ReactNode {
  const t = web.useText('receipts')
  return (
    <>
      <span className="line">
        <Balanced value={statement.balanced} />
        {statement.continues === false && <web.Tag tone="refused">{t('accounts.gap')}</web.Tag>}
        {statement.continues === true && <web.Tag tone="received">{t('accounts.continues')}</web.Tag>}
      </span>
      {statement.warnings.length > 0 && (
        <ul className="reasons" aria-label={t('warnings')}>
          <WarningLines warnings={statement.warnings} />
        </ul>
      )}
    </>
  )
}
