import type { Actor, App } from '#platform/app.ts'
import type { Tx } from '#platform/db/database.ts'
import { newId } from '#platform/ids.ts'
import { addDays, type Day } from '#kernel/day.ts'
import type { CustomerId, InvoiceId } from '#kernel/id.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { dueDate } from '#law/due-date.ts'
import type { OutgoingInvoice } from '#formats/invoices/outgoing.ts'
import type { Creditor } from '#modules/parties/index.ts'
import { governing, loadRegister, NO_TERMS, type Clauses } from '#modules/terms/index.ts'
import type { Mentions } from './issue-page.ts'
import { ISSUE_WORDS, paymentMentions } from './issue-words.ts'
import { checkInvoices } from './quality.ts'
import { recordDates } from './terms-store.ts'
import {
  base,
  type GivenLine,
  type Issued,
  keep,
  numbered,
  partiesOf,
  previewOf,
  UNNUMBERED,
  type Who,
  withNumber,
} from './issue-paper.ts'

/** A simple invoice to issue. */
export type GivenInvoice = {
  readonly customer: CustomerId
  /** Left out: the next number of the creditor's own series. */
  readonly number?: string | undefined
  readonly dueOn?: Day | undefined
  readonly deliveredOn?: Day | undefined
  readonly orderedOn?: Day | undefined
  readonly orderReference?: string | undefined
  readonly exemption?: string | undefined
  readonly lines: readonly GivenLine[]
}

/**
 * Issues a simple invoice: number, Factur-X EN 16931 with the payment block on its first page, row in the books, terms
 * snapshot and quality check. It is read back by our own reader before it is kept. Refused: `customer-not-found`,
 * `order-number-needed`, `due-date-needed`, `due-before-issue`, `number-taken`, `invoice-rule`, `invoice-not-readable`.
 */
export function issueInvoice(app: App, actor: Actor, given: GivenInvoice): Promise<Result<Issued>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const id = newId<'invoice'>()
    const draft = await draftInvoice(tx, actor, given, id)
    if (!draft.ok) return draft
    const { who, mentions, paper } = draft.value
    const write = (number: string) => keep(tx, actor, id, paper(number), mentions, who.addressee)
    const issued = await (given.number === undefined
      ? withNumber(tx, actor, who.creditor, 'F', write)
      : write(given.number))
    if (!issued.ok) return issued
    const { deliveredOn = null, orderedOn = null } = given
    await recordDates(tx, actor.tenant, id, { orderedOn, deliveredOn, postedOn: null, receivedOn: null })
    await checkInvoices(tx, actor.tenant, [id], actor.today)
    return issued
  })
}

/** The page of an invoice as it would be issued, without a number; nothing is kept. Refused like `issueInvoice`. */
export function previewInvoice(app: App, actor: Actor, given: GivenInvoice): Promise<Result<Uint8Array>> {
  return app.db.inTenant(actor.tenant, async tx => {
    const draft = await draftInvoice(tx, actor, given, newId<'invoice'>())
    if (!draft.ok) return draft
    const { who, mentions, paper } = draft.value
    return previewOf(paper(given.number ?? UNNUMBERED), mentions, who)
  })
}

type Draft = {
  readonly who: Who
  readonly mentions: Mentions
  readonly paper: (number: string) => OutgoingInvoice
}

async function draftInvoice(tx: Tx, actor: Actor, given: GivenInvoice, id: InvoiceId): Promise<Result<Draft>> {
  const who = await partiesOf(tx, given.customer)
  if (!who) return refuse('customer-not-found', 'there is no such customer: choose one of the list')
  const { addressee, creditor } = who
  if (addressee.wantsOrder && !given.orderReference) {
    return refuse('order-number-needed', `${addressee.name} asks for his order number on every invoice: give it`)
  }
  const clauses = await clausesFor(tx, actor.today, id, given, who)
  const dueOn = given.dueOn ?? dueFrom(clauses, actor.today, given, creditor)
  if (dueOn === null) {
    return refuse('due-date-needed', 'neither the terms nor the creditor set a term: give a due date')
  }
  if (dueOn < actor.today) return refuse('due-before-issue', `${dueOn} is before today`, { field: 'dueOn' })
  const mentions = paymentMentions(clauses, addressee.language)
  const words = ISSUE_WORDS[addressee.language]
  const invoice: OutgoingInvoice = {
    ...base(actor.today, who),
    number: '',
    typeCode: '380',
    dueOn,
    orderReference: given.orderReference ?? null,
    deliveredOn: given.deliveredOn ?? null,
    deliveredTo: addressee.country,
    paymentReference: null,
    terms: null,
    exemption: given.exemption ?? null,
    notes: [
      { subject: 'PMD', text: `${words.lateRate} : ${mentions.late}`.replace(' : ', '\u00a0: ') },
      { subject: 'PMT', text: mentions.fee },
      { subject: 'AAB', text: mentions.discount },
    ],
    lines: given.lines.map((line, at) => numbered(line, at, creditor.currency)),
  }
  return ok({ who, mentions, paper: number => ({ ...invoice, number, paymentReference: number }) })
}

async function clausesFor(
  tx: Tx,
  today: Day,
  invoice: InvoiceId,
  given: GivenInvoice,
  { addressee, creditor }: Who,
): Promise<Clauses> {
  const register = await loadRegister(tx, [creditor.id], [given.customer])
  const question = {
    invoice,
    creditor: creditor.id,
    customer: given.customer,
    segment: null,
    language: addressee.language,
    creditorLanguage: creditor.language,
    issuedOn: today,
    orderedOn: given.orderedOn ?? null,
    orderReference: given.orderReference ?? null,
  }
  return { ...NO_TERMS, ...governing(question, register).clauses }
}

function dueFrom(clauses: Clauses, today: Day, given: GivenInvoice, creditor: Creditor): Day | null {
  const dates = { issuedOn: today, receivedOn: null, deliveredOn: given.deliveredOn ?? null }
  const agreed = clauses.payment && dueDate(clauses.payment, dates)
  if (agreed?.ok) return agreed.value
  return creditor.paymentDays === null ? null : addDays(today, creditor.paymentDays)
}
