import { useState, type ReactNode } from 'react'
import { Button, Group, Modal } from '@mantine/core'
import { useText } from '../i18n.ts'

type ConfirmButtonProps = {
  readonly label: string
  /** The question: « Supprimer ce brouillon ? » */
  readonly title: string
  /** What cannot be undone, in one or two sentences. */
  readonly consequence: ReactNode
  /** The verb on the confirming button. */
  readonly confirm: string
  readonly onConfirm: () => Promise<unknown> | void
  readonly danger?: boolean
  readonly variant?: 'default' | 'filled' | 'subtle'
  readonly disabled?: boolean
}

/** A button for what cannot be undone: says the consequence, then asks. Use a toast with « Annuler » for the rest. */
export function ConfirmButton(props: ConfirmButtonProps): ReactNode {
  const t = useText()
  const [opened, setOpened] = useState(false)
  const [busy, setBusy] = useState(false)
  const confirm = async (): Promise<void> => {
    setBusy(true)
    try {
      await props.onConfirm()
      setOpened(false)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button variant={props.variant ?? 'default'} disabled={props.disabled ?? false} onClick={() => setOpened(true)}>
        {props.label}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={props.title}
        centered
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <p>{props.consequence}</p>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" data-autofocus onClick={() => setOpened(false)}>
            {t('cancel')}
          </Button>
          <Button className={props.danger ? 'danger' : ''} loading={busy} onClick={() => void confirm()}>
            {props.confirm}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
