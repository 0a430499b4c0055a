import { describe, expect, test } from 'vitest'
import { day, type Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, InvoiceId } from '#kernel/id.ts'
import type { Credit, LineId, Payer } from './model.ts'
import { findSettled, Settlements, type Settlement } from './settled-decide.ts'

const CREDITOR = 'fr' as CreditorId
const payer = (name: string): Payer => ({
  customer: name as CustomerId,
  creditor: CREDITOR,
  name,
  group: null,
  ref: `C-${name}`,
  identifiers: [],
})

function settled(customer: string, number: string, cents: bigint, paidOn: string): Settlement {
  return {
    invoice: number as InvoiceId,
    customer: customer as CustomerId,
    number,
    issueOn: day('2026-01-02'),
    dueOn: day('2026-02-01'),
    currency: 'EUR',
    open: cents,
    paymentReference: null,
    paidOn: day(paidOn),
  }
}

// What the list shows as paid; the credit note was used with the invoice of its day.
const known = (): Settlements =>
  new Settlements(
    ['Menuiserie Lambert', 'Garage Robin', 'Verrerie Claes'].map(payer),
    [
      settled('Menuiserie Lambert', 'FA-2026-00017', 123_456n, '2026-03-05'),
      settled('Garage Robin', 'FA-2026-00031', 50_000n, '2026-03-04'),
      settled('Garage Robin', 'AV-2026-00002', -8_000n, '2026-03-04'),
      settled('Garage Robin', 'FA-2026-00032', 42_000n, '2026-01-20'),
      settled('Verrerie Claes', 'FA-2026-00050', 7_000n, '2026-03-03'),
      settled('Verrerie Claes', 'FA-2026-00051', 7_000n, '2026-03-07'),
    ],
    [],
  )

function credit(
  cents: bigint,
  name: string | null,
  remittance: string | null,
  n = 0,
  on: Day = day('2026-03-05'),
): Credit {
  const said = { name, iban: null, remittance, structuredReference: null, endToEndId: null }
  return { ...said, line: `line-${n}` as LineId, creditor: CREDITOR, bookedOn: on, amount: cents, currency: 'EUR' }
}

const CASES: readonly [what: string, cents: bigint, name: string | null, text: string | null, invoices: string][] = [
  ['its number and its amount', 123_456n, null, 'VIR FA-2026-00017', 'FA-2026-00017'],
  ['its number, another amount: more was paid than the list knows', 150_000n, null, 'VIR FA-2026-00017', ''],
  [
    'no number: all that its payer paid on that day, credit note deducted',
    42_000n,
    'GARAGE ROBIN',
    'VIREMENT',
    'FA-2026-00031 AV-2026-00002',
  ],
  ['a number paid long before: somebody pays twice', 42_000n, null, 'FA-2026-00032', ''],
  ['two days as near: nobody can tell', 7_000n, 'VERRERIE CLAES', null, ''],
  ['an unknown payer', 123_456n, 'Dupont', 'VIREMENT', ''],
]

describe('money that a list had before the bank’s file came', () => {
  test.each(CASES)('%s', (_, cents, name, text, invoices) => {
    const proposal = findSettled([credit(cents, name, text)], known()).get('line-0' as LineId)
    expect(proposal?.parts.map(part => part.invoice).join(' ') ?? '').toBe(invoices)
    if (!proposal) return
    expect(proposal).toMatchObject({ verdict: 'certain', pass: 'already-settled', onAccount: 0n })
    expect(proposal.parts.reduce((sum, part) => sum + part.amount, 0n)).toBe(cents)
  })

  test('one payment of a list is one line of the bank: the second asks for a person', () => {
    const twice = [0, 1].map(n => credit(123_456n, 'Menuiserie Lambert', 'FA-2026-00017', n))
    expect([...findSettled(twice, known()).keys()]).toEqual(['line-0'])
  })
})
