import type { ReactNode } from 'react'
import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from '@tabler/icons-react'
import { useText } from '../i18n.ts'
import { Why, type WhyLine } from './why.tsx'

type StatProps = {
  readonly label: string
  readonly value: ReactNode
  /** Against what it was: `+3 j sur un mois`. `better` says which way is good; the words say it too. */
  readonly trend?: { readonly words: string; readonly way: 'up' | 'down' | 'flat'; readonly better: boolean | null }
  readonly note?: ReactNode
  /** « D'où vient ce chiffre ? » */
  readonly source?: { readonly definition: ReactNode; readonly lines: readonly WhyLine[]; readonly more?: ReactNode }
}

const ARROWS = { up: IconArrowUpRight, down: IconArrowDownRight, flat: IconArrowRight }

/** One figure with its trend, and where it comes from. */
export function Stat({ label, value, trend, note, source }: StatProps): ReactNode {
  const t = useText()
  const Arrow = trend && ARROWS[trend.way]
  return (
    <div className="stat">
      <span className="stat-label">{label}</span>
      <span className="stat-value">{value}</span>
      {trend && Arrow && (
        <span
          className={trend.better === null ? 'stat-trend' : trend.better ? 'stat-trend better' : 'stat-trend worse'}
        >
          <Arrow size={16} aria-hidden />
          {trend.words}
        </span>
      )}
      {note !== undefined && <span className="stat-trend">{note}</span>}
      {source && <Why label={t('whereFrom')} title={label} {...source} />}
    </div>
  )
}

/** Stats side by side, without boxes. */
export function StatRow({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className="stat-row">{children}</div>
}
