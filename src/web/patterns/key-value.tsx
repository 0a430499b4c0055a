import type { ReactNode } from 'react'

type KeyValueProps = {
  readonly items: readonly { readonly label: string; readonly value: ReactNode }[]
}

/** Facts as label and value: an address, a bank account, the figures of an invoice. */
export function KeyValue({ items }: KeyValueProps): ReactNode {
  return (
    <dl className="key-value">
      {items.map(item => (
        <div key={item.label}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
