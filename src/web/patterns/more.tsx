import { useCallback, useEffect, useRef, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import { useText } from '../i18n.ts'

/** The next page of a list: fetched when it comes into sight, or asked for. */
export function More({ more, loading }: { readonly more: (() => void) | null; readonly loading: boolean }): ReactNode {
  const t = useText()
  const latest = useRef(more)
  useEffect(() => {
    latest.current = more
  })
  // Seen again after each page: the observer is renewed by the key of the mark below.
  const watch = useCallback((mark: HTMLElement | null) => {
    if (mark === null) return
    const seen = new IntersectionObserver(entries => {
      if (entries.some(entry => entry.isIntersecting)) latest.current?.()
    })
    seen.observe(mark)
    return () => seen.disconnect()
  }, [])
  if (!more) return null
  return (
    <div key={String(loading)} ref={loading ? null : watch} className="list-more">
      <Button variant="subtle" loading={loading} onClick={more}>
        {t('list.more')}
      </Button>
    </div>
  )
}
