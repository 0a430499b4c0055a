import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import { listCreditors } from '#modules/parties/api.ts'
import type { Answer } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import type { startImport } from '../api.ts'
import type { Options } from './import-options.tsx'
import { ImportState } from './import-state.tsx'

/** A file on its way: sent and answered, or refused, or neither yet. */
export type Sent = {
  readonly key: string
  readonly file: File
  readonly options: Options
  readonly import: Answer<typeof startImport> | null
  readonly error: unknown
}

type UploadsProps = {
  readonly uploads: readonly Sent[]
  readonly onRetry: (sent: Sent, creditor: string) => void
}

/** The files of this visit, each with what became of it. */
export function Uploads({ uploads, onRetry }: UploadsProps): ReactNode {
  const t = web.useText('receivables')
  if (uploads.length === 0) return null
  return (
    <web.Section title={t('import.sent')}>
      <ul className="uploads">
        {uploads.map(one => (
          <li key={one.key}>
            {one.error !== null && one.error !== undefined ? (
              <>
                <strong>{one.file.name}</strong>
                <Refused sent={one} onRetry={onRetry} />
              </>
            ) : (
              <p className="upload-line">
                {one.import ? (
                  <web.Go to={web.paths.imports({ import: one.import.id })}>{one.file.name}</web.Go>
                ) : (
                  <strong>{one.file.name}</strong>
                )}
                {one.import ? (
                  <ImportState state={one.import.state} />
                ) : (
                  <span className="soft" role="status">
                    {t('import.reading')}
                  </span>
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
    </web.Section>
  )
}

function Refused({ sent, onRetry }: { readonly sent: Sent; readonly onRetry: UploadsProps['onRetry'] }): ReactNode {
  const creditors = web.useAnswer(listCreditors, {}).data?.items ?? []
  const needsCreditor = sent.error instanceof web.ApiProblem && sent.error.code === 'creditor-needed'
  return (
    <web.Problem
      error={sent.error}
      action={
        needsCreditor && (
          <span className="header-actions">
            {creditors.map(one => (
              <Button key={one.id} variant="default" onClick={() => onRetry(sent, one.id)}>
                {one.name}
              </Button>
            ))}
          </span>
        )
      }
    />
  )
}
