import type { ReactNode } from 'react'
import { Skeleton } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import { money, moneyToJson } from '#kernel/money.ts'
import { useStepText } from '#modules/messages/ui/index.ts'
import * as web from '#web/index.ts'
import { listScenarios } from '../api.ts'
import { useActionText } from './words.ts'

type Scenario = Answer<typeof listScenarios>['items'][number]
type Step = Scenario['definition']['steps'][number]

/** The procedure of each segment: its steps on an axis of days, and the same in words with their conditions. */
export function ScenariosPage(): ReactNode {
  const t = web.useText('dunning')
  const asked = web.useAnswer(listScenarios, {})
  const scenarios = asked.data?.items ?? []
  return (
    <>
      <web.PageHeader title={t('scenarios.title')} state={t('scenarios.state', { count: scenarios.length })} />
      {asked.error && <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <Skeleton height={320} />}
      {asked.data && scenarios.length === 0 && (
        <web.EmptyState title={t('scenarios.none')} hint={t('scenarios.noneHint')} />
      )}
      {scenarios.map(scenario => (
        <OneScenario key={scenario.id} scenario={scenario} />
      ))}
    </>
  )
}

function OneScenario({ scenario }: { readonly scenario: Scenario }): ReactNode {
  const t = web.useText('dunning')
  const euros = useEuros()
  const stepText = useStepText()
  const action = useActionText()
  const { definition } = scenario
  const limits = [
    t('scenarios.minTotal', { amount: euros(definition.minTotal) }),
    t('scenarios.minGap', { count: definition.minGapDays }),
    ...(definition.businessDays ? [t('scenarios.businessDays')] : []),
  ]
  return (
    <web.Section
      title={scenario.segment?.name ?? definition.name}
      aside={<span className="soft">{t('scenarios.version', { version: scenario.version })}</span>}
    >
      <div className="stack">
        <p className="soft">{limits.join(' · ')}</p>
        <web.StepAxis
          label={t('scenarios.axis', { name: definition.name })}
          zero={t('scenarios.due')}
          steps={definition.steps
            .filter(step => step.from === 'due')
            .map(step => ({
              id: step.code,
              day: step.day,
              action: step.action,
              short: stepText(step.code),
              words: `${stepText(step.code)} ${action(step.action)}`,
            }))}
        />
        <Steps steps={definition.steps} name={definition.name} />
      </div>
    </web.Section>
  )
}

function Steps({ steps, name }: { readonly steps: readonly Step[]; readonly name: string }): ReactNode {
  const t = web.useText('dunning')
  const stepText = useStepText()
  const action = useActionText()
  const conditions = useConditions()
  const columns: web.Column<Step>[] = [
    { id: 'day', header: t('scenarios.when'), width: 72, cell: step => stepText(step.code) },
    {
      id: 'whenWords',
      header: t('scenarios.meaning'),
      cell: step =>
        t(step.day < 0 ? 'scenarios.before' : `scenarios.after-${step.from}`, { count: Math.abs(step.day) }),
    },
    {
      id: 'what',
      header: t('scenarios.what'),
      phone: 'side',
      cell: step => action(step.action, step.template),
    },
    {
      id: 'if',
      header: t('scenarios.conditions'),
      phone: 'under',
      cell: step => <span className="soft">{conditions(step)}</span>,
    },
  ]
  return (
    <web.MoneyTable
      caption={t('scenarios.steps', { name })}
      columns={columns}
      rows={steps}
      keyOf={step => `${step.code} ${step.template}`}
      stacked
    />
  )
}

function useConditions(): (step: Step) => string {
  const t = web.useText('dunning')
  const euros = useEuros()
  const action = useActionText()
  return step => {
    const { otherwise, minTotal, afterDays } = step
    const from = minTotal === undefined ? [] : [t('scenarios.from', { amount: euros(minTotal) })]
    return [
      ...from,
      ...(otherwise ? [t('scenarios.otherwise', { action: action(otherwise.action, otherwise.template) })] : []),
      ...(step.registered ? [t('scenarios.registered')] : []),
      ...(step.approval ? [t('scenarios.approval')] : []),
      ...(afterDays === undefined ? [] : [t('scenarios.afterDays', { count: afterDays })]),
    ].join(' · ')
  }
}

function useEuros(): (cents: number) => string {
  const language = web.useLanguage()
  return cents => web.amountText(moneyToJson(money(BigInt(cents), 'EUR')), language)
}
