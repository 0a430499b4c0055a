import type { ReactNode } from 'react'
import { Button, Skeleton } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import { listImports } from '../api.ts'
import { ImportState } from './import-state.tsx'

type Row = Answer<typeof listImports>['items'][number]

/** Every import there was, latest first; each opens its report. */
export function ImportHistory(): ReactNode {
  const t = web.useText('receivables')
  const list = web.useList(listImports, { query: { limit: 30 } })
  web.useLive([listImports])
  const language = web.useLanguage()
  const count = (id: 'created' | 'changed' | 'cleared' | 'errors'): web.Column<Row> => ({
    id,
    header: t(`counted.${id}`),
    align: 'end',
    cell: row => {
      const value = row.counts[id]
      return value === 0 ? <span className="soft">–</span> : web.countText(value, language)
    },
  })
  const columns: web.Column<Row>[] = [
    {
      id: 'file',
      header: t('file'),
      cell: row => <web.Go to={web.paths.imports({ import: row.id })}>{row.fileName}</web.Go>,
    },
    { id: 'content', header: t('contentLabel'), phone: 'under', cell: row => t(`content.${row.content}`) },
    { id: 'at', header: t('started'), cell: row => <web.AtText value={row.startedAt} /> },
    count('created'),
    count('changed'),
    count('cleared'),
    count('errors'),
    { id: 'state', header: t('stateLabel'), phone: 'side', cell: row => <ImportState state={row.state} /> },
  ]
  return (
    <web.Section title={t('history')}>
      {list.error !== null && <web.Problem error={list.error} />}
      {list.loading && <Skeleton height={120} />}
      {list.rows.length > 0 && (
        <web.MoneyTable caption={t('history')} columns={columns} rows={list.rows} keyOf={row => row.id} stacked />
      )}
      {!list.loading && list.rows.length === 0 && <web.EmptyState title={t('noImport')} hint={t('noImportHint')} />}
      {list.more && (
        <Button variant="subtle" loading={list.loadingMore} onClick={list.more} mt="sm">
          {t('older')}
        </Button>
      )}
    </web.Section>
  )
}
