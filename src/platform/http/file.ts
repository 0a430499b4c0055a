/** A file as an answer: a contract with `media` gives one of these instead of JSON. */
export class FileAnswer {
  readonly bytes: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
  readonly mediaType: string
  readonly name: string
  readonly inline: boolean

  /**
   * `name` is what the browser saves under; `inline` shows PDFs, images and plain text in the page instead of saving.
   */
  constructor(file: {
    bytes: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
    mediaType: string
    name: string
    inline?: boolean
  }) {
    this.bytes = file.bytes
    this.mediaType = file.mediaType
    this.name = file.name
    this.inline = file.inline ?? false
  }
}

// What a browser may show inside our origin. HTML, SVG and XML can carry scripts: they are always saved, never shown.
const SHOWABLE = /^(application\/pdf|image\/(png|jpeg|gif|webp)|text\/plain)(;|$)/

/** A file answer as HTTP. Only harmless types are shown in the page; everything else is saved, and sandboxed. */
export function fileResponse(file: FileAnswer): Response {
  const shown = file.inline && SHOWABLE.test(file.mediaType)
  const headers = new Headers({
    'content-type': file.mediaType,
    'content-disposition': contentDisposition(shown ? 'inline' : 'attachment', file.name),
    'cache-control': 'private, no-store',
    'content-security-policy': shown
      ? "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; object-src 'self'; frame-ancestors 'self'"
      : "default-src 'none'; frame-ancestors 'none'; sandbox",
    'x-frame-options': shown ? 'SAMEORIGIN' : 'DENY',
  })
  if (file.bytes instanceof Uint8Array) headers.set('content-length', String(file.bytes.byteLength))
  return new Response(file.bytes, { headers })
}

/**
 * `Content-Disposition` by RFC 6266: an ASCII `filename` every client reads, and `filename*` (RFC 8187, UTF-8) with the
 * real name, accents included. Path separators and control characters never leave.
 */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const clean =
    name
      .toWellFormed()
      .replace(/[\p{Cc}/\\]+/gu, '_')
      .trim() || 'file'
  const ascii = clean
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\x20-\x7e]/g, '_')
    .replace(/["%]/g, '_')
  const encoded = encodeURIComponent(clean.normalize('NFC')).replace(
    /['()*]/g,
    letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return ascii === clean ? `${kind}; filename="${ascii}"` : `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
