import { describe, expect, test } from 'vitest'
import { day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, InvoiceId } from '#kernel/id.ts'
import { alarmsOf, planInvoice, type Around, type Movement } from './decide.ts'
import type { InvoiceGiven, KnownInvoice } from './model.ts'

const CUSTOMER = 'c1' as CustomerId
const around: Around = {
  creditor: 'k1' as CreditorId,
  paymentDays: 30,
  today: day('2026-03-31'),
  newId: () => 'new' as InvoiceId,
}

const GIVEN: InvoiceGiven = {
  from: 'list',
  number: 'F1',
  kind: 'invoice',
  typeCode: '380',
  issueOn: day('2026-01-10'),
  dueOn: day('2026-02-09'),
  currency: 'EUR',
  net: 8000n,
  tax: 2000n,
  gross: 10000n,
  amount: 10000n,
  open: 10000n,
  settledOn: null,
  paymentReference: null,
  orderReference: null,
  preceding: [],
  label: null,
  document: null,
}
const CREDIT: Partial<InvoiceGiven> = {
  kind: 'credit-note', typeCode: '381', gross: -10000n, amount: -10000n, open: -10000n, net: -8000n, tax: -2000n,
} // prettier-ignore

function plan(
  given: Partial<InvoiceGiven>,
  before: KnownInvoice | null = null,
  customer: CustomerId | null = CUSTOMER,
) {
  return planInvoice({ ...GIVEN, ...given }, before, customer, around)
}

function known(change: Partial<KnownInvoice> = {}, given: Partial<InvoiceGiven> = {}): KnownInvoice {
  const made = plan(given)
  if (!made.ok) throw new Error(made.refusal.code)
  return { ...made.value.after, ...change }
}

/** `outcome write allocation` or the refusal's code, so that a table reads like a page of a manual. */
function told(result: ReturnType<typeof plan>): string {
  if (!result.ok) return result.refusal.code
  const { outcome, write, allocation } = result.value
  return `${outcome} ${write}${allocation ? ` ${allocation.amount} ${allocation.on}` : ''}`
}

describe('an invoice that is not known', () => {
  test.each<[string, Partial<InvoiceGiven>, string]>([
    ['open in full', {}, 'created insert'],
    ['partly settled on a day', { open: 4000n, settledOn: day('2026-02-20') }, 'created insert 6000 2026-02-20'],
    ['settled, the day not said: that of the file', { open: 0n }, 'created insert 10000 2026-03-31'],
    ['a list that says only what is open', { amount: null, gross: null, open: 2500n }, 'created insert'],
    ['a list that says nothing of what is open', { open: null }, 'created insert'],
    ['a credit note, used in part', { ...CREDIT, open: -1000n }, 'created insert -9000 2026-03-31'],
    ['a credit note that the customer would owe', { ...CREDIT, amount: 10000n, open: null }, 'credit-note-sign'],
    ['without any amount', { amount: null, gross: null, open: null }, 'amount-missing'],
    ['without issue date', { issueOn: null }, 'issue-date-missing'],
    ['due before it was issued', { dueOn: day('2026-01-09') }, 'due-before-issue'],
    ['a document that is due before it was issued', { dueOn: day('2026-01-09'), from: 'document' }, 'created insert'],
    ['more open than invoiced', { open: 10001n }, 'open-out-of-range'],
    ['less open than nothing', { open: -1n }, 'open-out-of-range'],
  ])('%s', (_, given, expected) => expect(told(plan(given))).toBe(expected))

  test('of an unknown customer is refused', () => expect(told(plan({}, null, null))).toBe('customer-unknown'))

  test.each<[string, Partial<InvoiceGiven>, number | null, string]>([
    ['given by the list', {}, 30, '2026-02-09 list'],
    ['written on the document', { from: 'document' }, 30, '2026-02-09 document'],
    ['absent: the creditor’s terms', { dueOn: null }, 30, '2026-02-09 terms'],
    ['absent and no terms: asked for', { dueOn: null }, null, 'due-date-missing'],
    ['of a credit note: the day it is issued', { ...CREDIT, dueOn: null }, null, '2026-01-10 terms'],
  ])('due date %s', (_, given, paymentDays, expected) => {
    const made = planInvoice({ ...GIVEN, ...given }, null, CUSTOMER, { ...around, paymentDays })
    expect(made.ok ? `${made.value.after.dueOn} ${made.value.after.dueOrigin}` : made.refusal.code).toBe(expected)
  })
})

describe('an invoice that is known', () => {
  test.each<[string, Partial<InvoiceGiven>, Partial<KnownInvoice>, string]>([
    ['said the same again', {}, {}, 'ignored nothing'],
    ['settled since', { open: 0n, settledOn: day('2026-03-02') }, {}, 'cleared nothing 10000 2026-03-02'],
    ['partly settled since', { open: 6000n }, {}, 'changed nothing 4000 2026-03-31'],
    ['reopened by the list', { open: 10000n }, { open: 0n, listOpen: 0n }, 'changed nothing -10000 2026-03-31'],
    ['we matched a receipt the accounting has not', {}, { open: 3000n }, 'ignored nothing'],
    ['the accounting catches up in part', { open: 6000n }, { open: 3000n }, 'ignored nothing'],
    ['the accounting catches up', { open: 3000n }, { open: 3000n }, 'ignored nothing'],
    ['and knows of more', { open: 1000n }, { open: 3000n }, 'changed nothing 2000 2026-03-31'],
    ['the list says nothing of what is open', { open: null }, { open: 3000n }, 'ignored nothing'],
    ['a new due date', { dueOn: day('2026-03-09') }, {}, 'changed update'],
    ['a new order number', { orderReference: 'PO 7' }, {}, 'changed update'],
    ['due date of the document stands', { dueOn: day('2026-03-09') }, { dueOrigin: 'document' }, 'ignored nothing'],
    ['another amount', { gross: 9000n, amount: 9000n, open: 9000n }, {}, 'amount-differs'],
    ['another currency', { currency: 'USD' }, {}, 'currency-differs'],
    ['another kind', CREDIT, {}, 'kind-differs'],
    ['another issue date', { issueOn: day('2026-01-11') }, {}, 'issue-date-differs'],
    ['another customer', {}, { customer: 'c2' as CustomerId }, 'customer-differs'],
    ['more open than its amount', { open: 10001n }, {}, 'open-out-of-range'],
  ])('%s', (_, given, change, expected) => expect(told(plan(given, known(change)))).toBe(expected))

  test('a credit note is used and given back with its own sign', () => {
    expect(told(plan({ ...CREDIT, open: -4000n }, known({}, CREDIT)))).toBe('changed nothing -6000 2026-03-31')
    const used = known({ open: 0n, listOpen: 0n }, CREDIT)
    expect(told(plan(CREDIT, used))).toBe('changed nothing 10000 2026-03-31')
  })

  test('a document adds itself once; a PDF is preferred to bare XML, and never the other way', () => {
    const xml = { from: 'document', open: null, document: { sha256: 'a', pdf: false } } as const
    const pdf = { from: 'document', open: null, document: { sha256: 'b', pdf: true } } as const
    const first = plan(xml, known())
    const withXml = first.ok ? first.value.after : known()
    const second = plan(pdf, withXml)
    const withPdf = second.ok ? second.value.after : known()
    const again = [first, plan(xml, withXml), second, plan(pdf, withPdf), plan(xml, withPdf)].map(told)
    expect(again).toEqual(['changed update', 'ignored nothing', 'changed update', 'ignored nothing', 'ignored nothing'])
  })

  test('a document never moves what is open, and may be addressed to another account', () => {
    const document = { from: 'document', open: null, document: null, dueOn: null } as const
    expect(told(plan(document, known({ open: 0n, listOpen: 0n, customer: 'c2' as CustomerId })))).toBe(
      'ignored nothing',
    )
  })
})

describe('the guard', () => {
  const calm: Movement = {
    mode: 'delta',
    before: new Map([['EUR', 100_00n]]),
    reduced: new Map(),
    addresses: { known: 100, changed: 0 },
    accounts: { known: 100, changed: 0 },
    errors: 0,
  }
  test.each<[string, Partial<Movement>, string[]]>([
    ['nothing moves', {}, []],
    ['exactly 20 % of the outstanding', { reduced: new Map([['EUR', 20_00n]]) }, []],
    ['a cent more', { reduced: new Map([['EUR', 20_01n]]) }, ['clears-much']],
    ['exactly 5 % of the addresses', { addresses: { known: 100, changed: 5 } }, []],
    ['one more', { addresses: { known: 100, changed: 6 } }, ['addresses-changed']],
    ['bank accounts', { accounts: { known: 10, changed: 1 } }, ['accounts-changed']],
    ['errors in a delta', { errors: 3 }, []],
    ['errors in a complete list', { mode: 'stock', errors: 3 }, ['stock-with-errors']],
  ])('%s', (_, change, codes) => {
    expect(alarmsOf({ ...calm, ...change }).map(alarm => alarm.code)).toEqual(codes)
  })
})
