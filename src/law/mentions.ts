import type { Day } from '#kernel/day.ts'
import type { Certainty } from './certainty.ts'
import { lawCountry, type CustomerKind } from './regime.ts'

/** Size of the issuer in the French reform: micro and small-medium, intermediate, large. */
export const ISSUER_SIZES = ['micro', 'pme', 'eti', 'grande'] as const
export type IssuerSize = (typeof ISSUER_SIZES)[number]

/** One thing an invoice must say, its article and its doubts; `name` is French, as the invoice is. */
export type Mention = {
  readonly code: string
  readonly name: string
  readonly article: string
  readonly since: string | null
  readonly certainty: Certainty
}

/** The invoice whose mentions are asked. */
export type MentionQuestion = {
  readonly country: string
  readonly customer: CustomerKind
  readonly issuedOn: Day
  readonly issuerSize: IssuerSize
  readonly creditNote: boolean
}

type Listed = Mention & { readonly applies?: (question: MentionQuestion) => boolean }

function mention(
  code: string,
  name: string,
  article: string,
  certainty: Certainty,
  since: string | null,
  applies?: Listed['applies'],
): Listed {
  const base = { code, name, article, certainty, since }
  return applies ? { ...base, applies } : base
}

const toProfessional = ({ customer }: MentionQuestion): boolean => customer === 'business' || customer === 'public'
const reformed = ({ issuerSize, issuedOn, customer }: MentionQuestion): boolean =>
  customer === 'business' && eInvoicing(issuerSize, issuedOn).mustIssue

// CGI ann. II 242 nonies A moves to the CIBS on 1 January 2027; the list was not seen there and is kept.
const TAX = 'CGI ann. II 242 nonies A'
const L441_9 = 'C. com. L441-9 I'
const PAPERS = 'C. com. R123-237 and R123-238'

const FRENCH: readonly Listed[] = [
  mention('seller-identity', 'Nom, adresse et SIREN du vendeur', TAX, 'A', '2025-01-01'),
  mention('seller-vat', 'Numéro de TVA du vendeur (facultatif jusqu’à 150 € HT)', TAX, 'A', '2025-01-01'),
  mention('company-papers', 'Forme, capital, siège et RCS de la société', PAPERS, 'A', null),
  mention(
    'buyer-identity',
    'Nom et adresse du client, adresse de facturation si différente',
    L441_9,
    'A',
    '2021-01-01',
    toProfessional,
  ),
  mention('date', 'Date de la facture', TAX, 'A', '2025-01-01'),
  mention('number', 'Numéro unique, chronologique et continu', TAX, 'A', '2025-01-01'),
  mention('lines', 'Désignation, quantité et prix unitaire hors taxe', TAX, 'A', '2025-01-01'),
  mention('discounts', 'Rabais, remises et ristournes acquis', L441_9, 'A', '2021-01-01', toProfessional),
  mention('taxes', 'Taux ou exonération, totaux par taux', TAX, 'A', '2025-01-01'),
  mention('supply-date', 'Date de la livraison ou de la prestation si différente', TAX, 'A', '2025-01-01'),
  mention('order-number', 'Numéro du bon de commande établi par le client', L441_9, 'A', '2021-01-01', toProfessional),
  mention('payment-date', 'Date de règlement', L441_9, 'A', '2021-01-01', toProfessional),
  mention(
    'early-payment-discount',
    'Conditions d’escompte, « néant » s’il n’y en a pas',
    L441_9,
    'A',
    '2021-01-01',
    toProfessional,
  ),
  mention('late-rate', 'Taux des pénalités de retard', L441_9, 'A', '2021-01-01', toProfessional),
  mention('recovery-fee', 'Indemnité forfaitaire de 40 €', L441_9, 'A', '2021-01-01', toProfessional),
  mention('buyer-siren', 'SIREN du client', TAX, 'A', '2026-09-01', reformed),
  mention('delivery-address', 'Adresse de livraison si différente', TAX, 'A', '2026-09-01', reformed),
  mention('operation-kind', 'Nature des opérations : biens, services ou les deux', TAX, 'A', '2026-09-01', reformed),
  mention(
    'vat-on-debits',
    '« Option pour le paiement de la taxe d’après les débits », le cas échéant',
    TAX,
    'A',
    '2026-09-01',
    reformed,
  ),
  mention(
    'corrected-invoice',
    'Numéro et date de la facture rectifiée',
    TAX,
    'A',
    '2025-01-01',
    ({ creditNote }) => creditNote,
  ),
]

// What the directive asks of every invoice in the Union; Belgium follows it and adds the enterprise number.
const VAT_226 = 'Directive 2006/112/CE art. 226'
const UNION: readonly Listed[] = [
  mention('seller-identity', 'Nom et adresse du vendeur', VAT_226, 'M', null),
  mention('seller-vat', 'Numéro de TVA du vendeur', VAT_226, 'M', null),
  mention('buyer-identity', 'Nom et adresse du client', VAT_226, 'M', null, toProfessional),
  mention('date', 'Date de la facture', VAT_226, 'M', null),
  mention('number', 'Numéro séquentiel unique', VAT_226, 'M', null),
  mention('lines', 'Désignation, quantité et prix unitaire hors taxe', VAT_226, 'M', null),
  mention('taxes', 'Base, taux et montant de la taxe, ou exonération', VAT_226, 'M', null),
  mention('supply-date', 'Date de la livraison ou de la prestation si différente', VAT_226, 'M', null),
  mention(
    'corrected-invoice',
    'Référence de la facture rectifiée',
    'Directive 2006/112/CE art. 219',
    'M',
    null,
    ({ creditNote }) => creditNote,
  ),
]
const BELGIAN: readonly Listed[] = [
  ...UNION,
  mention('enterprise-number', 'Numéro d’entreprise (BCE) du vendeur', 'CDE art. III.25', 'M', null),
]

/** The mentions an invoice must carry, by country of the issuer, date, customer and size of the issuer. */
export function invoiceMentions(question: MentionQuestion): Mention[] {
  const country = lawCountry(question.country)
  const list = country === 'FR' ? FRENCH : country === 'BE' ? BELGIAN : UNION
  return list
    .filter(({ applies }) => !applies || applies(question))
    .map(({ code, name, article, since, certainty }) => ({ code, name, article, since, certainty }))
}

/** What the French e-invoicing reform asks of a VAT-liable firm established in France, on a day. */
export type EInvoicing = { readonly mustReceive: boolean; readonly mustIssue: boolean }

/**
 * From 1 September 2026 every VAT-liable business must be able to receive electronic invoices, and large and
 * intermediate firms must issue them; small, medium and micro firms issue from 1 September 2027. Certainty B;
 * docs/law/mentions.md.
 */
export function eInvoicing(size: IssuerSize, on: Day): EInvoicing {
  const issueFrom = size === 'grande' || size === 'eti' ? '2026-09-01' : '2027-09-01'
  return { mustReceive: on >= '2026-09-01', mustIssue: on >= issueFrom }
}

/** Belgium asks for Peppol invoices between enterprises since 1 January 2026 (loi du 6 février 2024, certainty B). */
export function belgianPeppol(on: Day): EInvoicing {
  const obliged = on >= '2026-01-01'
  return { mustReceive: obliged, mustIssue: obliged }
}
