import { useEffect, type ReactNode } from 'react'

type AuthLayoutProps = { readonly title: string; readonly children: ReactNode; readonly foot?: ReactNode }

/** The bare page of sign-in, first start and forgotten passwords: the name, a title, a form. */
export function AuthLayout({ title, children, foot }: AuthLayoutProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · ${BRAND}`
  }, [title])
  return (
    <main className="auth">
      <div className="auth-column">
        <p className="wordmark">{BRAND}</p>
        <h1>{title}</h1>
        {children}
        {foot !== undefined && <footer className="soft">{foot}</footer>}
      </div>
    </main>
  )
}

const BRAND = 'Quittance'
