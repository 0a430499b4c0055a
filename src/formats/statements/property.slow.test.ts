import * as fc from 'fast-check'
import { addDays, day } from '#kernel/day.ts'
import { money, toDecimal } from '#kernel/money.ts'
import { describe, expect, test } from 'vitest'
import type { ReadOutcome, StatementDocument } from '../outcome.ts'
import {
  readStatement,
  writeCamt053,
  writeCfonb120,
  writeCoda,
  type OutgoingEntry,
  type OutgoingStatement,
} from './index.ts'

const ACCOUNT = { fr: 'FR7630006000011234567890189', be: 'BE68539007547034' }
// Letters and digits that every format carries; single spaces inside, none at the ends.
const words = (most: number): fc.Arbitrary<string> =>
  fc
    .array(fc.stringMatching(/^[A-Z0-9]{1,9}$/), { minLength: 1, maxLength: 8 })
    .map(list => list.join(' ').slice(0, most).trim())

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined })

const entries: fc.Arbitrary<OutgoingEntry> = fc
  .record({
    offset: fc.integer({ min: 0, max: 900 }),
    cents: fc.bigInt({ min: -999_999_999n, max: 999_999_999n }),
    name: optional(words(35)),
    remittance: optional(words(60)),
    endToEndId: optional(
      fc.stringMatching(/^[A-Z0-9-]{1,16}$/).filter(text => text !== 'NOTPROVIDED' && !/^-|-$/.test(text)),
    ),
    bankReference: optional(fc.stringMatching(/^[A-Z][A-Z0-9]{3,12}$/)),
    structuredReference: optional(fc.constantFrom('010806817183', '000003505158')),
    iban: optional(fc.constantFrom('BE71096123456769', 'DE89370400440532013000', 'NL91ABNA0417164300')),
    returned: optional(fc.constant('AC04')),
  })
  .map(({ offset, cents, ...rest }) => {
    const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
    return { bookingDate: addDays(day('2025-01-01'), offset), amount: money(cents, 'EUR'), ...known }
  })

const statements = (account: string): fc.Arbitrary<OutgoingStatement> =>
  fc
    .record({ cents: fc.bigInt({ min: -9_999_999n, max: 9_999_999n }), list: fc.array(entries, { maxLength: 12 }) })
    .map(({ cents, list }) => ({
      account,
      currency: 'EUR',
      holder: 'CREANCIER SA',
      number: '017',
      openedOn: day('2024-12-31'),
      closedOn: day('2027-12-31'),
      opening: money(cents, 'EUR'),
      entries: list,
    }))

const FORMATS = [
  ['CAMT.053', writeCamt053, ACCOUNT.fr],
  ['CFONB 120', writeCfonb120, ACCOUNT.fr],
  ['CODA', writeCoda, ACCOUNT.be],
] as const

function read(bytes: Uint8Array): ReadOutcome {
  const outcome = readStatement(bytes, 'file')
  if (!outcome) throw new Error('not recognised')
  return outcome
}

describe.each(FORMATS)('%s', (format, write, account) => {
  test('what we write we read back, balanced and without a warning', () => {
    fc.assert(
      fc.property(statements(account), statement => {
        const outcome = read(write([statement]))
        expect(outcome).toMatchObject({ kind: 'statement', format, warnings: [] })
        const document = outcome.documents[0] as StatementDocument
        expect(document.balanced).toBe(true)
        expect(document.entries).toHaveLength(statement.entries.length)
        for (const [index, entry] of statement.entries.entries()) {
          const found = document.entries[index]
          expect(found?.amount).toBe(toDecimal(entry.amount))
          expect(found?.bookingDate).toBe(entry.bookingDate)
          expect(found?.counterparty.name).toBe(entry.name ?? null)
          expect(found?.counterparty.iban).toBe(entry.iban ?? null)
          expect(found?.structuredReference).toBe(entry.structuredReference ?? null)
          expect(found?.endToEndId).toBe(entry.endToEndId ?? null)
          expect(found?.remittance ?? '').toContain(entry.remittance ?? '')
          expect(found?.returned ?? '').toContain(entry.returned?.slice(0, 2) ?? '')
        }
      }),
      { numRuns: 150 },
    )
  })

  test('a file cut anywhere is refused, or its ledger is unchanged', () => {
    const [statement] = fc.sample(
      statements(account).filter(made => made.entries.length > 4),
      { numRuns: 1, seed: 7 },
    )
    const bytes = write([statement as OutgoingStatement])
    const whole = read(bytes).documents
    for (let length = 0; length < bytes.length; length += 1) {
      const outcome = readStatement(bytes.subarray(0, length), 'file')
      if (outcome?.kind !== 'statement') continue
      expect({ length, documents: outcome.documents }).toEqual({ length, documents: whole })
    }
  })
})

const SEEDS = [
  ...FORMATS.map(([, write, account]) => write(fc.sample(statements(account), { numRuns: 2, seed: 3 }))),
  ...[
    ':20:A\n:25:NL91ABNA0417164300\n:28C:1\n:60F:C260331EUR100,00\n:61:2604010401C50,00NTRFNONREF//B1\n' +
      ':86:166?00GUT?20EREF+1?21SVWZ+x\n:62F:C260401EUR150,00\n-\n',
    'OFXHEADER:100\n<OFX><STMTRS><CURDEF>EUR<BANKTRANLIST><STMTTRN><TRNTYPE>POS<DTPOSTED>20260401<TRNAMT>' +
      '-6.60<FITID>1<NAME>A</STMTTRN></BANKTRANLIST></STMTRS></OFX>\n',
    '!Type:Bank\nD31/01/2026\nT-12,50\nPA\n^\nD01/02/2026\nT3\n^\n',
    'Date;Libellé;Débit;Crédit;Solde\n01/04/2026;A;10,00;;90,00\n02/04/2026;B;;5,00;95,00\n',
  ].map(text => new TextEncoder().encode(text)),
]

test('cut text formats are refused, unchanged, or carry a warning that nothing proves them whole', () => {
  for (const bytes of SEEDS.slice(FORMATS.length)) {
    const whole = read(bytes)
    for (let length = 0; length < bytes.length; length += 1) {
      const outcome = readStatement(bytes.subarray(0, length), 'file.csv')
      if (outcome?.kind !== 'statement' || JSON.stringify(outcome.documents) === JSON.stringify(whole.documents))
        continue
      const names = outcome.warnings.map(warning => warning.code)
      expect(
        names.some(name => /^(no-totals|no-balances|not-balanced)$/.test(name)),
        `${new TextDecoder().decode(bytes.subarray(0, length))} → ${names.join()}`,
      ).toBe(true)
    }
  }
})

test('damaged bytes never crash a reader', () => {
  const damage = fc.array(
    fc.record({ at: fc.nat(), kind: fc.constantFrom('set', 'cut', 'repeat'), byte: fc.integer({ min: 0, max: 255 }) }),
    { minLength: 1, maxLength: 6 },
  )
  fc.assert(
    fc.property(fc.constantFrom(...SEEDS), damage, (seed, hits) => {
      const bytes = Array.from(seed)
      for (const { at, kind, byte } of hits) {
        const place = at % bytes.length
        if (kind === 'set') bytes[place] = byte
        else if (kind === 'cut') bytes.splice(place, 1 + (byte % 7))
        else bytes.splice(place, 0, ...bytes.slice(place, place + (byte % 40)))
        if (bytes.length === 0) bytes.push(48)
      }
      const outcome = readStatement(Uint8Array.from(bytes), 'file.csv')
      expect(outcome === null || outcome.kind === 'statement' || outcome.error !== null).toBe(true)
    }),
    { numRuns: 4000 },
  )
})
