import type { ReactNode } from 'react'
import type { Answer } from '#kernel/contract.ts'
import { parseDay } from '#kernel/day.ts'
import type { CustomerId, MessageId } from '#kernel/id.ts'
import { fromDecimal, money, moneyToJson } from '#kernel/money.ts'
import { useActionText } from '#modules/dunning/ui/index.ts'
import { useMessageReason, useStepText } from '#modules/messages/ui/index.ts'
import * as web from '#web/index.ts'
import { readTimeline } from '../api.ts'

type Event = Answer<typeof readTimeline>['items'][number]

/** What each kind of journal entry is about; one not named here is a change. */
const KINDS: Readonly<Record<string, web.TimelineKind>> = {
  'message-sent': 'sent',
  'message-approved': 'sent',
  'message-failed': 'trouble',
  'message-doubtful': 'trouble',
  'message-cancelled': 'wait',
  'message-settled': 'change',
  'step-decided': 'sent',
  'task-ended': 'call',
  'task-reopened': 'call',
  'task-withdrawn': 'money',
  'thanks-decided': 'sent',
  'waiver-told': 'sent',
  'note-written': 'note',
  'allocation-recorded': 'money',
  'cheque-announced': 'wait',
  'cheque-not-come': 'trouble',
  'cheque-received': 'reply',
  'cheque-deposited': 'sent',
  'cheque-cleared': 'money',
  'cheque-bounced': 'trouble',
  'cheque-lost': 'trouble',
}

/** Everything that happened with a customer, latest first; `limit` shows only the last few. */
export function CustomerTimeline(props: { readonly customer: CustomerId; readonly limit?: number }): ReactNode {
  const t = web.useText('desk')
  const { customer, limit } = props
  const list = web.useList(readTimeline, { params: { customer }, query: { limit: limit ?? 50 } })
  const entry = useEntry()
  if (list.error) return <web.Problem error={list.error} />
  return (
    <web.Timeline
      entries={list.rows.map(entry)}
      loading={list.loading}
      more={limit === undefined ? list.more : null}
      empty={<p className="soft">{t('noEvents')}</p>}
    />
  )
}

function useEntry(): (event: Event) => web.TimelineEntry {
  const t = web.useText('desk')
  const values = useEventValues()
  return event => {
    const title = t(`event.${event.kind}`, { defaultValue: t('event.other', { kind: event.kind }), ...values(event) })
    const body = bodyOf(event)
    return {
      id: event.seq,
      at: event.at,
      kind: KINDS[event.kind] ?? 'change',
      title:
        event.link?.what === 'message' ? (
          <web.Go to={web.paths.message(event.link.id as MessageId)}>{title}</web.Go>
        ) : (
          title
        ),
      by: event.actor.name ?? t(`via.${event.actor.via}`),
      ...(body !== null && { body }),
    }
  }
}

function text(event: Event, name: string): string | null {
  const value = event.facts[name]
  return typeof value === 'string' && value !== '' ? value : null
}

// What a person wrote is shown as it was written, under the title.
function bodyOf(event: Event): string | null {
  if (event.kind === 'note-written') return text(event, 'text')
  if (event.kind === 'task-ended') return text(event, 'note')
  if (event.kind === 'invoices-imported') return listed(event, 'numbers')
  return null
}

function listed(event: Event, name: string): string | null {
  const values = event.facts[name]
  return Array.isArray(values) && values.length > 0 ? values.map(String).join(', ') : null
}

/** The facts of an entry in words: its step, action, amount, invoices, outcome, reason and day. */
function useEventValues(): (event: Event) => Record<string, string | number> {
  const t = web.useText('desk')
  const dunning = web.useText('dunning')
  const messages = web.useText('messages')
  const parties = web.useText('parties')
  const action = useActionText()
  const step = useStepText()
  const reasonText = useMessageReason()
  const language = web.useLanguage()
  const { today } = web.useSession()
  return event => {
    const { facts } = event
    const outcome = text(event, 'outcome')
    const again = parseDay(text(event, 'again') ?? '')
    const fields = Array.isArray(facts['fields'])
      ? facts['fields'].map(field => fieldText(String(field), parties, t))
      : []
    return {
      step: step(text(event, 'step')),
      action: action(text(event, 'action') ?? '', text(event, 'template') ?? undefined),
      channel: messages(`channel.${text(event, 'channel') ?? 'email'}`),
      template: messages(`template.${text(event, 'template') ?? ''}`, { defaultValue: text(event, 'template') ?? '' }),
      to: (text(event, 'to') ?? '').split('\n')[0] ?? '',
      amount: amountIn(facts, language),
      count: countIn(facts),
      reason: reasonText(text(event, 'reason')) ?? '–',
      fields: fields.join(', '),
      task: dunning(`kind.${text(event, 'kind') ?? 'call'}`),
      outcome: [
        outcome === null ? t(`taskState.${text(event, 'state') ?? 'done'}`) : dunning(`outcome.${outcome}`),
        ...(again.ok ? [t('again', { day: web.dayText(again.value, today, language) })] : []),
      ].join(', '),
    }
  }
}

function fieldText(field: string, parties: web.Text, t: web.Text): string {
  return parties(`field.${field}`, { defaultValue: t(`changed.${field}`, { defaultValue: field }) })
}

// The journal keeps amounts in minor units as text, with their currency beside.
function amountIn(facts: Event['facts'], language: web.Language): string {
  const { total, amount, currency } = facts
  const minor = total ?? amount
  if (typeof currency !== 'string') return ''
  if (typeof minor === 'string' && /^-?\d+$/.test(minor)) {
    return web.amountText(moneyToJson(money(BigInt(minor), currency)), language)
  }
  const read = typeof minor === 'string' ? fromDecimal(minor, currency) : null
  return read?.ok ? web.amountText(moneyToJson(read.value), language) : ''
}

function countIn(facts: Event['facts']): number {
  const { invoices, count } = facts
  if (Array.isArray(invoices)) return invoices.length
  return typeof count === 'number' ? count : 0
}
