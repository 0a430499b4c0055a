import { describe, expect, test } from 'vitest'
import { codes, first, only, read } from './testing.ts'

const ofx = (body: string): string =>
  'OFXHEADER:100\nVERSION:102\n\n<OFX><STMTRS><CURDEF>EUR' +
  `<BANKACCTFROM><BANKID>30004<BRANCHID>00123<ACCTID>00001234567</BANKACCTFROM><BANKTRANLIST>${body}</BANKTRANLIST>` +
  '<LEDGERBAL><BALAMT>12,50<DTASOF>20260401</LEDGERBAL></STMTRS></OFX>'

describe('OFX and QIF', () => {
  test('values left open, decimal comma, French account, entities', () => {
    const outcome = read(
      ofx(
        '<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260401120000[+1:CET]<TRNAMT>+12,50<FITID>9<NAME>D &amp; F<MEMO></STMTTRN>',
      ),
    )
    expect(only(outcome)).toMatchObject({ account: '30004-00123-00001234567', closingBalance: { amount: '12.50' } })
    expect(first(outcome)).toMatchObject({
      amount: '12.50',
      bookingDate: '2026-04-01',
      bankReference: '9',
      code: 'CREDIT',
      counterparty: { name: 'D & F' },
    })
  })

  test.each([
    ['record-not-closed', ofx('').slice(0, -6)],
    [
      'xml-doctype',
      `<?xml version="1.0"?><!DOCTYPE x><OFX></OFX>`.replace('<!DOCTYPE x>', '<?OFX OFXHEADER="200"?><!DOCTYPE x>'),
    ],
    ['impossible-amount', ofx('<STMTTRN><DTPOSTED>20260401<TRNAMT>abc</STMTTRN>')],
    ['impossible-date', ofx('<STMTTRN><DTPOSTED>20260231<TRNAMT>1</STMTTRN>')],
    ['xml-too-deep', `OFXHEADER:100\n<OFX>${'<A>'.repeat(200)}`],
  ])('%s is refused', (code, text) => {
    expect(read(text)).toMatchObject({ kind: 'refused', error: { code } })
  })

  test.each([
    ['day first', ['31/01/2026', '01/02/2026'], ['2026-01-31', '2026-02-01'], []],
    ['month first', ["1/31'26", "2/ 1'26"], ['2026-01-31', '2026-02-01'], []],
    ['year first', ['2026-01-31', '2026-02-01'], ['2026-01-31', '2026-02-01'], []],
    [
      'either, the lines run month first',
      ['01/02/26', '01/03/26', '02/01/26'],
      ['2026-01-02', '2026-01-03', '2026-02-01'],
      ['date-order-guessed'],
    ],
  ])('QIF dates: %s', (_, stamps, days, warnings) => {
    const outcome = read(`!Type:Bank\n${stamps.map(stamp => `D${stamp}\nT-1,234.50\nPPayee\n^\n`).join('')}`)
    expect(only(outcome).entries.map(entry => entry.bookingDate)).toEqual(days)
    expect(first(outcome).amount).toBe('-1234.50')
    expect(codes(outcome)).toEqual([...warnings, 'no-balances'])
  })

  test.each([
    ['-12.500', '-12.50'],
    ['12,500', '12.50'],
    ['1,234.50', '1234.50'],
    ['1500', '1500.00'],
  ])('OFX has no thousands separator: %s', (written, amount) => {
    expect(first(read(ofx(`<STMTTRN><DTPOSTED>20260401<TRNAMT>${written}</STMTTRN>`))).amount).toBe(amount)
  })

  test('the decimal mark of a QIF file is that of all its lines', () => {
    const outcome = read('!Type:Bank\nD13/04/2026\nT1,234\n^\nD14/04/2026\nT5.50\n^\nD14/04/2026\nT12.500\n^\n')
    expect(only(outcome).entries.map(entry => entry.amount)).toEqual(['1234.00', '5.50', '12.50'])
  })

  test('QIF names its accounts and is refused when cut', () => {
    const text = '!Account\nNCompte courant\nTBank\n^\n!Type:Bank\nD31/01/2026\nT5\n^\n'
    expect(only(read(text)).account).toBe('Compte courant')
    expect(read(text.slice(0, -2))).toMatchObject({ kind: 'refused', error: { code: 'record-not-closed' } })
  })
})
