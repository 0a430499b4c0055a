import type { Actor } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import { addDays, type Day } from '#kernel/day.ts'
import { loadThanked, requestMessages, THANK_YOU, type MessageRequest } from '#modules/messages/index.ts'
import { thanks } from './decide.ts'
import type { Settled } from './model.ts'
import type { Planned } from './standing.ts'
import { loadSettled } from './withdraw-store.ts'

/** Who paid longer ago is not thanked any more: the option was off then, or nobody looked. */
const SINCE_DAYS = 7
const STEP = 'thanks'

/** Thanks the customers whose scenario does so and who have just paid after a reminder; each invoice once. */
export async function thankPayers(tx: Tx, actor: Actor, planned: readonly Planned[], today: Day): Promise<void> {
  const polite = planned.filter(({ looked, decision }) => looked.scenario?.thankYou === true && decision.act === null)
  if (polite.length === 0) return
  const customers = polite.map(({ decision }) => decision.customer)
  const settled = await loadSettled(tx, customers, addDays(today, -SINCE_DAYS))
  const thanked = await loadThanked(
    tx,
    [...settled.values()].flatMap(each => each.map(({ invoice }) => invoice)),
  )
  const requests = polite.flatMap(({ looked }) => {
    const fresh = (settled.get(looked.facts.customer) ?? []).filter(({ invoice }) => !thanked.has(invoice))
    return requestOf(looked, fresh, today)
  })
  await requestMessages(tx, actor.tenant, requests)
  await record(
    tx,
    actor.tenant,
    actor,
    requests.map(({ id, customer, total, currency, cycle }) => {
      return {
        customer,
        kind: 'thanks-decided',
        data: { message: id, on: today, total: String(total), currency, cycle },
      }
    }),
  )
}

function requestOf(
  { facts, scenario, to }: Planned['looked'],
  settled: readonly Settled[],
  today: Day,
): MessageRequest[] {
  const said = thanks(facts, scenario, settled, today)
  if (said === null || to.email === null || to.scenario === null) return []
  return [
    {
      id: newId<'message'>(),
      creditor: facts.creditor,
      customer: facts.customer,
      contact: to.contact,
      channel: 'email',
      registered: false,
      approval: false,
      scenario: to.scenario,
      step: STEP,
      cycle: said.cycle,
      template: THANK_YOU,
      language: to.language,
      recipient: to.email,
      total: said.paid.reduce((sum, { amount }) => sum + amount, 0n),
      currency: said.currency,
      decidedOn: today,
      items: said.paid.map(({ invoice, amount, dueOn }) => ({ invoice, open: amount, dueOn })),
    },
  ]
}
