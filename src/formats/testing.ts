import { deflateSync } from 'node:zlib'
import type { ReadOutcome } from './outcome.ts'

// Our own fixture: a French invoice that enters the reform.
const amount = (name: string, value: string): string => `<ram:${name}>${value}</ram:${name}>`
/** The CII invoice, changed. */
export const cii = (changes: (xml: string) => string = xml => xml): string =>
  changes(`<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>S1</ram:ID>
</ram:BusinessProcessSpecifiedDocumentContextParameter>
<ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017</ram:ID>
</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>FA-2026-017</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime>
<udt:DateTimeString format="102">20260915</udt:DateTimeString></ram:IssueDateTime>
${['PMT:40 euros', 'PMD:trois fois le taux légal', 'AAB:pas d’escompte']
  .map(
    note =>
      `<ram:IncludedNote><ram:Content>${note.slice(4)}</ram:Content><ram:SubjectCode>
${note.slice(0, 3)}</ram:SubjectCode></ram:IncludedNote>`,
  )
  .join('')}</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument>
<ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
<ram:SpecifiedTradeProduct><ram:Name>Entretien</ram:Name></ram:SpecifiedTradeProduct>
<ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice>
${amount('ChargeAmount', '50.00')}</ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="HUR">2</ram:BilledQuantity>
</ram:SpecifiedLineTradeDelivery>
<ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode>
<ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>20</ram:RateApplicablePercent>
</ram:ApplicableTradeTax>
<ram:SpecifiedTradeSettlementLineMonetarySummation>
${amount('LineTotalAmount', '100.00')}</ram:SpecifiedTradeSettlementLineMonetarySummation>
</ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>
<ram:ApplicableHeaderTradeAgreement>${party('Seller', 'Ateliers Lenoir', '732829320', 'FR44732829320')}
${party('Buyer', 'Bâtir SA', '552100554', 'FR96552100554')}
<ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>BC-77</ram:IssuerAssignedID>
</ram:BuyerOrderReferencedDocument></ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery/><ram:ApplicableHeaderTradeSettlement>
<ram:PaymentReference>RF18539007547034</ram:PaymentReference><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount>
<ram:IBANID>FR76 3000 6000 0112 3456 7890 189</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>
</ram:SpecifiedTradeSettlementPaymentMeans>
<ram:ApplicableTradeTax>${amount('CalculatedAmount', '20.00')}<ram:TypeCode>VAT</ram:TypeCode>
${amount('BasisAmount', '100.00')}<ram:CategoryCode>S</ram:CategoryCode>
<ram:RateApplicablePercent>20</ram:RateApplicablePercent></ram:ApplicableTradeTax>
<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20261015</udt:DateTimeString>
</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation>${amount('LineTotalAmount', '100.00')}
${amount('TaxBasisTotalAmount', '100.00')}<ram:TaxTotalAmount currencyID="EUR">20.00</ram:TaxTotalAmount>
${amount('GrandTotalAmount', '120.00')}${amount('TotalPrepaidAmount', '30.00')}
${amount('DuePayableAmount', '90.00')}</ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`)

function party(role: string, name: string, siren: string, vat: string): string {
  return `<ram:${role}TradeParty><ram:Name>${name}</ram:Name><ram:SpecifiedLegalOrganization>
<ram:ID schemeID="0002">${siren}</ram:ID></ram:SpecifiedLegalOrganization><ram:PostalTradeAddress>
<ram:PostcodeCode>75001</ram:PostcodeCode><ram:LineOne>1 rue Neuve</ram:LineOne><ram:CityName>Paris</ram:CityName>
<ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress><ram:URIUniversalCommunication>
<ram:URIID schemeID="0225">${siren}</ram:URIID></ram:URIUniversalCommunication><ram:SpecifiedTaxRegistration>
<ram:ID schemeID="VA">${vat}</ram:ID></ram:SpecifiedTaxRegistration></ram:${role}TradeParty>`
}

type PdfParts = {
  readonly name?: string
  readonly relation?: string
  readonly content?: Buffer
  readonly trailer?: string
  readonly level?: string
}

/** A Factur-X PDF around it. */
export function pdf({
  name = 'factur-x.xml',
  relation = '/Data',
  content = Buffer.from(cii()),
  trailer = '',
  level = 'EN 16931',
}: PdfParts): Uint8Array {
  const packed = deflateSync(content)
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns:a="http://www.aiim.org/pdfa/ns/id/"
xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"><rdf:RDF><rdf:Description a:part="3"/>
<rdf:Description><fx:ConformanceLevel>${level}</fx:ConformanceLevel>
<fx:DocumentFileName>${name}</fx:DocumentFileName></rdf:Description></rdf:RDF></x:xmpmeta>`
  return Buffer.concat([
    Buffer.from(
      `%PDF-1.7\n1 0 obj <</Type/Catalog/Metadata 4 0 R/AF[2 0 R]\n` +
        `/Names<</EmbeddedFiles<</Names[(${name}) 2 0 R]>>>>>>\nendobj\n`,
    ),
    Buffer.from(`2 0 obj <</Type/Filespec/F(${name})/UF(${name})/AFRelationship${relation}/EF<</F 3 0 R>>>> endobj\n`),
    Buffer.from(
      `3 0 obj <</Type/EmbeddedFile/Subtype/text#2Fxml/Filter/FlateDecode/Length ${packed.length}>>\nstream\n`,
    ),
    packed,
    Buffer.from(
      `\nendstream endobj\n4 0 obj <</Type/Metadata/Length ${Buffer.byteLength(xmp)}>>\n` +
        `stream\n${xmp}\nendstream endobj\n` +
        `trailer <</Root 1 0 R${trailer}>>\n%%EOF\n`,
    ),
  ])
}

/** The bytes of a text. */
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
/** The codes of the warnings, in order. */
export const codes = (outcome: ReadOutcome): string[] => outcome.warnings.map(warning => warning.code)
