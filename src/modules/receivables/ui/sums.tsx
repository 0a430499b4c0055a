import type { ReactNode } from 'react'
import type { MoneyJson } from '#kernel/money.ts'
import * as web from '#web/index.ts'

/** Totals, one line for each currency: amounts of different money are never added up. */
export function Sums({ values }: { readonly values: readonly MoneyJson[] }): ReactNode {
  return (
    <span className="sums">
      {values.map(value => (
        <web.Amount key={value.currency} value={value} tone="strong" />
      ))}
    </span>
  )
}
