import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import * as web from '#web/index.ts'
import { applyReceipts, listBankAccounts, listReceipts } from '../api.ts'
import { ImportStatements } from './import-statements.tsx'
import { Sorting } from './sorting.tsx'
import type { ReceiptPage } from './totals.ts'

/** Money in: bank files dropped, and every line that waits sorted without leaving the keyboard. */
export function ReceiptsPage(): ReactNode {
  const state = web.useListState(['files'])
  const accounts = web.useAnswer(listBankAccounts, {})
  const known = accounts.data?.items ?? []
  const files = state.filters['files']
  if (files !== undefined || (accounts.data && known.length === 0)) {
    return <ImportStatements accounts={known} chosen={files ?? 'new'} />
  }
  return <Desk />
}

function Desk(): ReactNode {
  const t = web.useText('receipts')
  const mayImport = web.useMay(['credit-manager', 'administrator'])
  const go = web.useGo()
  const page = web.useAnswer(listReceipts, { query: { limit: 1 } }).data
  web.useLive([listReceipts])
  const drop = (): void => go(web.paths.receipts({ files: 'new' }))
  web.useShortcut('d', t('files.drop'), drop, 'page', mayImport)
  return (
    <>
      <web.PageHeader
        title={t('title')}
        state={page && <StateSentence page={page} />}
        action={
          <>
            {mayImport && page && <ApplyCertain page={page} />}
            {mayImport && (
              <Button rightSection={<web.Key letter="d" />} onClick={drop}>
                {t('files.drop')}
              </Button>
            )}
          </>
        }
      />
      <Sorting />
    </>
  )
}

/** What waits, verdict by verdict, with its totals. */
function StateSentence({ page }: { readonly page: ReceiptPage }): ReactNode {
  const t = web.useText('receipts')
  const language = web.useLanguage()
  const count = page.waiting.reduce((sum, each) => sum + each.count, 0)
  if (count === 0) return t('nothingWaits')
  const parts = page.waiting.map(each => {
    const amount = web.amountText(each.total, language)
    return t('waitingOf', { what: t(`tab.${each.verdict ?? 'back'}`), amount })
  })
  return `${t('waiting', { count, shown: web.countText(count, language) })} ${parts.join(' · ')}`
}

// Certain lines wait when a file was taken in without settling, or where the creditor's rules ask for a person.
function ApplyCertain({ page }: { readonly page: ReceiptPage }): ReactNode {
  const t = web.useText('receipts')
  const apply = web.useAct(applyReceipts, { done: ({ applied }) => t('applied', { count: applied }) })
  const certain = page.waiting.filter(each => each.verdict === 'certain').reduce((sum, each) => sum + each.count, 0)
  if (certain === 0) return null
  return (
    <Button variant="default" loading={apply.isPending} onClick={() => apply.mutate({ body: {} })}>
      {t('applyCertain', { count: certain })}
    </Button>
  )
}
