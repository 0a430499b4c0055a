import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import { day } from '#kernel/day.ts'
import type { InvoiceId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { exportInvoices, listInvoices } from '../api.ts'
import { INVOICE_FILTERS, useInvoiceFilters } from './invoice-filters.ts'
import { Sums } from './sums.tsx'

type Row = Answer<typeof listInvoices>['items'][number]
type Page = Answer<typeof listInvoices>

/** Every invoice and credit note: searched, filtered, sorted, totalled, taken away as a file. */
export function InvoicesPage(): ReactNode {
  const t = web.useText('receivables')
  const words = web.useText()
  const state = web.useListState(INVOICE_FILTERS, '-issue')
  const query = web.queryFor(listInvoices, state.query)
  const list = web.useList(listInvoices, { query })
  const filters = useInvoiceFilters(state.filters['customer'])
  web.useLive([listInvoices])
  const narrowed = state.q !== '' || Object.keys(state.filters).length > 0
  return (
    <>
      <web.PageHeader
        title={t('invoices')}
        state={list.first && <StateSentence page={list.first} asOf={query.asOf} />}
        action={<ToIssue />}
      />
      <web.ListTable
        {...list}
        name="invoices"
        label={t('invoices')}
        searchLabel={t('search')}
        columns={columnsOf(t, list.first)}
        state={state}
        keyOf={row => row.id}
        to={row => web.paths.invoice(row.id as InvoiceId)}
        filters={filters}
        exports={(['csv', 'xlsx'] as const).map(format => ({
          label: words(`format.${format}`),
          href: web.hrefOf(exportInvoices, { query: { ...query, format } }),
        }))}
        empty={narrowed ? <web.EmptyState title={t('nothing')} hint={t('nothingHint')} /> : <NoInvoices />}
      />
    </>
  )
}

function ToIssue(): ReactNode {
  const t = web.useText('receivables')
  const go = web.useGo()
  const may = web.useMay(['credit-manager', 'administrator'])
  web.useShortcut('n', t('issue'), () => go(web.paths.issueInvoice()), 'page', may)
  return (
    may && (
      <Button variant="default" onClick={() => go(web.paths.issueInvoice())}>
        {t('issue')}
      </Button>
    )
  )
}

function NoInvoices(): ReactNode {
  const t = web.useText('receivables')
  return (
    <web.EmptyState
      title={t('none')}
      hint={t('noneHint')}
      action={<web.Go to={web.paths.imports()}>{t('toImport')}</web.Go>}
    />
  )
}

function StateSentence({ page, asOf }: { readonly page: Page; readonly asOf: string | undefined }): ReactNode {
  const t = web.useText('receivables')
  const language = web.useLanguage()
  const open = page.totals.map(total => web.amountText(total.open, language)).join(' + ')
  const shown = web.countText(page.count, language)
  const count = t('count', { count: page.count, shown })
  if (open === '') return count
  return asOf === undefined
    ? t('stateNow', { count, open })
    : t('stateAsOf', { count, open, day: web.shortDayText(day(asOf), language) })
}

function columnsOf(t: web.Text, page: Page | undefined): web.Column<Row>[] {
  return [
    {
      id: 'number',
      header: t('column.number'),
      width: 190,
      sortable: true,
      cell: row => (
        <>
          {row.number} {row.kind === 'credit-note' && <web.Tag>{t('kind.credit-note')}</web.Tag>}
        </>
      ),
    },
    {
      id: 'customer',
      header: t('column.customer'),
      sortable: true,
      phone: 'under',
      cell: row => row.customer.name,
    },
    { id: 'creditor', header: t('column.creditor'), width: 90, hidden: true, cell: row => row.creditor.code },
    {
      id: 'issue',
      header: t('column.issue'),
      width: 100,
      sortable: true,
      cell: row => <web.DayText value={row.issueOn} form="short" />,
    },
    {
      id: 'due',
      header: t('column.due'),
      width: 100,
      sortable: true,
      cell: row => <web.DayText value={row.dueOn} form="short" />,
    },
    {
      id: 'late',
      header: t('column.late'),
      width: 110,
      align: 'end',
      sortable: true,
      phone: 'side',
      cell: row => <Late row={row} />,
    },
    {
      id: 'amount',
      header: t('column.amount'),
      width: 140,
      align: 'end',
      sortable: true,
      total: page && <Sums values={page.totals.map(total => total.amount)} />,
      cell: row => <web.Amount value={row.amount} />,
    },
    {
      id: 'open',
      header: t('column.open'),
      width: 140,
      align: 'end',
      sortable: true,
      phone: 'side',
      total: page && <Sums values={page.totals.map(total => total.open)} />,
      cell: row => <web.Amount value={row.open} />,
    },
  ]
}

/** Days late, or that nothing is due any more. */
function Late({ row }: { readonly row: Row }): ReactNode {
  const t = web.useText('receivables')
  if (row.daysLate === null) return <span className="soft">{t('state.settled')}</span>
  return <web.Lateness days={row.daysLate} />
}
