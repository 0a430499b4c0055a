import type { ReactNode } from 'react'
import * as web from '#web/index.ts'
import { zClauses } from '../api.ts'
import { CLAUSES, useClauseText, type Clause } from './words.ts'

type ClauseFactsProps = {
  /** As a contract answers them. */
  readonly clauses: unknown
  /** Only these, in the order people read them; all when absent. */
  readonly only?: readonly Clause[]
  /** What stands under a clause: the cap of the law, a deviation. */
  readonly notes?: Partial<Readonly<Record<Clause, ReactNode>>>
}

/** What terms say, clause by clause. The Belgian clause is shown only where it is written. */
export function ClauseFacts({ clauses, only, notes }: ClauseFactsProps): ReactNode {
  const t = web.useText('terms')
  const text = useClauseText()
  const read = zClauses.safeParse(clauses)
  if (!read.success) return null
  const shown = CLAUSES.filter(
    clause => (only?.includes(clause) ?? true) && (clause !== 'consumerCompensation' || read.data[clause]),
  )
  return (
    <web.KeyValue
      items={shown.map(clause => ({
        label: t(`clause.${clause}`),
        value: (
          <>
            {text(clause, read.data[clause])}
            {notes?.[clause] && <div className="soft">{notes[clause]}</div>}
          </>
        ),
      }))}
    />
  )
}
