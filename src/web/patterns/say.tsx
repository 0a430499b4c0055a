import type { ReactNode } from 'react'

/** Words to say aloud, sentence by sentence, beside the figures they quote. */
export function Say({ lines }: { readonly lines: readonly string[] }): ReactNode {
  return (
    <blockquote className="say">
      {lines.map(line => (
        <p key={line}>{line}</p>
      ))}
    </blockquote>
  )
}
