import { useState, type ReactNode } from 'react'
import * as web from '#web/index.ts'
import { startImport } from '../api.ts'
import { ImportHistory } from './import-history.tsx'
import { ImportOptions, type Options } from './import-options.tsx'
import { ImportReport } from './import-report.tsx'
import { Uploads, type Sent } from './uploads.tsx'

const ACCEPTED = ['.csv', '.txt', '.tsv', '.xlsx', '.pdf', '.xml', '.zip']

/** Files in: drop them, see what they would change, apply. The import looked at stands in the address. */
export function ImportPage(): ReactNode {
  const id = web.useListState(['import']).filters['import']
  const uploads = useUploads()
  if (id === undefined) return <Desk uploads={uploads} />
  const file = uploads.sent.find(one => one.import?.id === id)?.file ?? null
  return <ImportReport key={id} id={id} file={file} onReadAgain={uploads.readAgain} />
}

function Desk({ uploads }: { readonly uploads: ReturnType<typeof useUploads> }): ReactNode {
  const t = web.useText('receivables')
  const mayImport = web.useMay(['credit-manager', 'administrator'])
  const [options, setOptions] = useState<Options>({ mode: 'delta', creditor: null })
  return (
    <>
      <web.PageHeader title={t('import.title')} state={t('import.words')} />
      {mayImport ? (
        <>
          <web.FileDrop
            label={t('import.drop')}
            hint={t('import.formats')}
            accept={ACCEPTED}
            busy={uploads.busy}
            onFiles={files => void uploads.send(files, options)}
          />
          <ImportOptions value={options} onChange={setOptions} />
          <Uploads uploads={uploads.sent} onRetry={(sent, creditor) => void uploads.retry(sent, creditor)} />
        </>
      ) : (
        <p className="soft">{t('import.notYours')}</p>
      )}
      <ImportHistory />
    </>
  )
}

/** Sends files one after the other as dry runs, and remembers them as long as the page lives, to read them again. */
function useUploads() {
  const go = web.useGo()
  const upload = web.useUpload(startImport)
  const [sent, setSent] = useState<readonly Sent[]>([])
  const [busy, setBusy] = useState(false)
  const note = (one: Sent): void => setSent(known => [one, ...known.filter(({ key }) => key !== one.key)])

  const sendOne = async (one: Sent, mapping?: string): Promise<Sent> => {
    const { mode, creditor } = one.options
    const body = { file: one.file, mode, ...(creditor && { creditor }), ...(mapping !== undefined && { mapping }) }
    const { answer, error } = await upload.send({ body })
    return { ...one, import: answer, error }
  }
  const send = async (files: readonly File[], options: Options): Promise<void> => {
    setBusy(true)
    const ended: Sent[] = []
    const batch = files.map(file => ({
      key: `${file.name} ${file.lastModified}`,
      file,
      options,
      import: null,
      error: null,
    }))
    for (const one of batch) note(one)
    for (const one of batch) {
      const done = await sendOne(one)
      note(done)
      ended.push(done)
    }
    setBusy(false)
    const [only] = ended
    // One file leads straight to its report; several are listed, each with its own.
    if (ended.length === 1 && only?.import) go(web.paths.imports({ import: only.import.id }))
  }
  const retry = async (one: Sent, creditor: string): Promise<void> => {
    note(await sendOne({ ...one, options: { ...one.options, creditor } }))
  }
  const readAgain = async (file: File, mapping: Readonly<Record<string, string | null>>): Promise<void> => {
    const known = sent.find(one => one.file === file)
    if (!known) return
    const done = await sendOne(known, JSON.stringify(mapping))
    note(done)
    if (done.error) throw done.error
    if (done.import) go(web.paths.imports({ import: done.import.id }), { replace: true })
  }
  return { sent, busy, send, retry, readAgain }
}
