import { useState, type ReactNode } from 'react'
import { Button, Radio, Stack, Textarea } from '@mantine/core'
import type { Input } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import { settleFindings, VERDICTS } from '../quality-api.ts'

type Verdict = (typeof VERDICTS)[number]
type Filter = Input<typeof settleFindings>['body']['filter']

type SettleTickedProps = {
  /** The ticked findings. */
  readonly keys: readonly string[]
  /** What the list is narrowed to, and how many findings that leaves. */
  readonly filter: Filter
  readonly count: number
  readonly clear: () => void
}

/** What can be done with the ticked findings, or with all that the filter leaves once a person says so. */
export function SettleTicked({ keys, filter, count, clear }: SettleTickedProps): ReactNode {
  const t = web.useText('receivables')
  const language = web.useLanguage()
  // What was ticked when a person asked for the whole filter: another tick ends it, a further page of rows does not.
  const [widened, widen] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const many = { count, shown: web.countText(count, language) }
  const ticked = keys.join(' ')
  const whole = widened === ticked
  web.useShortcut('t', t('settle'), () => setOpen(true))
  return (
    <>
      {count > keys.length && (
        <Button variant="subtle" aria-pressed={whole} onClick={() => widen(whole ? null : ticked)}>
          {whole ? t('settleWhole', many) : t('settleWiden', many)}
        </Button>
      )}
      <Button rightSection={<web.Key letter="t" />} onClick={() => setOpen(true)}>
        {t('settleTicked')}
      </Button>
      {open && (
        <SettlePanel
          count={whole ? count : keys.length}
          which={whole ? { filter } : { findings: [...keys] }}
          onClose={() => setOpen(false)}
          onDone={clear}
        />
      )}
    </>
  )
}

type SettlePanelProps = {
  readonly count: number
  readonly which: Pick<Input<typeof settleFindings>['body'], 'findings' | 'filter'>
  readonly onClose: () => void
  readonly onDone: () => void
}

function SettlePanel({ count, which, onClose, onDone }: SettlePanelProps): ReactNode {
  const t = web.useText('receivables')
  const language = web.useLanguage()
  const [verdict, setVerdict] = useState<Verdict>('mended')
  const [note, setNote] = useState('')
  const settle = web.useAct(settleFindings, {
    quiet: true,
    done: ({ changed, already, left }) =>
      [
        t('settledMany', { count: changed, shown: web.countText(changed, language) }),
        ...(already > 0 ? [t('settledAlready', { count: already })] : []),
        ...(left > 0 ? [t('settledLeft', { count: left })] : []),
      ].join(' '),
    after: () => {
      onClose()
      onDone()
    },
  })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('settleMany', { count, shown: web.countText(count, language) })}
      submit={t('keepIt')}
      busy={settle.isPending}
      error={settle.error && <web.Problem error={settle.error} />}
      onSubmit={() => settle.mutate({ body: { ...which, verdict, ...(note.trim() !== '' && { note }) } })}
    >
      <Radio.Group
        label={t('verdict')}
        value={verdict}
        onChange={value => setVerdict(VERDICTS.find(one => one === value) ?? 'mended')}
      >
        <Stack gap="sm" mt="xs">
          {VERDICTS.map(value => (
            <Radio key={value} value={value} label={t(`verdictOf.${value}`)} description={t(`verdictMeans.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('findingNote')}
        description={t('noteForAll')}
        autosize
        minRows={3}
        maxLength={2000}
        required={verdict === 'accepted'}
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
      />
    </web.SidePanel>
  )
}
