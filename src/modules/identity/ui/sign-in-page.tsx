import { useState, type FormEvent, type ReactNode } from 'react'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import * as web from '#web/index.ts'
import { openLink, signIn } from '../api.ts'
import { FirstPassword } from './first-password.tsx'
import { LanguageRow } from './language-row.tsx'

/** Sign-in by e-mail and password, or by the one-time link that stands in the address (`?lien=`). */
export function SignInPage(): ReactNode {
  const query = new URLSearchParams(location.search)
  const go = web.useGo()
  const [lacksPassword, setLacksPassword] = useState(false)
  const [back] = useState(() => localPath(query.get('back')))
  const enter = (): void => web.startAnew(back)
  const link = query.get('lien')
  if (lacksPassword) return <FirstPassword onDone={enter} />
  if (link === null) return <ByPassword onDone={enter} />
  const entered = (hasPassword: boolean): void => {
    if (hasPassword) return enter()
    // The used link leaves the address, so that going back does not show it again.
    go(web.paths.signIn(), { replace: true })
    setLacksPassword(true)
  }
  return <ByLink token={link} onDone={entered} />
}

function ByPassword({ onDone }: { readonly onDone: () => void }): ReactNode {
  const t = web.useText('identity')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const enter = web.useAct(signIn, { quiet: true, after: onDone })
  const send = (event: FormEvent): void => {
    event.preventDefault()
    enter.mutate({ body: { email: email.trim(), password } })
  }
  return (
    <web.AuthLayout title={t('signIn.title')} foot={<Foot hint={t('signIn.foot')} />}>
      {enter.error && <web.Problem error={enter.error} />}
      <form onSubmit={send} className="auth-form">
        <TextInput
          label={t('email')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          data-autofocus
          autoFocus
          value={email}
          onChange={event => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), tabIndex: 0 }}
          value={password}
          onChange={event => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={enter.isPending || enter.isSuccess}>
          {t('signIn.enter')}
        </Button>
      </form>
    </web.AuthLayout>
  )
}

type ByLinkProps = { readonly token: string; readonly onDone: (hasPassword: boolean) => void }

/** A click is asked for, because mail scanners open every link and would use it up. */
function ByLink({ token, onDone }: ByLinkProps): ReactNode {
  const t = web.useText('identity')
  const open = web.useAct(openLink, { quiet: true, after: answer => onDone(answer.hasPassword) })
  return (
    <web.AuthLayout title={t('link.title')} foot={<Foot hint={t('link.foot')} />}>
      {open.error ? (
        <web.Problem error={open.error} />
      ) : (
        <>
          <p>{t('link.words')}</p>
          <Button size="md" autoFocus loading={open.isPending} onClick={() => open.mutate({ body: { token } })}>
            {t('link.enter')}
          </Button>
        </>
      )}
      {open.error && <web.Go to={web.paths.signIn()}>{t('link.otherwise')}</web.Go>}
    </web.AuthLayout>
  )
}

function Foot({ hint }: { readonly hint: string }): ReactNode {
  return (
    <>
      <p>{hint}</p>
      <LanguageRow />
    </>
  )
}

/** The screen asked for before sign-in. Only an address of ours: a link may not lead elsewhere after sign-in. */
function localPath(asked: string | null): web.Path {
  const today = web.paths.today()
  if (asked === null || !URL.canParse(asked, location.origin)) return today
  const url = new URL(asked, location.origin)
  return url.origin === location.origin && url.pathname !== '/connexion'
    ? (`${url.pathname}${url.search}` as web.Path)
    : today
}
