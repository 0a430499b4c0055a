import { MAX_PDF_STREAM_BYTES } from '../limits.ts'

// The stream filters of ISO 32000-1 §7.4 that only rewrite bytes.

/** ASCIIHexDecode: two digits a byte up to `>`; a last digit alone counts as followed by 0. */
export function fromAsciiHex(bytes: Uint8Array): Uint8Array {
  const digits = Buffer.from(bytes)
    .toString('latin1')
    .replace(/>[^]*$/, '')
    .replace(/[^0-9A-Fa-f]/g, '')
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex')
}

/**
 * ASCII85Decode: five characters are four bytes, `z` four zero bytes, up to `~>`; `null` when it is not that or too
 * long.
 */
export function fromAscii85(bytes: Uint8Array): Uint8Array | null {
  const out = new Uint8Array(Math.min(bytes.length * 4, MAX_PDF_STREAM_BYTES))
  let length = 0
  let value = 0
  let taken = 0
  const give = (count: number): void => {
    for (let i = 0; i < count; i += 1) out[length + i] = Math.floor(value / 256 ** (3 - i)) % 256
    length += count
    value = 0
    taken = 0
  }
  for (const byte of bytes) {
    if (byte === 0x7e) break
    if (byte <= 0x20) continue
    if (byte === 0x7a && taken === 0) give(4)
    else if (byte < 0x21 || byte > 0x75) return null
    else {
      value = value * 85 + byte - 0x21
      taken += 1
      if (taken === 5) give(4)
    }
  }
  if (taken === 1) return null
  if (taken > 0) {
    const count = taken - 1
    for (; taken < 5; taken += 1) value = value * 85 + 84
    give(count)
  }
  return length > out.length ? null : out.subarray(0, length)
}

/** How bytes were predicted before they were packed: `predictor` 1 none, 2 TIFF, 10 and above PNG. */
export type Prediction = {
  readonly predictor: number
  readonly colors: number
  readonly bits: number
  readonly columns: number
}

/** Undoes a prediction; `null` for one that is not known or does not fit. */
export function unpredicted(bytes: Uint8Array, { predictor, colors, bits, columns }: Prediction): Uint8Array | null {
  if (predictor === 1) return bytes
  const pixel = Math.max(1, (colors * bits) >> 3)
  const width = Math.ceil((colors * bits * columns) / 8)
  if (!(pixel <= 64 && width > 0 && width <= 1 << 20)) return null
  if (predictor === 2) return bits === 8 ? fromTiff(bytes, pixel, width) : null
  return predictor >= 10 ? fromPng(bytes, pixel, width) : null
}

function fromTiff(bytes: Uint8Array, pixel: number, width: number): Uint8Array {
  const out = Uint8Array.from(bytes)
  for (let at = 0; at < out.length; at += 1) {
    if (at % width >= pixel) out[at] = ((out[at] ?? 0) + (out[at - pixel] ?? 0)) & 255
  }
  return out
}

// PNG §9: each row starts with the number of its filter.
function fromPng(bytes: Uint8Array, pixel: number, width: number): Uint8Array | null {
  const rows = Math.ceil(bytes.length / (width + 1))
  const out = new Uint8Array(bytes.length - rows)
  for (let row = 0; row < rows; row += 1) {
    const filter = bytes[row * (width + 1)] ?? 0
    if (filter > 4) return null
    const from = row * width
    const end = Math.min(from + width, out.length)
    for (let at = from; at < end; at += 1) {
      const left = at - from >= pixel ? (out[at - pixel] ?? 0) : 0
      const up = row > 0 ? (out[at - width] ?? 0) : 0
      const corner = row > 0 && at - from >= pixel ? (out[at - width - pixel] ?? 0) : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      out[at] = ((bytes[at + row + 1] ?? 0) + guess) & 255
    }
  }
  return out
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}
