import { useState, type ReactNode } from 'react'
import { TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import 'dayjs/locale/de.js'
import 'dayjs/locale/fr.js'
import 'dayjs/locale/nl.js'
import type { Day } from '#kernel/day.ts'
import type { MoneyJson } from '#kernel/money.ts'
import { readAmount } from '../format/read-amount.ts'
import { readDay } from '../format/read-day.ts'
import { amountText } from '../format/amount.ts'
import { useLanguage, useText } from '../i18n.ts'

type AmountInputProps = {
  readonly label: string
  readonly currency: string
  readonly value: MoneyJson | null
  readonly onChange: (value: MoneyJson | null) => void
  readonly error?: ReactNode
  readonly required?: boolean
}

/** Takes `1234.56`, `1 234,56 €` and the like, exactly; set in the user's way once left. */
export function AmountInput({
  label,
  currency,
  value,
  onChange,
  error,
  required = false,
}: AmountInputProps): ReactNode {
  const t = useText()
  const language = useLanguage()
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? (value === null ? '' : amountText(value, language))
  const unread = typed !== null && typed.trim() !== '' && !readAmount(typed, currency).ok
  const change = (text: string): void => {
    setTyped(text)
    const read = readAmount(text, currency)
    onChange(read.ok ? read.value : null)
  }
  return (
    <TextInput
      label={label}
      value={shown}
      inputMode="decimal"
      required={required}
      classNames={{ input: 'figures' }}
      error={error ?? (unread ? t('amount.unread') : undefined)}
      onChange={event => change(event.currentTarget.value)}
      onBlur={() => {
        if (!unread) setTyped(null)
      }}
    />
  )
}

type DayInputProps = {
  readonly label: string
  readonly value: Day | null
  readonly onChange: (value: Day | null) => void
  readonly min?: Day
  readonly max?: Day
  readonly error?: ReactNode
  readonly required?: boolean
}

/**
 * A day: typed in the user's order (`3/12/2026`, `03122026`, ISO too) or chosen in a calendar in the user's language.
 */
export function DayInput({ label, value, onChange, min, max, error, required = false }: DayInputProps): ReactNode {
  const t = useText()
  const language = useLanguage()
  return (
    <DateInput
      label={label}
      value={value}
      valueFormat={language === 'de' ? 'DD.MM.YYYY' : 'DD/MM/YYYY'}
      placeholder={t('day.shape')}
      locale={language}
      dateParser={text => readDay(text)}
      {...(min && { minDate: min })}
      {...(max && { maxDate: max })}
      error={error}
      required={required}
      clearable={!required}
      clearButtonProps={{ 'aria-label': t('day.clear') }}
      classNames={{ input: 'figures' }}
      onChange={text => onChange(text === null ? null : (text as Day))}
    />
  )
}
