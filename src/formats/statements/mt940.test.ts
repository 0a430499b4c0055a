import { describe, expect, test } from 'vitest'
import { codes, first, only, read } from './testing.ts'

const mt940 = (body: string): string =>
  `:20:START\n:25:NL91ABNA0417164300\n:28C:12/1\n:60F:C260331EUR100,00\n${body}\n:62F:C260401EUR150,00\n-`

const page = (from: string, to: string, tags: string): string =>
  `:20:A\n:25:123/456\n:28C:1/1\n:60${tags[0]}:C260331EUR${from}\n:61:260401C50,NTRFNONREF\n:62${tags[1]}:C260401EUR${to}\n`

describe('MT940', () => {
  test.each([
    [
      'Dutch /TRTP/',
      ':86:/TRTP/SEPA OVERBOEKING/IBAN/BE68539007547034/BIC/KREDBEBB/NAME/Klant BV\n/REMI/Factuur F-77/EREF/E2E-1',
      { remittance: 'Factuur F-77', endToEndId: 'E2E-1', counterparty: { name: 'Klant BV', iban: 'BE68539007547034' } },
    ],
    [
      'ING /CNTP/ and a structured reference',
      ':86:/EREF/E2E-2//CNTP/BE68539007547034/KREDBEBB/Klant BV///REMI/STRD/CUR/RF18539007547034/',
      {
        structuredReference: 'RF18539007547034',
        endToEndId: 'E2E-2',
        counterparty: { name: 'Klant BV', iban: 'BE68539007547034' },
      },
    ],
    [
      'ING return',
      ':86:/RTRN/MS03//EREF/E2E-3//CNTP/BE68539007547034/KREDBEBB/Klant BV///REMI/USTD//Factuur 9/',
      { returned: 'MS03', remittance: 'Factuur 9' },
    ],
    [
      'German ?20',
      ':86:166?00GUTSCHRIFT?20EREF+E2E-4?21SVWZ+Rechnung 2026-12 vom ' +
        '01?22.04.26?30PBNKDEFF?31DE89370400440532013000?32Kunde GmbH',
      {
        endToEndId: 'E2E-4',
        remittance: 'Rechnung 2026-12 vom 01.04.26',
        code: 'NTRF 166',
        counterparty: { name: 'Kunde GmbH', iban: 'DE89370400440532013000' },
      },
    ],
    [
      'German return',
      ':86:109?00RUECKLASTSCHRIFT?20SVWZ+MD06?32Kunde GmbH?34914',
      { returned: '914', code: 'NTRF 109' },
    ],
    [
      'free text of a Belgian bank',
      ':86:VIREMENT DE CLIENT SA BE68539007547034\nCOMMUNICATION +++010/8068/17183+++',
      { structuredReference: '010806817183', counterparty: { name: null, iban: 'BE68539007547034' } },
    ],
  ])('%s', (_, details, expected) => {
    const outcome = read(mt940(`:61:2604010401C50,00NTRFNONREF//BANK1\n${details}`))
    expect(outcome.warnings).toEqual([])
    expect(only(outcome)).toMatchObject({ account: 'NL91ABNA0417164300', balanced: true, number: '12/1' })
    expect(first(outcome)).toMatchObject({ amount: '50.00', bankReference: 'BANK1', ...expected })
  })

  test('reversals are signed by what they undo, entry dates take the nearest year', () => {
    const outcome = read(mt940(':61:2512310102RC10,00NTRFNONREF\n:61:2601021231RD60,00NTRFNONREF'))
    expect(only(outcome)).toMatchObject({
      balanced: true,
      entries: [
        { amount: '-10.00', valueDate: '2025-12-31', bookingDate: '2026-01-02', returned: 'reversal' },
        { amount: '60.00', valueDate: '2026-01-02', bookingDate: '2025-12-31', returned: 'reversal' },
      ],
    })
  })

  test('block headers, no dash, several statements, pages that follow each other', () => {
    const outcome = read(`{1:F01BANKXXXX}{2:O940}{4:\n${page('100,', '150,', 'FM')}${page('150,', '200,', 'MF')}-}`)
    expect(outcome.warnings).toEqual([])
    expect(outcome.documents).toMatchObject([{ balanced: true }, { balanced: true }])
    const gap = read(page('100,', '150,', 'FM') + page('160,', '210,', 'MF'))
    expect(codes(gap)).toEqual(['balance-gap'])
  })

  test('MT942 totals are checked', () => {
    const outcome = read(
      ':20:A\n:25:1\n:28C:1\n:34F:EURD0,\n:13D:2604011200+0100\n:61:260401C50,NTRFNONREF\n:90D:0EUR0,\n:90C:2EUR60,\n-',
    )
    expect(outcome.format).toBe('MT942')
    expect(codes(outcome)).toEqual(['entry-count', 'entry-total'])
  })

  test.each([
    ['statement-not-closed', ':20:A\n:25:1\n:60F:C260331EUR100,00\n:61:260401C50,00NTRFNONREF'],
    ['statement-not-closed', ':20:A\n:60F:C260331EUR1,\n:20:B\n:60F:C260331EUR1,\n:62F:C260331EUR1,'],
    ['impossible-amount', ':20:A\n:25:1\n:60F:C260331EUR100,00\n:62F:C260401EUR10'],
    ['impossible-entry', mt940(':61:260401X50,00NTRF')],
    ['impossible-date', mt940(':61:261301C50,00NTRFNONREF')],
    ['impossible-date', ':20:A\n:25:1\n:60F:C261331EUR100,00\n:62F:C260401EUR100,00'],
  ])('%s is refused with its line', (code, text) => {
    expect(read(text)).toMatchObject({ kind: 'refused', error: { code, message: expect.stringMatching(/line \d+/) } })
  })

  test.each([
    ['/ORDP/ with the name itself', ':86:/ORDP/CLIENT SA PARIS/REMI/FACTURE FA1021', { remittance: 'FACTURE FA1021' }],
    ['SEPA marks with a colon', ':86:166?20EREF: RG-17?21SVWZ: Rechnung 17?32CLIENT SA PARIS', { endToEndId: 'RG-17' }],
    ['Polish marks', ':86:944<00PRZELEW<20FAKTURA 17<32CLIENT SA PARIS', { remittance: 'FAKTURA 17' }],
  ])('names and references in %s', (_, details, expected) => {
    const entry = first(read(mt940(`:61:2604010401C50,00NTRFNONREF//B\n${details}`)))
    expect(entry).toMatchObject({ ...expected, counterparty: { name: 'CLIENT SA PARIS' } })
  })

  test.each(['NOTPROVIDED', '0000000000000000', 'NONREF'])('%s is no reference', written => {
    const entry = first(read(mt940(`:61:2604010401C50,00NTRF${written}\n:86:X`)))
    expect(entry).toMatchObject({ endToEndId: null, bankReference: null })
  })

  test('the name of who was paid stands in /BENM/, the owner’s reference in :61: is kept', () => {
    const outcome = read(mt940(':61:2604010401D50,00NTRFFA1021//B9\n:86:/ORDP/MOI SA/BENM/FOURNISSEUR SA/REMI/X'))
    expect(first(outcome)).toMatchObject({
      endToEndId: 'FA1021',
      bankReference: 'B9',
      counterparty: { name: 'FOURNISSEUR SA' },
    })
  })

  test.each([
    ['1234.50', '1234.50'],
    ['1.234,50', '1234.50'],
    ['1234', '1234.00'],
  ])('the amount %s', (written, amount) => {
    expect(first(read(mt940(`:61:2604010401C${written}NTRFNONREF`))).amount).toBe(amount)
  })

  test('balances with a point are read where both decimals stand', () => {
    const points = mt940(':61:2604010401C50.00NTRFNONREF').replaceAll(/(:6[02]F:.*),/g, '$1.')
    expect(only(read(points)).balanced).toBe(true)
  })

  test('the totals of /SUM/, pages that are missing, reports without totals, entry dates that are none', () => {
    const sum = mt940(':61:2604010401C50,NTRFX').replace('\n-', '\n:86:/SUM/0/2/0,00/60,00/\n-')
    expect(codes(read(sum))).toEqual(['entry-count', 'entry-total'])
    expect(codes(read(page('100,', '150,', 'FM')))).toEqual(['pages-missing'])
    expect(codes(read(page('100,', '150,', 'MF')))).toEqual(['pages-missing'])
    expect(codes(read(page('100,', '150,', 'FM') + page('150,', '200,', 'FF')))).toEqual(['pages-missing'])
    expect(codes(read(':20:A\n:25:1\n:28C:1\n:34F:EURD0,\n:61:260401C50,NTRFNONREF\n-'))).toEqual(['no-totals'])
    expect(codes(read(mt940(':61:2604011301C50,NTRFX')))).toEqual(['impossible-date'])
  })

  test('a field of endless lines is refused', () => {
    const text = `:20:X\n:25:1\n:28C:1\n:60F:C260101EUR1,\n:61:2601010101C1,NTRFX\n:86:${'A\n'.repeat(3000)}`
    expect(read(text)).toMatchObject({ kind: 'refused', error: { code: 'field-too-long' } })
  })
})
