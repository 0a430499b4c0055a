import { useState, type ReactNode } from 'react'
import { Select, Textarea, TextInput } from '@mantine/core'
import type { Day } from '#kernel/day.ts'
import type { MoneyJson } from '#kernel/money.ts'
import * as web from '#web/index.ts'
import { changeCheque, undoCheque } from '../cheque-api.ts'
import type { ChequeLine } from './cheque-words.ts'

/** Corrects what is known of a cheque: number, bank, day, signature, note; its amount until it comes. */
export function ChequeEdit({
  cheque,
  onClose,
}: {
  readonly cheque: ChequeLine
  readonly onClose: () => void
}): ReactNode {
  const t = web.useText('receipts')
  const [number, setNumber] = useState(cheque.number ?? '')
  const [bank, setBank] = useState(cheque.bank ?? '')
  const [drawnOn, setDrawnOn] = useState<Day | null>(cheque.drawnOn)
  const [dueOn, setDueOn] = useState<Day | null>(cheque.dueOn)
  const [amount, setAmount] = useState<MoneyJson | null>(cheque.amount)
  const [signed, setSigned] = useState<string | null>(cheque.signed === null ? null : String(cheque.signed))
  const [note, setNote] = useState(cheque.note ?? '')
  const bill = cheque.kind !== 'cheque'
  const act = web.useAct(changeCheque, {
    quiet: true,
    done: ({ customer }) => t('cheque.edit.done', { name: customer.name }),
    undo: ({ id }) => web.call(undoCheque, { params: { cheque: id } }),
    after: onClose,
  })
  const save = (): void =>
    act.mutate({
      params: { cheque: cheque.id },
      body: {
        note,
        ...(number.trim() && { number: number.trim() }),
        ...(bank.trim() && { bank: bank.trim() }),
        ...(drawnOn && { drawnOn }),
        ...(bill && dueOn && { dueOn }),
        ...(signed !== null && { signed: signed === 'true' }),
        ...(cheque.state === 'announced' && amount && { amount }),
      },
    })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('cheque.edit.title', { name: cheque.customer.name })}
      submit={t('cheque.edit.submit')}
      busy={act.isPending}
      error={act.error && <web.Problem error={act.error} />}
      onSubmit={save}
    >
      {cheque.state === 'announced' && (
        <web.AmountInput
          label={t('cheque.field.amount')}
          currency={cheque.amount.currency}
          required
          value={amount}
          onChange={setAmount}
        />
      )}
      <TextInput
        label={t('cheque.field.number')}
        maxLength={40}
        data-autofocus
        value={number}
        onChange={event => setNumber(event.currentTarget.value)}
      />
      <TextInput
        label={t('cheque.field.bank')}
        maxLength={100}
        value={bank}
        onChange={event => setBank(event.currentTarget.value)}
      />
      <web.DayInput label={t('cheque.field.drawnOn')} value={drawnOn} onChange={setDrawnOn} />
      {bill && <web.DayInput label={t('cheque.field.dueOn')} value={dueOn} onChange={setDueOn} />}
      <Select
        label={t(bill ? 'cheque.field.accepted' : 'cheque.field.signed')}
        data={[
          { value: 'true', label: t('cheque.yes') },
          { value: 'false', label: t('cheque.no') },
        ]}
        value={signed}
        onChange={setSigned}
      />
      <Textarea
        label={t('cheque.field.note')}
        autosize
        minRows={2}
        maxLength={400}
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
      />
    </web.SidePanel>
  )
}
