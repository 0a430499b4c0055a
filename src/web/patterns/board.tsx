import { useRef, useState, type ReactNode, type RefObject } from 'react'
import { Checkbox } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { countText } from '../format/amount.ts'
import { Go } from '../go.tsx'
import { useLanguage, useText } from '../i18n.ts'
import type { Path } from '../paths.ts'
import { useShortcut } from '../shortcuts.ts'
import { CountTabs } from './count-tabs.tsx'

/** One state of a board, with the first of what is in it. */
export type BoardColumn<Item> = {
  readonly id: string
  readonly title: string
  /** How many there are, shown or not. */
  readonly count: number
  /** Under the title: what they add up to. */
  readonly note?: ReactNode
  /** Something in it is overdue. */
  readonly alert?: boolean
  readonly items: readonly Item[]
  /** Said when nothing is in it. */
  readonly empty: string
  /** Where all of them are listed, when more are there than shown. */
  readonly all: Path
  /** Its cards can be ticked. */
  readonly ticks?: boolean
}

type BoardProps<Item> = {
  readonly label: string
  readonly columns: readonly BoardColumn<Item>[]
  readonly keyOf: (item: Item) => string
  /** First line of a card, its name for screen readers too. */
  readonly title: (item: Item) => string
  /** The rest of the card. */
  readonly body: (item: Item) => ReactNode
  readonly late?: (item: Item) => boolean
  readonly onOpen: (item: Item) => void
  readonly ticked?: readonly string[]
  readonly onTick?: (key: string) => void
  /** Letters that do something with the card that has the focus. */
  readonly gestures?: readonly BoardGesture<Item>[]
}

/** What a letter does with the focused card. */
export type BoardGesture<Item> = {
  readonly letter: string
  readonly label: string
  readonly run: (item: Item) => void
}

/**
 * Things on their way, a column for each state. The arrows, or `h` `j` `k` `l`, move among cards, `Enter` opens one,
 * `x` ticks it, and each gesture has its letter. A phone shows one column at a time.
 */
export function Board<Item>(props: BoardProps<Item>): ReactNode {
  const { label, columns } = props
  const board = useRef<HTMLDivElement>(null)
  const phone = useMediaQuery('(max-width: 640px)')
  const [column, setColumn] = useState<string | null>(null)
  useBoardKeys(board, props)
  const first = columns.find(each => each.alert) ?? columns.find(each => each.count > 0) ?? columns[0]
  const chosen = columns.find(each => each.id === column) ?? first
  const shown = phone && chosen ? [chosen] : columns
  return (
    <div className="board-frame">
      {props.gestures?.map(gesture => (
        <GestureKey key={gesture.letter} gesture={gesture} board={props} />
      ))}
      {phone && chosen && (
        <CountTabs
          label={label}
          tabs={columns.map(({ id, title, count, alert = false }) => ({ id, label: title, count, alert }))}
          value={chosen.id}
          onChange={setColumn}
        />
      )}
      <div ref={board} className="board" role="group" aria-label={label}>
        {shown.map(each => (
          <Column key={each.id} column={each} board={props} />
        ))}
      </div>
    </div>
  )
}

type ColumnProps<Item> = { readonly column: BoardColumn<Item>; readonly board: BoardProps<Item> }

function Column<Item>({ column, board }: ColumnProps<Item>): ReactNode {
  const t = useText()
  const language = useLanguage()
  const { title, count, note, alert = false, items, empty, all } = column
  return (
    <section className="board-column" aria-label={title}>
      <div className="board-head">
        <h2>{title}</h2>
        <span className={alert ? 'count count-alert' : 'count'}>{countText(count, language)}</span>
        {note !== undefined && <div className="board-note">{note}</div>}
      </div>
      {items.length === 0 ? (
        <p className="board-empty">{empty}</p>
      ) : (
        <ul className="board-cards">
          {items.map(item => (
            <Card key={board.keyOf(item)} item={item} column={column} board={board} />
          ))}
        </ul>
      )}
      {items.length < count && (
        <Go to={all} className="board-all">
          {t('board.all', { count, shown: countText(count, language) })}
        </Go>
      )}
    </section>
  )
}

function Card<Item>({ item, column, board }: ColumnProps<Item> & { readonly item: Item }): ReactNode {
  const t = useText()
  const key = board.keyOf(item)
  const title = board.title(item)
  const ticked = board.ticked?.includes(key) ?? false
  return (
    <li className="board-card" data-key={key} data-late={board.late?.(item) ?? false} data-ticked={ticked}>
      <div className="board-card-head">
        {column.ticks && board.onTick && (
          <Checkbox
            size="xs"
            aria-label={t('board.tick', { title })}
            checked={ticked}
            onChange={() => board.onTick?.(key)}
          />
        )}
        <button type="button" className="board-open" title={title} onClick={() => board.onOpen(item)}>
          {title}
        </button>
      </div>
      {board.body(item)}
    </li>
  )
}

function useBoardKeys<Item>(board: RefObject<HTMLElement | null>, props: BoardProps<Item>): void {
  const t = useText()
  const buttons = (column: Element): HTMLElement[] => [...column.querySelectorAll<HTMLElement>('.board-open')]
  const columns = (): HTMLElement[][] =>
    [...(board.current?.querySelectorAll('.board-column') ?? [])].map(buttons).filter(cards => cards.length > 0)
  const place = (cards: HTMLElement[][]): [number, number] | null => {
    const focused = document.activeElement?.closest('.board-card')?.querySelector<HTMLElement>('.board-open')
    const at = focused ? cards.findIndex(column => column.includes(focused)) : -1
    return at === -1 || !focused ? null : [at, cards[at]?.indexOf(focused) ?? 0]
  }
  const move = (across: number, down: number): void => {
    const cards = columns()
    const here = place(cards)
    const column = cards[here ? Math.min(cards.length - 1, Math.max(0, here[0] + across)) : 0] ?? []
    column[here ? Math.min(column.length - 1, Math.max(0, here[1] + down)) : 0]?.focus()
  }
  useShortcut('j', t('keys.next'), () => move(0, 1))
  useShortcut('k', t('keys.previous'), () => move(0, -1))
  useShortcut('l', t('board.right'), () => move(1, 0))
  useShortcut('h', t('board.left'), () => move(-1, 0))
  useShortcut('ArrowDown', t('keys.next'), () => move(0, 1))
  useShortcut('ArrowUp', t('keys.previous'), () => move(0, -1))
  useShortcut('ArrowRight', t('board.right'), () => move(1, 0))
  useShortcut('ArrowLeft', t('board.left'), () => move(-1, 0))
  const tick = (): void => {
    const key = focusedKey()
    const inTicks = props.columns.some(
      column => column.ticks === true && column.items.some(item => props.keyOf(item) === key),
    )
    if (key !== null && inTicks) props.onTick?.(key)
  }
  useShortcut('x', t('keys.tick'), tick, 'page', props.onTick !== undefined)
}

function focusedKey(): string | null {
  return document.activeElement?.closest<HTMLElement>('.board-card')?.dataset['key'] ?? null
}

function GestureKey<Item>({ gesture, board }: { gesture: BoardGesture<Item>; board: BoardProps<Item> }): ReactNode {
  const run = (): void => {
    const key = focusedKey()
    const item = board.columns.flatMap(column => column.items).find(each => board.keyOf(each) === key)
    if (item !== undefined) gesture.run(item)
  }
  useShortcut(gesture.letter, gesture.label, run)
  return null
}
