import { useState, type ReactNode } from 'react'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import type { Input } from '#kernel/contract.ts'
import type { CustomerId } from '#kernel/id.ts'
import * as web from '#web/index.ts'
import { addContact, changeContact, removeContact } from '../api.ts'
import { filled, ROLES, useLanguageChoices, type Contact, type Customer } from './words.ts'

/** The people at a customer: whom to write to and whom to call; add, edit and remove. */
export function Contacts({ customer }: { readonly customer: Customer }): ReactNode {
  const t = web.useText('parties')
  const may = web.useMay(['collector', 'credit-manager', 'administrator'])
  const [edited, setEdited] = useState<Contact | 'new' | null>(null)
  const columns: web.Column<Contact>[] = [
    { id: 'name', header: t('contact.name'), cell: row => <ContactName row={row} onEdit={may ? setEdited : null} /> },
    { id: 'role', header: t('contact.role'), phone: 'under', cell: row => t(`role.${row.role}`) },
    { id: 'email', header: t('contact.email'), phone: 'side', cell: row => <ContactMail row={row} /> },
    {
      id: 'phone',
      header: t('contact.phone'),
      phone: 'side',
      cell: row => (row.phone === null ? '–' : <a href={`tel:${row.phone.replaceAll(' ', '')}`}>{row.phone}</a>),
    },
  ]
  return (
    <web.Section
      title={t('contacts')}
      aside={
        may && (
          <Button variant="subtle" size="compact-sm" onClick={() => setEdited('new')}>
            {t('contact.add')}
          </Button>
        )
      }
    >
      {customer.contacts.length === 0 ? (
        <p className="soft">{t('contact.none')}</p>
      ) : (
        <web.MoneyTable
          stacked
          caption={t('contacts')}
          columns={columns}
          rows={customer.contacts}
          keyOf={row => row.id}
        />
      )}
      {edited !== null && (
        <ContactPanel
          customer={customer.id as CustomerId}
          contact={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </web.Section>
  )
}

function ContactName(props: { readonly row: Contact; readonly onEdit: ((row: Contact) => void) | null }): ReactNode {
  const { row, onEdit } = props
  if (onEdit === null) return row.name
  return (
    <button type="button" className="why" onClick={() => onEdit(row)}>
      {row.name}
    </button>
  )
}

function ContactMail({ row }: { readonly row: Contact }): ReactNode {
  const t = web.useText('parties')
  if (row.email === null) return '–'
  return (
    <span className="line">
      <a href={`mailto:${row.email}`}>{row.email}</a>
      {row.bounced && <web.Tag tone="refused">{t('contact.bounced')}</web.Tag>}
    </span>
  )
}

type Body = Input<typeof addContact>['body']

function ContactPanel(props: {
  readonly customer: CustomerId
  readonly contact: Contact | null
  readonly onClose: () => void
}): ReactNode {
  const { customer, contact, onClose } = props
  const t = web.useText('parties')
  const [body, setBody] = useState<Body>(
    contact ?? { name: '', role: 'accounts-payable', email: null, phone: null, language: null },
  )
  const done = { done: () => t('contact.saved', { name: body.name }), after: onClose, quiet: true }
  const add = web.useAct(addContact, done)
  const change = web.useAct(changeContact, done)
  const remove = web.useAct(removeContact, { done: () => t('contact.removed', { name: body.name }), after: onClose })
  const save = (): void => {
    const { name, role, email, phone, language } = body
    const sent = { name, role, email: filled(email ?? ''), phone: filled(phone ?? ''), language }
    if (contact) change.mutate({ params: { customer, contact: contact.id }, body: sent })
    else add.mutate({ params: { customer }, body: sent })
  }
  const error = add.error ?? change.error
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={contact ? t('contact.edit') : t('contact.add')}
      submit={t('save')}
      busy={add.isPending || change.isPending}
      error={error && <web.Problem error={error} />}
      onSubmit={save}
    >
      <ContactFields body={body} onChange={more => setBody({ ...body, ...more })} />
      {contact && (
        <div>
          <web.ConfirmButton
            label={t('contact.remove')}
            title={t('contact.removeTitle', { name: contact.name })}
            consequence={t('contact.removeConsequence')}
            confirm={t('contact.remove')}
            danger
            onConfirm={() => remove.mutateAsync({ params: { customer, contact: contact.id } })}
          />
        </div>
      )}
    </web.SidePanel>
  )
}

type FieldsProps = { readonly body: Body; readonly onChange: (change: Partial<Body>) => void }

function ContactFields({ body, onChange }: FieldsProps): ReactNode {
  const t = web.useText('parties')
  const languages = useLanguageChoices()
  return (
    <>
      <TextInput
        label={t('contact.name')}
        required
        data-autofocus
        value={body.name}
        onChange={event => onChange({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('contact.role')}
        value={body.role}
        data={ROLES.map(value => ({ value, label: t(`role.${value}`) }))}
        onChange={event => onChange({ role: event.currentTarget.value as Body['role'] })}
      />
      <TextInput
        label={t('contact.email')}
        type="email"
        value={body.email ?? ''}
        onChange={event => onChange({ email: event.currentTarget.value })}
      />
      <TextInput
        label={t('contact.phone')}
        type="tel"
        value={body.phone ?? ''}
        onChange={event => onChange({ phone: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('languageLabel')}
        value={body.language ?? ''}
        data={[{ value: '', label: t('contact.customerLanguage') }, ...languages]}
        onChange={event => onChange({ language: (event.currentTarget.value || null) as Body['language'] })}
      />
    </>
  )
}
