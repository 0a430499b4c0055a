import type { ReactNode } from 'react'
import type { Answer } from '#kernel/contract.ts'
import type { CustomerId } from '#kernel/id.ts'
import { useStepText } from '#modules/messages/ui/index.ts'
import {
  useCollectorChoices,
  useCreditorChoices,
  useGroupChoices,
  useKindChoices,
  useSegmentChoices,
} from '#modules/parties/ui/index.ts'
import * as web from '#web/index.ts'
import { exportCustomers, listCustomers } from '../api.ts'

type CustomerLine = Answer<typeof listCustomers>['items'][number]
type Filters = Pick<Parameters<typeof web.ListTable<CustomerLine>>[0], 'filters'>['filters']

const FILTERS = ['state', 'creditor', 'segment', 'group', 'collector', 'kind', 'country']
const STATES = ['open', 'overdue', 'paused', 'held'] as const

/** Customers with what they owe and what comes next. */
export function CustomersPage(): ReactNode {
  const t = web.useText('desk')
  const language = web.useLanguage()
  const state = web.useListState(FILTERS, '-overdue')
  const list = web.useList(listCustomers, { query: state.query })
  web.useLive([listCustomers])
  const columns = useColumns(list.first?.totals ?? [])
  const exports = (['csv', 'xlsx'] as const).map(format => ({
    label: format.toUpperCase(),
    href: web.hrefOf(exportCustomers, { query: { ...state.query, format } }),
  }))
  const [total] = list.first?.totals ?? []
  return (
    <>
      <web.PageHeader
        title={t('customers')}
        state={t('customersState', {
          count: list.first?.count ?? 0,
          shown: web.countText(list.first?.count ?? 0, language),
          overdue: total ? web.roundAmountText(total.overdue, language) : '–',
        })}
      />
      <web.ListTable
        {...list}
        name="customers"
        label={t('customers')}
        searchLabel={t('searchCustomer')}
        columns={columns}
        state={state}
        keyOf={row => row.id}
        to={row => web.paths.customer(row.id as CustomerId)}
        filters={useFilters()}
        exports={exports}
        empty={<NoCustomer filtered={state.search !== ''} />}
      />
    </>
  )
}

function NoCustomer({ filtered }: { readonly filtered: boolean }): ReactNode {
  const t = web.useText('desk')
  if (filtered) return <web.EmptyState title={t('noneFound')} hint={t('noneFoundHint')} />
  return (
    <web.EmptyState
      title={t('noCustomer')}
      hint={t('noCustomerHint')}
      action={<web.Go to={web.paths.imports()}>{t('firstGo.customers')}</web.Go>}
    />
  )
}

function useColumns(totals: Answer<typeof listCustomers>['totals']): web.Column<CustomerLine>[] {
  const t = web.useText('desk')
  const parties = web.useText('parties')
  const many = (name: 'outstanding' | 'overdue'): ReactNode =>
    totals.map(total => <web.Amount key={total[name].currency} value={total[name]} />)
  return [
    { id: 'name', header: t('customer'), cell: row => row.name, sortable: true },
    { id: 'ref', header: t('ref'), width: 84, wide: true, phone: 'under', cell: row => row.ref },
    { id: 'creditor', header: t('creditor'), width: 112, hidden: true, cell: row => row.creditor.code },
    { id: 'segment', header: t('segment'), width: 150, wide: true, cell: row => row.segment?.name ?? '–' },
    { id: 'kind', header: t('kind'), width: 120, hidden: true, cell: row => parties(`kind.${row.kind}`) },
    { id: 'city', header: t('city'), width: 130, hidden: true, cell: row => row.city ?? '–' },
    { id: 'group', header: t('group'), width: 130, hidden: true, cell: row => row.group?.name ?? '–' },
    { id: 'collector', header: t('collector'), width: 130, hidden: true, cell: row => row.collector?.name ?? '–' },
    { id: 'next', header: t('standing'), width: 200, sortable: true, cell: row => <Standing row={row} /> },
    {
      id: 'late',
      header: t('late'),
      width: 76,
      align: 'end',
      phone: 'side',
      sortable: true,
      cell: row => (row.daysLate > 0 ? <web.Lateness days={row.daysLate} /> : '–'),
    },
    {
      id: 'overdue',
      header: t('overdue'),
      width: 124,
      align: 'end',
      phone: 'side',
      sortable: true,
      total: many('overdue'),
      cell: row => <web.Amount value={row.overdue} />,
    },
    {
      id: 'outstanding',
      header: t('outstanding'),
      width: 132,
      align: 'end',
      sortable: true,
      total: many('outstanding'),
      cell: row => <web.Amount value={row.outstanding} />,
    },
  ]
}

/** Where a customer stands in a few words: the step done or the reason, and when it is looked at again. */
function Standing({ row }: { readonly row: CustomerLine }): ReactNode {
  const t = web.useText('desk')
  const dunning = web.useText('dunning')
  const step = useStepText()
  const { followUp } = row
  if (!followUp) return <span className="soft">–</span>
  if (followUp.outcome === 'hold') {
    return <web.Tag tone="caution">{dunning(`held.${followUp.reason}`, { defaultValue: followUp.reason })}</web.Tag>
  }
  const words = followUp.step ? step(followUp.step) : dunning(`held.${followUp.reason}`, { defaultValue: '' })
  return (
    <>
      {words}
      {followUp.nextOn && (
        <span className="soft">
          {words ? ` · ${t('lookedAt')} ` : ''}
          <web.DayText value={followUp.nextOn} />
        </span>
      )}
    </>
  )
}

function useFilters(): NonNullable<Filters> {
  const t = web.useText('desk')
  const countries = new Intl.DisplayNames([web.useLanguage()], { type: 'region' })
  return [
    { id: 'state', label: t('stateFilter'), choices: STATES.map(value => ({ value, label: t(`state.${value}`) })) },
    { id: 'creditor', label: t('creditor'), choices: useCreditorChoices() },
    { id: 'segment', label: t('segment'), choices: useSegmentChoices() },
    { id: 'collector', label: t('collector'), choices: useCollectorChoices() },
    { id: 'kind', label: t('kind'), choices: useKindChoices() },
    { id: 'group', label: t('group'), choices: useGroupChoices() },
    {
      id: 'country',
      label: t('country'),
      choices: ['FR', 'BE', 'LU', 'NL', 'DE'].map(value => ({ value, label: countries.of(value) ?? value })),
    },
  ]
}
