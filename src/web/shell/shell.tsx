import { useState, type ReactNode } from 'react'
import { Menu } from '@mantine/core'
import { IconDots, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react'
import { Outlet, useLocation } from '@tanstack/react-router'
import { Go, useGo } from '../go.tsx'
import { useText } from '../i18n.ts'
import { useKept } from '../patterns/list-kept.ts'
import { useKeyboard, useShortcut } from '../shortcuts.ts'
import { AccountItems, AccountMenu } from './account-menu.tsx'
import { navOf, type NavItem } from './nav.ts'
import { openSearch, SearchEverywhere, type SearchAll } from './search.tsx'
import { ShortcutOverlay, useShortcutOverlay } from './shortcut-overlay.tsx'

type ShellProps = {
  /** Router patterns of the pages that exist. */
  readonly existing: readonly string[]
  readonly search: SearchAll | null
  readonly onSignOut: (() => void) | null
}

/** Frame of every signed-in page: navigation, search, the page itself, and the keyboard. */
export function Shell({ existing, search, onSignOut }: ShellProps): ReactNode {
  const t = useText()
  const [folded, setFolded] = useKept('nav.folded', false, isBoolean)
  const overlay = useShortcutOverlay()
  const items = navOf(existing)
  useKeyboard()
  const Fold = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <div className="shell" data-folded={folded}>
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      <nav className="side" aria-label={t('nav.label')}>
        <div className="side-head">
          <span className="wordmark">{folded ? 'Q' : 'Quittance'}</span>
        </div>
        <button type="button" className="nav-item nav-search" onClick={openSearch}>
          <IconSearch size={18} stroke={1.6} aria-hidden />
          <span className="nav-word">{t('search.open')}</span>
          <kbd className="nav-word">{'Ctrl K'}</kbd>
        </button>
        <div className="nav">
          {items.map(item => (
            <NavLink key={item.id} item={item} />
          ))}
        </div>
        <div className="side-foot">
          <AccountMenu onHelp={overlay.open} onSignOut={onSignOut} />
          <button type="button" className="nav-item fold" onClick={() => setFolded(!folded)}>
            <Fold size={18} stroke={1.6} aria-hidden />
            <span className="nav-word">{folded ? t('nav.unfold') : t('nav.fold')}</span>
          </button>
        </div>
      </nav>
      <main id="main" tabIndex={-1} className="main">
        <Outlet />
      </main>
      <BottomBar items={items} onHelp={overlay.open} onSignOut={onSignOut} />
      {items.map(item => (item.key === undefined ? null : <NavKey key={item.id} item={item} letter={item.key} />))}
      <SearchEverywhere screens={items.map(({ id, to }) => ({ label: t(`nav.${id}`), to }))} search={search} />
      <ShortcutOverlay opened={overlay.opened} onClose={overlay.close} />
    </div>
  )
}

function NavLink({ item, short = false }: { readonly item: NavItem; readonly short?: boolean }): ReactNode {
  const t = useText()
  const word = t(`nav.${item.id}`)
  const here = useIsHere(item)
  return (
    <Go to={item.to} className="nav-item" {...(here ? { 'aria-current': 'page' as const } : {})}>
      <item.icon size={18} stroke={1.6} aria-hidden />
      <span className="nav-word">{short ? t(`navShort.${item.id}`, { defaultValue: word }) : word}</span>
    </Go>
  )
}

function NavKey({ item, letter }: { readonly item: NavItem; readonly letter: string }): ReactNode {
  const t = useText()
  const go = useGo()
  useShortcut(`g ${letter}`, t(`nav.${item.id}`), () => go(item.to), 'everywhere')
  return null
}

const IN_BAR = 4

/** On a phone: the four first screens, search, and the rest behind « Plus ». */
function BottomBar(props: {
  items: readonly NavItem[]
  onHelp: () => void
  onSignOut: (() => void) | null
}): ReactNode {
  const t = useText()
  const go = useGo()
  const [opened, setOpened] = useState(false)
  const { items } = props
  return (
    <nav className="bottom-bar" aria-label={t('nav.label')}>
      {items.slice(0, IN_BAR).map(item => (
        <NavLink key={item.id} item={item} short />
      ))}
      <Menu opened={opened} onChange={setOpened} position="top-end" width={220} withinPortal={false}>
        <Menu.Target>
          <button type="button" className="nav-item">
            <IconDots size={18} aria-hidden />
            <span className="nav-word">{t('nav.more')}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconSearch size={16} aria-hidden />} onClick={openSearch}>
            {t('search.open')}
          </Menu.Item>
          {items.slice(IN_BAR).map(item => (
            <Menu.Item key={item.id} leftSection={<item.icon size={16} aria-hidden />} onClick={() => go(item.to)}>
              {t(`nav.${item.id}`)}
            </Menu.Item>
          ))}
          <AccountItems {...props} />
        </Menu.Dropdown>
      </Menu>
    </nav>
  )
}

function useIsHere(item: NavItem): boolean {
  const { pathname } = useLocation()
  return pathname === item.to || pathname.startsWith(`${item.to}/`)
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean'
}
