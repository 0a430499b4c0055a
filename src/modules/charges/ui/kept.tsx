import { useState, type ReactNode } from 'react'
import { Button, Checkbox, Textarea } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import type { InvoiceId, MessageId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import type { listClaims } from '../api.ts'
import { listWaivers, printWaiver, reverseWaiver } from '../waiver-api.ts'

type Claim = Answer<typeof listClaims>['items'][number]
type Waiver = Answer<typeof listWaivers>['items'][number]

/** The claims that carry charges of an invoice, each with its open item. */
export function Claims({ claims }: { readonly claims: readonly Claim[] }): ReactNode {
  const t = web.useText('charges')
  return (
    <web.MoneyTable
      stacked
      showCaption
      caption={t('claims')}
      rows={claims}
      keyOf={row => row.id}
      columns={[
        {
          id: 'number',
          header: t('note383'),
          cell: row => <web.Go to={web.paths.invoice(row.item as InvoiceId)}>{row.number}</web.Go>,
        },
        { id: 'form', header: t('form'), phone: 'under', cell: row => t(`formOf.${row.form}`) },
        { id: 'on', header: t('claimedOn'), cell: row => <web.DayText value={row.claimedOn} form="short" /> },
        { id: 'due', header: t('due'), cell: row => <web.DayText value={row.dueOn} form="short" /> },
        {
          id: 'total',
          header: t('amount'),
          align: 'end',
          cell: row => <web.Amount value={row.total} />,
        },
        { id: 'open', header: t('open'), align: 'end', phone: 'side', cell: row => <web.Amount value={row.open} /> },
      ]}
    />
  )
}

/** What was given up on an invoice: the reason, the letter, and taking it back. */
export function Waivers({ invoice }: { readonly invoice: string }): ReactNode {
  const t = web.useText('charges')
  const waivers = web.useAnswer(listWaivers, { query: { invoice } }).data?.items ?? []
  // The message leaves while one looks.
  web.useLive([listWaivers])
  const may = web.useMay(['credit-manager', 'administrator'])
  const [reversing, setReversing] = useState<Waiver | null>(null)
  if (waivers.length === 0) return null
  return (
    <>
      <web.MoneyTable
        stacked
        showCaption
        caption={t('waivers')}
        rows={waivers}
        keyOf={row => row.id}
        columns={[
          { id: 'on', header: t('on'), cell: row => <web.DayText value={row.waivedOn} form="short" /> },
          {
            id: 'what',
            header: t('what'),
            phone: 'under',
            cell: row => (
              <>
                {t(`kind.${row.kind}`)} <Told waiver={row} /> {row.reversed && <web.Tag>{t('reversed')}</web.Tag>}
              </>
            ),
          },
          {
            id: 'reason',
            header: t('reason'),
            cell: row => (
              <>
                {t(`reasonOf.${row.reason}`)} <span className="soft">{row.note}</span>
              </>
            ),
          },
          {
            id: 'amount',
            header: t('amount'),
            align: 'end',
            phone: 'side',
            cell: row => <web.Amount value={row.amount} />,
          },
          {
            id: 'act',
            header: '',
            align: 'end',
            phone: 'under',
            cell: row => !row.reversed && <WaiverGestures waiver={row} may={may} onReverse={() => setReversing(row)} />,
          },
        ]}
      />
      {reversing && <ReversePanel waiver={reversing} onClose={() => setReversing(null)} />}
    </>
  )
}

/** How the customer was told, and where that message stands. */
function Told({ waiver: { message, addressMissing } }: { readonly waiver: Waiver }): ReactNode {
  const t = web.useText('charges')
  if (addressMissing) return <web.Tag tone="caution">{t('toldNot')}</web.Tag>
  if (!message) return null
  const tone = message.state === 'failed' ? 'refused' : message.state === 'doubtful' ? 'caution' : 'neutral'
  const said = t(`toldBy.${message.channel}`, { state: t(`toldState.${message.state}`) })
  return (
    <web.Go to={web.paths.message(message.id as MessageId)}>
      <web.Tag tone={tone}>{said}</web.Tag>
    </web.Go>
  )
}

function WaiverGestures(props: {
  readonly waiver: Waiver
  readonly may: boolean
  readonly onReverse: () => void
}): ReactNode {
  const t = web.useText('charges')
  return (
    <span className="line">
      <a href={web.hrefOf(printWaiver, { params: { waiver: props.waiver.id } })} target="_blank" rel="noreferrer">
        {t('letter')}
      </a>
      {props.may && (
        <Button variant="subtle" size="compact-sm" onClick={props.onReverse}>
          {t('reverse')}
        </Button>
      )}
    </span>
  )
}

const UNSENT = new Set(['to-approve', 'queued', 'failed'])

function ReversePanel({ waiver, onClose }: { readonly waiver: Waiver; readonly onClose: () => void }): ReactNode {
  const t = web.useText('charges')
  const [note, setNote] = useState('')
  const [agrees, setAgrees] = useState(false)
  // What has not left yet binds nobody.
  const held = waiver.inWriting && !UNSENT.has(waiver.message?.state ?? '')
  const reverse = web.useAct(reverseWaiver, { quiet: true, done: () => t('reversedDone'), after: onClose })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('reverseTitle')}
      submit={t('reverse')}
      busy={reverse.isPending}
      error={reverse.error && <web.Problem error={reverse.error} />}
      onSubmit={() => reverse.mutate({ params: { waiver: waiver.id }, body: { note, despiteWriting: agrees } })}
    >
      <p>{t('reverseWords')}</p>
      <Textarea
        label={t('reason')}
        required
        autosize
        minRows={3}
        maxLength={2000}
        data-autofocus
        value={note}
        onChange={event => setNote(event.currentTarget.value)}
      />
      {waiver.inWriting && !held && <p className="soft">{t('reverseUntold')}</p>}
      {held && (
        <Checkbox
          label={t('despiteWriting')}
          description={t('despiteWritingMeans')}
          checked={agrees}
          onChange={event => setAgrees(event.currentTarget.checked)}
        />
      )}
    </web.SidePanel>
  )
}
