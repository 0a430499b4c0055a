import { parseArgs } from 'node:util'
import { daysBetween } from '#kernel/day.ts'
import { listCheques } from '#modules/receipts/index.ts'
import { choiceOption, dayOption } from '../options.ts'
import { inHouse } from '../house.ts'
import { print, sayRefusal, type Verb } from '../verb.ts'

const STATES = ['announced', 'received', 'deposited', 'cleared', 'bounced', 'lost', 'cancelled'] as const
/** What is still on its way. */
const OPEN = STATES.slice(0, 3)
const MOST = 200_000

/** Cheques and bills by state. */
export const verb: Verb = {
  summary: 'lists cheques and bills that are on their way, or of one state, the next to look at first',
  usage: `usage: quittance cheques [--state STATE] [--late] [--date DAY] [--tenant NAME] [--json]
Lists what was announced, received and handed in. --state names another state: ${STATES.join(', ')}.
--late keeps what should have moved on: announced and not come, in the drawer, not credited, past its maturity.
--json prints one line per cheque: id, kind, state, customer, amount, number, bank, since, dueOn, late, flags.
Exit 0, also when there is none.`,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        state: { type: 'string' },
        late: { type: 'boolean', default: false },
        date: { type: 'string' },
        tenant: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    })
    const state = values.state === undefined ? OPEN : [choiceOption('state', values.state, STATES)]
    const today = dayOption('date', values.date) ?? undefined
    return inHouse({ tenant: values.tenant, on: today, json: values.json }, async (app, actor) => {
      const asked = { state, ...(values.late ? { late: 'yes' as const } : {}), sort: 'due', limit: MOST }
      const found = await listCheques(app, actor, asked)
      if (!found.ok) return sayRefusal(found.refusal, values.json)
      for (const cheque of found.value.items) {
        if (values.json) print(JSON.stringify(cheque))
        else {
          const { amount, customer, since, late } = cheque
          const days = `${daysBetween(since, actor.today)} d${late ? ' !' : ''}`
          const paper = [cheque.kind, cheque.number ?? '-', cheque.bank ?? '-'].join(' ')
          print(
            [cheque.state, days, `${amount.amount} ${amount.currency}`, customer.ref, customer.name, paper].join('\t'),
          )
        }
      }
      return 0
    })
  },
}
