import type { ReactNode } from 'react'
import { Dropzone, type FileRejection } from '@mantine/dropzone'
import { IconFileImport } from '@tabler/icons-react'
import { useText } from '../i18n.ts'

type FileDropProps = {
  readonly label: string
  /** What is accepted, in words. */
  readonly hint: string
  /** Extensions with their dot; the server decides by content, this only helps the file chooser. */
  readonly accept?: readonly string[]
  readonly maxBytes?: number
  readonly multiple?: boolean
  readonly busy?: boolean
  readonly onFiles: (files: File[]) => void
  readonly onRefused?: (names: string[]) => void
}

/** Drops files, or chooses them: one large target that also answers to Enter. */
export function FileDrop(props: FileDropProps): ReactNode {
  const t = useText()
  const { accept, maxBytes, onRefused } = props
  const refused = (files: FileRejection[]): void => onRefused?.(files.map(({ file }) => file.name))
  return (
    <Dropzone
      className="file-drop"
      onDrop={props.onFiles}
      onReject={refused}
      loading={props.busy ?? false}
      multiple={props.multiple ?? true}
      {...(accept ? { accept: { 'application/octet-stream': [...accept] } } : {})}
      {...(maxBytes ? { maxSize: maxBytes } : {})}
      inputProps={{ 'aria-label': props.label }}
    >
      <IconFileImport size={24} stroke={1.5} aria-hidden />
      <strong>{props.label}</strong>
      <span className="soft">{props.hint}</span>
      <span className="file-drop-choose">{t('files.choose')}</span>
    </Dropzone>
  )
}
