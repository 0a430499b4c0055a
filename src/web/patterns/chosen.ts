import { useState } from 'react'
import { useMediaQuery } from '@mantine/hooks'

/** What is chosen in a queue, and how to choose. */
export type Chosen = { readonly chosen: string | null; readonly choose: (key: string | null) => void }

/**
 * The chosen row of a queue. The first one at the start (none on a phone, which shows the queue); when the chosen row
 * leaves the list because its work is done, the one that took its place; when it comes back (undo), it again.
 */
export function useChosen(keys: readonly string[]): Chosen {
  const phone = useMediaQuery('(max-width: 640px)')
  const [kept, keep] = useState<{ key: string | null; index: number }>({ key: null, index: 0 })
  const there = kept.key !== null && keys.includes(kept.key)
  const otherwise = kept.key === null && phone ? null : (keys[Math.min(kept.index, keys.length - 1)] ?? null)
  const choose = (key: string | null): void => keep({ key, index: key === null ? 0 : Math.max(0, keys.indexOf(key)) })
  return { chosen: there ? kept.key : otherwise, choose }
}
