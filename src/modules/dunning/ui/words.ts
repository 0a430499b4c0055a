import type { Answer } from '#kernel/contract.ts'
import { addDays, parseDay, weekday, type Day } from '#kernel/day.ts'
import { money, moneyToJson } from '#kernel/money.ts'
import { useStepText } from '#modules/messages/ui/index.ts'
import * as web from '#web/index.ts'
import type { listTasks, readFollowUp } from '../api.ts'

export type Task = Answer<typeof listTasks>['items'][number]
export type Reason = Answer<typeof readFollowUp>['reason']

const AMOUNTS = ['credit', 'minimum', 'received', 'cheque']

/** A reason as a sentence, its days and amounts set in the user's way. */
export function useReasonText(): (reason: Reason) => string {
  const t = web.useText('dunning')
  const fact = useFactText()
  return ({ code, facts }) =>
    t(`reason.${code}`, {
      defaultValue: code,
      ...Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, fact(name, value)])),
    })
}

/** One fact of a reason: a day, an amount in minor units, a step, or itself. */
export function useFactText(): (name: string, value: string | number) => string {
  const language = web.useLanguage()
  const { today } = web.useSession()
  const step = useStepText()
  const t = web.useText('dunning')
  return (name, value) => {
    if (name === 'step') return step(String(value))
    if (name === 'reason') return t(`blocked.${value}`, { defaultValue: t('blocked.quality') })
    if (AMOUNTS.includes(name)) return web.amountText(moneyToJson(money(BigInt(value), 'EUR')), language)
    const read = parseDay(String(value))
    return read.ok ? web.dayText(read.value, today, language) : String(value)
  }
}

/** « appel », « e-mail »… and the text or script behind it. */
export function useActionText(): (action: string, template?: string) => string {
  const t = web.useText('dunning')
  const messages = web.useText('messages')
  return (action, template) => {
    const what = t(`action.${action}`)
    if (template === undefined) return what
    const script = t(`script.${template}.title`, { defaultValue: '' })
    return script || `${what} · ${messages(`template.${template}`, { defaultValue: template })}`
  }
}

/** The first day so many days after `from` that is neither Saturday nor Sunday. */
export function weekdayAfter(from: Day, days: number): Day {
  let on = addDays(from, days)
  while (weekday(on) > 5) on = addDays(on, 1)
  return on
}
