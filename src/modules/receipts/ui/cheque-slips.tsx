import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import * as web from '#web/index.ts'
import { clearDeposit, findChequeLines, listCheques, listDeposits } from '../cheque-api.ts'
import { slipHref } from './cheque-deposit.tsx'
import type { Slip } from './cheque-words.ts'
import { LineChoice, NO_LINE } from './cheque-lines.tsx'

/** Every slip handed in, the latest first, or one of them: print it again, or say that the bank credited it. */
export function Slips({ only }: { readonly only: string | null }): ReactNode {
  const t = web.useText('receipts')
  const asked = web.useAnswer(listDeposits, {})
  const [clearing, setClearing] = useState<Slip | null>(null)
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  const all = asked.data?.items ?? []
  const one = all.filter(slip => slip.id === only)
  const slips = one.length > 0 ? one : all
  if (asked.error) return <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />
  if (asked.data && slips.length === 0) {
    return <web.EmptyState title={t('cheque.slip.none')} hint={t('cheque.slip.noneHint')} />
  }
  const columns: web.Column<Slip>[] = [
    {
      id: 'number',
      header: t('cheque.slip.number'),
      cell: slip => (
        <span className="line">
          <a href={slipHref(slip, 'pdf')} target="_blank" rel="noreferrer">
            {slip.number}
          </a>
          {slip.kind === 'bill' && <web.Tag>{t('cheque.slip.bills')}</web.Tag>}
        </span>
      ),
    },
    {
      id: 'on',
      header: t('cheque.slip.on'),
      phone: 'under',
      cell: slip => <web.DayText value={slip.on} form="short" />,
    },
    { id: 'account', header: t('cheque.slip.account'), cell: slip => slip.creditor ?? slip.account },
    { id: 'count', header: t('cheque.slip.count'), align: 'end', cell: slip => slip.count },
    {
      id: 'total',
      header: t('cheque.slip.total'),
      align: 'end',
      phone: 'side',
      cell: slip => <web.Amount value={slip.total} />,
    },
    { id: 'state', header: t('cheque.slip.state'), phone: 'under', cell: slip => <SlipState slip={slip} /> },
    {
      id: 'files',
      header: t('cheque.slip.files'),
      align: 'end',
      phone: 'side',
      cell: slip => <SlipFiles slip={slip} onClear={may ? () => setClearing(slip) : null} />,
    },
  ]
  return (
    <>
      <web.MoneyTable stacked caption={t('cheque.view.slips')} columns={columns} rows={slips} keyOf={slip => slip.id} />
      {one.length > 0 && (
        <p>
          <web.Go to={web.paths.cheques({ view: 'slips' })}>{t('cheque.slip.all')}</web.Go>
        </p>
      )}
      {clearing && <ClearSlip slip={clearing} onClose={() => setClearing(null)} />}
    </>
  )
}

type SlipFilesProps = { readonly slip: Slip; readonly onClear: (() => void) | null }

function SlipFiles({ slip, onClear }: SlipFilesProps): ReactNode {
  const t = web.useText('receipts')
  const words = web.useText()
  return (
    <span className="line slip-files">
      <a href={slipHref(slip, 'csv')} download>
        {words('format.csv')} <span className="only-read">{slip.number}</span>
      </a>
      {onClear && slip.cleared + slip.bounced < slip.count && (
        <Button size="compact-sm" variant="default" onClick={onClear}>
          {t('cheque.slip.clear')}
        </Button>
      )}
    </span>
  )
}

function SlipState({ slip }: { readonly slip: Slip }): ReactNode {
  const t = web.useText('receipts')
  const { cleared, bounced, count } = slip
  return (
    <span className="line">
      {cleared === count ? (
        <web.Tag tone="received">{t('cheque.slip.cleared')}</web.Tag>
      ) : (
        t('cheque.slip.progress', { cleared, count })
      )}
      {bounced > 0 && <web.Tag tone="refused">{t('cheque.slip.bounced', { count: bounced })}</web.Tag>}
    </span>
  )
}

/** « La banque a crédité »: by which line, for every cheque still on the slip. */
function ClearSlip({ slip, onClose }: { readonly slip: Slip; readonly onClose: () => void }): ReactNode {
  const t = web.useText('receipts')
  const [line, setLine] = useState(NO_LINE)
  // Any cheque of the slip knows the lines that fit it.
  const { data: on } = web.useAnswer(listCheques, { query: { q: slip.number, state: 'deposited', limit: 1 } })
  const cheque = on?.items[0]?.deposit?.id === slip.id ? on.items[0] : undefined
  const { data: lines } = web.useAnswer(
    findChequeLines,
    { params: { cheque: cheque?.id ?? slip.id }, query: { way: 'in' } },
    { enabled: cheque !== undefined },
  )
  const act = web.useAct(clearDeposit, {
    quiet: true,
    done: done => t('cheque.slip.clearDone', { number: done.number }),
    after: onClose,
  })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('cheque.slip.clearTitle', { number: slip.number })}
      submit={t('cheque.slip.clear')}
      busy={act.isPending}
      error={act.error && <web.Problem error={act.error} />}
      onSubmit={() => act.mutate({ params: { deposit: slip.id }, body: line === NO_LINE ? {} : { line } })}
    >
      <p className="line">
        <strong>{t('cheque.deposit.count', { count: slip.count })}</strong>
        <web.Amount value={slip.total} tone="strong" />
      </p>
      <LineChoice way="in" lines={lines?.items ?? []} value={line} onChange={setLine} />
      <p className="soft">{t('cheque.move.cleared.hint')}</p>
    </web.SidePanel>
  )
}
