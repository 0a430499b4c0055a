import { useEffect, useRef, useState, type ReactNode } from 'react'
import { ActionIcon, Button, Menu, NativeSelect, Popover, TextInput } from '@mantine/core'
import { IconBookmark, IconColumns3, IconDownload, IconFilter, IconSearch, IconTrash, IconX } from '@tabler/icons-react'
import { parseDay, type Day } from '#kernel/day.ts'
import { shortDayText } from '../format/day.ts'
import { useLanguage, useText } from '../i18n.ts'
import { useShortcut } from '../shortcuts.ts'
import type { ListState } from './list-state.ts'
import { useKept } from './list-kept.ts'
import { DayInput } from './inputs.tsx'

/** A filter of a list: a few choices, or a day. Its value stands in the address under `id`. */
export type Filter = {
  readonly id: string
  readonly label: string
  readonly choices: readonly { readonly value: string; readonly label: string }[] | 'day'
}

/** A download the server makes from the same filters (`hrefOf(contract, input)`). */
export type Export = { readonly label: string; readonly href: string }

type View = { readonly label: string; readonly search: string }
type ColumnChoice = { readonly id: string; readonly label: string; readonly shown: boolean }

type ToolbarProps = {
  readonly name: string
  readonly state: ListState
  readonly searchLabel: string
  readonly filters: readonly Filter[]
  readonly exports: readonly Export[]
  readonly columns: readonly ColumnChoice[]
  readonly onColumn: (id: string, shown: boolean) => void
}

/** Above a list: search, filters and their chips, saved views, columns, downloads. */
export function ListToolbar({
  name,
  state,
  searchLabel,
  filters,
  exports,
  columns,
  onColumn,
}: ToolbarProps): ReactNode {
  const t = useText()
  return (
    <div className="list-toolbar" role="search" aria-label={searchLabel}>
      <Search key={state.search.includes('q=') ? 'some' : 'none'} state={state} label={searchLabel} />
      {filters.length > 0 && <FilterMenu filters={filters} state={state} />}
      <Chips filters={filters} state={state} />
      <span className="list-toolbar-end">
        <Views name={name} state={state} />
        {columns.length > 0 && (
          <Menu closeOnItemClick={false} position="bottom-end" withinPortal={false}>
            <Menu.Target>
              <Button variant="subtle" className="quiet" leftSection={<IconColumns3 size={16} aria-hidden />}>
                {t('list.columns')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {columns.map(column => (
                <Menu.CheckboxItem
                  key={column.id}
                  checked={column.shown}
                  onChange={shown => onColumn(column.id, shown)}
                >
                  {column.label}
                </Menu.CheckboxItem>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {exports.length > 0 && (
          <Menu position="bottom-end" withinPortal={false}>
            <Menu.Target>
              <Button variant="subtle" className="quiet" leftSection={<IconDownload size={16} aria-hidden />}>
                {t('list.export')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {exports.map(one => (
                <Menu.Item key={one.label} component="a" href={one.href} download>
                  {one.label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </span>
    </div>
  )
}

function Search({ state, label }: { readonly state: ListState; readonly label: string }): ReactNode {
  const t = useText()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(state.q)
  const { set, q } = state
  const latest = useRef(set)
  useEffect(() => {
    latest.current = set
  })
  useEffect(() => {
    if (typed === q) return
    const timer = setTimeout(() => latest.current({ q: typed }), 200)
    return () => clearTimeout(timer)
  }, [typed, q])
  useShortcut('/', t('keys.search'), () => field.current?.focus())
  return (
    <TextInput
      ref={field}
      className="list-search"
      aria-label={label}
      placeholder={label}
      value={typed}
      leftSection={<IconSearch size={16} aria-hidden />}
      onChange={event => setTyped(event.currentTarget.value)}
      onKeyDown={event => {
        if (event.key === 'Escape') event.currentTarget.blur()
      }}
    />
  )
}

function FilterMenu({ filters, state }: { readonly filters: readonly Filter[]; readonly state: ListState }): ReactNode {
  const t = useText()
  return (
    <Popover position="bottom-start" width={260} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" className="quiet" leftSection={<IconFilter size={16} aria-hidden />}>
          {t('list.filter')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="filter-fields" aria-label={t('list.filter')}>
        {filters.map(({ id, label, choices }) =>
          choices === 'day' ? (
            <DayInput
              key={id}
              label={label}
              value={dayOrNull(state.filters[id])}
              onChange={value => state.set({ [id]: value ?? '' })}
            />
          ) : (
            <NativeSelect
              key={id}
              label={label}
              value={state.filters[id] ?? ''}
              onChange={event => state.set({ [id]: event.currentTarget.value })}
              data={[{ value: '', label: t('list.all') }, ...choices]}
            />
          ),
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

function dayOrNull(text: string | undefined): Day | null {
  const read = text === undefined ? null : parseDay(text)
  return read?.ok ? read.value : null
}

function Chips({ filters, state }: { readonly filters: readonly Filter[]; readonly state: ListState }): ReactNode {
  const t = useText()
  const language = useLanguage()
  return filters
    .filter(filter => state.filters[filter.id] !== undefined)
    .map(({ id, label, choices }) => {
      const value = state.filters[id] ?? ''
      const word =
        choices === 'day'
          ? shortDayText(value as Day, language)
          : (choices.find(choice => choice.value === value)?.label ?? value)
      return (
        <span key={id} className="chip">
          {t('pair', { label, value: word })}
          <button type="button" aria-label={t('list.removeFilter', { label })} onClick={() => state.set({ [id]: '' })}>
            <IconX size={14} aria-hidden />
          </button>
        </span>
      )
    })
}

function Views({ name, state }: { readonly name: string; readonly state: ListState }): ReactNode {
  const t = useText()
  const [views, keep] = useKept<readonly View[]>(`views.${name}`, [], isViews)
  const [label, setLabel] = useState('')
  const add = (): void => {
    if (label.trim() === '') return
    keep([...views.filter(view => view.label !== label.trim()), { label: label.trim(), search: state.search }])
    setLabel('')
  }
  return (
    <Popover position="bottom-end" width={280} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="subtle" className="quiet" leftSection={<IconBookmark size={16} aria-hidden />}>
          {t('list.views')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('list.views')}>
        {views.map(view => (
          <div key={view.label} className="view-row">
            <button type="button" className="nav-item" onClick={() => state.show(view.search)}>
              {view.label}
            </button>
            <ActionIcon
              variant="subtle"
              aria-label={t('list.removeView', { label: view.label })}
              onClick={() => keep(views.filter(one => one !== view))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <form
          className="filter-fields"
          onSubmit={event => {
            event.preventDefault()
            add()
          }}
        >
          <TextInput
            label={t('list.keepView')}
            placeholder={t('list.viewName')}
            value={label}
            onChange={event => setLabel(event.currentTarget.value)}
          />
          <Button type="submit" variant="default">
            {t('list.keep')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

function isViews(value: unknown): value is readonly View[] {
  return Array.isArray(value) && value.every(one => typeof one?.label === 'string' && typeof one?.search === 'string')
}
