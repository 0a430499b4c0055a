import { describe, expect, test } from 'vitest'
import type { ReadOutcome } from '../outcome.ts'
import { readStatement } from './index.ts'
import { codes, first, line, only, read } from './testing.ts'

const CFONB_HEAD = [3, '30004'] as const
const cfonb = (code: string, ...fields: readonly (readonly [number, string])[]): string =>
  line(120, [1, code], CFONB_HEAD, [12, '00123'], [17, 'EUR2'], [22, '00001234567'], ...fields)
const CFONB = [
  cfonb('01', [35, '310326'], [91, '0000000010000{']),
  cfonb(
    '04',
    [33, '18'],
    [35, '010426'],
    [43, '020426'],
    [49, 'VIR RECU DUPONT'],
    [91, '0000000001234E'],
    [105, 'REF16'],
  ),
  cfonb('05', [33, '18'], [35, '010426'], [46, 'NPY'], [49, 'SARL DUPONT ET FILS']),
  cfonb('05', [33, '18'], [35, '010426'], [46, 'LCC'], [49, `${'FACTURE F-2026-'.padEnd(66, 'x')}0012`]),
  cfonb('05', [33, '18'], [35, '010426'], [46, 'LC2'], [49, '34 ET AVOIR 5']),
  cfonb('05', [33, '18'], [35, '010426'], [46, 'RCN'], [49, 'E2E-77'], [84, 'SALAIRE']),
  cfonb('05', [33, '18'], [35, '010426'], [46, 'REF'], [49, 'BANKREF9']),
  cfonb('05', [33, '18'], [35, '010426'], [46, 'CPY'], [49, 'FR7630006000011234567890189']),
  cfonb('04', [33, '03'], [35, '020426'], [41, '11'], [43, '020426'], [49, 'CHEQUE IMPAYE'], [91, '0000000000500}']),
  cfonb('07', [35, '020426'], [91, '0000000010734E']),
]

describe('CFONB 120', () => {
  test('complements, overpunched amounts, reject motive, balances', () => {
    const outcome = read(CFONB.join('\r\n'))
    const document = only(outcome)
    expect(outcome).toMatchObject({ kind: 'statement', format: 'CFONB 120', warnings: [] })
    expect(document).toMatchObject({
      account: '30004-00123-00001234567',
      currency: 'EUR',
      openingBalance: { amount: '1000.00', date: '2026-03-31' },
      closingBalance: { amount: '1073.45', date: '2026-04-02' },
      balanced: true,
    })
    expect(document.entries[0]).toMatchObject({
      bookingDate: '2026-04-01',
      valueDate: '2026-04-02',
      amount: '123.45',
      currency: 'EUR',
      counterparty: { name: 'SARL DUPONT ET FILS', iban: 'FR7630006000011234567890189' },
      endToEndId: 'E2E-77',
      bankReference: 'BANKREF9',
      code: '18',
      returned: null,
    })
    expect(document.entries[0]?.remittance).toMatch(/^VIR RECU DUPONT FACTURE F-2026-x+001234 ET AVOIR 5 SALAIRE$/)
    expect(document.entries[0]?.raw?.split('\n')).toHaveLength(7)
    expect(document.entries[1]).toMatchObject({ amount: '-50.00', code: '03', returned: '11' })
  })

  test('the same without line ends', () => {
    expect(only(read(CFONB.join(''))).entries).toEqual(only(read(CFONB.join('\n'))).entries)
  })

  test('a balance that does not follow is loaded and said', () => {
    const outcome = read([...CFONB.slice(0, -1), cfonb('07', [35, '020426'], [91, '0000000010734F'])].join('\n'))
    expect(only(outcome).balanced).toBe(false)
    expect(codes(outcome)).toEqual(['not-balanced'])
  })

  test.each([
    ['statement-not-closed', CFONB.slice(0, -1)],
    ['statement-not-opened', CFONB.slice(-1)],
    ['entry-outside-statement', CFONB.slice(1)],
    ['detail-without-entry', [CFONB[0], CFONB[2], CFONB.at(-1)]],
    ['unknown-record', [CFONB[0], cfonb('04').replace(/^04/, '02'), CFONB.at(-1)]],
    ['impossible-date', [CFONB[0]?.replace('310326', '310226'), CFONB.at(-1)]],
    ['impossible-amount', [CFONB[0]?.replace('10000{', '10000*'), CFONB.at(-1)]],
    ['line-length', [CFONB[0], CFONB.at(-1)?.slice(0, 100)]],
    ['statement-not-closed', [CFONB[0], ...CFONB]],
  ])('%s is refused with its line', (code, lines) => {
    const outcome = read(lines.join('\n'))
    expect(outcome).toMatchObject({ kind: 'refused', error: { code } })
    expect(outcome.error?.message).toMatch(/^line \d+: /)
  })

  test('windows-1252 names keep their accents and columns', () => {
    const text = CFONB.join('\n').replace('SARL DUPONT ET FILS', 'SARL LEFÈVRE & FILS')
    const outcome = readStatement(
      Uint8Array.from(text, character => character.charCodeAt(0)),
      'releve.txt',
    )
    expect(first(outcome as ReadOutcome).counterparty.name).toBe('SARL LEFÈVRE & FILS')
  })

  test('what a mainframe leaves: zero bytes for blanks and behind the end, braces as é and è', () => {
    const whole = only(read(CFONB.join('\n')))
    const filled = CFONB.join('\n').replace(/ {4,}/g, blanks => '\0'.repeat(blanks.length))
    expect(only(read(`${filled}\n${'\0'.repeat(300)}`))).toMatchObject({ ...whole, entries: [{}, {}] })
    const french = CFONB.join('\n').replaceAll('{', 'é').replaceAll('}', 'è')
    const bytes = Uint8Array.from(french, character => character.charCodeAt(0))
    expect(only(readStatement(bytes, 'releve.txt') as ReadOutcome)).toMatchObject({ balanced: true })
  })

  test('no end-to-end id is none', () => {
    const text = CFONB.join('\n').replace(/E2E-77 {5}/, 'NOTPROVIDED')
    expect(first(read(text)).endToEndId).toBeNull()
  })

  test('CFONB 240 is named as what it is', () => {
    const outcome = read(`${line(240, [1, '3120'])}\n${line(240, [1, '3420'])}\n${line(240, [1, '3920'])}\n`)
    expect(outcome).toMatchObject({ kind: 'refused', format: 'CFONB 240', error: { code: 'not-a-statement' } })
  })
})
