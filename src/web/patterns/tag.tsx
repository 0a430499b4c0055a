import type { ReactNode } from 'react'
import type { Age } from '../format/day.ts'

export type Tone = 'neutral' | 'brand' | 'received' | 'caution' | 'refused'

/** A state in one word: « Litige », « Payée ». The word carries the meaning, the tone only helps. */
export function Tag({ children, tone = 'neutral' }: { readonly children: ReactNode; readonly tone?: Tone }): ReactNode {
  return <span className={`tag tag-${tone}`}>{children}</span>
}

/** The swatch of an age: colour and pattern. */
export function AgeSwatch({ age }: { readonly age: Age }): ReactNode {
  return <span className={`age-swatch age-${age}`} aria-hidden />
}
