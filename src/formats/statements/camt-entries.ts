import { money, type Money } from '#kernel/money.ts'
import type { XmlElement } from '../xml.ts'
import { flatten, type Detail } from './batch.ts'
import { dayFromStamp } from './dates.ts'
import { blankEntry, decimalAmount, joined, NO_CURRENCY, Unreadable, warn, type Entry, type Findings } from './model.ts'
import { endToEndReference, ibanShaped, quotedReference, structuredReference } from './references.ts'
import { asXml, at, textAt, under } from './xml-path.ts'

/** The statement that an entry stands in: its currency and its account, which is never the counterparty's. */
export type CamtContext = { readonly currency: string; readonly account: string | null; readonly findings: Findings }

/** The transactions of one `Ntry`: its details, or itself when it has none. */
export function camtEntries(entry: XmlElement, context: CamtContext): Entry[] {
  const { currency, findings } = context
  const where = `line ${entry.line}`
  const debit = isDebit(entry, where)
  const amount = signed(amountOf(at(entry, 'Amt')[0], currency, where, findings), debit)
  const batches = at(entry, 'NtryDtls')
  const batch = batches.flatMap(details => at(details, 'Btch'))[0] ?? at(entry, 'Btch')[0]
  const details = batches.flatMap(group => at(group, 'TxDtls'))
  const raw = asXml(entry)
  const parent =
    textAt(entry, 'AcctSvcrRef') ?? textAt(entry, 'NtryRef') ?? textAt(batch, 'PmtInfId') ?? textAt(batch, 'MsgId')
  const whole: Entry = {
    ...blankEntry(amount, raw),
    bookingDate: dateOf(entry, 'BookgDt', where, findings),
    valueDate: dateOf(entry, 'ValDt', where, findings),
    remittance: textAt(entry, 'AddtlNtryInf'),
    structuredReference: quotedReference(textAt(entry, 'AddtlNtryInf')),
    bankReference: textAt(entry, 'AcctSvcrRef') ?? textAt(entry, 'NtryRef'),
    code: codeOf(entry),
    returned: reversed(entry) ? 'reversal' : returnCode(codeOf(entry)),
    pending: !isBooked(entry),
  }
  checkBatch(batch, amount, details.length, findings, where)
  const batched = details.length > 1
  const sided = (sideOf: (detail: XmlElement) => boolean): Detail[] =>
    details.map(detail => detailOf(detail, { whole, debit: sideOf(detail), batched, parent }, context))
  const parts = sided(() => debit)
  const mixed = batched && details.some(detail => ownSide(detail, debit) !== debit)
  const own = mixed ? sided(detail => ownSide(detail, debit)) : parts
  return flatten(whole, addUp(own, amount) ? own : parts, findings, where)
}

// Banks fill the indicator of a detail carelessly: it is believed where the details then make what was booked.
function ownSide(detail: XmlElement, debit: boolean): boolean {
  const indicator = textAt(detail, 'CdtDbtInd')
  return indicator === null ? debit : indicator === 'DBIT'
}

function addUp(parts: readonly Detail[], { amount, currency }: Money): boolean {
  const sum = parts.reduce((all, part) => all + (part.amount?.amount ?? 0n), 0n)
  return sum === amount && parts.every(part => part.amount?.currency === currency)
}

function reversed(entry: XmlElement): boolean {
  return /^(true|1)$/.test(textAt(entry, 'RvslInd') ?? '')
}

// Versions 1 to 7 write the status as text, later ones as a code; absent is booked. PDNG, INFO and FUTR are not.
function isBooked(entry: XmlElement): boolean {
  const status = textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts') ?? 'BOOK'
  return !/^(PDNG|INFO|FUTR)$/.test(status)
}

function isDebit(element: XmlElement, where: string): boolean {
  const indicator = textAt(element, 'CdtDbtInd')
  if (indicator === 'DBIT') return true
  if (indicator === 'CRDT') return false
  throw new Unreadable('impossible-entry', `${where}: the entry says neither credit nor debit (CdtDbtInd)`)
}

function amountOf(element: XmlElement | undefined, currency: string, where: string, findings: Findings): Money {
  const stated = element?.attributes.get('Ccy') ?? currency
  const amount = element && /^[A-Z]{3}$/.test(stated) ? decimalAmount(element.text, stated, findings, where) : null
  if (amount === null)
    throw new Unreadable('impossible-amount', `${where}: "${element?.text.trim() ?? ''} ${stated}" is not an amount`)
  return amount
}

function signed(amount: Money, debit: boolean): Money {
  return debit ? money(-amount.amount, amount.currency) : amount
}

function dateOf(element: XmlElement, name: string, where: string, findings: Findings): Entry['valueDate'] {
  const text = textAt(element, name, 'Dt') ?? textAt(element, name, 'DtTm')
  if (text === null) return null
  const date = dayFromStamp(text)
  if (date === null) warn(findings, 'impossible-date', `"${text}" is not a date: left out`, where)
  return date
}

// Domain, family and subfamily of ISO 20022 (`PMNT-RCDT-ESCT`), else the bank's own code.
function codeOf(element: XmlElement | undefined): string | null {
  const code = under(element, 'BkTxCd')
  const family = under(code, 'Domn', 'Fmly')
  const domain = [textAt(code, 'Domn', 'Cd'), textAt(family, 'Cd'), textAt(family, 'SubFmlyCd')].filter(
    part => part !== null,
  )
  return domain.length > 0 ? domain.join('-') : textAt(code, 'Prtry', 'Cd')
}

function checkBatch(
  batch: XmlElement | undefined,
  amount: Money,
  details: number,
  findings: Findings,
  where: string,
): void {
  const count = textAt(batch, 'NbOfTxs')
  if (count !== null && details > 0 && Number(count) !== details) {
    warn(findings, 'batch-count', `the batch counts ${count} transactions, the file details ${details}`, where)
  }
  const total = at(batch, 'TtlAmt')[0]
  if (!total) return
  const stated = decimalAmount(total.text, total.attributes.get('Ccy') ?? amount.currency, findings, where)
  const absolute = amount.amount < 0n ? -amount.amount : amount.amount
  if (stated && (stated.currency !== amount.currency || stated.amount !== absolute)) {
    warn(
      findings,
      'batch-total',
      `the batch states ${total.text.trim()} ${stated.currency}, another amount was booked`,
      where,
    )
  }
}

type Booking = {
  readonly whole: Entry
  readonly debit: boolean
  readonly batched: boolean
  readonly parent: string | null
}

function detailOf(detail: XmlElement, { whole, debit, batched, parent }: Booking, context: CamtContext): Detail {
  const where = `line ${detail.line}`
  const refs = at(detail, 'Refs')[0]
  const remittance = remittanceOf(detail)
  const party = partyOf(detail, debit, context.account)
  const { amount: _, ...rest } = whole
  return {
    amount: detailAmount(detail, whole.amount.currency, debit, where, context.findings),
    entry: {
      ...rest,
      name: party.name,
      iban: party.iban,
      remittance: remittance.text ?? textAt(detail, 'AddtlTxInf') ?? whole.remittance,
      structuredReference:
        remittance.reference ?? quotedReference(remittance.text) ?? quotedReference(textAt(detail, 'AddtlTxInf')),
      endToEndId: endToEndReference(textAt(refs, 'EndToEndId')),
      bankReference: textAt(refs, 'AcctSvcrRef') ?? textAt(refs, 'TxId') ?? (batched ? null : whole.bankReference),
      code: codeOf(detail) ?? whole.code,
      returned: returnedOf(detail, whole.returned),
      parent: batched ? parent : null,
      raw: batched ? asXml(detail) : whole.raw,
    },
  }
}

// `Amt` of the transaction, or the amount in its details that stands in the account's currency.
function detailAmount(
  detail: XmlElement,
  currency: string,
  debit: boolean,
  where: string,
  findings: Findings,
): Money | null {
  const details = at(detail, 'AmtDtls')[0]
  const candidates = [
    at(detail, 'Amt')[0],
    ...['TxAmt', 'CntrValAmt', 'InstdAmt'].map(name => under(details, name, 'Amt')),
  ].filter(element => element !== undefined)
  const chosen = candidates.find(element => element.attributes.get('Ccy') === currency) ?? candidates[0]
  return chosen ? signed(amountOf(chosen, NO_CURRENCY, where, findings), debit) : null
}

function remittanceOf(detail: XmlElement): { text: string | null; reference: string | null } {
  const information = at(detail, 'RmtInf')[0]
  const free = at(information, 'Ustrd').map(element => element.text)
  const blocks = at(information, 'Strd')
  const references = blocks.map(block => textAt(block, 'CdtrRefInf', 'Ref')).filter(reference => reference !== null)
  const documents = blocks
    .flatMap(block => at(block, 'RfrdDocInf'))
    .map(document => textAt(document, 'Nb') ?? textAt(document, 'RfrdDocNb'))
  const additional = blocks.flatMap(block => at(block, 'AddtlRmtInf')).map(element => element.text)
  // A detail that pays several referenced invoices has no single reference: all of them are said in the text.
  const several = references.length > 1 ? references : []
  const text = joined(...free, ...documents, ...additional, ...several)
  return { text, reference: structuredReference(references[0]) }
}

const RETURN_FAMILY = /^PMNT-(?:[A-Z]+)-(?:RRTN|PRTN|UPDD|UPCT|UPCQ|RVSL|RPCR|ARET|URCQ|URDD|RIMB|PRDD|CRCQ)$/

// `RtrInf` of any version; else a subfamily that says « unpaid », « return » or « reversal ».
function returnedOf(detail: XmlElement, reversal: string | null): string | null {
  const information = at(detail, 'RtrInf', 'RtrdInf')[0]
  if (information) {
    const reason =
      textAt(information, 'Rsn', 'Cd') ?? textAt(information, 'Rsn', 'Prtry') ?? textAt(information, 'RtrRsn')
    return joined(reason, ...at(information, 'AddtlInf').map(element => element.text)) ?? 'return'
  }
  return reversal ?? returnCode(codeOf(detail))
}

function returnCode(code: string | null): string | null {
  return code !== null && RETURN_FAMILY.test(code) ? code : null
}

// The other side: the debtor of what came in, the creditor of what went out. A return turns the sides, then the one
// whose account is ours is passed over. Version 8 and later put the name one level down (`Pty`, `Agt`).
function partyOf(detail: XmlElement, debit: boolean, own: string | null): { name: string | null; iban: string | null } {
  const parties = at(detail, 'RltdPties')[0]
  const sides = debit ? ['Cdtr', 'Dbtr'] : ['Dbtr', 'Cdtr']
  for (const side of sides) {
    const name = nameOf(under(parties, side)) ?? nameOf(under(parties, `Ultmt${side}`))
    const account = under(parties, `${side}Acct`, 'Id')
    const iban = ibanShaped(textAt(account, 'IBAN')) ?? ibanShaped(textAt(account, 'Othr', 'Id'))
    if ((name !== null || iban !== null) && (own === null || iban !== own)) return { name, iban }
  }
  return { name: null, iban: null }
}

function nameOf(party: XmlElement | undefined): string | null {
  return textAt(party, 'Pty', 'Nm') ?? textAt(party, 'Nm') ?? textAt(party, 'Agt', 'FinInstnId', 'Nm')
}
