import type { ReactNode } from 'react'
import { Skeleton } from '@mantine/core'
import { Held, RunDay } from '#modules/dunning/ui/index.ts'
import { TermsNotices } from '#modules/terms/ui/index.ts'
import { Failures, SentToday, ToApprove } from '#modules/messages/ui/index.ts'
import type { Answer } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import { readToday } from '../api.ts'
import { FirstSteps } from './first-steps.tsx'
import { ToDo } from './to-do.tsx'

const TABS = ['calls', 'approve', 'sent', 'held', 'failed'] as const
type Tab = (typeof TABS)[number]
type Today = Answer<typeof readToday>

/** The day's work: calls to make, messages to approve, what left, what was held back and why, what failed. */
export function TodayPage(): ReactNode {
  const t = web.useText('desk')
  const state = web.useListState(['tab'])
  const asked = web.useAnswer(readToday, { query: {} })
  web.useLive()
  const tab = TABS.find(one => one === state.filters['tab']) ?? 'calls'
  const { data: today } = asked
  const settled = today?.firstSteps.every(step => step.done) ?? false
  return (
    <>
      <web.PageHeader
        title={t('today')}
        {...(today && { state: <StateSentence today={today} /> })}
        {...(today && canRun(today) && { action: <RunDay /> })}
      />
      {asked.error && <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton height={320} aria-label={t('loading')} />}
      {today && !settled && <FirstSteps steps={today.firstSteps} />}
      <TermsNotices />
      {today && settled && (
        <Worklist today={today} tab={tab} onTab={next => state.show(next === 'calls' ? '' : `tab=${next}`)} />
      )}
    </>
  )
}

function canRun(today: Today): boolean {
  return today.firstSteps.every(step => step.done || step.code === 'run')
}

function StateSentence({ today }: { readonly today: Today }): ReactNode {
  const t = web.useText('desk')
  const language = web.useLanguage()
  const { tasks, toApprove, failed, doubtful, waitingToLeave } = today.counts
  const actions = tasks + toApprove + failed + doubtful
  const stake = today.atStake.map(amount => web.roundAmountText(amount, language)).join(' + ')
  const parts = [
    ...(actions > 0 ? [t('actions', { count: actions })] : [t('nothingToDo')]),
    ...(stake === '' ? [] : [t('atStake', { amount: stake })]),
    ...(waitingToLeave > 0 ? [t('waitingToLeave', { count: waitingToLeave })] : []),
  ]
  return parts.join(' · ')
}

function Worklist(props: { readonly today: Today; readonly tab: Tab; readonly onTab: (tab: Tab) => void }): ReactNode {
  const t = web.useText('desk')
  const { today, tab, onTab } = props
  const { counts } = today
  const tabs: readonly web.CountTab<Tab>[] = [
    { id: 'calls', label: t('tab.calls'), count: counts.tasks },
    { id: 'approve', label: t('tab.approve'), count: counts.toApprove },
    { id: 'sent', label: t('tab.sent'), count: counts.sentToday },
    { id: 'held', label: t('tab.held'), count: counts.held },
    { id: 'failed', label: t('tab.failed'), count: counts.failed + counts.doubtful, alert: true },
  ]
  const nothing = (name: Tab): ReactNode => <Nothing tab={name} today={today} />
  return (
    <>
      <web.CountTabs label={t('tabs')} tabs={tabs} value={tab} onChange={onTab} />
      {tab === 'calls' && <ToDo empty={nothing('calls')} />}
      {tab === 'approve' && <ToApprove empty={nothing('approve')} />}
      {tab === 'sent' && <SentToday empty={nothing('sent')} />}
      {tab === 'held' && <Held empty={nothing('held')} />}
      {tab === 'failed' && <Failures empty={nothing('failed')} />}
    </>
  )
}

/** An empty tab never just says nothing: it tells when something will come. */
function Nothing({ tab, today }: { readonly tab: Tab; readonly today: Today }): ReactNode {
  const t = web.useText('desk')
  const language = web.useLanguage()
  const next = today.nextOn
  const coming =
    next === null
      ? t('nothingPlanned')
      : next <= today.today
        ? t('runIsDue')
        : t('nextOn', { day: web.longDayText(next, language) })
  const calm = tab === 'held' || tab === 'failed'
  return <web.EmptyState title={t(`empty.${tab}`)} hint={calm ? t(`emptyHint.${tab}`) : coming} />
}
