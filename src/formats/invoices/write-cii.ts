import type { Day } from '#kernel/day.ts'
import { ok, type Result } from '#kernel/result.ts'
import { leaf, node, required, root, type Xml } from './element.ts'
import {
  amountText,
  checkOutgoing,
  endpointOf,
  legalNumber,
  totalsOf,
  type OutgoingInvoice,
  type OutgoingLine,
  type OutgoingParty,
  type OutgoingTotals,
  type VatRow,
} from './outgoing.ts'

/** What may be written: the least that Factur-X allows (no line, no due date), or the whole European model. */
export type CiiProfile = 'MINIMUM' | 'EN 16931'

const GUIDELINES: Record<CiiProfile, string> = {
  MINIMUM: 'urn:factur-x.eu:1p0:minimum',
  'EN 16931': 'urn:cen.eu:en16931:2017',
}

/**
 * Writes UN/CEFACT Cross Industry Invoice D16B (the XML inside Factur-X). Refused with `invoice-rule` when the invoice
 * breaks a rule of EN 16931. Source: EN 16931-3-3 syntax binding; Factur-X 1.0 technical appendix for MINIMUM.
 */
export function writeCii(invoice: OutgoingInvoice, profile: CiiProfile = 'EN 16931'): Result<string> {
  const checked = checkOutgoing(invoice)
  if (!checked.ok) return checked
  const totals = totalsOf(invoice)
  const full = profile !== 'MINIMUM'
  return ok(
    root(
      'rsm:CrossIndustryInvoice',
      {
        'xmlns:rsm': 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
        'xmlns:ram': 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
        'xmlns:udt': 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
        'xmlns:qdt': 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
      },
      node(
        'rsm:ExchangedDocumentContext',
        node('ram:BusinessProcessSpecifiedDocumentContextParameter', leaf('ram:ID', invoice.billingMode)),
        node('ram:GuidelineSpecifiedDocumentContextParameter', leaf('ram:ID', GUIDELINES[profile])),
      ),
      header(invoice, full),
      node(
        'rsm:SupplyChainTradeTransaction',
        full ? invoice.lines.map(each => line(each, invoice.currency)) : null,
        agreement(invoice, full),
        full ? delivery(invoice) : required('ram:ApplicableHeaderTradeDelivery'),
        full ? settlement(invoice, totals) : minimumSettlement(invoice, totals),
      ),
    ),
  )
}

const compact = (on: Day): string => on.replaceAll('-', '')

const date = (name: string, on: Day | null): Xml =>
  on && node(name, leaf('udt:DateTimeString', compact(on), { format: '102' }))

function header(invoice: OutgoingInvoice, full: boolean): Xml {
  return node(
    'rsm:ExchangedDocument',
    leaf('ram:ID', invoice.number),
    leaf('ram:TypeCode', invoice.typeCode),
    date('ram:IssueDateTime', invoice.issueOn),
    full
      ? invoice.notes.map(note =>
          node('ram:IncludedNote', leaf('ram:Content', note.text), leaf('ram:SubjectCode', note.subject)),
        )
      : null,
  )
}

function line(each: OutgoingLine, currency: string): Xml {
  return node(
    'ram:IncludedSupplyChainTradeLineItem',
    node('ram:AssociatedDocumentLineDocument', leaf('ram:LineID', each.number)),
    node('ram:SpecifiedTradeProduct', leaf('ram:SellerAssignedID', each.code), leaf('ram:Name', each.name)),
    node(
      'ram:SpecifiedLineTradeAgreement',
      node('ram:NetPriceProductTradePrice', leaf('ram:ChargeAmount', each.price)),
    ),
    node('ram:SpecifiedLineTradeDelivery', leaf('ram:BilledQuantity', each.quantity, { unitCode: each.unit })),
    node(
      'ram:SpecifiedLineTradeSettlement',
      node(
        'ram:ApplicableTradeTax',
        leaf('ram:TypeCode', 'VAT'),
        leaf('ram:CategoryCode', each.vatCategory),
        each.vatCategory === 'O' ? null : leaf('ram:RateApplicablePercent', each.vatRate),
      ),
      node(
        'ram:SpecifiedTradeSettlementLineMonetarySummation',
        leaf('ram:LineTotalAmount', amountText(each.net, currency)),
      ),
    ),
  )
}

function agreement(invoice: OutgoingInvoice, full: boolean): Xml {
  return node(
    'ram:ApplicableHeaderTradeAgreement',
    leaf('ram:BuyerReference', invoice.buyerReference),
    full ? party('ram:SellerTradeParty', invoice.seller) : minimumSeller(invoice.seller),
    full ? party('ram:BuyerTradeParty', invoice.buyer) : minimumBuyer(invoice.buyer),
    node('ram:BuyerOrderReferencedDocument', leaf('ram:IssuerAssignedID', invoice.orderReference)),
  )
}

function party(name: string, each: OutgoingParty): Xml {
  const endpoint = endpointOf(each)
  const [one = null, two = null, three = null] = each.address?.lines ?? []
  return node(
    name,
    leaf('ram:ID', each.code),
    leaf('ram:GlobalID', each.siret, { schemeID: '0009' }),
    leaf('ram:Name', each.name),
    leaf('ram:Description', each.legal),
    legalOrganization(each),
    node(
      'ram:DefinedTradeContact',
      leaf('ram:PersonName', each.contact),
      node('ram:TelephoneUniversalCommunication', leaf('ram:CompleteNumber', each.phone)),
      node('ram:EmailURIUniversalCommunication', leaf('ram:URIID', each.email)),
    ),
    node(
      'ram:PostalTradeAddress',
      leaf('ram:PostcodeCode', each.address?.postalCode ?? null),
      leaf('ram:LineOne', one),
      leaf('ram:LineTwo', two),
      leaf('ram:LineThree', three),
      leaf('ram:CityName', each.address?.city ?? null),
      leaf('ram:CountryID', each.address?.country ?? null),
      leaf('ram:CountrySubDivisionName', each.address?.region ?? null),
    ),
    endpoint && node('ram:URIUniversalCommunication', leaf('ram:URIID', endpoint.id, { schemeID: endpoint.scheme })),
    taxRegistration(each),
  )
}

function legalOrganization(each: OutgoingParty): Xml {
  const number = legalNumber(each)
  return number && node('ram:SpecifiedLegalOrganization', leaf('ram:ID', number.id, { schemeID: number.scheme }))
}

const taxRegistration = (each: OutgoingParty): Xml =>
  node('ram:SpecifiedTaxRegistration', leaf('ram:ID', each.vat, { schemeID: 'VA' }))

const minimumSeller = (each: OutgoingParty): Xml =>
  node(
    'ram:SellerTradeParty',
    leaf('ram:Name', each.name),
    legalOrganization(each),
    node('ram:PostalTradeAddress', leaf('ram:CountryID', each.address?.country ?? null)),
    taxRegistration(each),
  )

const minimumBuyer = (each: OutgoingParty): Xml =>
  node('ram:BuyerTradeParty', leaf('ram:Name', each.name), legalOrganization(each))

function delivery(invoice: OutgoingInvoice): string {
  return required(
    'ram:ApplicableHeaderTradeDelivery',
    node('ram:ShipToTradeParty', node('ram:PostalTradeAddress', leaf('ram:CountryID', invoice.deliveredTo))),
    node('ram:ActualDeliverySupplyChainEvent', date('ram:OccurrenceDateTime', invoice.deliveredOn)),
  )
}

function settlement(invoice: OutgoingInvoice, totals: OutgoingTotals): Xml {
  return node(
    'ram:ApplicableHeaderTradeSettlement',
    leaf('ram:PaymentReference', invoice.paymentReference),
    leaf('ram:InvoiceCurrencyCode', invoice.currency),
    node(
      'ram:SpecifiedTradeSettlementPaymentMeans',
      leaf('ram:TypeCode', invoice.paymentMeans),
      node(
        'ram:PayeePartyCreditorFinancialAccount',
        leaf('ram:IBANID', invoice.iban),
        invoice.iban ? leaf('ram:AccountName', invoice.seller.name) : null,
      ),
      node('ram:PayeeSpecifiedCreditorFinancialInstitution', leaf('ram:BICID', invoice.bic)),
    ),
    totals.vat.map(row => vatRow(row, invoice.currency)),
    node(
      'ram:SpecifiedTradePaymentTerms',
      leaf('ram:Description', invoice.terms),
      date('ram:DueDateDateTime', invoice.dueOn),
    ),
    summation(invoice, totals),
    invoice.preceding.map(each =>
      node(
        'ram:InvoiceReferencedDocument',
        leaf('ram:IssuerAssignedID', each.number),
        each.issueOn &&
          node('ram:FormattedIssueDateTime', leaf('qdt:DateTimeString', compact(each.issueOn), { format: '102' })),
      ),
    ),
  )
}

function vatRow(row: VatRow, currency: string): Xml {
  return node(
    'ram:ApplicableTradeTax',
    leaf('ram:CalculatedAmount', amountText(row.tax, currency)),
    leaf('ram:TypeCode', 'VAT'),
    leaf('ram:ExemptionReason', row.reason),
    leaf('ram:BasisAmount', amountText(row.base, currency)),
    leaf('ram:CategoryCode', row.category),
    leaf('ram:ExemptionReasonCode', row.reasonCode),
    row.category === 'O' ? null : leaf('ram:RateApplicablePercent', row.rate),
  )
}

function summation(invoice: OutgoingInvoice, totals: OutgoingTotals): Xml {
  const text = (amount: bigint): string => amountText(amount, invoice.currency)
  return node(
    'ram:SpecifiedTradeSettlementHeaderMonetarySummation',
    leaf('ram:LineTotalAmount', text(totals.net)),
    leaf('ram:TaxBasisTotalAmount', text(totals.net)),
    leaf('ram:TaxTotalAmount', text(totals.tax), { currencyID: invoice.currency }),
    leaf('ram:GrandTotalAmount', text(totals.gross)),
    invoice.prepaid === 0n ? null : leaf('ram:TotalPrepaidAmount', text(invoice.prepaid)),
    leaf('ram:DuePayableAmount', text(totals.payable)),
  )
}

function minimumSettlement(invoice: OutgoingInvoice, totals: OutgoingTotals): Xml {
  const text = (amount: bigint): string => amountText(amount, invoice.currency)
  return node(
    'ram:ApplicableHeaderTradeSettlement',
    leaf('ram:InvoiceCurrencyCode', invoice.currency),
    node(
      'ram:SpecifiedTradeSettlementHeaderMonetarySummation',
      leaf('ram:TaxBasisTotalAmount', text(totals.net)),
      leaf('ram:TaxTotalAmount', text(totals.tax), { currencyID: invoice.currency }),
      leaf('ram:GrandTotalAmount', text(totals.gross)),
      leaf('ram:DuePayableAmount', text(totals.payable)),
    ),
  )
}
