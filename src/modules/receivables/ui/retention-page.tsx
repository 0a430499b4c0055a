import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import type { InvoiceId } from '#kernel/id.ts'
import { useCreditorChoices } from '#modules/parties/ui/index.ts'
import * as web from '#web/index.ts'
import { exportRetention, listRetention, resolveOpenTerms } from '../terms-api.ts'
import { RetentionTag } from './invoice-terms.tsx'
import { Sums } from './sums.tsx'

type Ledger = Answer<typeof listRetention>
type Row = Ledger['items'][number]
const STATES = ['covered', 'delivery-unknown', 'accepted-late', 'not-accepted'] as const

/** The retention-of-title ledger: unpaid goods that stay ours, and what would make the others stand. */
export function RetentionPage(): ReactNode {
  const t = web.useText('receivables')
  const words = web.useText()
  const state = web.useListState(['state', 'creditor', 'customer'], 'customer')
  const query = web.queryFor(listRetention, state.query)
  const list = web.useList(listRetention, { query: { ...query, limit: 50 } })
  const creditors = useCreditorChoices()
  web.useLive([listRetention])
  const narrowed = state.q !== '' || Object.keys(state.filters).length > 0
  return (
    <>
      <web.PageHeader
        title={t('retention.title')}
        back={{ to: web.paths.terms(), label: t('terms.register') }}
        state={list.first && <StateSentence ledger={list.first} />}
      />
      {list.first && list.first.unresolved > 0 && <Unresolved count={list.first.unresolved} />}
      <web.ListTable
        {...list}
        name="retention"
        label={t('retention.title')}
        searchLabel={t('search')}
        columns={columnsOf(t, list.first)}
        state={state}
        keyOf={row => row.invoice.id}
        to={row => web.paths.invoice(row.invoice.id as InvoiceId)}
        filters={[
          {
            id: 'state',
            label: t('retention.stateLabel'),
            choices: STATES.map(value => ({ value, label: t(`retention.state.${value}`) })),
          },
          ...(creditors.length > 1 ? [{ id: 'creditor', label: t('filter.creditor'), choices: creditors }] : []),
        ]}
        exports={(['csv', 'xlsx'] as const).map(format => ({
          label: words(`format.${format}`),
          href: web.hrefOf(exportRetention, { query: { ...query, format } }),
        }))}
        empty={
          narrowed ? (
            <web.EmptyState title={t('nothing')} hint={t('nothingHint')} />
          ) : (
            <web.EmptyState title={t('retention.empty')} hint={t('retention.emptyHint')} />
          )
        }
      />
    </>
  )
}

function StateSentence({ ledger }: { readonly ledger: Ledger }): ReactNode {
  const t = web.useText('receivables')
  const language = web.useLanguage()
  const count = t('count', { count: ledger.count, shown: web.countText(ledger.count, language) })
  const covered = ledger.totals.map(total => web.amountText(total.covered, language)).join(' + ')
  return covered === '' ? count : t('retention.sentence', { count, covered })
}

/** Invoices whose terms nobody looked for cannot be in the ledger: says so, and looks. */
function Unresolved({ count }: { readonly count: number }): ReactNode {
  const t = web.useText('receivables')
  const language = web.useLanguage()
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  const resolve = web.useAct(resolveOpenTerms, { done: answer => t('retention.looked', { count: answer.resolved }) })
  return (
    <p className="notice">
      <span className="line">
        {t('retention.unresolved', { count, shown: web.countText(count, language) })}
        {may && (
          <Button
            variant="default"
            size="compact-sm"
            loading={resolve.isPending}
            onClick={() => resolve.mutate({ body: {} })}
          >
            {t('retention.look')}
          </Button>
        )}
      </span>
    </p>
  )
}

function columnsOf(t: web.Text, ledger: Ledger | undefined): web.Column<Row>[] {
  return [
    {
      id: 'number',
      header: t('column.number'),
      width: 150,
      cell: row => row.invoice.number,
      sortable: true,
    },
    {
      id: 'customer',
      header: t('column.customer'),
      phone: 'under',
      cell: row => row.customer.name,
      sortable: true,
    },
    { id: 'creditor', header: t('column.creditor'), width: 90, hidden: true, cell: row => row.creditor },
    { id: 'terms', header: t('terms.title'), width: 140, wide: true, cell: row => row.terms ?? '–' },
    {
      id: 'accepted',
      header: t('retention.acceptedOn'),
      width: 105,
      wide: true,
      cell: row => <web.DayText value={row.acceptedOn} form="short" />,
      sortable: true,
    },
    {
      id: 'delivered',
      header: t('retention.deliveredOn'),
      width: 105,
      cell: row => <web.DayText value={row.deliveredOn} form="short" />,
      sortable: true,
    },
    {
      id: 'due',
      header: t('column.due'),
      width: 105,
      cell: row => <web.DayText value={row.dueOn} form="short" />,
      sortable: true,
    },
    {
      id: 'state',
      header: t('retention.stateLabel'),
      width: 190,
      cell: row => <RetentionTag state={row.state} />,
      sortable: true,
    },
    {
      id: 'open',
      header: t('column.open'),
      width: 130,
      align: 'end',
      phone: 'side',
      total: ledger && <Sums values={ledger.totals.map(total => total.open)} />,
      cell: row => <web.Amount value={row.open} />,
      sortable: true,
    },
  ]
}
