import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'

type DownloadButtonProps = {
  readonly label: string
  readonly href: string
  /** Name the file gets; without it, the one the server gives. */
  readonly name?: string
  /** Opens in a tab of its own instead: a PDF to read. */
  readonly open?: boolean
}

/** A button that saves a file, or opens it beside. */
export function DownloadButton({ label, href, name, open = false }: DownloadButtonProps): ReactNode {
  return (
    <Button
      component="a"
      href={href}
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      {...(open ? { target: '_blank', rel: 'noreferrer' } : { download: name ?? true })}
    >
      {label}
    </Button>
  )
}
