import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import * as web from '#web/index.ts'
import type { Sitting } from './sitting.ts'
import type { Receipt, WholeReceipt } from './words.ts'

type ReturnProps = {
  readonly line: Receipt
  readonly candidates: WholeReceipt['returnOf']
  readonly sitting: Sitting
  readonly may: boolean
}

/** Money that the bank took back: which receipt it was. A figure chooses it, and its invoices are open again. */
export function ReturnOf({ line, candidates, sitting, may }: ReturnProps): ReactNode {
  const t = web.useText('receipts')
  return (
    <web.Section title={t('return.title')}>
      <p className="soft">{candidates.length === 0 ? t('return.none') : t('return.hint')}</p>
      <ul className="returns">
        {candidates.slice(0, 9).map((candidate, index) => (
          <Candidate
            key={candidate.line}
            candidate={candidate}
            rank={index + 1}
            may={may}
            onChoose={() => sitting.takeBack(line, candidate.line)}
          />
        ))}
      </ul>
    </web.Section>
  )
}

type CandidateProps = {
  readonly candidate: WholeReceipt['returnOf'][number]
  readonly rank: number
  readonly may: boolean
  readonly onChoose: () => void
}

function Candidate({ candidate, rank, may, onChoose }: CandidateProps): ReactNode {
  const t = web.useText('receipts')
  const { name, bookedOn, remittance, samePayer, sameReference } = candidate
  web.useShortcut(String(rank), t('return.choose', { rank }), onChoose, 'page', may)
  return (
    <li className="return-row">
      <div>
        <strong>{name ?? t('noName')}</strong>{' '}
        <span className="soft">
          <web.DayText value={bookedOn} /> {remittance !== null && `· ${remittance}`}
        </span>
        <div className="line">
          {sameReference && <web.Tag tone="received">{t('return.sameReference')}</web.Tag>}
          {samePayer && <web.Tag tone="received">{t('return.samePayer')}</web.Tag>}
        </div>
      </div>
      {may && (
        <Button variant="default" rightSection={<web.Key letter={String(rank)} />} onClick={onChoose}>
          {t('return.this')}
          <span className="only-read">{name}</span>
        </Button>
      )}
    </li>
  )
}
