import { daysBetween, type Day } from '#kernel/day.ts'
import { plainName } from '#kernel/text.ts'
import { dueDate, dueDateFrom, type TermRule } from '#law/due-date.ts'
import { invoiceMentions } from '#law/mentions.ts'
import { checkTerm, termCap, type TermSector } from '#law/payment-terms.ts'
import type { CustomerKind } from '#law/regime.ts'

/** What the document of an invoice says, when it can be read by a program. */
export type DocumentFacts = {
  /** Notes and payment terms, as one text. */
  readonly text: string
  /** UNTDID 4451 codes of the notes: PMD late interest, PMT recovery fee, AAB discount. */
  readonly noteCodes: readonly string[]
  readonly dueDate: string | null
  readonly sellerName: string | null
  readonly sellerNumber: string | null
  readonly sellerVat: string | null
  readonly buyerName: string | null
  readonly buyerSiren: string | null
  readonly orderReference: string | null
}

/** Everything the quality of one invoice is judged on. */
export type QualityFacts = {
  readonly kind: 'invoice' | 'credit-note'
  readonly issueOn: Day
  readonly dueOn: Day
  readonly creditorCountry: string
  readonly customerKind: CustomerKind
  readonly customerName: string
  readonly orderReference: string | null
  readonly preceding: number
  /** What the customer asks for on an invoice. */
  readonly wantsOrder: boolean
  readonly addressee: string | null
  readonly deliveredOn: Day | null
  readonly postedOn: Day | null
  readonly receivedOn: Day | null
  /** Payment term of the terms that govern it, null when none says one. */
  readonly term: TermRule | null
  readonly sector: TermSector
  readonly document: DocumentFacts | null
}

/** One point against an invoice: the code is stable and translated by the screen. */
export type QualityFinding = {
  readonly code: string
  readonly severity: 'breach' | 'doubt' | 'advice'
  readonly article: string | null
  readonly facts: Readonly<Record<string, string | number>>
}

/** From delivery to invoice, and from invoice to posting: beyond, the customer pays later for our own reasons. */
const INVOICE_WITHIN = 7
const POST_WITHIN = 3

/**
 * What is wrong or weak in one of our invoices: its due date against the law and the terms, the mentions of its
 * country (C. com. L441-9, CGI ann. II 242 nonies A), what the customer asks for, and the days we lost.
 * Mentions are judged only on a document that a program can read.
 */
export function judgeInvoice(facts: QualityFacts): QualityFinding[] {
  return [...dueFindings(facts), ...mentionFindings(facts), ...demandFindings(facts), ...delayFindings(facts)]
}

function finding(
  code: string,
  severity: QualityFinding['severity'],
  article: string | null,
  facts: QualityFinding['facts'] = {},
): QualityFinding {
  return { code, severity, article, facts }
}

function dueFindings(facts: QualityFacts): QualityFinding[] {
  const { issueOn, dueOn, kind, term, document } = facts
  if (kind === 'credit-note') return []
  const agreed =
    term && dueDate(term, { issuedOn: issueOn, receivedOn: facts.receivedOn, deliveredOn: facts.deliveredOn })
  const expected = agreed?.ok ? agreed.value : null
  return [
    ...(dueOn < issueOn ? [finding('due-before-issue', 'breach', null, { issueOn, dueOn })] : []),
    ...(document && document.dueDate === null ? [finding('due-date-missing', 'breach', 'C. com. L441-9 I')] : []),
    ...(expected !== null && expected !== dueOn
      ? [finding('due-date-differs', dueOn < expected ? 'breach' : 'doubt', null, { dueOn, expected })]
      : []),
    ...termFindings(facts, expected === dueOn ? term : null),
  ]
}

// The invoice's own days are tested; a month-end term is judged by its own method when the terms say so.
function termFindings(
  { issueOn, dueOn, creditorCountry: country, customerKind, sector }: QualityFacts,
  rule: TermRule | null,
) {
  if (customerKind === 'consumer' || customerKind === 'unknown' || dueOn <= issueOn) return []
  const inContract = rule !== null
  const tested: TermRule = rule ?? { method: 'net', days: daysBetween(issueOn, dueOn), from: 'issue' }
  const lawful = customerKind === 'public' && sector === 'general' ? 'state' : sector
  const verdict = checkTerm({ country, sector: lawful, rule: tested, inContract, startsOn: issueOn })
  const { article } = verdict.cap.source
  return verdict.breaches.map(breach => {
    const byMonthEnd = termCap(country, lawful, true).limits.some(
      limit => limit.needsContract === true && dueDateFrom(limit, issueOn) >= dueOn,
    )
    const days = daysBetween(issueOn, dueOn)
    return byMonthEnd && !inContract
      ? finding('month-end-not-proven', 'doubt', article, { days, dueOn })
      : finding(breach.code, 'breach', article, { days, dueOn, latest: dayOf(breach.data?.['latest']) })
  })
}

function dayOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

type Present = (document: DocumentFacts) => boolean

// How each mention shows in a document; the others of the law's list cannot be seen by a program and are not judged.
const SHOWS: Readonly<Record<string, Present>> = {
  'seller-identity': document => document.sellerName !== null && document.sellerNumber !== null,
  'enterprise-number': document => document.sellerNumber !== null,
  'seller-vat': document => document.sellerVat !== null,
  'buyer-identity': document => document.buyerName !== null,
  'payment-date': document => document.dueDate !== null,
  'late-rate': ({ noteCodes, text }) =>
    noteCodes.includes('PMD') ||
    /p[ée]nalit|int[ée]r[êe]ts? (de retard|moratoire)|late (payment )?interest/i.test(text),
  'recovery-fee': ({ noteCodes, text }) =>
    noteCodes.includes('PMT') || /40(?:[.,]00)?\s*(?:€|eur)|indemnit[ée] forfaitaire|quarante euros/i.test(text),
  'early-payment-discount': ({ noteCodes, text }) =>
    noteCodes.includes('AAB') || /escompte|discount|korting/i.test(text),
  'buyer-siren': document => document.buyerSiren !== null,
}

// Nobody pays a credit note: what an invoice says of its payment has no place there.
const OF_PAYMENT = new Set(['payment-date', 'late-rate', 'recovery-fee', 'early-payment-discount'])

function mentionFindings(facts: QualityFacts): QualityFinding[] {
  const { document } = facts
  if (!document) return []
  const mentions = invoiceMentions({
    country: facts.creditorCountry,
    customer: facts.customerKind,
    issuedOn: facts.issueOn,
    // The size decides only when the reform's mentions begin: the latest date is the one nobody can contest.
    issuerSize: 'pme',
    creditNote: facts.kind === 'credit-note',
  })
  const asked = facts.kind === 'credit-note' ? mentions.filter(({ code }) => !OF_PAYMENT.has(code)) : mentions
  const missing = asked.filter(({ code }) => SHOWS[code]?.(document) === false)
  const unlinked = facts.kind === 'credit-note' && facts.preceding === 0
  return [
    ...missing.map(({ code, name, article, certainty }) => {
      return finding(`mention-${code}`, 'breach', article, { mention: name, certainty })
    }),
    ...mentions
      .filter(({ code }) => unlinked && code === 'corrected-invoice')
      .map(({ code, name, article, certainty }) => {
        return finding(`mention-${code}`, 'breach', article, { mention: name, certainty })
      }),
  ]
}

function demandFindings({ wantsOrder, orderReference, document, addressee, kind }: QualityFacts): QualityFinding[] {
  if (kind === 'credit-note') return []
  const order = orderReference ?? document?.orderReference ?? null
  const buyer = document?.buyerName ?? null
  const wanted = addressee === null ? null : plainName(addressee)
  return [
    ...(wantsOrder && order === null ? [finding('order-number-missing', 'breach', 'C. com. L441-9 I')] : []),
    ...(wanted !== null && buyer !== null && plainName(buyer) !== wanted
      ? [finding('addressee-differs', 'doubt', null, { wanted: addressee ?? '', found: buyer })]
      : []),
  ]
}

function delayFindings({ deliveredOn, issueOn, postedOn }: QualityFacts): QualityFinding[] {
  const toInvoice = deliveredOn === null ? 0 : daysBetween(deliveredOn, issueOn)
  const toPost = postedOn === null ? 0 : daysBetween(issueOn, postedOn)
  return [
    ...(toInvoice > INVOICE_WITHIN ? [finding('invoiced-late', 'advice', null, { days: toInvoice })] : []),
    ...(toPost > POST_WITHIN ? [finding('posted-late', 'advice', null, { days: toPost })] : []),
  ]
}
