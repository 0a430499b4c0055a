import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import { IconCalculator } from '@tabler/icons-react'
import type { Answer } from '#kernel/contract.ts'
import type { InvoiceId } from '#kernel/id.ts'
import { readCustomer } from '#modules/parties/api.ts'
import * as web from '#web/index.ts'
import { CHARGE_STATES, exportCharges, listCharges, readChargeTotals, sumCharges } from '../api.ts'
import { ClaimPanel } from './claim-panel.tsx'
import { LedgerStats, Sum, sumOf, type Figure } from './sums.tsx'
import { refusalWords } from './words.ts'

type Row = Answer<typeof listCharges>['items'][number]

/** « Pénalités et frais »: what late payment costs our customers, what was asked, given up, and came in. */
export function ChargesPage(): ReactNode {
  const t = web.useText('charges')
  const words = web.useText()
  const state = web.useListState(['state', 'customer'], 'due')
  const query = web.queryFor(listCharges, state.query)
  const list = web.useList(listCharges, { query })
  const filters = useChargeFilters(state.filters['customer'])
  const may = web.useMay(['credit-manager', 'administrator'])
  const [claiming, setClaiming] = useState<readonly string[] | null>(null)
  web.useLive([listCharges, sumCharges, readChargeTotals])
  const narrowed = state.q !== '' || Object.keys(state.filters).length > 0
  return (
    <>
      <web.PageHeader
        title={t('charges')}
        state={list.first && t('chargesState', { count: list.first.count })}
        action={<ToCalculator />}
      />
      <Sums query={web.queryFor(sumCharges, state.query)} />
      <web.ListTable
        {...list}
        name="charges"
        label={t('charges')}
        searchLabel={t('search')}
        columns={columnsOf(t)}
        state={state}
        keyOf={row => row.invoice.id}
        to={row => web.paths.invoice(row.invoice.id as InvoiceId)}
        filters={filters}
        exports={(['csv', 'xlsx'] as const).map(format => ({
          label: words(`format.${format}`),
          href: web.hrefOf(exportCharges, { query: { ...web.queryFor(exportCharges, state.query), format } }),
        }))}
        {...(may && {
          bulk: (ids: string[], clear: () => void) => (
            <Button
              onClick={() => {
                setClaiming(ids)
                clear()
              }}
            >
              {t('claim')}
            </Button>
          ),
        })}
        empty={
          <web.EmptyState
            title={narrowed ? t('nothing') : t('none')}
            hint={narrowed ? t('nothingHint') : t('noneHint')}
          />
        }
      />
      {claiming && <ClaimPanel invoices={claiming} onClose={() => setClaiming(null)} />}
      <Waived />
    </>
  )
}

function ToCalculator(): ReactNode {
  const t = web.useText('charges')
  const go = web.useGo()
  const open = (): void => go(web.paths.chargeCalculator())
  web.useShortcut('k', t('calculator'), open)
  return (
    <Button leftSection={<IconCalculator size={16} aria-hidden />} onClick={open}>
      {t('calculator')}
    </Button>
  )
}

function useChargeFilters(chosenCustomer: string | undefined): readonly web.Filter[] {
  const t = web.useText('charges')
  const { data } = web.useAnswer(
    readCustomer,
    { params: { customer: chosenCustomer ?? '' } },
    { enabled: chosenCustomer !== undefined },
  )
  return [
    {
      id: 'state',
      label: t('state'),
      choices: CHARGE_STATES.map(value => ({ value, label: t(`stateOf.${value}`) })),
    },
    ...(chosenCustomer !== undefined && data
      ? [{ id: 'customer', label: t('customer'), choices: [{ value: data.id, label: data.name }] }]
      : []),
  ]
}

function Sums({ query }: { readonly query: Parameters<typeof web.hrefOf<typeof sumCharges>>[1]['query'] }): ReactNode {
  const t = web.useText('charges')
  const { data } = web.useAnswer(sumCharges, { query })
  if (!data || data.count === 0) return null
  return (
    <div className="above-list">
      <LedgerStats lines={data.sums} />
      {data.refused.map(refusal => (
        <p key={refusal.message}>
          <web.Tag tone="caution">{t('notComputed', { count: refusal.count })}</web.Tag> {refusalWords(t, refusal)}
        </p>
      ))}
      {data.counted < data.count && <p className="soft">{t('notAllCounted', { count: data.counted })}</p>}
    </div>
  )
}

function columnsOf(t: web.Text): web.Column<Row>[] {
  const figure = (id: Figure, more: Partial<web.Column<Row>> = {}): web.Column<Row> => ({
    id,
    header: t(`figure.${id}`),
    width: 110,
    align: 'end',
    cell: row => <Sum values={sumOf(row.lines, id)} />,
    ...more,
  })
  return [
    { id: 'number', header: t('invoice'), width: 150, cell: row => row.invoice.number },
    { id: 'customer', header: t('customer'), sortable: true, phone: 'under', cell: row => row.customer.name },
    {
      id: 'due',
      header: t('due'),
      width: 100,
      sortable: true,
      cell: row => <web.DayText value={row.invoice.dueOn} form="short" />,
    },
    {
      id: 'amount',
      header: t('invoiceAmount'),
      width: 120,
      align: 'end',
      sortable: true,
      hidden: true,
      cell: row => <web.Amount value={row.invoice.amount} />,
    },
    {
      id: 'open',
      header: t('open'),
      width: 120,
      align: 'end',
      wide: true,
      cell: row => <web.Amount value={row.invoice.open} />,
    },
    figure('computed', {
      phone: 'side',
      cell: row =>
        row.refusal ? (
          <span title={refusalWords(t, row.refusal)}>
            <web.Tag tone="caution">{t('rateMissing')}</web.Tag>
          </span>
        ) : (
          <Sum values={sumOf(row.lines, 'computed')} />
        ),
    }),
    figure('claimed'),
    figure('waived'),
    figure('collected', { wide: true }),
    figure('remaining', { hidden: true }),
    figure('toClaim'),
  ]
}

/** What was given up, by reason. */
function Waived(): ReactNode {
  const t = web.useText('charges')
  const { data } = web.useAnswer(readChargeTotals, { query: {} })
  const rows = data?.waivedByReason ?? []
  if (rows.length === 0) return null
  return (
    <web.Section title={t('waivedByReason')}>
      <div className="narrow-table">
        <web.MoneyTable
          caption={t('waivedByReason')}
          rows={rows}
          keyOf={row => `${row.reason} ${row.amount.currency}`}
          columns={[
            { id: 'reason', header: t('reason'), cell: row => t(`reasonOf.${row.reason}`) },
            { id: 'count', header: t('times'), align: 'end', cell: row => row.count },
            {
              id: 'amount',
              header: t('figure.waived'),
              align: 'end',
              cell: row => <web.Amount value={row.amount} zero="show" />,
            },
          ]}
        />
      </div>
    </web.Section>
  )
}
