import type { ReactNode } from 'react'
import * as web from '#web/index.ts'

/** Days before a review from which it is a task: as the server counts them. */
const NOTICE = 30

/** Late, soon, or nothing to say. */
export function DueTag({ inDays }: { readonly inDays: number }): ReactNode {
  const t = web.useText('terms')
  if (inDays < 0) return <web.Tag tone="refused">{t('late', { count: -inDays })}</web.Tag>
  if (inDays <= NOTICE) return <web.Tag tone="caution">{t('dueIn', { count: inDays })}</web.Tag>
  return null
}
