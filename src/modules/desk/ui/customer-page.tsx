import { useState, type ReactNode } from 'react'
import { Button, Skeleton, Textarea } from '@mantine/core'
import type { CustomerId } from '#kernel/id.ts'
import { CustomerCharges } from '#modules/charges/ui/index.ts'
import { NextStep, StepPlan } from '#modules/dunning/ui/index.ts'
import { CustomerMessages } from '#modules/messages/ui/index.ts'
import { readCustomer } from '#modules/parties/api.ts'
import { Contacts, CustomerPanel, PausePanel, useResume, type Customer } from '#modules/parties/ui/index.ts'
import { CustomerCheques, CustomerReceipts } from '#modules/receipts/ui/index.ts'
import { CustomerTerms } from '#modules/terms/ui/index.ts'
import * as web from '#web/index.ts'
import { addNote, readBalance } from '../api.ts'
import { CustomerTimeline } from './customer-timeline.tsx'
import { OpenItems } from './open-items.tsx'

/** One customer whole: balance, open items, next step and why, contacts, messages, and everything that happened. */
export function CustomerPage(): ReactNode {
  const t = web.useText('desk')
  const id = web.useIdInPath<'customer'>()
  const asked = web.useAnswer(readCustomer, { params: { customer: id } })
  web.useLive()
  const customer = asked.data?.id === id ? asked.data : undefined
  const back = { to: web.paths.customers(), label: t('customers') }
  if (asked.error) {
    return (
      <>
        <web.PageHeader title={t('customer')} back={back} />
        <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />
      </>
    )
  }
  if (!customer) return <Skeleton height={320} aria-label={t('loading')} />
  return (
    <>
      <web.PageHeader
        title={customer.name}
        back={back}
        state={<WhoLine customer={customer} />}
        action={<Gestures customer={customer} />}
      />
      <Balance customer={customer} />
      <CustomerCharges customer={id} />
      <CustomerReceipts customer={id} />
      <CustomerCheques customer={customer} />
      <Contacts customer={customer} />
      <CustomerTerms customer={id} />
      <web.Section title={t('messages')}>
        <CustomerMessages customer={id} />
      </web.Section>
      <web.Section title={t('history')}>
        <CustomerTimeline customer={id} />
      </web.Section>
    </>
  )
}

function WhoLine({ customer }: { readonly customer: Customer }): ReactNode {
  const t = web.useText('desk')
  const parties = web.useText('parties')
  const language = web.useLanguage()
  const { pausedUntil } = customer
  const words = [
    customer.ref,
    customer.creditor.name,
    parties(`kind.${customer.kind}`),
    customer.segment?.name ?? t('noSegment'),
    ...(customer.group ? [customer.group.name] : []),
    ...(customer.collector ? [t('followedBy', { name: customer.collector.name })] : []),
  ]
  return (
    <>
      {words.join(' · ')}
      {pausedUntil !== null && (
        <>
          {' '}
          <web.Tag tone="caution">
            {t('pausedUntil', { day: web.shortDayText(pausedUntil, language), reason: customer.pauseReason ?? '' })}
          </web.Tag>
        </>
      )}
    </>
  )
}

type Panel = 'note' | 'edit' | 'pause'

function Gestures({ customer }: { readonly customer: Customer }): ReactNode {
  const t = web.useText('desk')
  const [panel, setPanel] = useState<Panel | null>(null)
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  const resume = useResume(customer)
  const close = (): void => setPanel(null)
  web.useShortcut('n', t('note.add'), () => setPanel('note'), 'page', may)
  web.useShortcut('e', t('editCustomer'), () => setPanel('edit'), 'page', may)
  if (!may) return null
  return (
    <>
      <Button onClick={() => setPanel('note')}>{t('note.submit')}</Button>
      {customer.pausedUntil === null ? (
        <Button variant="default" onClick={() => setPanel('pause')}>
          {t('pause')}
        </Button>
      ) : (
        <Button variant="default" onClick={resume}>
          {t('resume')}
        </Button>
      )}
      <Button variant="default" onClick={() => setPanel('edit')}>
        {t('edit')}
      </Button>
      {panel === 'note' && <NotePanel customer={customer} onClose={close} />}
      {panel === 'edit' && <CustomerPanel customer={customer} onClose={close} />}
      {panel === 'pause' && <PausePanel customer={customer} onClose={close} />}
    </>
  )
}

function NotePanel({ customer, onClose }: { readonly customer: Customer; readonly onClose: () => void }): ReactNode {
  const t = web.useText('desk')
  const [text, setText] = useState('')
  const add = web.useAct(addNote, { done: () => t('note.done'), after: onClose, quiet: true })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('note.add')}
      submit={t('note.submit')}
      busy={add.isPending}
      error={add.error && <web.Problem error={add.error} />}
      onSubmit={() => add.mutate({ params: { customer: customer.id }, body: { text } })}
    >
      <Textarea
        label={t('note.text')}
        required
        autosize
        minRows={5}
        maxLength={4000}
        data-autofocus
        value={text}
        onChange={event => setText(event.currentTarget.value)}
      />
    </web.SidePanel>
  )
}

function Balance({ customer }: { readonly customer: Customer }): ReactNode {
  const t = web.useText('desk')
  const id = customer.id as CustomerId
  const asked = web.useAnswer(readBalance, { params: { customer: id } })
  const { data: balance } = asked
  if (asked.error) return <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />
  if (!balance) return <Skeleton height={160} />
  return (
    <>
      {balance.ages.map(age => (
        <div key={age.outstanding.currency} className="stack">
          <web.StatRow>
            <web.Stat label={t('outstanding')} value={<web.Amount value={age.outstanding} zero="show" />} />
            <web.Stat label={t('overdue')} value={<web.Amount value={age.overdue} zero="show" />} />
            {!/^-?0*\.?0*$/.test(age.credits.amount) && (
              <web.Stat label={t('credits')} value={<web.Amount value={age.credits} />} note={t('creditsNote')} />
            )}
          </web.StatRow>
          <web.AgeBar
            amounts={{
              notDue: age.notDue,
              to30: age.days1to30,
              to60: age.days31to60,
              to90: age.days61to90,
              over90: age.over90,
            }}
          />
        </div>
      ))}
      <web.Section title={t('next')}>
        <div className="stack">
          <NextStep customer={id} />
          {customer.note !== null && <web.Say lines={[customer.note]} />}
        </div>
      </web.Section>
      <web.Section title={t('openItems')}>
        <OpenItems balance={balance} />
      </web.Section>
      {balance.items.length > 0 && (
        <web.Section title={t('plan')}>
          <StepPlan customer={id} />
        </web.Section>
      )}
    </>
  )
}
