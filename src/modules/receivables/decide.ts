import { addDays, type Day } from '#kernel/day.ts'
import type { CreditorId, CustomerId, InvoiceId } from '#kernel/id.ts'
import { money, toDecimal } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { Alarm, DueOrigin, InvoiceGiven, InvoicePlan, KnownInvoice } from './model.ts'

/** What stands around a decision about one invoice. */
export type Around = {
  readonly creditor: CreditorId
  /** Days after issue when nothing says the due date; null means it must be asked for. */
  readonly paymentDays: number | null
  readonly today: Day
  readonly newId: () => InvoiceId
}

/**
 * What one row or document makes of an invoice: it is created, or what the file says differently is taken over, or
 * nothing. An issued invoice does not change: another amount, currency, kind, issue date or customer is refused. What
 * is open moves by an allocation only. Refused: `customer-unknown`, `amount-missing`, `issue-date-missing`,
 * `due-date-missing`, `due-before-issue`, `credit-note-sign`, `amount-differs`, `currency-differs`, `kind-differs`,
 * `issue-date-differs`, `customer-differs`, `open-out-of-range`; `field` in their data names the field of the file.
 */
export function planInvoice(
  given: InvoiceGiven,
  known: KnownInvoice | null,
  customer: CustomerId | null,
  around: Around,
): Result<InvoicePlan> {
  return known ? planKnown(given, known, customer, around) : planNew(given, customer, around)
}

function planNew(given: InvoiceGiven, customer: CustomerId | null, around: Around): Result<InvoicePlan> {
  if (customer === null) return no('customer-unknown', 'customerCode', null)
  const amount = given.amount ?? given.open
  if (amount === null) return no('amount-missing', 'gross', null)
  if (given.kind === 'credit-note' && amount > 0n)
    return no('credit-note-sign', 'gross', cellOf(amount, given.currency))
  if (given.issueOn === null) return no('issue-date-missing', 'issueDate', null)
  const due = dueOf(given, given.issueOn, around.paymentDays)
  if (due === null) return no('due-date-missing', 'dueDate', null)
  if (given.from === 'list' && due.on < given.issueOn) return no('due-before-issue', 'dueDate', due.on, given.issueOn)
  const open = given.open ?? amount
  if (!within(open, amount)) return no('open-out-of-range', 'payable', cellOf(open, given.currency))
  const after: KnownInvoice = {
    id: around.newId(),
    creditor: around.creditor,
    customer,
    number: given.number,
    kind: given.kind,
    typeCode: given.typeCode,
    issueOn: given.issueOn,
    dueOn: due.on,
    dueOrigin: due.origin,
    currency: given.currency,
    net: given.net,
    tax: given.tax,
    gross: given.gross ?? amount,
    amount,
    open,
    listOpen: open,
    paymentReference: given.paymentReference,
    orderReference: given.orderReference,
    preceding: given.preceding,
    document: given.document,
  }
  const settled = amount - open
  const allocation = settled === 0n ? null : { amount: settled, on: given.settledOn ?? around.today }
  return ok({ outcome: 'created', after, write: 'insert', allocation })
}

// A credit note is due to be used the day it is issued; an invoice without due date has the creditor's terms, or none.
function dueOf(given: InvoiceGiven, issueOn: Day, days: number | null): { on: Day; origin: DueOrigin } | null {
  if (given.dueOn !== null) return { on: given.dueOn, origin: given.from }
  if (given.kind === 'credit-note') return { on: issueOn, origin: 'terms' }
  return days === null ? null : { on: addDays(issueOn, days), origin: 'terms' }
}

// As a French spreadsheet writes it, since the row goes back there.
function cellOf(amount: bigint, currency: string): string {
  return toDecimal(money(amount, currency)).replace('.', ',')
}

function within(open: bigint, amount: bigint): boolean {
  return amount >= 0n ? open >= 0n && open <= amount : open <= 0n && open >= amount
}

function planKnown(
  given: InvoiceGiven,
  known: KnownInvoice,
  customer: CustomerId | null,
  around: Around,
): Result<InvoicePlan> {
  if (given.currency !== known.currency) return no('currency-differs', 'currency', given.currency, known.currency)
  if (given.kind !== known.kind) return no('kind-differs', 'kind', given.kind, known.kind)
  const gross = given.gross ?? given.amount
  if (gross !== null && gross !== known.gross && gross !== known.amount) {
    return no('amount-differs', 'gross', cellOf(gross, known.currency), cellOf(known.gross, known.currency))
  }
  if (given.issueOn !== null && given.issueOn !== known.issueOn) {
    return no('issue-date-differs', 'issueDate', given.issueOn, known.issueOn)
  }
  // A document may be addressed to another office of the same customer; a list names the account.
  if (given.from === 'list' && customer !== null && customer !== known.customer) {
    return no('customer-differs', 'customerCode', null)
  }
  const moved = moveOf(given, known, around.today)
  if (!moved.ok) return moved
  const written = { ...known, ...writtenOf(given, known) }
  const update = !same(written, known)
  const allocation = moved.value
  if (!update && allocation === null) {
    return ok({ outcome: 'ignored', after: known, write: 'nothing', allocation: null })
  }
  const open = known.open - (allocation?.amount ?? 0n)
  const after = { ...written, open, listOpen: known.listOpen - (allocation?.amount ?? 0n) }
  const outcome = open === 0n && known.open !== 0n ? 'cleared' : 'changed'
  return ok({ outcome, after, write: update ? 'update' : 'nothing', allocation })
}

/**
 * How what is open moves. The accounting behind a list may lag behind what was matched here: while its figure lies
 * between where it stood at the last list and where we stand, it says nothing new. Below, something was paid that we do
 * not know; above its own last figure, it took back something.
 */
function moveOf(given: InvoiceGiven, known: KnownInvoice, today: Day): Result<InvoicePlan['allocation']> {
  const told = given.from === 'list' ? given.open : null
  if (told === null) return ok(null)
  if (!within(told, known.amount)) {
    const [said, most] = [told, known.amount].map(amount => cellOf(amount, known.currency))
    return no('open-out-of-range', 'payable', said ?? null, most)
  }
  const sign = known.amount < 0n ? -1n : 1n
  const [target, open, listed] = [told * sign, known.open * sign, known.listOpen * sign]
  const low = open < listed ? open : listed
  const high = open < listed ? listed : open
  const reduction = target < low ? open - target : target > high ? high - target : 0n
  if (reduction === 0n) return ok(null)
  return ok({ amount: reduction * sign, on: reduction > 0n ? (given.settledOn ?? today) : today })
}

// What a document says of an invoice outlives what a list says of it: the list's due date and references yield.
function writtenOf(given: InvoiceGiven, known: KnownInvoice): Partial<KnownInvoice> {
  const list = given.from === 'list'
  const yields = list && known.document !== null
  const reference = (told: string | null, old: string | null): string | null =>
    old === null || (list && !yields) ? (told ?? old) : old
  const due = given.dueOn !== null && !(list && known.dueOrigin === 'document') ? given.dueOn : known.dueOn
  const newer = given.document && (known.document === null || (given.document.pdf && !known.document.pdf))
  return {
    dueOn: due,
    dueOrigin:
      due !== known.dueOn || (given.from === 'document' && given.dueOn !== null) ? given.from : known.dueOrigin,
    paymentReference: reference(given.paymentReference, known.paymentReference),
    orderReference: reference(given.orderReference, known.orderReference),
    preceding: known.preceding.length === 0 ? given.preceding : known.preceding,
    document: newer ? given.document : known.document,
    net: known.net ?? given.net,
    tax: known.tax ?? given.tax,
  }
}

const WRITTEN = ['dueOn', 'dueOrigin', 'paymentReference', 'orderReference', 'net', 'tax'] as const

function same(a: KnownInvoice, b: KnownInvoice): boolean {
  return (
    WRITTEN.every(field => a[field] === b[field]) &&
    a.document?.sha256 === b.document?.sha256 &&
    a.preceding.join('\n') === b.preceding.join('\n')
  )
}

function no(code: string, field: string, value: string | null, known?: string): Result<never> {
  return refuse(code, `${field} ${value ?? ''}: ${code}`, { field, value, known: known ?? null })
}

/** What an import would move, for the guard. Money by currency in minor units, always positive. */
export type Movement = {
  readonly mode: 'delta' | 'stock'
  readonly before: ReadonlyMap<string, bigint>
  readonly reduced: ReadonlyMap<string, bigint>
  readonly addresses: { readonly known: number; readonly changed: number }
  readonly accounts: { readonly known: number; readonly changed: number }
  readonly errors: number
}

const CLEARS_MUCH_PERCENT = 20n
const CHANGES_MUCH_PERCENT = 5

/**
 * What a person must confirm before an import is applied: a wrong or truncated file shows by moving too much at once.
 */
export function alarmsOf(movement: Movement): Alarm[] {
  const alarms: Alarm[] = []
  for (const [currency, reduced] of movement.reduced) {
    const before = movement.before.get(currency) ?? 0n
    if (before > 0n && reduced * 100n > before * CLEARS_MUCH_PERCENT) {
      const percent = (reduced * 100n) / before
      alarms.push({
        code: 'clears-much',
        message: `l’import solde ${percent} % de l’encours en ${currency} (plus de ${CLEARS_MUCH_PERCENT} %)`,
      })
    }
  }
  const much = (code: Alarm['code'], what: string, { known, changed }: Movement['addresses']): void => {
    if (changed * 100 <= known * CHANGES_MUCH_PERCENT) return
    alarms.push({
      code,
      message: `l’import change ${changed} ${what} sur ${known} connus (plus de ${CHANGES_MUCH_PERCENT} %)`,
    })
  }
  much('accounts-changed', 'comptes bancaires', movement.accounts)
  much('addresses-changed', 'adresses', movement.addresses)
  if (movement.mode === 'stock' && movement.errors > 0) {
    const message = `${movement.errors} lignes en erreur : on ne peut dire quelles factures sont vraiment absentes`
    alarms.push({ code: 'stock-with-errors', message })
  }
  return alarms
}
