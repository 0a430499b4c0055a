import { gzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { ReadOutcome } from '../outcome.ts'
import { readStatement } from './index.ts'
import { codes, first, only, read } from './testing.ts'

const camt = (entries: string, extra = ''): string =>
  `<?xml version="1.0"?><n:Document xmlns:n="urn:iso:std:iso:20022:tech:xsd:camt.053.001.13">
<n:BkToCstmrStmt><n:Stmt><n:Id>S1</n:Id>
<n:Acct><n:Id><n:IBAN>FR7630006000011234567890189</n:IBAN></n:Id><n:Ccy>EUR</n:Ccy></n:Acct>
<n:Bal><n:Tp><n:CdOrPrtry><n:Cd>OPBD</n:Cd></n:CdOrPrtry></n:Tp><n:Amt Ccy="EUR">100</n:Amt><n:CdtDbtInd>CRDT</n:CdtDbtInd><n:Dt><n:Dt>2026-03-31</n:Dt></n:Dt></n:Bal>
<n:Bal><n:Tp><n:CdOrPrtry><n:Cd>CLBD</n:Cd></n:CdOrPrtry></n:Tp><n:Amt Ccy="EUR">200</n:Amt><n:CdtDbtInd>CRDT</n:CdtDbtInd><n:Dt><n:DtTm>2026-04-01T18:00:00+02:00</n:DtTm></n:Dt></n:Bal>
${extra}${entries.replaceAll('</', '</n:').replace(/<(?!\/)/g, '<n:')}</n:Stmt></n:BkToCstmrStmt></n:Document>`
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const ntry = (inside: string, amount = '100'): string =>
  `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-04-01</Dt></BookgDt><AcctSvcrRef>B1</AcctSvcrRef>${inside}</Ntry>`
const detail = (amount: string, currency = 'EUR', inside = ''): string =>
  `<TxDtls><Refs><EndToEndId>E${amount}</EndToEndId></Refs><Amt Ccy="${currency}">${amount}</Amt>${inside}</TxDtls>`
const batch = (...details: readonly string[]): string =>
  `<NtryDtls><Btch><NbOfTxs>${details.length}</NbOfTxs></Btch>${details.join('')}</NtryDtls>`

const reference = (text: string): string => `<RmtInf><Strd><CdtrRefInf><Ref>${text}</Ref></CdtrRefInf></Strd></RmtInf>`

const found = (text: string): string | null =>
  first(read(camt(ntry(batch(detail('100', 'EUR', reference(text))))))).structuredReference

describe('CAMT', () => {
  test('a batch is flattened to its transactions, whatever the version and the prefix', () => {
    const party =
      '<RltdPties><Dbtr><Pty><Nm>Client</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>BE68539007547034</IBAN></Id></' +
      'DbtrAcct></RltdPties>'
    const text = '<RmtInf><Ustrd>FA 1 +++010/8068/17183+++</Ustrd></RmtInf>'
    const outcome = read(camt(ntry(batch(detail('60', 'EUR', party + text), detail('40')))))
    expect(outcome).toMatchObject({ format: 'CAMT.053', profile: 'camt.053.001.13', warnings: [] })
    expect(only(outcome)).toMatchObject({
      account: 'FR7630006000011234567890189',
      balanced: true,
      closingBalance: { amount: '200.00', date: '2026-04-01' },
      entries: [
        {
          amount: '60.00',
          endToEndId: 'E60',
          parent: 'B1',
          structuredReference: '010806817183',
          counterparty: { name: 'Client', iban: 'BE68539007547034' },
        },
        { amount: '40.00', endToEndId: 'E40', parent: 'B1' },
      ],
    })
  })

  test.each([
    [
      'details that fall short leave a rest',
      batch(detail('60'), detail('30')),
      ['60.00', '30.00', '10.00'],
      ['batch-rest'],
    ],
    [
      'details in another currency share the booking',
      batch(detail('66', 'USD'), detail('44', 'USD')),
      ['60.00', '40.00'],
      ['batch-in-other-currency'],
    ],
    ['one detail is the booking', batch(detail('110', 'USD')), ['100.00'], []],
    [
      'details without amounts stay whole',
      '<NtryDtls><TxDtls></TxDtls><TxDtls></TxDtls></NtryDtls>',
      ['100.00'],
      ['batch-without-amounts'],
    ],
    [
      'a batch that counts more than it shows',
      '<NtryDtls><Btch><NbOfTxs>3</NbOfTxs></Btch>' + detail('100') + '</NtryDtls>',
      ['100.00'],
      ['batch-count'],
    ],
  ])('%s', (_, inside, amounts, warnings) => {
    const outcome = read(camt(ntry(inside)))
    expect(only(outcome).entries.map(entry => entry.amount)).toEqual(amounts)
    expect(only(outcome).balanced).toBe(true)
    expect(codes(outcome)).toEqual(warnings)
  })

  test('returns, reversals, pending entries and summaries', () => {
    const returned = ntry(
      batch(detail('100', 'EUR', '<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>compte clos</AddtlInf></RtrInf>')),
    )
    expect(first(read(camt(returned))).returned).toBe('AC04 compte clos')
    const code = '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>UPDD</SubFmlyCd></Fmly></Domn></BkTxCd>'
    expect(first(read(camt(ntry(code + batch(detail('100', 'EUR', code)))))).returned).toBe('PMNT-IDDT-UPDD')
    expect(first(read(camt(ntry(code)))).returned).toBe('PMNT-IDDT-UPDD')
    expect(first(read(camt(ntry('<RvslInd>1</RvslInd>')))).returned).toBe('reversal')
    const pending = ntry('', '7').replace('BOOK', 'PDNG')
    const outcome = read(
      camt(ntry('') + pending, '<n:TxsSummry><n:TtlNtries><n:NbOfNtries>3</n:NbOfNtries></n:TtlNtries></n:TxsSummry>'),
    )
    expect(only(outcome)).toMatchObject({ balanced: true, entries: [{ amount: '100.00' }, { amount: '7.00' }] })
    expect(codes(outcome)).toEqual(['entry-count', 'pending-entries'])
  })

  test('a structured reference is written one way', () => {
    expect(found('+++010/8068/17183+++')).toBe('010806817183')
    expect(found('rf18 5390 0754 7034')).toBe('RF18539007547034')
    expect(found('21 00000 00003 13947 14300 09017')).toBe('210000000003139471430009017')
    expect(found('ISR ref 7')).toBe('ISR ref 7')
  })

  test('a batch of both sides adds up with the sides of its details', () => {
    const side = (indicator: string): string => `<CdtDbtInd>${indicator}</CdtDbtInd>`
    const net = batch(detail('160', 'EUR', side('CRDT')), detail('60', 'EUR', side('DBIT')))
    const outcome = read(camt(ntry(net)))
    expect(only(outcome).entries.map(entry => entry.amount)).toEqual(['160.00', '-60.00'])
    expect(codes(outcome)).toEqual([])
    const careless = read(camt(ntry(batch(detail('60', 'EUR', side('DBIT')), detail('40', 'EUR', side('DBIT'))))))
    expect(only(careless).entries.map(entry => entry.amount)).toEqual(['60.00', '40.00'])
  })

  test("a bank's own envelope is opened", () => {
    const wrapped = camt(ntry('')).replace('?>', '?><Envelope><Body>') + '</Body></Envelope>'
    expect(only(read(wrapped))).toMatchObject({ balanced: true, entries: [{ amount: '100.00' }] })
  })

  test('a zip of statements is read whole or refused whole', () => {
    const good = zipSync({
      'a.xml': bytes(camt(ntry(''))),
      'b/c.xml': bytes(camt(ntry(''))),
      'readme.md': bytes('# hello'),
    })
    const outcome = readStatement(good, 'camt.zip') as ReadOutcome
    expect(outcome).toMatchObject({ kind: 'statement', documents: [{ balanced: true }, { balanced: true }] })
    expect(codes(outcome)).toEqual(['file-left-out'])
    const bad = zipSync({ 'a.xml': bytes(camt(ntry(''))), 'b.xml': bytes(camt(ntry('')).slice(0, -20)) })
    expect(readStatement(bad, 'camt.zip')).toMatchObject({ kind: 'refused', error: { code: 'xml-malformed' } })
    const bomb = zipSync({ 'a.xml': new Uint8Array(30_000_000) }, { level: 9 })
    expect(readStatement(bomb, 'camt.zip')).toMatchObject({ kind: 'refused', error: { code: 'zip-too-large' } })
    expect(readStatement(good.subarray(0, -30), 'camt.zip')).toMatchObject({
      kind: 'refused',
      error: { code: 'zip-damaged' },
    })
  })

  test('a gzipped statement is read, a cut or packed one refused', () => {
    const packed = gzipSync(bytes(camt(ntry(''))))
    expect(readStatement(packed, 'camt.xml.gz')).toMatchObject({ kind: 'statement', documents: [{ balanced: true }] })
    expect(readStatement(packed.subarray(0, -20), 'a.gz')).toMatchObject({ error: { code: 'zip-damaged' } })
    const bomb = gzipSync(new Uint8Array(30_000_000), { level: 9 })
    expect(readStatement(bomb, 'a.gz')).toMatchObject({ error: { code: 'zip-too-large' } })
    const twice = gzipSync(packed)
    expect(readStatement(twice, 'a.gz')).toBeNull()
  })

  test('UTF-16 without a mark is UTF-16', () => {
    const text = camt(ntry('<AddtlNtryInf>Société</AddtlNtryInf>'))
    expect(first(readStatement(Buffer.from(text, 'utf16le'), 'a.xml') as ReadOutcome).remittance).toBe('Société')
  })

  test('a DOCTYPE is refused unread', () => {
    const hostile = camt(ntry('')).replace('?>', '?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>')
    expect(read(hostile)).toMatchObject({ kind: 'refused', error: { code: 'xml-doctype' } })
  })
})
