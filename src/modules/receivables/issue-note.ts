import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import type { Day } from '#kernel/day.ts'
import type { CustomerId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { OutgoingInvoice } from '#formats/invoices/outgoing.ts'
import { findPreceding } from './issue-store.ts'
import { ISSUE_WORDS } from './issue-words.ts'
import {
  base,
  type Issued,
  keep,
  numbered,
  partiesOf,
  previewOf,
  UNNUMBERED,
  type Who,
  withNumber,
} from './issue-paper.ts'

/** What a debit note is made of. Its lines are outside VAT and bear no interest. */
export type GivenDebitNote = {
  readonly customer: CustomerId
  readonly dueOn: Day
  readonly lines: readonly { readonly name: string; readonly price: string }[]
  readonly preceding: readonly { readonly number: string; readonly issueOn: Day }[]
  readonly currency: string
}

/**
 * Issues a debit note (UNTDID 383) within the caller's transaction: one open item that payments are allocated to like
 * any other. Refused: `customer-not-found`, `invoice-rule`, `invoice-not-readable`.
 */
export async function issueDebitNote(tx: Tx, actor: Actor, given: GivenDebitNote): Promise<Result<Issued>> {
  const who = await partiesOf(tx, given.customer)
  if (!who) return refuse('customer-not-found', 'there is no such customer: choose one of the list')
  const paper = debitNoteOf(actor.today, who, given)
  return withNumber(tx, actor, who.creditor, 'D', number =>
    keep(tx, actor, newId<'invoice'>(), paper(number), null, who.addressee),
  )
}

function debitNoteOf(today: Day, who: Who, given: GivenDebitNote): (number: string) => OutgoingInvoice {
  const outside = { quantity: '1', unit: 'C62', vatCategory: 'O' as const, vatRate: '0' }
  const facts = base(today, who)
  const words = ISSUE_WORDS[who.addressee.language]
  return number => ({
    ...facts,
    // BR-O-02 to BR-O-04: a document outside VAT names no VAT number.
    seller: { ...facts.seller, vat: null },
    buyer: { ...facts.buyer, vat: null },
    number,
    typeCode: '383',
    currency: given.currency,
    dueOn: given.dueOn,
    orderReference: null,
    deliveredOn: null,
    deliveredTo: null,
    paymentReference: number,
    terms: null,
    exemption: null,
    preceding: given.preceding,
    notes: [
      { subject: null, text: words.outside },
      { subject: 'PMD', text: words.noInterest },
      { subject: 'PMT', text: words.noFurtherFee },
      { subject: 'AAB', text: words.noDiscount },
    ],
    lines: given.lines.map((line, at) => numbered({ ...outside, ...line }, at, given.currency)),
  })
}

/** A debit note as a person writes it: the invoices it is about are given by their numbers. */
export type GivenNote = Pick<GivenDebitNote, 'customer' | 'dueOn' | 'lines'> & {
  readonly preceding: readonly string[]
}

/** Issues a debit note that a person wrote. Refused: `due-before-issue`, `preceding-not-found`, as `issueDebitNote`. */
export function issueNote(app: App, actor: Actor, given: GivenNote): Promise<Result<Issued>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const note = await noteOf(tx, actor, given)
    return note.ok ? issueDebitNote(tx, actor, note.value.given) : note
  })
}

/** The page of a debit note as it would be issued, without a number. Refused like `issueNote`. */
export function previewDebitNote(app: App, actor: Actor, given: GivenNote): Promise<Result<Uint8Array>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const note = await noteOf(tx, actor, given)
    if (!note.ok) return note
    const { who, given: whole } = note.value
    return previewOf(debitNoteOf(actor.today, who, whole)(UNNUMBERED), null, who)
  })
}

async function noteOf(
  tx: Tx,
  actor: Actor,
  given: GivenNote,
): Promise<Result<{ readonly who: Who; readonly given: GivenDebitNote }>> {
  if (given.dueOn < actor.today) {
    return refuse('due-before-issue', `${given.dueOn} is before today`, { field: 'dueOn' })
  }
  const who = await partiesOf(tx, given.customer)
  if (!who) return refuse('customer-not-found', 'there is no such customer: choose one of the list')
  const preceding = await findPreceding(tx, given.customer, given.preceding)
  const missing = given.preceding.find(number => !preceding.some(found => found.number === number))
  if (missing !== undefined) {
    return refuse('preceding-not-found', `this customer has no invoice ${missing}: correct the number`, {
      number: missing,
    })
  }
  return ok({ who, given: { ...given, preceding, currency: who.creditor.currency } })
}
