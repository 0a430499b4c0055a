import type { Day } from '#kernel/day.ts'
import { ok, refuse, type Result } from '#kernel/result.ts'
import { leaf, node, root, type Xml } from './element.ts'
import {
  amountText,
  checkOutgoing,
  CREDIT_NOTE_CODES,
  endpointOf,
  legalNumber,
  totalsOf,
  type OutgoingInvoice,
  type OutgoingLine,
  type OutgoingParty,
  type OutgoingTotals,
} from './outgoing.ts'

/** Plain EN 16931, or Peppol BIS Billing 3.0 with its own demands. */
export type UblProfile = 'Peppol BIS 3' | 'EN 16931'

const PEPPOL = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0'

/**
 * Writes UBL 2.1: an `Invoice`, or a `CreditNote` when the type code is a credit note's. Refused with `invoice-rule`
 * when the invoice breaks a rule of EN 16931 or, for Peppol, PEPPOL-EN16931-R002, R003, R010 or R020.
 * Source: EN 16931-3-2 syntax binding; Peppol BIS Billing 3.0.
 */
export function writeUbl(invoice: OutgoingInvoice, profile: UblProfile = 'Peppol BIS 3'): Result<string> {
  const checked = checkOutgoing(invoice)
  if (!checked.ok) return checked
  const peppol = profile === 'Peppol BIS 3'
  const refusal = peppol ? brokenPeppolRule(invoice) : null
  if (refusal) return refuse('invoice-rule', `${invoice.number}: ${refusal[1]} (${refusal[0]})`, { rule: refusal[0] })
  const credit = CREDIT_NOTE_CODES.has(invoice.typeCode)
  const kind = credit ? 'CreditNote' : 'Invoice'
  const totals = totalsOf(invoice)
  return ok(
    root(
      kind,
      {
        xmlns: `urn:oasis:names:specification:ubl:schema:xsd:${kind}-2`,
        'xmlns:cac': 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
        'xmlns:cbc': 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
      },
      leaf('cbc:CustomizationID', peppol ? PEPPOL : 'urn:cen.eu:en16931:2017'),
      leaf('cbc:ProfileID', peppol ? 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0' : invoice.billingMode),
      leaf('cbc:ID', invoice.number),
      leaf('cbc:IssueDate', invoice.issueOn),
      credit ? null : leaf('cbc:DueDate', invoice.dueOn),
      leaf(credit ? 'cbc:CreditNoteTypeCode' : 'cbc:InvoiceTypeCode', invoice.typeCode),
      invoice.notes.map(note => leaf('cbc:Note', note.subject ? `#${note.subject}#${note.text}` : note.text)),
      leaf('cbc:DocumentCurrencyCode', invoice.currency),
      leaf('cbc:BuyerReference', invoice.buyerReference),
      node('cac:OrderReference', leaf('cbc:ID', invoice.orderReference)),
      invoice.preceding.map(each => preceding(each)),
      node('cac:AccountingSupplierParty', party(invoice.seller, true)),
      node('cac:AccountingCustomerParty', party(invoice.buyer, false)),
      delivery(invoice),
      paymentMeans(invoice, credit),
      node('cac:PaymentTerms', leaf('cbc:Note', invoice.terms)),
      taxTotal(invoice, totals),
      monetaryTotal(invoice, totals),
      invoice.lines.map(each => line(each, invoice.currency, credit)),
    ),
  )
}

function brokenPeppolRule(invoice: OutgoingInvoice): readonly [rule: string, message: string] | null {
  if (invoice.notes.length > 1) return ['PEPPOL-EN16931-R002', 'only one note is allowed']
  if (!invoice.buyerReference && !invoice.orderReference)
    return ['PEPPOL-EN16931-R003', 'a buyer reference or an order number is needed']
  if (!endpointOf(invoice.buyer)) return ['PEPPOL-EN16931-R010', 'the buyer has no electronic address']
  if (!endpointOf(invoice.seller)) return ['PEPPOL-EN16931-R020', 'the seller has no electronic address']
  return null
}

const preceding = (each: { readonly number: string; readonly issueOn: Day | null }): Xml =>
  node(
    'cac:BillingReference',
    node('cac:InvoiceDocumentReference', leaf('cbc:ID', each.number), leaf('cbc:IssueDate', each.issueOn)),
  )

const vatScheme = node('cac:TaxScheme', leaf('cbc:ID', 'VAT'))

function party(each: OutgoingParty, isSeller: boolean): Xml {
  const endpoint = endpointOf(each)
  const number = legalNumber(each)
  const [one = null, two = null, three = null] = each.address?.lines ?? []
  return node(
    'cac:Party',
    endpoint && leaf('cbc:EndpointID', endpoint.id, { schemeID: endpoint.scheme }),
    // EN 16931 lets a buyer have one identifier only (BT-46): the seller's own code for it is the more useful one.
    isSeller || !each.code ? node('cac:PartyIdentification', leaf('cbc:ID', each.siret, { schemeID: '0009' })) : null,
    node('cac:PartyIdentification', leaf('cbc:ID', each.code)),
    node('cac:PartyName', leaf('cbc:Name', each.name)),
    node(
      'cac:PostalAddress',
      leaf('cbc:StreetName', one),
      leaf('cbc:AdditionalStreetName', two),
      leaf('cbc:CityName', each.address?.city ?? null),
      leaf('cbc:PostalZone', each.address?.postalCode ?? null),
      leaf('cbc:CountrySubentity', each.address?.region ?? null),
      node('cac:AddressLine', leaf('cbc:Line', three)),
      node('cac:Country', leaf('cbc:IdentificationCode', each.address?.country ?? null)),
    ),
    each.vat && node('cac:PartyTaxScheme', leaf('cbc:CompanyID', each.vat), vatScheme),
    node(
      'cac:PartyLegalEntity',
      leaf('cbc:RegistrationName', each.name),
      number && leaf('cbc:CompanyID', number.id, { schemeID: number.scheme }),
      isSeller ? leaf('cbc:CompanyLegalForm', each.legal) : null,
    ),
    node(
      'cac:Contact',
      leaf('cbc:Name', each.contact),
      leaf('cbc:Telephone', each.phone),
      leaf('cbc:ElectronicMail', each.email),
    ),
  )
}

function delivery(invoice: OutgoingInvoice): Xml {
  return node(
    'cac:Delivery',
    leaf('cbc:ActualDeliveryDate', invoice.deliveredOn),
    node(
      'cac:DeliveryLocation',
      node('cac:Address', node('cac:Country', leaf('cbc:IdentificationCode', invoice.deliveredTo))),
    ),
  )
}

function paymentMeans(invoice: OutgoingInvoice, credit: boolean): Xml {
  return node(
    'cac:PaymentMeans',
    leaf('cbc:PaymentMeansCode', invoice.paymentMeans),
    // A UBL credit note has no DueDate of its own: BT-9 stands here.
    credit ? leaf('cbc:PaymentDueDate', invoice.dueOn) : null,
    leaf('cbc:PaymentID', invoice.paymentReference),
    invoice.iban &&
      node(
        'cac:PayeeFinancialAccount',
        leaf('cbc:ID', invoice.iban),
        leaf('cbc:Name', invoice.seller.name),
        node('cac:FinancialInstitutionBranch', leaf('cbc:ID', invoice.bic)),
      ),
  )
}

function taxTotal(invoice: OutgoingInvoice, totals: OutgoingTotals): Xml {
  const amount = (name: string, value: bigint): Xml => money(name, value, invoice.currency)
  return node(
    'cac:TaxTotal',
    amount('cbc:TaxAmount', totals.tax),
    totals.vat.map(row =>
      node(
        'cac:TaxSubtotal',
        amount('cbc:TaxableAmount', row.base),
        amount('cbc:TaxAmount', row.tax),
        node(
          'cac:TaxCategory',
          leaf('cbc:ID', row.category),
          row.category === 'O' ? null : leaf('cbc:Percent', row.rate),
          leaf('cbc:TaxExemptionReasonCode', row.reasonCode),
          leaf('cbc:TaxExemptionReason', row.reason),
          vatScheme,
        ),
      ),
    ),
  )
}

const money = (name: string, value: bigint, currency: string): Xml =>
  leaf(name, amountText(value, currency), { currencyID: currency })

function monetaryTotal(invoice: OutgoingInvoice, totals: OutgoingTotals): Xml {
  const amount = (name: string, value: bigint): Xml => money(name, value, invoice.currency)
  return node(
    'cac:LegalMonetaryTotal',
    amount('cbc:LineExtensionAmount', totals.net),
    amount('cbc:TaxExclusiveAmount', totals.net),
    amount('cbc:TaxInclusiveAmount', totals.gross),
    invoice.prepaid === 0n ? null : amount('cbc:PrepaidAmount', invoice.prepaid),
    amount('cbc:PayableAmount', totals.payable),
  )
}

function line(each: OutgoingLine, currency: string, credit: boolean): Xml {
  return node(
    credit ? 'cac:CreditNoteLine' : 'cac:InvoiceLine',
    leaf('cbc:ID', each.number),
    leaf(credit ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity', each.quantity, { unitCode: each.unit }),
    money('cbc:LineExtensionAmount', each.net, currency),
    node(
      'cac:Item',
      leaf('cbc:Name', each.name),
      node('cac:SellersItemIdentification', leaf('cbc:ID', each.code)),
      node(
        'cac:ClassifiedTaxCategory',
        leaf('cbc:ID', each.vatCategory),
        each.vatCategory === 'O' ? null : leaf('cbc:Percent', each.vatRate),
        vatScheme,
      ),
    ),
    node('cac:Price', leaf('cbc:PriceAmount', each.price, { currencyID: currency })),
  )
}
