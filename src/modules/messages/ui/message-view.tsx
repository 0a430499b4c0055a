import type { ReactNode } from 'react'
import { Group, Skeleton } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import type { CustomerId, InvoiceId, MessageId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { readMessage, readMessageContent } from '../api.ts'
import { STATE_TONES, useMessageReason, useStepText } from './words.ts'

export type WholeMessage = Answer<typeof readMessage>

type MessageViewProps = {
  readonly id: MessageId
  /** Gestures on this message, under its title. */
  readonly actions?: (message: WholeMessage) => ReactNode
  /** The page that holds it says the title itself. */
  readonly bare?: boolean
}

/** One message exactly as it left, or as it would leave now. */
export function MessageView({ id, actions, bare = false }: MessageViewProps): ReactNode {
  const t = web.useText('messages')
  const asked = web.useAnswer(readMessage, { params: { message: id } })
  const message = asked.data
  if (asked.error) return <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />
  // While the next one loads the last answer is kept; its gestures must not act on the wrong message.
  if (!message || message.id !== id) return <Skeleton height={240} aria-label={t('loading')} />
  return (
    <div className="stack">
      {!bare && (
        <div className="line">
          <h2>{message.subject ?? t(`template.${message.template}`, { defaultValue: message.template })}</h2>
          <StateTag state={message.state} />
        </div>
      )}
      {actions?.(message)}
      <MessageFacts message={message} />
      <Listed message={message} />
      <Content message={message} />
    </div>
  )
}

/** The state of a message in one word. */
export function StateTag({ state }: { readonly state: string }): ReactNode {
  const t = web.useText('messages')
  return <web.Tag tone={STATE_TONES[state] ?? 'neutral'}>{t(`state.${state}`)}</web.Tag>
}

function MessageFacts({ message }: { readonly message: WholeMessage }): ReactNode {
  const t = web.useText('messages')
  const step = useStepText()
  const reason = useMessageReason()(message.reason)
  // A reminder is a step of its scenario; what asks for nothing is none.
  const asks = FIGURES[message.template] === undefined
  const when = message.sentAt ? <web.AtText value={message.sentAt} /> : <web.DayText value={message.decidedOn} />
  return (
    <web.KeyValue
      items={[
        {
          label: t('customer'),
          value: <web.Go to={web.paths.customer(message.customer.id as CustomerId)}>{message.customer.name}</web.Go>,
        },
        { label: t(`to.${message.channel}`), value: message.recipient.split('\n').join(', ') },
        {
          label: t('stepLabel'),
          value: [
            ...(asks ? [step(message.step)] : []),
            t(`template.${message.template}`, { defaultValue: message.template }),
          ].join(' · '),
        },
        { label: message.sentAt ? t('left') : t('decided'), value: when },
        ...(reason === null ? [] : [{ label: t('why'), value: reason }]),
        ...(message.reply === null || message.channel === 'letter'
          ? []
          : [{ label: t('reply'), value: message.reply }]),
      ]}
    />
  )
}

/** What the figure beside an invoice is, where the message asks for nothing. */
const FIGURES: Readonly<Record<string, string>> = { 'thank-you': 'paid', waiver: 'waived' }

type ListedInvoice = WholeMessage['invoices'][number]

function Listed({ message }: { readonly message: WholeMessage }): ReactNode {
  const t = web.useText('messages')
  const figure = FIGURES[message.template]
  const columns: web.Column<ListedInvoice>[] = [
    {
      id: 'number',
      header: t('invoice'),
      cell: row => <web.Go to={web.paths.invoice(row.id as InvoiceId)}>{row.number}</web.Go>,
    },
    { id: 'due', header: t('due'), cell: row => <web.DayText value={row.dueOn} form="short" /> },
    {
      id: 'open',
      header: t(figure ?? 'open'),
      align: 'end',
      total: <web.Amount value={message.total} />,
      cell: row => <web.Amount value={row.open} />,
    },
  ]
  return (
    <web.MoneyTable
      caption={t(figure === undefined ? 'listed' : 'concerned')}
      columns={columns}
      rows={message.invoices}
      keyOf={row => row.id}
    />
  )
}

function Content({ message }: { readonly message: WholeMessage }): ReactNode {
  const t = web.useText('messages')
  const href = web.hrefOf(readMessageContent, { params: { message: message.id } })
  const letter = message.channel === 'letter'
  const download = <web.DownloadButton label={letter ? t('openPdf') : t('downloadMail')} href={href} open={letter} />
  return (
    <>
      <Group gap="md">
        <web.Tag tone={message.exact ? 'neutral' : 'brand'}>{message.exact ? t('exact') : t('preview')}</web.Tag>
        {(message.exact || letter) && download}
      </Group>
      {letter ? (
        <web.PdfPaper title={t('letterOf', { name: message.customer.name })} href={href} />
      ) : message.html ? (
        <web.MailPaper title={t('mailOf', { name: message.customer.name })} html={message.html} />
      ) : (
        <web.TextPaper text={message.text ?? ''} />
      )}
    </>
  )
}
