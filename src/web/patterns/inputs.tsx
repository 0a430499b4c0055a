import { useState, type ReactNode } from 'react'
import { TextInput } from '@mantine/core'
import { parseDay, type Day } from '#kernel/day.ts'
import type { MoneyJson } from '#kernel/money.ts'
import { readAmount } from '../format/read-amount.ts'
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
export function AmountInput({ label, currency, value, onChange, error, required = false }: AmountInputProps): ReactNode {
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

/** A day, by the browser's own date field: it speaks the user's order of day and month, and the keyboard. */
export function DayInput({ label, value, onChange, min, max, error, required = false }: DayInputProps): ReactNode {
  const change = (text: string): void => {
    const read = parseDay(text)
    onChange(read.ok ? read.value : null)
  }
  return (
    <TextInput
      type="date"
      label={label}
      value={value ?? ''}
      min={min}
      max={max}
      error={error}
      required={required}
      onChange={event => change(event.currentTarget.value)}
    />
  )
}
