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

/** What is said of the paper, while it is typed. */
type Draft = {
  readonly kind: Kind
  readonly amount: MoneyJson | null
  readonly number: string
  readonly bank: string
  readonly dueOn: Day | null
}

/** « Le chèque est parti »: who, how much, and its number if it is known. A second time it needs number or copy. */
export function AnnounceCheque({ onClose, customer, amount, onDone }: AnnounceProps): ReactNode {
  const t = web.useText('receipts')
  const [picked, pick] = useState<PickedCustomer | null>(null)
  const [draft, setDraft] = useState<Draft>({
    kind: 'cheque',
    amount: amount ?? null,
    number: '',
    bank: '',
    dueOn: null,
  })
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
    if (!who || !draft.amount) return
    const [number, bank] = [draft.number.trim(), draft.bank.trim()]
    const said = { ...(number && { number }), ...(bank && { bank }), ...(draft.dueOn && { dueOn: draft.dueOn }) }
    act.mutate({ body: { customer: who.id, kind: draft.kind, amount: draft.amount, ...said } })
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
      <Paper draft={draft} set={more => setDraft({ ...draft, ...more })} />
    </web.SidePanel>
  )
}

function Paper(props: { readonly draft: Draft; readonly set: (more: Partial<Draft>) => void }): ReactNode {
  const t = web.useText('receipts')
  const { draft, set } = props
  const kinds = useKindChoices()
  return (
    <>
      <NativeSelect
        label={t('cheque.field.kind')}
        value={draft.kind}
        data={[...kinds]}
        onChange={event => set({ kind: event.currentTarget.value as Kind })}
      />
      <web.AmountInput
        label={t('cheque.field.amount')}
        currency={draft.amount?.currency ?? 'EUR'}
        required
        value={draft.amount}
        onChange={amount => set({ amount })}
      />
      <div className="form-row">
        <TextInput
          label={t('cheque.field.number')}
          maxLength={40}
          value={draft.number}
          onChange={event => set({ number: event.currentTarget.value })}
        />
        <TextInput
          label={t('cheque.field.bank')}
          maxLength={100}
          value={draft.bank}
          onChange={event => set({ bank: event.currentTarget.value })}
        />
      </div>
      {draft.kind === 'cheque' ? (
        <p className="soft">{t('cheque.announce.hint')}</p>
      ) : (
        <web.DayInput label={t('cheque.field.dueOn')} value={draft.dueOn} onChange={dueOn => set({ dueOn })} />
      )}
    </>
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
