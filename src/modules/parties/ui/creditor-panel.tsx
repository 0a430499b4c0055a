import { useState, type ReactNode } from 'react'
import { ActionIcon, Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import * as web from '#web/index.ts'
import { addCreditor, changeCreditor } from '../api.ts'
import { filled, spaced, useCountryChoices, useLanguageChoices, type Creditor } from './words.ts'

type Draft = Omit<Creditor, 'id'>
type Field =
  | 'legalForm'
  | 'siren'
  | 'enterpriseNumber'
  | 'vatNumber'
  | 'street'
  | 'street2'
  | 'postcode'
  | 'city'
  | 'email'
  | 'phone'
  | 'signatory'

const NEW: Draft = {
  code: '',
  name: '',
  legalForm: null,
  country: 'FR',
  language: 'fr',
  timeZone: 'Europe/Paris',
  currency: 'EUR',
  siren: null,
  vatNumber: null,
  enterpriseNumber: null,
  street: null,
  street2: null,
  postcode: null,
  city: null,
  email: null,
  phone: null,
  signatory: null,
  paymentDays: 30,
  accounts: [],
}

type PanelProps = { readonly creditor: Creditor | null; readonly onClose: () => void }

/** Adds or corrects one of our legal entities. The server checks each identifier and each IBAN by its own key. */
export function CreditorPanel({ creditor, onClose }: PanelProps): ReactNode {
  const t = web.useText('parties')
  const [draft, setDraft] = useState<Draft>(creditor ?? NEW)
  const done = { done: () => t('creditor.saved', { name: draft.name }), after: onClose, quiet: true }
  const add = web.useAct(addCreditor, done)
  const change = web.useAct(changeCreditor, done)
  const set = (more: Partial<Draft>): void => setDraft({ ...draft, ...more })
  const error = add.error ?? change.error
  const save = (): void => {
    const accounts = draft.accounts.filter(account => account.iban.trim() !== '')
    const { code, ...body } = { ...draft, accounts }
    if (creditor) change.mutate({ params: { creditor: creditor.id }, body })
    else add.mutate({ body: { ...body, code: code.toUpperCase() } })
  }
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={creditor ? t('creditor.edit') : t('creditor.add')}
      submit={t('save')}
      busy={add.isPending || change.isPending}
      error={error && <web.Problem error={error} />}
      onSubmit={save}
    >
      <Who draft={draft} set={set} fixed={creditor !== null} />
      <Reach draft={draft} set={set} />
      <Accounts draft={draft} set={set} />
    </web.SidePanel>
  )
}

type PartProps = { readonly draft: Draft; readonly set: (more: Partial<Draft>) => void }

function Line({ field, draft, set }: PartProps & { readonly field: Field }): ReactNode {
  const t = web.useText('parties')
  return (
    <TextInput
      label={t(`field.${field}`)}
      value={draft[field] ?? ''}
      {...(field === 'email' && { type: 'email' })}
      onChange={event =>
        set({ [field]: filled(event.currentTarget.value) === null ? null : event.currentTarget.value })
      }
    />
  )
}

function Who(props: PartProps & { readonly fixed: boolean }): ReactNode {
  const t = web.useText('parties')
  const { draft, set, fixed } = props
  const countries = useCountryChoices(draft.country)
  const languages = useLanguageChoices()
  return (
    <>
      {!fixed && (
        <TextInput
          label={t('creditor.code')}
          description={t('creditor.codeHint')}
          required
          maxLength={12}
          pattern="[A-Za-z0-9\-]{1,12}"
          data-autofocus
          value={draft.code}
          onChange={event => set({ code: event.currentTarget.value.toUpperCase() })}
        />
      )}
      <TextInput
        label={t('field.name')}
        required
        data-autofocus={fixed}
        value={draft.name}
        onChange={event => set({ name: event.currentTarget.value })}
      />
      <div className="form-row">
        <Line field="legalForm" {...props} />
        <NativeSelect
          label={t('field.country')}
          value={draft.country}
          data={[...countries]}
          onChange={event => set({ country: event.currentTarget.value })}
        />
      </div>
      <NativeSelect
        label={t('languageLabel')}
        value={draft.language}
        data={[...languages]}
        onChange={event => set({ language: event.currentTarget.value as Draft['language'] })}
      />
      <Line field={draft.country === 'BE' ? 'enterpriseNumber' : 'siren'} {...props} />
      <Line field="vatNumber" {...props} />
    </>
  )
}

function Reach(props: PartProps): ReactNode {
  const t = web.useText('parties')
  const { draft, set } = props
  return (
    <>
      <Line field="street" {...props} />
      <Line field="street2" {...props} />
      <div className="form-row">
        <Line field="postcode" {...props} />
        <Line field="city" {...props} />
      </div>
      <Line field="email" {...props} />
      <Line field="phone" {...props} />
      <Line field="signatory" {...props} />
      <NumberInput
        label={t('creditor.paymentDays')}
        description={t('creditor.paymentDaysHint')}
        min={0}
        max={365}
        hideControls
        allowDecimal={false}
        value={draft.paymentDays ?? ''}
        onChange={value => set({ paymentDays: typeof value === 'number' ? value : null })}
      />
    </>
  )
}

function Accounts({ draft, set }: PartProps): ReactNode {
  const t = web.useText('parties')
  const change = (index: number, more: { iban?: string; bic?: string | null }): void =>
    set({ accounts: draft.accounts.map((account, at) => (at === index ? { ...account, ...more } : account)) })
  return (
    <fieldset className="stack">
      <legend>{t('creditor.accounts')}</legend>
      {draft.accounts.map((account, index) => (
        // Accounts have no identity before they are saved, and keep their place while they are edited.
        // oxlint-disable-next-line react/no-array-index-key
        <div className="form-row" key={index}>
          <TextInput
            label={t('creditor.iban', { rank: index + 1 })}
            classNames={{ input: 'figures' }}
            value={spaced(account.iban.replaceAll(' ', ''))}
            onChange={event => change(index, { iban: event.currentTarget.value.replaceAll(' ', '').toUpperCase() })}
          />
          <TextInput
            label={t('creditor.bic')}
            value={account.bic ?? ''}
            onChange={event => change(index, { bic: filled(event.currentTarget.value) })}
          />
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={t('creditor.removeAccount', { rank: index + 1 })}
            onClick={() => set({ accounts: draft.accounts.filter((_, at) => at !== index) })}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          onClick={() => set({ accounts: [...draft.accounts, { iban: '', bic: null, label: null }] })}
        >
          {t('creditor.addAccount')}
        </Button>
      </div>
    </fieldset>
  )
}
