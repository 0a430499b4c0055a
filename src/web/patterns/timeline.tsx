import type { ReactNode } from 'react'
import {
  IconAlertTriangle,
  IconArrowDownLeft,
  IconArrowUpRight,
  IconCashBanknote,
  IconClockPause,
  IconNote,
  IconPencil,
  IconPhone,
} from '@tabler/icons-react'
import { Button, Skeleton } from '@mantine/core'
import { AtText } from '../format/cells.tsx'
import { useText } from '../i18n.ts'

/** What a timeline entry is about: sent, received from them, call, money received, note, waiting, change, trouble. */
export type TimelineKind = 'sent' | 'reply' | 'call' | 'money' | 'note' | 'wait' | 'change' | 'trouble'

export type TimelineEntry = {
  readonly id: string
  readonly at: string
  readonly kind: TimelineKind
  readonly title: ReactNode
  readonly by?: string
  /** Under the title: the text of a note, the lines of a message, « Pourquoi ? ». */
  readonly body?: ReactNode
}

const ICONS = {
  sent: IconArrowUpRight,
  reply: IconArrowDownLeft,
  call: IconPhone,
  money: IconCashBanknote,
  note: IconNote,
  wait: IconClockPause,
  change: IconPencil,
  trouble: IconAlertTriangle,
}

type TimelineProps = {
  readonly entries: readonly TimelineEntry[]
  readonly loading?: boolean
  readonly more?: (() => void) | null
  readonly empty: ReactNode
}

/** Everything that happened, newest first, each with when and who. */
export function Timeline({ entries, loading = false, more = null, empty }: TimelineProps): ReactNode {
  const t = useText()
  if (loading) return <Skeleton height={120} />
  if (entries.length === 0) return empty
  return (
    <>
      <ol className="timeline">
        {entries.map(entry => {
          const Icon = ICONS[entry.kind]
          return (
            <li key={entry.id} className={`timeline-entry timeline-${entry.kind}`}>
              <span className="timeline-mark">
                <Icon size={16} aria-hidden />
                <span className="only-read">{t(`timeline.${entry.kind}`)}</span>
              </span>
              <div>
                <div className="timeline-title">{entry.title}</div>
                {entry.body !== undefined && <div className="timeline-body">{entry.body}</div>}
                <div className="timeline-when">
                  <AtText value={entry.at} />
                  {entry.by !== undefined && <span>{entry.by}</span>}
                </div>
              </div>
            </li>
          )
        })}
      </ol>
      {more && (
        <Button variant="subtle" onClick={more}>
          {t('list.more')}
        </Button>
      )}
    </>
  )
}
