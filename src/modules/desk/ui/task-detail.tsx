import type { ReactNode } from 'react'
import { IconPhone } from '@tabler/icons-react'
import type { CustomerId } from '#kernel/id.ts'
import { EndTask, NextStep, Script, useActionText, type Task } from '#modules/dunning/ui/index.ts'
import { readCustomer } from '#modules/parties/api.ts'
import * as web from '#web/index.ts'
import { useStepText } from '#modules/messages/ui/index.ts'
import { readBalance } from '../api.ts'
import { CustomerTimeline } from './customer-timeline.tsx'
import { OpenItems } from './open-items.tsx'

const SHOWN = 6

/** Everything needed for one call: who, what they owe, what to say, what came of it. */
export function TaskDetail({ task }: { readonly task: Task }): ReactNode {
  const t = web.useText('desk')
  const go = web.useGo()
  const language = web.useLanguage()
  const id = task.customer.id as CustomerId
  const { data: customer } = web.useAnswer(readCustomer, { params: { customer: id } })
  const { data: balance } = web.useAnswer(readBalance, { params: { customer: id } })
  web.useShortcut('c', t('openCustomer'), () => go(web.paths.customer(id)))
  const here = customer?.id === id ? customer : undefined
  const items = balance?.items ?? []
  // Read again now: what was paid since the task was decided is not spoken of.
  const invoices = task.invoices.flatMap(invoice => {
    const item = items.find(one => one.number === invoice.number)
    return item ? [{ ...invoice, open: item.open }] : []
  })
  return (
    <div>
      <div className="line">
        <h2>
          <web.Go to={web.paths.customer(id)}>{task.customer.name}</web.Go>
        </h2>
        <span className="soft">{[task.creditor.code, task.customer.ref, here?.city].filter(Boolean).join(' · ')}</span>
      </div>
      {here?.pausedUntil && (
        <p>
          <web.Tag tone="caution">
            {t('pausedUntil', { day: web.shortDayText(here.pausedUntil, language), reason: here.pauseReason ?? '' })}
          </web.Tag>
        </p>
      )}
      <TaskFacts task={task} phones={here?.contacts.filter(contact => contact.phone !== null) ?? []} />
      {here?.note && <web.Say lines={[here.note]} />}
      <web.Section title={t('toSay')}>
        {balance && invoices.length === 0 ? (
          <p>{t('paidSince')}</p>
        ) : (
          balance && <Script task={{ ...task, invoices }} creditor={here?.creditor.name ?? task.creditor.code} />
        )}
      </web.Section>
      <web.Section title={t('result')}>
        <EndTask task={task} />
      </web.Section>
      <web.Section
        title={t('openItems')}
        aside={
          items.length > SHOWN && <web.Go to={web.paths.customer(id)}>{t('seeAll', { count: items.length })}</web.Go>
        }
      >
        {balance && <OpenItems balance={balance} limit={SHOWN} />}
      </web.Section>
      <web.Section title={t('lately')}>
        <CustomerTimeline customer={id} limit={5} />
      </web.Section>
    </div>
  )
}

type Phone = { readonly id: string; readonly name: string; readonly role: string; readonly phone: string | null }

function TaskFacts({ task, phones }: { readonly task: Task; readonly phones: readonly Phone[] }): ReactNode {
  const t = web.useText('desk')
  const parties = web.useText('parties')
  const action = useActionText()
  const step = useStepText()
  const { data: balance } = web.useAnswer(readBalance, { params: { customer: task.customer.id } })
  const owed = (balance?.ages ?? []).flatMap(age => [
    { label: t('outstanding'), value: <web.Amount value={age.outstanding} zero="show" /> },
    {
      label: t('overdue'),
      value: (
        <span className="line">
          <web.Amount value={age.overdue} tone="strong" zero="show" />
          <web.Lateness days={task.daysLate} />
        </span>
      ),
    },
  ])
  return (
    <web.KeyValue
      items={[
        ...phones.map((contact, index) => ({
          label: t('phone', { rank: index + 1 }),
          value: (
            <span className="line">
              <a className="phone" href={`tel:${(contact.phone ?? '').replaceAll(' ', '')}`}>
                <IconPhone size={16} aria-hidden />
                {contact.phone}
              </a>
              <span className="soft">{`${contact.name} · ${parties(`role.${contact.role}`)}`}</span>
            </span>
          ),
        })),
        ...(phones.length === 0 && task.kind === 'call' ? [{ label: t('noPhone'), value: t('noPhoneHint') }] : []),
        ...owed,
        { label: t('task'), value: `${step(task.step)} · ${action(task.kind, task.script ?? undefined)}` },
        { label: t('next'), value: <NextStep customer={task.customer.id as CustomerId} /> },
      ]}
    />
  )
}
