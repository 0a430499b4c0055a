import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useGo } from '../go.tsx'
import { useText } from '../i18n.ts'
import type { Path } from '../paths.ts'

/** One thing found: what, where it leads, and what helps to recognise it (an amount, a town). */
export type Hit = {
  readonly id: string
  readonly group: string
  readonly title: string
  readonly hint?: string
  readonly to: Path
}

/** Searches everything; given to the shell by `routes.tsx`. */
export type SearchAll = (query: string, signal: AbortSignal) => Promise<readonly Hit[]>

const FRAME = {
  shortcut: 'mod + K',
  scrollable: true,
  maxHeight: 480,
  overlayProps: { backgroundOpacity: 0.25 },
  classNames: { header: 'only-read' },
}

type Screen = { readonly label: string; readonly to: Path }

/** Ctrl+K: screens by name at once, then customers, invoices and amounts from the server as one types. */
export function SearchEverywhere({
  screens,
  search,
}: {
  readonly screens: readonly Screen[]
  readonly search: SearchAll | null
}): ReactNode {
  const t = useText()
  const go = useGo()
  const [query, setQuery] = useState('')
  const found = useHits(query, search)
  const wanted = query.trim().toLocaleLowerCase()
  const hits: Hit[] = [
    ...found,
    ...screens
      .filter(screen => screen.label.toLocaleLowerCase().includes(wanted))
      .map(screen => ({ id: screen.to, group: t('search.screens'), title: screen.label, to: screen.to })),
  ]
  const groups = [...new Set(hits.map(hit => hit.group))]
  return (
    <Spotlight.Root query={query} onQueryChange={setQuery} title={t('search.open')} {...FRAME}>
      <Spotlight.Search
        placeholder={t('search.placeholder')}
        aria-label={t('search.open')}
        leftSection={<IconSearch size={18} aria-hidden />}
        onKeyDown={event => {
          // Enter takes the first hit until the arrows have chosen another.
          const [first] = hits
          if (event.key !== 'Enter' || !first || document.querySelector('.mantine-Spotlight-action[data-selected]'))
            return
          go(first.to)
          spotlight.close()
        }}
      />
      <Spotlight.ActionsList>
        {groups.map(group => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {hits
              .filter(hit => hit.group === group)
              .map(hit => (
                <Spotlight.Action
                  key={hit.id}
                  label={hit.title}
                  {...(hit.hint === undefined ? {} : { description: hit.hint })}
                  onClick={() => go(hit.to)}
                />
              ))}
          </Spotlight.ActionsGroup>
        ))}
        {hits.length === 0 && <Spotlight.Empty>{t('search.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

/** Opens the search, from the button in the navigation. */
export const openSearch = spotlight.open

function useHits(query: string, search: SearchAll | null): readonly Hit[] {
  const [hits, setHits] = useState<readonly Hit[]>([])
  const latest = useRef(search)
  useEffect(() => {
    const wanted = query.trim()
    const abort = new AbortController()
    const ask = async (): Promise<void> => {
      const found = wanted.length < 2 || !latest.current ? [] : await latest.current(wanted, abort.signal)
      if (!abort.signal.aborted) setHits(found)
    }
    const timer = setTimeout(() => void ask().catch(() => setHits([])), 120)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [query])
  return hits
}
