import { useState, type ReactNode } from 'react'
import { NativeSelect, TextInput } from '@mantine/core'
import type { Day } from '#kernel/day.ts'
import type { MoneyJson } from '#kernel/money.ts'
import { CustomerPick, type PickedCustomer } from '#modules/parties/ui/index.ts'
import * as web from '#web/index.ts'
import { announceCheque, listCheques, undoCheque } from '../cheque-api.ts'
import { CopyDrop } from './cheque-copy.tsx'
import { useKindChoices } from './cheque-filters.ts'
import { useWaitingText, type ChequeLine } from './cheque-words.ts'

type Kind = ChequeLine['kind']

type AnnounceProps = {
  readonly onClose: () => void
  /** Who announces it; asked for when nobody is named. */
  readonly customer?: { readonly id: string; readonly name: string }
  /** What is owed, offered as the amount. */
  readonly amount?: MoneyJson
  readonly onDone?: (cheque: ChequeLine) => void
}

/** « Le chèque est parti »: who, how much, and its number if it is known. A second time it needs number or copy. */
export function AnnounceCheque({ onClose, customer, amount, onDone }: AnnounceProps): ReactNode {
  const t = web.useText('receipts')
  const [picked, pick] = useState<PickedCustomer | null>(null)
  const [kind, setKind] = useState<Kind>('cheque')
  const [sum, setSum] = useState<MoneyJson | null>(amount ?? null)
  const [number, setNumber] = useState('')
  const [bank, setBank] = useState('')
  const [dueOn, setDueOn] = useState<Day | null>(null)
  const kinds = useKindChoices()
  const who = customer ?? picked
  const act = web.useAct(announceCheque, {
    quiet: true,
    done: cheque =>
      t(`cheque.announced.${cheque.kind === 'cheque' ? 'cheque' : 'bill'}`, { name: cheque.customer.name }),
    undo: cheque => web.call(undoCheque, { params: { cheque: cheque.id } }),
    after: cheque => {
      onDone?.(cheque)
      onClose()
    },
  })
  const send = (): void => {
    if (!who || !sum) return
    const said = { ...(number.trim() && { number: number.trim() }), ...(bank.trim() && { bank: bank.trim() }) }
    act.mutate({ body: { customer: who.id, kind, amount: sum, ...said, ...(dueOn && { dueOn }) } })
  }
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('cheque.announce.title')}
      submit={t('cheque.announce.submit')}
      busy={act.isPending}
      error={act.error && <web.Problem error={act.error} />}
      onSubmit={send}
    >
      {customer ? (
        <p>{customer.name}</p>
      ) : (
        <CustomerPick label={t('cheque.field.customer')} required first value={picked} onChange={pick} />
      )}
      {who && <Before customer={who.id} />}
      <NativeSelect
        label={t('cheque.field.kind')}
        value={kind}
        data={[...kinds]}
        onChange={event => setKind(event.currentTarget.value as Kind)}
      />
      <web.AmountInput
        label={t('cheque.field.amount')}
        currency={sum?.currency ?? amount?.currency ?? 'EUR'}
        required
        value={sum}
        onChange={setSum}
      />
      <div className="form-row">
        <TextInput
          label={t('cheque.field.number')}
          maxLength={40}
          value={number}
          onChange={event => setNumber(event.currentTarget.value)}
        />
        <TextInput
          label={t('cheque.field.bank')}
          maxLength={100}
          value={bank}
          onChange={event => setBank(event.currentTarget.value)}
        />
      </div>
      {kind === 'cheque' ? (
        <p className="soft">{t('cheque.announce.hint')}</p>
      ) : (
        <web.DayInput label={t('cheque.field.dueOn')} value={dueOn} onChange={setDueOn} />
      )}
    </web.SidePanel>
  )
}

/** What this customer announced before and has not kept: said here, so that nobody is refused by surprise. */
function Before({ customer }: { readonly customer: string }): ReactNode {
  const t = web.useText('receipts')
  const waiting = useWaitingText()
  const { data: list } = web.useAnswer(listCheques, {
    query: { customer, state: 'announced', kind: 'cheque', limit: 1 },
  })
  const [before] = list?.items ?? []
  if (!before || before.customer.id !== customer) return null
  const proven = before.number !== null || before.copyType !== null
  return (
    <div className="stack">
      <web.Tag tone="caution">{t('cheque.announce.before', { waiting: waiting(before) })}</web.Tag>
      {!proven && (
        <>
          <p className="soft">{t('cheque.announce.proof')}</p>
          <CopyDrop cheque={before.id} />
        </>
      )}
    </div>
  )
}
