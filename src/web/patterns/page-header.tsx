import { useEffect, type ReactNode } from 'react'
import { IconArrowLeft } from '@tabler/icons-react'
import { Go } from '../go.tsx'
import type { Path } from '../paths.ts'

type PageHeaderProps = {
  readonly title: string
  /** One sentence of state: « 38 actions, 214 600 € en jeu ». */
  readonly state?: ReactNode
  /** One primary action; others are quiet. */
  readonly action?: ReactNode
  readonly back?: { readonly to: Path; readonly label: string }
}

/** Opens every page: its title (also the tab's), one sentence of state, one primary action. */
export function PageHeader({ title, state, action, back }: PageHeaderProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Quittance`
  }, [title])
  return (
    <header className="page-header">
      <div className="page-header-words">
        {back && (
          <Go to={back.to} className="back">
            <IconArrowLeft size={16} aria-hidden />
            {back.label}
          </Go>
        )}
        <h1>{title}</h1>
        {state !== undefined && <p className="page-state">{state}</p>}
      </div>
      {action !== undefined && <div className="page-actions">{action}</div>}
    </header>
  )
}
