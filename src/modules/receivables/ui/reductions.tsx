import type { ReactNode } from 'react'
import type { Day } from '#kernel/day.ts'
import type { MoneyJson } from '#kernel/money.ts'
import * as web from '#web/index.ts'
import type { Invoice } from './invoice-page.tsx'

type Line = {
  readonly key: string
  readonly on: Day
  readonly words: string
  readonly note: string | null
  readonly amount: MoneyJson
  readonly open: MoneyJson
  readonly reversed: boolean
  readonly received: boolean
  /** The bank line that paid. */
  readonly line: string | null
}

/** From what was invoiced to what is left, line by line. */
export function Reductions({ invoice }: { readonly invoice: Invoice }): ReactNode {
  const t = web.useText('receivables')
  const issued: Line = {
    key: 'issued',
    on: invoice.issueOn,
    words: t(`issued.${invoice.kind}`),
    note: null,
    amount: invoice.amount,
    open: invoice.amount,
    reversed: false,
    received: false,
    line: null,
  }
  const lines: Line[] = [
    issued,
    ...invoice.allocations.map(one => ({
      key: one.id,
      on: one.on,
      words: t(`allocation.${one.kind}`),
      note: one.note,
      amount: opposite(one.amount),
      open: one.openAfter,
      reversed: one.reversed,
      received: one.kind === 'receipt',
      line: one.line,
    })),
  ]
  const columns: web.Column<Line>[] = [
    { id: 'on', header: t('on'), cell: line => <web.DayText value={line.on} form="short" /> },
    {
      id: 'what',
      header: t('what'),
      phone: 'under',
      cell: line => (
        <>
          <What line={line} /> {line.reversed && <web.Tag>{t('reversed')}</web.Tag>}{' '}
          {line.note !== null && <span className="soft">{line.note}</span>}
        </>
      ),
    },
    {
      id: 'amount',
      header: t('column.amount'),
      align: 'end',
      phone: 'side',
      cell: line => <web.Amount value={line.amount} tone={line.received ? 'received' : 'plain'} />,
    },
    {
      id: 'open',
      header: t('openAfter'),
      align: 'end',
      phone: 'side',
      cell: line => <web.Amount value={line.open} />,
    },
  ]
  return <web.MoneyTable caption={t('reductions')} columns={columns} rows={lines} keyOf={line => line.key} />
}

/** What happened; a receipt leads to its bank line. */
function What({ line }: { readonly line: Line }): ReactNode {
  if (line.line === null) return line.words
  return <web.Go to={web.paths.receipts({ line: line.line })}>{line.words}</web.Go>
}

/** An allocation is stored as what it takes off; the table shows it with its sign. */
function opposite(value: MoneyJson): MoneyJson {
  const { amount, currency } = value
  return { amount: amount.startsWith('-') ? amount.slice(1) : `-${amount}`, currency }
}
