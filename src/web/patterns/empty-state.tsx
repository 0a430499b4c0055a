import type { ReactNode } from 'react'

type EmptyStateProps = {
  readonly title: string
  /** Why it is empty, or when something will come. */
  readonly hint?: ReactNode
  /** The next gesture. */
  readonly action?: ReactNode
}

/** An empty page or list: says why, and offers the next gesture. */
export function EmptyState({ title, hint, action }: EmptyStateProps): ReactNode {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {hint !== undefined && <p>{hint}</p>}
      {action}
    </div>
  )
}
