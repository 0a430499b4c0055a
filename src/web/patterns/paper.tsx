import { useState, type ReactNode, type SyntheticEvent } from 'react'

type MailPaperProps = { readonly title: string; readonly html: string }

/**
 * A mail as it was written. It runs no script and reaches nothing (`sandbox` without scripts, and the page's policy);
 * same-origin only lets its height be measured, so that the page keeps one scroll.
 */
export function MailPaper({ title, html }: MailPaperProps): ReactNode {
  const [height, setHeight] = useState(480)
  const measure = (event: SyntheticEvent<HTMLIFrameElement>): void => {
    const root = event.currentTarget.contentDocument?.documentElement
    if (root) setHeight(root.scrollHeight + 2)
  }
  return (
    <iframe
      className="document"
      title={title}
      srcDoc={html}
      sandbox="allow-same-origin"
      style={{ height }}
      onLoad={measure}
    />
  )
}

/** A PDF of our own server, in the browser's viewer. */
export function PdfPaper({ title, href }: { readonly title: string; readonly href: string }): ReactNode {
  // Chromium shows no PDF in a sandbox; the server gives this type alone, under a policy that runs nothing.
  // oxlint-disable-next-line react/iframe-missing-sandbox
  return <iframe className="document document-pdf" title={title} src={`${href}#view=FitH&navpanes=0`} />
}

/** Plain text kept as it was set. */
export function TextPaper({ text }: { readonly text: string }): ReactNode {
  return <pre className="document-text">{text}</pre>
}
