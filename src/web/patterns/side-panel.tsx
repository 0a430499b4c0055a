import type { FormEvent, ReactNode } from 'react'
import { Button, Drawer, Group } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useText } from '../i18n.ts'

type SidePanelProps = {
  readonly opened: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
  /** The verb of the gesture, « Noter l'appel »; with it the panel is a form and Enter sends it. */
  readonly submit?: string
  readonly onSubmit?: () => void
  readonly busy?: boolean
  readonly error?: ReactNode
}

/** A panel at the side for one gesture (call, promise, dispute); the page stays readable beside it. */
export function SidePanel({
  opened,
  onClose,
  title,
  children,
  submit,
  onSubmit,
  busy,
  error,
}: SidePanelProps): ReactNode {
  const t = useText()
  const phone = useMediaQuery('(max-width: 640px)')
  const send = (event: FormEvent): void => {
    event.preventDefault()
    onSubmit?.()
  }
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={title}
      position={phone ? 'bottom' : 'right'}
      size={phone ? '90%' : 440}
      overlayProps={{ backgroundOpacity: 0.15 }}
      closeButtonProps={{ 'aria-label': t('close') }}
      classNames={{ content: 'side-panel', body: 'side-panel-body' }}
    >
      <form onSubmit={send} className="side-panel-form">
        {children}
        {/* A refusal stands in the foot, where it is seen however long the form is. */}
        <div className="side-panel-foot">
          {error}
          {submit !== undefined && (
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={busy ?? false}>
                {submit}
              </Button>
            </Group>
          )}
        </div>
      </form>
    </Drawer>
  )
}
