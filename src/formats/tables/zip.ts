import { createInflateRaw, inflateRawSync } from 'node:zlib'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { MAX_ZIP_ENTRIES, MAX_ZIP_ENTRY_BYTES, MAX_ZIP_RATIO } from '../limits.ts'
import { TableRefusal } from './row.ts'

type Entry = { readonly method: number; readonly packed: number; readonly size: number; readonly at: number }

/** A zip opened by its central directory; contents are unpacked one at a time under ceilings. */
export type Zip = { readonly bytes: Uint8Array; readonly entries: ReadonlyMap<string, Entry> }

// A small part may pack well without being a bomb: a workbook's empty styles do.
const SMALL = 1 << 20

/**
 * Opens a zip. Refusals: `zip-damaged`, `zip-bomb` (too many entries, too large, or packed more than any document
 * packs).
 */
export function openZip(bytes: Uint8Array): Result<Zip> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endRecord(view)
  if (end === null) return refuse('zip-damaged', 'the file is a zip that was cut short: ask for it again')
  const count = view.getUint16(end + 10, true)
  if (count > MAX_ZIP_ENTRIES)
    return refuse('zip-bomb', `the zip has ${count} entries, ${MAX_ZIP_ENTRIES} at most are read`)
  const entries = new Map<string, Entry>()
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50)
      return refuse('zip-damaged', 'the zip has a damaged directory')
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    const packed = view.getUint32(at + 20, true)
    const size = view.getUint32(at + 24, true)
    if (size > MAX_ZIP_ENTRY_BYTES || (size > SMALL && size / Math.max(packed, 1) > MAX_ZIP_RATIO)) {
      return refuse('zip-bomb', `the entry ${name.slice(0, 60)} unpacks to ${size} bytes from ${packed}: refused`)
    }
    if ((view.getUint16(at + 8, true) & 1) === 1) return refuse('zip-encrypted', 'the zip is protected by a password')
    entries.set(name, { method: view.getUint16(at + 10, true), packed, size, at: view.getUint32(at + 42, true) })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return ok({ bytes, entries })
}

// The end record stands in the last 64 kB, before an optional comment.
function endRecord(view: DataView): number | null {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  return null
}

function packedBytes(zip: Zip, name: string): { entry: Entry; packed: Uint8Array } {
  const entry = zip.entries.get(name)
  if (!entry) throw new TableRefusal('zip-damaged', `the zip has no part ${name.slice(0, 60)}`)
  const view = new DataView(zip.bytes.buffer, zip.bytes.byteOffset, zip.bytes.byteLength)
  if (entry.at + 30 > zip.bytes.length || view.getUint32(entry.at, true) !== 0x04034b50) {
    throw new TableRefusal('zip-damaged', `the part ${name.slice(0, 60)} of the zip is damaged`)
  }
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true)
  return { entry, packed: zip.bytes.subarray(start, start + entry.packed) }
}

/** A part, whole. Throws `TableRefusal`. */
export function unpack(zip: Zip, name: string, maxBytes: number): Uint8Array {
  const { entry, packed } = packedBytes(zip, name)
  if (entry.method === 0) return packed
  try {
    return inflateRawSync(packed, { maxOutputLength: maxBytes })
  } catch (error) {
    if (error instanceof RangeError)
      throw new TableRefusal('zip-bomb', `the part ${name} unpacks to more than ${maxBytes} bytes`)
    throw new TableRefusal('zip-damaged', `the part ${name} of the zip is damaged`)
  }
}

/**
 * A part in pieces, never whole in memory. What it unpacks to is counted, whatever the directory says. Throws
 * `TableRefusal`.
 */
export async function* unpackStream(zip: Zip, name: string): AsyncGenerator<Uint8Array> {
  const { entry, packed } = packedBytes(zip, name)
  if (entry.method === 0) {
    yield packed
    return
  }
  const inflate = createInflateRaw()
  inflate.end(packed)
  let size = 0
  try {
    for await (const piece of inflate) {
      const chunk = piece as Uint8Array
      size += chunk.length
      if (size > MAX_ZIP_ENTRY_BYTES || (size > SMALL && size / Math.max(packed.length, 1) > MAX_ZIP_RATIO)) {
        throw new TableRefusal(
          'zip-bomb',
          `the part ${name} unpacks to more than ${size} bytes from ${packed.length}: refused`,
        )
      }
      yield chunk
    }
  } catch (error) {
    if (error instanceof TableRefusal) throw error
    throw new TableRefusal('zip-damaged', `the part ${name} of the zip is damaged: ask for the file again`)
  } finally {
    inflate.destroy()
  }
}
