import type { OutgoingInvoice, OutgoingLine, OutgoingParty } from '#formats/invoices/outgoing.ts'
import type { InvoiceNote, PostalAddress } from '#formats/outcome.ts'
import type { SampleCreditor } from './creditors.ts'
import type { SampleCustomer, Terms } from './customers.ts'
import type { SampleDocument } from './invoices.ts'
import { decimal } from './totals.ts'

/** The mentions that the law wants on an invoice between professionals. */
const NOTES: Record<'FR' | 'BE', Record<'fr' | 'nl', readonly InvoiceNote[]>> = {
  FR: both([
    // C. com. L441-10 II and D441-5; L441-9 I for the discount.
    {
      subject: 'PMD',
      text:
        'En cas de retard de paiement, pénalités au taux de refinancement ' +
        'de la BCE majoré de 10 points, exigibles sans rappel.',
    },
    { subject: 'PMT', text: 'Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €.' },
    { subject: 'AAB', text: 'Pas d’escompte pour paiement anticipé.' },
  ]),
  BE: {
    // Law of 2 August 2002 on late payment, articles 5 and 6.
    fr: [
      {
        subject: null,
        text:
          'Retard de paiement : intérêts de la loi du 2 août 2002 et indemnité ' +
          'forfaitaire de 40 €, de plein droit et sans mise en demeure.',
      },
    ],
    nl: [
      {
        subject: null,
        text:
          'Laattijdige betaling: interest volgens de wet van 2 augustus 2002 en ' +
          'forfaitaire vergoeding van 40 €, van rechtswege en zonder ingebrekestelling.',
      },
    ],
  },
}

function both(notes: readonly InvoiceNote[]): Record<'fr' | 'nl', readonly InvoiceNote[]> {
  return { fr: notes, nl: notes }
}

const TERMS: Record<'fr' | 'nl', Record<Terms, string>> = {
  fr: {
    receipt: 'Paiement à réception',
    '15': 'Paiement à 15 jours date de facture',
    '30': 'Paiement à 30 jours date de facture',
    '60': 'Paiement à 60 jours date de facture',
    '30-end': 'Paiement à 30 jours fin de mois',
    '45-end': 'Paiement à 45 jours fin de mois',
  },
  nl: {
    receipt: 'Betaling bij ontvangst',
    '15': 'Betaling 15 dagen na factuurdatum',
    '30': 'Betaling 30 dagen na factuurdatum',
    '60': 'Betaling 60 dagen na factuurdatum',
    '30-end': 'Betaling 30 dagen einde maand',
    '45-end': 'Betaling 45 dagen einde maand',
  },
}

/** The language a paper is written in: the French seller writes French, the Belgian one French or Dutch. */
export function paperLanguage(creditor: SampleCreditor, customer: SampleCustomer): 'fr' | 'nl' {
  return creditor.country === 'BE' && customer.language === 'nl' ? 'nl' : 'fr'
}

/** A sample document in the terms of EN 16931. */
export function outgoing(creditor: SampleCreditor, document: SampleDocument): OutgoingInvoice {
  const { customer } = document
  const language = paperLanguage(creditor, customer)
  const invoice = document.kind === 'invoice'
  return {
    number: document.number,
    typeCode: invoice ? '380' : '381',
    billingMode: creditor.country === 'FR' ? billingMode(document) : null,
    issueOn: document.issueOn,
    dueOn: invoice ? document.dueOn : null,
    currency: creditor.currency,
    notes: NOTES[creditor.country][language],
    buyerReference: document.order ? null : customer.ref,
    orderReference: document.order,
    preceding: document.origin ? [{ number: document.origin, issueOn: document.originOn }] : [],
    seller: seller(creditor),
    buyer: buyer(customer),
    deliveredOn: document.issueOn,
    deliveredTo: customer.country,
    paymentMeans: '30',
    iban: creditor.iban,
    bic: creditor.bic,
    paymentReference: document.communication ?? document.number,
    terms: invoice
      ? TERMS[language][customer.terms]
      : language === 'nl'
        ? 'Te verrekenen'
        : 'À déduire de votre prochain paiement',
    exemption: null,
    prepaid: 0n,
    lines: document.lines.map((line, index): OutgoingLine => ({
      number: String(index + 1),
      code: line.code,
      name: line.name,
      quantity: String(line.quantity),
      unit: line.unit,
      price: decimal(line.price),
      net: line.net,
      vatCategory: line.category,
      vatRate: `${line.rate / 10n}.00`,
    })),
  }
}

/** French invoicing tells goods (B1), services (S1) and both (M1) apart, because VAT falls due on different days. */
function billingMode(document: SampleDocument): string {
  const kinds = new Set(document.lines.map(line => line.goods))
  return kinds.size === 2 ? 'M1' : kinds.has(true) ? 'B1' : 'S1'
}

function seller(creditor: SampleCreditor): OutgoingParty {
  const { name, siren, siret, vat, enterpriseNumber, email, phone, legal } = creditor
  const endpoint = siren ? `0225:${siren}` : `0208:${enterpriseNumber}`
  const contact = creditor.language === 'nl' ? 'Boekhouding' : 'Comptabilité clients'
  return {
    name,
    siren,
    siret,
    vat,
    endpoint,
    enterpriseNumber,
    code: null,
    address: addressOf(creditor),
    email,
    phone,
    legal,
    contact,
  }
}

function buyer(customer: SampleCustomer): OutgoingParty {
  const { name, siren, siret, vat, enterpriseNumber, ref, payable } = customer
  const endpoint = siren ? `0225:${siren}` : enterpriseNumber ? `0208:${enterpriseNumber}` : null
  return {
    name,
    siren,
    siret,
    vat,
    endpoint,
    enterpriseNumber,
    code: ref,
    address: addressOf({ ...customer, street2: customer.street2 }),
    email: payable?.email ?? null,
    phone: payable?.phone ?? null,
    legal: null,
    contact: payable?.name ?? null,
  }
}

type Place = { street: string; street2?: string | null; postcode: string; city: string; country: string }

const addressOf = ({ street, street2 = null, postcode, city, country }: Place): PostalAddress => ({
  lines: street2 ? [street, street2] : [street],
  postalCode: postcode,
  city,
  region: null,
  country,
})
