import { useState, type ReactNode } from 'react'
import { Checkbox, NativeSelect, SegmentedControl, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { addDays, addMonths, type Day } from '#kernel/day.ts'
import { CustomerPick, useCreditorChoices, useSegmentChoices, type PickedCustomer } from '#modules/parties/ui/index.ts'
import * as web from '#web/index.ts'
import { addVariant, checkTerms, listTerms } from '../api.ts'
import {
  DiscountField,
  FeeField,
  JurisdictionField,
  LateRateField,
  PaymentField,
  type FieldProps,
} from './clauses-form.tsx'
import { CapLine, Findings, FloorLine } from './law.tsx'
import { NEW_CLAUSES, useClauseText, type Clause, type Clauses, type Law } from './words.ts'

/** What may be agreed otherwise with one customer; whom the terms speak to and the sector stay the version's. */
const AGREED = [
  'payment',
  'lateRate',
  'recoveryFee',
  'discount',
  'retentionOfTitle',
  'acceleration',
  'jurisdiction',
] as const satisfies readonly Clause[]

type VariantPanelProps = { readonly onClose: () => void; readonly customer?: PickedCustomer }
type Party = 'customer' | 'segment'

/** Agrees other conditions with one customer or one segment: only the clauses ticked differ. */
export function VariantPanel({ onClose, customer: fixed }: VariantPanelProps): ReactNode {
  const t = web.useText('terms')
  const { today } = web.useSession()
  const creditors = useCreditorChoices()
  const segments = useSegmentChoices()
  const [who, setWho] = useState<Who>({ party: 'customer', customer: fixed ?? null, segment: null, creditor: null })
  const { party, customer } = who
  const [from, setFrom] = useState<Day>(today)
  const [to, setTo] = useState<Day>(addDays(addMonths(today, 12), -1))
  const [reason, setReason] = useState('')
  const [ticked, setTicked] = useState<readonly Clause[]>([])
  const [agreed, setAgreed] = useState<Partial<Clauses>>({})
  const whose = party === 'customer' ? customer?.creditor.id : (who.creditor ?? creditors[0]?.value)
  const base = useBase(whose, from)
  const kept = Object.fromEntries(ticked.flatMap(clause => (clause in agreed ? [[clause, agreed[clause]]] : [])))
  const clauses: Clauses = { ...base.clauses, ...kept }
  const add = web.useAct(addVariant, { done: () => t('done.variant'), after: onClose, quiet: true })
  const save = (): void => {
    if (whose === undefined) return
    const deviations = Object.fromEntries(ticked.map(clause => [clause, clauses[clause]])) as Partial<Clauses>
    const agreedWith =
      party === 'customer' ? { customer: customer?.id } : { segment: who.segment ?? segments[0]?.value }
    add.mutate({ body: { creditor: whose, ...agreedWith, from, to, reason, deviations } })
  }
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('add.variants')}
      submit={t('agree')}
      busy={add.isPending}
      error={add.error && <web.Problem error={add.error} />}
      onSubmit={save}
    >
      {!fixed && <WhoFields who={who} set={more => setWho({ ...who, ...more })} />}
      <div className="form-row">
        <web.DayInput label={t('from.label')} required value={from} onChange={value => setFrom(value ?? today)} />
        <web.DayInput label={t('until')} required min={from} value={to} onChange={value => setTo(value ?? to)} />
      </div>
      {whose !== undefined && (
        <AgreedClauses
          base={base}
          clauses={clauses}
          ticked={ticked}
          onTick={(clause, on) => setTicked(on ? [...ticked, clause] : ticked.filter(one => one !== clause))}
          set={more => setAgreed({ ...agreed, ...more })}
          question={{ creditor: whose, from, to }}
        />
      )}
      <Textarea
        label={t('reason')}
        description={t('variantReasonHint')}
        required
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
      />
    </web.SidePanel>
  )
}

/** With whom it is agreed. */
type Who = {
  readonly party: Party
  readonly customer: PickedCustomer | null
  readonly segment: string | null
  readonly creditor: string | null
}

function WhoFields({ who, set }: { readonly who: Who; readonly set: (more: Partial<Who>) => void }): ReactNode {
  const t = web.useText('terms')
  const creditors = useCreditorChoices()
  const segments = useSegmentChoices()
  return (
    <>
      <SegmentedControl
        aria-label={t('party')}
        data={(['customer', 'segment'] as const).map(value => ({ value, label: t(`for.${value}`) }))}
        value={who.party}
        onChange={party => set({ party })}
      />
      {who.party === 'customer' ? (
        <CustomerPick label={t('customer')} required value={who.customer} onChange={customer => set({ customer })} />
      ) : (
        <>
          <NativeSelect
            label={t('creditor')}
            data={[...creditors]}
            value={who.creditor ?? creditors[0]?.value ?? ''}
            onChange={event => set({ creditor: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('segment')}
            data={[...segments]}
            value={who.segment ?? segments[0]?.value ?? ''}
            onChange={event => set({ segment: event.currentTarget.value })}
          />
        </>
      )}
    </>
  )
}

type Base = { readonly label: string | null; readonly clauses: Clauses }

/** The version in force on a day, from which a variant deviates. */
function useBase(creditor: string | undefined, on: Day): Base {
  const { data: known } = web.useAnswer(listTerms, { query: {} })
  const found = known?.items.find(
    version =>
      version.creditor.id === creditor &&
      version.state !== 'draft' &&
      version.from <= on &&
      (version.to === null || on <= version.to),
  )
  return { label: found?.label ?? null, clauses: found?.clauses ?? NEW_CLAUSES }
}

type AgreedProps = FieldProps & {
  readonly base: Base
  readonly ticked: readonly Clause[]
  readonly onTick: (clause: Clause, on: boolean) => void
  readonly question: { readonly creditor: string; readonly from: Day; readonly to: Day }
}

function AgreedClauses({ base, ticked, onTick, question, ...field }: AgreedProps): ReactNode {
  const t = web.useText('terms')
  const text = useClauseText()
  const [clauses] = useDebouncedValue(field.clauses, 250)
  const { data: checked } = web.useAnswer(checkTerms, { body: { ...question, clauses } })
  const about = checked?.findings.filter(found => ticked.some(clause => clause === found.clause)) ?? []
  return (
    <fieldset className="stack">
      <legend>{base.label === null ? t('differsFromNothing') : t('differsFrom', { version: base.label })}</legend>
      {AGREED.map(clause => (
        <div key={clause} className="stack">
          <Checkbox
            label={t(`clause.${clause}`)}
            description={t('versionSays', { says: text(clause, base.clauses[clause]) })}
            checked={ticked.includes(clause)}
            onChange={event => {
              const on = event.currentTarget.checked
              onTick(clause, on)
              if (on && typeof base.clauses[clause] === 'boolean') field.set({ [clause]: !base.clauses[clause] })
            }}
          />
          {ticked.includes(clause) && <OneField clause={clause} law={checked?.law} {...field} />}
        </div>
      ))}
      {about.length > 0 && <Findings findings={about} />}
    </fieldset>
  )
}

function OneField({
  clause,
  law,
  ...field
}: FieldProps & { readonly clause: Clause; readonly law: Law | undefined }): ReactNode {
  switch (clause) {
    case 'payment':
      return (
        <>
          <PaymentField {...field} />
          {law && <CapLine law={law} />}
        </>
      )
    case 'lateRate':
      return (
        <>
          <LateRateField {...field} />
          {law && <FloorLine law={law} />}
        </>
      )
    case 'recoveryFee':
      return <FeeField {...field} />
    case 'discount':
      return <DiscountField {...field} />
    case 'jurisdiction':
      return <JurisdictionField {...field} />
    default:
      return <FlagSaid clause={clause} clauses={field.clauses} />
  }
}

// Ticking a clause that stands or does not turns it over: nothing else can be agreed.
function FlagSaid({ clause, clauses }: { readonly clause: Clause; readonly clauses: Clauses }): ReactNode {
  const t = web.useText('terms')
  const text = useClauseText()
  return <p>{t('agreedSays', { says: text(clause, clauses[clause]) })}</p>
}
