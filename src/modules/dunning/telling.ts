import type { Actor } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { record } from '#platform/journal.ts'
import { daysBetween, type Day } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import { requestMessages, TAKE_BACK_SECONDS, WAIVER_TOLD, type MessageRequest } from '#modules/messages/index.ts'
import { loadFacts, type Looked } from './store.ts'
import { recordTasks, type TaskRequest } from './tasks-store.ts'
import { loadUntold, type Untold } from './telling-store.ts'

/**
 * Tells one customer of the charges just given up, in the transaction that gives them up. On a screen the message stays
 * within reach of a second thought for some seconds.
 */
export async function tellOfWaivers(tx: Tx, actor: Actor, customer: CustomerId): Promise<void> {
  const after = actor.via === 'screen' ? TAKE_BACK_SECONDS : 0
  await tellUntold(tx, actor, await loadFacts(tx, [customer]), actor.today, after)
}

/**
 * Decides the messages about waivers these customers are still to be told of: an e-mail, else a letter, else a task to
 * find an address; once it is found, the next follow-up tells them. Each waiver is told once.
 */
export async function tellUntold(
  tx: Tx,
  actor: Actor,
  looked: readonly Looked[],
  today: Day,
  afterSeconds = 0,
): Promise<void> {
  const untold = await loadUntold(
    tx,
    looked.map(({ facts }) => facts.customer),
  )
  if (untold.length === 0) return
  const found = new Map(looked.map(each => [each.facts.customer, each]))
  const told = untold.flatMap(each => messageOf(each, found.get(each.customer), today))
  await requestMessages(tx, actor.tenant, told, afterSeconds)
  await recordTasks(
    tx,
    actor.tenant,
    untold.flatMap(each => errandOf(each, found.get(each.customer), today)),
  )
  await record(
    tx,
    actor.tenant,
    actor,
    told.map(({ id, customer, channel, total, currency }) => {
      return {
        customer,
        kind: 'waiver-told',
        data: { message: id, channel, on: today, total: String(total), currency },
      }
    }),
  )
}

function messageOf(untold: Untold, looked: Looked | undefined, today: Day): MessageRequest[] {
  const recipient = looked?.to.email ?? looked?.to.post ?? null
  if (!looked || recipient === null) return []
  const { facts, to } = looked
  const { waiver, invoice, amount, currency, dueOn } = untold
  const mail = to.email !== null
  return [
    {
      id: newId<'message'>(),
      creditor: facts.creditor,
      customer: facts.customer,
      contact: mail ? to.contact : null,
      channel: mail ? 'email' : 'letter',
      registered: false,
      approval: false,
      scenario: null,
      step: WAIVER_TOLD,
      cycle: null,
      template: WAIVER_TOLD,
      language: to.language,
      recipient,
      total: amount,
      currency,
      decidedOn: today,
      items: [{ invoice, open: amount, dueOn }],
      waiver,
    },
  ]
}

function errandOf(untold: Untold, looked: Looked | undefined, today: Day): TaskRequest[] {
  if (!looked || looked.to.email !== null || looked.to.post !== null) return []
  const { customer, invoice, number, dueOn, open, amount, currency } = untold
  return [
    {
      id: newId<'task'>(),
      customer,
      kind: 'find-address',
      dueOn: today,
      scenario: null,
      step: null,
      cycle: null,
      total: amount,
      currency,
      daysLate: Math.max(0, daysBetween(dueOn, today)),
      facts: { script: 'find-address', invoices: [{ id: invoice, number, dueOn, open: String(open) }] },
    },
  ]
}
