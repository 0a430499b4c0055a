import { useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Contract } from '#kernel/contract.ts'

type Listener = (event: MessageEvent<string>) => void

// One connection for the whole tab, opened by the first listener and closed after the last one left.
let source: EventSource | null = null
let listeners = 0

function listen(topic: string, listener: Listener): () => void {
  source ??= new EventSource('/api/events')
  listeners += 1
  const opened = source
  opened.addEventListener(topic, listener)
  return () => {
    opened.removeEventListener(topic, listener)
    listeners -= 1
    if (listeners === 0) {
      opened.close()
      source = null
    }
  }
}

/**
 * Refreshes what is on screen when the server says that `topic` changed (server-sent event of that name).
 * Names the contracts to ask again, or nothing for all. Bursts are answered once per half second.
 */
export function useLive(topic: string, contracts?: readonly Contract[]): void {
  const queries = useQueryClient()
  const names = contracts?.map(contract => contract.name).join(' ')
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined
    const refresh = (): void => {
      waiting = undefined
      const wanted = names?.split(' ')
      void queries.invalidateQueries({
        predicate: query => wanted === undefined || wanted.includes(String(query.queryKey[0])),
      })
    }
    const stop = listen(topic, () => {
      waiting ??= setTimeout(refresh, 500)
    })
    return () => {
      stop()
      clearTimeout(waiting)
    }
  }, [topic, names, queries])
}

/** The last value the server sent on `topic`, checked by its schema: the progress of a long job, for instance. */
export function useLiveValue<Schema extends z.ZodType>(topic: string, schema: Schema): z.output<Schema> | null {
  const [value, setValue] = useState<z.output<Schema> | null>(null)
  const kept = useRef(schema)
  useEffect(
    () =>
      listen(topic, event => {
        const parsed = kept.current.safeParse(JSON.parse(event.data))
        if (parsed.success) setValue(parsed.data)
      }),
    [topic],
  )
  return value
}
