import { useState, type ReactNode } from 'react'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { Input } from '#kernel/contract.ts'
import { addDays, type Day } from '#kernel/day.ts'
import * as web from '#web/index.ts'
import { changeCustomer } from '../api.ts'
import { useCollectorChoices, useGroupChoices, useSegmentChoices } from './choices.ts'
import {
  filled,
  SIZES,
  useCountryChoices,
  useKindChoices,
  useLanguageChoices,
  type Choice,
  type Customer,
} from './words.ts'

type Change = Input<typeof changeCustomer>['body']
type PanelProps = { readonly customer: Customer; readonly onClose: () => void }

/** Corrects a customer: who they are, where they live, who follows them. Only what changed is sent. */
export function CustomerPanel({ customer, onClose }: PanelProps): ReactNode {
  const t = web.useText('parties')
  const [change, setChange] = useState<Change>({})
  const save = web.useAct(changeCustomer, { done: () => t('saved'), after: onClose, quiet: true })
  const set = (more: Change): void => setChange({ ...change, ...more })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('customer.edit')}
      submit={t('save')}
      busy={save.isPending}
      error={save.error && <web.Problem error={save.error} />}
      onSubmit={() => save.mutate({ params: { customer: customer.id }, body: change })}
    >
      <Identity customer={customer} change={change} set={set} />
      <Place customer={customer} change={change} set={set} />
      <FollowedBy customer={customer} change={change} set={set} />
    </web.SidePanel>
  )
}

type PartProps = { readonly customer: Customer; readonly change: Change; readonly set: (more: Change) => void }

/** One text field of a customer; emptied, it is taken away. */
function Line(
  props: PartProps & { readonly field: 'street' | 'street2' | 'postcode' | 'city' | Identifier },
): ReactNode {
  const t = web.useText('parties')
  const { field, customer, change, set } = props
  const value = field in change ? change[field] : customer[field]
  return (
    <TextInput
      label={t(`field.${field}`)}
      value={value ?? ''}
      onChange={event =>
        set({ [field]: filled(event.currentTarget.value) === null ? null : event.currentTarget.value })
      }
    />
  )
}

type Identifier = 'siren' | 'vatNumber' | 'enterpriseNumber'

function Identity(props: PartProps): ReactNode {
  const t = web.useText('parties')
  const { customer, change, set } = props
  const kinds = useKindChoices()
  const languages = useLanguageChoices()
  return (
    <>
      <TextInput
        label={t('field.name')}
        required
        data-autofocus
        value={change.name ?? customer.name}
        onChange={event => set({ name: event.currentTarget.value })}
      />
      <div className="form-row">
        <NativeSelect
          label={t('kindLabel')}
          value={change.kind ?? customer.kind}
          data={[...kinds]}
          onChange={event => set({ kind: event.currentTarget.value as Customer['kind'] })}
        />
        <NativeSelect
          label={t('sizeLabel')}
          value={(change.size === undefined ? customer.size : change.size) ?? ''}
          data={[{ value: '', label: t('unset') }, ...SIZES.map(value => ({ value, label: t(`size.${value}`) }))]}
          onChange={event => set({ size: (event.currentTarget.value || null) as Customer['size'] })}
        />
      </div>
      {(change.kind ?? customer.kind) === 'unknown' && <p className="soft">{t('kindUnknown')}</p>}
      <NativeSelect
        label={t('languageLabel')}
        value={change.language ?? customer.language}
        data={[...languages]}
        onChange={event => set({ language: event.currentTarget.value as Customer['language'] })}
      />
      {(change.country ?? customer.country) === 'BE' ? (
        <Line field="enterpriseNumber" {...props} />
      ) : (
        <Line field="siren" {...props} />
      )}
      <Line field="vatNumber" {...props} />
    </>
  )
}

function Place(props: PartProps): ReactNode {
  const t = web.useText('parties')
  const { customer, change, set } = props
  const country = change.country ?? customer.country
  const countries = useCountryChoices(country)
  return (
    <>
      <Line field="street" {...props} />
      <Line field="street2" {...props} />
      <div className="form-row">
        <Line field="postcode" {...props} />
        <Line field="city" {...props} />
      </div>
      <NativeSelect
        label={t('field.country')}
        value={country}
        data={[...countries]}
        onChange={event => set({ country: event.currentTarget.value })}
      />
    </>
  )
}

function FollowedBy({ customer, change, set }: PartProps): ReactNode {
  const t = web.useText('parties')
  const segments = useSegmentChoices()
  const collectors = useCollectorChoices()
  const groups = useGroupChoices()
  const fixed = customer.segmentFixed ? (customer.segment?.id ?? '') : ''
  const pick = (
    label: string,
    field: 'segmentId' | 'collectorId' | 'groupId',
    now: string,
    empty: string,
    all: readonly Choice[],
  ) => (
    <NativeSelect
      label={label}
      value={(field in change ? change[field] : now) ?? ''}
      data={[{ value: '', label: empty }, ...all]}
      onChange={event => set({ [field]: event.currentTarget.value || null })}
    />
  )
  const byRule = t('segmentByRule', { name: customer.segment?.name ?? t('none') })
  return (
    <>
      {pick(t('segmentLabel'), 'segmentId', fixed, byRule, segments)}
      {pick(t('collectorLabel'), 'collectorId', customer.collector?.id ?? '', t('nobody'), collectors)}
      {pick(t('groupLabel'), 'groupId', customer.group?.id ?? '', t('none'), groups)}
      <Textarea
        label={t('customer.note')}
        autosize
        minRows={2}
        value={(change.note === undefined ? customer.note : change.note) ?? ''}
        onChange={event => set({ note: filled(event.currentTarget.value) === null ? null : event.currentTarget.value })}
      />
    </>
  )
}

const PAUSE_DAYS = 14

/** Pauses the follow-up of a customer until a day, with the reason that will be shown to everybody. */
export function PausePanel({ customer, onClose }: PanelProps): ReactNode {
  const t = web.useText('parties')
  const { today } = web.useSession()
  const [until, setUntil] = useState<Day | null>(customer.pausedUntil ?? addDays(today, PAUSE_DAYS))
  const [reason, setReason] = useState(customer.pauseReason ?? '')
  const save = web.useAct(changeCustomer, { done: () => t('pause.done'), after: onClose, quiet: true })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={t('pause.title')}
      submit={t('pause.submit')}
      busy={save.isPending}
      error={save.error && <web.Problem error={save.error} />}
      onSubmit={() =>
        save.mutate({ params: { customer: customer.id }, body: { pausedUntil: until, pauseReason: filled(reason) } })
      }
    >
      <p className="soft">{t('pause.hint')}</p>
      <web.DayInput label={t('pause.until')} value={until} min={today} required onChange={setUntil} />
      <Textarea
        label={t('pause.reason')}
        required
        autosize
        minRows={3}
        data-autofocus
        value={reason}
        onChange={event => setReason(event.currentTarget.value)}
      />
    </web.SidePanel>
  )
}

/** Ends a pause at once; « Annuler » brings it back. */
export function useResume(customer: Customer | undefined): () => void {
  const t = web.useText('parties')
  const resume = web.useAct(changeCustomer, {
    done: () => t('pause.ended'),
    undo: () =>
      web.call(changeCustomer, {
        params: { customer: customer?.id ?? '' },
        body: { pausedUntil: customer?.pausedUntil ?? null, pauseReason: customer?.pauseReason ?? null },
      }),
  })
  return () =>
    customer && resume.mutate({ params: { customer: customer.id }, body: { pausedUntil: null, pauseReason: null } })
}
