import type { ReactNode } from 'react'
import { Skeleton } from '@mantine/core'
import { z } from 'zod'
import type { Answer } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import { readStatementImport, stopStatementImport, zStatementProgress } from '../api.ts'
import { ofStatement, spaced } from './words.ts'

type Import = Answer<typeof readStatementImport>

const TONES = { running: 'brand', done: 'received', stopped: 'caution', refused: 'refused' } as const

/** How an import stands, in one word. */
export function StateTag({ state }: { readonly state: Import['state'] }): ReactNode {
  const t = web.useText('receipts')
  return <web.Tag tone={TONES[state]}>{t(`import.${state}`)}</web.Tag>
}

type ReportProps = {
  readonly id: string
  /** What the upload answered, shown until it is asked again. */
  readonly first?: Import
}

/** What a bank file brought: its statements, whether they add up, what is odd, what was settled and what waits. */
export function ImportReport({ id, first }: ReportProps): ReactNode {
  const asked = web.useAnswer(
    readStatementImport,
    { params: { statementImport: id } },
    { everyMillis: run => (run.state === 'running' ? 1500 : false) },
  )
  const run = asked.data ?? first
  if (asked.error) return <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />
  if (!run) return <Skeleton height={160} mt="lg" />
  return (
    <web.Section title={run.fileName} aside={<StateTag state={run.state} />}>
      <div className="stack">
        {run.state === 'running' && <Progress run={run} />}
        {run.refusal && <Refusal run={run} />}
        {run.statements.length > 0 && <Figures run={run} />}
        {run.statements.length > 0 && <Statements run={run} />}
        {run.warnings.length > 0 && <Warnings run={run} />}
      </div>
    </web.Section>
  )
}

function Progress({ run }: { readonly run: Import }): ReactNode {
  const t = web.useText('receipts')
  const schema = zStatementProgress.extend({ statementImport: z.literal(run.id) })
  const live = web.useProgress(schema) ?? run
  const stop = web.useAct(stopStatementImport)
  const may = web.useMay(['credit-manager', 'administrator'])
  return (
    <web.ProgressLine
      label={t(`stage.${live.stage}`)}
      done={live.done}
      total={live.expected === 0 ? null : live.expected}
      unit={t('linesUnit')}
      {...(may && { onStop: () => stop.mutate({ params: { statementImport: run.id } }) })}
    />
  )
}

function Refusal({ run }: { readonly run: Import }): ReactNode {
  const code = run.refusal?.code ?? ''
  return <web.Problem error={ofStatement(new web.ApiProblem(422, { code, detail: run.refusal?.message }))} />
}

function Figures({ run }: { readonly run: Import }): ReactNode {
  const t = web.useText('receipts')
  const { verdicts, fresh, applied, returned } = run
  const lines = run.statements.reduce((sum, one) => sum + one.lines, 0)
  return (
    <web.StatRow>
      <web.Stat
        label={t('figure.fresh')}
        value={fresh}
        note={fresh === 0 ? t('figure.known') : t('figure.of', { count: lines })}
      />
      <web.Stat label={t('figure.applied')} value={applied} note={t('figure.appliedNote')} />
      <web.Stat label={t('figure.likely')} value={verdicts.likely} note={t('figure.likelyNote')} />
      <web.Stat label={t('figure.toSort')} value={verdicts.toSort} note={t('figure.toSortNote')} />
      {returned > 0 && <web.Stat label={t('figure.returned')} value={returned} note={t('figure.returnedNote')} />}
    </web.StatRow>
  )
}

function Statements({ run }: { readonly run: Import }): ReactNode {
  const t = web.useText('receipts')
  return (
    <web.MoneyTable
      stacked
      caption={t('statements')}
      rows={run.statements.map((statement, at) => ({ ...statement, key: `${statement.account} ${at}` }))}
      keyOf={statement => statement.key}
      columns={[
        { id: 'account', header: t('account'), cell: one => <span className="figures">{spaced(one.number)}</span> },
        {
          id: 'balanced',
          header: t('column.balanced'),
          phone: 'under',
          cell: one => <Balanced value={one.balanced} />,
        },
        { id: 'lines', header: t('column.lines'), align: 'end', cell: one => one.lines },
        { id: 'fresh', header: t('column.fresh'), align: 'end', phone: 'side', cell: one => one.fresh },
      ]}
    />
  )
}

/** Whether opening, movements and closing agree. */
export function Balanced({ value }: { readonly value: boolean | null }): ReactNode {
  const t = web.useText('receipts')
  if (value === null) return <span className="soft">{t('balanced.unknown')}</span>
  return value ? (
    <web.Tag tone="received">{t('balanced.yes')}</web.Tag>
  ) : (
    <web.Tag tone="refused">{t('balanced.no')}</web.Tag>
  )
}

function Warnings({ run }: { readonly run: Pick<Import, 'warnings'> }): ReactNode {
  const t = web.useText('receipts')
  return (
    <ul className="reasons" aria-label={t('warnings')}>
      <WarningLines warnings={run.warnings} />
    </ul>
  )
}

/** Oddities of a file, each by its name and where it stands. */
export function WarningLines({ warnings }: { readonly warnings: Import['warnings'] }): ReactNode {
  const t = web.useText('receipts')
  return warnings.map(({ code, message, where }) => (
    <li key={`${code} ${where} ${message}`} data-supports={false}>
      <web.Tag tone="caution">{t(`warning.${code}`, { defaultValue: message })}</web.Tag>
      {where !== null && <span className="soft">{where}</span>}
    </li>
  ))
}
