import { amountText } from '../decimal.ts'
import type { LifecycleDocument, ReadOutcome, Warning } from '../outcome.ts'
import type { XmlElement } from '../xml.ts'
import { lifecycleOutcome, reasonsOf } from './lifecycle.ts'
import { all, attribute, ciiDate, one, text, textOf } from './tree.ts'

/**
 * The namespace of UN/CEFACT Cross Domain Acknowledgement and Response, the French « cycle de vie » (XP Z12-012
 * annex, CDV).
 */
export const CDAR_NAMESPACE = 'urn:un:unece:uncefact:data:standard:CrossDomainAcknowledgementAndResponse:100'

// Statuses of the French reform (XP Z12-014; BR-FR-CDV-CL-06), with the words that a user knows.
const STATUSES: Readonly<Record<string, string>> = {
  '200': 'Déposée',
  '201': 'Émise par la plateforme',
  '202': 'Reçue par la plateforme',
  '203': 'Mise à disposition',
  '204': 'Prise en charge',
  '205': 'Approuvée',
  '206': 'Approuvée partiellement',
  '207': 'En litige',
  '208': 'Suspendue',
  '209': 'Complétée',
  '210': 'Refusée',
  '211': 'Paiement transmis',
  '212': 'Encaissée',
  '213': 'Rejetée',
  '214': 'Visée',
  '220': 'Annulée',
  '221': 'Erreur de routage',
  '222': 'Demande de paiement direct',
  '223': 'Demande de paiement',
  '224': 'Affacturée',
  '225': 'Affacturée confidentielle',
  '226': 'Changement de compte à payer',
  '227': 'Non affacturée',
  '228': 'Demande de paiement annulée',
  '501': 'Irrecevable',
}

// Which party's word a status of each kind must come with (BR-FR-CDV-15): a refusal without reason cannot be answered.
const NEED_REASON = new Set(['206', '207', '208', '210', '213', '221', '501'])

/**
 * CDAR → one document per status of one invoice. Warnings: `status-unknown`, `status-without-reason`,
 * `status-without-invoice`, `impossible-date`.
 */
export function readCdar(root: XmlElement): ReadOutcome {
  const warnings: Warning[] = []
  const documents = all(root, 'AcknowledgementDocument').flatMap(acknowledgement =>
    all(acknowledgement, 'ReferenceReferencedDocument').map(reference =>
      statusOf(root, acknowledgement, reference, warnings),
    ),
  )
  const profile = text(root, 'ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID')
  const empty = 'the lifecycle message names no invoice: ask the platform for it again'
  return lifecycleOutcome('cdar', profile, documents, warnings, empty)
}

function statusOf(
  root: XmlElement,
  acknowledgement: XmlElement,
  reference: XmlElement,
  warnings: Warning[],
): LifecycleDocument {
  const code = text(reference, 'ProcessConditionCode')
  const date = ciiDate(
    one(acknowledgement, 'IssueDateTime/DateTimeString') ?? one(root, 'ExchangedDocument/IssueDateTime/DateTimeString'),
  )
  const reasons = reasonsOf(all(reference, 'SpecifiedDocumentStatus'), 'ReasonCode', 'Reason')
  const number = text(reference, 'IssuerAssignedID')
  const where = number ?? 'MDT-87'
  if (number === null)
    warnings.push({ code: 'status-without-invoice', message: 'a status names no invoice number', where })
  if (code === null || !(code in STATUSES)) {
    warnings.push({
      code: 'status-unknown',
      message: `the status "${code ?? ''}" is not one of the French lifecycle`,
      where,
    })
  } else if (NEED_REASON.has(code) && reasons.length === 0) {
    warnings.push({ code: 'status-without-reason', message: `status ${code} must say why: ask the platform`, where })
  }
  if (date && date.iso === null) warnings.push({ code: 'impossible-date', message: `"${date.text}" is no date`, where })
  return {
    code,
    label: text(reference, 'ProcessCondition')?.replaceAll('_', ' ') ?? STATUSES[code ?? ''] ?? null,
    date: date?.iso ?? null,
    typeCode: text(acknowledgement, 'TypeCode'),
    invoice: {
      number,
      typeCode: text(reference, 'TypeCode'),
      issueDate: ciiDate(one(reference, 'FormattedIssueDateTime/DateTimeString'))?.iso ?? null,
      seller: identity(one(reference, 'IssuerTradeParty')),
    },
    sender:
      identity(one(root, 'ExchangedDocument/IssuerTradeParty')) ??
      identity(one(root, 'ExchangedDocument/SenderTradeParty')),
    reasons,
    amounts: all(reference, 'SpecifiedDocumentStatus/SpecifiedDocumentCharacteristic').map(characteristic => {
      const amount = one(characteristic, 'ValueAmount')
      return {
        type: text(characteristic, 'TypeCode'),
        amount: amountText(textOf(amount), attribute(amount, 'currencyID')),
        vatRate: text(characteristic, 'ValuePercent'),
        date: ciiDate(one(characteristic, 'ValueDateTime/DateTimeString'))?.iso ?? null,
      }
    }),
  }
}

// `0002:100000009`, or the name where no identifier is given.
function identity(party: XmlElement | null): string | null {
  const id = one(party, 'GlobalID') ?? one(party, 'ID')
  const value = textOf(id)
  return value === null ? text(party, 'Name') : `${attribute(id, 'schemeID') ?? ''}:${value}`
}
