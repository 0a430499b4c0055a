import { useState, type ReactNode } from 'react'
import { Button, NumberInput, Switch } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import type { MoneyJson } from '#kernel/money.ts'
import * as web from '#web/index.ts'
import { readReceiptRules, saveFreshness, saveReceiptRules } from '../api.ts'

type Rules = Answer<typeof readReceiptRules>['creditors'][number]

/** What matching may do by itself, entity by entity, and how long reminders go on without statements. */
export function MatchingRules(): ReactNode {
  const t = web.useText('receipts')
  const may = web.useMay(['administrator'])
  const asked = web.useAnswer(readReceiptRules, {})
  const [edited, edit] = useState<Rules | 'freshness' | null>(null)
  const rules = asked.data
  if (!rules) return null
  const columns: web.Column<Rules>[] = [
    { id: 'creditor', header: t('rules.creditor'), cell: one => one.creditor.name },
    {
      id: 'certain',
      header: t('rules.certain'),
      phone: 'under',
      cell: one => (one.applyCertain ? t('rules.alone') : t('rules.asks')),
    },
    {
      id: 'small',
      header: t('rules.small'),
      align: 'end',
      cell: one => <web.Amount value={one.smallDifference} zero="show" />,
    },
    { id: 'fee', header: t('rules.fee'), align: 'end', cell: one => <web.Amount value={one.bankFee} zero="show" /> },
    ...(may
      ? [
          {
            id: 'edit',
            header: '',
            phone: 'side' as const,
            cell: (one: Rules) => <Edit name={one.creditor.name} onClick={() => edit(one)} />,
          },
        ]
      : []),
  ]
  return (
    <web.Section title={t('rules.title')}>
      <div className="stack">
        <web.MoneyTable
          stacked
          caption={t('rules.title')}
          columns={columns}
          rows={rules.creditors}
          keyOf={one => one.creditor.id}
        />
        <p className="line">
          <span>{graceWords(rules.graceDays, t)}</span>
          {may && <Edit name={t('rules.graceLabel')} onClick={() => edit('freshness')} />}
        </p>
      </div>
      {edited === 'freshness' && <FreshnessPanel days={rules.graceDays} onClose={() => edit(null)} />}
      {edited !== null && edited !== 'freshness' && <RulesPanel rules={edited} onClose={() => edit(null)} />}
    </web.Section>
  )
}

function graceWords(days: number | null, t: web.Text): string {
  if (days === null) return t('rules.noGrace')
  return days === 0 ? t('rules.graceNone') : t('rules.grace', { count: days })
}

function Edit({ name, onClick }: { readonly name: string; readonly onClick: () => void }): ReactNode {
  const t = web.useText('receipts')
  return (
    <Button variant="subtle" size="compact-sm" onClick={onClick}>
      {t('edit')}
      <span className="only-read">{name}</span>
    </Button>
  )
}

function RulesPanel({ rules, onClose }: { readonly rules: Rules; readonly onClose: () => void }): ReactNode {
  const t = web.useText('receipts')
  const [small, setSmall] = useState<MoneyJson | null>(rules.smallDifference)
  const [fee, setFee] = useState<MoneyJson | null>(rules.bankFee)
  const [applyCertain, setApply] = useState(rules.applyCertain)
  const save = web.useAct(saveReceiptRules, { done: () => t('rules.saved'), after: onClose, quiet: true })
  const { currency } = rules.smallDifference
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('rules.of', { name: rules.creditor.name })}
      submit={t('save')}
      busy={save.isPending}
      error={save.error && <web.Problem error={save.error} />}
      onSubmit={() => {
        if (small === null || fee === null) return
        const body = { smallDifference: small.amount, bankFee: fee.amount, applyCertain }
        save.mutate({ params: { creditor: rules.creditor.id }, body })
      }}
    >
      <Switch
        label={t('rules.applyCertain')}
        description={t('rules.applyCertainHint')}
        checked={applyCertain}
        onChange={event => setApply(event.currentTarget.checked)}
      />
      <web.AmountInput label={t('rules.smallLabel')} currency={currency} value={small} onChange={setSmall} required />
      <p className="soft">{t('rules.smallHint')}</p>
      <web.AmountInput label={t('rules.feeLabel')} currency={currency} value={fee} onChange={setFee} required />
      <p className="soft">{t('rules.feeHint')}</p>
    </web.SidePanel>
  )
}

function FreshnessPanel({ days, onClose }: { readonly days: number | null; readonly onClose: () => void }): ReactNode {
  const t = web.useText('receipts')
  const [graceDays, setDays] = useState<number | ''>(days ?? '')
  const save = web.useAct(saveFreshness, { done: () => t('rules.saved'), after: onClose, quiet: true })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('rules.graceLabel')}
      submit={t('save')}
      busy={save.isPending}
      error={save.error && <web.Problem error={save.error} />}
      onSubmit={() => save.mutate({ body: { graceDays: graceDays === '' ? null : graceDays } })}
    >
      <NumberInput
        label={t('rules.graceDays')}
        description={t('rules.graceHint')}
        min={0}
        max={366}
        hideControls
        allowDecimal={false}
        data-autofocus
        value={graceDays}
        onChange={value => setDays(typeof value === 'number' ? value : '')}
      />
    </web.SidePanel>
  )
}
