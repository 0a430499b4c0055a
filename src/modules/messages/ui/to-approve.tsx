import { useState, type ReactNode } from 'react'
import { Button, Checkbox, Group, Textarea } from '@mantine/core'
import * as web from '#web/index.ts'
import { approveMessages, cancelMessages, takeBackApproval } from '../api.ts'
import { MessageSplit, useMessages } from './message-split.tsx'

const V_KEY = <web.Key letter="v" />

/** Messages that wait for a person: read, approve one or many, or withdraw with a reason. */
export function ToApprove({ empty }: { readonly empty: ReactNode }): ReactNode {
  const t = web.useText('messages')
  const { list, chosen } = useMessages({ state: 'to-approve', sort: '-total' })
  const [kept, keep] = useState<ReadonlySet<string>>(new Set())
  const ticked = new Set(list.rows.map(row => row.id).filter(id => kept.has(id)))
  const [withdrawn, setWithdrawn] = useState<readonly string[] | null>(null)
  const approve = web.useAct(approveMessages, {
    done: ({ approved, left }) =>
      left.length === 0
        ? t('approved', { count: approved.length })
        : t('approvedSome', { count: approved.length, left: left.length }),
    undo: ({ approved }) => web.call(takeBackApproval, { body: { messages: [...approved] } }),
    after: () => keep(new Set()),
  })
  const send = (ids: readonly string[]): void => {
    if (ids.length > 0 && !approve.isPending) approve.mutate({ body: { messages: [...ids] } })
  }
  const current = chosen.chosen === null ? [] : [chosen.chosen]
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  web.useShortcut('v', t('approveOne'), () => send(current), 'page', may)
  web.useShortcut('V', t('approveTicked'), () => send([...ticked]), 'page', may)
  const head = (
    <>
      <Checkbox
        size="xs"
        label={ticked.size > 0 ? t('ticked', { count: ticked.size }) : t('tickAll')}
        checked={ticked.size > 0 && ticked.size === list.rows.length}
        indeterminate={ticked.size > 0 && ticked.size < list.rows.length}
        onChange={() => keep(ticked.size > 0 ? new Set() : new Set(list.rows.map(row => row.id)))}
      />
      {ticked.size > 0 && (
        <Group gap="sm" ml="auto">
          <Button size="xs" loading={approve.isPending} onClick={() => send([...ticked])}>
            {t('approveCount', { count: ticked.size })}
          </Button>
          <Button size="xs" variant="default" onClick={() => setWithdrawn([...ticked])}>
            {t('withdraw')}
          </Button>
        </Group>
      )}
    </>
  )
  return (
    <>
      <MessageSplit
        label={t('toApprove')}
        list={list}
        chosen={chosen}
        empty={empty}
        {...(may && { ticks: { keys: ticked, toggle: key => keep(toggled(ticked, key)) }, head })}
        actions={message =>
          may && (
            <Group gap="sm">
              <Button loading={approve.isPending} rightSection={V_KEY} onClick={() => send([message.id])}>
                {t('approve')}
              </Button>
              <Button variant="default" onClick={() => setWithdrawn([message.id])}>
                {t('withdraw')}
              </Button>
            </Group>
          )
        }
      />
      <Withdraw key={withdrawn?.join() ?? ''} messages={withdrawn} onClose={() => setWithdrawn(null)} />
    </>
  )
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}

type WithdrawProps = { readonly messages: readonly string[] | null; readonly onClose: () => void }

function Withdraw({ messages, onClose }: WithdrawProps): ReactNode {
  const t = web.useText('messages')
  const [reason, setReason] = useState('')
  const withdraw = web.useAct(cancelMessages, {
    done: ({ cancelled }) => t('withdrawn', { count: cancelled.length }),
    after: onClose,
    quiet: true,
  })
  return (
    <web.SidePanel
      opened={messages !== null}
      onClose={onClose}
      title={t('withdrawTitle', { count: messages?.length ?? 0 })}
      submit={t('withdraw')}
      busy={withdraw.isPending}
      error={withdraw.error && <web.Problem error={withdraw.error} />}
      onSubmit={() => messages && withdraw.mutate({ body: { messages: [...messages], reason } })}
    >
      <p className="soft">{t('withdrawHint')}</p>
      <Textarea
        label={t('withdrawReason')}
        required
        autosize
        minRows={3}
        data-autofocus
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
      />
    </web.SidePanel>
  )
}
