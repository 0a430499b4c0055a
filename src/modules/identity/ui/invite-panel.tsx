import { useState, type ReactNode } from 'react'
import { Button, TextInput } from '@mantine/core'
import type { Role } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import { inviteUser } from '../api.ts'
import { RoleChoice } from './role-choice.tsx'

type InvitePanelProps = { readonly opened: boolean; readonly onClose: () => void }

/** Invites a person, then shows the one-time link to hand over. */
export function InvitePanel({ opened, onClose }: InvitePanelProps): ReactNode {
  const t = web.useText('identity')
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('collector')
  const invite = web.useAct(inviteUser, { quiet: true })
  const sent = invite.data
  if (sent) {
    return (
      <web.SidePanel opened={opened} onClose={onClose} title={t('invite.made', { name: sent.user.name })}>
        {sent.link === null ? (
          <p>{t('invite.hasAccount', { email: sent.user.email })}</p>
        ) : (
          <>
            <web.CopyLine label={t('invite.link')} value={sent.link} />
            <p>{t('invite.handOver', { email: sent.user.email })}</p>
          </>
        )}
        <Button onClick={onClose}>{t('done')}</Button>
      </web.SidePanel>
    )
  }
  return (
    <web.SidePanel
      opened={opened}
      onClose={onClose}
      title={t('invite.title')}
      submit={t('invite.send')}
      onSubmit={() => invite.mutate({ body: { email: email.trim(), name: name.trim(), role } })}
      busy={invite.isPending}
      error={invite.error && <web.Problem error={invite.error} />}
    >
      <TextInput
        label={t('name')}
        required
        maxLength={100}
        data-autofocus
        value={name}
        onChange={event => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('email')}
        type="email"
        required
        value={email}
        onChange={event => setEmail(event.currentTarget.value)}
      />
      <RoleChoice value={role} onChange={setRole} />
    </web.SidePanel>
  )
}
