import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import * as web from '#web/index.ts'
import { findPayers } from '../api.ts'
import { Pick } from './pick.tsx'
import type { Sitting } from './sitting.ts'
import type { Receipt } from './words.ts'

type KeepProps = { readonly line: Receipt; readonly sitting: Sitting; readonly onLeave: () => void }

/** Keeps what is left of a line for a customer: a deposit, an overpayment. Whoever is proposed comes first. */
export function KeepEditor({ line, sitting, onLeave }: KeepProps): ReactNode {
  const t = web.useText('receipts')
  const language = web.useLanguage()
  const [q, setQ] = useState('')
  const found = web.useAnswer(findPayers, { params: { line: line.id }, query: { q } })
  return (
    <web.Section title={t('keep.title', { amount: web.amountText(line.free, language) })}>
      <div className="stack">
        <Pick
          label={t('keep.search')}
          hint={t('keep.hint')}
          items={(found.data?.items ?? []).slice(0, 8)}
          onSearch={setQ}
          keyOf={item => item.id}
          onPick={item => {
            onLeave()
            sitting.keep(line, item.id)
          }}
          onLeave={onLeave}
          nothing={found.isPending ? null : <p className="soft">{t('keep.nothing')}</p>}
          row={item => (
            <>
              <span className="pick-main">{item.name}</span>
              <span className="pick-side soft">{item.ref}</span>
            </>
          )}
        />
        <div>
          <Button variant="default" onClick={onLeave}>
            {t('leave')}
          </Button>
        </div>
      </div>
    </web.Section>
  )
}
