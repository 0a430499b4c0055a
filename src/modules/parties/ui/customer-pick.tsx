import { useState, type ReactNode } from 'react'
import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import * as web from '#web/index.ts'
import { nameCustomers } from '../api.ts'

/** A customer that was chosen, with the creditor whose account it is. */
export type PickedCustomer = {
  readonly id: string
  readonly name: string
  readonly ref: string
  readonly creditor: { readonly id: string; readonly code: string }
}

type CustomerPickProps = {
  readonly label: string
  readonly value: PickedCustomer | null
  readonly onChange: (customer: PickedCustomer | null) => void
  /** Only the customers of this creditor. */
  readonly creditor?: string
  readonly required?: boolean
  /** Has the focus when its panel opens. */
  readonly first?: boolean
}

/** One more letter finds the others. */
const OFFERED = 8

/** Chooses a customer: typed by name, account or SIREN, found at the server as one types. */
export function CustomerPick({
  label,
  value,
  onChange,
  creditor,
  required = false,
  first = false,
}: CustomerPickProps): ReactNode {
  const t = web.useText('parties')
  const [typed, setTyped] = useState(value?.name ?? '')
  const [q] = useDebouncedValue(typed === value?.name ? '' : typed, 200)
  const { data: answer } = web.useAnswer(nameCustomers, { query: { q, ...(creditor ? { creditor } : {}) } })
  const found = answer?.items ?? []
  const offered = value && !found.some(one => one.id === value.id) ? [value, ...found] : found
  return (
    <Select
      label={label}
      placeholder={t('pick.placeholder')}
      nothingFoundMessage={t('pick.nothing')}
      required={required}
      searchable
      data-autofocus={first || undefined}
      clearable={!required}
      clearButtonProps={{ 'aria-label': t('pick.clear') }}
      // Few enough to be seen without scrolling, inside the panel that asks.
      limit={OFFERED}
      withScrollArea={false}
      comboboxProps={{ withinPortal: false }}
      // What the server found is what is offered: it knows accents, accounts and numbers.
      filter={({ options }) => options}
      data={offered.map(one => ({ value: one.id, label: one.name }))}
      renderOption={({ option }) => {
        const one = offered.find(each => each.id === option.value)
        return (
          <span className="line">
            {option.label}
            <span className="soft">{one ? `${one.ref} · ${one.creditor.code}` : ''}</span>
          </span>
        )
      }}
      value={value?.id ?? null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={id => onChange(offered.find(one => one.id === id) ?? null)}
    />
  )
}
