import { ok, refuse, type Result } from '#kernel/result.ts'
import { MAX_FILE_BYTES } from '../limits.ts'

/**
 * Where a table's bytes come from: all at once, or a stream that can be opened more than once (columns are judged
 * before rows are given).
 */
export type TableSource = Uint8Array | { readonly open: () => AsyncIterable<Uint8Array> }

/** Encodings that exports of accounting software come in. */
export type TableEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** The bytes of a source, again at each call. */
export async function* chunksOf(source: TableSource): AsyncGenerator<Uint8Array> {
  if (!(source instanceof Uint8Array)) {
    yield* source.open()
    return
  }
  const piece = 1 << 16
  for (let at = 0; at < source.length; at += piece) yield source.subarray(at, at + piece)
}

/** All the bytes of a source, `file-too-large` above the ceiling. */
export async function bytesOf(source: TableSource): Promise<Result<Uint8Array>> {
  if (source instanceof Uint8Array) return source.length > MAX_FILE_BYTES ? tooLarge() : ok(source)
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of source.open()) {
    length += piece.length
    if (length > MAX_FILE_BYTES) return tooLarge()
    pieces.push(piece)
  }
  return ok(Buffer.concat(pieces))
}

function tooLarge(): Result<never> {
  return refuse('file-too-large', `the file has more than the ${MAX_FILE_BYTES} bytes that are read: split it`)
}

/** What a look at a whole source tells: its encoding, or why it is no text. */
export type TextVerdict = { readonly encoding: TableEncoding; readonly bytes: number }

/**
 * Finds the encoding strictly: a byte order mark, else UTF-8 when every byte of the file is, else windows-1252. UTF-16
 * without mark shows by its zero bytes. Refusals: `table-empty`, `not-a-table` (binary), `file-too-large`.
 */
export async function findEncoding(source: TableSource): Promise<Result<TextVerdict>> {
  let bytes = 0
  let head: Uint8Array = new Uint8Array()
  let utf8 = true
  let zeros = false
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of chunksOf(source)) {
    bytes += chunk.length
    if (bytes > MAX_FILE_BYTES) return tooLarge()
    if (head.length < 4096) head = Buffer.concat([head, chunk.subarray(0, 4096)])
    zeros ||= chunk.includes(0)
    utf8 &&= decodes(decoder, chunk, true)
  }
  utf8 &&= decodes(decoder, new Uint8Array(), false)
  if (bytes === 0) return refuse('table-empty', 'the file is empty')
  const marked = markOf(head) ?? (zeros ? twoByteOrder(head) : null)
  if (marked) return ok({ encoding: marked, bytes })
  if (zeros) return refuse('not-a-table', 'the file is binary: neither text nor a workbook')
  return ok({ encoding: utf8 ? 'utf-8' : 'windows-1252', bytes })
}

function decodes(decoder: TextDecoder, chunk: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream })
    return true
  } catch {
    return false
  }
}

function markOf(head: Uint8Array): TableEncoding | null {
  const [a, b, c] = head
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return a === 0xef && b === 0xbb && c === 0xbf ? 'utf-8' : null
}

// Western text in two bytes has its zeros all on one side.
function twoByteOrder(head: Uint8Array): TableEncoding | null {
  let even = 0
  let odd = 0
  for (const [index, byte] of head.entries()) {
    if (byte !== 0) continue
    if (index % 2 === 0) even += 1
    else odd += 1
  }
  if (odd > head.length * 0.4 && even === 0) return 'utf-16le'
  return even > head.length * 0.4 && odd === 0 ? 'utf-16be' : null
}

/** The text of a source in pieces, byte order mark removed. */
export async function* textOf(source: TableSource, encoding: TableEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of chunksOf(source)) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}
