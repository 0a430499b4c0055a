import { useState, type ReactNode } from 'react'
import { Button, NativeSelect, Progress } from '@mantine/core'
import * as web from '#web/index.ts'
import { exportReceipts, listBankAccounts, listReceipts } from '../api.ts'
import { VerdictTag } from './proposal.tsx'
import { ReceiptDetail } from './receipt-detail.tsx'
import { useSitting, type Sitting } from './sitting.ts'
import { totalsOf, type ReceiptPage } from './totals.ts'
import { accountName, isProposed, spaced, usePayerName, useReturnText, writtenOf, type Receipt } from './words.ts'

const TABS = ['all', 'certain', 'likely', 'to-sort', 'back', 'done'] as const
type Tab = (typeof TABS)[number]
const FILTERS = ['tab', 'account', 'way', 'state', 'line']
const SORTS = ['verdict', 'booked', '-booked', '-amount', 'amount'] as const

/** The queue of lines at the left, the one chosen at the right, and what was done so far above. */
export function Sorting(): ReactNode {
  const t = web.useText('receipts')
  const state = web.useListState(FILTERS)
  const tab = TABS.find(one => one === state.filters['tab']) ?? 'all'
  const list = web.useList(listReceipts, { query: queryOf(tab, state) })
  const [wanted, want] = useState<string | null>(null)
  const sitting = useSitting(want)
  // A line dealt with in this sitting is not shown again as waiting, even while an older answer is on screen.
  const waits = (row: Receipt): boolean => row.state === 'waiting' || row.state === 'partly-placed'
  const rows = list.rows.filter(row => !(sitting.gone.has(row.id) && waits(row)))
  const chosen = web.useChosen(rows.map(row => row.id))
  const undone = wanted !== null && rows.some(row => row.id === wanted) ? wanted : null
  const current = rows.find(row => row.id === (undone ?? chosen.chosen)) ?? null
  const choose = (key: string | null): void => {
    want(null)
    chosen.choose(key)
  }
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  const undo = (): void => sitting.undo(current && !waits(current) ? current.id : undefined)
  web.useShortcut('u', t('undo'), undo, 'page', may)
  const counted = list.first && countsOf(list.first, list.rows, sitting)
  if (list.error) return <web.Problem error={list.error} />
  return (
    <>
      {counted && <SittingProgress counted={counted} sitting={sitting} />}
      {counted && (
        <Tabs tab={tab} counted={counted} onTab={next => state.set({ tab: next === 'all' ? '' : next, line: '' })} />
      )}
      <Toolbar state={state} tab={tab} />
      {!list.loading && rows.length === 0 ? (
        <Nothing tab={tab} narrowed={isNarrowed(state)} counted={counted} onAll={() => state.show('')} />
      ) : (
        <web.SplitPane
          queueLabel={t('queue')}
          detailLabel={t('detail')}
          onBack={() => choose(null)}
          queue={
            <>
              <web.Queue
                items={rows}
                keyOf={row => row.id}
                chosen={current?.id ?? null}
                onChoose={choose}
                empty={null}
                head={
                  counted && <QueueHead tab={tab} page={counted.page} count={list.first?.count ?? 0} state={state} />
                }
                row={row => <ReceiptRow line={row} />}
              />
              <web.More more={list.more} loading={list.loadingMore} />
            </>
          }
          detail={current && <ReceiptDetail key={current.id} line={current} sitting={sitting} />}
        />
      )}
    </>
  )
}

function isNarrowed(state: web.ListState): boolean {
  return state.q !== '' || Object.keys(state.filters).some(id => id !== 'tab')
}

function queryOf(tab: Tab, state: web.ListState) {
  const { tab: _, ...given } = state.query
  const sort = state.sort === '' ? (tab === 'done' ? '-booked' : 'verdict') : state.sort
  const asked = web.queryFor(listReceipts, { ...given, sort })
  if (asked.line !== undefined) return { line: asked.line, state: 'all' as const }
  if (tab === 'done') return { ...asked, state: asked.state ?? ('placed' as const) }
  const waiting = { ...asked, state: 'waiting' as const }
  if (tab === 'all') return waiting
  return tab === 'back' ? { ...waiting, way: 'back' as const } : { ...waiting, way: 'in' as const, verdict: tab }
}

type Counted = { readonly page: ReceiptPage; readonly count: (tab: Tab) => number; readonly today: number }

// What was done here counts at once, before the server's figures come back.
function countsOf(page: ReceiptPage, rows: readonly Receipt[], { gone }: Sitting): Counted {
  const pending = rows.filter(row => gone.has(row.id) && (row.state === 'waiting' || row.state === 'partly-placed'))
  const verdictOf = (row: Receipt): string => (row.amount.amount.startsWith('-') ? 'back' : (row.verdict ?? 'to-sort'))
  const waiting = (tab: Tab): number =>
    page.waiting
      .filter(each => tab === 'all' || (each.verdict ?? 'back') === tab)
      .reduce((sum, each) => sum + each.count, 0) -
    pending.filter(row => tab === 'all' || verdictOf(row) === tab).length
  return {
    page,
    count: tab => (tab === 'done' ? page.done.count + pending.length : waiting(tab)),
    today: page.done.today + pending.length,
  }
}

function Tabs(props: { readonly tab: Tab; readonly counted: Counted; readonly onTab: (tab: Tab) => void }): ReactNode {
  const t = web.useText('receipts')
  const { tab, counted, onTab } = props
  const shown = TABS.filter(one => one !== 'certain' || tab === 'certain' || counted.count('certain') > 0)
  return (
    <web.CountTabs
      label={t('verdicts')}
      value={tab}
      onChange={onTab}
      tabs={shown.map(id => ({ id, label: t(`tab.${id}`), count: counted.count(id), alert: id === 'back' }))}
    />
  )
}

/** « 37 traitées aujourd'hui », and how far that is. */
function SittingProgress(props: { readonly counted: Counted; readonly sitting: Sitting }): ReactNode {
  const { counted, sitting } = props
  const t = web.useText('receipts')
  const language = web.useLanguage()
  const left = counted.count('all')
  const { today } = counted
  if (today + left === 0) return null
  const words = t('sitting', { count: today, shown: web.countText(today, language) })
  const applied = counted.page.done.applied
  return (
    <div className="sitting">
      <span role="status">
        <strong>{words}</strong>
        <span className="soft">
          {applied > 0 && ` · ${t('byMachine', { count: applied, shown: web.countText(applied, language) })}`}
        </span>
      </span>
      <Progress value={(today / (today + left)) * 100} aria-label={words} transitionDuration={100} />
      <LastGesture sitting={sitting} />
    </div>
  )
}

function Toolbar({ state, tab }: { readonly state: web.ListState; readonly tab: Tab }): ReactNode {
  const t = web.useText('receipts')
  const words = web.useText()
  const accounts = web.useAnswer(listBankAccounts, {}).data?.items ?? []
  const query = queryOf(tab, state)
  const choices = (key: string, values: readonly string[]) =>
    values.map(value => ({ value, label: t(`${key}.${value}`) }))
  const filters: web.Filter[] = [
    {
      id: 'account',
      label: t('account'),
      choices: accounts.map(one => ({ value: one.id, label: one.label ?? spaced(one.number) })),
    },
    { id: 'way', label: t('way.label'), choices: choices('way', ['in', 'back']) },
    ...(tab === 'done'
      ? [{ id: 'state', label: t('state.label'), choices: choices('state', ['placed', 'on-account', 'not-ours']) }]
      : []),
    ...(state.filters['line'] === undefined
      ? []
      : [{ id: 'line', label: t('oneLine'), choices: [{ value: state.filters['line'], label: t('chosenLine') }] }]),
  ]
  return (
    <web.ListToolbar
      name="receipts"
      state={state}
      searchLabel={t('search')}
      filters={filters}
      columns={[]}
      onColumn={() => undefined}
      exports={(['csv', 'xlsx'] as const).map(format => ({
        label: words(`format.${format}`),
        href: web.hrefOf(exportReceipts, { query: { ...query, format } }),
      }))}
    />
  )
}

type HeadProps = {
  readonly tab: Tab
  readonly page: ReceiptPage
  readonly count: number
  readonly state: web.ListState
}

/** How many lines and how much, and in which order they come. */
function QueueHead({ tab, page, count, state }: HeadProps): ReactNode {
  const t = web.useText('receipts')
  const totals = tab === 'done' ? [] : totalsOf(page.waiting, verdict => tab === 'all' || verdict === tab)
  return (
    <>
      <span className="queue-total">
        <span className="soft">{t('lines', { count })}</span>
        {totals.map(total => (
          <web.Amount key={total.currency} value={total} tone="strong" />
        ))}
      </span>
      <NativeSelect
        size="xs"
        aria-label={t('sort.label')}
        value={state.sort === '' ? (tab === 'done' ? '-booked' : 'verdict') : state.sort}
        onChange={event => state.set({ sort: event.currentTarget.value })}
        data={SORTS.map(sort => ({ value: sort, label: t(`sort.${sort}`) }))}
      />
    </>
  )
}

function ReceiptRow({ line }: { readonly line: Receipt }): ReactNode {
  const t = web.useText('receipts')
  const back = line.amount.amount.startsWith('-')
  const why = useReturnText()
  const name = usePayerName()
  const numbers = [...new Set(line.parts.map(part => part.invoice.number))]
  const kept = isProposed(line) && !line.slip ? t('state.on-account') : line.customer?.name
  const { slip: paper } = line
  // The slip stands in for the payer where the bank names none.
  const slip =
    paper &&
    (line.payer.name === null
      ? t(`slip.${paper.kind}s`, { count: paper.cheques.length })
      : t('slip.heading', { number: paper.number }))
  const to = slip ?? (numbers.length === 0 ? kept : numbers.slice(0, 3).join(', '))
  const reason = [
    line.returned === null ? to && `→ ${to}` : why(line.returned),
    writtenOf(line),
    accountName(line.account),
  ]
  return (
    <web.QueueRow
      title={name(line)}
      side={
        <>
          {line.state === 'waiting' && <VerdictTag line={line} />}
          {line.state === 'partly-placed' && <web.Tag>{t('partly')}</web.Tag>}
          {line.state === 'not-ours' && <web.Tag>{t('state.not-ours')}</web.Tag>}
          <web.Amount value={line.amount} tone={back ? 'plain' : 'received'} />
        </>
      }
      reason={reason.filter(Boolean).join(' · ')}
    />
  )
}

/** The latest gesture, and the way back from it: always in sight, never in the way. */
function LastGesture({ sitting }: { readonly sitting: Sitting }): ReactNode {
  const t = web.useText('receipts')
  const name = usePayerName()
  const last = sitting.gestures.at(-1)
  return (
    <span className="last-gesture" role="status">
      {last && (
        <>
          <span className="last-gesture-words">
            {t(`did.${last.how}`, { name: name(last.line) })} <web.Amount value={last.line.amount} />
          </span>
          <Button
            variant="subtle"
            size="compact-sm"
            rightSection={<web.Key letter="u" />}
            onClick={() => sitting.undo()}
          >
            {t('undo')}
          </Button>
        </>
      )}
    </span>
  )
}

type NothingProps = {
  readonly tab: Tab
  readonly narrowed: boolean
  readonly counted: Counted | undefined
  readonly onAll: () => void
}

function Nothing({ tab, narrowed, counted, onAll }: NothingProps): ReactNode {
  const t = web.useText('receipts')
  if (narrowed || tab === 'done' || (counted && counted.count('all') > 0)) {
    return (
      <web.EmptyState
        title={t('empty.filter')}
        hint={t('empty.filterHint')}
        action={
          <Button variant="default" onClick={onAll}>
            {t('empty.all')}
          </Button>
        }
      />
    )
  }
  return (
    <web.EmptyState
      title={t('empty.sorted')}
      hint={t('empty.sortedHint', { count: counted?.today ?? 0 })}
      action={
        <span className="header-actions">
          <web.Go to={web.paths.receipts({ files: 'new' })}>{t('files.drop')}</web.Go>
          <web.Go to={web.paths.receipts({ tab: 'done' })}>{t('empty.done')}</web.Go>
          <web.Go to={web.paths.today()}>{t('empty.today')}</web.Go>
        </span>
      }
    />
  )
}
