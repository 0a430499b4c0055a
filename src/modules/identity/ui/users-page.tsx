import { useState, type ReactNode } from 'react'
import { Button, Skeleton } from '@mantine/core'
import type { Answer } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import { listUsers } from '../api.ts'
import { InvitePanel } from './invite-panel.tsx'
import { UserPanel } from './user-panel.tsx'

export type User = Answer<typeof listUsers>['items'][number]

/** Who works here, in which role; administrators invite, change roles and close accounts. */
export function UsersPage(): ReactNode {
  const t = web.useText('identity')
  const mayChange = web.useMay(['administrator'])
  const users = web.useAnswer(listUsers, {})
  const [inviting, setInviting] = useState(false)
  const [chosen, setChosen] = useState<User | null>(null)
  const invite = mayChange && <Button onClick={() => setInviting(true)}>{t('users.invite')}</Button>
  return (
    <>
      <web.Section title={t('users.title')} aside={invite}>
        {users.error && <web.Problem error={users.error} onRetry={() => void users.refetch()} />}
        {users.isPending && <Skeleton height={160} />}
        {users.data && <Users users={users.data.items} {...(mayChange && { onChoose: setChosen })} />}
      </web.Section>
      <InvitePanel key={String(inviting)} opened={inviting} onClose={() => setInviting(false)} />
      {chosen && <UserPanel key={chosen.id} user={chosen} onClose={() => setChosen(null)} />}
    </>
  )
}

type UsersProps = { readonly users: readonly User[]; readonly onChoose?: (user: User) => void }

function Users({ users, onChoose }: UsersProps): ReactNode {
  const t = web.useText('identity')
  const { email } = web.useSession()
  const columns: web.Column<User>[] = [
    {
      id: 'name',
      header: t('name'),
      cell: user => (
        <>
          {onChoose ? (
            <button type="button" className="row-button" onClick={() => onChoose(user)}>
              {user.name}
            </button>
          ) : (
            user.name
          )}{' '}
          {user.email === email && <span className="soft">{t('users.you')}</span>}
        </>
      ),
    },
    { id: 'email', header: t('email'), phone: 'under', cell: user => user.email },
    { id: 'role', header: t('role'), phone: 'side', cell: user => t(`roles.${user.role}`) },
    {
      id: 'seen',
      header: t('users.seen'),
      cell: user =>
        user.lastSeenAt ? <web.AtText value={user.lastSeenAt} /> : <span className="soft">{t('users.never')}</span>,
    },
    {
      id: 'state',
      header: t('users.state'),
      phone: 'side',
      cell: user => (user.active ? t('users.active') : <web.Tag>{t('users.closed')}</web.Tag>),
    },
  ]
  return <web.MoneyTable caption={t('users.title')} columns={columns} rows={users} keyOf={user => user.id} stacked />
}
