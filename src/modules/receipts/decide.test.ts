import { describe, expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import { matchCredits } from './decide.ts'
import { impute } from './impute-decide.ts'
import { credit, portfolio, told } from './matching-testing.ts'
import { DEFAULT_RULES, type Credit, type MatchingRules, type Proposal } from './model.ts'
import { isOneMistake } from './shapes-decide.ts'
import { findSum } from './sums-decide.ts'

const FOLIO = `
  client Menuiserie Lambert
  FA-2026-00017 123456 2026-02-01
  FA-2026-00018 50000 2026-02-10
  FA-2026-00019 7000 2026-04-01
  client Garage Robin [robin]
  FA-2026-00031 88000 2026-02-01 +++000/0000/03232+++
  FA-2026-00032 91000 2026-02-01
  client Transports Robin [robin]
  FA-2026-00040 45500 2026-02-01
  client Verrerie Claes
  FA-2026-00050 20000 2026-02-01
  FA-2026-00051 20000 2026-03-01
  AV-2026-00009 -5000 2026-02-01
  client Export Dewulf
  FA-2026-00060 30000 2026-02-01 USD`

const CASES: readonly [what: string, cents: bigint, said: Partial<Credit>, expected: string, evidence: string][] = [
  [
    'a number in the text',
    123_456n,
    { remittance: 'VIR FACTFA-2026 00017 merci' },
    'certain | FA-2026-00017 123456',
    'invoice-number',
  ],
  [
    'a structured communication',
    88_000n,
    { structuredReference: '000000003232' },
    'certain | FA-2026-00031 88000',
    'payment-reference',
  ],
  [
    'the same in free text',
    88_000n,
    { remittance: '+++000/0000/03232+++' },
    'certain | FA-2026-00031 88000',
    'payment-reference',
  ],
  [
    'an end-to-end reference',
    50_000n,
    { endToEndId: 'FA-2026-00018' },
    'certain | FA-2026-00018 50000',
    'invoice-number',
  ],
  [
    'two numbers',
    173_456n,
    { remittance: 'FA-2026-00017 + FA-2026-00018' },
    'certain | FA-2026-00017 123456 | FA-2026-00018 50000',
    'exact-sum',
  ],
  [
    'a name and the amount',
    50_000n,
    { name: 'SARL MENUISERIE LAMBERT' },
    'likely | FA-2026-00018 50000',
    'foreign-number',
  ],
  [
    'a typo in the number',
    123_456n,
    { name: 'MENUISERIE LAMBERT', remittance: 'FA-2026-00071' },
    'certain | FA-2026-00017 123456',
    'number-with-typo',
  ],
  [
    'everything due',
    173_456n,
    { name: 'Menuiserie Lambert' },
    'certain | FA-2026-00017 123456 | FA-2026-00018 50000',
    'all-due',
  ],
  ['twins', 20_000n, { name: 'VERRERIE CLAES' }, 'likely | FA-2026-00050 20000', 'twins'],
  [
    'twins told apart by a short number',
    20_000n,
    { name: 'VERRERIE CLAES', remittance: 'facture 51' },
    'certain | FA-2026-00051 20000',
    'short-number',
  ],
  [
    'a credit note deducted',
    15_000n,
    { remittance: 'FA-2026-00050' },
    'certain | FA-2026-00050 20000 | AV-2026-00009 -5000',
    'credit-deducted',
  ],
  [
    'cents short',
    123_400n,
    { remittance: 'FA-2026-00017' },
    'certain | FA-2026-00017 123400 | FA-2026-00017 perte 56',
    'small-difference',
  ],
  [
    'a bank fee',
    122_000n,
    { remittance: 'FA-2026-00017' },
    'likely | FA-2026-00017 122000 | FA-2026-00017 perte 1456',
    'less-bank-fee',
  ],
  [
    'a part, by its own payer',
    60_000n,
    { name: 'MENUISERIE LAMBERT', remittance: 'FA-2026-00017' },
    'certain | FA-2026-00017 60000',
    'amount-below',
  ],
  ['too much', 60_000n, { remittance: 'FA-2026-00018' }, 'likely | FA-2026-00018 50000 | compte 10000', 'amount-above'],
  [
    'with the recovery fee',
    54_000n,
    { remittance: 'FA-2026-00018' },
    'likely | FA-2026-00018 50000 | compte 4000',
    'with-recovery-fee',
  ],
  [
    'one entity pays for its group',
    133_500n,
    { name: 'GARAGE ROBIN', remittance: 'groupe' },
    'certain | FA-2026-00031 88000 | FA-2026-00040 45500',
    'same-group',
  ],
  [
    'a deposit',
    15_100n,
    { name: 'MENUISERIE LAMBERT', remittance: 'ACOMPTE COMMANDE' },
    'likely | compte 15100',
    'deposit-word',
  ],
  ['another currency', 30_000n, { remittance: 'FA-2026-00060' }, 'to-sort', 'currency-differs'],
  [
    'before the invoice',
    50_000n,
    { remittance: 'FA-2026-00018', bookedOn: day('2026-01-01') },
    'likely | FA-2026-00018 50000',
    'before-issue',
  ],
  [
    'a number of somebody else',
    91_000n,
    { name: 'MENUISERIE LAMBERT', remittance: 'FA-2026-00032' },
    'likely | FA-2026-00032 91000',
    'number-of-other-customer',
  ],
  ['nobody', 77_777n, { name: 'URSSAF', remittance: 'FACT 88812' }, 'to-sort', 'payer-unknown'],
]

describe('a line pays', () => {
  test.each(CASES)('%s', (what, cents, said, expected, evidence) => {
    const more = what === 'a name and the amount' ? { remittance: 'facture 88812', name: 'LAMBERT MENUISERI' } : {}
    const [proposal] = matchCredits([credit(cents, { ...said, ...more })], portfolio(FOLIO), DEFAULT_RULES)
    expect(proposal && told(proposal)).toBe(expected)
    expect(proposal?.evidence.map(each => each.code)).toContain(evidence)
  })

  test('the discount agreed, within its days only', () => {
    const rules = { ...DEFAULT_RULES, discounts: [{ ratePpm: 20_000n, days: 10 }] }
    const asked = (on: string) => {
      const line = credit(49_000n, { remittance: 'FA-2026-00018', bookedOn: day(on) })
      return told(matchCredits([line], portfolio(FOLIO), rules)[0] as Proposal)
    }
    expect(asked('2026-01-12')).toBe('certain | FA-2026-00018 49000 | FA-2026-00018 perte 1000')
    expect(asked('2026-01-13')).toBe('likely | FA-2026-00018 49000 | FA-2026-00018 perte 1000')
  })

  test('an invoice claimed twice is paid once, by the first', () => {
    const lines = [0, 1].map(n => credit(50_000n, { remittance: 'FA-2026-00018' }, n))
    expect(matchCredits(lines, portfolio(FOLIO), DEFAULT_RULES).map(told)).toEqual([
      'certain | FA-2026-00018 50000',
      'likely | compte 50000',
    ])
  })

  test('a known account pays although the name says nothing; a name with another account is flagged', () => {
    const folio = () => portfolio(FOLIO, [['FR76', 'Garage Robin']])
    const [known] = matchCredits([credit(91_000n, { iban: 'FR76', name: 'XYZ' })], folio(), DEFAULT_RULES)
    expect(known && told(known)).toBe('certain | FA-2026-00032 91000')
    const [other] = matchCredits([credit(91_000n, { iban: 'FR99', name: 'GARAGE ROBIN' })], folio(), DEFAULT_RULES)
    expect(other?.evidence.map(each => each.code)).toContain('bank-changed')
  })
})

describe('sums', () => {
  const items = (...opens: number[]) => opens.map((open, at) => ({ at, open, dueOn: at }))

  test('every set is tried up to 22 items, and another one is told', () => {
    expect(findSum(items(1_000, 2_300, 4_100, 9_999), 6_400n, 0)).toMatchObject({
      items: [1, 2],
      solutions: 1,
      cut: false,
    })
    expect(findSum(items(100, 200, 300, 400), 500n, -1)).toMatchObject({ solutions: 2 })
    expect(findSum(items(100, 250, 375), 999n, 0)).toBeNull()
    expect(findSum(items(1_000, -200, 5_000), 800n, -1)).toMatchObject({ items: [0, 1] })
  })

  test('beyond, pairs and triples only, and never safe', () => {
    const many = items(...Array.from({ length: 40 }, (_, n) => 100_003 + n * n * 17))
    const [a, b] = [many[7]?.open ?? 0, many[31]?.open ?? 0]
    expect(findSum(many, BigInt(a + b), -1)).toMatchObject({ cut: true, safe: false })
  })
})

test('C. civ. 1342-10: what was indicated, then what is due, the oldest first, equals in proportion', () => {
  const debt = (at: number, open: bigint, dueOn: number) => ({ at, open, dueOn, issueOn: 0 })
  const debts = [debt(0, 100n, 30), debt(1, 100n, 10), debt(2, 100n, 20), debt(3, 300n, 20), debt(4, 100n, 99)]
  expect(impute(debts, 250n, 50, new Set([0])).map(part => [part.at, part.amount, part.rule])).toEqual([
    [0, 100n, 'indicated'],
    [1, 100n, 'due-oldest'],
    [2, 13n, 'proportional'],
    [3, 37n, 'proportional'],
  ])
  expect(impute(debts, 10_000n, 50, new Set()).at(-1)).toEqual({ at: 4, amount: 100n, rule: 'not-due' })
})

test.each([
  ['fa202600123', 'fa202600132', true],
  ['fa202600123', 'fa20260123', true],
  ['fa202600123', 'fa202600124', true],
  ['fa202600123', 'fa202600999', false],
  ['fa202600123', 'fa202600123', false],
])('%s and %s: one mistake %s', (a, b, expected) => expect(isOneMistake(a, b)).toBe(expected))

describe('rules of the creditor', () => {
  const one = (text: string, given: Credit, rules: Partial<MatchingRules> = {}): Proposal => {
    const [proposal] = matchCredits([given], portfolio(text), { ...DEFAULT_RULES, ...rules })
    if (!proposal) throw new Error('no proposal')
    return proposal
  }
  const codes = (proposal: Proposal): string[] => proposal.evidence.map(each => each.code)

  test('an invoice paid with the charges claimed on it', () => {
    const folio = `
      client Scierie Faure
      FA-2026-00070 100000 2026-02-01
      FA-2026-00071 60000 2026-02-10
      ND-2026-00003 4730 2026-02-20 frais`
    const named = one(folio, credit(104_730n, { remittance: 'FA-2026-00070 + frais' }))
    expect(told(named)).toBe('certain | FA-2026-00070 100000 | ND-2026-00003 4730')
    expect(codes(named)).toContain('with-charges')
    const known = one(folio, credit(64_730n, { name: 'Scierie Faure' }))
    expect(told(known)).toContain('FA-2026-00071 60000 | ND-2026-00003 4730')
    expect(codes(known)).toContain('with-charges')
    const twice = one(
      `${folio}\n ND-2026-00004 4730 2026-02-20 frais`,
      credit(104_730n, { remittance: 'FA-2026-00070' }),
    )
    expect(twice.verdict).toBe('likely')
  })

  test('a shortfall is written off up to the limit, and a cash discount before the due date only', () => {
    const folio = 'client Scierie Faure\n FA-2026-00070 100000 2026-04-01'
    const short = credit(99_500n, { remittance: 'FA-2026-00070' })
    expect(told(one(folio, short, { smallDifference: 500n }))).toBe(
      'certain | FA-2026-00070 99500 | FA-2026-00070 perte 500',
    )
    expect(one(folio, short, { smallDifference: 499n }).verdict).toBe('likely')
    const discounts = [{ ratePpm: 20_000n, days: null }]
    const less = credit(98_000n, { remittance: 'FA-2026-00070' })
    expect(told(one(folio, less, { discounts }))).toBe('certain | FA-2026-00070 98000 | FA-2026-00070 perte 2000')
    expect(codes(one(folio, { ...less, bookedOn: day('2026-04-01') }, { discounts }))).not.toContain('less-discount')
    const foreign = [{ ratePpm: 20_000n, days: null, customer: 'Somebody Else' as CustomerId }]
    expect(codes(one(folio, less, { discounts: foreign }))).not.toContain('less-discount')
    const ended = [{ ratePpm: 20_000n, days: null, to: day('2026-01-01') }]
    expect(codes(one(folio, less, { discounts: ended }))).not.toContain('less-discount')
  })
})
