import { useRef, type ReactNode } from 'react'
import { Checkbox } from '@mantine/core'
import { useShortcut } from '../shortcuts.ts'
import { useText } from '../i18n.ts'

type QueueProps<Item> = {
  readonly items: readonly Item[]
  readonly keyOf: (item: Item) => string
  readonly chosen: string | null
  readonly onChoose: (key: string) => void
  /** Two lines: who, how much, how late; then the reason. Compose with `QueueRow`. */
  readonly row: (item: Item) => ReactNode
  readonly empty: ReactNode
  /** With it each row can be ticked, and `x` ticks the chosen one. */
  readonly ticks?: Ticks
  /** Gestures on the ticked rows, above the list. */
  readonly head?: ReactNode
}

/** The ticked rows of a queue. */
export type Ticks = { readonly keys: ReadonlySet<string>; readonly toggle: (key: string) => void }

/** The list at the left of a `SplitPane`; `j` and `k` go through it, `x` ticks. */
export function Queue<Item>(props: QueueProps<Item>): ReactNode {
  const { items, keyOf, chosen, onChoose, row, empty, ticks, head } = props
  const t = useText()
  const list = useRef<HTMLUListElement>(null)
  const choose = (key: string): void => {
    onChoose(key)
    // The detail of the new row begins at its beginning, not where the last one was left.
    const split = list.current?.closest('.split')
    if (split && split.getBoundingClientRect().top < 0) split.scrollIntoView({ block: 'start' })
  }
  const move = (by: number): void => {
    const index = items.findIndex(item => keyOf(item) === chosen)
    const next = items[index === -1 ? 0 : Math.min(items.length - 1, Math.max(0, index + by))]
    if (next === undefined) return
    choose(keyOf(next))
    list.current?.querySelector(`[data-key="${CSS.escape(keyOf(next))}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  useShortcut('j', t('keys.next'), () => move(1))
  useShortcut('k', t('keys.previous'), () => move(-1))
  useShortcut('x', t('keys.tick'), () => chosen !== null && ticks?.toggle(chosen), 'page', ticks !== undefined)
  if (items.length === 0) return empty
  return (
    <>
      {head !== undefined && <div className="queue-head">{head}</div>}
      <ul className="queue" ref={list}>
        {items.map(item => {
          const key = keyOf(item)
          return (
            <li key={key} className={ticks ? 'queue-ticked' : ''}>
              {ticks && (
                <Checkbox
                  size="xs"
                  aria-label={t('list.tick')}
                  checked={ticks.keys.has(key)}
                  onChange={() => ticks.toggle(key)}
                />
              )}
              <button
                type="button"
                data-key={key}
                className="queue-row"
                aria-current={key === chosen}
                onClick={() => choose(key)}
              >
                {row(item)}
              </button>
            </li>
          )
        })}
      </ul>
    </>
  )
}

type QueueRowProps = { readonly title: ReactNode; readonly side: ReactNode; readonly reason: ReactNode }

/** The two lines of one item in a queue; the reason line is always visible. */
export function QueueRow({ title, side, reason }: QueueRowProps): ReactNode {
  return (
    <>
      <span className="queue-first">
        <span className="queue-title">{title}</span>
        <span className="queue-side">{side}</span>
      </span>
      <span className="queue-reason">{reason}</span>
    </>
  )
}
