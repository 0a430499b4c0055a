import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import * as web from '#web/index.ts'
import { attachChequeCopy, readChequeCopy } from '../cheque-api.ts'
import type { ChequeLine } from './cheque-words.ts'

const MEGABYTES = 10
const ACCEPTED = ['.jpg', '.jpeg', '.png', '.pdf']

/** Takes a photo or a scan of a cheque; the server says by its bytes whether it is one. */
export function CopyDrop({ cheque }: { readonly cheque: string }): ReactNode {
  const t = web.useText('receipts')
  const sayings = web.useSayings()
  const upload = web.useUpload(attachChequeCopy)
  const [error, setError] = useState<unknown>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const send = async ([file]: File[]): Promise<void> => {
    if (!file) return
    setRefused(null)
    const { answer, error: why } = await upload.send({ params: { cheque }, body: { file } })
    setError(why)
    if (answer) sayings.done(t('cheque.copy.done'))
  }
  return (
    <div className="stack">
      <web.FileDrop
        label={t('cheque.copy.add')}
        hint={t('cheque.copy.hint')}
        accept={ACCEPTED}
        maxBytes={MEGABYTES * 1024 * 1024}
        multiple={false}
        busy={upload.progress !== null}
        onFiles={files => void send(files)}
        onRefused={names => setRefused(names.join(', '))}
      />
      {refused !== null && <p role="alert">{t('cheque.copy.refused', { name: refused })}</p>}
      {error !== null && error !== undefined && <web.Problem error={error} />}
    </div>
  )
}

/** The photo or scan of a cheque, and a way to give another one. */
export function Copy({ cheque, may }: { readonly cheque: ChequeLine; readonly may: boolean }): ReactNode {
  const t = web.useText('receipts')
  const [replacing, setReplacing] = useState(false)
  const href = web.hrefOf(readChequeCopy, { params: { cheque: cheque.id } })
  const title = t('cheque.copy.of', { name: cheque.customer.name })
  if (cheque.copyType === null)
    return may ? <CopyDrop cheque={cheque.id} /> : <p className="soft">{t('cheque.copy.none')}</p>
  return (
    <div className="stack">
      {cheque.copyType === 'application/pdf' ? (
        <web.PdfPaper title={title} href={href} />
      ) : (
        <a href={href} target="_blank" rel="noreferrer">
          <img className="copy-picture" src={href} alt={title} />
        </a>
      )}
      <div className="gesture-row">
        <a href={href} target="_blank" rel="noreferrer">
          {t('cheque.copy.open')}
        </a>
        {may && (
          <Button variant="subtle" size="compact-sm" onClick={() => setReplacing(!replacing)}>
            {t('cheque.copy.replace')}
          </Button>
        )}
      </div>
      {replacing && <CopyDrop cheque={cheque.id} />}
    </div>
  )
}
