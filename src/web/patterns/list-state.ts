import { useLocation, useRouter } from '@tanstack/react-router'

/** What a list shows, read from the address, so that a view can be sent, kept and gone back to. */
export type ListState = {
  readonly q: string
  /** `amount`, `-amount` for descending, or empty. */
  readonly sort: string
  readonly filters: Readonly<Record<string, string>>
  /** The same, ready for a contract's query: absent keys are left out. */
  readonly query: Readonly<Record<string, string>>
  /** Changes some keys (`q`, `sort`, a filter); an empty string removes one. */
  readonly set: (change: Readonly<Record<string, string>>) => void
  /** The whole query string, for saved views. */
  readonly search: string
  readonly show: (search: string) => void
}

/** The list's search, sort and filters, kept in the address under their own names. */
export function useListState(filterIds: readonly string[], defaultSort = ''): ListState {
  const router = useRouter()
  const { pathname, searchStr } = useLocation()
  const params = new URLSearchParams(searchStr)
  const filters = Object.fromEntries(
    filterIds.map(id => [id, params.get(id) ?? '']).filter(([, value]) => value !== ''),
  )
  const q = params.get('q') ?? ''
  const sort = params.get('sort') ?? defaultSort
  const show = (search: string): void => router.history.replace(search === '' ? pathname : `${pathname}?${search}`)
  const set = (change: Readonly<Record<string, string>>): void => {
    // Read again from the address: two changes in one turn must not undo each other.
    const next = new URLSearchParams(router.history.location.search)
    for (const [key, value] of Object.entries(change)) {
      if (value === '') next.delete(key)
      else next.set(key, value)
    }
    show(next.toString())
  }
  const query = { ...(q === '' ? {} : { q }), ...(sort === '' ? {} : { sort }), ...filters }
  return { q, sort, filters, query, set, search: params.toString(), show }
}
