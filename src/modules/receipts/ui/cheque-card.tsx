import type { ReactNode } from 'react'
import * as web from '#web/index.ts'
import { useWaitingText, type ChequeLine } from './cheque-words.ts'

/** The red flags of a cheque, each in one word. */
export function Flags({ cheque }: { readonly cheque: ChequeLine }): ReactNode {
  const t = web.useText('receipts')
  // Its state already says that it bounced.
  const flags = cheque.flags.filter(flag => flag !== 'bounced')
  if (flags.length === 0) return null
  return (
    <div className="board-tags">
      {flags.map(flag => (
        <web.Tag key={flag} tone={flag === 'round-amount' ? 'caution' : 'refused'}>
          {t(`cheque.flag.${flag}`)}
        </web.Tag>
      ))}
    </div>
  )
}

/** What a card says under the name: amount, paper, how long, red flags. */
export function CardBody({ cheque }: { readonly cheque: ChequeLine }): ReactNode {
  const t = web.useText('receipts')
  const waiting = useWaitingText()
  const paper = [
    cheque.kind === 'cheque' ? null : t(`cheque.kindShort.${cheque.kind}`),
    cheque.number === null ? null : t('cheque.numbered', { number: cheque.number }),
    cheque.bank,
  ].filter(Boolean)
  return (
    <>
      <div className="board-card-line">
        <web.Amount value={cheque.amount} tone={cheque.state === 'cleared' ? 'received' : 'strong'} />
        <span className={cheque.late ? 'cheque-late' : 'soft'}>{waiting(cheque)}</span>
      </div>
      <div className="board-card-line soft">
        <span>{paper.length > 0 ? paper.join(' · ') : t('cheque.noNumber')}</span>
      </div>
      {cheque.late && <LateHint cheque={cheque} />}
      <Flags cheque={cheque} />
    </>
  )
}

/** What is expected now that the cheque should have moved on. */
export function LateHint({ cheque }: { readonly cheque: ChequeLine }): ReactNode {
  const t = web.useText('receipts')
  const way = cheque.kind === 'cheque' ? 'cheque' : 'bill'
  return (
    <div className="board-tags">
      <web.Tag tone="caution">{t(`cheque.late.${cheque.state}.${way}`)}</web.Tag>
    </div>
  )
}
