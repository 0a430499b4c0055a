/** Text of a file and whether it had to be read as windows-1252 (or its subset latin-1) for want of valid UTF-8. */
export type DecodedText = { readonly text: string; readonly western: boolean }

/**
 * Bytes → text: byte order mark first, then strict UTF-8, else windows-1252, which every byte can be. Null when the
 * file is binary (zero bytes without a UTF-16 mark).
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), western: false }
  if (a === 0xfe && b === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), western: false }
  if (bytes.includes(0)) return null
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), western: false }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), western: true }
  }
}

/** A line of a file with its number, counted from 1. */
export type Line = { readonly text: string; readonly number: number }

/** The lines one by one, split at any line end; the empty piece after a final line end is not a line. */
export function* linesOf(text: string): Generator<Line> {
  const end = /\r\n|\n|\r/g
  let from = 0
  for (let number = 1; from < text.length; number += 1) {
    const found = end.exec(text)
    yield { text: text.slice(from, found?.index), number }
    from = found ? end.lastIndex : text.length
  }
}

/** Characters `from` to `to` of a fixed-width line, counted from 1 and both included, as the standards count them. */
export function columns(line: string, from: number, to: number): string {
  return line.slice(from - 1, to)
}
