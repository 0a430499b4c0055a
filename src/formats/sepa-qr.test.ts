import { expect, test } from 'vitest'
import { money } from '#kernel/money.ts'
import { sepaQrText, type SepaQr } from './sepa-qr.ts'

// The example of EPC069-12 v2.1, section 3, in version 002.
const transfer: SepaQr = {
  beneficiary: 'Red Cross of Belgium',
  iban: 'BE72 0000 0000 1616',
  bic: 'BPOTBEB1',
  amount: money(100n, 'EUR'),
  creditorReference: null,
  text: 'Urgency fund',
}

test('free text', () => {
  expect(sepaQrText(transfer)).toBe(
    'BCD\n002\n1\nSCT\nBPOTBEB1\nRed Cross of Belgium\nBE72000000001616\nEUR1.00\n\n\nUrgency fund',
  )
})

test('a creditor reference takes the place of the text', () => {
  expect(sepaQrText({ ...transfer, bic: null, creditorReference: 'RF18 5390 0754 7034' })).toBe(
    'BCD\n002\n1\nSCT\n\nRed Cross of Belgium\nBE72000000001616\nEUR1.00\n\nRF18539007547034',
  )
})

test('a line break in a name shifts nothing; long fields are cut', () => {
  const lines = sepaQrText({ ...transfer, beneficiary: 'A\nB'.padEnd(200, 'x'), text: 'e'.repeat(400) })?.split('\n')
  expect(lines).toHaveLength(11)
  expect(lines?.[5]).toHaveLength(70)
  expect(lines?.[10]).toHaveLength(140)
})

test('accented text that makes more than 331 bytes has no code', () => {
  expect(sepaQrText({ ...transfer, text: 'é'.repeat(140) })).toBeNull()
})

test('no code for what is not a euro transfer of an allowed amount', () => {
  for (const amount of [money(0n, 'EUR'), money(-1n, 'EUR'), money(100_000_000_000n, 'EUR'), money(1n, 'CHF')]) {
    expect(sepaQrText({ ...transfer, amount })).toBeNull()
  }
})
