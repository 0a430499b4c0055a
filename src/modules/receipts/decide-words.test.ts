import { describe, expect, test } from 'vitest'
import { matchCredits } from './decide.ts'
import { credit, portfolio, told } from './matching-testing.ts'
import { DEFAULT_RULES, type Credit } from './model.ts'

// As a credit manager meets them: what the words of a line change in what is proposed.
const BOOK = `
  client Menuiserie Lambert {512345678}
  FA2026-0101 121000 2026-02-01
  FA2026-0102 48400 2026-02-10
  client Boulangerie Petit
  FA2026-1021 15000 2026-02-01
  FA2026-1022 25000 2026-02-01
  FA2026-1023 35000 2026-02-01
  FA2026-1024 45500 2026-02-01
  client Ateliers Moreau [moreau]
  F-26-0007 150000 2026-02-01
  F-26-0008 150000 2026-03-01
  client Moreau Immobilier [moreau]
  F-26-0010 150000 2026-02-01
  client Dubois Jean
  FA2026-0200 45100 2026-02-01
  90450017 20200 2026-02-01
  client Construct De Smedt {0417497106}
  20260105 60500 2026-02-15
  20260117 30300 2026-02-15`

const LAMBERT = { name: 'MENUISERIE LAMBERT' }
const DE_SMEDT = { name: 'CONSTRUCT DE SMEDT' }
const PETIT = { name: 'BOULANGERIE PETIT' }
const RANGE = 'certain | FA2026-1021 15000 | FA2026-1022 25000 | FA2026-1023 35000 | FA2026-1024 45500'

const CASES: readonly [what: string, cents: bigint, said: Partial<Credit>, expected: string, evidence: string][] = [
  ['a range in short', 120_500n, { ...PETIT, remittance: 'RGT FA 1021 à 1024' }, RANGE, 'short-number'],
  ['a Dutch range', 120_500n, { ...PETIT, remittance: 'facturen 1021 t/m 1024' }, RANGE, 'short-number'],
  [
    'a range of whole numbers, from nobody known',
    120_500n,
    { remittance: 'FACTURES FA2026-1021 A FA2026-1024' },
    'certain | FA2026-1021 15000 | FA2026-1024 45500 | FA2026-1022 25000 | FA2026-1023 35000',
    'invoice-number',
  ],
  [
    'a range paid in part is paid in the legal order, with all that stands between',
    10_000n,
    { ...PETIT, remittance: 'FA2026-1021 A FA2026-1024' },
    'likely | FA2026-1021 1245 | FA2026-1022 2075 | FA2026-1023 2904 | FA2026-1024 3776',
    'amount-below',
  ],
  [
    'wages',
    45_100n,
    { name: 'DUBOIS JEAN', remittance: 'SALAIRE JANVIER' },
    'likely | FA2026-0200 45100',
    'other-purpose',
  ],
  [
    'a refund of taxes',
    48_400n,
    { name: 'DGFIP', remittance: 'REMBOURSEMENT TVA' },
    'to-sort | FA2026-0102 48400',
    'other-purpose',
  ],
  ['a card settlement', 98_150n, { remittance: 'REMISE CB TPE 1234567 DU 010326' }, 'to-sort', 'other-purpose'],
  [
    'a refund in the words of who pays an invoice',
    48_400n,
    { ...LAMBERT, remittance: 'remboursement FA2026-0102' },
    'certain | FA2026-0102 48400',
    'exact-amount',
  ],
  [
    'a discount that nobody agreed is no bank fee',
    118_580n,
    { ...LAMBERT, remittance: 'FA2026-0101 escompte 2%' },
    'likely | FA2026-0101 118580',
    'discount-not-agreed',
  ],
  [
    'a day that is a number too',
    12_345n,
    { ...DE_SMEDT, remittance: 'VIREMENT DU 20260105' },
    'likely | 20260105 12345',
    'amount-below',
  ],
  [
    'the same, said to be an invoice',
    12_345n,
    { ...DE_SMEDT, remittance: 'facture n° 20260105 solde suit' },
    'certain | 20260105 12345',
    'amount-below',
  ],
  [
    'digits that are no day, by themselves',
    10_000n,
    { name: 'DUBOIS JEAN', remittance: '90450017' },
    'certain | 90450017 10000',
    'amount-below',
  ],
  [
    'the same digits, said to be an order',
    10_000n,
    { name: 'DUBOIS JEAN', remittance: 'COMMANDE 90450017' },
    'likely | 90450017 10000',
    'amount-below',
  ],
  [
    'one number, the amount of its neighbour',
    48_400n,
    { ...LAMBERT, remittance: 'FA2026-0101' },
    'likely | FA2026-0102 48400',
    'number-with-typo',
  ],
  [
    'a SIREN in three groups',
    121_000n,
    { remittance: 'SIREN 512 345 678' },
    'certain | FA2026-0101 121000',
    'customer-reference',
  ],
  ['a SIRET', 121_000n, { remittance: 'SIRET 51234567800012' }, 'certain | FA2026-0101 121000', 'customer-reference'],
  ['a Belgian number', 60_500n, { remittance: 'BTW 0417 497 106' }, 'certain | 20260105 60500', 'customer-reference'],
  [
    'several numbers of somebody else, some euros short',
    168_900n,
    { ...PETIT, remittance: 'FA2026-0101 FA2026-0102' },
    'likely | FA2026-0101 120500 | FA2026-0101 perte 500 | FA2026-0102 48400',
    'number-of-other-customer',
  ],
  [
    'several numbers of somebody else and another amount',
    99_900n,
    { ...PETIT, remittance: 'FA2026-0101 FA2026-0102' },
    'to-sort | FA2026-1021 12436 | FA2026-1022 20726 | FA2026-1023 29017 | FA2026-1024 37721',
    'number-of-other-customer',
  ],
  [
    'a deposit with the amount of an invoice',
    60_500n,
    { ...DE_SMEDT, remittance: 'voorschot' },
    'likely | 20260105 60500',
    'deposit-word',
  ],
  [
    'a short number of the group that the amount does not find',
    300_000n,
    { name: 'ATELIERS MOREAU', remittance: '0007 0010' },
    'likely | F-26-0007 150000 | F-26-0008 150000',
    'short-number',
  ],
  [
    'a number told for short, the amount of another invoice',
    25_000n,
    { ...PETIT, remittance: 'facture 1021' },
    'likely | FA2026-1022 25000',
    'short-number',
  ],
  [
    'zeros before one digit',
    150_000n,
    { name: 'ATELIERS MOREAU', remittance: 'facture 0008' },
    'certain | F-26-0008 150000',
    'short-number',
  ],
  [
    'two named, one paid, both for the same amount',
    150_000n,
    { name: 'ATELIERS MOREAU', remittance: 'F-26-0007 et F-26-0008 50%' },
    'likely | F-26-0007 150000',
    'twins',
  ],
  [
    'days and years are no range',
    90_800n,
    { ...DE_SMEDT, remittance: 'du 01/01/2024 au 31/12/2026' },
    'certain | 20260105 60500 | 20260117 30300',
    'exact-sum',
  ],
]

describe('the words of a line', () => {
  test.each(CASES)('%s', (_, cents, said, expected, evidence) => {
    const [proposal] = matchCredits([credit(cents, said)], portfolio(BOOK), DEFAULT_RULES)
    expect(proposal && told(proposal)).toBe(expected)
    expect(proposal?.evidence.map(each => each.code)).toContain(evidence)
  })
})
