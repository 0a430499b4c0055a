import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { ApiProblem } from '../client.ts'
import { namespaces, useText } from '../i18n.ts'

/** What to say of an error: a title, and how to mend it. Refusals are translated by `refusal.<code>` of any module. */
export function useProblemWords(): (error: unknown) => { title: string; remedy: string } {
  const t = useText()
  return error => {
    if (!(error instanceof ApiProblem)) return { title: t('problem.bug'), remedy: t('problem.bugRemedy') }
    if (error.code === 'unreachable') return { title: t('problem.unreachable'), remedy: t('problem.unreachableRemedy') }
    if (error.status >= 500)
      return { title: t('problem.server'), remedy: t('problem.serverRemedy', { incident: '–', ...error.data }) }
    const ns = namespaces()
    const title = t(`refusal.${error.code}`, { ns, defaultValue: error.detail, ...error.data })
    return { title, remedy: t(`remedy.${error.code}`, { ns, defaultValue: '', ...error.data }) }
  }
}

type ProblemProps = {
  readonly error: unknown
  /** « Réessayer ». */
  readonly onRetry?: () => void
  /** Another way out, as a button or a link. */
  readonly action?: ReactNode
}

/** An error in the page: what happened, how to mend it, and the gesture that does. */
export function Problem({ error, onRetry, action }: ProblemProps): ReactNode {
  const t = useText()
  const { title, remedy } = useProblemWords()(error)
  const fields = error instanceof ApiProblem ? error.errors : []
  return (
    <div className="problem" role="alert">
      <IconAlertTriangle size={20} aria-hidden />
      <div className="problem-words">
        <strong>{title}</strong>
        {remedy !== '' && <p>{remedy}</p>}
        {fields.length > 0 && (
          <ul>
            {fields.map(field => (
              <li key={`${field.path} ${field.message}`}>
                {field.path === '' ? field.message : t('pair', { label: field.path, value: field.message })}
              </li>
            ))}
          </ul>
        )}
      </div>
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
      {action}
    </div>
  )
}
