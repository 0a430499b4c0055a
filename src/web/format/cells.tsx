import type { ReactNode } from 'react'
import type { Day } from '#kernel/day.ts'
import type { MoneyJson } from '#kernel/money.ts'
import { useLanguage, useText } from '../i18n.ts'
import { useSession } from '../session.tsx'
import { amountText, isNegative, isZero, roundAmountText } from './amount.ts'
import { ageOf, atText, daysLate, dayText, longDayText, shortDayText } from './day.ts'

type AmountProps = {
  readonly value: MoneyJson | null
  /** Zero is `–` unless shown. */
  readonly zero?: 'dash' | 'show'
  /** Whole units, for headlines. */
  readonly round?: boolean
  /** `received` is green, and only for money received. */
  readonly tone?: 'plain' | 'received' | 'soft' | 'strong'
}

/** An amount: `1 234,50 €`, tabular, never broken; zero as `–`, a credit with a real minus. Null is `–` too. */
export function Amount({ value, zero = 'dash', round = false, tone = 'plain' }: AmountProps): ReactNode {
  const language = useLanguage()
  const t = useText()
  if (value === null || (zero === 'dash' && isZero(value))) {
    return (
      <span className="amount amount-soft">
        <span aria-hidden>–</span>
        <span className="only-read">{value === null ? t('none') : amountText(value, language)}</span>
      </span>
    )
  }
  const text = round ? roundAmountText(value, language) : amountText(value, language)
  const sign = isNegative(value) ? ' amount-credit' : ''
  return (
    <span className={`amount amount-${tone}${sign}`} title={round ? amountText(value, language) : undefined}>
      {text}
    </span>
  )
}

type DayTextProps = { readonly value: Day | null; readonly form?: 'near' | 'short' | 'long' }

/** A day: `mar. 3 mars` (near), `03/03/2026` (short, for tables), or in full (long). */
export function DayText({ value, form = 'near' }: DayTextProps): ReactNode {
  const language = useLanguage()
  const { today } = useSession()
  if (value === null) return <span className="soft">–</span>
  const long = longDayText(value, language)
  const texts = {
    near: () => dayText(value, today, language),
    short: () => shortDayText(value, language),
    long: () => long,
  }
  return (
    <time dateTime={value} title={form === 'long' ? undefined : long} className="day">
      {texts[form]()}
    </time>
  )
}

/** An instant in the tenant's time zone: `mar. 3 mars, 14:05`. */
export function AtText({ value }: { readonly value: string }): ReactNode {
  const language = useLanguage()
  const { today, timeZone } = useSession()
  return (
    <time dateTime={value} className="day">
      {atText(value, timeZone, today, language)}
    </time>
  )
}

/** Lateness in days: `34 j` in the colour of its age, or `dans 12 j`. Give `dueOn`, or `days` already counted. */
export function Lateness(props: { readonly dueOn: Day } | { readonly days: number }): ReactNode {
  const { today } = useSession()
  const t = useText()
  const days = 'days' in props ? props.days : daysLate(props.dueOn, today)
  const words = days > 0 ? t('late.words', { count: days }) : t('late.notDueWords', { count: -days })
  const short =
    days > 0 ? t('late.short', { count: days }) : days === 0 ? t('late.today') : t('late.in', { count: -days })
  return (
    <span className={`lateness age-ink-${ageOf(days)}`} title={words}>
      {short}
    </span>
  )
}
