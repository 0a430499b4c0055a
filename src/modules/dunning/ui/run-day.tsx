import { useEffect, useState, type ReactNode } from 'react'
import { Button, Skeleton } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import { runFollowUp } from '../api.ts'

type Report = Answer<typeof runFollowUp>

/** « Lancer le suivi du jour »: first says what would leave and why not for the rest, then does it. */
export function RunDay(): ReactNode {
  const t = web.useText('dunning')
  const [opened, setOpened] = useState(false)
  if (!web.useMay(['credit-manager', 'administrator'])) return null
  return (
    <>
      <Button onClick={() => setOpened(true)}>{t('run')}</Button>
      {opened && <RunPanel onClose={() => setOpened(false)} />}
    </>
  )
}

function RunPanel({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = web.useText('dunning')
  const [plan, setPlan] = useState<Report | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const run = web.useAct(runFollowUp, {
    quiet: true,
    done: report => t('ran', { messages: report.messages, tasks: report.calls + report.tasks, held: report.held }),
    after: onClose,
  })
  useEffect(() => {
    let left = false
    web.call(runFollowUp, { body: { dryRun: true } }).then(
      report => !left && setPlan(report),
      (error: unknown) => !left && setProblem(error),
    )
    return () => {
      left = true
    }
  }, [])
  const refused = run.error ?? problem
  const nothing = plan !== null && plan.messages + plan.calls + plan.tasks === 0
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('run')}
      {...(plan && { submit: nothing ? t('runAnyway') : t('runNow') })}
      busy={run.isPending}
      error={refused ? <web.Problem error={refused} /> : undefined}
      onSubmit={() => run.mutate({ body: { dryRun: false } })}
    >
      {plan && <Plan plan={plan} nothing={nothing} />}
      {!plan && !refused && <Skeleton height={200} aria-label={t('looking')} />}
    </web.SidePanel>
  )
}

function Plan({ plan, nothing }: { readonly plan: Report; readonly nothing: boolean }): ReactNode {
  const t = web.useText('dunning')
  const language = web.useLanguage()
  const figure = (count: number): string => (count === 0 ? '–' : web.countText(count, language))
  const waits = plan.byReason.filter(one => one.outcome === 'hold' || one.outcome === 'wait')
  return (
    <>
      <p>{nothing ? t('planNothing', { count: plan.looked }) : t('planHint', { count: plan.looked })}</p>
      {!nothing && (
        <web.KeyValue
          items={[
            { label: t('planEmails'), value: figure(plan.emails) },
            { label: t('planLetters'), value: figure(plan.letters) },
            { label: t('planToApprove'), value: figure(plan.toApprove) },
            { label: t('planCalls'), value: figure(plan.calls) },
            { label: t('planTasks'), value: figure(plan.tasks) },
          ]}
        />
      )}
      {waits.length > 0 && (
        <>
          <h3>{t('planWaits')}</h3>
          <web.KeyValue
            items={waits.map(one => ({
              label: t(`held.${one.code}`, { defaultValue: one.code }),
              value: figure(one.count),
            }))}
          />
        </>
      )}
    </>
  )
}
