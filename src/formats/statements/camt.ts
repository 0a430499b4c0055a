import { money, type Money } from '#kernel/money.ts'
import type { ReadOutcome } from '../outcome.ts'
import { MAX_FILE_BYTES } from '../limits.ts'
import { parseXml, type XmlElement } from '../xml.ts'
import { camtEntries } from './camt-entries.ts'
import { dayFromStamp } from './dates.ts'
import {
  decimalAmount,
  NO_CURRENCY,
  reading,
  Unreadable,
  warn,
  type Balance,
  type Entry,
  type Findings,
} from './model.ts'
import { at, textAt } from './xml-path.ts'

const REPORTS = new Set(['Rpt', 'Stmt', 'Ntfctn'])
// Document, message, report, what stands in the report, and two more for the envelopes that some banks put around.
const DEPTH = 6
// Entries are taken as they close, so that only what stands around them is counted.
const MAX_ELEMENTS = 400_000
const QUIET: Findings = { statements: [], warnings: [] }

/** Whether a text is an ISO 20022 cash-management message, by its elements and not by its namespace. */
export function looksLikeCamt(text: string): boolean {
  return /<(?:[\w.-]+:)?BkToCstmr(AcctRpt|Stmt|DbtCdtNtfctn)(V\d+)?[\s>/]/.test(text.slice(0, 20_000))
}

/**
 * Reads CAMT.052, .053 and .054 of any version by structure: every `Rpt`, `Stmt` or `Ntfctn` is a statement, every
 * `Ntry` is flattened into its `TxDtls`. Reversals are signed by their own indicator, pending entries are kept apart
 * from the balances. Refusals of the XML layer, `no-statement`, `impossible-amount`. Warnings: `entry-count`,
 * `entry-total` (TxsSummry), `pages-missing`, `duplicate-copy`, those of `flatten`. Source: ISO 20022 message
 * definition reports, camt.052/053/054.001.01 to .13.
 */
export function readCamt(bytes: Uint8Array, head: string): ReadOutcome {
  const message = /<(?:[\w.-]+:)?BkToCstmr(AcctRpt|Stmt|DbtCdtNtfctn)/.exec(head)?.[1]
  const format = { AcctRpt: 'CAMT.052', Stmt: 'CAMT.053', DbtCdtNtfctn: 'CAMT.054' }[message ?? 'Stmt'] ?? 'CAMT'
  const profile = /urn:[^"']*:(camt\.05[234]\.\d{3}\.\d{2})/.exec(head)?.[1] ?? null
  return reading(format, profile, findings => {
    const reports = new Reports(findings)
    const parsed = parseXml(bytes, {
      maxBytes: MAX_FILE_BYTES,
      maxElements: MAX_ELEMENTS,
      take: (element, depth) => depth <= DEPTH && reports.take(element),
    })
    if (!parsed.ok) throw new Unreadable(parsed.refusal.code, parsed.refusal.message)
  })
}

/** One booked line as the summary counts it. */
type Booked = { readonly side: string | null; readonly amount: Money }

/**
 * Reads entries as they close, so that a statement of any length is never held as a tree; the statement follows when it
 * closes.
 */
class Reports {
  readonly #findings: Findings
  #entries: Entry[] = []
  #booked: Booked[] = []
  #account: XmlElement | undefined

  constructor(findings: Findings) {
    this.#findings = findings
  }

  take(element: XmlElement): boolean {
    if (element.name === 'Acct') this.#account = element
    else if (element.name === 'Ntry') {
      // The account stands before the entries in every version; `RltdAcct` and the accounts of parties have other
      // names.
      const context = { currency: textAt(this.#account, 'Ccy') ?? NO_CURRENCY, account: accountNumber(this.#account) }
      for (const entry of camtEntries(element, { ...context, findings: this.#findings })) this.#entries.push(entry)
      this.#booked.push({ side: textAt(element, 'CdtDbtInd'), amount: signedAmount(element, context.currency, QUIET) })
      return true
    } else if (REPORTS.has(element.name)) {
      readReport(element, this.#entries, this.#booked, this.#findings)
      this.#entries = []
      this.#booked = []
      this.#account = undefined
    }
    return false
  }
}

function readReport(report: XmlElement, entries: Entry[], booked: readonly Booked[], findings: Findings): void {
  const where = `line ${report.line}`
  const balances = at(report, 'Bal').map(balance => balanceOf(balance, findings))
  const { opening, closing } = bookBalances(balances)
  const stated = textAt(report, 'Acct', 'Ccy') ?? opening?.amount.currency ?? closing?.amount.currency
  const currency = stated ?? booked[0]?.amount.currency ?? NO_CURRENCY
  if (!/^[A-Z]{3}$/.test(currency))
    throw new Unreadable('unknown-currency', `${where}: "${currency}" is not a currency`)
  if (textAt(report, 'CpyDplctInd') === 'DUPL') {
    warn(findings, 'duplicate-copy', 'the bank marks this statement as a duplicate', where)
  }
  const page = at(report, 'StmtPgntn', 'RptPgntn', 'NtfctnPgntn')[0]
  if (page && textAt(page, 'LastPgInd') === 'false') {
    warn(findings, 'pages-missing', `page ${textAt(page, 'PgNb') ?? '?'} of the statement is not its last one`, where)
  }
  findings.statements.push({
    account: accountNumber(at(report, 'Acct')[0]),
    currency,
    number: textAt(report, 'Id') ?? textAt(report, 'ElctrncSeqNb'),
    opening,
    closing,
    entries,
    where,
  })
  checkSummary(report, booked, findings, where)
}

/** IBAN, or the other identification, of an account element in any version. */
function accountNumber(account: XmlElement | undefined): string | null {
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

// Booked balances only: available and forward balances hold what is not booked. The pages of one statement open and
// close with interim balances (ITBD).
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

function checkSummary(report: XmlElement, booked: readonly Booked[], findings: Findings, where: string): void {
  const summary = at(report, 'TxsSummry')[0]
  for (const [name, side] of [
    ['TtlNtries', null],
    ['TtlCdtNtries', 'CRDT'],
    ['TtlDbtNtries', 'DBIT'],
  ] as const) {
    const total = at(summary, name)[0]
    const counted = booked.filter(entry => side === null || entry.side === side)
    const count = textAt(total, 'NbOfNtries')
    if (count !== null && Number(count) !== counted.length) {
      warn(
        findings,
        'entry-count',
        `the summary (${name}) counts ${count} entries, the file holds ${counted.length}`,
        where,
      )
    }
    const sum = textAt(total, 'Sum')
    const currency = counted[0]?.amount.currency ?? NO_CURRENCY
    const stated = sum === null ? null : decimalAmount(sum, currency, QUIET, null)
    if (!stated || counted.some(({ amount }) => amount.currency !== currency)) continue
    const found = counted.reduce((all, { amount }) => all + (amount.amount < 0n ? -amount.amount : amount.amount), 0n)
    if (found !== stated.amount)
      warn(findings, 'entry-total', `the summary (${name}) adds up ${sum}, the entries do not`, where)
  }
}
