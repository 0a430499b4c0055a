import { useState, type ReactNode } from 'react'
import { Button, Switch } from '@mantine/core'
import type { Role } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import { changeUser, renewLink } from '../api.ts'
import { RoleChoice } from './role-choice.tsx'
import type { User } from './users-page.tsx'

type UserPanelProps = { readonly user: User; readonly onClose: () => void }

/** One person: role, and whether the account is open. */
export function UserPanel({ user, onClose }: UserPanelProps): ReactNode {
  const t = web.useText('identity')
  const [role, setRole] = useState<Role>(user.role)
  const [active, setActive] = useState(user.active)
  const change = web.useAct(changeUser, {
    quiet: true,
    done: answer => t('users.changed', { name: answer.name }),
    undo: () => web.call(changeUser, { params: { user: user.id }, body: { role: user.role, active: user.active } }),
    after: onClose,
  })
  const renewal = web.useAct(renewLink, { quiet: true })
  return (
    <web.SidePanel
      opened
      onClose={onClose}
      title={user.name}
      submit={t('save')}
      onSubmit={() => change.mutate({ params: { user: user.id }, body: { role, active } })}
      busy={change.isPending}
      error={(change.error ?? renewal.error) && <web.Problem error={change.error ?? renewal.error} />}
    >
      <p className="soft">{user.email}</p>
      <RoleChoice value={role} onChange={setRole} />
      <Switch
        label={t('users.open')}
        description={t('users.openMeans')}
        checked={active}
        onChange={event => setActive(event.currentTarget.checked)}
      />
      {renewal.data ? (
        <web.CopyLine label={t('invite.link')} value={renewal.data.link} />
      ) : (
        <Button variant="default" onClick={() => renewal.mutate({ params: { user: user.id } })}>
          {t('users.renewLink')}
        </Button>
      )}
    </web.SidePanel>
  )
}
