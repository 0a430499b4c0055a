import type { ReactNode } from 'react'
import type { Day } from '#kernel/day.ts'
import { money, moneyFromJson, moneyToJson, sum, type MoneyJson } from '#kernel/money.ts'
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
  const { today } = web.useSession()
  if (task.script === null) return null
  const about = subjectOf(task, today)
  const numbers = about.map(invoice => invoice.number)
  const rest = numbers.length - NAMED
  const due = about.map(invoice => invoice.dueOn).toSorted()[0]
  const values = {
    creditor,
    count: numbers.length,
    numbers: numbers.slice(0, NAMED).join(', ') + (rest > 0 ? ` ${t('andMore', { count: rest })}` : ''),
    total: web.amountText(sumOf(about, task.total.currency), language),
    days: task.daysLate,
    due: due === undefined ? '' : web.longDayText(due, language),
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

/** What is spoken of: a courtesy call is about what is still to come, every other one about what is late. */
function subjectOf(task: Task, today: Day): Task['invoices'] {
  const owed = task.invoices.filter(invoice => !invoice.open.amount.startsWith('-'))
  const wanted = owed.filter(invoice =>
    task.script === 'courtesy-call' ? invoice.dueOn >= today : invoice.dueOn < today,
  )
  return wanted.length > 0 ? wanted : owed
}

function sumOf(invoices: Task['invoices'], currency: string): MoneyJson {
  const amounts = invoices.map(({ open }) => {
    const read = moneyFromJson(open)
    return read.ok ? read.value : money(0n, currency)
  })
  return moneyToJson(sum(amounts, currency))
}
