import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseId, uuidV7 } from './id.ts'
import { ok, refuse, unreachable, unwrap } from './result.ts'
import { digitsOf, plain, plainName } from './text.ts'

describe('text', () => {
  it.each([
    ['S.A.R.L. Éts Lefèvre & Fils', 'lefevre fils'],
    ['SARL', 'sarl'],
    ['Straße GmbH', 'strasse'],
    ['Cœur de Lion SAS', 'coeur de lion'],
    ['DUPONT-MARTIN S.A.', 'dupont martin'],
    ['Ægir Øst NV', 'aegir ost'],
    ['Łódź BV', 'lodz'],
  ])('%s is searched as %s', (name, expected) => {
    expect(plainName(name)).toBe(expected)
  })

  it('normalising twice changes nothing, and case never matters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), text => {
        expect(plain(plain(text))).toBe(plain(text))
        expect(plain(text)).toMatch(/^(?:[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)*)?$/u)
      }),
    )
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zéèàçùêôœ .&-]{0,40}$/), text => {
        expect(plain(text.toUpperCase())).toBe(plain(text))
      }),
    )
    expect(digitsOf('BE 0403.019.261')).toBe('0403019261')
  })
})

describe('ids', () => {
  it('a UUIDv7 sorts by time, and says its version and variant', () => {
    const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 })
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 48 - 2 }), bytes, bytes, (millis, a, b) => {
        const earlier = uuidV7(millis, a)
        expect(earlier).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
        expect(earlier < uuidV7(millis + 1, b)).toBe(true)
        expect(Number.parseInt(earlier.replace('-', '').slice(0, 12), 16)).toBe(millis)
        expect(unwrap(parseId(earlier.toUpperCase()))).toBe(earlier)
      }),
    )
    expect(() => uuidV7(0, new Uint8Array(9))).toThrow(RangeError)
    expect(parseId('12').ok).toBe(false)
  })

  it('a refusal carries its code, and unwrapping it is a bug', () => {
    expect(unwrap(ok(1))).toBe(1)
    expect(refuse('no', 'because')).toEqual({ ok: false, refusal: { code: 'no', message: 'because' } })
    expect(refuse('no', 'because', { why: 1 })).toMatchObject({ refusal: { data: { why: 1 } } })
    expect(() => unwrap(refuse('no', 'because'))).toThrow('unexpected refusal no: because')
    expect(() => unreachable('x' as never)).toThrow('unreachable')
  })
})
