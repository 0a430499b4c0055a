import { useState } from 'react'

/** Something a list keeps on this machine: its saved views, its columns. Broken or refused storage is an empty one. */
export function useKept<T>(key: string, initial: T, read: (value: unknown) => value is T): [T, (value: T) => void] {
  const place = `quittance.${key}`
  const [value, setValue] = useState<T>(() => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(place) ?? 'null')
      return read(kept) ? kept : initial
    } catch {
      return initial
    }
  })
  const keep = (next: T): void => {
    setValue(next)
    localStorage.setItem(place, JSON.stringify(next))
  }
  return [value, keep]
}
