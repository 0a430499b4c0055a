import { parseArgs } from 'node:util'
import { dueDate, TERM_METHODS } from '#law/due-date.ts'
import { isBusinessDay, nextBusinessDay } from '#law/holidays.ts'
import * as option from '../options.ts'
import { print, sayRefusal, type Verb } from '../verb.ts'

export const verb: Verb = {
  summary: 'Due date of an invoice from a payment-term rule',
  usage: `quittance due-date --issued DATE --days N [--method METHOD] [--from issue|receipt|delivery]
                   [--received DATE] [--delivered DATE] [--holidays FR|FR-ALSACE-MOSELLE|BE] [--json]

METHOD is one of ${TERM_METHODS.join(' ')}.
The due date is not moved when it falls on a closed day: the next business day is only shown.`,
  run: async args => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        issued: { type: 'string' },
        received: { type: 'string' },
        delivered: { type: 'string' },
        days: { type: 'string', default: '30' },
        method: { type: 'string', default: 'net' },
        from: { type: 'string', default: 'issue' },
        holidays: { type: 'string', default: 'FR' },
        json: { type: 'boolean' },
      },
    })
    const rule = {
      method: option.choiceOption('method', values.method, TERM_METHODS),
      days: option.countOption('days', values.days),
      from: option.choiceOption('from', values.from, ['issue', 'receipt', 'delivery']),
    }
    const region = option.choiceOption('holidays', values.holidays, ['FR', 'FR-ALSACE-MOSELLE', 'BE'])
    const found = dueDate(rule, {
      issuedOn: option.requiredDay('issued', values.issued),
      receivedOn: option.dayOption('received', values.received),
      deliveredOn: option.dayOption('delivered', values.delivered),
    })
    if (!found.ok) return sayRefusal(found.refusal, values.json === true)
    const dueOn = found.value
    const answer = {
      dueOn,
      rule,
      businessDay: isBusinessDay(dueOn, region),
      nextBusinessDay: nextBusinessDay(dueOn, region),
    }
    print(
      values.json
        ? JSON.stringify(answer)
        : `${dueOn}${answer.businessDay ? '' : ` (a closed day; next business day ${answer.nextBusinessDay})`}`,
    )
    return 0
  },
}
