import { deflateSync } from 'node:zlib'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAny } from '../read.ts'
import { cii, pdf } from '../testing.ts'
import { fromAscii85, fromAsciiHex, unpredicted } from './filters.ts'

function ascii85(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4) {
    const group = Buffer.alloc(4)
    const count = Buffer.from(bytes).copy(group, 0, at, at + 4)
    let value = group.readUInt32BE(0)
    const digits = Array.from({ length: 5 }, () => {
      const digit = String.fromCharCode(33 + (value % 85))
      value = Math.floor(value / 85)
      return digit
    })
    const whole = digits.toReversed().join('')
    text += whole === '!!!!!' && count === 4 ? 'z' : whole.slice(0, count + 1)
  }
  return `${text}~>`
}

/** Rows of `columns` bytes under one PNG filter, or under each in turn. */
function predicted(bytes: Uint8Array, columns: number, filterOf: (row: number) => number): Buffer {
  const at = (row: number, column: number): number => (row < 0 || column < 0 ? 0 : (bytes[row * columns + column] ?? 0))
  const rows = Array.from({ length: Math.ceil(bytes.length / columns) }, (_, row) => {
    const filter = filterOf(row)
    const cells = Array.from({ length: Math.min(columns, bytes.length - row * columns) }, (__, column) => {
      const [left, up, corner] = [at(row, column - 1), at(row - 1, column), column === 0 ? 0 : at(row - 1, column - 1)]
      const estimate = left + up - corner
      const nearest = [left, up, corner].toSorted((a, b) => Math.abs(estimate - a) - Math.abs(estimate - b))[0] ?? 0
      return (at(row, column) - ([0, left, up, (left + up) >> 1, nearest][filter] ?? 0)) & 255
    })
    return [filter, ...cells]
  })
  return Buffer.from(rows.flat())
}

test('what was written in ASCII comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
      expect(Buffer.from(fromAscii85(Buffer.from(ascii85(bytes))) ?? [])).toEqual(Buffer.from(bytes))
      expect(Buffer.from(fromAsciiHex(Buffer.from(`${Buffer.from(bytes).toString('hex')}>`)))).toEqual(
        Buffer.from(bytes),
      )
    }),
  )
  expect(fromAscii85(Buffer.from('!~>'))).toBeNull()
  expect(fromAscii85(Buffer.from('é~>'))).toBeNull()
})

test('what was predicted comes back', () => {
  const layout = { predictor: 15, colors: 1, bits: 8 }
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), fc.integer({ min: 1, max: 9 }), (bytes, columns) => {
      const packed = predicted(bytes, columns, row => row % 5)
      expect(Buffer.from(unpredicted(packed, { ...layout, columns }) ?? [])).toEqual(Buffer.from(bytes))
    }),
  )
  expect(unpredicted(Buffer.from([9, 1]), { ...layout, columns: 1 })).toBeNull()
  expect(unpredicted(Buffer.from([1, 1, 1, 5]), { ...layout, predictor: 2, columns: 2 })).toEqual(
    Uint8Array.from([1, 2, 1, 6]),
  )
})

test.each([
  ['ASCII85', '/Filter[/ASCII85Decode/FlateDecode]', (xml: Buffer) => Buffer.from(ascii85(deflateSync(xml)))],
  ['hexadecimal', '/Filter/ASCIIHexDecode', (xml: Buffer) => Buffer.from(`${xml.toString('hex')}>`)],
  [
    'a predictor',
    '/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 40>>',
    (xml: Buffer) => deflateSync(predicted(xml, 40, () => 2)),
  ],
])('an invoice is read through %s', async (_, filter, pack) => {
  const content = pack(Buffer.from(cii()))
  const [head = '', rest = ''] = Buffer.from(pdf({})).toString('latin1').split('/Filter/FlateDecode/Length ', 2)
  const tail = rest.slice(rest.indexOf('\nendstream'))
  const file = `${head}${filter}/Length ${content.length}>>\nstream\n${content.toString('latin1')}${tail}`
  expect(await readAny(Buffer.from(file, 'latin1'), 'x')).toMatchObject({ kind: 'invoice', warnings: [] })
})
