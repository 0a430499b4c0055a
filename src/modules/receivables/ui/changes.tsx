import type { ReactNode } from 'react'
import { fromDecimal, moneyToJson, subtract, type MoneyJson } from '#kernel/money.ts'
import * as web from '#web/index.ts'
import type { Import } from './import-report.tsx'

const COUNTS = ['created', 'changed', 'cleared', 'ignored', 'errors'] as const

/** What the file changes: how many of each, and what is owed before and after, by currency. */
export function Changes({ data }: { readonly data: Import }): ReactNode {
  const t = web.useText('receivables')
  const language = web.useLanguage()
  const done = data.state === 'applied'
  return (
    <web.Section title={done ? t('changed') : t('wouldChange')}>
      <web.StatRow>
        <web.Stat label={t('counted.rows')} value={web.countText(data.counts.rows, language)} />
        {COUNTS.map(id => (
          <web.Stat key={id} label={t(`counted.${id}`)} value={web.countText(data.counts[id], language)} />
        ))}
      </web.StatRow>
      {data.totals.length > 0 && <Totals data={data} />}
      {done && (
        <p className="after-links">
          <web.Go to={web.paths.agedBalance()}>{t('seeAged')}</web.Go>{' '}
          <web.Go to={web.paths.invoices()}>{t('seeInvoices')}</web.Go>
        </p>
      )}
    </web.Section>
  )
}

type Total = Import['totals'][number]

function Totals({ data }: { readonly data: Import }): ReactNode {
  const t = web.useText('receivables')
  const columns: web.Column<Total>[] = [
    { id: 'currency', header: t('currency'), cell: total => total.after.currency },
    { id: 'before', header: t('before'), align: 'end', cell: total => <web.Amount value={total.before} /> },
    { id: 'after', header: t('after'), align: 'end', cell: total => <web.Amount value={total.after} tone="strong" /> },
    {
      id: 'difference',
      header: t('difference'),
      align: 'end',
      cell: total => <web.Amount value={difference(total)} />,
    },
  ]
  return (
    <div className="narrow-table">
      <web.MoneyTable
        caption={t('outstanding')}
        showCaption
        columns={columns}
        rows={data.totals}
        keyOf={total => total.after.currency}
      />
    </div>
  )
}

function difference({ before, after }: Total): MoneyJson | null {
  const from = fromDecimal(before.amount, before.currency)
  const to = fromDecimal(after.amount, after.currency)
  return from.ok && to.ok ? moneyToJson(subtract(to.value, from.value)) : null
}
