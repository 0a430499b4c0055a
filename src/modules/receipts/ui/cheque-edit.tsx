import { useState, type ReactNode } from 'react'
import { Select, Textarea, TextInput } from '@mantine/core'
import type { Day } from '#kernel/day.ts'
import type { MoneyJson } from '#kernel/money.ts'
import * as web from '#web/index.ts'
import { changeCheque, undoCheque } from '../cheque-api.ts'
import type { ChequeLine } from './cheque-words.ts'

/** What is corrected, while it is typed; `signed` is null while nobody said. */
type Draft = {
  readonly amount: MoneyJson | null
  readonly number: string
  readonly bank: string
  readonly drawnOn: Day | null
  readonly dueOn: Day | null
  readonly signed: string | null
  readonly note: string
}

type EditProps = { readonly cheque: ChequeLine; readonly onClose: () => void }

/** Corrects what is known of a cheque: number, bank, day, signature, note; its amount until it comes. */
export function ChequeEdit({ cheque, onClose }: EditProps): ReactNode {
  const t = web.useText('receipts')
  const { amount, drawnOn, dueOn, signed } = cheque
  const [draft, setDraft] = useState<Draft>({
    amount,
    drawnOn,
    dueOn,
    number: cheque.number ?? '',
    bank: cheque.bank ?? '',
    signed: signed === null ? null : String(signed),
    note: cheque.note ?? '',
  })
  const act = web.useAct(changeCheque, {
    quiet: true,
    done: ({ customer }) => t('cheque.edit.done', { name: customer.name }),
    undo: ({ id }) => web.call(undoCheque, { params: { cheque: id } }),
    after: onClose,
  })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('cheque.edit.title', { name: cheque.customer.name })}
      submit={t('cheque.edit.submit')}
      busy={act.isPending}
      error={act.error && <web.Problem error={act.error} />}
      onSubmit={() => act.mutate({ params: { cheque: cheque.id }, body: saidOf(cheque, draft) })}
    >
      <Fields cheque={cheque} draft={draft} set={more => setDraft({ ...draft, ...more })} />
    </web.SidePanel>
  )
}

function saidOf(cheque: ChequeLine, draft: Draft) {
  const { amount, drawnOn, dueOn, signed, note } = draft
  const [number, bank] = [draft.number.trim(), draft.bank.trim()]
  return {
    note,
    ...(number && { number }),
    ...(bank && { bank }),
    ...(drawnOn && { drawnOn }),
    ...(cheque.kind !== 'cheque' && dueOn && { dueOn }),
    ...(signed !== null && { signed: signed === 'true' }),
    ...(cheque.state === 'announced' && amount && { amount }),
  }
}

type FieldsProps = {
  readonly cheque: ChequeLine
  readonly draft: Draft
  readonly set: (more: Partial<Draft>) => void
}

function Fields({ cheque, draft, set }: FieldsProps): ReactNode {
  const t = web.useText('receipts')
  const bill = cheque.kind !== 'cheque'
  return (
    <>
      {cheque.state === 'announced' && (
        <web.AmountInput
          label={t('cheque.field.amount')}
          currency={cheque.amount.currency}
          required
          value={draft.amount}
          onChange={amount => set({ amount })}
        />
      )}
      <TextInput
        label={t('cheque.field.number')}
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
      {bill && <web.DayInput label={t('cheque.field.dueOn')} value={draft.dueOn} onChange={dueOn => set({ dueOn })} />}
      <Select
        label={t(bill ? 'cheque.field.accepted' : 'cheque.field.signed')}
        data={[
          { value: 'true', label: t('cheque.yes') },
          { value: 'false', label: t('cheque.no') },
        ]}
        value={draft.signed}
        onChange={signed => set({ signed })}
      />
      <Textarea
        label={t('cheque.field.note')}
        autosize
        minRows={2}
        maxLength={400}
        value={draft.note}
        onChange={event => set({ note: event.currentTarget.value })}
      />
    </>
  )
}
