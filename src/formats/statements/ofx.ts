import type { Money } from '#kernel/money.ts'
import type { ReadOutcome } from '../outcome.ts'
import { readAmount } from './amounts.ts'
import { dayFromStamp } from './dates.ts'
import {
  blankEntry,
  joined,
  NO_CURRENCY,
  reading,
  Unreadable,
  warn,
  type Balance,
  type Entry,
  type Findings,
} from './model.ts'
import { ofxTree, type OfxElement } from './ofx-tree.ts'
import { ibanShaped, quotedIban, quotedReference } from './references.ts'

/** Whether a text is OFX 1 (SGML header) or OFX 2 (XML). */
export function looksLikeOfx(text: string): boolean {
  return /^\s*(OFXHEADER\s*:|<\?OFX\b|<OFX>)/i.test(text) || /^\s*<\?xml[^>]*>\s*(<\?OFX\b|<OFX>)/i.test(text)
}

/**
 * Reads OFX 1 (SGML, tags left open) and OFX 2 (XML): bank, credit card and the cash side of investment statements. OFX
 * states the closing balance only, so nothing is proved to balance. Refusals: `xml-doctype`, `xml-too-deep`,
 * `record-not-closed` (no `</OFX>`: the file was cut short), `bank-error` (the bank's own refusal), `no-statement`,
 * `impossible-amount`, `impossible-date`. Source: OFX 1.0.2 to 2.2 specification.
 */
export function readOfx(text: string): ReadOutcome {
  const version = /VERSION\s*[:=]\s*"?(\d{3})/i.exec(text.slice(0, 1000))?.[1] ?? null
  return reading('OFX', version, findings => {
    const root = ofxTree(text)
    const errors = root.all('STATUS').filter(status => status.value('SEVERITY') === 'ERROR')
    for (const status of errors) {
      const message = joined(status.value('CODE'), status.value('MESSAGE')) ?? 'without a reason'
      warn(findings, 'bank-error', `the bank answered with an error: ${message}`, null)
    }
    for (const statement of root.all('STMTRS', 'CCSTMTRS', 'INVSTMTRS')) readStatementOf(statement, findings)
    if (findings.statements.length === 0 && errors[0]) {
      throw new Unreadable(
        'bank-error',
        `the file holds no statement, only the bank's error: ${errors[0].value('MESSAGE') ?? ''}`.trim(),
      )
    }
  })
}

function readStatementOf(statement: OfxElement, findings: Findings): void {
  const named = statement.value('CURDEF')?.toUpperCase() ?? NO_CURRENCY
  const currency = /^[A-Z]{3}$/.test(named) ? named : NO_CURRENCY
  const account = accountOf(statement)
  const transactions = statement.all('STMTTRN')
  const entries = transactions.map((transaction, index) =>
    entryOf(transaction, currency, `transaction ${index + 1}`, findings),
  )
  const own = currency === NO_CURRENCY ? (entries[0]?.amount.currency ?? NO_CURRENCY) : currency
  if (own === NO_CURRENCY) warn(findings, 'no-currency', 'the statement names no currency', account)
  const securities = statement.all('BUYSTOCK', 'SELLSTOCK', 'BUYMF', 'SELLMF', 'INCOME', 'REINVEST').length
  if (securities > 0)
    warn(findings, 'securities-ignored', `${securities} security transactions are no bank lines: left out`, account)
  findings.statements.push({
    account,
    currency: own,
    number: null,
    opening: null,
    closing: balanceOf(statement.all('LEDGERBAL')[0], own, findings),
    entries,
    where: account === null ? null : `account ${account}`,
  })
}

// French banks give bank, branch and account apart; elsewhere the account number stands alone.
function accountOf(statement: OfxElement): string | null {
  const from = statement.all('BANKACCTFROM', 'CCACCTFROM', 'INVACCTFROM')[0]
  const [bank, branch, account] = [from?.value('BANKID'), from?.value('BRANCHID'), from?.value('ACCTID')]
  if (!account) return null
  return /^\d{5}$/.test(bank ?? '') && /^\d{5}$/.test(branch ?? '') ? `${bank}-${branch}-${account}` : account
}

function balanceOf(element: OfxElement | undefined, currency: string, findings: Findings): Balance | null {
  const text = element?.value('BALAMT')
  if (!element || !text) return null
  const amount = ofxAmount(text, currency, findings, 'LEDGERBAL')
  if (amount === null) throw new Unreadable('impossible-amount', `the ledger balance "${text}" is not an amount`)
  return { amount, date: dayFromStamp(element.value('DTASOF') ?? '') }
}

// OFX knows no thousands separator, so a mark that stands alone is the decimal one: `12.500` is twelve and a half.
function ofxAmount(text: string, currency: string, findings: Findings, where: string): Money | null {
  const [mark, other] = text.match(/[.,]/g) ?? []
  const decimal = other === undefined && (mark === '.' || mark === ',') ? mark : null
  return readAmount(text, currency, findings, where, decimal)
}

function entryOf(transaction: OfxElement, currency: string, where: string, findings: Findings): Entry {
  // CURRENCY says in which currency TRNAMT stands; ORIGCURRENCY only says what it was before conversion.
  const own = transaction.all('CURRENCY')[0]?.value('CURSYM')?.toUpperCase()
  const stated = own !== undefined && /^[A-Z]{3}$/.test(own) ? own : currency
  const text = transaction.value('TRNAMT') ?? ''
  const amount = ofxAmount(text, stated, findings, where)
  if (amount === null) throw new Unreadable('impossible-amount', `${where}: "${text}" is not an amount`)
  const posted = transaction.value('DTPOSTED') ?? ''
  const bookingDate = dayFromStamp(posted)
  if (bookingDate === null) throw new Unreadable('impossible-date', `${where}: "${posted}" is not a date`)
  const memo = transaction.value('MEMO')
  const cheque = transaction.value('CHECKNUM')?.replace(/^0+/, '') ?? ''
  const counter = transaction.all('BANKACCTTO', 'CCACCTTO')[0]?.value('ACCTID')
  return {
    ...blankEntry(amount, transaction.raw),
    bookingDate,
    valueDate: dayFromStamp(transaction.value('DTAVAIL') ?? transaction.value('VALUEDATE') ?? ''),
    name: transaction.value('NAME'),
    iban: ibanShaped(counter) ?? quotedIban(memo, null),
    remittance: joined(memo ?? transaction.value('NAME'), cheque === '' ? null : `CHECKNUM ${cheque}`),
    structuredReference: quotedReference(memo),
    endToEndId: null,
    bankReference: transaction.value('FITID') ?? transaction.value('REFNUM'),
    code: transaction.value('TRNTYPE'),
  }
}
