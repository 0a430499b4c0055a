import type { ReactNode } from 'react'
import type { Answer, Input } from '#kernel/contract.ts'
import type { MessageId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { listMessages } from '../api.ts'
import { MessageView, type WholeMessage } from './message-view.tsx'
import { useMessageReason, useStepText } from './words.ts'

export type MessageLine = Answer<typeof listMessages>['items'][number]

type MessageSplitProps = {
  readonly label: string
  readonly list: web.Listed<MessageLine, Answer<typeof listMessages>>
  readonly chosen: web.Chosen
  readonly empty: ReactNode
  readonly ticks?: web.Ticks
  readonly head?: ReactNode
  readonly actions?: (message: WholeMessage) => ReactNode
}

/** Messages at the left, the chosen one as it is at the right. */
export function MessageSplit(props: MessageSplitProps): ReactNode {
  const { label, list, chosen, empty } = props
  const t = web.useText('messages')
  if (list.error) return <web.Problem error={list.error} />
  if (!list.loading && list.rows.length === 0) return empty
  return (
    <web.SplitPane
      queueLabel={label}
      detailLabel={t('message')}
      onBack={() => chosen.choose(null)}
      queue={
        <>
          <web.Queue
            items={list.rows}
            keyOf={row => row.id}
            chosen={chosen.chosen}
            onChoose={chosen.choose}
            empty={null}
            row={row => <MessageRow message={row} />}
            {...(props.ticks && { ticks: props.ticks })}
            {...(props.head !== undefined && { head: props.head })}
          />
          <web.More more={list.more} loading={list.loadingMore} />
        </>
      }
      detail={
        chosen.chosen === null ? null : (
          <MessageView id={chosen.chosen as MessageId} {...(props.actions && { actions: props.actions })} />
        )
      }
    />
  )
}

function MessageRow({ message }: { readonly message: MessageLine }): ReactNode {
  const t = web.useText('messages')
  const step = useStepText()
  const reason = useMessageReason()(message.reason)
  const words = [
    step(message.step),
    t(`channel.${message.channel}`),
    reason ?? t(`template.${message.template}`, { defaultValue: message.template }),
  ]
  return (
    <web.QueueRow
      title={message.customer.name}
      side={<web.Amount value={message.total} />}
      reason={words.join(' · ')}
    />
  )
}

/** All messages of a query, and the one chosen. */
export function useMessages(query: Input<typeof listMessages>['query']): {
  readonly list: web.Listed<MessageLine, Answer<typeof listMessages>>
  readonly chosen: web.Chosen
} {
  const list = web.useList(listMessages, { query })
  const chosen = web.useChosen(list.rows.map(row => row.id))
  return { list, chosen }
}
