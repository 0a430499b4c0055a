import { useState, type ReactNode } from 'react'
import { Button, Skeleton } from '@mantine/core'
import type { CustomerId } from '#kernel/id.ts'
import { moneyFromJson, moneyToJson } from '#kernel/money.ts'
import * as web from '#web/index.ts'
import { readCheque, undoCheque } from '../cheque-api.ts'
import { Copy } from './cheque-copy.tsx'
import { ChequeEdit } from './cheque-edit.tsx'
import { DepositPanel } from './cheque-deposit.tsx'
import { Marks } from './cheque-card.tsx'
import { MoveCheque } from './cheque-move.tsx'
import { dayIn, STATE_TONES, useStateText, useWaitingText, type ChequeWhole, type Target } from './cheque-words.ts'

type PanelProps = { readonly id: string; readonly onClose: () => void }
type Gesture = Target | 'deposited' | 'edit'

/** One cheque whole: what is known of it, its copy, what may be done with it, and everything that was. */
export function ChequePanel({ id, onClose }: PanelProps): ReactNode {
  const t = web.useText('receipts')
  const [gesture, setGesture] = useState<Gesture | null>(null)
  const asked = web.useAnswer(readCheque, { params: { cheque: id } })
  const cheque = asked.data?.id === id ? asked.data : undefined
  const back = (): void => setGesture(null)
  if (cheque && gesture === 'edit') return <ChequeEdit cheque={cheque} onClose={back} />
  if (cheque && gesture === 'deposited') return <DepositPanel cheques={[cheque]} onClose={back} />
  if (cheque && gesture) return <MoveCheque cheque={cheque} to={gesture as Target} onClose={back} />
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={cheque ? t('cheque.panel.title', { kind: t(`cheque.kind.${cheque.kind}`) }) : t('cheque.panel.loading')}
    >
      {asked.error && <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />}
      {!cheque && !asked.error && <Skeleton height={320} aria-label={t('cheque.panel.loading')} />}
      {cheque && <Whole cheque={cheque} onGesture={setGesture} />}
    </web.SidePanel>
  )
}

function Whole({
  cheque,
  onGesture,
}: {
  readonly cheque: ChequeWhole
  readonly onGesture: (gesture: Gesture) => void
}): ReactNode {
  const t = web.useText('receipts')
  const state = useStateText()
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  return (
    <>
      <div className="line">
        <h2>
          <web.Go to={web.paths.customer(cheque.customer.id as CustomerId)}>{cheque.customer.name}</web.Go>
        </h2>
        <span className="soft">{[cheque.creditor.code, cheque.customer.ref].join(' · ')}</span>
      </div>
      <div className="line">
        <web.Amount value={cheque.amount} tone="strong" />
        <web.Tag tone={STATE_TONES[cheque.state]}>{state(cheque)}</web.Tag>
      </div>
      <Marks cheque={cheque} />
      {may && <Gestures cheque={cheque} onGesture={onGesture} />}
      <Facts cheque={cheque} />
      <web.Section title={t('cheque.copy.title')}>
        <Copy cheque={cheque} may={may} />
      </web.Section>
      <web.Section title={t('cheque.history')}>
        <History cheque={cheque} />
      </web.Section>
    </>
  )
}

/** What comes next most often first. */
const ORDER: readonly Gesture[] = ['received', 'deposited', 'cleared', 'bounced', 'lost', 'cancelled']

function Gestures({
  cheque,
  onGesture,
}: {
  readonly cheque: ChequeWhole
  readonly onGesture: (gesture: Gesture) => void
}): ReactNode {
  const t = web.useText('receipts')
  const undo = web.useAct(undoCheque, { done: () => t('cheque.undone') })
  // A cleared cheque goes back to its slip by undoing, not by a slip of its own.
  const moves = ORDER.filter(
    to => cheque.moves.includes(to as Target) && !(to === 'deposited' && cheque.state === 'cleared'),
  )
  const ended = ['cleared', 'lost', 'cancelled'].includes(cheque.state)
  return (
    <div className="gesture-row" role="group" aria-label={t('cheque.gestures')}>
      {moves.map((to, at) => (
        <Button key={to} variant={at === 0 && !ended ? 'filled' : 'default'} onClick={() => onGesture(to)}>
          {t(
            to === 'deposited' && cheque.state === 'bounced'
              ? 'cheque.move.deposited.again'
              : `cheque.move.${to}.submit`,
          )}
        </Button>
      ))}
      {!ended && (
        <Button variant="default" onClick={() => onGesture('edit')}>
          {t('cheque.edit.open')}
        </Button>
      )}
      {cheque.undoable !== null && (
        <Button
          variant="subtle"
          loading={undo.isPending}
          onClick={() => undo.mutate({ params: { cheque: cheque.id } })}
        >
          {t('cheque.undo')}
        </Button>
      )}
    </div>
  )
}

function Facts({ cheque }: { readonly cheque: ChequeWhole }): ReactNode {
  const t = web.useText('receipts')
  const waiting = useWaitingText()
  const bill = cheque.kind !== 'cheque'
  const day = (value: ChequeWhole['drawnOn']): ReactNode => <web.DayText value={value} />
  const rows: [name: string, value: ReactNode, shown: boolean][] = [
    ['number', cheque.number, cheque.number !== null],
    ['bank', cheque.bank, cheque.bank !== null],
    ['drawnOn', day(cheque.drawnOn), cheque.drawnOn !== null],
    [
      'announcedOn',
      <span key="announced" className="line">
        {day(cheque.announcedOn)}
        {cheque.announcements > 1 && <span className="soft">{t('cheque.times', { count: cheque.announcements })}</span>}
      </span>,
      cheque.announcedOn !== null,
    ],
    ['dueOn', day(cheque.dueOn), bill && cheque.dueOn !== null],
    ['lookOn', day(cheque.dueOn), !bill && cheque.dueOn !== null],
    ['receivedOn', day(cheque.receivedOn), cheque.receivedOn !== null],
    [bill ? 'accepted' : 'signed', t(cheque.signed ? 'cheque.yes' : 'cheque.no'), cheque.signed !== null],
    [
      'deposit',
      <span key="deposit" className="line">
        <web.Go to={web.paths.cheques({ view: 'slips' })}>{cheque.deposit?.number}</web.Go>
        {day(cheque.deposit?.on ?? null)}
      </span>,
      cheque.deposit !== null,
    ],
    ['line', t('cheque.lineKnown'), cheque.line !== null],
    ['endedOn', day(cheque.endedOn), cheque.endedOn !== null],
    ['bounceReason', cheque.bounceReason, cheque.bounceReason !== null],
    ['bounceCost', <web.Amount key="cost" value={cheque.bounceCost} />, cheque.bounceCost !== null],
    ['article', t('cheque.article', { article: cheque.article ?? '' }), cheque.article !== null],
    ['note', cheque.note, cheque.note !== null],
    ['since', waiting(cheque), true],
  ]
  const items = rows
    .filter(([, , shown]) => shown)
    .map(([name, value]) => ({ label: t(`cheque.field.${name}`), value }))
  return <web.KeyValue items={items} />
}

const MARKS: Readonly<Record<string, web.TimelineKind>> = {
  'cheque-announced': 'wait',
  'cheque-not-come': 'call',
  'cheque-received': 'reply',
  'cheque-deposited': 'sent',
  'cheque-cleared': 'money',
  'cheque-bounced': 'trouble',
  'cheque-lost': 'trouble',
}

function History({ cheque }: { readonly cheque: ChequeWhole }): ReactNode {
  const t = web.useText('receipts')
  const language = web.useLanguage()
  const { today } = web.useSession()
  const entries = cheque.history.map(({ seq, at, by, kind, facts }): web.TimelineEntry => {
    const text = (name: string): string => (typeof facts[name] === 'string' ? facts[name] : '')
    const due = dayIn(facts['dueOn'])
    const read = moneyFromJson({ amount: text('amount'), currency: text('currency') })
    const title = t(`cheque.event.${kind}`, {
      amount: read.ok ? web.amountText(moneyToJson(read.value), language) : '',
      number: text('number') || '–',
      slip: text('slip') || '–',
      due: due === null ? '–' : web.dayText(due, today, language),
      undone: t(`cheque.event.short.${text('undone') || 'cheque-changed'}`),
    })
    const body = text('reason')
    return {
      id: String(seq),
      at,
      kind: MARKS[kind] ?? 'change',
      title,
      ...(by !== null && { by }),
      ...(body !== '' && { body }),
    }
  })
  return <web.Timeline entries={entries} empty={null} />
}
