import type { ReactNode } from 'react'
import * as web from '#web/index.ts'
import { useWaitingText, type ChequeLine } from './cheque-words.ts'

/** What is expected now that a cheque should have moved on, and its red flags, each in a word or two. */
export function Marks({
  cheque,
  late = cheque.late,
}: {
  readonly cheque: ChequeLine
  readonly late?: boolean
}): ReactNode {
  const t = web.useText('receipts')
  const way = cheque.kind === 'cheque' ? 'cheque' : 'bill'
  // Its state already says that it bounced.
  const flags = cheque.flags.filter(flag => flag !== 'bounced')
  if (flags.length === 0 && !late) return null
  return (
    <div className="board-tags">
      {late && <web.Tag tone="caution">{t(`cheque.late.${cheque.state}.${way}`)}</web.Tag>}
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
      <div className="soft">{paper.length > 0 ? paper.join(' · ') : t('cheque.noNumber')}</div>
      {/* The column of what has to be handed in says so itself. */}
      <Marks cheque={cheque} late={cheque.late && cheque.state !== 'received'} />
    </>
  )
}
