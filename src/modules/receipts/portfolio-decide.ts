import { dayNumber } from '#kernel/day.ts'
import type { CreditorId, CustomerId, InvoiceId } from '#kernel/id.ts'
import { plainName } from '#kernel/text.ts'
import type { ExpectedAmount, KnownPayer, OpenInvoice, Payer } from './model.ts'
import { NameIndex } from './names-decide.ts'
import { Shapes } from './shapes-decide.ts'

/** A number, reference or identifier in its one writing: lower case, letters and digits only. */
export function compact(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '')
}

/**
 * Everything open, laid out in columns so that a million items fit in memory: an item is an index, a customer is an
 * index. Fill it from a stream of customers then invoices, `close()` it, ask it.
 */
export class Portfolio {
  readonly payers: Payer[] = []
  readonly shapes = new Shapes()
  readonly names = new NameIndex()
  readonly numbers: string[] = []
  readonly invoices: InvoiceId[] = []
  /** What is open, and what earlier proposals of this run have left of it. */
  left = new BigInt64Array(1024)
  customerOf = new Int32Array(1024)
  issueOn = new Int32Array(1024)
  dueOn = new Int32Array(1024)
  size = 0
  private currencyOf = new Uint8Array(1024)
  private readonly debitNotes = new Set<number>()
  private readonly currencies: string[] = []
  private readonly customers = new Map<CustomerId, number>()
  private byNumber = new Int32Array(0)
  private readonly byReference = new Map<string, number | readonly number[]>()
  readonly referenceLengths = new Set<number>()
  private readonly byIban = new Map<string, number[]>()
  private readonly byIdentifier = new Map<string, number[]>()
  private readonly ibansOf = new Map<number, string[]>()
  private readonly groups = new Map<string, number[]>()
  private readonly expected = new Map<number, ExpectedAmount[]>()
  private firstOf = new Int32Array(0)
  private nextOf = new Int32Array(0)
  private byAmount = new Int32Array(0)

  /** A customer; all of them come before the invoices. */
  addPayer(payer: Payer): void {
    const index = this.payers.push(payer) - 1
    this.customers.set(payer.customer, index)
    this.names.add(plainName(payer.name), index, 'name')
    for (const identifier of [payer.ref, ...payer.identifiers]) {
      const key = compact(identifier)
      if (key.length >= 4 && /\d/.test(key)) push(this.byIdentifier, key, index)
    }
    if (payer.group !== null) push(this.groups, payer.group, index)
  }

  /** What confirmations taught; customers that are gone are passed over. */
  addKnown(known: KnownPayer): void {
    const index = this.customers.get(known.customer)
    if (index === undefined) return
    if (known.kind === 'alias') this.names.add(known.value, index, 'alias')
    else {
      push(this.byIban, known.value, index)
      push(this.ibansOf, index, known.value)
    }
  }

  addExpected(amount: ExpectedAmount): void {
    const index = this.customers.get(amount.customer)
    if (index !== undefined) push(this.expected, index, amount)
  }

  /** An open item of a customer added before; throws when the customer is not there. */
  addInvoice(item: OpenInvoice): void {
    const customer = this.customers.get(item.customer)
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
    this.shapes.learn(this.payers[customer]?.creditor ?? '', key)
    const reference = item.paymentReference === null ? '' : compact(item.paymentReference)
    if (reference.length >= 5 && reference !== key) {
      this.referenceLengths.add(reference.length)
      const known = this.byReference.get(reference)
      this.byReference.set(reference, known === undefined ? at : [...(typeof known === 'number' ? [known] : known), at])
    }
  }

  /** Makes the orders that questions need; nothing is added after. */
  close(): this {
    this.shapes.close()
    this.names.close()
    this.indexNumbers()
    this.firstOf = new Int32Array(this.payers.length).fill(-1)
    this.nextOf = new Int32Array(this.size).fill(-1)
    for (let at = this.size - 1; at >= 0; at -= 1) {
      const customer = this.customerOf[at] ?? 0
      this.nextOf[at] = this.firstOf[customer] ?? -1
      this.firstOf[customer] = at
    }
    const opens = this.left.slice(0, this.size)
    this.byAmount = new Int32Array(this.size).map((_, at) => at)
    this.byAmount.sort((a, b) => {
      const [x = 0n, y = 0n] = [opens[a], opens[b]]
      return x < y ? -1 : x > y ? 1 : a - b
    })
    this.opens = opens
    return this
  }

  /** What was open when the portfolio was closed, item by item. */
  opens = new BigInt64Array(0)

  currency(at: number): string {
    return this.currencies[this.currencyOf[at] ?? 0] ?? ''
  }

  /** Whether an item claims charges on others. */
  isDebitNote(at: number): boolean {
    return this.debitNotes.has(at)
  }

  creditorOf(customer: number): CreditorId | undefined {
    return this.payers[customer]?.creditor
  }

  indexOf(customer: CustomerId): number | undefined {
    return this.customers.get(customer)
  }

  /** Items of a number in its one writing. */
  withNumber(key: string): number[] {
    const found: number[] = []
    const mask = this.byNumber.length - 1
    for (let slot = hashOf(key) & mask; this.byNumber[slot] !== -1; slot = (slot + 1) & mask) {
      const at = this.byNumber[slot] ?? 0
      if (compact(this.numbers[at] ?? '') === key) found.push(at)
    }
    return found
  }

  // A map of a million strings takes more memory than the items themselves: a table of places with open addressing does
  // not. At most half of it is full, so that an absent number is known at once.
  private indexNumbers(): void {
    const mask = 2 ** Math.ceil(Math.log2(this.size * 2 + 2)) - 1
    this.byNumber = new Int32Array(mask + 1).fill(-1)
    for (let at = 0; at < this.size; at += 1) {
      let slot = hashOf(compact(this.numbers[at] ?? '')) & mask
      while (this.byNumber[slot] !== -1) slot = (slot + 1) & mask
      this.byNumber[slot] = at
    }
  }

  withReference(key: string): readonly number[] {
    const found = this.byReference.get(key)
    return found === undefined ? [] : typeof found === 'number' ? [found] : found
  }

  withIban(iban: string): readonly number[] {
    return this.byIban.get(iban) ?? []
  }

  ibansKnown(customer: number): readonly string[] {
    return this.ibansOf.get(customer) ?? []
  }

  withIdentifier(key: string): readonly number[] {
    return this.byIdentifier.get(key) ?? []
  }

  /** The entities of the customer's group, itself alone when it has none. */
  family(customer: number): readonly number[] {
    const group = this.payers[customer]?.group ?? null
    return group === null ? [customer] : (this.groups.get(group) ?? [customer])
  }

  expectedOf(customer: number): readonly ExpectedAmount[] {
    return this.expected.get(customer) ?? []
  }

  /** Items of a customer that still have something open, in the order they were added. */
  itemsOf(customer: number): number[] {
    const found: number[] = []
    for (let at = this.firstOf[customer] ?? -1; at >= 0; at = this.nextOf[at] ?? -1) {
      if (this.left[at] !== 0n) found.push(at)
    }
    return found
  }

  /** Items that were open for exactly this amount and still are, at most `limit`. */
  withAmount(amount: bigint, limit: number): number[] {
    const found: number[] = []
    for (let n = this.lowerBound(amount); n < this.size && found.length < limit; n += 1) {
      const at = this.byAmount[n] ?? 0
      if (this.opens[at] !== amount) break
      if (this.left[at] === amount) found.push(at)
    }
    return found
  }

  private lowerBound(amount: bigint): number {
    let [low, high] = [0, this.size]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.opens[this.byAmount[middle] ?? 0] ?? 0n) < amount) low = middle + 1
      else high = middle
    }
    return low
  }

  private currencyIndex(currency: string): number {
    const known = this.currencies.indexOf(currency)
    return known >= 0 ? known : this.currencies.push(currency) - 1
  }

  private grow(): void {
    const length = this.size * 2
    this.left = moved(new BigInt64Array(length), this.left)
    this.customerOf = moved(new Int32Array(length), this.customerOf)
    this.issueOn = moved(new Int32Array(length), this.issueOn)
    this.dueOn = moved(new Int32Array(length), this.dueOn)
    this.currencyOf = moved(new Uint8Array(length), this.currencyOf)
  }
}

// FNV-1a, 32 bits.
function hashOf(key: string): number {
  let hash = 0x811c9dc5
  for (let n = 0; n < key.length; n += 1) hash = Math.imul(hash ^ key.charCodeAt(n), 0x01000193)
  return hash >>> 0
}

function moved<T extends { set(from: T): void }>(to: T, from: T): T {
  to.set(from)
  return to
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (!list) map.set(key, [value])
  else if (!list.includes(value)) list.push(value)
}
