import { useRef } from 'react'
import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { z } from 'zod'
import type { Answer, Contract, Input } from '#kernel/contract.ts'
import { ApiProblem, call, newKey } from './client.ts'
import { useSayings } from './toast.tsx'

/** One cache for the tab. A refusal is an answer and is not asked again; a dead line is, twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 2 && !(error instanceof ApiProblem && error.status !== 0),
    },
  },
})

/**
 * What a route answers, kept fresh. The last answer stays on screen while the next one loads. `everyMillis` asks again
 * at that pace while something is under way of which no event tells.
 */
export function useAnswer<C extends Contract>(
  contract: C,
  input: Input<C>,
  options: { readonly enabled?: boolean; readonly everyMillis?: (answer: Answer<C>) => number | false } = {},
): UseQueryResult<Answer<C>> {
  return useQuery({
    queryKey: [contract.name, input],
    // A file answers nothing to keep; that it was answered is the answer, and undefined would be none.
    queryFn: async ({ signal }) =>
      (await call(contract, input, { signal, idempotencyKey: null })) ?? (null as Answer<C>),
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
    refetchInterval: ({ state }) => (state.data === undefined ? false : (options.everyMillis?.(state.data) ?? false)),
  })
}

/** Rows of a cursor-paged route, in the props that `ListTable` takes; `first` is the first page, for its totals. */
export type Listed<Row, Page> = {
  readonly rows: readonly Row[]
  readonly first: Page | undefined
  readonly loading: boolean
  readonly error: unknown
  readonly more: (() => void) | null
  readonly loadingMore: boolean
}

type PageOf<C extends Contract> = Answer<C> & { readonly items: readonly unknown[]; readonly next?: string | null }
type RowOf<C extends Contract> = Answer<C> extends { readonly items: readonly (infer Row)[] } ? Row : never

/** A route that answers `{ items, next }` and takes `query.cursor`: all pages loaded so far, as one list. */
export function useList<C extends Contract>(contract: C, input: Input<C>): Listed<RowOf<C>, Answer<C>> {
  const pages = useInfiniteQuery({
    queryKey: [contract.name, input, 'pages'],
    queryFn: ({ signal, pageParam }) => call(contract, withCursor(contract, input, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: page => (page as PageOf<C>).next ?? null,
    placeholderData: keepPreviousData,
  })
  const rows = pages.data?.pages.flatMap(page => (page as PageOf<C>).items as readonly RowOf<C>[]) ?? []
  return {
    rows,
    first: pages.data?.pages[0],
    loading: pages.isPending,
    error: pages.error,
    more: pages.hasNextPage ? () => void pages.fetchNextPage() : null,
    loadingMore: pages.isFetchingNextPage,
  }
}

function withCursor<C extends Contract>(contract: C, input: Input<C>, cursor: string | null): Input<C> {
  if (cursor === null) return input
  const { query } = input as { query?: Record<string, unknown> }
  return { ...(input as object), query: { ...query, cursor } } as Input<C>
}

type QueryOf<C extends Contract> = Input<C> extends { readonly query: infer Query } ? Query : never

/**
 * What of an address a route takes, as its query: keys it does not know and values it would refuse are left out, so
 * that a link typed or kept from another version still opens.
 */
export function queryFor<C extends Contract>(contract: C, given: Readonly<Record<string, string>>): QueryOf<C> {
  const shape = contract.query instanceof z.ZodObject ? (contract.query.shape as Record<string, z.ZodType>) : {}
  const taken = Object.entries(given).filter(([key, value]) => shape[key]?.safeParse(value).success)
  return Object.fromEntries(taken) as QueryOf<C>
}

export type Act<C extends Contract> = {
  /** What the toast says once done; nothing said when absent. */
  readonly done?: (answer: Answer<C>, input: Input<C>) => string
  /** What « Annuler » in that toast calls. */
  readonly undo?: (answer: Answer<C>, input: Input<C>) => Promise<unknown>
  /** Called after the toast: to close a panel, to go to the new page. */
  readonly after?: (answer: Answer<C>, input: Input<C>) => void
  /** Leaves the error to the caller (a form that shows it beside its fields) instead of a toast. */
  readonly quiet?: boolean
}

/**
 * A gesture: sends, says it in a toast (with « Annuler » when `undo` is given), and asks again everything on screen, so
 * that no total is left behind. Sending again what failed without an answer keeps its idempotency key.
 */
export function useAct<C extends Contract>(
  contract: C,
  act: Act<C> = {},
): UseMutationResult<Answer<C>, Error, Input<C>> {
  const queries = useQueryClient()
  const sayings = useSayings()
  const unanswered = useRef<{ said: string; key: string } | null>(null)
  return useMutation<Answer<C>, Error, Input<C>>({
    mutationFn: async input => {
      const said = JSON.stringify(input)
      const key = unanswered.current?.said === said ? unanswered.current.key : newKey()
      unanswered.current = { said, key }
      try {
        const answer = await call(contract, input, { idempotencyKey: key })
        unanswered.current = null
        return answer
      } catch (error) {
        if (error instanceof ApiProblem && error.status !== 0) unanswered.current = null
        throw error
      }
    },
    onSuccess: (answer, input) => {
      const { undo } = act
      if (act.done)
        sayings.done(
          act.done(answer, input),
          undo && (() => undo(answer, input).then(() => queries.invalidateQueries())),
        )
      act.after?.(answer, input)
      return queries.invalidateQueries()
    },
    onError: error => {
      if (!act.quiet) sayings.refused(error)
    },
  })
}
