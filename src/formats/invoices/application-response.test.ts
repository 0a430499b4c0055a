import { expect, test } from 'vitest'
import { readAny } from '../read.ts'
import { bytes, codes } from '../testing.ts'

// A buyer's answer as Peppol BIS 63 writes it.
const response = (code: string, status = '', reference = '<cbc:ID>F-17</cbc:ID>'): Uint8Array =>
  bytes(`<ApplicationResponse xmlns="urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2"
xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>urn:fdc:peppol.eu:poacc:trns:invoice_response:3</cbc:CustomizationID><cbc:ID>R-1</cbc:ID>
<cbc:IssueDate>2026-03-10</cbc:IssueDate>
<cac:SenderParty><cbc:EndpointID schemeID="0208">0202239951</cbc:EndpointID></cac:SenderParty>
<cac:ReceiverParty><cac:PartyLegalEntity><cbc:RegistrationName>Ateliers Lenoir</cbc:RegistrationName>
</cac:PartyLegalEntity></cac:ReceiverParty>
<cac:DocumentResponse><cac:Response><cbc:ResponseCode>${code}</cbc:ResponseCode>
<cbc:EffectiveDate>2026-03-09</cbc:EffectiveDate>${status}</cac:Response>
<cac:DocumentReference>${reference}<cbc:IssueDate>2026-03-02</cbc:IssueDate>
<cbc:DocumentTypeCode>380</cbc:DocumentTypeCode></cac:DocumentReference></cac:DocumentResponse>
</ApplicationResponse>`)

const why = `<cac:Status><cbc:StatusReasonCode>QUA</cbc:StatusReasonCode>
<cbc:StatusReason>Wrong quantity</cbc:StatusReason></cac:Status>`

test('a rejection says whom, what and why', async () => {
  expect(await readAny(response('RE', why), 'x')).toMatchObject({
    kind: 'lifecycle',
    format: 'ubl-response',
    profile: 'urn:fdc:peppol.eu:poacc:trns:invoice_response:3',
    warnings: [],
    documents: [
      {
        code: 'RE',
        label: 'Refusée',
        date: '2026-03-09',
        invoice: { number: 'F-17', typeCode: '380', issueDate: '2026-03-02', seller: 'Ateliers Lenoir' },
        sender: '0208:0202239951',
        reasons: [{ code: 'QUA', text: 'Wrong quantity' }],
        amounts: [],
      },
    ],
  })
})

test.each([
  ['PD', '', undefined, []],
  ['RE', '', undefined, ['status-without-reason']],
  ['OK', '', undefined, ['status-unknown']],
  ['AP', '', '', ['status-without-invoice']],
])('%s %s', async (code, status, reference, expected) => {
  const outcome = await readAny(response(code, status, reference), 'x')
  expect([outcome.kind, codes(outcome)]).toEqual(['lifecycle', expected])
})

test('a response that answers nothing is refused', async () => {
  const empty = Buffer.from(response('AP'))
    .toString()
    .replace(/<cac:DocumentResponse>[^]*<\/cac:DocumentResponse>/, '')
  expect((await readAny(bytes(empty), 'x')).error?.code).toBe('lifecycle-empty')
})
