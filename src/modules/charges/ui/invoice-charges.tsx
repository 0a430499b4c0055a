import { useState, type ReactNode } from 'react'
import { Button, Skeleton } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import { listClaims, printInvoiceCharges, readInvoiceCharges } from '../api.ts'
import { ClaimPanel } from './claim-panel.tsx'
import { Claims, Waivers } from './kept.tsx'
import { Statement } from './statement.tsx'
import { nothingIn, sumOf, type Figure, type Ledger } from './sums.tsx'
import { leftOf, WaivePanel } from './waive-panel.tsx'
import { refusalWords } from './words.ts'

type Charges = Answer<typeof readInvoiceCharges>

/** Charges on the page of one invoice: the ledger, how it is computed, the gestures, what was claimed and given up. */
export function InvoiceCharges({ invoice }: { readonly invoice: string }): ReactNode {
  const t = web.useText('charges')
  const asked = web.useAnswer(readInvoiceCharges, { params: { invoice }, query: {} })
  const claims = web.useAnswer(listClaims, { query: { invoice } }).data?.items ?? []
  web.useLive([readInvoiceCharges, listClaims])
  const { data } = asked
  if (asked.error) return <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />
  if (!data) return <Skeleton height={120} />
  return (
    <web.Section
      title={t('charges')}
      aside={<web.Go to={web.paths.chargeCalculator({ invoice })}>{t('openCalculator')}</web.Go>}
    >
      <div className="stack">
        {data.refusal ? (
          <p>
            <web.Tag tone="caution">{t('rateMissing')}</web.Tag> {refusalWords(t, data.refusal)}
          </p>
        ) : (
          nothingIn(sumOf(data.lines, 'computed')) && <Nothing charges={data} />
        )}
        <LedgerTable lines={data.lines} />
        <Gestures charges={data} />
        {claims.length > 0 && <Claims claims={claims} />}
        <Waivers invoice={invoice} />
      </div>
    </web.Section>
  )
}

function Nothing({ charges }: { readonly charges: Charges }): ReactNode {
  const t = web.useText('charges')
  const unknown = charges.statement?.flags.some(flag => flag.code === 'customer-kind-unknown') ?? false
  return <p className="soft">{unknown ? t('flag.customer-kind-unknown') : t('nothingComputed')}</p>
}

function LedgerTable({ lines }: { readonly lines: readonly Ledger[] }): ReactNode {
  const t = web.useText('charges')
  const column = (id: Figure, more: Partial<web.Column<Ledger>> = {}): web.Column<Ledger> => ({
    id,
    header: t(`figure.${id}`),
    align: 'end',
    cell: row => <web.Amount value={row[id]} {...(id === 'collected' ? { tone: 'received' as const } : {})} />,
    ...more,
  })
  return (
    <web.MoneyTable
      caption={t('ledger')}
      rows={lines}
      keyOf={row => row.kind}
      columns={[
        { id: 'kind', header: t('what'), cell: row => t(`kind.${row.kind}`) },
        column('computed'),
        column('claimed'),
        column('waived'),
        column('collected'),
        column('remaining'),
        column('toClaim'),
      ]}
    />
  )
}

function Gestures({ charges }: { readonly charges: Charges }): ReactNode {
  const t = web.useText('charges')
  const [shown, setShown] = useState(false)
  const [panel, setPanel] = useState<'claim' | 'waive' | null>(null)
  const mayClaim = web.useMay(['credit-manager', 'administrator'])
  const mayWaive = web.useMay(['collector', 'credit-manager', 'administrator'])
  const toClaim = !nothingIn(sumOf(charges.lines, 'toClaim'))
  const toWaive = charges.lines.some(line => leftOf(line) !== null)
  const { id } = charges.invoice
  web.useShortcut('r', t('claim'), () => setPanel('claim'), 'page', mayClaim && toClaim)
  web.useShortcut('w', t('waive'), () => setPanel('waive'), 'page', mayWaive && toWaive)
  web.useShortcut('h', t('howComputed'), () => setShown(before => !before), 'page', charges.statement !== null)
  return (
    <>
      <div className="header-actions">
        {charges.statement && (
          <Button variant="default" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? t('hideComputed') : t('howComputed')}
          </Button>
        )}
        {mayClaim && toClaim && (
          <Button variant="default" onClick={() => setPanel('claim')}>
            {t('claim')}
          </Button>
        )}
        {mayWaive && toWaive && (
          <Button variant="default" onClick={() => setPanel('waive')}>
            {t('waive')}
          </Button>
        )}
      </div>
      {shown && charges.statement && (
        <div className="stack">
          <Statement stated={charges.statement} />
          <p>
            <a
              href={web.hrefOf(printInvoiceCharges, { params: { invoice: id }, query: {} })}
              target="_blank"
              rel="noreferrer"
            >
              {t('pdf')}
            </a>
          </p>
        </div>
      )}
      {panel === 'claim' && <ClaimPanel invoices={[id]} onClose={() => setPanel(null)} />}
      {panel === 'waive' && <WaivePanel invoice={id} lines={charges.lines} onClose={() => setPanel(null)} />}
    </>
  )
}
