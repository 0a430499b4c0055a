import { listUsers } from '#modules/identity/api.ts'
import { listCreditors, listSegments } from '#modules/parties/api.ts'
import * as web from '#web/index.ts'
import { useCustomerName } from './names.ts'

/** The filters of the list of invoices, under their names in the address. */
export const INVOICE_FILTERS = [
  'state',
  'kind',
  'bucket',
  'customer',
  'segment',
  'collector',
  'creditor',
  'dueFrom',
  'dueTo',
  'asOf',
] as const

/** The steps of lateness as the contract says them, with the words of the age scale. */
export const BUCKETS = [
  ['not-due', 'notDue'],
  ['1-30', 'to30'],
  ['31-60', 'to60'],
  ['61-90', 'to90'],
  ['90+', 'over90'],
] as const

/** The same filters with their choices, for the list. A creditor is asked for only where there are several. */
export function useInvoiceFilters(chosenCustomer: string | undefined): readonly web.Filter[] {
  const t = web.useText('receivables')
  const words = web.useText()
  const segments = web.useAnswer(listSegments, {}).data?.items ?? []
  const creditors = web.useAnswer(listCreditors, {}).data?.items ?? []
  const users = web.useAnswer(listUsers, {}).data?.items ?? []
  const customer = useCustomerName(chosenCustomer)
  const choice = (id: string, choices: web.Filter['choices']): web.Filter => ({ id, label: t(`filter.${id}`), choices })
  return [
    choice('state', [
      { value: 'not-due,overdue', label: t('state.open') },
      ...['overdue', 'not-due', 'settled'].map(value => ({ value, label: t(`state.${value}`) })),
    ]),
    choice(
      'kind',
      ['invoice', 'credit-note'].map(value => ({ value, label: t(`kind.${value}`) })),
    ),
    choice(
      'bucket',
      BUCKETS.map(([value, age]) => ({ value, label: words(`age.${age}`) })),
    ),
    ...(customer ? [choice('customer', [{ value: customer.id, label: customer.name }])] : []),
    choice('segment', segments.map(named)),
    choice('collector', users.map(named)),
    ...(creditors.length > 1 ? [choice('creditor', creditors.map(named))] : []),
    choice('dueFrom', 'day'),
    choice('dueTo', 'day'),
    choice('asOf', 'day'),
  ]
}

function named(one: { readonly id: string; readonly name: string }): { value: string; label: string } {
  return { value: one.id, label: one.name }
}
