import { useState, type ReactNode } from 'react'
import { Button, Skeleton } from '@mantine/core'
import * as web from '#web/index.ts'
import { readChequeBoard, undoCheque } from '../cheque-api.ts'
import { CardBody } from './cheque-card.tsx'
import { DepositPanel } from './cheque-deposit.tsx'
import { MoveCheque } from './cheque-move.tsx'
import { useSumText, type ChequeLine, type ChequeState, type Target } from './cheque-words.ts'

type BoardProps = {
  readonly state: web.ListState
  readonly onOpen: (id: string) => void
  readonly onAnnounce: () => void
}

/** Where each move may start, as the server has it. */
const FROM: Readonly<Record<Target | 'deposited', readonly ChequeState[]>> = {
  received: ['announced', 'deposited', 'lost'],
  deposited: ['received', 'bounced'],
  cleared: ['deposited'],
  bounced: ['deposited', 'cleared'],
  lost: ['announced', 'received', 'deposited'],
  cancelled: ['announced', 'received'],
}
const LETTERS = { received: 'r', deposited: 'd', cleared: 'e', bounced: 'i', lost: 'p', cancelled: 'q' } as const

/** The board: a column for each state, every move one key away. */
export function ChequeBoard({ state, onOpen, onAnnounce }: BoardProps): ReactNode {
  const t = web.useText('receipts')
  const asked = web.useAnswer(readChequeBoard, { query: web.queryFor(readChequeBoard, state.query) })
  const work = useBoardWork()
  const board = asked.data
  const columns = useColumns(board)
  if (asked.error) return <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />
  if (!board) return <Skeleton height={360} aria-label={t('cheque.title')} />
  if (board.columns.every(column => column.count === 0)) {
    return <Nothing narrowed={state.query['q'] !== undefined || narrowed(state)} onAnnounce={onAnnounce} />
  }
  const items = board.columns.flatMap(column => column.items)
  const ticked = items.filter(item => work.ticked.includes(item.id) && item.state === 'received')
  return (
    <>
      <web.Board
        label={t('cheque.title')}
        columns={columns}
        keyOf={item => item.id}
        title={item => item.customer.name}
        body={item => <CardBody cheque={item} />}
        late={item => item.late}
        onOpen={item => onOpen(item.id)}
        ticked={ticked.map(item => item.id)}
        onTick={work.tick}
        gestures={work.gestures}
      />
      {ticked.length > 0 && <Ticked cheques={ticked} onDeposit={() => work.deposit(ticked)} onClear={work.clear} />}
      {work.panel}
    </>
  )
}

function narrowed(state: web.ListState): boolean {
  return ['kind', 'customer', 'creditor', 'late'].some(id => state.filters[id] !== undefined)
}

function useColumns(board: ReturnType<typeof web.useAnswer<typeof readChequeBoard>>['data']) {
  const t = web.useText('receipts')
  const sum = useSumText()
  return (board?.columns ?? []).map((column): web.BoardColumn<ChequeLine> => ({
    id: column.state,
    title: t(`cheque.column.${column.state}`),
    count: column.count,
    alert: column.late > 0,
    items: column.items,
    empty: t(`cheque.empty.${column.state}`),
    all: web.paths.cheques({ view: 'list', state: column.state }),
    ticks: column.state === 'received',
    ...(column.totals.length > 0 && { note: sum(column.totals) }),
  }))
}

/** What is ticked, which gesture is under way, and the panel it needs. */
function useBoardWork() {
  const t = web.useText('receipts')
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  const [ticked, setTicked] = useState<readonly string[]>([])
  const [moving, setMoving] = useState<{ cheque: ChequeLine; to: Target } | null>(null)
  const [depositing, deposit] = useState<readonly ChequeLine[] | null>(null)
  const undo = web.useAct(undoCheque, { done: () => t('cheque.undone') })
  const tick = (id: string): void => setTicked(ticked.includes(id) ? ticked.filter(one => one !== id) : [...ticked, id])
  const start = (to: Target | 'deposited', cheque: ChequeLine): void => {
    if (!FROM[to].includes(cheque.state)) return
    if (to === 'deposited') deposit([cheque])
    else setMoving({ cheque, to })
  }
  const gestures: web.BoardGesture<ChequeLine>[] = [
    ...(Object.keys(LETTERS) as (keyof typeof LETTERS)[]).map(to => ({
      letter: LETTERS[to],
      label: t(`cheque.move.${to}.submit`),
      run: (cheque: ChequeLine) => start(to, cheque),
    })),
    {
      letter: 'z',
      label: t('cheque.undo'),
      run: ({ id }) => undo.mutate({ params: { cheque: id } }),
    },
  ]
  const panel = (
    <>
      {moving && <MoveCheque {...moving} onClose={() => setMoving(null)} />}
      {depositing && <DepositPanel cheques={depositing} onClose={() => deposit(null)} onDone={() => setTicked([])} />}
    </>
  )
  return { ticked, tick, clear: () => setTicked([]), deposit, gestures: may ? gestures : [], panel }
}

type TickedProps = {
  readonly cheques: readonly ChequeLine[]
  readonly onDeposit: () => void
  readonly onClear: () => void
}

function Ticked({ cheques, onDeposit, onClear }: TickedProps): ReactNode {
  const t = web.useText('receipts')
  const sum = useSumText()
  web.useShortcut('b', t('cheque.deposit.open'), onDeposit)
  return (
    <div className="bulk-bar" role="status">
      <strong>
        {t('cheque.deposit.ticked', { count: cheques.length, sum: sum(cheques.map(cheque => cheque.amount)) })}
      </strong>
      <Button onClick={onDeposit} rightSection={<web.Key letter="b" />}>
        {t('cheque.deposit.open')}
      </Button>
      <Button variant="subtle" className="quiet" onClick={onClear}>
        {t('cheque.deposit.untick')}
      </Button>
    </div>
  )
}

/** An empty board says what a cheque on it is for; one that is narrowed, how to widen it. */
export function Nothing(props: { readonly narrowed: boolean; readonly onAnnounce: () => void }): ReactNode {
  const t = web.useText('receipts')
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  if (props.narrowed) return <web.EmptyState title={t('cheque.nothing')} hint={t('cheque.nothingHint')} />
  return (
    <web.EmptyState
      title={t('cheque.none')}
      hint={t('cheque.noneHint')}
      action={may && <Button onClick={props.onAnnounce}>{t('cheque.announce.open')}</Button>}
    />
  )
}
