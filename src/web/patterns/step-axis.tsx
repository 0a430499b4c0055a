import type { ReactNode } from 'react'
import { IconGavel, IconMail, IconMailbox, IconPhone, IconWorldSearch } from '@tabler/icons-react'

/** One step on the axis: days from the zero day, what is done, and its words. */
export type AxisStep = {
  readonly id: string
  readonly day: number
  readonly action: 'email' | 'letter' | 'call' | 'check-platform' | 'legal'
  readonly short: string
  readonly words: string
  readonly done?: boolean
}

const ICONS = {
  email: IconMail,
  letter: IconMailbox,
  call: IconPhone,
  'check-platform': IconWorldSearch,
  legal: IconGavel,
}

type StepAxisProps = {
  readonly label: string
  readonly steps: readonly AxisStep[]
  /** What stands at day 0: « Échéance ». */
  readonly zero: string
}

/** Steps laid on an axis of days, to scale. The list beside it says the same in words. */
export function StepAxis({ label, steps, zero }: StepAxisProps): ReactNode {
  const days = [0, ...steps.map(step => step.day)]
  const first = Math.min(...days)
  const span = Math.max(...days) - first || 1
  const at = (day: number): { left: string } => ({ left: `${((day - first) / span) * 100}%` })
  return (
    <div className="axis" role="img" aria-label={`${label}: ${steps.map(step => step.words).join(', ')}`}>
      <div className="axis-zero" style={at(0)}>
        <span>{zero}</span>
      </div>
      {steps.map(step => {
        const Icon = ICONS[step.action]
        return (
          <div
            key={step.id}
            className={step.done ? 'axis-mark done' : 'axis-mark'}
            style={at(step.day)}
            title={step.words}
          >
            <span className="timeline-mark">
              <Icon size={16} aria-hidden />
            </span>
            {step.short}
          </div>
        )
      })}
    </div>
  )
}
