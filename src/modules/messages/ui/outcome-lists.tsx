import type { ReactNode } from 'react'
import { Button, Group } from '@mantine/core'
import * as web from '#web/index.ts'
import { settleDoubtful } from '../api.ts'
import { MessageSplit, useMessages } from './message-split.tsx'
import type { WholeMessage } from './message-view.tsx'

/** What left today. */
export function SentToday({ empty }: { readonly empty: ReactNode }): ReactNode {
  const t = web.useText('messages')
  const { today } = web.useSession()
  const { list, chosen } = useMessages({ state: 'sent', sentOn: today, sort: '-decided' })
  return <MessageSplit label={t('sentToday')} list={list} chosen={chosen} empty={empty} />
}

/** What did not leave, or nobody knows whether it did: a person settles each. */
export function Failures({ empty }: { readonly empty: ReactNode }): ReactNode {
  const t = web.useText('messages')
  const { list, chosen } = useMessages({ state: 'failed,doubtful', sort: '-decided' })
  return (
    <MessageSplit
      label={t('failures')}
      list={list}
      chosen={chosen}
      empty={empty}
      actions={message => <Settle message={message} />}
    />
  )
}

/** What to do with a message that failed or is doubtful. */
export function Settle({ message }: { readonly message: WholeMessage }): ReactNode {
  const t = web.useText('messages')
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  const settle = web.useAct(settleDoubtful, { done: (_, { body }) => t(`settled.${body.verdict}`) })
  if (!may || (message.state !== 'failed' && message.state !== 'doubtful')) return null
  const say = (verdict: 'sent' | 'again' | 'cancel'): void =>
    settle.mutate({ params: { message: message.id }, body: { verdict } })
  return (
    <>
      <p className="soft">{t(`settleHint.${message.reason === 'no-sender' ? 'no-sender' : message.state}`)}</p>
      <Group gap="sm">
        <Button loading={settle.isPending} onClick={() => say('again')}>
          {t('settle.again')}
        </Button>
        {message.state === 'doubtful' && (
          <Button variant="default" onClick={() => say('sent')}>
            {t('settle.sent')}
          </Button>
        )}
        <Button variant="default" onClick={() => say('cancel')}>
          {t('settle.cancel')}
        </Button>
      </Group>
    </>
  )
}
