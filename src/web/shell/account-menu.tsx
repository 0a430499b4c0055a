import type { ReactNode } from 'react'
import { Menu, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconUserCircle } from '@tabler/icons-react'
import { chooseLanguage, useLanguage, useText } from '../i18n.ts'
import { LANGUAGES, useSession } from '../session.tsx'

const SCHEMES = ['auto', 'light', 'dark'] as const

type AccountMenuProps = { readonly onHelp: () => void; readonly onSignOut: (() => void) | null }

/** Who is signed in; appearance, language, keys, and the way out. */
export function AccountMenu({ onHelp, onSignOut }: AccountMenuProps): ReactNode {
  const t = useText()
  const { name, tenant } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const language = useLanguage()
  return (
    <Menu position="right-end" width={220}>
      <Menu.Target>
        <button type="button" className="nav-item" aria-label={`${t('nav.account')} ${name}`}>
          <IconUserCircle size={18} stroke={1.6} aria-hidden />
          <span className="nav-word account">
            <span>{name}</span>
            <span className="soft">{tenant}</span>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('scheme.label')}</Menu.Label>
        {SCHEMES.map(scheme => (
          <Choice
            key={scheme}
            chosen={colorScheme === scheme}
            label={t(`scheme.${scheme}`)}
            onChoose={() => setColorScheme(scheme)}
          />
        ))}
        <Menu.Label>{t('language.label')}</Menu.Label>
        {LANGUAGES.map(one => (
          <Choice
            key={one}
            chosen={language === one}
            label={t(`language.${one}`)}
            onChoose={() => void chooseLanguage(one)}
          />
        ))}
        <Menu.Divider />
        <Menu.Item onClick={onHelp}>{t('nav.help')}</Menu.Item>
        {onSignOut && <Menu.Item onClick={onSignOut}>{t('nav.signOut')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}

function Choice(props: { readonly chosen: boolean; readonly label: string; readonly onChoose: () => void }): ReactNode {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={props.chosen}
      rightSection={props.chosen ? <IconCheck size={14} aria-hidden /> : null}
      onClick={props.onChoose}
    >
      {props.label}
    </Menu.Item>
  )
}
