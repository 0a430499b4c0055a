import type { ReactNode } from 'react'
import type { CustomerId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { readMessage } from '../api.ts'
import { MessageView, StateTag } from './message-view.tsx'
import { Settle } from './outcome-lists.tsx'

/** One message at its own address, so that it can be shown to somebody else. */
export function MessagePage(): ReactNode {
  const t = web.useText('messages')
  const id = web.useIdInPath<'message'>()
  const message = web.useAnswer(readMessage, { params: { message: id } }).data
  web.useLive([readMessage])
  const title = message?.subject ?? t('message')
  return (
    <>
      <web.PageHeader
        title={title}
        {...(message && {
          state: <StateTag state={message.state} />,
          back: { to: web.paths.customer(message.customer.id as CustomerId), label: message.customer.name },
        })}
      />
      <MessageView id={id} bare actions={whole => <Settle message={whole} />} />
    </>
  )
}
