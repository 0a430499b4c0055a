import type { ReactNode } from 'react'
import { Button, Skeleton } from '@mantine/core'
import type { Answer, Input } from '#kernel/contract.ts'
import type { InvoiceId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { checkInvoiceQuality, exportFindings, listFindings, readInvoiceDelays } from '../quality-api.ts'
import { SettleTicked } from './findings-bulk.tsx'
import { FindingState, Severity, useFindingText, type Finding } from './findings.tsx'
import { useCustomerName } from './names.ts'

type Query = Input<typeof listFindings>['query']
type Page = Answer<typeof listFindings>
type Delays = Answer<typeof readInvoiceDelays>['toInvoice']

/** « Qualité des factures »: what makes our own invoices be paid late, by cause, and the days we lose ourselves. */
export function QualityPage(): ReactNode {
  const t = web.useText('receivables')
  const words = web.useText()
  const state = web.useListState(['state', 'severity', 'code', 'holds', 'customer'], '-found')
  // What is open is what one comes for; the others are one filter away.
  const query = web.queryFor(listFindings, { state: 'open', ...state.query })
  const list = web.useList(listFindings, { query })
  const filters = useFindingFilters(list.first, state.filters['customer'])
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  web.useLive([listFindings, readInvoiceDelays])
  const narrowed = state.q !== '' || Object.keys(state.filters).length > 0
  return (
    <>
      <web.PageHeader
        title={t('quality')}
        state={list.first && t('qualityState', { count: list.first.count })}
        action={<CheckNew />}
      />
      <div className="two-columns even-columns">
        {list.first ? (
          <Causes page={list.first} onPick={code => state.set({ code })} />
        ) : (
          <Skeleton height={220} aria-label={t('quality')} />
        )}
        <Waits />
      </div>
      <web.ListTable
        {...list}
        name="findings"
        label={t('quality')}
        searchLabel={t('searchFindings')}
        columns={useColumns()}
        state={state}
        keyOf={row => row.id}
        to={row => web.paths.invoice(row.invoice.id as InvoiceId)}
        filters={filters}
        {...(may && {
          bulk: (keys, clear) => (
            <SettleTicked keys={keys} filter={filterOf(query)} count={list.first?.count ?? 0} clear={clear} />
          ),
        })}
        exports={(['csv', 'xlsx'] as const).map(format => ({
          label: words(`format.${format}`),
          href: web.hrefOf(exportFindings, {
            query: { ...web.queryFor(exportFindings, { state: 'open', ...state.query }), format },
          }),
        }))}
        empty={
          <web.EmptyState
            title={narrowed ? t('nothing') : t('noFindings')}
            hint={narrowed ? t('nothingHint') : t('noFindingsHint')}
          />
        }
      />
    </>
  )
}

// The list's query as the body of a command: a filter is a word in an address, and yes or no there.
function filterOf({ q, invoice, customer, code, state, severity, holds }: Query) {
  const given = {
    q,
    invoice,
    customer,
    code,
    state,
    severity,
    holds: holds === undefined ? undefined : holds === 'true',
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function CheckNew(): ReactNode {
  const t = web.useText('receivables')
  const may = web.useMay(['credit-manager', 'administrator'])
  const check = web.useAct(checkInvoiceQuality, {
    done: answer => t('checked', { count: answer.checked, found: answer.withFindings }),
  })
  if (!may) return null
  return (
    <Button variant="default" loading={check.isPending} onClick={() => check.mutate({ body: {} })}>
      {t('checkNew')}
    </Button>
  )
}

/** Findings by cause, most frequent first; a bar leads to its findings. */
function Causes({ page, onPick }: { readonly page: Page; readonly onPick: (code: string) => void }): ReactNode {
  const t = web.useText('receivables')
  const name = useCauseName()
  const causes = page.byCause.slice(0, 8)
  if (causes.length === 0) return <p className="soft">{t('noFindings')}</p>
  const total = page.byCause.reduce((sum, cause) => sum + cause.count, 0)
  return (
    <web.Chart
      title={t('byCause')}
      summary={t('byCauseSummary', { count: total, cause: name(causes[0]?.code ?? '') })}
      kind="bars"
      categoryLabel={t('cause')}
      categories={causes.map(cause => name(cause.code))}
      series={[{ label: t('findings'), tone: 'brand', values: causes.map(cause => cause.count) }]}
      onPick={category => onPick(causes[category]?.code ?? '')}
    />
  )
}

/** The short name of a cause, for charts and filters. */
function useCauseName(): (code: string) => string {
  const t = web.useText('receivables')
  return code => {
    const mention = /^mention-(.+)$/.exec(code)?.[1]
    if (mention !== undefined) return t(`mention.${mention}`, { defaultValue: mention })
    return t(`causeName.${code}`, { defaultValue: code })
  }
}

/** Days we lose before the customer can even pay. */
function Waits(): ReactNode {
  const t = web.useText('receivables')
  const { data } = web.useAnswer(readInvoiceDelays, {})
  if (!data) return <Skeleton height={220} />
  if (data.toInvoice.known + data.toPost.known === 0) {
    return <web.EmptyState title={t('noDelays')} hint={t('noDelaysHint')} />
  }
  const label = (at: number): string => {
    const [from, next] = [data.toInvoice.steps[at]?.from ?? 0, data.toInvoice.steps[at + 1]?.from]
    return next === undefined ? t('daysFrom', { from }) : t('daysBetween', { from, to: next - 1 })
  }
  return (
    <web.Chart
      title={t('delays')}
      summary={t('delaysSummary', { invoice: medianOf(data.toInvoice), post: medianOf(data.toPost) })}
      kind="bars"
      categoryLabel={t('delayDays')}
      categories={data.toInvoice.steps.map((_, at) => label(at))}
      series={[
        { label: t('toInvoice'), tone: 'brand', values: data.toInvoice.steps.map(step => step.count) },
        { label: t('toPost'), tone: 'soft', values: data.toPost.steps.map(step => step.count) },
      ]}
    />
  )
}

function medianOf({ median }: Delays): string {
  return median === null ? '–' : String(median)
}

function useFindingFilters(page: Page | undefined, chosenCustomer: string | undefined): readonly web.Filter[] {
  const t = web.useText('receivables')
  const name = useCauseName()
  const customer = useCustomerName(chosenCustomer)
  return [
    {
      id: 'state',
      label: t('column.state'),
      choices: ['open', 'mended', 'accepted'].map(value => ({ value, label: t(`findingState.${value}`) })),
    },
    {
      id: 'severity',
      label: t('findingSeverity'),
      choices: ['breach', 'doubt', 'advice'].map(value => ({ value, label: t(`severity.${value}`) })),
    },
    {
      id: 'code',
      label: t('cause'),
      choices: (page?.byCause ?? []).map(({ code }) => ({ value: code, label: name(code) })),
    },
    {
      id: 'holds',
      label: t('inReminders'),
      choices: [
        { value: 'true', label: t('held') },
        { value: 'false', label: t('notHeld') },
      ],
    },
    ...(customer
      ? [{ id: 'customer', label: t('column.customer'), choices: [{ value: customer.id, label: customer.name }] }]
      : []),
  ]
}

function useColumns(): web.Column<Finding>[] {
  const t = web.useText('receivables')
  const text = useFindingText()
  return [
    { id: 'number', header: t('column.number'), width: 150, sortable: true, cell: row => row.invoice.number },
    { id: 'code', header: t('findingWhat'), sortable: true, phone: 'under', cell: row => text(row) },
    {
      id: 'customer',
      header: t('column.customer'),
      width: 200,
      sortable: true,
      wide: true,
      cell: row => row.customer.name,
    },
    {
      id: 'severity',
      header: t('findingSeverity'),
      width: 130,
      phone: 'side',
      cell: row => <Severity finding={row} />,
    },
    { id: 'article', header: t('findingArticle'), width: 160, hidden: true, cell: row => row.article ?? '–' },
    {
      id: 'issue',
      header: t('column.issue'),
      width: 100,
      sortable: true,
      cell: row => <web.DayText value={row.issueOn} form="short" />,
    },
    {
      id: 'found',
      header: t('foundOn'),
      width: 100,
      sortable: true,
      hidden: true,
      cell: row => <web.DayText value={row.foundOn} form="short" />,
    },
    { id: 'state', header: t('column.state'), width: 120, cell: row => <FindingState finding={row} /> },
  ]
}
