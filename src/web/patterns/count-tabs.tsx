import { useEffect, useRef, type ReactNode } from 'react'
import { useLanguage } from '../i18n.ts'
import { countText } from '../format/amount.ts'

export type CountTab<Id extends string> = {
  readonly id: Id
  readonly label: string
  readonly count?: number
  /** Red counter: something failed or is overdue. */
  readonly alert?: boolean
}

type CountTabsProps<Id extends string> = {
  readonly label: string
  readonly tabs: readonly CountTab<Id>[]
  readonly value: Id
  readonly onChange: (id: Id) => void
}

/** A row of views with their counts: « À faire 21 · À valider 9 ». */
export function CountTabs<Id extends string>({ label, tabs, value, onChange }: CountTabsProps<Id>): ReactNode {
  const language = useLanguage()
  const row = useRef<HTMLElement>(null)
  // On a phone the row scrolls: the tab that is open must be in sight.
  useEffect(() => {
    row.current?.querySelector(`[data-tab="${value}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [value])
  return (
    <nav ref={row} className="count-tabs" aria-label={label}>
      {tabs.map(tab => (
        <button
          key={tab.id}
          data-tab={tab.id}
          type="button"
          aria-pressed={tab.id === value}
          className="count-tab"
          onClick={() => onChange(tab.id)}
        >
          {tab.label}
          {tab.count !== undefined && (
            <span className={tab.alert && tab.count > 0 ? 'count count-alert' : 'count'}>
              {countText(tab.count, language)}
            </span>
          )}
        </button>
      ))}
    </nav>
  )
}
