import { dayNumber } from '#kernel/day.ts'
import type { CreditorId, InvoiceId } from '#kernel/id.ts'
import { plainName } from '#kernel/text.ts'
import type { ExpectedAmount, KnownPayer, OpenInvoice, Payer } from './model.ts'
import { grown, HashIndex, OwnerIndex, TextColumn } from './columns-decide.ts'
import { NameIndex } from './names-decide.ts'
import { PayerColumns } from './payers-decide.ts'
import { Shapes, tailOf } from './shapes-decide.ts'

/** A number, reference or identifier in its one writing: lower case, letters and digits only. */
export function compact(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '')
}

/**
 * Everything open, laid out in columns so that a million items fit in memory: an item is an index, a customer is an
 * index. Fill it from a stream of customers then invoices, `close()` it, ask it.
 */
export class Portfolio {
  readonly payers = new PayerColumns()
  readonly shapes = new Shapes()
  readonly names = new NameIndex()
  private readonly numbers = new TextColumn()
  private readonly invoices = new TextColumn()
  /** What is open, and what earlier proposals of this run have left of it. */
  left = new BigInt64Array(1024)
  // The same memory as pairs of halves: a bigint read from it is an object, and the searches read millions.
  private halves = new Int32Array(0)
  customerOf = new Int32Array(1024)
  issueOn = new Int32Array(1024)
  dueOn = new Int32Array(1024)
  size = 0
  private currencyOf = new Uint8Array(1024)
  private readonly debitNotes = new Set<number>()
  private readonly currencies: string[] = []
  private tails = new Int32Array(1024)
  private readonly byNumber = new HashIndex()
  private readonly byReference = new OwnerIndex()
  readonly referenceLengths = new Set<number>()
  private readonly byIban = new OwnerIndex()
  private readonly byIdentifier = new OwnerIndex()
  private readonly withIbans = new Set<number>()
  private readonly expected = new Map<number, ExpectedAmount[]>()
  private firstOf = new Int32Array(0)
  private nextOf = new Int32Array(0)
  private byAmount = new Int32Array(0)

  /** A customer; all of them come before the invoices. */
  addPayer(payer: Payer): void {
    const index = this.payers.add(payer)
    this.names.add(plainName(payer.name), index, 'name')
    for (const identifier of [payer.ref, ...payer.identifiers]) {
      const key = compact(identifier)
      if (key.length >= 4 && /\d/.test(key)) this.byIdentifier.add(key, index)
    }
  }

  /** What confirmations taught; customers that are gone are passed over. */
  addKnown(known: KnownPayer): void {
    const index = this.payers.placeOf(known.customer)
    if (index === undefined) return
    if (known.kind === 'alias') this.names.add(known.value, index, 'alias')
    else {
      this.byIban.add(known.value, index)
      this.withIbans.add(index)
    }
  }

  addExpected(amount: ExpectedAmount): void {
    const index = this.payers.placeOf(amount.customer)
    if (index !== undefined) push(this.expected, index, amount)
  }

  /** An open item of a customer added before; throws when the customer is not there. */
  addInvoice(item: OpenInvoice): void {
    const customer = this.payers.placeOf(item.customer)
    if (customer === undefined) throw new Error(`invoice ${item.number}: its customer must be added before it`)
    if (this.size === this.left.length) this.grow()
    const at = this.size
    this.size += 1
    this.invoices.push(item.invoice)
    this.numbers.push(item.number)
    this.left[at] = item.open
    this.customerOf[at] = customer
    this.issueOn[at] = dayNumber(item.issueOn)
    this.dueOn[at] = dayNumber(item.dueOn)
    this.currencyOf[at] = this.currencyIndex(item.currency)
    if (item.debitNote === true) this.debitNotes.add(at)
    const key = compact(item.number)
    this.shapes.learn(this.payers.creditor(customer) ?? '', key)
    this.tails[at] = shortNumber(tailOf(item.number).padStart(2, '0'))
    this.byNumber.add(key, at)
    const reference = item.paymentReference === null ? '' : compact(item.paymentReference)
    if (reference.length >= 5 && reference !== key) {
      this.referenceLengths.add(reference.length)
      this.byReference.add(reference, at)
    }
  }

  /** Makes the orders that questions need; nothing is added after. */
  close(): this {
    this.shapes.close()
    this.names.close()
    this.halves = new Int32Array(this.left.buffer)
    this.firstOf = new Int32Array(this.payers.size).fill(-1)
    this.nextOf = new Int32Array(this.size).fill(-1)
    for (let at = this.size - 1; at >= 0; at -= 1) {
      const customer = this.customerOf[at] ?? 0
      this.nextOf[at] = this.firstOf[customer] ?? -1
      this.firstOf[customer] = at
    }
    this.opens = new Float64Array(this.size).map((_, at) => this.leftOf(at))
    this.byAmount = orderOf(this.opens)
    return this
  }

  // What was open when the portfolio was closed, item by item.
  private opens = new Float64Array(0)

  /** What is left of an item as a number: exact up to 2^53 minor units, and no object like the bigint of `left`. */
  leftOf(at: number): number {
    return (this.halves[at * 2 + 1] ?? 0) * 0x1_0000_0000 + ((this.halves[at * 2] ?? 0) >>> 0)
  }

  /** The last digits of an item's number, as they are written for short; 0 when there are none or too many. */
  tail(at: number): number {
    return this.tails[at] ?? 0
  }

  numberOf(at: number): string {
    return this.numbers.get(at)
  }

  invoiceOf(at: number): InvoiceId {
    return this.invoices.get(at) as InvoiceId
  }

  currency(at: number): string {
    return this.currencies[this.currencyOf[at] ?? 0] ?? ''
  }

  /** Whether an item claims charges on others. */
  isDebitNote(at: number): boolean {
    return this.debitNotes.has(at)
  }

  creditorOf(customer: number): CreditorId | undefined {
    return this.payers.creditor(customer)
  }

  /** Items of a number in its one writing. */
  withNumber(key: string): number[] {
    return this.byNumber.find(key).filter(at => compact(this.numbers.get(at)) === key)
  }

  withReference(key: string): readonly number[] {
    return this.byReference.find(key)
  }

  withIban(iban: string): readonly number[] {
    return this.byIban.find(iban)
  }

  /** Whether confirmations taught an account of the customer. */
  hasIban(customer: number): boolean {
    return this.withIbans.has(customer)
  }

  withIdentifier(key: string): readonly number[] {
    return this.byIdentifier.find(key)
  }

  /** The entities of the customer's group, itself alone when it has none. */
  family(customer: number): readonly number[] {
    return this.payers.family(customer)
  }

  expectedOf(customer: number): readonly ExpectedAmount[] {
    return this.expected.get(customer) ?? []
  }

  /** Items of a customer that still have something open, in the order they were added. */
  itemsOf(customer: number): number[] {
    const found: number[] = []
    for (let at = this.firstOf[customer] ?? -1; at >= 0; at = this.nextOf[at] ?? -1) {
      if (this.leftOf(at) !== 0) found.push(at)
    }
    return found
  }

  /** Items that were open for exactly this amount and still are, at most `limit`. */
  withAmount(given: bigint, limit: number): number[] {
    const amount = Number(given)
    const found: number[] = []
    for (let n = this.lowerBound(amount); n < this.byAmount.length && found.length < limit; n += 1) {
      const at = this.byAmount[n] ?? 0
      if (this.opens[at] !== amount) break
      if (this.left[at] === given) found.push(at)
    }
    return found
  }

  private lowerBound(amount: number): number {
    let [low, high] = [0, this.byAmount.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.opens[this.byAmount[middle] ?? 0] ?? 0) < amount) low = middle + 1
      else high = middle
    }
    return low
  }

  private currencyIndex(currency: string): number {
    const known = this.currencies.indexOf(currency)
    return known >= 0 ? known : this.currencies.push(currency) - 1
  }

  private grow(): void {
    this.left = grown(this.left, BigInt64Array)
    this.customerOf = grown(this.customerOf, Int32Array)
    this.issueOn = grown(this.issueOn, Int32Array)
    this.dueOn = grown(this.dueOn, Int32Array)
    this.currencyOf = grown(this.currencyOf, Uint8Array)
    this.tails = grown(this.tails, Int32Array)
  }
}

// 2^39 minor units, five billion: who is owed more looks at the line himself.
const LARGEST_ORDERED = 0x80_0000_0000
const MOST_ORDERED = 0x100_0000

/**
 * The places of amounts in the order of the amounts. Amount and place are one 64-bit integer each, so that the sort
 * compares numbers and asks nobody: with a comparison function a million take seconds.
 */
function orderOf(amounts: Float64Array): Int32Array<ArrayBuffer> {
  const size = Math.min(amounts.length, MOST_ORDERED)
  const keys = new BigInt64Array(size)
  const halves = new Int32Array(keys.buffer)
  let count = 0
  for (let at = 0; at < size; at += 1) {
    const amount = amounts[at] ?? 0
    if (Math.abs(amount) >= LARGEST_ORDERED) continue
    const high = Math.floor(amount / 256)
    halves[count * 2] = ((amount - high * 256) << 24) | at
    halves[count * 2 + 1] = high
    count += 1
  }
  keys.subarray(0, count).sort()
  return new Int32Array(count).map((_, n) => (halves[n * 2] ?? 0) & (MOST_ORDERED - 1))
}

/** Digits as they are written for short: two of them or more, nine without leading zeros at most, else 0. */
export function shortNumber(digits: string): number {
  const length = digits.length < 2 ? 0 : digits.replace(/^0+/, '').length
  return length > 0 && length <= 9 ? Number(digits) : 0
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (!list) map.set(key, [value])
  else if (!list.includes(value)) list.push(value)
}
