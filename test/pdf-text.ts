import { inflateSync } from 'node:zlib'

/**
 * The text of a PDF written by pdfkit, one string per drawn line, read the way any reader copies it: through each
 * font's ToUnicode map. It keeps U+202F and U+00A0, which pdftotext turns into spaces.
 */
export function pdfText(bytes: Uint8Array): string[] {
  const objects = objectsOf(Buffer.from(bytes).toString('latin1'))
  const fonts = new Map<string, Map<string, string>>()
  for (const { head } of objects.values()) {
    for (const [, name, ref] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(ref ?? '')?.head ?? '')?.[1]
      if (name !== undefined && map !== undefined) fonts.set(name, unicodeMap(objects.get(map)?.stream ?? ''))
    }
  }
  const pages = [...objects.values()].filter(object => /\/Type \/Page\b/.test(object.head))
  return pages.flatMap(page => {
    const content = /\/Contents (\d+) 0 R/.exec(page.head)?.[1] ?? ''
    return linesOf(objects.get(content)?.stream ?? '', fonts)
  })
}

type PdfObject = { readonly head: string; readonly stream: string }

function objectsOf(file: string): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>()
  for (const match of file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const body = match[2] ?? ''
    const cut = body.indexOf('\nstream\n')
    const head = cut < 0 ? body : body.slice(0, cut)
    const raw = cut < 0 ? '' : body.slice(cut + 8, body.lastIndexOf('\nendstream'))
    const packed = head.includes('/FlateDecode')
    objects.set(match[1] ?? '', {
      head,
      stream: packed ? inflateSync(Buffer.from(raw, 'latin1')).toString('latin1') : raw,
    })
  }
  return objects
}

function unicodeMap(cmap: string): Map<string, string> {
  const map = new Map<string, string>()
  for (const [, first, list] of cmap.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g)) {
    const start = Number.parseInt(first ?? '0', 16)
    ;[...(list ?? '').matchAll(/<([^>]*)>/g)].forEach((entry, at) => {
      const text = (entry[1] ?? '')
        .split(' ')
        .map(unit => String.fromCharCode(Number.parseInt(unit, 16)))
        .join('')
      map.set((start + at).toString(16).padStart(4, '0'), text)
    })
  }
  return map
}

function linesOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string[] {
  const lines: string[] = []
  let font: ReadonlyMap<string, string> = new Map()
  for (const match of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d.\s])*)\] TJ|\bBT\b/g)) {
    if (match[1] !== undefined) font = fonts.get(match[1]) ?? new Map()
    else if (match[2] === undefined) lines.push('')
    else {
      const codes = [...match[2].matchAll(/<([0-9a-f]*)>/g)].flatMap(hex => (hex[1] ?? '').match(/.{4}/g) ?? [])
      lines.push((lines.pop() ?? '') + codes.map(code => font.get(code) ?? '\ufffd').join(''))
    }
  }
  return lines.filter(line => line !== '')
}
