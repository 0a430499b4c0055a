import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import type { CustomerId } from '#kernel/id.ts'
import { useCreditorChoices } from '#modules/parties/ui/index.ts'
import * as web from '#web/index.ts'
import { endVariant, exportVariants, listVariants } from '../api.ts'
import { Findings } from './law.tsx'
import { useChoices, useClauseText, type Variant } from './words.ts'

const TONES = { coming: 'neutral', running: 'brand', ended: 'neutral' } as const

/** Other conditions for a customer or a segment. */
export function VariantsList(): ReactNode {
  const t = web.useText('terms')
  const words = web.useText()
  const state = web.useListState(['tab', 'creditor', 'state'])
  const query = web.queryFor(listVariants, state.query)
  const list = web.useList(listVariants, { query })
  const creditors = useCreditorChoices()
  const states = useChoices('variantState', ['coming', 'running', 'ended'])
  const [shown, setShown] = useState<string | null>(null)
  const variant = list.rows.find(row => row.id === shown)
  const narrowed = Object.keys(query).length > 0
  return (
    <>
      <web.ListTable
        {...list}
        name="terms-variants"
        label={t('tab.variants')}
        searchLabel={t('search.variants')}
        columns={useColumns(setShown)}
        state={state}
        keyOf={row => row.id}
        filters={[
          ...(creditors.length > 1 ? [{ id: 'creditor', label: t('creditor'), choices: creditors }] : []),
          { id: 'state', label: t('stateLabel'), choices: states },
        ]}
        exports={(['csv', 'xlsx'] as const).map(format => ({
          label: words(`format.${format}`),
          href: web.hrefOf(exportVariants, { query: { ...query, format } }),
        }))}
        empty={
          <web.EmptyState
            title={t(narrowed ? 'nothing' : 'empty.variants')}
            hint={t(narrowed ? 'nothingHint' : 'emptyHint.variants')}
          />
        }
      />
      {variant && <VariantShown key={variant.id} variant={variant} onClose={() => setShown(null)} />}
    </>
  )
}

function useColumns(show: (id: string) => void): web.Column<Variant>[] {
  const t = web.useText('terms')
  const party = (row: Variant): string => row.customer?.name ?? row.segment?.name ?? ''
  return [
    {
      id: 'party',
      header: t('party'),
      cell: row => (
        <button type="button" className="row-button" onClick={() => show(row.id)}>
          {party(row)}
        </button>
      ),
      compare: (a, b) => party(a).localeCompare(party(b)),
    },
    { id: 'deviations', header: t('deviations'), cell: row => <DeviationLine variant={row} />, phone: 'under' },
    {
      id: 'state',
      header: t('stateLabel'),
      width: 100,
      phone: 'side',
      cell: row => <web.Tag tone={TONES[row.state]}>{t(`variantState.${row.state}`)}</web.Tag>,
    },
    {
      id: 'from',
      header: t('from.label'),
      width: 100,
      cell: row => <web.DayText value={row.from} form="short" />,
      compare: (a, b) => a.from.localeCompare(b.from),
    },
    {
      id: 'to',
      header: t('until'),
      width: 100,
      cell: row => <web.DayText value={row.to} form="short" />,
      compare: (a, b) => a.to.localeCompare(b.to),
    },
    { id: 'reason', header: t('reason'), wide: true, cell: row => row.reason },
    { id: 'author', header: t('author'), width: 130, wide: true, cell: row => row.author ?? '–' },
  ]
}

function DeviationLine({ variant }: { readonly variant: Variant }): ReactNode {
  const t = web.useText('terms')
  const text = useClauseText()
  const said = variant.lines.map(line => `${t(`clause.${line.clause}`)} : ${text(line.clause, line.agreed)}`)
  return said.join(' · ')
}

/** A variant as the list of what differs from the version. */
function Deviations({ variant }: { readonly variant: Variant }): ReactNode {
  const t = web.useText('terms')
  const text = useClauseText()
  return (
    <web.KeyValue
      items={variant.lines.map(line => ({
        label: t(`clause.${line.clause}`),
        value: (
          <>
            <strong>{text(line.clause, line.agreed)}</strong>
            <div className="soft">{t('versionSays', { says: text(line.clause, line.base) })}</div>
          </>
        ),
      }))}
    />
  )
}

type ShownProps = { readonly variant: Variant; readonly onClose: () => void }

/** One variant whole, and the day it ends. */
export function VariantShown({ variant, onClose }: ShownProps): ReactNode {
  const t = web.useText('terms')
  const { today } = web.useSession()
  const may = web.useMay(['credit-manager', 'administrator']) && variant.state !== 'ended'
  const first = variant.from > today ? variant.from : today
  const [to, setTo] = useState(first < variant.to ? first : variant.to)
  const end = web.useAct(endVariant, { done: () => t('done.variantEnded'), after: onClose, quiet: true })
  const { customer } = variant
  return (
    <web.SidePanel opened onClose={onClose} title={customer?.name ?? variant.segment?.name ?? ''}>
      <web.KeyValue
        items={[
          { label: t('creditor'), value: variant.creditorCode },
          ...(customer
            ? [
                {
                  label: t('customer'),
                  value: <web.Go to={web.paths.customer(customer.id as CustomerId)}>{customer.name}</web.Go>,
                },
              ]
            : []),
          { label: t('from.label'), value: <web.DayText value={variant.from} form="long" /> },
          { label: t('until'), value: <web.DayText value={variant.to} form="long" /> },
          { label: t('reason'), value: variant.reason },
          { label: t('author'), value: variant.author ?? '–' },
        ]}
      />
      <h3>{variant.base === null ? t('deviations') : t('differsFrom', { version: variant.base.label })}</h3>
      <Deviations variant={variant} />
      <Findings findings={variant.findings} />
      {may && (
        <div className="form-row">
          <web.DayInput
            label={t('endsOn')}
            required
            value={to}
            min={variant.from}
            max={variant.to}
            onChange={value => setTo(value ?? variant.to)}
          />
          <Button
            variant="default"
            loading={end.isPending}
            onClick={() => end.mutate({ params: { variant: variant.id }, body: { to } })}
          >
            {t('endVariant')}
          </Button>
        </div>
      )}
      {end.error && <web.Problem error={end.error} />}
    </web.SidePanel>
  )
}
