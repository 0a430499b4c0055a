import type { ReactNode } from 'react'
import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { IconUserCircle } from '@tabler/icons-react'
import { chooseLanguage, useLanguage, useText } from '../i18n.ts'
import { startAnew, useGo } from '../go.tsx'
import { paths, patterns } from '../paths.ts'
import { doors, pages } from '../routes.tsx'
import { LANGUAGES, useSession, type Language } from '../session.tsx'

const SCHEMES = ['auto', 'light', 'dark'] as const

type AccountMenuProps = { readonly onHelp: () => void; readonly onSignOut: (() => void) | null }

/** Who is signed in; appearance, language, keys, and the way out. */
export function AccountMenu(props: AccountMenuProps): ReactNode {
  const t = useText()
  const { name, tenant } = useSession()
  return (
    <Menu position="right-end" width={220} withinPortal={false}>
      <Menu.Target>
        <button type="button" className="nav-item">
          <IconUserCircle size={18} stroke={1.6} aria-hidden />
          <span className="nav-word account">
            <span className="only-read">{t('nav.account')}</span>
            <span>{name}</span>
            <span className="soft">{tenant}</span>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <AccountItems {...props} />
      </Menu.Dropdown>
    </Menu>
  )
}

/** The choices of that menu, which a phone shows under « Plus ». */
export function AccountItems({ onHelp, onSignOut }: AccountMenuProps): ReactNode {
  const t = useText()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const language = useLanguage()
  const go = useGo()
  return (
    <>
      <TenantItems />
      {pages.some(one => one.path === patterns.profile) && (
        <Menu.Item onClick={() => go(paths.profile())}>{t('settings.profile')}</Menu.Item>
      )}
      <Menu.Label>{t('scheme.label')}</Menu.Label>
      <Menu.RadioGroup value={colorScheme} onChange={value => setColorScheme(value as MantineColorScheme)}>
        {SCHEMES.map(scheme => (
          <Menu.RadioItem key={scheme} value={scheme} closeMenuOnClick>
            {t(`scheme.${scheme}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Label>{t('language.label')}</Menu.Label>
      <Menu.RadioGroup value={language} onChange={value => speakFromNowOn(value as Language)}>
        {LANGUAGES.map(one => (
          <Menu.RadioItem key={one} value={one} closeMenuOnClick>
            {t(`language.${one}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
      <Menu.Item onClick={onHelp}>{t('nav.help')}</Menu.Item>
      {onSignOut && <Menu.Item onClick={onSignOut}>{t('nav.signOut')}</Menu.Item>}
    </>
  )
}

// Also kept with the account, for the other machines; this screen has changed either way.
function speakFromNowOn(chosen: Language): void {
  void chooseLanguage(chosen)
  void doors.saveLanguage?.(chosen).catch(() => undefined)
}

/** The firms this person works for, when there are several: choosing one starts the screens anew for it. */
function TenantItems(): ReactNode {
  const t = useText()
  const { tenants } = useSession()
  const { chooseTenant } = doors
  if (tenants.length < 2 || chooseTenant === null) return null
  const change = (id: string): void => {
    const chosen = tenants.find(one => one.id === id)
    if (chosen && !chosen.current) void chooseTenant(chosen.id).then(() => startAnew(paths.today()))
  }
  return (
    <>
      <Menu.Label>{t('tenants')}</Menu.Label>
      <Menu.RadioGroup value={tenants.find(one => one.current)?.id ?? ''} onChange={change}>
        {tenants.map(one => (
          <Menu.RadioItem key={one.id} value={one.id} closeMenuOnClick>
            {one.name}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
    </>
  )
}
