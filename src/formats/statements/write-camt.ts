import type { Money } from '#kernel/money.ts'
import { closingOf, unsigned, type OutgoingEntry, type OutgoingStatement } from './write.ts'
import { escaped } from './xml-path.ts'

/** Writes CAMT.053.001.08, one `Stmt` per statement, every entry booked with one transaction. Bytes are UTF-8. */
export function writeCamt053(statements: readonly OutgoingStatement[]): Uint8Array {
  const [first] = statements
  if (!first) throw new RangeError('a CAMT message holds at least one statement')
  const header = tag('GrpHdr', tag('MsgId', text(first.number)) + tag('CreDtTm', `${first.closedOn}T20:00:00`))
  const message = tag('BkToCstmrStmt', header + statements.map(statement).join(''))
  const document = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">${message}</Document>`
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${document}\n`)
}

function statement(of: OutgoingStatement): string {
  const created = tag('CreDtTm', `${of.closedOn}T20:00:00`)
  const period = tag('FrToDt', tag('FrDtTm', `${of.openedOn}T00:00:00`) + tag('ToDtTm', `${of.closedOn}T20:00:00`))
  const account = tag(
    'Acct',
    tag('Id', tag('IBAN', of.account)) + tag('Ccy', of.currency) + tag('Ownr', tag('Nm', text(of.holder))),
  )
  const summary = tag('TxsSummry', tag('TtlNtries', tag('NbOfNtries', String(of.entries.length))))
  const balances = balance('OPBD', of.opening, of.openedOn) + balance('CLBD', closingOf(of), of.closedOn)
  return tag(
    'Stmt',
    tag('Id', text(of.number)) + created + period + account + balances + summary + of.entries.map(entry).join(''),
  )
}

function balance(type: string, amount: Money, on: string): string {
  return tag('Bal', tag('Tp', tag('CdOrPrtry', tag('Cd', type))) + signed(amount) + tag('Dt', tag('Dt', on)))
}

function signed(amount: Money): string {
  const side = tag('CdtDbtInd', amount.amount < 0n ? 'DBIT' : 'CRDT')
  return `<Amt Ccy="${amount.currency}">${unsigned(amount)}</Amt>${side}`
}

function entry(of: OutgoingEntry): string {
  const dates = tag('BookgDt', tag('Dt', of.bookingDate)) + (of.valueDate ? tag('ValDt', tag('Dt', of.valueDate)) : '')
  const reference = of.bankReference ? tag('AcctSvcrRef', text(of.bankReference)) : ''
  const [domain = 'PMNT', family = of.amount.amount < 0n ? 'ICDT' : 'RCDT', sub = 'ESCT'] = (of.code ?? '')
    .split('-')
    .filter(part => part !== '')
  const code = tag('BkTxCd', tag('Domn', tag('Cd', domain) + tag('Fmly', tag('Cd', family) + tag('SubFmlyCd', sub))))
  return tag(
    'Ntry',
    signed(of.amount) + tag('Sts', tag('Cd', 'BOOK')) + dates + reference + code + tag('NtryDtls', transaction(of)),
  )
}

// Element order of TransactionDetails in camt.053.001.08: Refs, Amt, CdtDbtInd, RltdPties, RmtInf, RtrInf.
function transaction(of: OutgoingEntry): string {
  const side = of.amount.amount < 0n ? 'Cdtr' : 'Dbtr'
  const name = of.name ? tag(side, tag('Pty', tag('Nm', text(of.name)))) : ''
  const account = of.iban ? tag(`${side}Acct`, tag('Id', tag('IBAN', of.iban))) : ''
  const free = of.remittance ? tag('Ustrd', text(of.remittance)) : ''
  const structured = of.structuredReference
    ? tag(
        'Strd',
        tag('CdtrRefInf', tag('Tp', tag('CdOrPrtry', tag('Cd', 'SCOR'))) + tag('Ref', text(of.structuredReference))),
      )
    : ''
  const parts = [
    tag('Refs', tag('EndToEndId', text(of.endToEndId ?? 'NOTPROVIDED'))),
    signed(of.amount),
    name + account === '' ? '' : tag('RltdPties', name + account),
    free + structured === '' ? '' : tag('RmtInf', free + structured),
    of.returned ? tag('RtrInf', tag('Rsn', tag('Cd', text(of.returned)))) : '',
  ]
  return tag('TxDtls', parts.join(''))
}

function tag(name: string, inside: string): string {
  return `<${name}>${inside}</${name}>`
}

function text(value: string): string {
  return escaped(value)
}
