import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'

type PickProps<Item> = {
  readonly label: string
  readonly hint?: string
  /** Asks for what fits; called with the text as it settles. */
  readonly items: readonly Item[]
  readonly onSearch: (q: string) => void
  readonly keyOf: (item: Item) => string
  readonly row: (item: Item) => ReactNode
  readonly onPick: (item: Item) => void
  readonly onLeave: () => void
  readonly nothing: ReactNode
}

/** A search with its answers below: arrows choose, Enter takes, Escape leaves. Nothing needs the mouse. */
export function Pick<Item>(props: PickProps<Item>): ReactNode {
  const { label, hint, items, onSearch, keyOf, row, onPick, onLeave, nothing } = props
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [q, setQ] = useState('')
  const [at, setAt] = useState(0)
  const [settled] = useDebouncedValue(q, 150)
  const latest = useRef(onSearch)
  useEffect(() => {
    latest.current = onSearch
  })
  useEffect(() => latest.current(settled), [settled])
  useEffect(() => field.current?.focus(), [])
  const chosen = items[Math.min(at, items.length - 1)]
  const take = (item: Item): void => {
    onPick(item)
    setQ('')
    setAt(0)
    field.current?.focus()
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey) return
    if (event.key === 'ArrowDown') setAt(Math.min(items.length - 1, at + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
    else if (event.key === 'Enter') {
      if (chosen !== undefined) take(chosen)
    } else if (event.key === 'Escape') onLeave()
    else return
    event.preventDefault()
  }
  return (
    <div className="pick">
      <TextInput
        ref={field}
        label={label}
        description={hint}
        value={q}
        role="combobox"
        aria-expanded={items.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${keyOf(chosen)}`}
        leftSection={<IconSearch size={16} aria-hidden />}
        onChange={event => {
          setQ(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKey}
      />
      <div id={id} role="listbox" aria-label={label} className="pick-list" hidden={items.length === 0}>
        {items.map(item => (
          // The arrows of the field above choose; the mouse may click.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={keyOf(item)}
            id={`${id}-${keyOf(item)}`}
            role="option"
            tabIndex={-1}
            aria-selected={item === chosen}
            className="pick-row"
            onClick={() => take(item)}
          >
            {row(item)}
          </div>
        ))}
      </div>
      {items.length === 0 && nothing}
    </div>
  )
}
