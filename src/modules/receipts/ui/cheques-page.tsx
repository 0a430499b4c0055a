import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import * as web from '#web/index.ts'
import { exportCheques, listCheques, readChequeBoard } from '../cheque-api.ts'
import { AnnounceCheque } from './cheque-announce.tsx'
import { ChequeBoard } from './cheque-board.tsx'
import { CHEQUE_FILTERS, useChequeFilters } from './cheque-filters.ts'
import { ChequeList } from './cheque-list.tsx'
import { ChequePanel } from './cheque-panel.tsx'
import { Slips } from './cheque-slips.tsx'
import { useSumText } from './cheque-words.ts'

const VIEWS = ['board', 'list', 'slips'] as const
type View = (typeof VIEWS)[number]

/** Cheques and bills on their way: as a board by state, as a list, and the slips they were handed in on. */
export function ChequesPage(): ReactNode {
  const t = web.useText('receipts')
  const state = web.useListState([...CHEQUE_FILTERS, 'view', 'cheque', 'slip'])
  const [announcing, setAnnouncing] = useState(false)
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  web.useLive([readChequeBoard, listCheques])
  web.useShortcut('n', t('cheque.announce.open'), () => setAnnouncing(true), 'page', may)
  const view = VIEWS.find(each => each === state.filters['view']) ?? 'board'
  const { cheque } = state.filters
  const show = (id: string): void => state.set({ cheque: id })
  return (
    <>
      <web.PageHeader
        title={t('cheque.title')}
        state={<StateSentence />}
        action={may && <Button onClick={() => setAnnouncing(true)}>{t('cheque.announce.open')}</Button>}
      />
      <web.CountTabs<View>
        label={t('cheque.view.label')}
        tabs={VIEWS.map(id => ({ id, label: t(`cheque.view.${id}`) }))}
        value={view}
        onChange={id => state.set({ view: id === 'board' ? '' : id, slip: '' })}
      />
      <Shown view={view} state={state} onOpen={show} onAnnounce={() => setAnnouncing(true)} />
      {cheque && <ChequePanel key={cheque} id={cheque} onClose={() => state.set({ cheque: '' })} />}
      {announcing && <AnnounceCheque onClose={() => setAnnouncing(false)} />}
    </>
  )
}

type ShownProps = {
  readonly view: View
  readonly state: web.ListState
  readonly onOpen: (id: string) => void
  readonly onAnnounce: () => void
}

function Shown({ view, state, onOpen, onAnnounce }: ShownProps): ReactNode {
  const t = web.useText('receipts')
  const words = web.useText()
  const chosen = useCustomerOf(state.filters['customer'])
  const filters = useChequeFilters(chosen)
  const exports = (['csv', 'xlsx'] as const).map(format => ({
    label: words(`format.${format}`),
    href: web.hrefOf(exportCheques, { query: { ...web.queryFor(listCheques, state.query), format } }),
  }))
  if (view === 'slips') return <Slips only={state.filters['slip'] ?? null} />
  if (view === 'list') {
    return <ChequeList state={state} filters={filters} exports={exports} onAnnounce={onAnnounce} />
  }
  const onBoard = filters.filter(filter => filter.id !== 'state')
  return (
    <>
      <web.ListToolbar
        name="cheques"
        state={state}
        searchLabel={t('cheque.search')}
        filters={onBoard}
        exports={exports}
        columns={[]}
        onColumn={() => undefined}
      />
      <ChequeBoard state={state} onOpen={onOpen} onAnnounce={onAnnounce} />
    </>
  )
}

// The name of the customer in the address, from one of his cheques.
function useCustomerOf(id: string | undefined): { readonly id: string; readonly name: string } | null {
  const { data: list } = web.useAnswer(
    listCheques,
    { query: { customer: id, limit: 1 } },
    { enabled: id !== undefined },
  )
  const customer = list?.items[0]?.customer
  return customer && customer.id === id ? customer : null
}

/** « 3 annoncés · 5 à remettre, 4 200 € · 8 en banque ». */
function StateSentence(): ReactNode {
  const t = web.useText('receipts')
  const sum = useSumText()
  const { data: board } = web.useAnswer(readChequeBoard, { query: {} })
  if (!board) return null
  const parts = board.columns
    .filter(({ state, count }) => count > 0 && ['announced', 'received', 'deposited'].includes(state))
    .map(({ state, count, totals }) => t(`cheque.sentence.${state}`, { count, sum: sum(totals) }))
  return parts.length === 0 ? t('cheque.sentence.none') : parts.join(' · ')
}
