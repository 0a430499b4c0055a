import { useState, type ReactNode } from 'react'
import { Button, Skeleton, TextInput } from '@mantine/core'
import type { Answer, Role } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import { createKey, listKeys, revokeKey } from '../api.ts'
import { RoleChoice } from './role-choice.tsx'

type Key = Answer<typeof listKeys>['items'][number]

/** API keys: each has a role; its secret is shown once, at its making. */
export function KeysPage(): ReactNode {
  const t = web.useText('identity')
  const keys = web.useAnswer(listKeys, {})
  const [making, setMaking] = useState(false)
  const make = <Button onClick={() => setMaking(true)}>{t('keys.make')}</Button>
  return (
    <>
      <web.Section title={t('keys.title')} aside={make}>
        <p className="section-words">
          {t('keys.words')}{' '}
          <a href="/api/openapi.json" target="_blank" rel="noreferrer">
            {t('keys.reference')}
          </a>
        </p>
        {keys.error && <web.Problem error={keys.error} onRetry={() => void keys.refetch()} />}
        {keys.isPending && <Skeleton height={120} />}
        {keys.data?.items.length === 0 && <web.EmptyState title={t('keys.none')} hint={t('keys.noneHint')} />}
        {keys.data && keys.data.items.length > 0 && <Keys keys={keys.data.items} />}
      </web.Section>
      <KeyPanel key={String(making)} opened={making} onClose={() => setMaking(false)} />
    </>
  )
}

function Keys({ keys }: { readonly keys: readonly Key[] }): ReactNode {
  const t = web.useText('identity')
  const revoke = web.useAct(revokeKey, { done: () => t('keys.revoked') })
  const columns: web.Column<Key>[] = [
    { id: 'name', header: t('name'), cell: key => key.name },
    { id: 'start', header: t('keys.start'), phone: 'under', cell: key => <code>{key.start}</code> },
    { id: 'role', header: t('role'), cell: key => t(`roles.${key.role}`) },
    { id: 'made', header: t('keys.made'), cell: key => <web.AtText value={key.createdAt} /> },
    {
      id: 'used',
      header: t('keys.used'),
      cell: key =>
        key.lastUsedAt ? <web.AtText value={key.lastUsedAt} /> : <span className="soft">{t('users.never')}</span>,
    },
    {
      id: 'revoke',
      header: '',
      align: 'end',
      phone: 'side',
      cell: key => (
        <web.ConfirmButton
          label={t('keys.revoke')}
          variant="subtle"
          title={t('keys.revokeTitle', { name: key.name })}
          consequence={t('keys.revokeMeans')}
          confirm={t('keys.revoke')}
          danger
          onConfirm={() => revoke.mutateAsync({ params: { key: key.id } })}
        />
      ),
    },
  ]
  return <web.MoneyTable caption={t('keys.title')} columns={columns} rows={keys} keyOf={key => key.id} stacked />
}

type KeyPanelProps = { readonly opened: boolean; readonly onClose: () => void }

function KeyPanel({ opened, onClose }: KeyPanelProps): ReactNode {
  const t = web.useText('identity')
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('director')
  const make = web.useAct(createKey, { quiet: true })
  if (make.data) {
    return (
      <web.SidePanel opened={opened} onClose={onClose} title={t('keys.ready', { name: make.data.key.name })}>
        <web.CopyLine label={t('keys.secret')} value={make.data.secret} />
        <p>{t('keys.once')}</p>
        <Button onClick={onClose}>{t('keys.kept')}</Button>
      </web.SidePanel>
    )
  }
  return (
    <web.SidePanel
      opened={opened}
      onClose={onClose}
      title={t('keys.make')}
      submit={t('keys.make')}
      onSubmit={() => make.mutate({ body: { name: name.trim(), role } })}
      busy={make.isPending}
      error={make.error && <web.Problem error={make.error} />}
    >
      <TextInput
        label={t('name')}
        description={t('keys.nameHint')}
        required
        maxLength={100}
        data-autofocus
        value={name}
        onChange={event => setName(event.currentTarget.value)}
      />
      <RoleChoice value={role} onChange={setRole} />
    </web.SidePanel>
  )
}
