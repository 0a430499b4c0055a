import { useState, type ReactNode } from 'react'
import * as web from '#web/index.ts'
import { attachTerms, readTermsDocument } from '../api.ts'
import type { Version } from './words.ts'

/** The document of a version with the hash it is kept under; a draft may still take another. */
export function TermsDocument({ version, may }: { readonly version: Version; readonly may: boolean }): ReactNode {
  const t = web.useText('terms')
  const { document } = version
  const href = web.hrefOf(readTermsDocument, { params: { version: version.id } })
  return (
    <div className="stack">
      {document && (
        <>
          <web.KeyValue
            items={[
              {
                label: t('file'),
                value: (
                  <a href={href} target="_blank" rel="noreferrer">
                    {document.name}
                  </a>
                ),
              },
              { label: t('hash'), value: <code>{document.sha256}</code> },
            ]}
          />
          <web.PdfPaper title={document.name} href={href} />
        </>
      )}
      {may && <DocumentDrop version={version} />}
      {!document && !may && <web.EmptyState title={t('noDocument')} hint={t('noDocumentHint')} />}
    </div>
  )
}

function DocumentDrop({ version }: { readonly version: Version }): ReactNode {
  const t = web.useText('terms')
  const sayings = web.useSayings()
  const upload = web.useUpload(attachTerms)
  const [error, setError] = useState<unknown>(null)
  const send = async (file: File | undefined): Promise<void> => {
    if (!file) return
    setError(null)
    const sent = await upload.send({ params: { version: version.id }, body: { file } })
    if (sent.answer) sayings.done(t('done.attached', { name: file.name }))
    else setError(sent.error)
  }
  return (
    <>
      <web.FileDrop
        label={t(version.document ? 'otherDocument' : 'giveDocument')}
        hint={t('documentHint')}
        accept={['.pdf']}
        multiple={false}
        busy={upload.progress !== null}
        onFiles={([file]) => void send(file)}
        onRefused={([name]) => sayings.refused(new web.ApiProblem(422, { code: 'not-a-pdf', detail: name ?? '' }))}
      />
      {error !== null && <web.Problem error={error} />}
    </>
  )
}
