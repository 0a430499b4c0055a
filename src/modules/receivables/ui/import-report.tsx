import { useState, type ReactNode } from 'react'
import { Button, Checkbox, Skeleton } from '@mantine/core'
import { z } from 'zod'
import type { Answer } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import { applyImport, readImport, stopImport } from '../api.ts'
import { Changes } from './changes.tsx'
import { ColumnMapping } from './column-mapping.tsx'
import { ImportState } from './import-state.tsx'
import { RowErrors } from './row-errors.tsx'

export type Import = Answer<typeof readImport>

type ReportProps = {
  readonly id: string
  /** The file itself, while this page still has it. */
  readonly file: File | null
  readonly onReadAgain: (file: File, mapping: Readonly<Record<string, string | null>>) => Promise<void>
}

/** One import: its progress, what it would or did change, what it could not take, and how its columns are read. */
export function ImportReport({ id, file, onReadAgain }: ReportProps): ReactNode {
  const t = web.useText('receivables')
  const answer = web.useAnswer(
    readImport,
    { params: { import: id } },
    // No event tells that a dry run has ended.
    { everyMillis: ({ state }) => (state === 'running' ? 1500 : false) },
  )
  web.useLive([readImport])
  const back = { to: web.paths.imports(), label: t('import.title') }
  if (answer.error) return <web.Problem error={answer.error} onRetry={() => void answer.refetch()} />
  if (!answer.data) return <Skeleton height={320} />
  const { data } = answer
  return (
    <>
      <web.PageHeader title={data.fileName} back={back} state={<About data={data} />} action={<Apply data={data} />} />
      {data.state === 'running' && <Running data={data} onEnd={() => void answer.refetch()} />}
      {data.refusal && <Refusal data={data} />}
      <Alarms key={data.state} data={data} />
      {data.state !== 'running' && data.refusal === null && <Changes data={data} />}
      <RowErrors data={data} />
      <Warnings data={data} />
      {data.columns.length > 0 && <ColumnMapping data={data} file={file} onReadAgain={onReadAgain} />}
    </>
  )
}

function About({ data }: { readonly data: Import }): ReactNode {
  const t = web.useText('receivables')
  return (
    <>
      <ImportState state={data.state} /> {t(`content.${data.content}`)} · {t(`modeShort.${data.mode}`)} ·{' '}
      <web.AtText value={data.startedAt} />
      {data.creditor && ` · ${data.creditor.code}`}
    </>
  )
}

/** The one gesture of the page; where something must be confirmed first, it stands with the alarms instead. */
function Apply({ data }: { readonly data: Import }): ReactNode {
  const t = web.useText('receivables')
  const language = web.useLanguage()
  const mayImport = web.useMay(['credit-manager', 'administrator'])
  const apply = useApply()
  if (!mayImport || data.state !== 'planned' || changesOf(data) === 0) return null
  const rows = web.countText(changesOf(data), language)
  return (
    <Button loading={apply.isPending} onClick={() => apply.mutate({ params: { import: data.id }, body: {} })}>
      {t('apply', { count: changesOf(data), rows })}
    </Button>
  )
}

function changesOf({ counts }: Import): number {
  return counts.created + counts.changed + counts.cleared
}

function useApply() {
  const t = web.useText('receivables')
  return web.useAct(applyImport, {
    done: answer => t(answer.state === 'running' ? 'applying' : 'applied', { file: answer.fileName }),
  })
}

const zProgress = z.object({ done: z.number(), expected: z.number() })

function Running({ data, onEnd }: { readonly data: Import; readonly onEnd: () => void }): ReactNode {
  const t = web.useText('receivables')
  const told = web.useProgress(zProgress.extend({ import: z.literal(data.id) }))
  const stop = web.useAct(stopImport, { done: () => t('stopped'), after: onEnd })
  return (
    <web.ProgressLine
      label={data.dryRun ? t('reading') : t('writing')}
      done={told?.done ?? data.counts.rows}
      total={told?.expected ?? (data.expected > 0 ? data.expected : null)}
      unit={t('rows')}
      onStop={() => stop.mutate({ params: { import: data.id } })}
    />
  )
}

function Refusal({ data }: { readonly data: Import }): ReactNode {
  const t = web.useText('receivables')
  const { code = '', message = '' } = data.refusal ?? {}
  const reason = /^([a-z-]+): /.exec(message)?.[1] ?? code
  return (
    <div className="problem" role="alert">
      <div className="problem-words">
        <strong>{t('notTaken')}</strong>
        <p>{t(`reason.${reason}`, { defaultValue: message })}</p>
      </div>
    </div>
  )
}

/** What a person must confirm before so much is cleared or changed. */
function Alarms({ data }: { readonly data: Import }): ReactNode {
  const t = web.useText('receivables')
  const mayImport = web.useMay(['credit-manager', 'administrator'])
  const [accepted, setAccepted] = useState<readonly string[]>([])
  const apply = useApply()
  if (data.alarms.length === 0 || data.state !== 'to-confirm') return null
  const change = (code: string, on: boolean): void =>
    setAccepted(on ? [...accepted, code] : accepted.filter(one => one !== code))
  return (
    <web.Section title={t('toConfirm')}>
      <div className="setting-form">
        {data.alarms.map(alarm => (
          <Checkbox
            key={alarm.code}
            label={t(`alarm.${alarm.code}`)}
            description={alarm.message}
            disabled={!mayImport}
            checked={accepted.includes(alarm.code)}
            onChange={event => change(alarm.code, event.currentTarget.checked)}
          />
        ))}
        <Button
          loading={apply.isPending}
          disabled={!mayImport || accepted.length < new Set(data.alarms.map(one => one.code)).size}
          onClick={() => apply.mutate({ params: { import: data.id }, body: { confirm: [...accepted] } })}
        >
          {t('confirmAndApply')}
        </Button>
      </div>
    </web.Section>
  )
}

const SHOWN = 12

function Warnings({ data }: { readonly data: Import }): ReactNode {
  const t = web.useText('receivables')
  const [all, setAll] = useState(false)
  if (data.warnings.length === 0) return null
  const shown = all ? data.warnings : data.warnings.slice(0, SHOWN)
  return (
    <web.Section title={t('warnings', { count: data.warnings.length })}>
      <ul className="plain-list">
        {shown.map(one => (
          <li key={`${one.code} ${one.where} ${one.message}`}>
            {t(`warning.${one.code}`, { defaultValue: one.message })}{' '}
            {one.where !== null && <span className="soft">{one.where}</span>}
          </li>
        ))}
      </ul>
      {!all && data.warnings.length > SHOWN && (
        <Button variant="subtle" className="quiet" onClick={() => setAll(true)}>
          {t('allWarnings')}
        </Button>
      )}
    </web.Section>
  )
}
