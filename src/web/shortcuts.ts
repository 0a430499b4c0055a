import { useEffect, useRef, useSyncExternalStore } from 'react'

/** One key gesture: `j`, `/`, `g a` (one after the other), `?`. `mod+k` belongs to the search itself. */
export type Shortcut = { readonly keys: string; readonly label: string; readonly group: 'page' | 'everywhere' }

type Registered = Shortcut & { readonly run: () => void }

const OFF = 'quittance.shortcuts'
const SEQUENCE_MILLIS = 1200
let registered: readonly Registered[] = []
const watchers = new Set<() => void>()
let pending: { key: string; timer: ReturnType<typeof setTimeout> } | null = null

function set(next: readonly Registered[]): void {
  registered = next
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => {
    watchers.delete(watcher)
  }
}

/**
 * Answers a key while the component is on screen, and lists it in the `?` overlay. Keys typed in a field (a box to tick
 * takes none), with a modifier, or while a dialog is open are left alone. The last one registered for a key wins.
 */
export function useShortcut(
  keys: string,
  label: string,
  run: () => void,
  group: Shortcut['group'] = 'page',
  enabled = true,
): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    if (!enabled) return
    const mine: Registered = { keys, label, group, run: () => latest.current() }
    set([...registered, mine])
    return () => set(registered.filter(one => one !== mine))
  }, [keys, label, group, enabled])
}

/** What the overlay shows. */
export function useShortcutList(): readonly Shortcut[] {
  return useSyncExternalStore(watch, () => registered)
}

/** Whether single keys act (WCAG 2.1.4 asks that they can be switched off), and the switch. */
export function useShortcutSwitch(): readonly [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(watch, shortcutsOn)
  return [
    on,
    wanted => {
      if (wanted) localStorage.removeItem(OFF)
      else localStorage.setItem(OFF, 'off')
      set([...registered])
    },
  ]
}

function shortcutsOn(): boolean {
  return localStorage.getItem(OFF) !== 'off'
}

/** Listens to the keyboard; the shell calls it once. */
export function useKeyboard(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !shortcutsOn()) return
  if (isTyping(event.target) || document.querySelector('[role="dialog"][aria-modal="true"]')) return
  const typed = pending ? `${pending.key} ${event.key}` : event.key
  clearPending()
  const match = registered.findLast(one => one.keys === typed) ?? registered.findLast(one => one.keys === event.key)
  if (match) {
    event.preventDefault()
    match.run()
  } else if (registered.some(one => one.keys.startsWith(`${event.key} `))) {
    pending = { key: event.key, timer: setTimeout(clearPending, SEQUENCE_MILLIS) }
  }
}

function clearPending(): void {
  if (pending) clearTimeout(pending.timer)
  pending = null
}

const FIELD = 'input:not([type="checkbox"]), textarea, select, [contenteditable="true"]'

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(FIELD) !== null
}
