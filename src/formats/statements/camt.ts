import { money, type Money } from '#kernel/money.ts'
import type { ReadOutcome } from '../outcome.ts'
import { MAX_FILE_BYTES } from '../limits.ts'
import { parseXml, type XmlElement } from '../xml.ts'
import { camtEntries } from './camt-entries.ts'
import { dayFromStamp } from './dates.ts'
import { decimalAmount, joined, NO_CURRENCY, reading, Unreadable, warn, type Balance, type Findings } from './model.ts'
import { at, textAt } from './xml-path.ts'

const MESSAGES: Readonly<Record<string, string>> = { Rpt: 'CAMT.052', Stmt: 'CAMT.053', Ntfctn: 'CAMT.054' }
// A statement of 100,000 entries with details has about eight million elements; entries are taken as they close.
const MAX_ELEMENTS = 2_000_000

/** Whether a text is an ISO 20022 cash-management message, by its elements and not by its namespace. */
export function looksLikeCamt(text: string): boolean {
  return /<(?:[\w.-]+:)?BkToCstmr(AcctRpt|Stmt|DbtCdtNtfctn)(V\d+)?[\s>/]/.test(text.slice(0, 20_000))
}

/**
 * Reads CAMT.052, .053 and .054 of any version by structure: every `Rpt`, `Stmt` or `Ntfctn` is a statement, every `Ntry`
 * is flattened into its `TxDtls`. Reversals are signed by their own indicator, pending entries are kept apart from the balances. Refusals
 * of the XML layer, `no-statement`, `impossible-amount`. Warnings: `entry-count`, `entry-total` (TxsSummry), `pages-missing`, `duplicate-copy`, those of `flatten`.
 * Source: ISO 20022 message definition reports, camt.052/053/054.001.01 to .13.
 */
export function readCamt(bytes: Uint8Array, head: string): ReadOutcome {
  const message = /<(?:[\w.-]+:)?BkToCstmr(AcctRpt|Stmt|DbtCdtNtfctn)/.exec(head)?.[1]
  const format = { AcctRpt: 'CAMT.052', Stmt: 'CAMT.053', DbtCdtNtfctn: 'CAMT.054' }[message ?? 'Stmt'] ?? 'CAMT'
  const profile = /urn:[^"']*:(camt\.05[234]\.\d{3}\.\d{2})/.exec(head)?.[1] ?? null
  return reading(format, profile, findings => {
    const parsed = parseXml(bytes, { maxBytes: MAX_FILE_BYTES, maxElements: MAX_ELEMENTS })
    if (!parsed.ok) throw new Unreadable(parsed.refusal.code, parsed.refusal.message)
    const containers = parsed.value.name === 'Document' ? parsed.value.children : [parsed.value]
    for (const container of containers.flatMap(child => [child, ...child.children])) {
      if (container.name in MESSAGES) readReport(container, findings)
    }
  })
}

function readReport(report: XmlElement, findings: Findings): void {
  const where = `line ${report.line}`
  const balances = at(report, 'Bal').map(balance => balanceOf(balance, findings))
  const { opening, closing } = bookBalances(balances)
  const stated = textAt(report, 'Acct', 'Ccy') ?? opening?.amount.currency ?? closing?.amount.currency
  const entries = at(report, 'Ntry')
  const currency = stated ?? at(entries[0], 'Amt')[0]?.attributes.get('Ccy') ?? NO_CURRENCY
  if (!/^[A-Z]{3}$/.test(currency))
    throw new Unreadable('unknown-currency', `${where}: "${currency}" is not a currency`)
  const copy = textAt(report, 'CpyDplctInd')
  if (copy === 'DUPL') warn(findings, 'duplicate-copy', 'the bank marks this statement as a duplicate', where)
  const page = at(report, 'StmtPgntn', 'RptPgntn', 'NtfctnPgntn')[0]
  if (page && textAt(page, 'LastPgInd') === 'false') {
    warn(findings, 'pages-missing', `page ${textAt(page, 'PgNb') ?? '?'} of the statement is not its last one`, where)
  }
  const account = at(report, 'Acct')[0]
  const number = account ? accountNumber(account) : null
  findings.statements.push({
    account: number,
    currency,
    number: textAt(report, 'Id') ?? textAt(report, 'ElctrncSeqNb'),
    opening,
    closing,
    entries: entries.flatMap(entry => camtEntries(entry, { currency, account: number, findings })),
    where,
  })
  checkSummary(report, entries, findings, where)
}

/** IBAN, or the other identification, of an account element in any version. */
function accountNumber(account: XmlElement): string | null {
  const iban = textAt(account, 'Id', 'IBAN')
  if (iban !== null) return iban.replace(/\s+/g, '')
  return (
    textAt(account, 'Id', 'Othr', 'Id') ?? textAt(account, 'Id', 'PrtryAcct', 'Id') ?? textAt(account, 'Id', 'BBAN')
  )
}

type TypedBalance = Balance & { readonly type: string }

function balanceOf(balance: XmlElement, findings: Findings): TypedBalance {
  const type =
    textAt(balance, 'Tp', 'CdOrPrtry', 'Cd') ??
    textAt(balance, 'Tp', 'CdOrPrtry', 'Prtry') ??
    textAt(balance, 'Tp', 'Cd') ??
    ''
  const date = textAt(balance, 'Dt', 'Dt') ?? textAt(balance, 'Dt', 'DtTm') ?? ''
  return { type, amount: signedAmount(balance, NO_CURRENCY, findings), date: dayFromStamp(date) }
}

// Booked balances only: available and forward balances hold what is not booked. The pages of one statement open and close
// with interim balances (ITBD).
function bookBalances(balances: readonly TypedBalance[]): { opening: Balance | null; closing: Balance | null } {
  const of = (type: string): TypedBalance | undefined => balances.find(balance => balance.type === type)
  const interim = balances.filter(balance => balance.type === 'ITBD')
  const openingBooked = of('OPBD') ?? of('PRCD')
  const closingBooked = of('CLBD')
  const opening = openingBooked ?? (closingBooked || interim.length > 1 ? interim[0] : undefined)
  const closing = closingBooked ?? (openingBooked || interim.length > 1 ? interim.at(-1) : undefined)
  const plain = (balance: TypedBalance | undefined): Balance | null =>
    balance ? { amount: balance.amount, date: balance.date } : null
  return { opening: plain(opening), closing: plain(closing) }
}

/** `Amt` with its currency and `CdtDbtInd` of a balance or entry. */
function signedAmount(element: XmlElement, currency: string, findings: Findings): Money {
  const amount = at(element, 'Amt')[0]
  const text = amount?.text ?? ''
  const stated = amount?.attributes.get('Ccy') ?? currency
  const value = /^[A-Z]{3}$/.test(stated) ? decimalAmount(text, stated, findings, `line ${element.line}`) : null
  if (value === null)
    throw new Unreadable('impossible-amount', `line ${element.line}: "${text.trim()} ${stated}" is not an amount`)
  return textAt(element, 'CdtDbtInd') === 'DBIT' ? money(-value.amount, value.currency) : value
}

function checkSummary(report: XmlElement, entries: readonly XmlElement[], findings: Findings, where: string): void {
  const summary = at(report, 'TxsSummry')[0]
  if (!summary) return
  const [all, credits, debits] = ['TtlNtries', 'TtlCdtNtries', 'TtlDbtNtries'].map(name => at(summary, name)[0])
  for (const [total, side] of [
    [all, null],
    [credits, 'CRDT'],
    [debits, 'DBIT'],
  ] as const) {
    if (!total) continue
    const counted = entries.filter(entry => side === null || textAt(entry, 'CdtDbtInd') === side)
    const count = textAt(total, 'NbOfNtries')
    if (count !== null && Number(count) !== counted.length) {
      warn(
        findings,
        'entry-count',
        `the summary counts ${count} entries (${joined(side ?? 'all')}), the file holds ${counted.length}`,
        where,
      )
    }
    const sum = textAt(total, 'Sum')
    const amounts = counted.map(entry => signedAmount(entry, NO_CURRENCY, { statements: [], warnings: [] }))
    const currency = amounts[0]?.currency ?? NO_CURRENCY
    const stated = sum === null ? null : decimalAmount(sum, currency, { statements: [], warnings: [] }, null)
    if (!stated || amounts.some(amount => amount.currency !== currency)) continue
    const magnitude = amounts.reduce((absolute, { amount }) => absolute + (amount < 0n ? -amount : amount), 0n)
    if (magnitude !== stated.amount) {
      warn(findings, 'entry-total', `the summary adds up ${sum} (${joined(side ?? 'all')}), the entries do not`, where)
    }
  }
}
