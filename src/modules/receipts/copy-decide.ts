import { ok, refuse, type Result } from '#kernel/result.ts'
import type { CopyType } from './cheque-decide.ts'

/** The largest photo or scan of a cheque that is taken, in bytes. */
export const MAX_COPY_BYTES = 10 * 1024 * 1024
/** Beyond this side no camera and no scanner made it: a picture that opens into gigabytes. */
const MAX_SIDE = 12_000

/**
 * Says what a photo or scan is, from its bytes and never from its name: JPEG (ISO/IEC 10918-1), PNG (ISO/IEC 15948) or
 * PDF (ISO 32000-1) without a script. Refused: `copy-too-large`, `not-a-copy`, `copy-too-wide`, `copy-active`.
 */
export function copyType(bytes: Uint8Array): Result<CopyType> {
  if (bytes.byteLength > MAX_COPY_BYTES) {
    return refuse('copy-too-large', 'a copy has at most 10 MB: photograph it again, or scan it in grey', {
      limit: MAX_COPY_BYTES,
    })
  }
  const size = pngSize(bytes) ?? jpegSize(bytes)
  if (size) {
    if (size.width < 1 || size.height < 1 || size.width > MAX_SIDE || size.height > MAX_SIDE) {
      return refuse('copy-too-wide', `this picture says it is ${size.width} by ${size.height}: photograph it again`, {
        width: size.width,
        height: size.height,
      })
    }
    return ok(size.type)
  }
  if (text(bytes, 0, 5) !== '%PDF-') {
    return refuse('not-a-copy', 'a copy of a cheque is a JPEG, a PNG or a PDF: this file is none of them')
  }
  // Names may be written with hexadecimal escapes (ISO 32000-1 §7.3.5): read as a viewer does before looking.
  const names = Buffer.from(bytes)
    .toString('latin1')
    .replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  if (/\/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b/.test(names)) {
    return refuse('copy-active', 'this PDF can run something: photograph the cheque instead')
  }
  return ok('application/pdf')
}

type Picture = { readonly type: 'image/jpeg' | 'image/png'; readonly width: number; readonly height: number }

function text(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, to)).toString('latin1')
}

function pngSize(bytes: Uint8Array): Picture | null {
  if (text(bytes, 0, 8) !== '\x89PNG\r\n\x1a\n' || text(bytes, 12, 16) !== 'IHDR' || bytes.byteLength < 33) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
}

/** Walks the markers to the frame header, which holds the size. */
function jpegSize(bytes: Uint8Array): Picture | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 2
  while (at + 9 <= bytes.byteLength) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff) return null
    if (marker === 0xff) {
      at += 1
      continue
    }
    // Start of frame, but for DHT, JPG and DAC, which have their numbers between.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { type: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    }
    const length = view.getUint16(at + 2)
    if (length < 2) return null
    at += 2 + length
  }
  return null
}
