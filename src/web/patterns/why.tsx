import { useId, type ReactNode } from 'react'
import { Popover } from '@mantine/core'
import { useText } from '../i18n.ts'

/** One line of an explanation: what was looked at, and what it was. */
export type WhyLine = { readonly label: ReactNode; readonly value?: ReactNode; readonly strong?: boolean }

type WhyProps = {
  /** The link's words; « Pourquoi ? » when absent. */
  readonly label?: string
  readonly title: string
  /** A sentence of definition, above the lines. */
  readonly definition?: ReactNode
  readonly lines: readonly WhyLine[]
  /** Where to see more: a link. */
  readonly more?: ReactNode
}

/** « Pourquoi ? »: the lines behind a decision or a figure, one click away. */
export function Why({ label, title, definition, lines, more }: WhyProps): ReactNode {
  const t = useText()
  const id = useId()
  return (
    <Popover width={340} position="bottom-start" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button type="button" className="why">
          {label ?? t('why')}
        </button>
      </Popover.Target>
      <Popover.Dropdown className="why-lines" aria-labelledby={id}>
        <strong id={id}>{title}</strong>
        {definition !== undefined && <p>{definition}</p>}
        <dl>
          {lines.map((line, index) => (
            // Lines have no identity and never move while they are shown.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={index} className={line.strong ? 'why-line strong' : 'why-line'}>
              <dt>{line.label}</dt>
              <dd>{line.value}</dd>
            </div>
          ))}
        </dl>
        {more}
      </Popover.Dropdown>
    </Popover>
  )
}
