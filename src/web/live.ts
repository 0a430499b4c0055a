import { useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Contract } from '#kernel/contract.ts'

type Listener = (event: MessageEvent<string>) => void

// One connection for the whole tab, opened by the first listener and closed after the last one left.
let source: EventSource | null = null
let listeners = 0

function listen(topic: 'journal' | 'progress', listener: Listener): () => void {
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
 * Refreshes what is on screen when the server says that something was recorded (event `journal`). Names the contracts
 * to ask again, or nothing for all. Bursts are answered once per half second.
 */
export function useLive(contracts?: readonly Contract[]): void {
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
    const stop = listen('journal', () => {
      waiting ??= setTimeout(refresh, 500)
    })
    return () => {
      stop()
      clearTimeout(waiting)
    }
  }, [names, queries])
}

/**
 * The last progress of a long work (event `progress`) that fits the schema; a literal in it (`import: z.literal(id)`)
 * picks one work among several.
 */
export function useProgress<Schema extends z.ZodType>(schema: Schema): z.output<Schema> | null {
  const [value, setValue] = useState<z.output<Schema> | null>(null)
  const latest = useRef(schema)
  useEffect(() => {
    latest.current = schema
  })
  useEffect(
    () =>
      listen('progress', event => {
        const parsed = latest.current.safeParse(JSON.parse(event.data))
        if (parsed.success) setValue(parsed.data)
      }),
    [],
  )
  return value
}
