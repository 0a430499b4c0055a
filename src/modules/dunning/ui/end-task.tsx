import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button, Group, Textarea } from '@mantine/core'
import type { Input } from '#kernel/contract.ts'
import { addDays, type Day } from '#kernel/day.ts'
import { AnnounceCheque } from '#modules/receipts/ui/index.ts'
import * as web from '#web/index.ts'
import { endTask, reopenTask } from '../api.ts'
import { weekdayAfter, type Task } from './words.ts'

type Outcome = NonNullable<Input<typeof endTask>['body']['outcome']>

/** Each answer, its letter, and after how many days to come back to it; null when the call settles the matter. */
const OUTCOMES: Readonly<Record<Outcome, { readonly letter: string; readonly again: number | null }>> = {
  'will-pay': { letter: 'p', again: 5 },
  'lack-of-funds': { letter: 'f', again: 3 },
  'not-received': { letter: 'r', again: 3 },
  'not-approved': { letter: 'a', again: 3 },
  disputes: { letter: 'l', again: null },
  paid: { letter: 'd', again: 3 },
  'call-back': { letter: 'b', again: 1 },
  'no-answer': { letter: 'n', again: 1 },
  'wrong-number': { letter: 'w', again: 1 },
  satisfied: { letter: 'o', again: null },
  checked: { letter: 'o', again: null },
}

const CALL: readonly Outcome[] = [
  'will-pay',
  'lack-of-funds',
  'not-received',
  'not-approved',
  'disputes',
  'paid',
  'call-back',
  'no-answer',
  'wrong-number',
]
const COURTESY: readonly Outcome[] = ['satisfied', ...CALL.filter(one => one !== 'lack-of-funds' && one !== 'paid')]
const CHECK: readonly Outcome[] = ['checked', 'not-received', 'not-approved', 'disputes', 'paid']

const ERRAND: readonly Outcome[] = ['checked']

function outcomesOf(task: Task): readonly Outcome[] {
  if (task.kind.startsWith('find-')) return ERRAND
  if (task.kind !== 'call') return CHECK
  return task.script === 'courtesy-call' ? COURTESY : CALL
}

/** Notes what a call or a check gave: one letter for the answer, Enter to record, the next task follows. */
export function EndTask({ task }: { readonly task: Task }): ReactNode {
  const t = web.useText('dunning')
  const { today } = web.useSession()
  const send = useRef<HTMLButtonElement>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [note, setNote] = useState('')
  const [again, setAgain] = useState<Day | null>(null)
  const [skipping, setSkipping] = useState(false)
  const end = useEnd(task)
  const choose = (chosen: Outcome): void => {
    const { again: days } = OUTCOMES[chosen]
    setOutcome(chosen)
    setAgain(days === null ? null : weekdayAfter(today, days))
  }
  // Enter then records: the answer and its record are two keys.
  useEffect(() => {
    if (outcome) send.current?.focus()
  }, [outcome])
  web.useShortcut('s', t('skip'), () => setSkipping(true))
  const said = { ...(note.trim() !== '' && { note: note.trim() }), ...(again && { again }) }
  const record = (): void =>
    end.mutate({ params: { task: task.id }, body: { state: 'done', ...(outcome && { outcome }), ...said } })
  const choices = outcomesOf(task).map(id => ({ id, label: t(`outcome.${id}`), letter: OUTCOMES[id].letter }))
  return (
    <>
      <form
        className="stack"
        onSubmit={event => {
          event.preventDefault()
          record()
        }}
      >
        <web.KeyChoices label={t('outcomes')} choices={choices} value={outcome} onChange={choose} />
        {outcome && <p className="soft">{t(`hint.${outcome}`)}</p>}
        <div className="form-row">
          <Textarea
            label={t('note')}
            autosize
            minRows={1}
            maxRows={6}
            value={note}
            onChange={event => setNote(event.currentTarget.value)}
            onKeyDown={event => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) record()
            }}
          />
          <web.DayInput label={t('again')} value={again} min={addDays(today, 1)} onChange={setAgain} />
        </div>
        {end.error && <web.Problem error={end.error} />}
        <Group gap="sm">
          <Button ref={send} type="submit" loading={end.isPending} disabled={task.kind === 'call' && outcome === null}>
            {t(task.kind === 'call' ? 'recordCall' : 'recordDone')}
          </Button>
          <Button variant="default" rightSection={<web.Key letter="s" />} onClick={() => setSkipping(true)}>
            {t('skip')}
          </Button>
        </Group>
      </form>
      {task.kind === 'call' && <ChequeAnnounced task={task} note={note} />}
      {/* Outside the form, as the cheque: a panel's submit would bubble into it. */}
      <SkipPanel task={task} opened={skipping} onClose={() => setSkipping(false)} />
    </>
  )
}

type ChequeAnnouncedProps = { readonly task: Task; readonly note: string }

/** « Le chèque est parti »: noted as such, it ends the call, and comes back by itself when it does not come. */
function ChequeAnnounced({ task, note }: ChequeAnnouncedProps): ReactNode {
  const t = web.useText('dunning')
  const language = web.useLanguage()
  const [opened, setOpened] = useState(false)
  const end = useEnd(task)
  web.useShortcut('h', t('announceCheque'), () => setOpened(true))
  return (
    <div className="after-form">
      <Button variant="default" rightSection={<web.Key letter="h" />} onClick={() => setOpened(true)}>
        {t('announceCheque')}
      </Button>
      {opened && (
        <AnnounceCheque
          customer={task.customer}
          amount={task.total}
          onClose={() => setOpened(false)}
          onDone={({ amount }) => {
            const said = t('announcedCheque', { amount: web.amountText(amount, language) })
            const lines = [note.trim(), said].filter(line => line !== '').join('\n')
            end.mutate({ params: { task: task.id }, body: { state: 'done', outcome: 'will-pay', note: lines } })
          }}
        />
      )}
    </div>
  )
}

function useEnd(task: Task, after?: () => void) {
  const t = web.useText('dunning')
  return web.useAct(endTask, {
    quiet: true,
    done: ({ state }) => t(`ended.${state}`, { name: task.customer.name }),
    undo: ({ id }) => web.call(reopenTask, { params: { task: id } }),
    ...(after && { after }),
  })
}

type SkipPanelProps = { readonly task: Task; readonly opened: boolean; readonly onClose: () => void }

function SkipPanel({ task, opened, onClose }: SkipPanelProps): ReactNode {
  const t = web.useText('dunning')
  const [reason, setReason] = useState('')
  const end = useEnd(task, onClose)
  return (
    <web.SidePanel
      opened={opened}
      onClose={onClose}
      title={t('skipTitle', { name: task.customer.name })}
      submit={t('skip')}
      busy={end.isPending}
      error={end.error && <web.Problem error={end.error} />}
      onSubmit={() => end.mutate({ params: { task: task.id }, body: { state: 'skipped', note: reason } })}
    >
      <p className="soft">{t('skipHint')}</p>
      <Textarea
        label={t('skipReason')}
        required
        autosize
        minRows={3}
        data-autofocus
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
      />
    </web.SidePanel>
  )
}
