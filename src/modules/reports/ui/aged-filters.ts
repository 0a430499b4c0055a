import { listUsers } from '#modules/identity/api.ts'
import { listCreditors, listGroups, listSegments } from '#modules/parties/api.ts'
import * as web from '#web/index.ts'

/** The filters of the aged balance, under their names in the address; `asOf` and `by` stand in the header. */
export const AGED_FILTERS = ['asOf', 'by', 'segment', 'collector', 'creditor', 'group', 'currency'] as const

/** The filters with their choices. What there is only one of is not asked for. */
export function useAgedFilters(currencies: readonly string[]): readonly web.Filter[] {
  const t = web.useText('reports')
  const segments = web.useAnswer(listSegments, {}).data?.items ?? []
  const groups = web.useAnswer(listGroups, {}).data?.items ?? []
  const creditors = web.useAnswer(listCreditors, {}).data?.items ?? []
  const users = web.useAnswer(listUsers, {}).data?.items ?? []
  const filters: web.Filter[] = [
    { id: 'segment', label: t('by.segment'), choices: segments.map(named) },
    { id: 'collector', label: t('by.collector'), choices: users.map(named) },
    { id: 'creditor', label: t('by.creditor'), choices: creditors.map(named) },
    { id: 'group', label: t('by.group'), choices: groups.map(named) },
    { id: 'currency', label: t('currency'), choices: currencies.map(value => ({ value, label: value })) },
  ]
  return filters.filter(filter => filter.choices.length > (filter.id === 'group' || filter.id === 'segment' ? 0 : 1))
}

function named(one: { readonly id: string; readonly name: string }): { value: string; label: string } {
  return { value: one.id, label: one.name }
}
