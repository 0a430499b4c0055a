import { useState, type ReactNode } from 'react'
import { Button, Skeleton } from '@mantine/core'
import type { CustomerId, Id } from '#kernel/id.ts'
import { readCustomer } from '#modules/parties/api.ts'
import type { PickedCustomer } from '#modules/parties/ui/index.ts'
import * as web from '#web/index.ts'
import { listAcceptances, listVariants, readCustomerTerms } from '../api.ts'
import { AcceptancePanel } from './acceptance-panel.tsx'
import { ClauseFacts } from './clause-facts.tsx'
import { Acceptances } from './published.tsx'
import { VariantPanel } from './variant-panel.tsx'
import { VariantShown } from './variants-list.tsx'
import { useBecauseText, useClauseText, type Variant } from './words.ts'

type CustomerTermsProps = { readonly customer: CustomerId }

/** A customer's conditions: which version governs an order of today and why, what else was agreed, what proves it. */
export function CustomerTerms({ customer }: CustomerTermsProps): ReactNode {
  const t = web.useText('terms')
  const asked = web.useAnswer(readCustomerTerms, { params: { customer } })
  const variants = web.useAnswer(listVariants, { query: { customer } })
  const proofs = web.useAnswer(listAcceptances, { query: { customer, limit: 20 } })
  const because = useBecauseText()
  const { data: terms } = asked
  if (asked.error) return <web.Problem error={asked.error} onRetry={() => void asked.refetch()} />
  if (!terms) return <Skeleton height={80} aria-label={t('loading')} />
  const lines = terms.because.map(each => ({ label: because(each) }))
  return (
    <web.Section title={t('title')} aside={<Gestures customer={customer} />}>
      <div className="stack">
        <p className="line">
          {terms.version ? (
            <>
              <web.Go to={web.paths.termsVersion(terms.version.id as Id<'terms-version'>)}>
                {terms.version.label}
              </web.Go>
              {terms.acceptance === null && <web.Tag tone="caution">{t('notProven')}</web.Tag>}
              {terms.variant !== null && <web.Tag tone="brand">{t('withVariant')}</web.Tag>}
            </>
          ) : (
            <web.Tag tone="caution">{t('noVersion')}</web.Tag>
          )}
          <web.Why title={t('whichTerms')} lines={lines} />
        </p>
        <ClauseFacts
          clauses={terms.clauses}
          only={['payment', 'lateRate', 'recoveryFee', 'discount', 'retentionOfTitle']}
        />
        {variants.data && variants.data.items.length > 0 && <Variants variants={variants.data.items} />}
        {proofs.data && <Acceptances acceptances={proofs.data.items} customer={false} />}
      </div>
    </web.Section>
  )
}

function Gestures({ customer: id }: CustomerTermsProps): ReactNode {
  const t = web.useText('terms')
  const [panel, setPanel] = useState<'acceptance' | 'variant' | null>(null)
  const mayAgree = web.useMay(['credit-manager', 'administrator'])
  const mayRecord = web.useMay(['collector', 'credit-manager', 'administrator'])
  const { data: known } = web.useAnswer(readCustomer, { params: { customer: id } })
  const close = (): void => setPanel(null)
  if (!known || !mayRecord) return null
  const { name, ref, creditor } = known
  const customer: PickedCustomer = { id, name, ref, creditor: { id: creditor.id, code: creditor.name } }
  return (
    <span className="line">
      <Button variant="subtle" size="compact-sm" onClick={() => setPanel('acceptance')}>
        {t('add.acceptances')}
      </Button>
      {mayAgree && (
        <Button variant="subtle" size="compact-sm" onClick={() => setPanel('variant')}>
          {t('add.variants')}
        </Button>
      )}
      {panel === 'acceptance' && <AcceptancePanel customer={customer} onClose={close} />}
      {panel === 'variant' && <VariantPanel customer={customer} onClose={close} />}
    </span>
  )
}

function Variants({ variants }: { readonly variants: readonly Variant[] }): ReactNode {
  const t = web.useText('terms')
  const text = useClauseText()
  const [shown, setShown] = useState<string | null>(null)
  const variant = variants.find(each => each.id === shown)
  const said = (row: Variant): string =>
    row.lines.map(line => `${t(`clause.${line.clause}`)} : ${text(line.clause, line.agreed)}`).join(' · ')
  const columns: web.Column<Variant>[] = [
    {
      id: 'variant',
      header: t('tab.variants'),
      cell: row => (
        <button type="button" className="row-button" onClick={() => setShown(row.id)}>
          {said(row)}
        </button>
      ),
    },
    {
      id: 'for',
      header: t('party'),
      width: 160,
      phone: 'under',
      cell: row => (row.segment ? t('ofSegment', { name: row.segment.name }) : t('own')),
    },
    {
      id: 'to',
      header: t('until'),
      width: 110,
      phone: 'side',
      cell: row => <web.DayText value={row.to} form="short" />,
    },
    { id: 'state', header: t('stateLabel'), width: 110, cell: row => t(`variantState.${row.state}`) },
  ]
  return (
    <>
      <web.MoneyTable caption={t('tab.variants')} columns={columns} rows={variants} keyOf={row => row.id} stacked />
      {variant && <VariantShown key={variant.id} variant={variant} onClose={() => setShown(null)} />}
    </>
  )
}
