import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button, Progress } from '@mantine/core'
import { countText } from '../format/amount.ts'
import { useLanguage, useText } from '../i18n.ts'

type ProgressLineProps = {
  readonly label: string
  readonly done: number
  /** Null while the end is not known. */
  readonly total: number | null
  /** What is counted, already plural: « lignes ». */
  readonly unit: string
  readonly onStop?: () => void
}

/** Long work: how many done, how fast, how long still, and how to stop it. It says that leaving the page is fine. */
export function ProgressLine({ label, done, total, unit, onStop }: ProgressLineProps): ReactNode {
  const t = useText()
  const language = useLanguage()
  const rate = usePace(done)
  const left = rate !== null && total !== null ? Math.ceil((total - done) / rate) : null
  const counted =
    total === null ? countText(done, language) : `${countText(done, language)} / ${countText(total, language)}`
  const pace = [
    `${counted} ${unit}`,
    ...(rate === null ? [] : [t('progress.rate', { rate: countText(Math.round(rate), language) })]),
    ...(left === null
      ? []
      : [left < 60 ? t('progress.seconds', { count: left }) : t('progress.minutes', { count: Math.ceil(left / 60) })]),
  ].join(' · ')
  return (
    <div className="progress-line">
      <div className="progress-words">
        <strong>{label}</strong>
        <span className="soft">{pace}</span>
        {onStop && (
          <Button variant="subtle" size="compact-sm" onClick={onStop}>
            {t('progress.stop')}
          </Button>
        )}
      </div>
      <Progress
        value={total === null || total === 0 ? 100 : (done / total) * 100}
        animated={total === null}
        aria-label={label}
        transitionDuration={100}
      />
    </div>
  )
}

/** Things per second since first seen, by the browser's frames; null in the first second. */
function usePace(done: number): number | null {
  const start = useRef<{ at: number; done: number } | null>(null)
  const [rate, setRate] = useState<number | null>(null)
  useEffect(() => {
    const frame = requestAnimationFrame(now => {
      const since = start.current
      if (since === null || done < since.done) {
        start.current = { at: now, done }
        setRate(null)
      } else if (now - since.at > 1000 && done > since.done) {
        setRate(((done - since.done) * 1000) / (now - since.at))
      }
    })
    return () => cancelAnimationFrame(frame)
  }, [done])
  return rate
}
