import { useState, type ReactNode } from 'react'
import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import * as web from '#web/index.ts'
import { CapLine, FloorLine } from './law.tsx'
import { AUDIENCES, METHODS, percentOf, ppmOf, SECTORS, STARTS, useChoices, type Clauses, type Law } from './words.ts'

export type SetClauses = (more: Partial<Clauses>) => void
export type FieldProps = { readonly clauses: Clauses; readonly set: SetClauses }

type ClausesFormProps = FieldProps & {
  readonly country: string
  /** What the law says of the clauses as they stand; undefined while it is asked. */
  readonly law: Law | undefined
}

/** The clauses of a version as fields, each with what the law allows beside it. */
export function ClausesForm({ law, country, ...field }: ClausesFormProps): ReactNode {
  return (
    <div className="stack">
      <div className="form-row">
        <AudienceField {...field} />
        <SectorField {...field} />
      </div>
      <PaymentField {...field} />
      {law && <CapLine law={law} />}
      <LateRateField {...field} />
      {law && <FloorLine law={law} />}
      <div className="form-row">
        <FeeField {...field} />
        <DiscountField {...field} />
      </div>
      <JurisdictionField {...field} />
      <FlagField {...field} clause="retentionOfTitle" />
      <FlagField {...field} clause="acceleration" />
      {(country === 'BE' || field.clauses.consumerCompensation) && (
        <FlagField {...field} clause="consumerCompensation" />
      )}
    </div>
  )
}

export function AudienceField({ clauses, set }: FieldProps): ReactNode {
  const t = web.useText('terms')
  return (
    <NativeSelect
      label={t('clause.audience')}
      data={useChoices('audience', AUDIENCES)}
      value={clauses.audience}
      onChange={event => set({ audience: event.currentTarget.value as Clauses['audience'] })}
    />
  )
}

export function SectorField({ clauses, set }: FieldProps): ReactNode {
  const t = web.useText('terms')
  return (
    <NativeSelect
      label={t('clause.sector')}
      data={useChoices('sector', SECTORS)}
      value={clauses.sector}
      onChange={event => set({ sector: event.currentTarget.value as Clauses['sector'] })}
    />
  )
}

/** How long, counted how, from which day; or nothing written. */
export function PaymentField({ clauses, set }: FieldProps): ReactNode {
  const t = web.useText('terms')
  const methods = useChoices('method', METHODS)
  const starts = useChoices('start', STARTS)
  const { payment } = clauses
  const term = payment ?? { method: 'net' as const, days: 30, from: 'issue' as const }
  const silent = { value: '', label: t('silent') }
  return (
    <div className="form-row" role="group" aria-label={t('clause.payment')}>
      <NativeSelect
        label={t('clause.payment')}
        data={[...methods, silent]}
        value={payment?.method ?? ''}
        onChange={event => {
          const { value } = event.currentTarget
          set({ payment: value === '' ? null : { ...term, method: value as (typeof METHODS)[number] } })
        }}
      />
      {payment && (
        <>
          <NumberInput
            label={t('days')}
            min={0}
            max={365}
            allowDecimal={false}
            hideControls
            value={payment.days}
            onChange={value => set({ payment: { ...payment, days: typeof value === 'number' ? value : 0 } })}
          />
          <NativeSelect
            label={t('countedFrom')}
            data={starts}
            value={payment.from}
            onChange={event =>
              set({ payment: { ...payment, from: event.currentTarget.value as (typeof STARTS)[number] } })
            }
          />
        </>
      )}
    </div>
  )
}

type RateFieldProps = { readonly label: string; readonly ppm: number; readonly onChange: (ppm: number) => void }

/** A yearly rate in percent, as people type it. */
function PercentInput({ label, ppm, onChange }: RateFieldProps): ReactNode {
  const t = web.useText('terms')
  const comma = web.useLanguage() !== 'en'
  const shown = percentOf(ppm).replace(/\.?0+$/, '')
  const [typed, setTyped] = useState<string | null>(null)
  const unread = typed !== null && ppmOf(typed) === null
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      rightSection="%"
      required
      value={typed ?? (comma ? shown.replace('.', ',') : shown)}
      error={unread ? t('rateUnread') : undefined}
      onChange={event => {
        const { value } = event.currentTarget
        setTyped(value)
        const read = ppmOf(value)
        if (read !== null) onChange(read)
      }}
      onBlur={() => {
        if (!unread) setTyped(null)
      }}
    />
  )
}

/** The law's own rate, one of the contract, or nothing written. */
export function LateRateField({ clauses, set }: FieldProps): ReactNode {
  const t = web.useText('terms')
  const { lateRate } = clauses
  const kinds = [
    { value: 'legal', label: t('lateRate.legal') },
    { value: 'contract', label: t('lateRate.contract') },
    { value: '', label: t('silent') },
  ]
  return (
    <div className="form-row" role="group" aria-label={t('clause.lateRate')}>
      <NativeSelect
        label={t('clause.lateRate')}
        data={kinds}
        value={lateRate?.kind ?? ''}
        onChange={event => {
          const { value } = event.currentTarget
          set({
            lateRate: value === '' ? null : value === 'legal' ? { kind: 'legal' } : { kind: 'contract', ppm: 150_000 },
          })
        }}
      />
      {lateRate?.kind === 'contract' && (
        <PercentInput
          label={t('lateRate.rate')}
          ppm={lateRate.ppm}
          onChange={ppm => set({ lateRate: { kind: 'contract', ppm } })}
        />
      )}
    </div>
  )
}

export function FeeField({ clauses, set }: FieldProps): ReactNode {
  const t = web.useText('terms')
  return (
    <NativeSelect
      label={t('clause.recoveryFee')}
      data={[...useChoices('recoveryFee', ['professionals', 'everybody']), { value: '', label: t('silent') }]}
      value={clauses.recoveryFee ?? ''}
      onChange={event => {
        const { value } = event.currentTarget
        set({ recoveryFee: value === '' ? null : (value as 'professionals' | 'everybody') })
      }}
    />
  )
}

export function DiscountField({ clauses, set }: FieldProps): ReactNode {
  const t = web.useText('terms')
  const { discount } = clauses
  const kinds = [
    { value: 'none', label: t('discount.none') },
    { value: 'rate', label: t('discount.rate') },
    { value: '', label: t('silent') },
  ]
  return (
    <>
      <NativeSelect
        label={t('clause.discount')}
        data={kinds}
        value={discount?.kind ?? ''}
        onChange={event => {
          const { value } = event.currentTarget
          set({ discount: value === '' ? null : value === 'none' ? { kind: 'none' } : { kind: 'rate', ppm: 10_000 } })
        }}
      />
      {discount?.kind === 'rate' && (
        <PercentInput
          label={t('discount.percent')}
          ppm={discount.ppm}
          onChange={ppm => set({ discount: { kind: 'rate', ppm } })}
        />
      )}
    </>
  )
}

export function JurisdictionField({ clauses, set }: FieldProps): ReactNode {
  const t = web.useText('terms')
  return (
    <TextInput
      label={t('clause.jurisdiction')}
      placeholder={t('jurisdictionHint')}
      maxLength={300}
      value={clauses.jurisdiction ?? ''}
      onChange={event => {
        const { value } = event.currentTarget
        set({ jurisdiction: value.trim() === '' ? null : value })
      }}
    />
  )
}

type Flag = 'retentionOfTitle' | 'acceleration' | 'consumerCompensation'

export function FlagField({ clauses, set, clause }: FieldProps & { readonly clause: Flag }): ReactNode {
  const t = web.useText('terms')
  return (
    <Checkbox
      label={t(`clause.${clause}`)}
      description={t(`hint.${clause}`)}
      checked={clauses[clause]}
      onChange={event => set({ [clause]: event.currentTarget.checked })}
    />
  )
}
