import type { ReactNode } from 'react'
import * as web from '#web/index.ts'
import { exportErrors } from '../api.ts'
import type { Import } from './import-report.tsx'

type RowError = Import['errors'][number]

/** The rows that could not be taken, and the file to mend them in. */
export function RowErrors({ data }: { readonly data: Import }): ReactNode {
  const t = web.useText('receivables')
  const words = web.useText()
  const language = web.useLanguage()
  const { errors } = data.counts
  if (errors === 0) return null
  const columns: web.Column<RowError>[] = [
    { id: 'row', header: t('row'), align: 'end', cell: error => web.countText(error.row, language) },
    { id: 'message', header: t('why'), phone: 'under', cell: error => error.message },
  ]
  const downloads = (
    <span className="header-actions">
      {(['csv', 'xlsx'] as const).map(format => (
        <web.DownloadButton
          key={format}
          label={words(`format.${format}`)}
          href={web.hrefOf(exportErrors, { params: { import: data.id }, query: { format } })}
        />
      ))}
    </span>
  )
  return (
    <web.Section title={t('errorsTitle', { count: errors, shown: web.countText(errors, language) })} aside={downloads}>
      <p className="section-words">{t('errorsWords')}</p>
      {data.errors.length > 0 && (
        <web.MoneyTable
          caption={t('errorRows')}
          columns={columns}
          rows={data.errors}
          keyOf={error => String(error.row)}
        />
      )}
      {data.errors.length < errors && <p className="soft">{t('errorsMore')}</p>}
    </web.Section>
  )
}
