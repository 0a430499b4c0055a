import { CREDIT_NOTE_CODES } from '#formats/invoices/outgoing.ts'
import type { InvoiceDocument } from '#formats/outcome.ts'
import { parseDay, type Day } from '#kernel/day.ts'
import { fromDecimal } from '#kernel/money.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import type { InvoiceGiven } from './model.ts'

/** What stands beside the document: where it came from, and the currency when it names none. */
export type Beside = {
  readonly from: InvoiceGiven['from']
  readonly currency: string
  readonly settledOn: Day | null
  readonly document: InvoiceGiven['document']
}

/**
 * A document of any format as the books take it: a credit note states what it gives back as a positive amount and is
 * booked negative. In a list the gross amount is what was invoiced and `payable` what is left; in an e-invoice
 * `payable` is what was asked for. Refused: `number-missing`, `amount-unreadable`, `date-unreadable`; `field` says
 * which.
 */
export function givenOf(document: InvoiceDocument, beside: Beside): Result<InvoiceGiven> {
  const number = document.number?.trim() ?? ''
  if (number === '') return refuse('number-missing', 'the document has no number', { field: 'number', value: null })
  const currency = document.currency ?? beside.currency
  const credit = CREDIT_NOTE_CODES.has(document.typeCode ?? '')
  const amounts: Record<string, bigint | null> = {}
  for (const field of ['net', 'tax', 'gross', 'payable'] as const) {
    const text = document[field]
    const read = text === null ? null : fromDecimal(text, currency)
    if (read && !read.ok) return refuse('amount-unreadable', read.refusal.message, { field, value: text })
    amounts[field] = read === null ? null : credit ? -read.value.amount : read.value.amount
  }
  const days: Record<string, Day | null> = {}
  for (const field of ['issueDate', 'dueDate'] as const) {
    const text = document[field]
    const read = text === null ? null : parseDay(text)
    if (read && !read.ok) return refuse('date-unreadable', read.refusal.message, { field, value: text })
    days[field] = read === null ? null : read.value
  }
  const { net = null, tax = null, gross = null, payable = null } = amounts
  const list = beside.from === 'list'
  return ok({
    from: beside.from,
    number,
    kind: credit ? 'credit-note' : 'invoice',
    typeCode: document.typeCode ?? '380',
    issueOn: days['issueDate'] ?? null,
    dueOn: days['dueDate'] ?? null,
    currency,
    net,
    tax,
    gross,
    amount: list ? gross : (payable ?? gross),
    open: list ? payable : null,
    settledOn: beside.settledOn,
    paymentReference: document.paymentReference,
    orderReference: document.orderReference,
    preceding: document.precedingInvoices,
    label: labelOf(document),
    document: beside.document,
  })
}

const LABEL_LENGTH = 120

/** What a document was for: the goods of its lines, else the words a list has for it; cut where nobody reads on. */
function labelOf({ lines, notes }: InvoiceDocument): string | null {
  const goods = lines.flatMap(line => line.name ?? [])
  const words =
    goods.length > 0 ? [...new Set(goods)] : notes.filter(note => note.subject === null).map(note => note.text)
  const text = words.join(', ').replace(/\s+/g, ' ').trim()
  if (text === '') return null
  return text.length <= LABEL_LENGTH ? text : `${text.slice(0, LABEL_LENGTH - 1).trimEnd()}…`
}
