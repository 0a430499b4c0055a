import { parseArgs } from 'node:util'
import { CLAIM_KINDS, LIMITATION_EVENTS, limitationDate } from '#law/limitation.ts'
import * as option from '../options.ts'
import { print, sayRefusal, type Verb } from '../verb.ts'

export const verb: Verb = {
  summary: 'Last day to act on a claim, and what interrupts it',
  usage: `quittance limitation --due DATE [--issued DATE] [--delivered DATE] [--country FR|BE]
                     [--customer business|public|consumer|unknown] [--kind KIND] [--agreed-years N]
                     [--event DATE:EVENT]… [--json]

KIND is one of ${CLAIM_KINDS.join(' ')}.
EVENT is one of ${LIMITATION_EVENTS.join(' ')}.`,
  run: async args => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        due: { type: 'string' },
        issued: { type: 'string' },
        delivered: { type: 'string' },
        country: { type: 'string', default: 'FR' },
        customer: { type: 'string', default: 'unknown' },
        kind: { type: 'string', default: 'goods-or-services' },
        'agreed-years': { type: 'string' },
        event: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean' },
      },
    })
    const years = values['agreed-years']
    const found = limitationDate({
      country: option.countryOption('country', values.country),
      customer: option.choiceOption('customer', values.customer, ['business', 'public', 'consumer', 'unknown']),
      kind: option.choiceOption('kind', values.kind, CLAIM_KINDS),
      dueOn: option.requiredDay('due', values.due),
      issuedOn: option.dayOption('issued', values.issued),
      deliveredOn: option.dayOption('delivered', values.delivered),
      agreedYears: years === undefined ? null : option.countOption('agreed-years', years),
      events: values.event.map(text => {
        const { on, rest } = option.datedOption('event', text)
        return { on, kind: option.choiceOption('event', rest, LIMITATION_EVENTS) }
      }),
    })
    if (!found.ok) return sayRefusal(found.refusal, values.json === true)
    const { deadline, latestReading, startsOn, duration, effects, flags, source } = found.value
    if (values.json) {
      print(JSON.stringify({ deadline, latestReading, startsOn, duration, events: effects, flags, sources: [source] }))
      return 0
    }
    print(`${deadline}  ${duration} from ${startsOn} (${source.article})`)
    if (latestReading !== deadline) print(`${latestReading}  if every event that may interrupt does`)
    for (const { on, kind, effect, why } of effects) print(`  ${on} ${kind}: ${effect}, ${why}`)
    for (const { code, message } of flags) print(`! ${code}: ${message}`)
    return 0
  },
}
