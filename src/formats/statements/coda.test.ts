import { describe, expect, test } from 'vitest'
import { accountMatchesIban } from './index.ts'
import { codes, first, line, only, read } from './testing.ts'

const coda = (...fields: readonly (readonly [number, string])[]): string => line(128, ...fields)
const CODA_HEADER = coda([1, '00000'], [6, '010426'], [12, '001'], [15, '05'], [35, 'CREANCIER SA'], [128, '2'])
const CODA_OLD = coda(
  [1, '12'],
  [3, '042'],
  [6, 'BE68539007547034'],
  [40, 'EUR'],
  [43, '0'],
  [44, '000000001000000'],
  [59, '310326'],
  [126, '042'],
)
const codaNew = (amount: string): string =>
  coda([1, '8042'], [5, 'BE68539007547034'], [39, 'EUR'], [42, '0'], [43, amount], [58, '010426'], [128, '0'])
const codaEnd = (count: string, debit: string, credit: string): string =>
  coda([1, '9'], [17, count], [23, debit], [38, credit], [128, '2'])
const codaMove = (key: string, amount: string, code: string, communication: string, next = '0'): string =>
  coda(
    [1, '21'],
    [3, key],
    [11, `REF${key}`],
    [32, amount],
    [48, '010426'],
    [54, code],
    [62, communication],
    [116, '010426'],
    [122, '0420'],
    [126, next],
    [128, '0'],
  )

describe('CODA', () => {
  test('a globalised credit becomes one entry per detail, and the batch stays as parent', () => {
    const outcome = read(
      [
        CODA_HEADER,
        CODA_OLD,
        codaMove('00010000', '0000000000300000', '10150000', '0'),
        codaMove('00010001', '0000000000100000', '50150000', '1101000003505158'),
        codaMove('00010002', '0000000000200000', '50150000', '0FACTURE 77'),
        codaNew('000000001300000'),
        codaEnd('000005', '000000000000000', '000000000300000'),
      ].join('\r\n'),
    )
    expect(outcome.warnings).toEqual([])
    expect(only(outcome).balanced).toBe(true)
    expect(only(outcome).entries).toMatchObject([
      { amount: '100.00', structuredReference: '000003505158', parent: 'REF00010000' },
      { amount: '200.00', remittance: 'FACTURE 77', structuredReference: null, parent: 'REF00010000' },
    ])
  })

  test('what explains one detail of a batch makes no entries of its own', () => {
    const outcome = read(
      [
        CODA_HEADER,
        CODA_OLD,
        codaMove('00010000', '0000000000300000', '20250000', '0'),
        codaMove('00010001', '0000000000098000', '70250000', '0CARTE A'),
        codaMove('00010002', '0000000000100000', '90250001', '0BRUT'),
        codaMove('00010003', '1000000000002000', '90250006', '0FRAIS'),
        codaMove('00010004', '0000000000202000', '60250000', '0CARTE B'),
        codaNew('000000001300000'),
        codaEnd('000007', '000000000000000', '000000000300000'),
      ].join('\n'),
    )
    expect(outcome.warnings).toEqual([])
    expect(only(outcome).entries).toMatchObject([
      { amount: '98.00', remittance: 'CARTE A BRUT FRAIS' },
      { amount: '202.00', remittance: 'CARTE B' },
    ])
  })

  test('zero bytes for blanks, and a statement that the bank marks as a duplicate', () => {
    const lines = [CODA_HEADER.replace(/^(.{16}) /, '$1D'), CODA_OLD, codaNew('000000001000000')]
    const text = [...lines, codaEnd('000002', '000000000000000', '000000000000000')].join('\n')
    const outcome = read(text.replace(/ {5,}/g, blanks => '\0'.repeat(blanks.length)))
    expect(only(outcome).balanced).toBe(true)
    expect(codes(outcome)).toEqual(['duplicate-copy'])
  })

  test('a direct debit that came back says its reason', () => {
    const zone = `127010426104${'BE69ZZZ0123456789'.padEnd(35)}${'MANDATE-9'.padEnd(35)}${'FACTURE 12'.padEnd(62)}2MS03`
    const outcome = read(
      [
        CODA_HEADER,
        CODA_OLD,
        codaMove('00010000', '1000000000100000', '00503000', `1${zone.slice(0, 53)}`, '1'),
        coda([1, '22'], [3, '00010000'], [11, zone.slice(53, 106)], [126, '1 0']),
        coda(
          [1, '23'],
          [3, '00010000'],
          [11, 'BE71096123456769'],
          [45, 'EUR'],
          [48, 'CLIENT SPRL'],
          [83, zone.slice(106)],
          [126, '0 0'],
        ),
        codaNew('000000000900000'),
        codaEnd('000005', '000000000100000', '000000000000000'),
      ].join('\n'),
    )
    expect(outcome.warnings).toEqual([])
    expect(first(outcome)).toMatchObject({
      amount: '-100.00',
      returned: 'return MS03',
      counterparty: { name: 'CLIENT SPRL', iban: 'BE71096123456769' },
    })
    expect(first(outcome).remittance).toBe('MANDATE-9 FACTURE 12')
  })

  test('counts and totals of the trailer are held against the movements', () => {
    const outcome = read(
      [
        CODA_HEADER,
        CODA_OLD,
        codaMove('00030000', '0000000000300000', '00150000', '0x'),
        codaNew('000000001300000'),
        codaEnd('000009', '000000000000001', '000000000300000'),
      ].join('\n'),
    )
    expect(codes(outcome)).toEqual(['record-count', 'debit-total'])
  })

  test.each([
    ['statement-not-closed', [CODA_HEADER, CODA_OLD, codaNew('000000001000000')]],
    ['statement-not-closed', [CODA_HEADER, CODA_OLD, codaEnd('000001', '000000000000000', '000000000000000')]],
    ['line-length', [CODA_HEADER, CODA_OLD.slice(0, 90)]],
    ['entry-outside-statement', [CODA_HEADER, codaMove('00010000', '0000000000300000', '00150000', '0')]],
    [
      'detail-without-entry',
      [
        CODA_HEADER,
        CODA_OLD,
        coda([1, '22'], [3, '00010000']),
        codaNew('000000001000000'),
        codaEnd('000003', '000000000000000', '000000000000000'),
      ],
    ],
  ])('%s is refused with its line', (code, lines) => {
    const outcome = read(lines.join('\n'))
    expect(outcome).toMatchObject({ kind: 'refused', error: { code } })
    expect(outcome.error?.message).toMatch(/^line \d+: /)
  })
})

test('accounts meet their IBAN', () => {
  expect(accountMatchesIban('30006-00001-12345678901', 'FR7630006000011234567890189')).toBe(true)
  expect(accountMatchesIban('539007547034', 'BE68 5390 0754 7034')).toBe(true)
  expect(accountMatchesIban('BE68539007547034', 'BE68 5390 0754 7034')).toBe(true)
  expect(accountMatchesIban('539007547035', 'BE68 5390 0754 7034')).toBe(false)
})
