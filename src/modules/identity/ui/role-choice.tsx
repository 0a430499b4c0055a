import type { ReactNode } from 'react'
import { Radio } from '@mantine/core'
import type { Role } from '#kernel/contract.ts'
import * as web from '#web/index.ts'
import { zRole } from '../api.ts'

type RoleChoiceProps = { readonly value: Role; readonly onChange: (role: Role) => void }

/** The four roles, each with what it may do. */
export function RoleChoice({ value, onChange }: RoleChoiceProps): ReactNode {
  const t = web.useText('identity')
  return (
    <Radio.Group label={t('role')} value={value} onChange={role => onChange(zRole.parse(role))}>
      {zRole.options.map(role => (
        <Radio key={role} value={role} label={t(`roles.${role}`)} description={t(`rolesMay.${role}`)} mt="sm" />
      ))}
    </Radio.Group>
  )
}
