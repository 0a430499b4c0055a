import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { newKey } from './client.ts'
import { useText } from './i18n.ts'
import { useProblemWords } from './patterns/problem.tsx'

type Sayings = {
  /** Says that something was done; `undo` adds « Annuler ». */
  readonly done: (message: string, undo?: () => Promise<unknown>) => void
  /** Says why something was refused, until closed. */
  readonly refused: (error: unknown) => void
}

/** Short messages in the corner, read aloud by screen readers. */
export function useSayings(): Sayings {
  const t = useText()
  const words = useProblemWords()
  const closeButtonProps = { 'aria-label': t('close') }
  const refused = (error: unknown): void => {
    const { title, remedy } = words(error)
    notifications.show({
      title,
      message: remedy,
      role: 'alert',
      autoClose: false,
      className: 'toast-refused',
      closeButtonProps,
    })
  }
  const done = (message: string, undo?: () => Promise<unknown>): void => {
    const id = newKey()
    notifications.show({
      id,
      message: undo ? (
        <Group justify="space-between" wrap="nowrap">
          <Text size="md">{message}</Text>
          <Button
            variant="subtle"
            size="compact-md"
            miw="max-content"
            onClick={() => {
              notifications.hide(id)
              undo().then(() => done(t('undone')), refused)
            }}
          >
            {t('undo')}
          </Button>
        </Group>
      ) : (
        message
      ),
      role: 'status',
      closeButtonProps,
      autoClose: undo ? 10_000 : 5_000,
    })
  }
  return { done, refused }
}
