import { deflateSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InvoiceDocument, LifecycleDocument, ReadOutcome } from './outcome.ts'
import { readAny } from './read.ts'

// Our own fixtures, written here: a French invoice that enters the reform (CII) and a Belgian one (UBL, Peppol BIS 3).
const amount = (name: string, value: string): string => `<ram:${name}>${value}</ram:${name}>`
const cii = (changes: (xml: string) => string = xml => xml): string =>
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

const PEPPOL = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0'

const UBL = `<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>${PEPPOL}</cbc:CustomizationID><cbc:ID>CN-1</cbc:ID><cbc:IssueDate>2026-02-10</cbc:IssueDate>
<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode><cbc:Note>#AAB#geen korting</cbc:Note>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>F-9</cbc:ID></cac:InvoiceDocumentReference>
</cac:BillingReference>
${['Supplier:0403019261', 'Customer:0202239951']
  .map(each => {
    const [role, number] = each.split(':')
    return `<cac:Accounting${role}Party><cac:Party><cbc:EndpointID schemeID="0208">${number}</cbc:EndpointID>
<cac:PostalAddress><cbc:CityName>Gent</cbc:CityName><cac:Country>
<cbc:IdentificationCode>BE</cbc:IdentificationCode></cac:Country></cac:PostalAddress><cac:PartyTaxScheme>
<cbc:CompanyID>BE${number}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
<cac:PartyLegalEntity><cbc:RegistrationName>${role} NV</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>
</cac:Accounting${role}Party>`
  })
  .join('')}
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">21</cbc:TaxAmount><cac:TaxSubtotal>
<cbc:TaxableAmount>100</cbc:TaxableAmount><cbc:TaxAmount>21</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID>
<cbc:Percent>21</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount>100</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount>100</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount>121</cbc:TaxInclusiveAmount>
<cbc:PayableAmount>121</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:CreditNoteLine><cbc:ID>1</cbc:ID><cbc:CreditedQuantity unitCode="C62">1</cbc:CreditedQuantity>
<cbc:LineExtensionAmount>100</cbc:LineExtensionAmount><cac:Item><cbc:Name>Retour</cbc:Name>
<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent></cac:ClassifiedTaxCategory></cac:Item>
<cac:Price><cbc:PriceAmount>100</cbc:PriceAmount></cac:Price></cac:CreditNoteLine></CreditNote>`

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const codes = (outcome: ReadOutcome): string[] => outcome.warnings.map(warning => warning.code)

const change =
  (from: string | RegExp, to: string) =>
  (xml: string): string =>
    xml.replace(from, to)

const status = (number: string, code: string): string =>
  `<ram:ReferenceReferencedDocument><ram:IssuerAssignedID>${number}</ram:IssuerAssignedID>
<ram:TypeCode>380</ram:TypeCode><ram:ProcessConditionCode>${code}</ram:ProcessConditionCode>
<ram:SpecifiedDocumentStatus><ram:ReasonCode>TX_TVA_ERR</ram:ReasonCode><ram:SpecifiedDocumentCharacteristic>
<ram:TypeCode>MEN</ram:TypeCode><ram:ValueAmount currencyID="EUR">12</ram:ValueAmount>
</ram:SpecifiedDocumentCharacteristic></ram:SpecifiedDocumentStatus></ram:ReferenceReferencedDocument>`

describe('invoices', () => {
  test('a sound CII invoice is read whole and without a word', async () => {
    const outcome = await readAny(bytes(cii()), 'x')
    expect([outcome.kind, outcome.format, outcome.profile, outcome.warnings]).toEqual([
      'invoice',
      'cii',
      'urn:cen.eu:en16931:2017',
      [],
    ])
    expect(outcome.documents).toMatchObject([
      {
        number: 'FA-2026-017', typeCode: '380', issueDate: '2026-09-15', dueDate: '2026-10-15', currency: 'EUR',
        net: '100.00', tax: '20.00', gross: '120.00', prepaid: '30.00', payable: '90.00', lineCount: 1,
        seller: { name: 'Ateliers Lenoir', siren: '732829320', vat: 'FR44732829320',
          endpoint: '0225:732829320', address: { city: 'Paris', country: 'FR' } },
        iban: 'FR7630006000011234567890189', paymentReference: 'RF18539007547034', orderReference: 'BC-77',
        notes: [{ subject: 'PMT', text: '40 euros' }, { subject: 'PMD' }, { subject: 'AAB' }],
      },
    ]) // prettier-ignore
  })

  test('a Belgian credit note of Peppol keeps its positive amounts', async () => {
    const outcome = await readAny(bytes(UBL), 'x')
    expect([outcome.kind, outcome.format, outcome.warnings]).toEqual(['invoice', 'ubl-credit-note', []])
    expect(outcome.documents).toMatchObject([
      { typeCode: '381', gross: '121.00', dueDate: null, precedingInvoices: ['F-9'],
        seller: { enterpriseNumber: '0403019261' }, notes: [{ subject: 'AAB', text: 'geen korting' }] },
    ]) // prettier-ignore
  })

  test.each([
    ['wrong total with VAT', change('>120.00<', '>121.00<'), 'refused', 'BR-CO-15'],
    ['wrong amount due', change('>90.00<', '>120.00<'), 'refused', 'BR-CO-16'],
    [
      'wrong sum of lines',
      change(/100.00(?=<\/ram:LineTotalAmount>\s*<ram:TaxBasis)/, '110.00'),
      'refused',
      'BR-CO-10',
    ],
    ['wrong net', change(/(TaxBasisTotalAmount>)100.00/, '$1101.00'), 'refused', 'BR-CO-13'],
    ['wrong VAT of a rate', change(/(CalculatedAmount>)20.00/, '$125.00'), 'refused', 'BR-CO-17'],
    ['no number', change('<ram:ID>FA-2026-017</ram:ID>', ''), 'refused', 'BR-02'],
    [
      'no due date nor terms',
      change(/<ram:SpecifiedTradePaymentTerms>[^]*?<\/ram:SpecifiedTradePaymentTerms>/, ''),
      'refused',
      'BR-CO-25',
    ],
    ['ISO date under code 102', change('20260915', '2026-09-15'), 'refused', 'BR-FR-03_BT-2'],
    ['30 February', change('20260915', '20260230'), 'refused', 'impossible-date'],
    ['due before issue', change('20261015', '20260815'), 'refused', 'BR-FR-CO-07_BT-9'],
    ['no recovery fee', change('PMT', 'AAI'), 'refused', 'BR-FR-05_BT-22_PMT'],
    ['short SIREN', change('732829320<', '73282932<'), 'refused', 'BR-FR-10_BT-30'],
    ['amount with a comma', change('>120.00<', '>120,00<'), 'refused', 'amount-not-a-number'],
    ['three decimals', change('>120.00<', '>120.001<'), 'refused', 'BR-DEC-14'],
    [
      'an amount given twice',
      change(/(<ram:GrandTotalAmount>.*<\/ram:GrandTotalAmount>)/, '$1$1'),
      'refused',
      'element-repeated',
    ],
    [
      'two headers',
      change('<rsm:SupplyChain', '<rsm:ExchangedDocument/><rsm:SupplyChain'),
      'refused',
      'element-repeated',
    ],
    ['namespace of another version', change('Entity:100', 'Entity:20'), 'refused', 'xml-namespace'],
    [
      'unknown level',
      change('en16931:2017', 'en16931:2017#compliant#urn:factur-x.eu:1p0:gold'),
      'invoice',
      'profile-unknown',
    ],
    ['retired currency', change('EUR</ram:InvoiceC', 'FRF</ram:InvoiceC'), 'refused', 'BR-CL-04'],
    ['unknown unit', change('"HUR"', '"heure"'), 'refused', 'BR-CL-23'],
    ['element of another namespace', change('xmlns:ram="urn:un', 'xmlns:ram="urn:autre'), 'refused', 'xml-namespace'],
    [
      'root of another namespace',
      change('CrossIndustryInvoice:100', 'CrossIndustryInvoice:1'),
      'refused',
      'xml-namespace',
    ],
    ['wrong IBAN key', change('FR76 3000', 'FR75 3000'), 'invoice', 'iban-key'],
    ['wrong VAT key', change('FR44732829320', 'FR45732829320'), 'invoice', 'vat-key'],
    ['wrong SIREN key', change(/552100554/g, '552100555'), 'invoice', 'siren-key'],
    ['VAT number of another SIREN', change('FR44732829320', 'FR83404833048'), 'invoice', 'vat-siren-mismatch'],
    ['wrong reference key', change('RF18', 'RF19'), 'invoice', 'rf-key'],
    ['wrong line product', change('>50.00<', '>49.00<'), 'invoice', 'line-amount'],
    ['unknown profile', change('urn:cen.eu:en16931:2017', 'urn:maison'), 'invoice', 'profile-unknown'],
    [
      'lines under MINIMUM',
      change('urn:cen.eu:en16931:2017', 'urn:factur-x.eu:1p0:minimum'),
      'invoice',
      'profile-content',
    ],
  ])('%s', async (_, mutate, kind, code) => {
    const outcome = await readAny(bytes(cii(mutate)), 'x')
    expect([outcome.kind, [...codes(outcome), outcome.error?.code]]).toEqual([kind, expect.arrayContaining([code])])
  })

  test.each([
    ['SIRET where the SIREN belongs', change('0002">732829320', '0002">73282932000074'), '732829320', '73282932000074'],
    ['SIRET only', change('0002">732829320', '0009">73282932000074'), '732829320', '73282932000074'],
    ['without scheme', change(' schemeID="0002">732829320', '>732829320'), '732829320', null],
    ['no SIREN at all', change('0002">732829320', '0002">FR732'), '732829320', null],
    ['wrong key as stated', change('0002">732829320', '0002">732829321'), '732829321', null],
  ])('the French numbers of a party: %s', async (_, mutate, siren, siret) => {
    const bare = (xml: string): string => mutate(xml.replace('FR44732829320', 'FR'))
    const [document] = (await readAny(bytes(cii(bare)), 'x')).documents as readonly InvoiceDocument[]
    expect(document?.seller).toMatchObject({ siren, siret })
  })

  test.each([
    ['the VAT number', '9957">FR44732829320', '732829320'],
    ['the SIREN and more', '0225">732829320_COMPTA', '732829320'],
    ['a wrong SIREN', '0225">732829321', null],
  ])('the electronic address gives the SIREN where nothing else does: %s', async (_, endpoint, siren) => {
    const bare = (xml: string): string =>
      xml
        .replace('FR44732829320', 'FR')
        .replace(/<ram:SpecifiedLegalOrganization>[^]*?<\/ram:SpecifiedLegalOrganization>/, '')
        .replace('0225">732829320', endpoint)
    const [document] = (await readAny(bytes(cii(bare)), 'x')).documents as readonly InvoiceDocument[]
    expect(document?.seller.siren).toBe(siren)
  })

  test('a Belgian number stands under its older scheme, or as the legal number without one', async () => {
    const bare = UBL.replaceAll(/<cac:PartyTaxScheme>[^]*?<\/cac:PartyTaxScheme>/g, '')
      .replace('0208">0403019261', '9925">BE0403019261')
      .replace('0208">0202239951', '0088">5412345000013')
      .replace(
        'Customer NV</cbc:RegistrationName>',
        'Customer NV</cbc:RegistrationName><cbc:CompanyID>0202.239.951</cbc:CompanyID>',
      )
    const [document] = (await readAny(bytes(bare), 'x')).documents as readonly InvoiceDocument[]
    expect(document?.seller.enterpriseNumber).toBe('0403019261')
    expect(document?.buyer.enterpriseNumber).toBe('0202239951')
  })

  test('a credit note of UBL has the type code of one, and an envelope of Peppol is opened', async () => {
    expect(codes(await readAny(bytes(UBL.replace('>381<', '>380<')), 'x'))).toEqual(['BR-CL-01'])
    const space = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader'
    const header =
      '<s:StandardBusinessDocumentHeader><s:HeaderVersion>1.0</s:HeaderVersion></s:StandardBusinessDocumentHeader>'
    const sent = `<s:StandardBusinessDocument xmlns:s="${space}">${header}${UBL}</s:StandardBusinessDocument>`
    expect(await readAny(bytes(sent), 'x')).toMatchObject({ kind: 'invoice', documents: [{ number: 'CN-1' }] })
  })

  test('an invoice outside the reform is not judged by it', async () => {
    const old = cii(xml =>
      xml
        .replace('<ram:ID>S1</ram:ID>', '')
        .replace(/<ram:URIUniversal[^]*?<\/ram:URIUniversalCommunication>/g, '')
        .replace('20261015', '20260815'),
    )
    const outcome = await readAny(bytes(old), 'x')
    expect([outcome.kind, codes(outcome)]).toEqual(['invoice', ['BR-FR-CO-07_BT-9', 'due-before-issue']])
  })

  test('a lifecycle message gives its statuses', async () => {
    const xml = `<rsm:CrossDomainAcknowledgementAndResponse
xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossDomainAcknowledgementAndResponse:100" xmlns:ram="r"
xmlns:udt="u"><rsm:AcknowledgementDocument><ram:TypeCode>23</ram:TypeCode><ram:IssueDateTime>
<udt:DateTimeString format="204">20260802100000</udt:DateTimeString>
</ram:IssueDateTime>${status('F1', '212')}${status('F2', '999')}</rsm:AcknowledgementDocument>
</rsm:CrossDomainAcknowledgementAndResponse>`
    const outcome = await readAny(bytes(xml), 'x')
    expect([outcome.kind, codes(outcome)]).toEqual(['lifecycle', ['status-unknown']])
    expect(outcome.documents[0] as LifecycleDocument).toMatchObject({
      code: '212', label: 'Encaissée', date: '2026-08-02', typeCode: '23', invoice: { number: 'F1', typeCode: '380' }, 
      reasons: [{ code: 'TX_TVA_ERR' }], amounts: [{ type: 'MEN', amount: '12.00' }],
    }) // prettier-ignore
  })
})

type PdfParts = {
  readonly name?: string
  readonly relation?: string
  readonly content?: Buffer
  readonly trailer?: string
  readonly level?: string
}

function pdf({
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

describe('Factur-X', () => {
  test.each([
    ['sound', {}, 'invoice', []],
    ['named otherwise', { name: 'facture.xml' }, 'refused', ['pdf-attachment-name']],
    ['relationship Source', { relation: '/Source' }, 'invoice', ['pdf-relationship']],
    ['announced level differs', { level: 'BASIC' }, 'invoice', ['pdf-xmp-profile']],
    ['encrypted', { trailer: '/Encrypt 9 0 R' }, 'refused', ['pdf-encrypted']],
    ['no XML', { name: 'photo.png' }, 'refused', ['pdf-no-xml']],
    ['bomb', { content: Buffer.alloc(80_000_000, 32) }, 'refused', ['pdf-bomb']],
    ['cut XML', { content: Buffer.from(cii().slice(0, 3000)) }, 'refused', ['xml-malformed']],
    ['no invoice', { content: Buffer.from('<a/>') }, 'refused', ['pdf-no-xml']],
  ])('%s', async (_, parts, kind, expected) => {
    const outcome = await readAny(pdf(parts), 'x')
    const told = outcome.error && !codes(outcome).includes(outcome.error.code) ? [outcome.error.code] : []
    expect([outcome.kind, [...codes(outcome), ...told]]).toEqual([kind, expected])
    const numbers = (outcome.documents as readonly InvoiceDocument[]).map(document => document.number)
    expect(numbers).toEqual(kind === 'invoice' || codes(outcome).includes('pdf-attachment-name') ? ['FA-2026-017'] : [])
  })

  test('PDF/UA has a part of its own', async () => {
    const both = Buffer.from(pdf({})).toString('latin1')
    const spaced = both.replace('a:part="3"', 'u:part="1" xmlns:u="http://www.aiim.org/pdfua/ns/id/" a:part="3"')
    expect(codes(await readAny(Buffer.from(spaced, 'latin1'), 'x'))).toEqual([])
  })

  test('an update replaces what it defines anew, packed in object streams too', async () => {
    const packed = (number: number, content: string): string =>
      `${number} 0 obj <</Type/ObjStm/N 1/First 4/Length ${content.length + 4}>>\nstream\n2 0 ${content}\nendstream endobj\n`
    const specification = (name: string): string =>
      `<</Type/Filespec/F(${name})/UF(${name})/AFRelationship/Data/EF<</F 3 0 R>>>>`
    const base = Buffer.from(pdf({}))
      .toString('latin1')
      .replace(/2 0 obj [^]*?endobj/, '')
    const updated = base + packed(7, specification('facture.xml')) + packed(8, specification('factur-x.xml')) + '%%EOF'
    expect(await readAny(Buffer.from(updated, 'latin1'), 'x')).toMatchObject({ kind: 'invoice', warnings: [] })
  })

  test.each([
    ['only associated', /\/Names<<[^]*?>>>>>>/, '>>', []],
    ['only embedded', '/AF[2 0 R]', '', ['pdf-not-associated']],
  ])('an attachment that is %s is found', async (_, from, to, expected) => {
    const changed = Buffer.from(pdf({})).toString('latin1').replace(from, to)
    const outcome = await readAny(Buffer.from(changed, 'latin1'), 'x')
    expect([outcome.kind, codes(outcome)]).toEqual(['invoice', expected])
  })

  test.each(['ZUGFeRD-invoice.xml', 'zugferd-invoice.xml', 'xrechnung.xml'])('%s is a name', async name => {
    expect(codes(await readAny(pdf({ name }), 'x'))).toEqual([])
  })

  test('cut short and hostile PDFs are refused within their ceilings', async () => {
    const whole = pdf({})
    for (let length = 0; length < whole.length; length += 97)
      expect((await readAny(whole.subarray(0, length), 'x')).kind).toMatch(/invoice|refused/)
    for (const part of ['1 0 obj [ ', '1 0 obj << ', '1 0 obj (', '[', '1 0 obj <<>> stream\n', '9 0 obj 1 endobj\n']) {
      const started = process.cpuUsage()
      expect((await readAny(bytes(`%PDF-1.7\n${part.repeat(300_000)}`), 'x')).kind).toBe('refused')
      expect(process.cpuUsage(started).user).toBeLessThan(4_000_000)
    }
  })
})

const whole = (outcome: ReadOutcome): boolean =>
  (outcome.kind === 'refused') === (outcome.error !== null) &&
  (outcome.kind === 'refused' || outcome.documents.length > 0)

describe('anything', () => {
  const seeds = [bytes(cii()), bytes(UBL), pdf({}), bytes('N° facture;Date facture;Montant TTC\nF1;01/02/2026;12,50\n')]

  test('random bytes always get an answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('', '%PDF-1.4\n', 'PK\u0003\u0004', '<', 'N facture;Montant\n'),
        async (noise, head) => {
          expect(whole(await readAny(Buffer.concat([bytes(head), noise]), 'x'))).toBe(true)
        },
      ),
      { numRuns: 600 },
    )
  })

  test('mutated files always get an answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(fc.record({ at: fc.nat(), value: fc.nat(255), remove: fc.nat(40) }), { minLength: 1, maxLength: 6 }),
        async (seed, edits) => {
          let mutated = Buffer.from(seed)
          for (const { at, value, remove } of edits) {
            const place = at % mutated.length
            mutated = Buffer.concat([
              mutated.subarray(0, place),
              Buffer.from([value]),
              mutated.subarray(place + remove),
            ])
          }
          expect(whole(await readAny(mutated, 'x'))).toBe(true)
        },
      ),
      { numRuns: 800 },
    )
  })
})
