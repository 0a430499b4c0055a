import type { ReactNode } from 'react'
import { IconCircle, IconCircleCheck } from '@tabler/icons-react'
import { RunDay } from '#modules/dunning/ui/index.ts'
import * as web from '#web/index.ts'

type FirstStepsProps = { readonly steps: readonly { readonly code: string; readonly done: boolean }[] }

/** What a newcomer still has to do, in order, each with its gesture. */
export function FirstSteps({ steps }: FirstStepsProps): ReactNode {
  const t = web.useText('desk')
  const next = steps.find(step => !step.done)?.code
  return (
    <web.Section title={t('firstSteps')}>
      <ol className="stack">
        {steps.map(step => {
          const Mark = step.done ? IconCircleCheck : IconCircle
          return (
            <li key={step.code} className="first-step" data-done={step.done}>
              <Mark size={20} stroke={1.6} aria-hidden />
              <div>
                <strong>{t(`first.${step.code}`)}</strong>
                <span className="only-read">{step.done ? t('stepDone') : t('stepToDo')}</span>
                <p className="soft">{t(`firstHint.${step.code}`)}</p>
                {step.code === next && <Gesture code={step.code} />}
              </div>
            </li>
          )
        })}
      </ol>
    </web.Section>
  )
}

function Gesture({ code }: { readonly code: string }): ReactNode {
  const t = web.useText('desk')
  if (code === 'run') return <RunDay />
  const to = code === 'creditor' ? web.paths.company() : web.paths.imports()
  return <web.Go to={to}>{t(`firstGo.${code}`)}</web.Go>
}
