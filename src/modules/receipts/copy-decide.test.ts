import { expect, test } from 'vitest'
import { copyType, MAX_COPY_BYTES } from './copy-decide.ts'

function bytes(...parts: (string | readonly number[])[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap(part => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : [...part])),
  )
}

const side = (size: number): number[] => [(size >>> 24) & 255, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]
const png = (width: number, height: number): Uint8Array =>
  bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', side(width), side(height), [8, 2, 0, 0, 0, 0, 0, 0, 0])
const APP0 = [0xff, 0xe0, 0, 4, 0, 0]
const frame = (marker: number, width: number, height: number): number[] => [
  0xff,
  marker,
  0,
  11,
  8,
  ...side(height).slice(2),
  ...side(width).slice(2),
  1,
  1,
  17,
  0,
]

test.each<[what: string, file: Uint8Array, answer: string]>([
  ['a PNG', png(1200, 600), 'image/png'],
  ['a PNG of gigabytes', png(60_000, 60_000), 'copy-too-wide'],
  ['a PNG of nothing', png(0, 10), 'copy-too-wide'],
  ['a PNG cut short', png(1200, 600).subarray(0, 20), 'not-a-copy'],
  ['a JPEG', bytes([0xff, 0xd8], APP0, frame(0xc0, 1200, 600)), 'image/jpeg'],
  ['a progressive JPEG with padding', bytes([0xff, 0xd8, 0xff], frame(0xc2, 1200, 600)), 'image/jpeg'],
  ['a JPEG with tables first', bytes([0xff, 0xd8, 0xff, 0xc4, 0, 4, 1, 2], frame(0xc0, 8, 8)), 'image/jpeg'],
  ['a JPEG too wide', bytes([0xff, 0xd8], APP0, frame(0xc0, 20_000, 600)), 'copy-too-wide'],
  ['a JPEG without a picture', bytes([0xff, 0xd8], APP0), 'not-a-copy'],
  ['a JPEG that lies about its lengths', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0]), 'not-a-copy'],
  ['a JPEG with rubbish between', bytes([0xff, 0xd8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 'not-a-copy'],
  ['a PDF', bytes('%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj'), 'application/pdf'],
  ['a PDF with a script', bytes('%PDF-1.7\n<</OpenAction <</S /JavaScript /JS (app.alert)>>>>'), 'copy-active'],
  ['a PDF that hides it', bytes('%PDF-1.7\n<</S /Java#53cript>>'), 'copy-active'],
  ['a PDF that carries a file', bytes('%PDF-1.7\n<</Type /EmbeddedFile>>'), 'copy-active'],
  ['a page', bytes('<!doctype html><script>alert(1)</script>'), 'not-a-copy'],
  ['a drawing that can run', bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'not-a-copy'],
  ['nothing', bytes(), 'not-a-copy'],
  ['too much', new Uint8Array(MAX_COPY_BYTES + 1), 'copy-too-large'],
])('%s is %s', (_what, file, answer) => {
  const type = copyType(file)
  expect(type.ok ? type.value : type.refusal.code).toBe(answer)
})
