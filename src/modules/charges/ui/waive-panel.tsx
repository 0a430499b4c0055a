import { useState, type ReactNode } from 'react'
import { Checkbox, NativeSelect, Textarea } from '@mantine/core'
import type { MoneyJson } from '#kernel/money.ts'
import * as web from '#web/index.ts'
import { readChargeRules } from '../api.ts'
import { reverseWaiver, WAIVER_REASONS, waiveCharges } from '../waiver-api.ts'
import { sumOf, type Ledger } from './sums.tsx'

type WaivePanelProps = {
  readonly invoice: string
  readonly lines: readonly Ledger[]
  readonly onClose: () => void
}

/** Gives up charges of an invoice, whole or in part, with a reason, within the limit of one's role. */
export function WaivePanel({ invoice, lines, onClose }: WaivePanelProps): ReactNode {
  const t = web.useText('charges')
  const language = web.useLanguage()
  const left = lines.filter(line => leftOf(line) !== null)
  const [kind, setKind] = useState<'interest' | 'fee'>(left[0]?.kind ?? 'interest')
  const most = leftOf(lines.find(line => line.kind === kind))
  const [amount, setAmount] = useState<MoneyJson | null>(most)
  const [grounds, setGrounds] = useState<Ground>({ reason: 'commercial-gesture', note: '', inWriting: false })
  const mayReverse = web.useMay(['credit-manager', 'administrator'])
  const waive = web.useAct(waiveCharges, {
    quiet: true,
    done: ({ items }, { body }) => {
      if (!body.inWriting) return t('waivedDone')
      return t(`waivedTold.${items[0]?.message?.channel ?? 'none'}`)
    },
    ...(mayReverse && { undo: ({ items }) => takeBack(items, t('undoneAtOnce')) }),
    after: onClose,
  })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('waive')}
      submit={t('waive')}
      busy={waive.isPending}
      error={waive.error && <web.Problem error={waive.error} />}
      onSubmit={() =>
        waive.mutate({
          params: { invoice },
          body: {
            kind,
            reason: grounds.reason,
            inWriting: grounds.inWriting,
            ...(amount && { amount: amount.amount }),
            ...(grounds.note.trim() !== '' && { note: grounds.note }),
          },
        })
      }
    >
      <Limit />
      <NativeSelect
        label={t('what')}
        value={kind}
        data={left.map(line => ({ value: line.kind, label: t(`kind.${line.kind}`) }))}
        onChange={event => {
          const chosen = event.currentTarget.value === 'fee' ? 'fee' : 'interest'
          setKind(chosen)
          setAmount(leftOf(lines.find(line => line.kind === chosen)))
        }}
      />
      <web.AmountInput
        key={kind}
        label={t('amount')}
        required
        currency={most?.currency ?? 'EUR'}
        value={amount}
        onChange={setAmount}
      />
      {most && <p className="soft">{t('waiveMost', { amount: web.amountText(most, language) })}</p>}
      <Grounds {...grounds} onChange={part => setGrounds({ ...grounds, ...part })} />
    </web.SidePanel>
  )
}

// One gesture may have written several waivers; the message that tells of them waits a few seconds for this.
async function takeBack(waivers: readonly { readonly id: string }[], note: string): Promise<void> {
  for (const { id } of waivers) {
    await web.call(reverseWaiver, { params: { waiver: id }, body: { note, despiteWriting: false } })
  }
}

type Ground = {
  readonly reason: (typeof WAIVER_REASONS)[number]
  readonly note: string
  readonly inWriting: boolean
}

/** Why it is given up, and whether the customer is told. */
function Grounds(props: Ground & { readonly onChange: (part: Partial<Ground>) => void }): ReactNode {
  const t = web.useText('charges')
  const { reason, note, inWriting, onChange } = props
  return (
    <>
      <NativeSelect
        label={t('reason')}
        value={reason}
        data={WAIVER_REASONS.map(value => ({ value, label: t(`reasonOf.${value}`) }))}
        onChange={event =>
          onChange({ reason: WAIVER_REASONS.find(one => one === event.currentTarget.value) ?? 'other' })
        }
      />
      <Textarea
        label={t('note')}
        autosize
        minRows={3}
        maxLength={2000}
        required={reason === 'other'}
        value={note}
        onChange={event => onChange({ note: event.currentTarget.value })}
      />
      <Checkbox
        label={t('inWriting')}
        description={t('inWritingMeans')}
        checked={inWriting}
        onChange={event => onChange({ inWriting: event.currentTarget.checked })}
      />
    </>
  )
}

/** What may still be given up of one kind: claimed and not collected, and computed and not claimed. */
export function leftOf(line: Ledger | undefined): MoneyJson | null {
  if (!line) return null
  const [left] = sumOf([line, { ...line, remaining: line.toClaim }], 'remaining')
  return left && !/^-?0*\.?0*$/.test(left.amount) ? left : null
}

function Limit(): ReactNode {
  const t = web.useText('charges')
  const language = web.useLanguage()
  const { role } = web.useSession()
  const { data } = web.useAnswer(readChargeRules, {})
  const limit = data?.limits.find(one => one.role === role)
  if (!limit?.amount) return null
  return <p className="soft">{t('limitIs', { amount: web.amountText(limit.amount, language) })}</p>
}
