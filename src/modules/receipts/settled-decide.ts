import { dayNumber, type Day } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import { readClues, say, type Clues, type NumberHit } from './clues-decide.ts'
import { numbersOf } from './explain-decide.ts'
import type { Credit, Evidence, KnownPayer, OpenInvoice, Payer, Proposal } from './model.ts'
import { Portfolio } from './portfolio-decide.ts'

/** What an imported list said was paid of an invoice, and the day it gave; `open` is that amount. */
export type Settlement = OpenInvoice & { readonly paidOn: Day }

/** What lists say was paid, with everybody who paid it. */
export class Settlements {
  readonly folio = new Portfolio()
  readonly paidOn: number[] = []

  constructor(payers: readonly Payer[], settled: readonly Settlement[], known: readonly KnownPayer[]) {
    for (const payer of payers) this.folio.addPayer(payer)
    for (const each of settled) {
      this.folio.addInvoice(each)
      this.paidOn.push(dayNumber(each.paidOn))
    }
    for (const each of known) this.folio.addKnown(each)
    this.folio.close()
  }
}

// A list tells a payment the day the bank had it, or when the accounts were closed next; before, only by a few days.
const EARLY = 10
const LATE = 60
// Without a number only the day can tell one payment of a customer from another.
const NEAR = 5

/**
 * Finds the credits whose money the books had before the bank's file came: an imported list shows their invoices as
 * paid. Placed on open items they would count twice. A credit is recognised by the numbers it names, or by its payer
 * and the day, and always by the exact amount. What is recognised is taken out of `settlements`.
 */
export function findSettled(credits: readonly Credit[], settlements: Settlements): Map<Credit['line'], Proposal> {
  const found = new Map<Credit['line'], Proposal>()
  if (settlements.paidOn.length === 0) return found
  const inOrder = [...credits].sort((a, b) => (a.bookedOn < b.bookedOn ? -1 : a.bookedOn > b.bookedOn ? 1 : 0))
  const clues = inOrder.map(credit => readClues(credit, settlements.folio))
  for (const rule of [byNames, byDay]) {
    for (const said of clues) {
      if (found.has(said.credit.line)) continue
      const proposal = rule(said, settlements)
      if (!proposal) continue
      found.set(said.credit.line, proposal)
    }
  }
  return found
}

function byNames(clues: Clues, settlements: Settlements): Proposal | null {
  const { folio, paidOn } = settlements
  const hits = [...clues.references, ...clues.numbers].filter(({ at }) => {
    const days = (paidOn[at] ?? 0) - clues.day
    return isFor(clues, at, folio) && days >= -EARLY && days <= LATE
  })
  const items = hits.map(hit => hit.at)
  if (!makes(items, clues, folio)) return null
  return settledBy(
    clues,
    items,
    settlements,
    hits.map(hit => readAs(hit, folio)),
  )
}

function readAs({ where, text, at }: NumberHit, folio: Portfolio): Evidence {
  const facts = { text, where, invoice: folio.numberOf(at) }
  return say(where === 'structured' ? 'payment-reference' : 'invoice-number', true, facts)
}

// All that a list says one customer paid on one day, which is how a bank would show it.
function byDay(clues: Clues, settlements: Settlements): Proposal | null {
  const { folio, paidOn } = settlements
  const sets = clues.payers
    .filter(payer => payer.trust > 1)
    .flatMap(({ customer, evidence }) => {
      const items = folio.itemsOf(customer).filter(at => isFor(clues, at, folio))
      const days = [...new Set(items.map(at => paidOn[at] ?? 0))].filter(on => Math.abs(on - clues.day) <= NEAR)
      return days.map(on => ({ on, evidence, items: items.filter(at => paidOn[at] === on) }))
    })
    .filter(set => makes(set.items, clues, folio))
    .sort((a, b) => Math.abs(a.on - clues.day) - Math.abs(b.on - clues.day))
  const [best, other] = sets
  if (!best || (other && Math.abs(other.on - clues.day) === Math.abs(best.on - clues.day))) return null
  return settledBy(clues, best.items, settlements, [best.evidence])
}

function isFor(clues: Clues, at: number, folio: Portfolio): boolean {
  const creditor = folio.creditorOf(folio.customerOf[at] ?? 0)
  const { credit } = clues
  return folio.currency(at) === credit.currency && (credit.creditor === null || credit.creditor === creditor)
}

function makes(items: readonly number[], clues: Clues, folio: Portfolio): boolean {
  const left = items.map(at => folio.left[at] ?? 0n)
  return left.every(each => each !== 0n) && left.reduce((sum, each) => sum + each, 0n) === clues.credit.amount
}

function settledBy(
  { credit }: Clues,
  items: readonly number[],
  { folio, paidOn }: Settlements,
  why: readonly Evidence[],
): Proposal {
  const parts = items.map(at => {
    return {
      invoice: folio.invoiceOf(at),
      kind: 'settled' as const,
      amount: folio.left[at] ?? 0n,
      rule: 'settled' as const,
    }
  })
  for (const at of items) folio.left[at] = 0n
  const first = items[0] ?? 0
  const customer: CustomerId | null = items.length === 0 ? null : folio.payers.id(folio.customerOf[first] ?? 0)
  const numbers = numbersOf(items, folio)
  const days = Math.max(...items.map(at => paidOn[at] ?? 0)) - dayNumber(credit.bookedOn)
  const exact =
    items.length === 1
      ? say('exact-amount', true, { invoice: numbers })
      : say('exact-sum', true, { count: items.length, invoices: numbers })
  const evidence = [...why, exact, say('already-settled', true, { invoices: numbers, days })]
  return { line: credit.line, verdict: 'certain', pass: 'already-settled', customer, parts, onAccount: 0n, evidence }
}
