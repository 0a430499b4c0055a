import type { ReactNode } from 'react'
import { fromDecimal, type MoneyJson } from '#kernel/money.ts'
import { Amount } from '../format/cells.tsx'
import { AGES, type Age } from '../format/day.ts'
import { percentText } from '../format/amount.ts'
import { useLanguage, useText } from '../i18n.ts'
import { AgeSwatch } from './tag.tsx'

type AgeBarProps = {
  readonly amounts: Readonly<Record<Age, MoneyJson>>
  /** Makes each step a button that shows its invoices. */
  readonly onPick?: (age: Age) => void
  readonly picked?: Age | null
  /** The bar alone, for a table cell. */
  readonly compact?: boolean
}

/** An aged balance as one bar; each step has its colour, its pattern, its words and its amount. */
export function AgeBar({ amounts, onPick, picked = null, compact = false }: AgeBarProps): ReactNode {
  const t = useText()
  const language = useLanguage()
  const minor = AGES.map(age => minorOf(amounts[age]))
  const whole = minor.reduce((a, b) => a + b, 0n)
  // Parts per ten thousand: only the drawing is rounded, the amounts beside it are exact.
  const share = (index: number): number => (whole === 0n ? 0 : Number(((minor[index] ?? 0n) * 10_000n) / whole))
  const words = AGES.map((age, i) => `${t(`age.${age}`)} ${percentText(share(i) / 10_000, language)}`).join(', ')
  return (
    <div className={compact ? 'age-bar age-bar-compact' : 'age-bar'}>
      <div className="age-bar-track" role="img" aria-label={words}>
        {AGES.map((age, index) =>
          share(index) > 0 ? <span key={age} className={`age-${age}`} style={{ flexGrow: share(index) }} /> : null,
        )}
      </div>
      {!compact && (
        <ul className="age-legend">
          {AGES.map((age, index) => {
            const inside = (
              <>
                <span className="age-legend-name">
                  <AgeSwatch age={age} />
                  {t(`age.${age}`)}
                </span>
                <span className="age-legend-amount">
                  <Amount value={amounts[age]} round />
                  <span className="soft">{percentText(share(index) / 10_000, language)}</span>
                </span>
              </>
            )
            return (
              <li key={age}>
                {onPick ? (
                  <button type="button" aria-pressed={picked === age} onClick={() => onPick(age)}>
                    {inside}
                  </button>
                ) : (
                  inside
                )}
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}

// Credits make no bar: a negative step counts for nothing in the drawing.
function minorOf(value: MoneyJson): bigint {
  const read = fromDecimal(value.amount, value.currency)
  return read.ok && read.value.amount > 0n ? read.value.amount : 0n
}
