import { Button, Group, Select, TextInput, Textarea } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Day } from '#kernel/day.ts'
import type { MoneyJson } from '#kernel/money.ts'
import {
  AgeBar,
  AGES,
  Amount,
  AmountInput,
  ApiProblem,
  Chart,
  ConfirmButton,
  CountTabs,
  DayInput,
  DayText,
  EmptyState,
  FileDrop,
  KeyValue,
  Lateness,
  ListTable,
  MoneyTable,
  PageHeader,
  paths,
  Problem,
  ProgressLine,
  Queue,
  QueueRow,
  Section,
  SidePanel,
  SplitPane,
  Stat,
  StatRow,
  Tag,
  Timeline,
  useListState,
  useSayings,
  useText,
  Why,
  type Column,
} from './index.ts'
import { patterns } from './paths.ts'
import type { Page } from './routes.tsx'
import { ages, eur, months, rows, session, words, type SampleRow } from './style-samples.ts'

const columns: readonly Column<SampleRow>[] = [
  { id: 'name', header: words.customer, cell: row => row.name, compare: (a, b) => a.name.localeCompare(b.name) },
  {
    id: 'state',
    header: words.stateColumn,
    width: 150,
    phone: 'under',
    cell: row => row.state && <Tag tone={row.state === 'Litige' ? 'caution' : 'refused'}>{row.state}</Tag>,
  },
  { id: 'collector', header: words.collector, width: 120, wide: true, cell: row => row.collector },
  { id: 'due', header: words.due, width: 120, cell: row => <DayText value={row.dueOn} form="short" />, sortable: true },
  {
    id: 'late',
    header: words.late,
    width: 90,
    align: 'end',
    phone: 'side',
    cell: row => <Lateness dueOn={row.dueOn} />,
  },
  {
    id: 'overdue',
    header: words.overdue,
    width: 140,
    align: 'end',
    total: <Amount value={eur('53279.90')} />,
    cell: row => <Amount value={row.overdue} />,
    sortable: true,
  },
  {
    id: 'outstanding',
    header: words.outstanding,
    width: 140,
    align: 'end',
    phone: 'side',
    total: <Amount value={eur('1242379.97')} />,
    cell: row => <Amount value={row.outstanding} />,
    sortable: true,
  },
]

function StylePage(): ReactNode {
  return (
    <>
      <PageHeader title={words.title} state={words.state} action={<Button>{words.action}</Button>} />
      <Figures />
      <Section title={words.list}>
        <SampleList />
      </Section>
      <Section title={words.section}>
        <SampleQueue />
      </Section>
      <Section title={words.charts}>
        <Charts />
      </Section>
      <Section title={words.panel}>
        <Gestures />
      </Section>
    </>
  )
}

function Figures(): ReactNode {
  const source = {
    definition: words.dsoDefinition,
    lines: [
      { label: words.outstanding, value: <Amount value={eur('1284300.50')} /> },
      { label: words.turnover, value: <Amount value={eur('2460000.00')} /> },
      { label: words.dso, value: '47 j', strong: true },
    ],
  }
  return (
    <>
      <StatRow>
        <Stat label={words.outstanding} value={<Amount value={eur('1284300.50')} round />} />
        <Stat
          label={words.dso}
          value="47 j"
          trend={{ words: words.dsoTrend, way: 'down', better: true }}
          source={source}
        />
        <Stat
          label={words.cashed}
          value={<Amount value={eur('212000.00')} round tone="received" />}
          note={words.cashedNote}
        />
      </StatRow>
      <br />
      <AgeBar amounts={ages} onPick={() => undefined} picked="to60" />
    </>
  )
}

function SampleList(): ReactNode {
  const state = useListState(['state'])
  const choices = [
    { value: 'promise', label: words.promise },
    { value: 'dispute', label: words.dispute },
  ]
  return (
    <ListTable
      name="style"
      label={words.list}
      columns={columns}
      rows={rows.filter(row => row.name.toLowerCase().includes(state.q.toLowerCase()))}
      keyOf={row => row.id}
      to={row => paths.customer(row.id)}
      state={state}
      searchLabel={words.search}
      filters={[
        { id: 'state', label: words.filterState, choices },
        { id: 'due', label: words.due, choices: 'day' },
      ]}
      exports={[{ label: 'CSV', href: '/api/x.csv' }]}
      bulk={() => <Button>{words.remind}</Button>}
      empty={<EmptyState title={words.empty} hint={words.emptyHint} action={<Button>{words.import}</Button>} />}
    />
  )
}

function SampleQueue(): ReactNode {
  const [tab, setTab] = useState('0')
  const [chosen, setChosen] = useState<string | null>('a')
  const row = rows.find(one => one.id === chosen)
  return (
    <>
      <CountTabs
        label={words.title}
        tabs={words.tabs.map((label, index) => ({
          id: String(index),
          label,
          count: [21, 9, 4, 0, 1][index] ?? 0,
          alert: index === 4,
        }))}
        value={tab}
        onChange={setTab}
      />
      <SplitPane
        queueLabel={words.tabs[0]}
        detailLabel={words.customer}
        onBack={() => setChosen(null)}
        queue={
          <Queue
            items={rows}
            keyOf={one => one.id}
            chosen={chosen}
            onChoose={setChosen}
            empty={<EmptyState title={words.empty} />}
            row={one => (
              <QueueRow
                title={one.name}
                side={
                  <>
                    <Amount value={one.outstanding} />
                    <Lateness dueOn={one.dueOn} />
                  </>
                }
                reason={words.reason}
              />
            )}
          />
        }
        detail={row ? <SampleDetail row={row} /> : null}
      />
    </>
  )
}

function SampleDetail({ row }: { readonly row: SampleRow }): ReactNode {
  return (
    <>
      <h2>{row.name}</h2>
      <KeyValue
        items={[
          { label: words.outstanding, value: <Amount value={row.outstanding} tone="strong" /> },
          {
            label: words.next,
            value: (
              <>
                {words.nextValue}{' '}
                <Why title={words.whyTitle} lines={words.whyLines.map(([label, value]) => ({ label, value }))} />
              </>
            ),
          },
        ]}
      />
      <br />
      <Timeline
        empty={null}
        entries={words.timeline.map(([kind, title, body], index) => ({
          id: String(index),
          at: `2026-11-${20 - index}T09:12:00Z`,
          kind,
          title,
          by: 'Claire',
          ...(body === undefined ? {} : { body }),
        }))}
      />
    </>
  )
}

function Charts(): ReactNode {
  const t = useText()
  const factor = [9, 10, 12, 11, 10, 9]
  return (
    <>
      <Chart
        kind="stacked"
        title={words.chart}
        summary={words.chartSummary}
        categoryLabel={words.month}
        categories={months}
        series={AGES.map((age, i) => ({
          label: t(`age.${age}`),
          tone: age,
          values: factor.map(n => eur(String(n * [88, 20, 10, 4, 6][i]! * 1000))),
        }))}
      />
      <Chart
        kind="lines"
        title={words.line}
        summary={words.lineSummary}
        categoryLabel={words.month}
        categories={months}
        height={160}
        series={[{ label: words.line, tone: 'received', values: factor.map(n => eur(String(n * 21_000))) }]}
      />
      <MoneyTable
        caption={words.list}
        rows={rows}
        keyOf={row => row.id}
        columns={[
          { id: 'n', header: words.customer, cell: row => row.name },
          {
            id: 'o',
            header: words.outstanding,
            align: 'end',
            total: <Amount value={eur('1242379.97')} />,
            cell: row => <Amount value={row.outstanding} />,
          },
        ]}
      />
    </>
  )
}

function Gestures(): ReactNode {
  const sayings = useSayings()
  const [opened, setOpened] = useState(false)
  const [amount, setAmount] = useState<MoneyJson | null>(eur('12400.00'))
  const [promisedOn, setPromisedOn] = useState<Day | null>(session.today)
  const refusal = new ApiProblem(422, {
    code: 'iban-check',
    detail: words.refusal,
    errors: [{ path: 'iban', message: 'FR76 3000 1007' }],
  })
  return (
    <>
      <Group>
        <Button onClick={() => setOpened(true)}>{words.panel}</Button>
        <Button variant="default" onClick={() => sayings.done(words.done, () => Promise.resolve())}>
          {words.toast}
        </Button>
        <ConfirmButton
          label={words.delete}
          title={words.deleteTitle}
          consequence={words.deleteConsequence}
          confirm={words.deleteConfirm}
          danger
          onConfirm={() => undefined}
        />
        <Button disabled>{words.remind}</Button>
      </Group>
      <br />
      <ProgressLine label={words.importing} done={1240} total={5000} unit={words.lines} onStop={() => undefined} />
      <br />
      <FileDrop label={words.drop} hint={words.dropHint} onFiles={() => undefined} />
      <br />
      <Problem error={refusal} onRetry={() => undefined} />
      <EmptyState
        title={words.empty}
        hint={words.emptyHint}
        action={<Button variant="default">{words.import}</Button>}
      />
      <SidePanel
        opened={opened}
        onClose={() => setOpened(false)}
        title={words.panel}
        submit={words.panel}
        onSubmit={() => setOpened(false)}
      >
        <TextInput label={words.customer} defaultValue={rows[0]?.name} />
        <Select label={words.stateColumn} data={[words.promise, words.dispute]} />
        <AmountInput label={words.promised} currency="EUR" value={amount} onChange={setAmount} />
        <DayInput label={words.promisedOn} value={promisedOn} onChange={setPromisedOn} />
        <Textarea label={words.note} minRows={4} autosize />
      </SidePanel>
    </>
  )
}

/** Shows every pattern at `/_style`, only in builds made with `--mode style`. */
export const pages: readonly Page[] = ['/_style', ...Object.values(patterns)].map(path => ({ path, page: StylePage }))

/** Somebody to be, without a server. */
export const loadSession = (): Promise<typeof session> => Promise.resolve(session)
