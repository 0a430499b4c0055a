import { useState, type ReactNode } from 'react'
import { Kbd, Modal, Switch } from '@mantine/core'
import { useText } from '../i18n.ts'
import { useShortcut, useShortcutList, useShortcutSwitch, type Shortcut } from '../shortcuts.ts'

type OverlayProps = { readonly opened: boolean; readonly onClose: () => void }

/** `?`: every key that acts now, and the switch that silences single keys. */
export function ShortcutOverlay({ opened, onClose }: OverlayProps): ReactNode {
  const t = useText()
  const [on, setOn] = useShortcutSwitch()
  const everywhere: readonly Shortcut[] = [{ keys: 'Ctrl+K', label: t('keys.searchAll'), group: 'everywhere' }]
  const all = [...useShortcutList(), ...everywhere]
  return (
    <Modal opened={opened} onClose={onClose} title={t('keys.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <div className="keys">
        <Keys title={t('keys.page')} shortcuts={all.filter(one => one.group === 'page')} />
        <Keys title={t('keys.everywhere')} shortcuts={all.filter(one => one.group === 'everywhere')} />
      </div>
      <Switch checked={on} onChange={event => setOn(event.currentTarget.checked)} label={t('keys.on')} />
    </Modal>
  )
}

/** The overlay's state, and the key that opens it. */
export function useShortcutOverlay(): { opened: boolean; open: () => void; close: () => void } {
  const t = useText()
  const [opened, setOpened] = useState(false)
  const open = (): void => setOpened(true)
  useShortcut('?', t('keys.help'), open, 'everywhere')
  return { opened, open, close: () => setOpened(false) }
}

function Keys({ title, shortcuts }: { readonly title: string; readonly shortcuts: readonly Shortcut[] }): ReactNode {
  const t = useText()
  if (shortcuts.length === 0) return null
  const unique = new Map(shortcuts.map(one => [one.keys, one]))
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {[...unique.values()].map(one => (
          <div key={one.keys}>
            <dt>{one.label}</dt>
            <dd>
              {one.keys.split(' ').map((key, index) => (
                <span key={key}>
                  {index > 0 && ` ${t('keys.then')} `}
                  <Kbd>{key}</Kbd>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
