import type { InvoiceNote, PostalAddress } from '../outcome.ts'
import type { XmlElement } from '../xml.ts'
import type { Allowance, Identifier, Invoice, Line, Party, PaymentMeans, Period, TaxSubtotal, Totals } from './model.ts'
import { all, attribute, isoDate, one, text, textOf } from './tree.ts'

/** The two UBL 2.1 documents that EN 16931 binds to. */
export const UBL_INVOICE_NAMESPACE = 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'
export const UBL_CREDIT_NOTE_NAMESPACE = 'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2'

/** UBL 2.1 invoice or credit note → model, by the binding of CEN/TS 16931-3-2. Whatever is missing is absent. */
export function readUbl(root: XmlElement): Invoice {
  const supplier = one(root, 'AccountingSupplierParty/Party')
  const means = all(root, 'PaymentMeans')
  const period = one(root, 'InvoicePeriod')
  const dueDates = [text(root, 'DueDate'), ...means.map(each => text(each, 'PaymentDueDate'))]
  return {
    syntax: root.name === 'CreditNote' ? 'ubl-credit-note' : 'ubl-invoice',
    profile: text(root, 'CustomizationID'),
    process: text(root, 'ProfileID'),
    number: text(root, 'ID'),
    typeCode: text(root, 'InvoiceTypeCode') ?? text(root, 'CreditNoteTypeCode'),
    issueDate: isoDate(text(root, 'IssueDate')),
    dueDates: dueDates.flatMap(date => isoDate(date) ?? []),
    taxPointDate: isoDate(text(root, 'TaxPointDate')),
    taxPointCode: text(period, 'DescriptionCode'),
    currency: text(root, 'DocumentCurrencyCode'),
    taxCurrency: text(root, 'TaxCurrencyCode'),
    terms:
      all(root, 'PaymentTerms/Note')
        .map(textOf)
        .filter(note => note !== null)
        .join('\n') || null,
    paymentReference: means.map(each => text(each, 'PaymentID')).find(found => found !== null) ?? null,
    orderReference: orderOf(text(root, 'OrderReference/ID')),
    contract: text(root, 'ContractDocumentReference/ID'),
    notes: all(root, 'Note').flatMap(noteOf),
    preceding: all(root, 'BillingReference').map(reference => ({
      number: text(reference, 'InvoiceDocumentReference/ID'),
      date: isoDate(text(reference, 'InvoiceDocumentReference/IssueDate')),
    })),
    seller: partyOf(one(root, 'AccountingSupplierParty') ? (supplier ?? EMPTY) : null),
    buyer: partyOf(one(root, 'AccountingCustomerParty') ? (one(root, 'AccountingCustomerParty/Party') ?? EMPTY) : null),
    payee: partyOf(one(root, 'PayeeParty')),
    taxRepresentative: partyOf(one(root, 'TaxRepresentativeParty')),
    deliveryDate: isoDate(text(root, 'Delivery/ActualDeliveryDate')),
    deliveryAddress: addressOf(one(root, 'Delivery/DeliveryLocation/Address')),
    period: periodOf(period),
    means: means.map(meansOf),
    allowances: all(root, 'AllowanceCharge').map(allowanceOf),
    totals: totalsOf(root),
    breakdown: all(root, 'TaxTotal/TaxSubtotal').map(subtotalOf),
    attachments: all(root, 'AdditionalDocumentReference').map(attached => text(attached, 'ID')),
    lines: [...all(root, 'InvoiceLine'), ...all(root, 'CreditNoteLine')].map(lineOf),
  }
}

const EMPTY: XmlElement = { name: 'Party', namespace: '', attributes: new Map(), children: [], text: '', line: 0 }

// Peppol writes NA where the buyer gave no order (rule PEPPOL-EN16931-R003 wants an order or a buyer reference).
function orderOf(value: string | null): string | null {
  return value === 'NA' ? null : value
}

// UBL has no element for the subject code: EN 16931 writes `#AAB#text` into the note itself (CEN/TS 16931-3-2, BT-21).
function noteOf(note: XmlElement): InvoiceNote[] {
  const value = textOf(note)
  if (value === null) return []
  const coded = /^#([A-Z]{3})#\s*([\s\S]*)$/.exec(value)
  return [coded ? { subject: coded[1] ?? null, text: coded[2] ?? '' } : { subject: null, text: value }]
}

function identifierOf(element: XmlElement | null): Identifier | null {
  const value = textOf(element)
  return value === null ? null : { scheme: attribute(element, 'schemeID'), value }
}

function partyOf(party: XmlElement | null): Party | null {
  if (!party) return null
  const scheme = (isVat: boolean): string | null =>
    all(party, 'PartyTaxScheme')
      .filter(tax => (text(tax, 'TaxScheme/ID')?.toUpperCase() === 'VAT') === isVat)
      .map(tax => text(tax, 'CompanyID'))
      .find(found => found !== null) ?? null
  return {
    name: text(party, 'PartyLegalEntity/RegistrationName'),
    tradingName: text(party, 'PartyName/Name'),
    // SEPA is the creditor's direct debit identifier (BT-90), no identifier of the party.
    identifiers: all(party, 'PartyIdentification/ID')
      .flatMap(id => identifierOf(id) ?? [])
      .filter(id => id.scheme !== 'SEPA'),
    legalId: identifierOf(one(party, 'PartyLegalEntity/CompanyID')),
    vat: scheme(true),
    taxRegistration: scheme(false),
    endpoint: identifierOf(one(party, 'EndpointID')),
    address: addressOf(one(party, 'PostalAddress')),
    email: text(party, 'Contact/ElectronicMail'),
    phone: text(party, 'Contact/Telephone'),
  }
}

function addressOf(address: XmlElement | null): PostalAddress | null {
  if (!address) return null
  return {
    lines: ['StreetName', 'AdditionalStreetName', 'AddressLine/Line'].flatMap(line => text(address, line) ?? []),
    postalCode: text(address, 'PostalZone'),
    city: text(address, 'CityName'),
    region: text(address, 'CountrySubentity'),
    country: text(address, 'Country/IdentificationCode'),
  }
}

function periodOf(period: XmlElement | null): Period | null {
  if (!period) return null
  return { start: isoDate(text(period, 'StartDate')), end: isoDate(text(period, 'EndDate')) }
}

function meansOf(means: XmlElement): PaymentMeans {
  return {
    code: text(means, 'PaymentMeansCode'),
    accounts: all(means, 'PayeeFinancialAccount').map(account => text(account, 'ID')),
    card: text(means, 'CardAccount/PrimaryAccountNumberID'),
  }
}

function allowanceOf(allowance: XmlElement): Allowance {
  const indicator = text(allowance, 'ChargeIndicator')
  return {
    charge: indicator === 'true' || indicator === '1',
    amount: text(allowance, 'Amount'),
    base: text(allowance, 'BaseAmount'),
    percent: text(allowance, 'MultiplierFactorNumeric'),
    category: text(allowance, 'TaxCategory/ID'),
    rate: text(allowance, 'TaxCategory/Percent'),
    reason: text(allowance, 'AllowanceChargeReason'),
    reasonCode: text(allowance, 'AllowanceChargeReasonCode'),
  }
}

function totalsOf(root: XmlElement): Totals | null {
  const sums = one(root, 'LegalMonetaryTotal')
  const taxes = all(root, 'TaxTotal/TaxAmount').flatMap(tax => {
    const amount = textOf(tax)
    return amount === null ? [] : [{ amount, currency: attribute(tax, 'currencyID') }]
  })
  if (!sums && taxes.length === 0) return null
  return {
    lines: text(sums, 'LineExtensionAmount'),
    allowances: text(sums, 'AllowanceTotalAmount'),
    charges: text(sums, 'ChargeTotalAmount'),
    net: text(sums, 'TaxExclusiveAmount'),
    taxes,
    gross: text(sums, 'TaxInclusiveAmount'),
    prepaid: text(sums, 'PrepaidAmount'),
    rounding: text(sums, 'PayableRoundingAmount'),
    payable: text(sums, 'PayableAmount'),
  }
}

function subtotalOf(tax: XmlElement): TaxSubtotal {
  const category = one(tax, 'TaxCategory')
  return {
    taxable: text(tax, 'TaxableAmount'),
    amount: text(tax, 'TaxAmount'),
    category: text(category, 'ID'),
    rate: text(category, 'Percent'),
    exemption: text(category, 'TaxExemptionReason') ?? text(category, 'TaxExemptionReasonCode'),
    exemptionCode: text(category, 'TaxExemptionReasonCode'),
  }
}

function lineOf(line: XmlElement): Line {
  const item = one(line, 'Item')
  const price = one(line, 'Price')
  const quantity = one(line, 'InvoicedQuantity') ?? one(line, 'CreditedQuantity')
  return {
    number: text(line, 'ID'),
    name: text(item, 'Name'),
    quantity: textOf(quantity),
    unit: attribute(quantity, 'unitCode'),
    net: text(line, 'LineExtensionAmount'),
    price: text(price, 'PriceAmount'),
    priceBase: text(price, 'BaseQuantity'),
    grossPrice: text(price, 'AllowanceCharge/BaseAmount'),
    category: text(item, 'ClassifiedTaxCategory/ID'),
    rate: text(item, 'ClassifiedTaxCategory/Percent'),
    period: periodOf(one(line, 'InvoicePeriod')),
    allowances: all(line, 'AllowanceCharge').map(allowanceOf),
    attributes: all(item, 'AdditionalItemProperty').map(property => ({
      name: text(property, 'Name'),
      value: text(property, 'Value'),
    })),
    standardId: identifierOf(one(item, 'StandardItemIdentification/ID')),
    classifications: all(item, 'CommodityClassification/ItemClassificationCode').flatMap(code => {
      const value = textOf(code)
      return value === null ? [] : [{ scheme: attribute(code, 'listID'), value }]
    }),
    origin: text(item, 'OriginCountry/IdentificationCode'),
    refersBack:
      text(line, 'BillingReference/InvoiceDocumentReference/ID') !== null &&
      text(line, 'BillingReference/InvoiceDocumentReference/IssueDate') !== null,
    informative: false,
  }
}
