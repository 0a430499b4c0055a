import { useState, type FormEvent, type ReactNode } from 'react'
import { Button, PasswordInput } from '@mantine/core'
import * as web from '#web/index.ts'
import { saveProfile } from '../api.ts'

/** After a first link: a password, so that the next sign-in needs no link. It can be left for later. */
export function FirstPassword({ onDone }: { readonly onDone: () => void }): ReactNode {
  const t = web.useText('identity')
  const [password, setPassword] = useState('')
  const save = web.useAct(saveProfile, { quiet: true, after: onDone })
  const send = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate({ body: { password: { old: '', new: password } } })
  }
  return (
    <web.AuthLayout title={t('first.title')} foot={t('first.foot')}>
      <p>{t('first.words')}</p>
      {save.error && <web.Problem error={save.error} />}
      <form onSubmit={send} className="auth-form">
        <PasswordInput
          label={t('newPassword')}
          description={t('passwordRule')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={12}
          maxLength={200}
          autoFocus
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), tabIndex: 0 }}
          value={password}
          onChange={event => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={save.isPending || save.isSuccess}>
          {t('first.save')}
        </Button>
        <Button variant="subtle" size="md" className="quiet" onClick={onDone}>
          {t('first.later')}
        </Button>
      </form>
    </web.AuthLayout>
  )
}
