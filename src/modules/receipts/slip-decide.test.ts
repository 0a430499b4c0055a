import { describe, expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import type { BankAccountId, ChequeId, Credit, DepositId, LineId } from './model.ts'
import { findBareSlips, findSlips, WaitingSlips, type WaitingSlip } from './slip-decide.ts'

const ACCOUNT = 'FR76' as BankAccountId

function slip(number: string, on: string, cheques: readonly [number: string | null, cents: bigint][]): WaitingSlip {
  return {
    deposit: number as DepositId,
    account: ACCOUNT,
    number,
    kind: 'cheque',
    on: day(on),
    until: day(on),
    currency: 'EUR',
    cheques: cheques.map(([own, amount]) => ({ cheque: `${number}/${own}` as ChequeId, number: own, amount })),
  }
}

// Two slips of the same amount, one of bills that fall due in April, and one more of which two cheques are alike.
const KNOWN: readonly WaitingSlip[] = [
  slip('2026-0001', '2026-03-02', [
    ['0512345', 120_000n],
    ['7700921', 70_000n],
  ]),
  slip('2026-0002', '2026-03-03', [['0048213', 55_000n]]),
  slip('2026-0003', '2026-03-04', [['0660412', 55_000n]]),
  slip('2026-0005', '2026-03-04', [
    ['1200875', 33_300n],
    ['1200876', 33_300n],
    [null, 44_400n],
  ]),
  { ...slip('2026-0006', '2026-03-04', [['T-2071', 80_000n]]), kind: 'bill', until: day('2026-04-30') },
  { ...slip('2026-0007', '2026-03-04', [['0099999', 91_000n]]), currency: 'USD' },
  { ...slip('2026-0008', '2026-03-04', [['0088888', 92_000n]]), account: 'BE68' as BankAccountId },
]

const said = { name: null, iban: null, structuredReference: null, endToEndId: null, account: ACCOUNT, creditor: null }
function credit(cents: bigint, remittance: string | null, on = '2026-03-06', line = 'line'): Credit {
  return { ...said, line: line as LineId, bookedOn: day(on), amount: cents, currency: 'EUR', remittance }
}

/** The verdict, what is credited, and why: one line of text. */
function answer(credits: readonly Credit[], namesItem = false): string[] {
  const found = findSlips(credits, new WaitingSlips(KNOWN), () => namesItem)
  return credits.map(({ line }) => {
    const proposal = found.get(line)
    if (!proposal) return '–'
    const { verdict, credited, evidence } = proposal
    const why = evidence.map(({ code, supports }) => (supports ? code : `!${code}`))
    return [verdict, credited?.cheque ?? credited?.deposit ?? 'nothing', ...why].join(' ')
  })
}

const BY_NUMBER = 'certain 2026-0001 slip-number slip-amount after-deposit'
const CASES: readonly [cents: bigint, text: string | null, on: string, answer: string][] = [
  // The slip's number, in every shape it is written in.
  [190_000n, 'REMISE CHQ 2026-0001', '2026-03-06', BY_NUMBER],
  [190_000n, 'REMISE DE CHEQUES N° 2026/0001 3 CHQ', '2026-03-06', BY_NUMBER],
  [190_000n, 'Rem chq n°2026-1', '2026-03-02', BY_NUMBER],
  [190_000n, 'REMCHQ 2026 0001', '2026-03-06', BY_NUMBER],
  [190_000n, 'REMISE20260001', '2026-03-06', BY_NUMBER],
  [190_000n, 'VERST 2026.0001', '2026-05-30', BY_NUMBER],
  [190_000n, 'REMISE 2026-0001', '2026-02-28', 'likely 2026-0001 slip-number slip-amount !before-deposit'],
  [190_000n, 'REMISE 2026-0001', '2026-02-20', '–'],
  // Not inside another number, a date, an amount or an invoice's number.
  [190_000n, 'VIR FA-2026-0001', '2026-03-06', '–'],
  [190_000n, 'FACTURE N° 2026-0001', '2026-03-06', '–'],
  [190_000n, '2026-0001-7', '2026-03-06', '–'],
  [190_000n, '12026-0001', '2026-03-06', '–'],
  [190_000n, '01/03/2026 0001', '2026-03-06', '–'],
  [190_000n, 'LE 1 2026 0001', '2026-03-06', '–'],
  [190_000n, 'MARS 2026 1', '2026-03-06', '–'],
  [190_000n, '2026-0001,50', '2026-03-06', '–'],
  [80_000n, 'REMISE CHQ 2026-0006', '2026-03-06', '–'],
  // Another amount: a person is told which slip and how much, when nothing else can be meant.
  [185_000n, 'REMISE CHQ 2026-0001', '2026-03-06', 'to-sort 2026-0001 slip-number !slip-below'],
  [190_100n, 'REMISE CHQ N 2026-0001', '2026-03-06', 'to-sort 2026-0001 slip-number !slip-above'],
  [185_000n, 'REMISE CHQ 20260001', '2026-03-06', '–'],
  [185_000n, 'REGLEMENT 2026-0001', '2026-03-06', '–'],
  [185_000n, 'REMISE CHQ 2026-0004', '2026-03-06', '–'],
  [70_000n, 'REMISE CHQ 2026-0001', '2026-03-06', 'likely 2026-0001/7700921 slip-number cheque-amount after-deposit'],
  [33_300n, 'REMISE CHQ 2026-0005', '2026-03-06', 'to-sort 2026-0005 slip-number !slip-below'],
  // A cheque's own number.
  [120_000n, 'CHEQUE 0512345', '2026-03-06', 'certain 2026-0001/0512345 cheque-number cheque-amount after-deposit'],
  [120_000n, 'ENC CHQ512345', '2026-03-06', 'certain 2026-0001/0512345 cheque-number cheque-amount after-deposit'],
  [33_300n, 'CHQ 1200876', '2026-03-06', 'certain 2026-0005/1200876 cheque-number cheque-amount after-deposit'],
  [80_000n, 'EFFET T 2071', '2026-04-30', 'certain 2026-0006/T-2071 cheque-number cheque-amount after-deposit'],
  [120_000n, 'CHEQUE 05123456', '2026-03-06', 'likely 2026-0001/0512345 slip-word cheque-amount after-deposit'],
  [120_000n, 'FRAIS 0512345', '2026-03-06', '–'],
  [120_000n, 'CHEQUE 0512345', '2026-03-01', '–'],
  // The word and the amount: whole slips first, within their time.
  [190_000n, 'REMISE CHEQUES', '2026-03-17', 'likely 2026-0001 slip-word slip-amount after-deposit'],
  [190_000n, 'REMISE CHEQUES', '2026-03-18', '–'],
  [190_000n, 'REMISE CHEQUES', '2026-03-01', '–'],
  [44_400n, 'Check deposit', '2026-03-06', 'likely 2026-0005/null slip-word cheque-amount after-deposit'],
  [55_000n, 'REMISE CHQ', '2026-03-06', 'to-sort nothing slip-word !twins'],
  [33_300n, 'REMISE CHQ', '2026-03-06', 'to-sort nothing slip-word !twins'],
  [80_000n, 'REMISE LCR', '2026-05-15', 'likely 2026-0006 slip-word slip-amount after-deposit'],
  [80_000n, 'REMISE', '2026-04-30', 'likely 2026-0006 slip-word slip-amount after-deposit'],
  [80_000n, 'REMISE CHQ', '2026-04-30', '–'],
  [190_000n, 'VIREMENT', '2026-03-06', '–'],
  [190_000n, null, '2026-03-06', '–'],
  // Another currency, another account.
  [91_000n, 'REMISE CHQ 2026-0007', '2026-03-06', '–'],
  [92_000n, 'REMISE CHQ 2026-0008', '2026-03-06', '–'],
]

describe('what the bank credits for a slip', () => {
  test.each(CASES)('%d « %s » on %s: %s', (cents, text, on, expected) => {
    expect(answer([credit(cents, text, on)])).toEqual([expected])
  })

  test('a line that names an open item is explained by it, unless it says the slip’s number and a word of paper', () => {
    expect(answer([credit(190_000n, 'REMISE CHQ 2026-0001')], true)).toEqual([BY_NUMBER])
    expect(answer([credit(190_000n, '2026-0001')], true)).toEqual(['–'])
    expect(answer([credit(190_000n, '2026-0001')])).toEqual([BY_NUMBER])
    expect(answer([credit(190_000n, 'FACTURE FA-7 REMISE 2 %')], true)).toEqual(['–'])
  })

  test('what comes from an account is a transfer, even in the place of a cheque', () => {
    const from = { iban: 'FR7630006000011234567890189', name: 'Scierie Faure' }
    expect(answer([{ ...credit(120_000n, 'EN REMPLACEMENT CHEQUE 0512345'), ...from }])).toEqual(['–'])
    expect(answer([{ ...credit(190_000n, 'REMISE'), ...from }])).toEqual(['–'])
    expect(answer([{ ...credit(190_000n, 'REMISE 2026-0001'), ...from }])).toEqual([BY_NUMBER])
  })

  test('a line of an account that no slip was handed in for, or of nobody’s, is left alone', () => {
    const { account: _, ...nowhere } = credit(190_000n, 'REMISE CHQ 2026-0001')
    expect(answer([nowhere])).toEqual(['–'])
  })

  test('a slip is proposed once: a faithful line before a weaker one, then the first', () => {
    const lines = [
      credit(190_000n, 'REMISE CHQ', '2026-03-09', 'late'),
      credit(190_000n, 'REMISE CHQ', '2026-03-05', 'early'),
      credit(190_000n, 'REMISE 2026-0001', '2026-03-10', 'named'),
    ]
    expect(answer(lines)).toEqual(['–', '–', BY_NUMBER])
    expect(answer(lines.slice(0, 2))).toEqual(['–', 'likely 2026-0001 slip-word slip-amount after-deposit'])
    // One cheque credited by itself: what is left of the slip is what the next line is compared with.
    const apart = [
      credit(120_000n, 'CHQ 0512345', '2026-03-05', 'one'),
      credit(70_000n, 'REMISE CHQ', '2026-03-06', 'two'),
    ]
    expect(answer(apart)[1]).toBe('likely 2026-0001 slip-word slip-amount after-deposit')
  })

  test('a credit that nothing explains and that says nothing: the amount of one slip makes it likely', () => {
    const bare = (...credits: readonly Credit[]) => {
      const found = findBareSlips(credits, new WaitingSlips(KNOWN))
      return credits.map(({ line }) => found.get(line)?.credited?.deposit ?? '–')
    }
    expect(bare(credit(190_000n, 'VERSEMENT'))).toEqual(['2026-0001'])
    expect(bare(credit(55_000n, 'VERSEMENT'))).toEqual(['–'])
    expect(bare({ ...credit(190_000n, 'MERCI'), iban: 'FR7630006000011234567890189' })).toEqual(['–'])
    expect(bare(credit(190_000n, 'REMISE'))).toEqual(['–'])
  })

  test('no slip, no work', () => {
    expect(findSlips([credit(1n, 'REMISE')], new WaitingSlips([]), () => false).size).toBe(0)
  })
})
