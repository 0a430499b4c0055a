import { useEffect, useState, type ReactNode } from 'react'
import { Button, Group, Skeleton } from '@mantine/core'
import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { readReceipt } from '../api.ts'
import { KeepEditor } from './keep-editor.tsx'
import { Proposal } from './proposal.tsx'
import { ReturnOf } from './return-of.tsx'
import type { Sitting } from './sitting.ts'
import { SplitEditor } from './split-editor.tsx'
import {
  accountName,
  isProposed,
  referenceText,
  spaced,
  usePayerName,
  useReturnText,
  type Receipt,
  type WholeReceipt,
} from './words.ts'

type DetailProps = { readonly line: Receipt; readonly sitting: Sitting }
type Mode = 'look' | 'split' | 'keep'

/** One bank line: as the bank wrote it, what is proposed and why, and every gesture with its key. */
export function ReceiptDetail({ line, sitting }: DetailProps): ReactNode {
  const asked = web.useAnswer(readReceipt, { params: { line: line.id } })
  const [mode, setMode] = useState<Mode>('look')
  const whole = asked.data?.id === line.id ? asked.data : undefined
  const waits = line.state === 'waiting' || line.state === 'partly-placed'
  const back = line.amount.amount.startsWith('-')
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  const leave = (): void => setMode('look')
  return (
    <>
      <Heading line={line} />
      {may && <Gestures line={line} sitting={sitting} waits={waits} back={back} onMode={setMode} />}
      <Written line={line} whole={whole} />
      {mode === 'split' && <SplitEditor line={line} sitting={sitting} onLeave={leave} />}
      {mode === 'keep' && <KeepEditor line={line} sitting={sitting} onLeave={leave} />}
      {mode === 'look' && waits && !back && <Proposal line={line} />}
      {waits && back && !whole && <Skeleton height={80} mt="lg" />}
      {waits && back && whole && <ReturnOf line={line} candidates={whole.returnOf} sitting={sitting} may={may} />}
      {whole && whole.placed.length > 0 && <Placed line={whole} />}
      {!waits && explains(line) && <Proposal line={line} />}
      {whole && whole.operations.length > 0 && <Operations line={whole} />}
    </>
  )
}

// What stands on the line is read with what it stands on.
function explains({ pass, slip }: Receipt): boolean {
  return pass === 'already-settled' || (slip !== null && slip.cheques.length > 0)
}

function Heading({ line }: { readonly line: Receipt }): ReactNode {
  const t = web.useText('receipts')
  const name = usePayerName()
  const back = line.amount.amount.startsWith('-')
  return (
    <header className="receipt-head">
      <div>
        <h2>{name(line)}</h2>
        <p className="soft">
          <web.DayText value={line.bookedOn} /> · {t('toAccount', { account: accountName(line.account) })}
          {line.payer.iban !== null && <> · {spaced(line.payer.iban)}</>}
        </p>
      </div>
      <span className="receipt-amount">
        <web.Amount value={line.amount} tone={back ? 'strong' : 'received'} />
      </span>
    </header>
  )
}

type GesturesProps = {
  readonly line: Receipt
  readonly sitting: Sitting
  readonly waits: boolean
  readonly back: boolean
  readonly onMode: (mode: Mode) => void
}

function Gestures({ line, sitting, waits, back, onMode }: GesturesProps): ReactNode {
  const t = web.useText('receipts')
  const proposed = isProposed(line)
  const placeable = waits && !back
  const whole = line.state === 'waiting'
  // Nothing to accept: the same key opens the search, so that the hand stays where it is.
  const accept = (): void => (proposed ? sitting.confirm(line) : onMode('split'))
  web.useShortcut('v', t('accept'), accept, 'page', placeable)
  web.useShortcut('r', t('split.open'), () => onMode('split'), 'page', placeable)
  web.useShortcut('c', t('keep.open'), () => onMode('keep'), 'page', placeable)
  web.useShortcut('x', t('aside'), () => sitting.aside(line), 'page', waits && whole)
  useEnter(accept, placeable)
  return (
    <Group gap="sm" mt="sm">
      {placeable && (
        <>
          <Button disabled={!proposed} rightSection={<web.Key letter="↵" />} onClick={() => sitting.confirm(line)}>
            {t('accept')}
          </Button>
          <Button variant="default" rightSection={<web.Key letter="r" />} onClick={() => onMode('split')}>
            {t('split.open')}
          </Button>
          <Button variant="default" rightSection={<web.Key letter="c" />} onClick={() => onMode('keep')}>
            {t('keep.open')}
          </Button>
        </>
      )}
      {whole && (
        <Button variant="default" rightSection={<web.Key letter="x" />} onClick={() => sitting.aside(line)}>
          {t('aside')}
        </Button>
      )}
      {!whole && (
        <Button variant="default" rightSection={<web.Key letter="u" />} onClick={() => sitting.undo(line.id)}>
          {t('undo')}
        </Button>
      )}
    </Group>
  )
}

/** Enter accepts from the queue or from nowhere; on a button or a link it stays that button's or that link's. */
function useEnter(run: () => void, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return
    const onKey = (event: KeyboardEvent): void => {
      const at = document.activeElement
      const free =
        at === null ||
        at === document.body ||
        (at.classList.contains('queue-row') && at.getAttribute('aria-current') === 'true')
      if (event.key !== 'Enter' || event.defaultPrevented || event.ctrlKey || event.metaKey || !free) return
      if (document.querySelector('[role="dialog"][aria-modal="true"]')) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}

function Written({ line, whole }: { readonly line: Receipt; readonly whole: WholeReceipt | undefined }): ReactNode {
  const t = web.useText('receipts')
  const reason = useReturnText()
  return (
    <div className="written">
      <span className="soft">{t('written')}</span>
      {line.returned !== null && (
        <p>
          <web.Tag tone="refused">{t('returned', { reason: reason(line.returned) })}</web.Tag>
        </p>
      )}
      {line.reference !== null && (
        <p className="figures">{t('structured', { reference: referenceText(line.reference) })}</p>
      )}
      <p>{line.text ?? (line.reference === null ? t('noText') : null)}</p>
      {whole && whole.raw !== null && (
        <details>
          <summary>{t('raw')}</summary>
          <pre tabIndex={0} aria-label={t('raw')}>
            {whole.raw}
          </pre>
        </details>
      )}
    </div>
  )
}

function Placed({ line }: { readonly line: WholeReceipt }): ReactNode {
  const t = web.useText('receipts')
  return (
    <web.Section title={t('placed')}>
      <web.MoneyTable
        stacked
        caption={t('placed')}
        rows={line.placed}
        keyOf={part => `${part.kind} ${part.invoice?.id} ${part.customer?.id}`}
        columns={[
          {
            id: 'what',
            header: t('column.item'),
            cell: part =>
              part.invoice ? (
                <web.Go to={web.paths.invoice(part.invoice.id as InvoiceId)}>{part.invoice.number}</web.Go>
              ) : (
                t(`part.${part.kind}${part.kind === 'elsewhere' && part.customer ? '-settled' : ''}`)
              ),
          },
          {
            id: 'kind',
            header: t('column.kind'),
            phone: 'under',
            cell: part => (part.invoice ? t(`part.${part.kind}`) : null),
          },
          {
            id: 'customer',
            header: t('column.customer'),
            cell: part =>
              part.customer && (
                <web.Go to={web.paths.customer(part.customer.id as CustomerId)}>{part.customer.name}</web.Go>
              ),
          },
          {
            id: 'amount',
            header: t('column.amount'),
            align: 'end',
            phone: 'side',
            cell: part => <web.Amount value={part.amount} />,
          },
        ]}
      />
    </web.Section>
  )
}

function Operations({ line }: { readonly line: WholeReceipt }): ReactNode {
  const t = web.useText('receipts')
  return (
    <web.Section title={t('history')}>
      <ul className="plain-list">
        {line.operations.map(operation => (
          <li key={operation.id} className="line">
            <span>{t(`operation.${operation.kind}`)}</span>
            {operation.undone && <web.Tag>{t('wasUndone')}</web.Tag>}
            <span className="soft">
              <web.AtText value={operation.at} />
            </span>
            {operation.reason !== null && <span className="soft">{operation.reason}</span>}
          </li>
        ))}
      </ul>
    </web.Section>
  )
}
