import type { JournalEntry } from '#platform/journal.ts'
import type { CreditorId, CustomerId } from '#kernel/id.ts'
import { money, toDecimal } from '#kernel/money.ts'
import type { ImportContent, ImportCounts, ImportReport, InvoicePlan, RowError } from './model.ts'

const NUMBERS = 20
const WARNINGS = 100

type Touch = {
  created: number
  changed: number
  settled: number
  readonly numbers: string[]
  readonly totals: Map<string, bigint>
}

/**
 * What an import has done so far: the counts, what the guard looks at, and what the journal will say of each customer.
 */
export class Tally {
  readonly #counts = { rows: 0, created: 0, changed: 0, cleared: 0, ignored: 0, errors: 0 }
  readonly #touched = new Map<CustomerId, Touch>()
  readonly reduced = new Map<string, bigint>()
  /** By how much what is open moves, by currency. */
  readonly moved = new Map<string, bigint>()
  /** Numbers met, by creditor: what a complete list does not name is settled. */
  readonly seen = new Map<CreditorId, Set<string>>()
  /** Creditors that rows named for certain: only theirs may be absent, and only their totals are told. */
  readonly creditors = new Set<CreditorId>()
  readonly warnings: ImportReport['warnings'][number][]
  addressesChanged = 0
  accountsChanged = 0
  #errors: RowError[] = []

  constructor(warnings: ImportReport['warnings']) {
    this.warnings = [...warnings]
  }

  get counts(): ImportCounts {
    return { ...this.#counts }
  }

  /** Counts a row that was read. */
  row(): void {
    this.#counts.rows += 1
  }

  error(error: RowError): void {
    this.#counts.errors += 1
    this.#errors.push(error)
  }

  /** The errors since the last call. */
  takeErrors(): RowError[] {
    const taken = this.#errors
    this.#errors = []
    return taken
  }

  warn(code: string, message: string, where: string | null): void {
    if (this.warnings.length < WARNINGS) this.warnings.push({ code, message, where })
  }

  /** Notes a number that was met; true when it was met before. */
  see(creditor: CreditorId, number: string): boolean {
    const numbers = this.seen.get(creditor)
    if (!numbers) this.seen.set(creditor, new Set([number]))
    else if (numbers.has(number)) return true
    else numbers.add(number)
    return false
  }

  /** Counts what became of an invoice; `before` is what was open. */
  invoice(plan: InvoicePlan, before: bigint | null): void {
    this.#counts[plan.outcome] += 1
    if (plan.outcome === 'ignored') return
    const { after, allocation } = plan
    if (before !== null && allocation !== null) this.#reduce(after.currency, before, allocation.amount)
    const moved = before === null ? after.open : -(allocation?.amount ?? 0n)
    this.#move(after.currency, moved)
    const touch = this.#touch(after.customer)
    if (plan.outcome === 'created') touch.created += 1
    else if (plan.outcome === 'cleared') touch.settled += 1
    else touch.changed += 1
    note(touch, after.number, after.currency, moved)
  }

  /** Counts an open invoice that a complete list does not name. */
  absent(invoice: { customer: CustomerId; number: string; currency: string; open: bigint }): void {
    this.#counts.cleared += 1
    this.#reduce(invoice.currency, invoice.open, invoice.open)
    this.#move(invoice.currency, -invoice.open)
    const touch = this.#touch(invoice.customer)
    touch.settled += 1
    note(touch, invoice.number, invoice.currency, -invoice.open)
  }

  customer(customer: CustomerId, outcome: 'created' | 'changed' | 'ignored'): void {
    this.#counts[outcome] += 1
    if (outcome === 'ignored') return
    const touch = this.#touch(customer)
    if (outcome === 'created') touch.created += 1
    else touch.changed += 1
  }

  #reduce(currency: string, open: bigint, amount: bigint): void {
    if (open > 0n && amount > 0n) this.reduced.set(currency, (this.reduced.get(currency) ?? 0n) + amount)
  }

  #move(currency: string, amount: bigint): void {
    this.moved.set(currency, (this.moved.get(currency) ?? 0n) + amount)
  }

  #touch(customer: CustomerId): Touch {
    const known = this.#touched.get(customer)
    if (known) return known
    const fresh: Touch = { created: 0, changed: 0, settled: 0, numbers: [], totals: new Map() }
    this.#touched.set(customer, fresh)
    return fresh
  }

  /** One entry per customer touched, and one for the import itself. */
  entries(content: ImportContent, about: Readonly<Record<string, string>>): JournalEntry[] {
    const kind = content === 'customers' ? 'customers-imported' : 'invoices-imported'
    const { rows, ...counts } = this.#counts
    const own: JournalEntry = { customer: null, kind: 'import-applied', data: { ...about, content, rows, ...counts } }
    const each = [...this.#touched].map(([customer, { created, changed, settled, numbers, totals }]): JournalEntry => {
      const moved = [...totals].map(([currency, amount]) => `${toDecimal(money(amount, currency))} ${currency}`)
      const told = content === 'customers' ? {} : { settled, numbers, moved }
      return { customer, kind, data: { import: about['import'], created, changed, ...told } }
    })
    return [...each, own]
  }
}

function note(touch: Touch, number: string, currency: string, moved: bigint): void {
  if (touch.numbers.length < NUMBERS) touch.numbers.push(number)
  touch.totals.set(currency, (touch.totals.get(currency) ?? 0n) + moved)
}
