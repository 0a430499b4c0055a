import type { ReactNode } from 'react'
import { Skeleton } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import { useStepText } from '#modules/messages/ui/index.ts'
import * as web from '#web/index.ts'
import { readFollowUp } from '../api.ts'
import { useActionText, useFactText, useReasonText, type Reason } from './words.ts'

type FollowUp = Answer<typeof readFollowUp>

/** Where a customer stands: what would be done now, why, and when it is looked at again. */
export function NextStep({ customer }: { readonly customer: CustomerId }): ReactNode {
  const t = web.useText('dunning')
  const asked = web.useAnswer(readFollowUp, { params: { customer } })
  const nextStep = useNextStep()
  if (isNever(asked.error)) return <span className="soft">{t('neverOpen')}</span>
  if (asked.error) return <web.Problem error={asked.error} />
  if (!asked.data) return <Skeleton height={20} width={280} />
  return (
    <span className="line">
      <span>{nextStep(asked.data)}</span>
      <WhyFollowUp followUp={asked.data} />
    </span>
  )
}

// A customer who never owed anything has no follow-up: that is an answer, not a fault.
function isNever(error: unknown): boolean {
  return error instanceof web.ApiProblem && error.code === 'not-found'
}

function useNextStep(): (followUp: FollowUp) => string {
  const t = web.useText('dunning')
  const step = useStepText()
  const action = useActionText()
  const reason = useReasonText()
  const language = web.useLanguage()
  const { today } = web.useSession()
  return ({ now, nextOn }) => {
    if (now.action !== null) return t('now', { action: action(now.action), step: step(now.step) })
    const next = nextOn !== null && nextOn > today ? t('lookAgain', { day: web.dayText(nextOn, today, language) }) : ''
    return [reason(now.reason), next].filter(text => text !== '').join(' · ')
  }
}

function WhyFollowUp({ followUp }: { readonly followUp: FollowUp }): ReactNode {
  const t = web.useText('dunning')
  const reason = useReasonText()
  const fact = useFactText()
  const step = useStepText()
  const { now, scenario } = followUp
  const lines: web.WhyLine[] = [
    ...Object.entries(now.reason.facts)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => ({ label: t(`fact.${name}`, { defaultValue: name }), value: fact(name, value) })),
    { label: t('scenario'), value: scenario?.name ?? t('noScenario') },
    { label: t('overdue'), value: <web.Amount value={followUp.overdue} /> },
    { label: t('lastStep'), value: step(followUp.step) },
    { label: t('decidedOn'), value: <web.DayText value={followUp.decidedOn} /> },
    { label: t('nextOn'), value: <web.DayText value={followUp.nextOn} /> },
  ]
  const more = <web.Go to={web.paths.scenarios()}>{t('seeScenarios')}</web.Go>
  return <web.Why title={t('whyTitle')} definition={reason(now.reason)} lines={lines} more={more} />
}

/** « Pourquoi ? » of one line of a list, from what was decided. */
export function WhyReason({ reason, lines }: { readonly reason: Reason; readonly lines: web.WhyLine[] }): ReactNode {
  const t = web.useText('dunning')
  const text = useReasonText()
  const fact = useFactText()
  const facts = Object.entries(reason.facts)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ({ label: t(`fact.${name}`, { defaultValue: name }), value: fact(name, value) }))
  return <web.Why title={t('whyTitle')} definition={text(reason)} lines={[...facts, ...lines]} />
}

type PlannedInvoice = FollowUp['invoices'][number]

/** The steps to come, invoice by invoice: what was done, and the day of each next one if nothing else happens. */
export function StepPlan({ customer }: { readonly customer: CustomerId }): ReactNode {
  const t = web.useText('dunning')
  const action = useActionText()
  const step = useStepText()
  const { data: followUp } = web.useAnswer(readFollowUp, { params: { customer } })
  if (!followUp || followUp.invoices.length === 0) return null
  const steps = followUp.invoices[0]?.steps ?? []
  const columns: web.Column<PlannedInvoice>[] = [
    {
      id: 'number',
      header: t('invoice'),
      cell: row => <web.Go to={web.paths.invoice(row.id as InvoiceId)}>{row.number}</web.Go>,
    },
    { id: 'open', header: t('open'), align: 'end', cell: row => <web.Amount value={row.open} /> },
    ...steps.map((planned, rank) => ({
      id: planned.code,
      header: `${step(planned.code)} ${action(planned.action)}`,
      align: 'end' as const,
      cell: (row: PlannedInvoice) => <PlannedDay planned={row.steps[rank]} dueOn={row.dueOn} />,
    })),
  ]
  return <web.MoneyTable caption={t('plan')} columns={columns} rows={followUp.invoices} keyOf={row => row.id} />
}

type PlannedStep = PlannedInvoice['steps'][number]

function PlannedDay(props: { readonly planned: PlannedStep | undefined; readonly dueOn: Day }): ReactNode {
  const t = web.useText('dunning')
  const { today } = web.useSession()
  const { planned, dueOn } = props
  if (!planned) return null
  // A step before the due date whose day has gone by has lost its point: it is not caught up.
  const missed = !planned.done && planned.on !== null && planned.on < today && planned.on <= dueOn
  if (missed) return <span className="soft">{t('stepMissed')}</span>
  return planned.done ? <span className="soft">{t('stepDone')}</span> : <web.DayText value={planned.on} />
}
