// A CAMT.053 file of the test's own making, without balances, so that movements decide what is the same.

export type Movement = {
  readonly on: string
  readonly cents: bigint
  readonly remittance: string
  readonly name: string | null
  readonly iban: string | null
  readonly endToEnd: string | null
  readonly returned: string | null
}

/** One statement of the account of `test/portfolio.ts`'s creditor. */
export function statementFile(movements: readonly Movement[]): Uint8Array<ArrayBuffer> {
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
<GrpHdr><MsgId>M</MsgId><CreDtTm>2026-03-10T06:00:00</CreDtTm></GrpHdr>
<Stmt><Id>S</Id><CreDtTm>2026-03-10T06:00:00</CreDtTm>
<Acct><Id><IBAN>FR7699999000010001020304024</IBAN></Id><Ccy>EUR</Ccy></Acct>
${movements.map(entry).join('\n')}</Stmt></BkToCstmrStmt></Document>`
  return new TextEncoder().encode(text)
}

function entry({ on, cents, remittance, name, iban, endToEnd, returned }: Movement): string {
  const [sign, party] = cents < 0n ? ['DBIT', 'Cdtr'] : ['CRDT', 'Dbtr']
  const units = String(cents < 0n ? -cents : cents).padStart(3, '0')
  const amount = `${units.slice(0, -2)}.${units.slice(-2)}`
  const parties = [
    name === null ? '' : `<${party}><Nm>${name}</Nm></${party}>`,
    iban === null ? '' : `<${party}Acct><Id><IBAN>${iban}</IBAN></Id></${party}Acct>`,
  ].join('')
  const back = returned === null ? '' : `<RtrInf><Rsn><Cd>${returned}</Cd></Rsn></RtrInf>`
  return `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>${on}</Dt></BookgDt><ValDt><Dt>${on}</Dt></ValDt>
<NtryDtls><TxDtls>${endToEnd === null ? '' : `<Refs><EndToEndId>${endToEnd}</EndToEndId></Refs>`}
<Amt Ccy="EUR">${amount}</Amt>${parties === '' ? '' : `<RltdPties>${parties}</RltdPties>`}
<RmtInf><Ustrd>${remittance}</Ustrd></RmtInf>${back}</TxDtls></NtryDtls></Ntry>`
}
