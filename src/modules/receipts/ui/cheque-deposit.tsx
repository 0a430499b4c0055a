import { useState, type ReactNode } from 'react'
import { Button, NativeSelect } from '@mantine/core'
import * as web from '#web/index.ts'
import { depositCheques, exportDeposit, listDepositAccounts, undoCheque } from '../cheque-api.ts'
import { useSumText, type ChequeLine, type Slip } from './cheque-words.ts'

type DepositProps = {
  readonly cheques: readonly ChequeLine[]
  readonly onClose: () => void
  readonly onDone?: () => void
}

/** Hands cheques in on one slip: for which account, then the slip to print. */
export function DepositPanel({ cheques, onClose, onDone }: DepositProps): ReactNode {
  const t = web.useText('receipts')
  const sum = useSumText()
  const [slip, setSlip] = useState<Slip | null>(null)
  const [chosen, choose] = useState<string | null>(null)
  const { data: answer } = web.useAnswer(listDepositAccounts, {})
  const codes = new Set(cheques.map(cheque => cheque.creditor.code))
  const currencies = new Set(cheques.map(cheque => cheque.amount.currency))
  const accounts = (answer?.items ?? []).filter(each => codes.has(each.creditor) && currencies.has(each.currency))
  const account = chosen ?? accounts[0]?.number ?? ''
  const act = web.useAct(depositCheques, {
    quiet: true,
    done: done => t('cheque.deposit.done', { number: done.number }),
    undo: async () => {
      for (const { id } of cheques) await web.call(undoCheque, { params: { cheque: id } })
    },
    after: done => {
      setSlip(done)
      onDone?.()
    },
  })
  if (slip) return <SlipReady slip={slip} onClose={onClose} />
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('cheque.deposit.title')}
      submit={t('cheque.deposit.submit')}
      busy={act.isPending}
      error={act.error && <web.Problem error={act.error} />}
      onSubmit={() => act.mutate({ body: { cheques: cheques.map(cheque => cheque.id), account } })}
    >
      <p className="line">
        <strong>{t('cheque.deposit.count', { count: cheques.length })}</strong>
        <strong>{sum(cheques.map(cheque => cheque.amount))}</strong>
      </p>
      <ul className="board-cards">
        {cheques.map(cheque => (
          <li key={cheque.id} className="board-card">
            <div className="board-card-line">
              <span>{cheque.customer.name}</span>
              <web.Amount value={cheque.amount} />
            </div>
            <span className="soft">{[cheque.number, cheque.bank].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
      <NativeSelect
        label={t('cheque.deposit.account')}
        required
        data-autofocus
        value={account}
        data={accounts.map(each => ({
          value: each.number,
          label: [each.creditor, each.label, spaced(each.number)].filter(Boolean).join(' · '),
        }))}
        onChange={event => choose(event.currentTarget.value)}
      />
      {answer && accounts.length === 0 && <p role="alert">{t('cheque.deposit.noAccount')}</p>}
      <p className="soft">{t('cheque.deposit.hint')}</p>
    </web.SidePanel>
  )
}

function spaced(number: string): string {
  return /^[A-Z]{2}\d{2}/.test(number) ? number.replace(/(.{4})(?=.)/g, '$1 ') : number
}

/** The slip is made: print it now, or find it again among the slips. */
function SlipReady({ slip, onClose }: { readonly slip: Slip; readonly onClose: () => void }): ReactNode {
  const t = web.useText('receipts')
  return (
    <web.SidePanel opened onClose={onClose} title={t('cheque.slip.title', { number: slip.number })}>
      <web.KeyValue
        items={[
          { label: t('cheque.slip.account'), value: spaced(slip.account) },
          { label: t('cheque.slip.count'), value: String(slip.count) },
          { label: t('cheque.slip.total'), value: <web.Amount value={slip.total} tone="strong" /> },
        ]}
      />
      <div className="gesture-row">
        <Button component="a" href={slipHref(slip, 'pdf')} target="_blank" rel="noreferrer" data-autofocus>
          {t('cheque.slip.print')}
        </Button>
        <Button component="a" variant="default" href={slipHref(slip, 'csv')} download>
          {t('cheque.slip.list')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('cheque.slip.close')}
        </Button>
      </div>
      <p className="soft">{t('cheque.slip.again')}</p>
    </web.SidePanel>
  )
}

/** Where a slip is printed from. */
export function slipHref(slip: Slip, format: 'pdf' | 'csv' | 'xlsx'): string {
  return web.hrefOf(exportDeposit, { params: { deposit: slip.id }, query: { format } })
}
