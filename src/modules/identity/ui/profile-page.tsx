import { useState, type FormEvent, type ReactNode } from 'react'
import { Button, NativeSelect, PasswordInput, SegmentedControl, TextInput, useMantineColorScheme } from '@mantine/core'
import * as web from '#web/index.ts'
import { readSession, saveProfile } from '../api.ts'

const SCHEMES = ['auto', 'light', 'dark'] as const

/** What one may change about oneself: name, language, appearance, password. */
export function ProfilePage(): ReactNode {
  const session = web.useAnswer(readSession, {})
  return (
    <>
      <Name />
      <Appearance />
      {session.data && <Password key={String(session.data.hasPassword)} hasPassword={session.data.hasPassword} />}
    </>
  )
}

function Name(): ReactNode {
  const t = web.useText('identity')
  const { name, email, role } = web.useSession()
  const [typed, setTyped] = useState(name)
  const again = web.useSessionAgain()
  const save = web.useAct(saveProfile, { done: () => t('profile.saved'), after: () => void again() })
  const send = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate({ body: { name: typed.trim() } })
  }
  return (
    <web.Section title={t('profile.title')}>
      <form onSubmit={send} className="setting-form">
        <TextInput
          label={t('name')}
          required
          withAsterisk={false}
          maxLength={100}
          autoComplete="name"
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <web.KeyValue
          items={[
            { label: t('email'), value: email },
            { label: t('role'), value: t(`roles.${role}`) },
          ]}
        />
        <Button type="submit" variant="default" loading={save.isPending} disabled={typed.trim() === name}>
          {t('save')}
        </Button>
      </form>
    </web.Section>
  )
}

function Appearance(): ReactNode {
  const t = web.useText('identity')
  const words = web.useText()
  const language = web.useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const again = web.useSessionAgain()
  const save = web.useAct(saveProfile, { after: () => void again() })
  const speak = (chosen: web.Language): void => {
    void web.chooseLanguage(chosen)
    save.mutate({ body: { language: chosen } })
  }
  return (
    <web.Section title={t('profile.screen')}>
      <div className="setting-form">
        <NativeSelect
          label={words('language.label')}
          description={t('profile.languageMeans')}
          value={language}
          onChange={event => speak(event.currentTarget.value as web.Language)}
          data={web.LANGUAGES.map(value => ({ value, label: words(`language.${value}`) }))}
        />
        <div>
          <p className="field-label" id="scheme-label">
            {words('scheme.label')}
          </p>
          <SegmentedControl
            aria-labelledby="scheme-label"
            value={colorScheme}
            onChange={value => setColorScheme(value)}
            data={SCHEMES.map(value => ({ value, label: words(`scheme.${value}`) }))}
          />
        </div>
      </div>
    </web.Section>
  )
}

function Password({ hasPassword }: { readonly hasPassword: boolean }): ReactNode {
  const t = web.useText('identity')
  const { email } = web.useSession()
  const [old, setOld] = useState('')
  const [fresh, setFresh] = useState('')
  const forget = (): void => {
    setOld('')
    setFresh('')
  }
  const save = web.useAct(saveProfile, { quiet: true, done: () => t('profile.passwordSaved'), after: forget })
  const send = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate({ body: { password: { old, new: fresh } } })
  }
  const toggle = { 'aria-label': t('showPassword'), tabIndex: 0 }
  return (
    <web.Section title={t('password')}>
      <form onSubmit={send} className="setting-form">
        {!hasPassword && <p className="soft">{t('profile.noPassword')}</p>}
        {/* Password keepers want to know whose password this is. */}
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        {hasPassword && (
          <PasswordInput
            label={t('oldPassword')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            visibilityToggleButtonProps={toggle}
            value={old}
            onChange={event => setOld(event.currentTarget.value)}
          />
        )}
        <PasswordInput
          label={t('newPassword')}
          description={t('passwordRule')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={12}
          maxLength={200}
          visibilityToggleButtonProps={toggle}
          value={fresh}
          onChange={event => setFresh(event.currentTarget.value)}
        />
        {save.error && <web.Problem error={save.error} />}
        <Button type="submit" variant="default" loading={save.isPending}>
          {hasPassword ? t('profile.changePassword') : t('profile.setPassword')}
        </Button>
      </form>
    </web.Section>
  )
}
