import { describe, expect, test } from 'vitest'
import { readAny } from '../../read.ts'
import { bytes, cii, codes } from '../../testing.ts'

const allowance = (charge: boolean, inner: string): string =>
  `<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>${String(charge)}</udt:Indicator>
</ram:ChargeIndicator>${inner}</ram:SpecifiedTradeAllowanceCharge>`
const ofHeader = (category: string): string => `<ram:ActualAmount>0.00</ram:ActualAmount><ram:Reason>Remise</ram:Reason>
<ram:CategoryTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>${category}</ram:CategoryCode>
<ram:RateApplicablePercent>20</ram:RateApplicablePercent></ram:CategoryTradeTax>`
const header = '<ram:SpecifiedTradePaymentTerms>'
const line = '<ram:SpecifiedTradeSettlementLineMonetarySummation>'
const seller = '<ram:SellerTradeParty>'
const product = '<ram:Name>Entretien</ram:Name>'
const tax = '<ram:RateApplicablePercent>20</ram:RateApplicablePercent></ram:ApplicableTradeTax>\n<ram:SpecifiedTradeP'

// Each row breaks what its rule says; that no other words are lost is the business of the sound invoice's own test.
describe('rules of code lists, decimals and sums', () => {
  test.each([
    ['BR-CL-06', tax, `<ram:DueDateTypeCode>35</ram:DueDateTypeCode>${tax}`],
    ['BR-CL-08', /\nAAB</, '\nescompte<'],
    ['BR-CL-10', seller, `${seller}<ram:GlobalID schemeID="SIRET">73282932000074</ram:GlobalID>`],
    ['BR-CL-11', 'schemeID="0002">732829320', 'schemeID="SIREN">732829320'],
    [
      'BR-CL-13',
      product,
      `${product}<ram:DesignatedProductClassification><ram:ClassCode listID="CPV">5</ram:ClassCode>
</ram:DesignatedProductClassification>`,
    ],
    ['BR-CL-15', product, `${product}<ram:OriginTradeCountry><ram:ID>UK</ram:ID></ram:OriginTradeCountry>`],
    ['BR-CL-19', header, allowance(false, `${ofHeader('S')}<ram:ReasonCode>FC</ram:ReasonCode>`) + header],
    ['BR-CL-20', header, allowance(true, `${ofHeader('S')}<ram:ReasonCode>95</ram:ReasonCode>`) + header],
    ['BR-CL-21', product, `<ram:GlobalID schemeID="GTIN">4006381333931</ram:GlobalID>${product}`],
    ['BR-CL-22', tax, `<ram:ExemptionReasonCode>ART261</ram:ExemptionReasonCode>${tax}`],
    ['BR-DEC-24', line, allowance(false, '<ram:ActualAmount>0.001</ram:ActualAmount>') + line],
    ['BR-DEC-28', line, allowance(true, '<ram:BasisAmount>0.001</ram:BasisAmount>') + line],
    ['BR-CO-11', header, allowance(false, ofHeader('S')) + header],
    ['BR-CO-12', header, allowance(true, ofHeader('S')) + header],
    ['BR-O-12', /S(?=<\/ram:CategoryCode>\n<ram:RateApplicablePercent>20<\/ram:RateApplicablePercent><\/ram:App)/, 'O'],
    [
      'BR-17',
      '<ram:ApplicableTradeTax><ram:Calc',
      '<ram:PayeeTradeParty><ram:Name>Ateliers Lenoir</ram:Name></ram:PayeeTradeParty><ram:ApplicableTradeTax><ram:Calc',
    ],
  ])('%s', async (rule, from, to) => {
    const broken = cii(xml => xml.replace(from, to))
    expect(broken).not.toBe(cii())
    const outcome = await readAny(bytes(broken), 'x')
    expect(outcome.kind).toBe('refused')
    expect(codes(outcome)).toContain(rule)
  })

  test('codes of the lists pass', async () => {
    const sound = cii(xml =>
      xml
        .replace(product, `<ram:GlobalID schemeID="0160">4006381333931</ram:GlobalID>${product}`)
        .replace(tax, `<ram:DueDateTypeCode>72</ram:DueDateTypeCode>${tax}`)
        .replace(
          line,
          allowance(true, '<ram:ActualAmount>0.00</ram:ActualAmount><ram:ReasonCode>FC</ram:ReasonCode>') + line,
        ),
    )
    expect(await readAny(bytes(sound), 'x')).toMatchObject({ kind: 'invoice', warnings: [] })
  })
})
