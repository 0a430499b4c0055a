import type { ReactNode } from 'react'
import type { Day } from '#kernel/day.ts'
import * as web from '#web/index.ts'
import type { Task } from './words.ts'

type ScriptProps = {
  readonly task: Task
  /** Who calls: the creditor's name. */
  readonly creditor: string
}

const NAMED = 3

/** « À dire »: the words of this step with the customer's own figures. */
export function Script({ task, creditor }: ScriptProps): ReactNode {
  const t = web.useText('dunning')
  const language = web.useLanguage()
  if (task.script === null) return null
  const numbers = task.invoices.map(invoice => invoice.number)
  const rest = numbers.length - NAMED
  const due = task.invoices.map(invoice => invoice.dueOn).toSorted()[0]
  const values = {
    creditor,
    count: numbers.length,
    numbers: numbers.slice(0, NAMED).join(', ') + (rest > 0 ? ` ${t('andMore', { count: rest })}` : ''),
    total: web.amountText(task.total, language),
    days: task.daysLate,
    due: due === undefined ? '' : web.longDayText(due as Day, language),
  }
  const line = (name: string): string => t(`script.${task.script ?? ''}.${name}`, { defaultValue: '', ...values })
  const lines = ['first', 'second', 'third'].map(line).filter(text => text !== '')
  if (lines.length === 0) return null
  return (
    <div className="stack">
      <p className="soft">{line('goal')}</p>
      <web.Say lines={lines} />
    </div>
  )
}
