/** Text of a file and whether it had to be read as windows-1252 (or its subset latin-1) for want of valid UTF-8. */
export type DecodedText = { readonly text: string; readonly western: boolean }

/**
 * Bytes → text: byte order mark first, then UTF-16 by its zero bytes, then strict UTF-8, else windows-1252, which every
 * byte can be. Zero bytes that fill up records (mainframes leave them for blanks) are spaces. Null when the file is
 * binary.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), western: false }
  if (a === 0xfe && b === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), western: false }
  if (a !== 0 && b === 0) return { text: new TextDecoder('utf-16le').decode(bytes), western: false }
  if (a === 0 && b !== 0) return { text: new TextDecoder('utf-16be').decode(bytes), western: false }
  const filled = bytes.includes(0)
  if (filled && isBinary(bytes)) return null
  const unfilled = (text: string): string => (filled ? text.replaceAll('\0', ' ') : text)
  try {
    return { text: unfilled(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), western: false }
  } catch {
    return { text: unfilled(new TextDecoder('windows-1252').decode(bytes)), western: true }
  }
}

// Control characters that no record holds: all but the filler, tabulations, ends of line and the end-of-file mark.
function isBinary(bytes: Uint8Array): boolean {
  return bytes.some(byte => byte < 0x20 && byte !== 0 && byte !== 0x1a && (byte < 0x09 || byte > 0x0d))
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
