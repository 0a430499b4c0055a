import type { PostalAddress } from '../outcome.ts'
import type { XmlElement } from '../xml.ts'
import type { Allowance, Identifier, Invoice, Line, Party, PaymentMeans, Period, TaxSubtotal, Totals } from './model.ts'
import { all, attribute, ciiDate, one, text, textOf } from './tree.ts'

/** The namespace of UN/CEFACT Cross Industry Invoice D16B and later: Factur-X, ZUGFeRD 2, XRechnung CII. */
export const CII_NAMESPACE = 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100'
/** The namespace of ZUGFeRD 1.0 (2014), the same invoice under older element names. */
export const ZUGFERD1_NAMESPACE = 'urn:ferd:CrossIndustryDocument:invoice:1p0'

/** CII → model, by the binding of CEN/TS 16931-3-3. Whatever is missing is absent: nothing is refused here. */
export function readCii(root: XmlElement): Invoice {
  const document = one(root, 'ExchangedDocument') ?? one(root, 'HeaderExchangedDocument')
  const context = one(root, 'ExchangedDocumentContext') ?? one(root, 'SpecifiedExchangedDocumentContext')
  const trade = one(root, 'SupplyChainTradeTransaction') ?? one(root, 'SpecifiedSupplyChainTradeTransaction')
  const agreement = header(trade, 'Agreement')
  const delivery = header(trade, 'Delivery')
  const settlement = header(trade, 'Settlement')
  const terms = all(settlement, 'SpecifiedTradePaymentTerms')
  const shipTo = one(delivery, 'ShipToTradeParty')
  const taxes = all(settlement, 'ApplicableTradeTax')
  return {
    syntax: root.namespace === ZUGFERD1_NAMESPACE ? 'zugferd1' : 'cii',
    profile: text(context, 'GuidelineSpecifiedDocumentContextParameter/ID'),
    process: text(context, 'BusinessProcessSpecifiedDocumentContextParameter/ID'),
    number: text(document, 'ID'),
    typeCode: text(document, 'TypeCode'),
    issueDate: ciiDate(one(document, 'IssueDateTime/DateTimeString')),
    dueDates: terms.flatMap(term => ciiDate(one(term, 'DueDateDateTime/DateTimeString')) ?? []),
    taxPointDate: ciiDate(taxes.map(tax => one(tax, 'TaxPointDate/DateString')).find(found => found !== null) ?? null),
    taxPointCode: taxes.map(tax => text(tax, 'DueDateTypeCode')).find(found => found !== null) ?? null,
    currency: text(settlement, 'InvoiceCurrencyCode'),
    taxCurrency: text(settlement, 'TaxCurrencyCode'),
    terms: joined(terms.map(term => text(term, 'Description'))),
    paymentReference: text(settlement, 'PaymentReference'),
    orderReference:
      text(agreement, 'BuyerOrderReferencedDocument/IssuerAssignedID') ??
      text(agreement, 'BuyerOrderReferencedDocument/ID'),
    contract: text(agreement, 'ContractReferencedDocument/IssuerAssignedID'),
    notes: all(document, 'IncludedNote').flatMap(note => {
      const content = joined(all(note, 'Content').map(textOf))
      return content === null ? [] : [{ subject: text(note, 'SubjectCode'), text: content }]
    }),
    preceding: all(settlement, 'InvoiceReferencedDocument').map(reference => ({
      number: text(reference, 'IssuerAssignedID'),
      date: ciiDate(one(reference, 'FormattedIssueDateTime/DateTimeString')),
    })),
    seller: partyOf(one(agreement, 'SellerTradeParty')),
    buyer: partyOf(one(agreement, 'BuyerTradeParty')),
    payee: partyOf(one(settlement, 'PayeeTradeParty')),
    taxRepresentative: partyOf(one(agreement, 'SellerTaxRepresentativeTradeParty')),
    deliveryDate: ciiDate(one(delivery, 'ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString')),
    deliveryAddress: addressOf(one(shipTo, 'PostalTradeAddress')),
    period: periodOf(one(settlement, 'BillingSpecifiedPeriod')),
    means: all(settlement, 'SpecifiedTradeSettlementPaymentMeans').map(meansOf),
    allowances: [
      ...all(settlement, 'SpecifiedTradeAllowanceCharge').map(allowanceOf),
      ...all(settlement, 'SpecifiedLogisticsServiceCharge').map(logisticsOf),
    ],
    totals: totalsOf(settlement),
    breakdown: taxes.map(subtotalOf),
    attachments: all(agreement, 'AdditionalReferencedDocument').map(attached => text(attached, 'IssuerAssignedID')),
    lines: all(trade, 'IncludedSupplyChainTradeLineItem').map(lineOf),
  }
}

function header(trade: XmlElement | null, part: string): XmlElement | null {
  return one(trade, `ApplicableHeaderTrade${part}`) ?? one(trade, `ApplicableSupplyChainTrade${part}`)
}

function joined(parts: readonly (string | null)[]): string | null {
  const kept = parts.filter(part => part !== null)
  return kept.length === 0 ? null : kept.join('\n')
}

function identifierOf(element: XmlElement | null): Identifier | null {
  const value = textOf(element)
  return value === null ? null : { scheme: attribute(element, 'schemeID'), value }
}

function partyOf(party: XmlElement | null): Party | null {
  if (!party) return null
  const registration = (scheme: string): string | null =>
    textOf(all(party, 'SpecifiedTaxRegistration/ID').find(id => attribute(id, 'schemeID') === scheme))
  const contact = one(party, 'DefinedTradeContact')
  const uri = one(party, 'URIUniversalCommunication/URIID')
  return {
    name: text(party, 'Name'),
    tradingName: text(party, 'SpecifiedLegalOrganization/TradingBusinessName'),
    identifiers: [...all(party, 'GlobalID'), ...all(party, 'ID')].flatMap(id => identifierOf(id) ?? []),
    legalId: identifierOf(one(party, 'SpecifiedLegalOrganization/ID')),
    vat: registration('VA'),
    taxRegistration: registration('FC'),
    endpoint: identifierOf(uri),
    address: addressOf(one(party, 'PostalTradeAddress')),
    email: text(contact, 'EmailURIUniversalCommunication/URIID'),
    phone: text(contact, 'TelephoneUniversalCommunication/CompleteNumber'),
  }
}

function addressOf(address: XmlElement | null): PostalAddress | null {
  if (!address) return null
  return {
    lines: ['LineOne', 'LineTwo', 'LineThree'].flatMap(line => text(address, line) ?? []),
    postalCode: text(address, 'PostcodeCode'),
    city: text(address, 'CityName'),
    region: text(address, 'CountrySubDivisionName'),
    country: text(address, 'CountryID'),
  }
}

function periodOf(period: XmlElement | null): Period | null {
  if (!period) return null
  return {
    start: ciiDate(one(period, 'StartDateTime/DateTimeString')),
    end: ciiDate(one(period, 'EndDateTime/DateTimeString')),
  }
}

function meansOf(means: XmlElement): PaymentMeans {
  return {
    code: text(means, 'TypeCode'),
    accounts: all(means, 'PayeePartyCreditorFinancialAccount').map(
      account => text(account, 'IBANID') ?? text(account, 'ProprietaryID'),
    ),
    card: text(means, 'ApplicableTradeSettlementFinancialCard/ID'),
  }
}

function allowanceOf(allowance: XmlElement): Allowance {
  const indicator = text(allowance, 'ChargeIndicator/Indicator') ?? text(allowance, 'ChargeIndicator')
  return {
    charge: indicator === 'true' || indicator === '1',
    amount: text(allowance, 'ActualAmount'),
    base: text(allowance, 'BasisAmount'),
    percent: text(allowance, 'CalculationPercent'),
    category: text(allowance, 'CategoryTradeTax/CategoryCode'),
    rate:
      text(allowance, 'CategoryTradeTax/RateApplicablePercent') ??
      text(allowance, 'CategoryTradeTax/ApplicablePercent'),
    reason: text(allowance, 'Reason'),
    reasonCode: text(allowance, 'ReasonCode'),
  }
}

// EXTENDED only: freight as a charge of its own kind.
function logisticsOf(charge: XmlElement): Allowance {
  return {
    charge: true,
    amount: text(charge, 'AppliedAmount'),
    base: null,
    percent: null,
    category: text(charge, 'AppliedTradeTax/CategoryCode'),
    rate: text(charge, 'AppliedTradeTax/RateApplicablePercent'),
    reason: text(charge, 'Description'),
    reasonCode: null,
  }
}

function totalsOf(settlement: XmlElement | null): Totals | null {
  const sums =
    one(settlement, 'SpecifiedTradeSettlementHeaderMonetarySummation') ??
    one(settlement, 'SpecifiedTradeSettlementMonetarySummation')
  if (!sums) return null
  return {
    lines: text(sums, 'LineTotalAmount'),
    allowances: text(sums, 'AllowanceTotalAmount'),
    charges: text(sums, 'ChargeTotalAmount'),
    net: text(sums, 'TaxBasisTotalAmount'),
    taxes: all(sums, 'TaxTotalAmount').flatMap(tax => {
      const amount = textOf(tax)
      return amount === null ? [] : [{ amount, currency: attribute(tax, 'currencyID') }]
    }),
    gross: text(sums, 'GrandTotalAmount'),
    prepaid: text(sums, 'TotalPrepaidAmount'),
    rounding: text(sums, 'RoundingAmount'),
    payable: text(sums, 'DuePayableAmount'),
  }
}

function subtotalOf(tax: XmlElement): TaxSubtotal {
  return {
    taxable: text(tax, 'BasisAmount'),
    amount: text(tax, 'CalculatedAmount'),
    category: text(tax, 'CategoryCode'),
    rate: text(tax, 'RateApplicablePercent') ?? text(tax, 'ApplicablePercent'),
    exemption: text(tax, 'ExemptionReason') ?? text(tax, 'ExemptionReasonCode'),
    exemptionCode: text(tax, 'ExemptionReasonCode'),
  }
}

function lineOf(line: XmlElement): Line {
  const agreement = one(line, 'SpecifiedLineTradeAgreement') ?? one(line, 'SpecifiedSupplyChainTradeAgreement')
  const delivery = one(line, 'SpecifiedLineTradeDelivery') ?? one(line, 'SpecifiedSupplyChainTradeDelivery')
  const settlement = one(line, 'SpecifiedLineTradeSettlement') ?? one(line, 'SpecifiedSupplyChainTradeSettlement')
  const product = one(line, 'SpecifiedTradeProduct')
  const quantity = one(delivery, 'BilledQuantity')
  const status = text(line, 'AssociatedDocumentLineDocument/LineStatusReasonCode')
  const tax = one(settlement, 'ApplicableTradeTax')
  return {
    number: text(line, 'AssociatedDocumentLineDocument/LineID'),
    name: text(product, 'Name'),
    quantity: textOf(quantity),
    unit: attribute(quantity, 'unitCode'),
    net:
      text(settlement, 'SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount') ??
      text(settlement, 'SpecifiedTradeSettlementMonetarySummation/LineTotalAmount'),
    price: text(agreement, 'NetPriceProductTradePrice/ChargeAmount'),
    priceBase: text(agreement, 'NetPriceProductTradePrice/BasisQuantity'),
    grossPrice: text(agreement, 'GrossPriceProductTradePrice/ChargeAmount'),
    category: text(tax, 'CategoryCode'),
    rate: text(tax, 'RateApplicablePercent') ?? text(tax, 'ApplicablePercent'),
    period: periodOf(one(settlement, 'BillingSpecifiedPeriod')),
    allowances: all(settlement, 'SpecifiedTradeAllowanceCharge').map(allowanceOf),
    attributes: all(product, 'ApplicableProductCharacteristic').map(attributes => ({
      name: text(attributes, 'Description'),
      value: text(attributes, 'Value'),
    })),
    standardId: identifierOf(one(product, 'GlobalID')),
    classifications: all(product, 'DesignatedProductClassification/ClassCode').flatMap(code => {
      const value = textOf(code)
      return value === null ? [] : [{ scheme: attribute(code, 'listID'), value }]
    }),
    origin: text(product, 'OriginTradeCountry/ID'),
    refersBack:
      text(settlement, 'InvoiceReferencedDocument/IssuerAssignedID') !== null &&
      text(settlement, 'InvoiceReferencedDocument/FormattedIssueDateTime/DateTimeString') !== null,
    informative: status === 'GROUP' || status === 'INFORMATION',
  }
}
