import { useState, type ReactNode } from 'react'
import { Checkbox, Textarea, TextInput } from '@mantine/core'
import type { Day } from '#kernel/day.ts'
import type { MoneyJson } from '#kernel/money.ts'
import * as web from '#web/index.ts'
import { findChequeLines, moveCheque, undoCheque } from '../cheque-api.ts'
import { LineChoice, NO_LINE } from './cheque-lines.tsx'
import type { ChequeLine, Target } from './cheque-words.ts'

type MoveProps = {
  readonly cheque: ChequeLine
  readonly to: Target
  readonly onClose: () => void
}

/** What a person says of a move, while it is typed. */
type Draft = {
  readonly number: string
  readonly bank: string
  readonly drawnOn: Day | null
  readonly signed: boolean
  readonly reason: string
  readonly cost: MoneyJson | null
  readonly line: string
}

/** Asks what belongs to a move, and makes it: received, credited, bounced, lost, cancelled. */
export function MoveCheque({ cheque, to, onClose }: MoveProps): ReactNode {
  const t = web.useText('receipts')
  const way = cheque.kind === 'cheque' ? 'cheque' : 'bill'
  const [draft, setDraft] = useState<Draft>({
    number: cheque.number ?? '',
    bank: cheque.bank ?? '',
    drawnOn: cheque.drawnOn,
    signed: cheque.signed ?? true,
    reason: '',
    cost: null,
    line: NO_LINE,
  })
  const set = (more: Partial<Draft>): void => setDraft({ ...draft, ...more })
  const act = useMove({ quiet: true, after: onClose })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t(`cheque.move.${to}.${way}`)}
      submit={t(`cheque.move.${to}.submit`)}
      busy={act.isPending}
      error={act.error && <web.Problem error={act.error} />}
      onSubmit={() => act.mutate({ params: { cheque: cheque.id }, body: { to, ...saidOf(to, draft) } })}
    >
      <p className="line">
        <strong>{cheque.customer.name}</strong>
        <web.Amount value={cheque.amount} tone="strong" />
      </p>
      {to === 'received' && <Paper draft={draft} set={set} way={way} />}
      {to === 'cleared' && <Lines cheque={cheque} way="in" draft={draft} set={set} />}
      {to === 'bounced' && <Bounce cheque={cheque} draft={draft} set={set} />}
      {(to === 'lost' || to === 'cancelled') && <Reason draft={draft} set={set} label={t('cheque.move.why')} />}
      <p className="soft">{t(`cheque.move.${to}.hint`)}</p>
    </web.SidePanel>
  )
}

/** Makes a move and says so, with « Annuler » beside. */
export function useMove(more: { readonly quiet?: boolean; readonly after?: () => void } = {}) {
  const t = web.useText('receipts')
  return web.useAct(moveCheque, {
    ...more,
    done: ({ state, customer }) => t(`cheque.moved.${state}`, { name: customer.name }),
    undo: ({ id }) => web.call(undoCheque, { params: { cheque: id } }),
  })
}

function saidOf(to: Target, draft: Draft) {
  const { drawnOn, signed, cost, line } = draft
  const [number, bank, reason] = [draft.number.trim(), draft.bank.trim(), draft.reason.trim()]
  if (to === 'received') {
    return { signed, ...(number && { number }), ...(bank && { bank }), ...(drawnOn && { drawnOn }) }
  }
  if (to === 'cleared') return line === NO_LINE ? {} : { line }
  const why = reason === '' ? {} : { reason }
  if (to !== 'bounced') return why
  return { ...why, ...(cost && { cost }), ...(line !== NO_LINE && { returned: line }) }
}

type PartProps = { readonly draft: Draft; readonly set: (more: Partial<Draft>) => void }

function Paper({ draft, set, way }: PartProps & { readonly way: 'cheque' | 'bill' }): ReactNode {
  const t = web.useText('receipts')
  return (
    <>
      <TextInput
        label={t('cheque.field.number')}
        required={way === 'cheque'}
        maxLength={40}
        data-autofocus
        value={draft.number}
        onChange={event => set({ number: event.currentTarget.value })}
      />
      <TextInput
        label={t('cheque.field.bank')}
        maxLength={100}
        value={draft.bank}
        onChange={event => set({ bank: event.currentTarget.value })}
      />
      <web.DayInput label={t('cheque.field.drawnOn')} value={draft.drawnOn} onChange={drawnOn => set({ drawnOn })} />
      <Checkbox
        label={t(way === 'cheque' ? 'cheque.field.signed' : 'cheque.field.accepted')}
        checked={draft.signed}
        onChange={event => set({ signed: event.currentTarget.checked })}
      />
      {!draft.signed && <web.Tag tone="caution">{t('cheque.unsignedHint')}</web.Tag>}
    </>
  )
}

function Bounce({ cheque, draft, set }: PartProps & { readonly cheque: ChequeLine }): ReactNode {
  const t = web.useText('receipts')
  return (
    <>
      <Reason draft={draft} set={set} label={t('cheque.field.bounceReason')} required />
      <web.AmountInput
        label={t('cheque.field.bounceCost')}
        currency={cheque.amount.currency}
        value={draft.cost}
        onChange={cost => set({ cost })}
      />
      {cheque.kind === 'cheque' && <p className="soft">{t('cheque.costHint')}</p>}
      {cheque.line !== null && <Lines cheque={cheque} way="back" draft={draft} set={set} />}
    </>
  )
}

function Reason({
  draft,
  set,
  label,
  required = false,
}: PartProps & { readonly label: string; readonly required?: boolean }): ReactNode {
  return (
    <Textarea
      label={label}
      required={required}
      autosize
      minRows={2}
      maxLength={400}
      data-autofocus
      value={draft.reason}
      onChange={event => set({ reason: event.currentTarget.value })}
    />
  )
}

function Lines({ cheque, way, draft, set }: PartProps & { readonly cheque: ChequeLine; readonly way: 'in' | 'back' }) {
  const asked = web.useAnswer(findChequeLines, { params: { cheque: cheque.id }, query: { way } })
  const lines = asked.data?.items ?? []
  return <LineChoice way={way} lines={lines} value={draft.line} onChange={line => set({ line })} />
}
