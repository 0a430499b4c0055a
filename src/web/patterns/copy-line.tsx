import { useState, type ReactNode } from 'react'
import { Button, Group, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useText } from '../i18n.ts'

type CopyLineProps = { readonly label: string; readonly value: string; readonly hint?: string }

/** Something to hand over (a link, a secret): read-only, selected when entered, with « Copier ». */
export function CopyLine({ label, value, hint }: CopyLineProps): ReactNode {
  const t = useText()
  const [copied, setCopied] = useState(false)
  const Icon = copied ? IconCheck : IconCopy
  // Without a secure context there is no clipboard; the selected text is then copied by hand.
  const copy = (): void => void navigator.clipboard?.writeText(value).then(() => setCopied(true))
  return (
    <Group gap="sm" align="flex-end" wrap="nowrap">
      <TextInput
        style={{ flex: 1 }}
        label={label}
        description={hint}
        value={value}
        readOnly
        onFocus={event => event.currentTarget.select()}
      />
      <Button variant="default" leftSection={<Icon size={16} aria-hidden />} onClick={copy}>
        {copied ? t('copied') : t('copy')}
      </Button>
    </Group>
  )
}
