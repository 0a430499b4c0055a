import type { ReactNode } from 'react'
import { IconArrowLeft } from '@tabler/icons-react'
import { useText } from '../i18n.ts'

type SplitPaneProps = {
  readonly queueLabel: string
  readonly queue: ReactNode
  readonly detailLabel: string
  /** What is chosen; null shows `nothing` (on a phone, the queue). */
  readonly detail: ReactNode | null
  readonly nothing?: ReactNode
  /** Leaves the detail, on a phone. */
  readonly onBack: () => void
}

/** The queue at the left, what is chosen at the right: the main job is never in a modal. One at a time on a phone. */
export function SplitPane({ queueLabel, queue, detailLabel, detail, nothing, onBack }: SplitPaneProps): ReactNode {
  const t = useText()
  return (
    <div className="split" data-chosen={detail !== null}>
      <section className="split-queue" aria-label={queueLabel}>
        {queue}
      </section>
      <section className="split-detail" aria-label={detailLabel}>
        <button type="button" className="back split-back" onClick={onBack}>
          <IconArrowLeft size={16} aria-hidden />
          {t('back')}
        </button>
        {detail ?? nothing}
      </section>
    </div>
  )
}
