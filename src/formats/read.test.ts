import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InvoiceDocument, LifecycleDocument, ReadOutcome } from './outcome.ts'
import { readAny } from './read.ts'
import { bytes, cii, codes, pdf } from './testing.ts'

// A Belgian credit note (UBL, Peppol BIS 3).
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

  test('an invoice of endless lines or rates gets an answer', { tags: ['slow'] }, async () => {
    const empty = `<ram:IncludedSupplyChainTradeLineItem/>`.repeat(150_000)
    const lines = await readAny(bytes(cii(change('<ram:ApplicableHeaderTradeAgreement>', `${empty}$&`))), 'x')
    expect([lines.kind, codes(lines)]).toEqual(['refused', expect.arrayContaining(['BR-21'])])
    const rates = '<ram:ApplicableTradeTax/>'.repeat(2000)
    const groups = await readAny(bytes(cii(change('<ram:SpecifiedTradePaymentTerms>', `${rates}$&`))), 'x')
    expect(groups.error?.code).toBe('too-many-groups')
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
