import { useState, type ReactNode } from 'react'
import { Button, NativeSelect } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import { listCreditors } from '#modules/parties/api.ts'
import * as web from '#web/index.ts'
import { importStatement, listReceipts, listStatementImports, type listBankAccounts } from '../api.ts'
import { ImportReport, StateTag } from './import-report.tsx'
import { ofStatement, spaced } from './words.ts'

type Import = Answer<typeof importStatement>
type Account = Answer<typeof listBankAccounts>['items'][number]
/** A file on its way: answered, refused, or neither yet. */
type Sent = { readonly key: string; readonly file: File; readonly done: Import | null; readonly error: unknown }

/** Bank files in: dropped, several at once, each with its report; and the latest ones. */
export function ImportStatements(props: { readonly accounts: readonly Account[]; readonly chosen: string }): ReactNode {
  const t = web.useText('receipts')
  const { accounts, chosen } = props
  const may = web.useMay(['credit-manager', 'administrator'])
  const uploads = useUploads()
  const first = accounts.length === 0
  if (chosen !== 'new') return <OneReport id={chosen} />
  return (
    <>
      <web.PageHeader
        title={first ? t('title') : t('files.title')}
        state={first ? t('files.firstWords') : t('files.words')}
        {...(!first && { back: { to: web.paths.receipts(), label: t('title') } })}
        action={uploads.sent.some(one => one.done) && <SortNow />}
      />
      {may ? (
        <web.FileDrop
          label={t('files.here')}
          hint={t('files.formats')}
          busy={uploads.busy}
          onFiles={files => void uploads.send(files)}
        />
      ) : (
        <p className="soft">{t('files.notYours')}</p>
      )}
      {uploads.sent.map(one => (
        <OneFile key={one.key} sent={one} accounts={accounts} onRetry={account => void uploads.retry(one, account)} />
      ))}
      {uploads.sent.length === 0 && <History />}
    </>
  )
}

// What waits for a person now, and the way there.
function SortNow(): ReactNode {
  const t = web.useText('receipts')
  const go = web.useGo()
  const page = web.useAnswer(listReceipts, { query: { limit: 1 } }).data
  const left = page?.waiting.reduce((sum, each) => sum + each.count, 0) ?? 0
  if (left === 0) return <web.Go to={web.paths.receipts()}>{t('files.toSorting')}</web.Go>
  return <Button onClick={() => go(web.paths.receipts())}>{t('files.sortNow', { count: left })}</Button>
}

function OneReport({ id }: { readonly id: string }): ReactNode {
  const t = web.useText('receipts')
  return (
    <>
      <web.PageHeader
        title={t('files.report')}
        back={{ to: web.paths.receipts({ files: 'new' }), label: t('files.title') }}
        action={<web.Go to={web.paths.receipts()}>{t('files.toSorting')}</web.Go>}
      />
      <ImportReport id={id} />
    </>
  )
}

type FileProps = {
  readonly sent: Sent
  readonly accounts: readonly Account[]
  readonly onRetry: (account: string) => void
}

function OneFile({ sent, accounts, onRetry }: FileProps): ReactNode {
  const t = web.useText('receipts')
  const { file, done, error } = sent
  if (error !== null && error !== undefined) {
    const missing = error instanceof web.ApiProblem && error.code === 'account-missing'
    return (
      <web.Section title={file.name}>
        <web.Problem error={ofStatement(error)} />
        {missing && <WhichAccount accounts={accounts} onChoose={onRetry} />}
      </web.Section>
    )
  }
  if (done) return <ImportReport id={done.id} first={done} />
  return (
    <web.Section title={file.name}>
      <p className="soft" role="status">
        {t('files.sending')}
      </p>
    </web.Section>
  )
}

/** A file that names no account: a spreadsheet, a QIF. The accounts known, and those of our entities. */
function WhichAccount(props: {
  readonly accounts: readonly Account[]
  readonly onChoose: (account: string) => void
}): ReactNode {
  const t = web.useText('receipts')
  const creditors = web.useAnswer(listCreditors, {}).data?.items ?? []
  const [chosen, choose] = useState('')
  const known = props.accounts.map(one => ({ value: one.number, label: one.label ?? spaced(one.number) }))
  const owned = creditors.flatMap(creditor =>
    creditor.accounts.map(({ iban }) => ({ value: iban, label: `${creditor.code} · ${spaced(iban)}` })),
  )
  const all = [...new Map([...owned, ...known].map(one => [one.value, one])).values()]
  return (
    <div className="form-row">
      <NativeSelect
        label={t('files.whichAccount')}
        value={chosen}
        onChange={event => choose(event.currentTarget.value)}
        data={[{ value: '', label: t('files.choose') }, ...all]}
      />
      <Button disabled={chosen === ''} onClick={() => props.onChoose(chosen)}>
        {t('files.readAgain')}
      </Button>
    </div>
  )
}

/** The files that came before. */
function History(): ReactNode {
  const t = web.useText('receipts')
  const asked = web.useAnswer(listStatementImports, {})
  const items = asked.data?.items ?? []
  if (items.length === 0) return null
  return (
    <web.Section title={t('files.latest')}>
      <web.MoneyTable
        stacked
        caption={t('files.latest')}
        rows={items}
        keyOf={item => item.id}
        columns={[
          {
            id: 'file',
            header: t('column.file'),
            cell: item => <web.Go to={web.paths.receipts({ files: item.id })}>{item.fileName}</web.Go>,
          },
          { id: 'at', header: t('column.at'), phone: 'under', cell: item => <web.AtText value={item.startedAt} /> },
          { id: 'format', header: t('column.format'), cell: item => item.format },
          { id: 'state', header: t('column.state'), cell: item => <StateTag state={item.state} /> },
          { id: 'fresh', header: t('column.fresh'), align: 'end', phone: 'side', cell: item => item.fresh },
          { id: 'applied', header: t('column.applied'), align: 'end', cell: item => item.applied },
        ]}
      />
    </web.Section>
  )
}

/** Sends files one after the other, so that each finds what the one before settled. */
function useUploads() {
  const upload = web.useUpload(importStatement)
  const [sent, setSent] = useState<readonly Sent[]>([])
  const [busy, setBusy] = useState(false)
  const note = (one: Sent): void => setSent(known => known.map(other => (other.key === one.key ? one : other)))
  const sendOne = async (one: Sent, account?: string): Promise<void> => {
    const body = { file: one.file, ...(account !== undefined && { account }) }
    const { answer, error } = await upload.send({ body })
    note({ ...one, done: answer, error })
  }
  const send = async (files: readonly File[]): Promise<void> => {
    const batch = files.map((file, at) => ({ key: `${sent.length + at}`, file, done: null, error: null }))
    setBusy(true)
    setSent(known => [...batch, ...known])
    for (const one of batch) await sendOne(one)
    setBusy(false)
  }
  const retry = async (one: Sent, account: string): Promise<void> => {
    note({ ...one, error: null })
    await sendOne(one, account)
  }
  return { sent, busy, send, retry }
}
