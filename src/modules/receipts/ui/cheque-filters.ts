import { useCreditorChoices } from '#modules/parties/ui/index.ts'
import * as web from '#web/index.ts'
import { CHEQUE_KINDS, CHEQUE_STATES } from '../cheque-api.ts'

/** What narrows the cheques, under its name in the address. */
export const CHEQUE_FILTERS = ['kind', 'state', 'customer', 'creditor', 'late'] as const

/** Cheque, LCR, draft, promissory note. */
export function useKindChoices(): readonly { readonly value: string; readonly label: string }[] {
  const t = web.useText('receipts')
  return CHEQUE_KINDS.map(value => ({ value, label: t(`cheque.kind.${value}`) }))
}

/** The filters with their choices; `customer` is offered where one is chosen already. */
export function useChequeFilters(customer: { readonly id: string; readonly name: string } | null): web.Filter[] {
  const t = web.useText('receipts')
  const kinds = useKindChoices()
  const creditors = useCreditorChoices()
  const choice = (id: string, choices: web.Filter['choices']): web.Filter => ({
    id,
    label: t(`cheque.filter.${id}`),
    choices,
  })
  return [
    choice('kind', [...kinds, { value: 'lcr,draft,promissory-note', label: t('cheque.kind.bills') }]),
    choice(
      'state',
      CHEQUE_STATES.map(value => ({ value, label: t(`cheque.state.${value}`) })),
    ),
    choice('late', [{ value: 'yes', label: t('cheque.filter.lateYes') }]),
    ...(creditors.length > 1 ? [choice('creditor', creditors)] : []),
    ...(customer ? [choice('customer', [{ value: customer.id, label: customer.name }])] : []),
  ]
}
