import { useId, type ReactNode } from 'react'

type SectionProps = { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode }

/** A titled part of a page: a rule and a heading, never a box. */
export function Section({ title, aside, children }: SectionProps): ReactNode {
  const id = useId()
  return (
    <section className="section" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
