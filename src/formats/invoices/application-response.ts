import type { LifecycleDocument, ReadOutcome, Warning } from '../outcome.ts'
import type { XmlElement } from '../xml.ts'
import { lifecycleOutcome, reasonsOf } from './lifecycle.ts'
import { all, attribute, isoDate, one, text, textOf } from './tree.ts'

/** The namespace of UBL 2.1 ApplicationResponse: Peppol's Invoice Response (BIS 63) and Message Level Response. */
export const UBL_RESPONSE_NAMESPACE = 'urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2'

// UNCL4343, the subset of Peppol BIS 63 §6.2, with the words that a user knows.
const STATUSES: Readonly<Record<string, string>> = {
  AB: 'Reçue',
  IP: 'En traitement',
  UQ: 'En suspens',
  CA: 'Acceptée sous condition',
  RE: 'Refusée',
  AP: 'Acceptée',
  PD: 'Payée',
}

// BIS 63 wants a clarification with these: without it nobody can answer.
const NEED_REASON = new Set(['UQ', 'CA', 'RE'])

/**
 * UBL ApplicationResponse → one document per answered invoice; `code` is that of UNCL4343 (`AP` accepted, `RE`
 * rejected…). Warnings: `status-unknown`, `status-without-reason`, `status-without-invoice`, `impossible-date`; refused
 * `lifecycle-empty` when it answers nothing.
 */
export function readApplicationResponse(root: XmlElement): ReadOutcome {
  const warnings: Warning[] = []
  const profile = text(root, 'CustomizationID')
  const documents = all(root, 'DocumentResponse').map(answer => statusOf(root, answer, warnings))
  const empty = 'the response answers no document: ask the sender for it again'
  return lifecycleOutcome('ubl-response', profile, documents, warnings, empty)
}

function statusOf(root: XmlElement, answer: XmlElement, warnings: Warning[]): LifecycleDocument {
  const response = one(answer, 'Response')
  const reference = one(answer, 'DocumentReference')
  const code = text(response, 'ResponseCode')
  const number = text(reference, 'ID')
  const written = isoDate(text(response, 'EffectiveDate') ?? text(root, 'IssueDate'))
  // Lines of a Message Level Response say what is wrong, each with its own status.
  const statuses = [...all(response, 'Status'), ...all(answer, 'LineResponse/Response/Status')]
  const said = text(response, 'Description')
  const reasons = [
    ...reasonsOf(statuses, 'StatusReasonCode', 'StatusReason'),
    ...(said === null ? [] : [{ code: null, text: said }]),
  ]
  const where = number ?? 'DocumentReference'
  const warn = (breaks: boolean, name: string, message: string): void => {
    if (breaks) warnings.push({ code: name, message, where })
  }
  const known = code !== null && code in STATUSES
  warn(number === null, 'status-without-invoice', 'a status names no invoice number')
  warn(!known, 'status-unknown', `the status "${code?.slice(0, 40) ?? ''}" is not one of UNCL4343`)
  warn(
    NEED_REASON.has(code ?? '') && reasons.length === 0,
    'status-without-reason',
    `status ${code ?? ''} must say why: ask the buyer`,
  )
  warn(written !== null && written.iso === null, 'impossible-date', `"${written?.text.slice(0, 40) ?? ''}" is no date`)
  return {
    code,
    label: known ? (STATUSES[code] ?? null) : null,
    date: written?.iso ?? null,
    typeCode: null,
    invoice: {
      number,
      typeCode: text(reference, 'DocumentTypeCode'),
      issueDate: isoDate(text(reference, 'IssueDate'))?.iso ?? null,
      seller: identity(one(answer, 'IssuerParty')) ?? identity(one(root, 'ReceiverParty')),
    },
    sender: identity(one(root, 'SenderParty')),
    reasons,
    amounts: [],
  }
}

// `0208:0403170701`, or the name where no identifier is given.
function identity(party: XmlElement | null): string | null {
  const id = one(party, 'PartyIdentification/ID') ?? one(party, 'EndpointID')
  const value = textOf(id)
  if (value === null) return text(party, 'PartyLegalEntity/RegistrationName') ?? text(party, 'PartyName/Name')
  return `${attribute(id, 'schemeID') ?? ''}:${value}`
}
